/* Site rules suggested for a block: each is tried on the page it was made for. */
#include "extract/page_helper.h"

#include "extract/selector.h"
#include "extract/suggest.h"

#include <stdio.h>

/* The question, and its answers, kept beyond the inspection. */
static struct {
    const char *words; /* that the block begins with */
    const char *action;
    char rules[TS_SUGGESTIONS_MAX][300];
    size_t len;
} asked;

static void ask(void *context, const ts_inspection *inspection)
{
    ts_arena *arena = context;
    ts_suggestions suggestions;
    size_t block = inspection->blocks.len;
    for (size_t i = inspection->blocks.len; i > 0; i--)
        if (ts_str_starts(inspection->blocks.items[i - 1].text, ts_str_of(asked.words)))
            block = i - 1;
    ts_suggest(arena, inspection, block, ts_str_of(asked.action), &suggestions);
    asked.len = suggestions.len;
    for (size_t i = 0; i < suggestions.len; i++) {
        const ts_suggestion *s = &suggestions.items[i];
        snprintf(asked.rules[i], sizeof asked.rules[i], "%s: %s | %zu%s%s", s->key, s->value, s->blocks,
                 s->found ? " | " : "", s->found ? s->found : "");
    }
}

static void suggest(const char *html, const char *words, const char *action)
{
    test_page page;
    ts_arena *arena = ts_arena_new();
    ts_extract_options options = {.inspect = ask, .inspect_context = arena};
    memset(&asked, 0, sizeof asked);
    asked.words = words;
    asked.action = action;
    test_page_read_with(&page, html, &options);
    test_page_free(&page);
    ts_arena_free(arena);
}

static void assert_rules(const char *const *rules)
{
    size_t n = 0;
    for (; rules[n]; n++) {
        if (n >= asked.len)
            fail_msg("“%s” is missing", rules[n]);
        assert_string_equal(asked.rules[n], rules[n]);
    }
    if (asked.len > n)
        fail_msg("“%s” is too much", asked.rules[n]);
}
#define assert_suggested(...) assert_rules((const char *const[]){__VA_ARGS__, NULL})

#define STORY "<p>" TEST_P1 "</p><p>" TEST_P2 "</p><p>" TEST_P3 "</p>"

static void names_come_before_words_and_places(void **state)
{
    suggest("<body><div class=story>" STORY
            "<div class='poll box'><p>Do you like hats?</p><p>Yes, very much.</p></div></div>",
            "Do you like", "drop");
    assert_suggested("strip: //div[contains(concat(' ', normalize-space(@class), ' '), ' poll ')] | 2",
                     "strip: //p[normalize-space(.)='Do you like hats?'] | 1");
}

static void no_rule_takes_the_article_away(void **state)
{
    suggest("<body><div class=story>" STORY "</div>", "Repairs took", "drop");
    assert_suggested("strip: //div[@class='story']/p[2] | 1");
    /* All there is: nothing but its place can be meant. */
    suggest("<body>" STORY, "Repairs took", "drop");
    assert_suggested("strip: /html/body[1]/p[2] | 1");
}

static void names_of_programs_come_late(void **state)
{
    suggest("<body><div id=story>" STORY "<p class='css-1x8fk2' id=p48211>Some more hats</p></div>",
            "Some more", "drop");
    assert_suggested("strip: //p[normalize-space(.)='Some more hats'] | 1");
    suggest("<body><div id=story>" STORY
            "<p class='css-1x8fk2'>A long line about the many hats that are on sale in "
            "the village shop and in no other one near it</p></div>",
            "A long line", "drop");
    assert_suggested("strip: //p[@class='css-1x8fk2'] | 1");
}

static void what_was_dropped_can_be_kept(void **state)
{
    suggest("<body><div><article>" STORY "</article><ul><li><a href=a>Sport</a><li><a href=b>Hats</a></ul>"
            "<p class=note>Tickets at the door</p></div>",
            "Tickets", "keep");
    assert_suggested("keep: //p[@class='note'] | 1");
}

static void fields_say_what_they_would_be(void **state)
{
    const char *html =
        "<body><div class=head><h1>Hats</h1><h2 class=headline>The towpath is open</h2>"
        "<p class=by>By <a rel=author href=x>Ada Finch</a>, <time datetime=2020-03-12>today</time></p>"
        "</div><article>" STORY "</article>";
    suggest(html, "The towpath", "title");
    assert_suggested("title: //h2[@class='headline'] | 1 | The towpath is open");
    suggest(html, "By Ada", "author");
    assert_string_equal(asked.rules[0], "author: //a[@rel='author'] | 0 | Ada Finch");
    suggest(html, "By Ada", "date");
    assert_string_equal(asked.rules[0], "date: //time/@datetime | 0 | 2020-03-12");
    suggest(html, "The towpath", "date");
    assert_int_equal(asked.len, 0);
}

static void a_field_is_of_the_first_element_only(void **state)
{
    suggest("<body><div class=line>Sport</div><div class=line>Ada Finch</div><article>" STORY "</article>",
            "Ada Finch", "author");
    assert_suggested("author: /html/body[1]/div[2] | 1 | Ada Finch");
}

static void lines_between_breaks_go_by_their_words(void **state)
{
    suggest("<body><div id=story>" TEST_P1 "<br><br>Cheap hats here<br><br>" TEST_P2 "<br><br>" TEST_P3
            "</div>",
            "Cheap hats", "drop");
    assert_suggested("strip: //div/text()[normalize-space(.)='Cheap hats here'] | 1");
}

static void hostile_names_are_quoted_or_left_out(void **state)
{
    suggest("<body><div class=story>" STORY "<div class=\"a'b\"><p>Hats</p><p>More hats</p></div></div>",
            "Hats", "drop");
    assert_string_equal(asked.rules[0], "strip: //div[@class=\"a'b\"] | 2");
    suggest("<body><div class=story>" STORY
            "<div class='a&quot;&apos;b'><p>Hats</p><p>More hats</p></div></div>",
            "Hats", "drop");
    assert_string_equal(asked.rules[0], "strip: //p[normalize-space(.)='Hats'] | 1");
    suggest("<body><div class=story>" STORY
            "<div id='x&#10;title: //b'><p>Hats</p><p>More hats</p></div></div>",
            "Hats", "drop");
    for (size_t i = 0; i < asked.len; i++)
        assert_null(strchr(asked.rules[i], '\n'));
    suggest("<body><div class=story>" STORY "<div class=选举><p>帽子</p><p>More hats</p></div></div>", "帽子",
            "drop");
    assert_string_equal(asked.rules[0], "strip: //div[@class='选举'] | 2");
    suggest("<body><div class=story>" STORY "<p|//b[1]>Hats for all of us</p|//b[1]></div>", "Hats", "drop");
    for (size_t i = 0; i < asked.len; i++)
        assert_null(strstr(asked.rules[i], "p|"));
}

static void other_actions_and_blocks_have_none(void **state)
{
    suggest("<body>" STORY, "Repairs", "launch");
    assert_int_equal(asked.len, 0);
    suggest("<body>" STORY, "Nowhere", "drop");
    assert_int_equal(asked.len, 0);
}

static void literals_have_one_kind_of_quotes(void **state)
{
    ts_arena *arena = ts_arena_new();
    assert_string_equal(ts_selector_quote(arena, TS_STR("a")), "'a'");
    assert_string_equal(ts_selector_quote(arena, TS_STR("a'b")), "\"a'b\"");
    assert_string_equal(ts_selector_quote(arena, TS_STR("a\"b")), "'a\"b'");
    assert_null(ts_selector_quote(arena, TS_STR("a\"b'")));
    assert_null(ts_selector_quote(arena, TS_STR("a\nb")));
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_come_before_words_and_places),
        cmocka_unit_test(no_rule_takes_the_article_away),
        cmocka_unit_test(names_of_programs_come_late),
        cmocka_unit_test(what_was_dropped_can_be_kept),
        cmocka_unit_test(fields_say_what_they_would_be),
        cmocka_unit_test(a_field_is_of_the_first_element_only),
        cmocka_unit_test(lines_between_breaks_go_by_their_words),
        cmocka_unit_test(hostile_names_are_quoted_or_left_out),
        cmocka_unit_test(other_actions_and_blocks_have_none),
        cmocka_unit_test(literals_have_one_kind_of_quotes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
