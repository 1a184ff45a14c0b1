/* Why each block was kept or dropped, and where each value comes from. */
#include "extract/page_helper.h"

#include "extract/inspection.h"

#include <stdio.h>

/* What an inspection said, kept beyond it. */
static struct {
    int calls;
    bool whole; /* of a page, not of a dump */
    char blocks[20][200], claims[100][300];
    size_t len, claimed;
    int depths[20];
} seen;

static void look(void *context, const ts_inspection *inspection)
{
    (void)context;
    seen.calls++;
    seen.whole = inspection->dom != NULL;
    assert_true(inspection->blocks.len <= 20 && inspection->claims.len <= 100);
    for (size_t i = 0; i < inspection->blocks.len; i++) {
        const ts_inspected *b = &inspection->blocks.items[i];
        assert_true(b->score >= 0 && b->score <= 1);
        assert_int_equal(b->node != NULL, seen.whole);
        assert_int_equal(ts_inspected_kept(b), strcmp(b->verdict, "drop") != 0);
        seen.depths[i] = b->depth;
        snprintf(seen.blocks[i], sizeof seen.blocks[i], "%s|%s|%.*s", b->verdict, b->reason,
                 (int)(b->text.len < 12 ? b->text.len : 12), b->text.ptr);
    }
    for (size_t i = 0; i < inspection->claims.len; i++) {
        const ts_claimed *c = &inspection->claims.items[i];
        snprintf(seen.claims[i], sizeof seen.claims[i], "%s %s: %s: %s", c->taken ? "take" : "pass", c->field,
                 c->source, c->value);
    }
    seen.len = inspection->blocks.len;
    seen.claimed = inspection->claims.len;
}

static void inspect(const char *html, const ts_site_rules *rules)
{
    test_page page;
    ts_extract_options options = {.inspect = look, .site = rules};
    memset(&seen, 0, sizeof seen);
    test_page_read_with(&page, html, &options);
    test_page_free(&page);
    assert_int_equal(seen.calls, 1);
}

static void assert_claim(const char *claim)
{
    int found = 0;
    for (size_t i = 0; i < seen.claimed; i++)
        found += strcmp(seen.claims[i], claim) == 0;
    if (found != 1)
        fail_msg("“%s” %d times", claim, found);
}

static const char towpath[] =
    "<title>Towpath reopens - Courier</title><meta property=og:title content='A towpath'>"
    "<body><nav><a href=a>Sport</a></nav>"
    "<h1>Towpath reopens</h1><p class=date>12 March 2020</p><article><p>" TEST_P1 "</p><p>" TEST_P2
    "</p><p>Share this:</p></article><aside class=teaser><p>Cheap hats</p></aside>";

static void each_block_has_its_reason(void **state)
{
    inspect(towpath, NULL);
    assert_true(seen.whole);
    assert_int_equal(seen.len, 7);
    assert_string_equal(seen.blocks[3], "keep|likely|Volunteers c");
    assert_string_equal(seen.blocks[4], "keep|likely|Repairs took");
    assert_string_equal(strchr(seen.blocks[6], '|'), "|unlikely, outside the article's element|Cheap hats");
    /* In the body, and in the article as well. */
    assert_int_equal(seen.depths[0], 1);
    assert_int_equal(seen.depths[3], 2);
    assert_int_equal(seen.depths[6], 1);
}

static void lines_name_their_rule(void **state)
{
    inspect("<h1>A new pier</h1><article><p>Editor: Ada Finch</p><p>" TEST_P1 "</p><p>" TEST_P2
            "</p><p>" TEST_P3 "</p><p>Share this:</p></article>",
            NULL);
    bool found = false;
    for (size_t i = 0; i < seen.len; i++)
        found = found || strncmp(seen.blocks[i], "drop|a line rule: ", 18) == 0;
    assert_true(found);
}

static void every_value_has_an_origin(void **state)
{
    inspect(towpath, NULL);
    assert_claim("pass title: Open Graph: A towpath");
    assert_claim("take title: the page as a whole: Towpath reopens");
    assert_claim("take date: beside the headline: 2020-03-12");
    assert_claim("take language: the page as a whole: en");
}

static void site_rules_are_named(void **state)
{
    ts_site_rules rules = {0};
    ts_arena *arena = ts_arena_new();
    ts_vec_push_in(arena, &rules.title, "//h2");
    ts_vec_push_in(arena, &rules.date, "//time/@datetime");
    ts_vec_push_in(arena, &rules.body, "//div[@id='mine']");
    ts_vec_push_in(arena, &rules.strip, "//div[@id='mine']/p[1]");
    ts_vec_push_in(arena, &rules.strip_id_or_class, "promo");
    inspect("<h2>Their headline</h2><time datetime=2020-03-12>today</time><article><p>" TEST_P1
            "</p><p>" TEST_P2
            "</p></article><div id=mine><p>first</p><p>second</p><p class=promo-x>third</p></div>",
            &rules);
    assert_int_equal(seen.len, 7);
    assert_string_equal(seen.blocks[2], "drop|body: //div[@id='mine']|Volunteers c");
    assert_string_equal(seen.blocks[3], "drop|body: //div[@id='mine']|Repairs took");
    /* The model had dropped them already. */
    assert_string_equal(strrchr(seen.blocks[4], '|'), "|first");
    assert_string_equal(seen.blocks[5], "keep|body: //div[@id='mine']|second");
    assert_string_equal(strrchr(seen.blocks[6], '|'), "|third");
    assert_claim("take title: a site rule: Their headline");
    assert_claim("take date: a site rule: 2020-03-12");
    ts_arena_free(arena);
}

static void kept_blocks_join_the_article_alone(void **state)
{
    ts_site_rules rules = {0};
    ts_arena *arena = ts_arena_new();
    test_page page;
    ts_vec_push_in(arena, &rules.keep, "//p[@class='note']");
    const char *html =
        "<div><article><p>" TEST_P1 "</p><p>" TEST_P2 "</p></article><ul><li><a href=a>Sport</a>"
        "<li><a href=b>Hats</a></ul><p class=note>Tickets at the door</p></div>";
    inspect(html, NULL);
    assert_true(strncmp(seen.blocks[4], "drop|", 5) == 0);
    inspect(html, &rules);
    assert_string_equal(seen.blocks[4], "keep|keep: //p[@class='note']|Tickets at t");
    assert_true(strncmp(seen.blocks[2], "drop|", 5) == 0);
    ts_extract_options options = {.site = &rules};
    test_page_read_with(&page, html, &options);
    assert_has(page.text, "Tickets at the door");
    assert_lacks(page.text, "Hats");
    test_page_free(&page);
    ts_vec_push_in(arena, &rules.strip, "//article/p[2]");
    inspect(html, &rules);
    assert_string_equal(seen.blocks[1], "drop|strip: //article/p[2]|Repairs took");
    ts_arena_free(arena);
}

static void what_is_kept_joins_a_body_that_a_rule_names(void **state)
{
    ts_site_rules rules = {0};
    ts_arena *arena = ts_arena_new();
    test_page page;
    ts_vec_push_in(arena, &rules.body, "//div[@id='mine']");
    ts_vec_push_in(arena, &rules.keep, "//p[@class='note']");
    ts_vec_push_in(arena, &rules.keep, "//p/@class");
    const char *html =
        "<body><div><div><p class=note>Tickets at the door</p><p>Hats</p></div>Loose<div id=mine><p>" TEST_P1
        "</p><p>second</p></div><div>" TEST_P2 "</div></div><p>Foot</p>";
    ts_extract_options options = {.site = &rules};
    test_page_read_with(&page, html, &options);
    assert_string_equal(page.text, "Tickets at the door " TEST_P1 " second");
    test_page_free(&page);
    inspect(html, &rules);
    assert_int_equal(seen.len, 7);
    assert_true(strncmp(seen.blocks[0], "keep|", 5) == 0);
    assert_string_equal(seen.blocks[4], "keep|likely|second");
    assert_true(strncmp(seen.blocks[1], "drop|", 5) == 0);
    assert_true(strncmp(seen.blocks[2], "drop|", 5) == 0);
    assert_string_equal(seen.blocks[5], "drop|body: //div[@id='mine']|Repairs took");
    ts_arena_free(arena);
}

static void lines_of_a_dump_come_in_their_order(void **state)
{
    static const char *const lines[] = {"drop|above the headline|Home", "title|headline|Nine years a",
                                        "drop|author|By Jane Roe",      "body|prose|The bridge o",
                                        "drop|related|Related arti",    "drop|behind the article|The ferry"};
    ts_arena *arena = ts_arena_new();
    ts_fields fields;
    ts_paragraphs body = {0};
    ts_error error = {0};
    ts_extract_options options = {.inspect = look};
    memset(&seen, 0, sizeof seen);
    ts_fields_init(&fields);
    assert_true(ts_extract_dump(
        arena,
        TS_STR("Home\n\n\n\nNine years at the river\n\nBy Jane Roe\n\nThe bridge over the river closed on a "
               "Tuesday, and by Wednesday the first boats were out.\n\nRelated articles\nThe ferry"),
        &options, &fields, &body, &error));
    assert_int_equal(seen.calls, 1);
    assert_false(seen.whole);
    assert_int_equal(seen.len, 6);
    for (size_t i = 1; i < 6; i++)
        assert_string_equal(seen.blocks[i], lines[i]);
    assert_claim("take title: the text: Nine years at the river");
    assert_claim("take authors: the text: Jane Roe");
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_block_has_its_reason),
        cmocka_unit_test(lines_name_their_rule),
        cmocka_unit_test(every_value_has_an_origin),
        cmocka_unit_test(site_rules_are_named),
        cmocka_unit_test(kept_blocks_join_the_article_alone),
        cmocka_unit_test(what_is_kept_joins_a_body_that_a_rule_names),
        cmocka_unit_test(lines_of_a_dump_come_in_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
