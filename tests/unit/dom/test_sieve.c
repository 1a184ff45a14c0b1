#include "unit.h"
#include "one_arena.h"

#include "dom/nest.h"

static void put_piece(ts_buf *out, const ts_piece *piece)
{
    if (piece->kind == TS_PIECE_TEXT) {
        ts_buf_truncate(out, out->len - 1); /* the character that stands for it */
        ts_buf_put(out, piece->text);
        return;
    }
    for (unsigned i = 0; i < piece->count; i++) {
        ts_buf_printf(out, " %s", piece->attributes[i].name);
        if (piece->attributes[i].value)
            ts_buf_printf(out, "=[%.*s]", (int)piece->attributes[i].len, piece->attributes[i].value);
    }
}

/* The skeleton with the pieces in their places: values in brackets as the page has them, texts decoded, what
 * an element holds and is no markup behind a colon. */
static char *sieved(ts_str html, bool whole, size_t *end_tags)
{
    ts_sieved s;
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_sieve(arena, html, whole, &s);
    ts_skeleton_write(&s);
    for (size_t at = 0, i = 0; at < s.skeleton.len;) {
        ts_buf_putc(&out, s.skeleton.ptr[at++]);
        for (; i < s.pieces.len && s.pieces.items[i].at == at; i++) {
            put_piece(&out, &s.pieces.items[i]);
            if (s.pieces.items[i].kind != TS_PIECE_TEXT && s.pieces.items[i].text.len)
                ts_buf_printf(&out, ":%.*s", (int)s.pieces.items[i].text.len, s.pieces.items[i].text.ptr);
        }
    }
    *end_tags = s.end_tags;
    char *copy = ts_buf_copy(&out, arena);
    ts_buf_free(&out);
    ts_sieved_free(&s);
    return copy;
}

static size_t end_tags;

static void check(const char *html, const char *expected)
{
    assert_string_equal(sieved(ts_str_of(html), false, &end_tags), expected);
}

static void plain_markup_passes(void **state)
{
    check("", "");
    check("just text", "just text");
    check("<p class=\"a b\">x &amp; y</p>", "<p class=[a b]>x & y</p>");
    check("<p class=a title='it is \"so\"' hidden>", "<p class=[a] title=[it is \"so\"] hidden>");
    check("<img src=a.png/><br/>", "<img src=[a.png/]><br/>");
    assert_int_equal(end_tags, 0);
}

static void what_no_reader_sees_goes(void **state)
{
    check("a<!-- <p> -->b<!DOCTYPE html>c<?php echo '>' ?>d", "abc' ?>d");
    check("<!-->x<!--->y", "xy");
    check("<script>if (a</p>b) '<div>'</script>x", "x");
    check("<STYLE>p{}</STYLE >x<svg><path/><title>t</title></svg>y", "xy");
    check("<script type=\"application/ld+json\">{\"a\":\"</p>\"}</script>",
          "<script type=[application/ld+json]:{\"a\":\"</p>\"}></script>");
    check("<script>\n[{ \"@context\": 1}]</script><script>{\"a\": \"@context\"}</script>",
          "<script:\n[{ \"@context\": 1}]></script>");
    check("<iframe src=\"e.html\"><p>no frames</p></iframe>", "<iframe src=[e.html]></iframe>");
    check("<title>a <b> c</title>", "<title>a <b> c</title>");
}

static void whole_leaves_nothing_out(void **state)
{
    assert_string_equal(sieved(TS_STR("a<!-- <p> --><script>x</script><svg><path/></svg><style>p{}</style>"),
                               true, &end_tags),
                        "a<!----><script:x></script><svg><path/></svg><style:p{}></style>");
}

static void what_never_ends_loses_its_tag_only(void **state)
{
    check("a<script>b<p>c", "ab<p>c");
    check("a<!-- b<p>c", "ac");
    check("a<p class=\"b", "a");
    check("a<p class=\"b>c</p>", "a<p class=[b]>c</p>");
    check("a <", "a <");
    check("1 < 2 <3", "1 < 2 <3");
}

static void raw_quotes_in_meta_are_part_of_the_value(void **state)
{
    check("<meta content=\"He said \"no\" twice\" name=x>", "<meta content=[He said \"no\" twice] name=[x]>");
    check("<a title=\"a\"b\">", "<a title=[a]>");
    check("<meta content=\"He said\" no\"\"=\"\">", "<meta content=[He said]>");
}

static void boxes_close_what_is_open_inside(void **state)
{
    check("<article><div>a</article>b", "<article><div>a</div></article>b");
    check("<div>a</div></div></section>b", "<div>a</div>b");
    check("<div><table><tr><td>a</div>b</td></table></div>", "<div><table><tr><td>ab</td></table></div>");
    check("<td><div>a<td>b", "<td><div>a</div></td><td>b");
    check("<table><tr><td><div>a</tr></table>b", "<table><tr><td><div>a</div></td></tr></table>b");
}

static void strange_names_are_made_harmless(void **state)
{
    check("<p @click=\"a>b\" x\"y=1 z=2>", "<p z=[2]>");
    check("<a$b>c</a$b>", "<a_b>c</a$b>");
}

static void bare_ampersands_are_characters(void **state)
{
    check("<a href=\"?a=1&copy=2&amp;b&#38;\">Q&A & more &eacute; &",
          "<a href=[?a=1&copy=2&amp;b&#38;]>Q&A & more é &");
    check("&<b>&</b>", "&<b>&</b>");
}

static void void_elements_hold_nothing(void **state)
{
    check("<picture><source srcset=a><img></source></picture>a<wbr>b",
          "<picture><source srcset=[a]/><img></picture>a<wbr/>b");
}

static void attributes_have_a_maximum(void **state)
{
    ts_buf html;
    ts_buf_init(&html, TS_BUF_MAX);
    ts_buf_puts(&html, "<p");
    for (int i = 0; i <= TS_DOM_ATTRIBUTES; i++)
        ts_buf_printf(&html, " a%d", i);
    ts_buf_puts(&html, ">x");
    const char *out = sieved(ts_buf_str(&html), false, &end_tags);
    char last[16], past[16];
    snprintf(last, sizeof last, " a%d>x", TS_DOM_ATTRIBUTES - 1);
    snprintf(past, sizeof past, " a%d", TS_DOM_ATTRIBUTES);
    assert_non_null(strstr(out, last));
    assert_null(strstr(out, past));
    ts_buf_free(&html);
}

static void what_is_no_character_goes(void **state)
{
    check("<p>a\x01"
          "b\xEF\xBF\xBE\xEF\xBF\xBD</p>",
          "<p>ab\xEF\xBF\xBD</p>");
    check("<p>&#1;&#x41;&#66 &#;&nosuch;&eacute</p>", "<p>AB &nosuch;&eacute</p>");
    check("<script type=json>\x02{}</script>", "<script type=[json]:{}></script>");
    check(" \n\f<p>\f</p> <b> </b>", "<p></p> <b> </b>");
}

static void a_name_comes_once_in_lower_case(void **state)
{
    check("<P ID=a Id=b id>x</P>", "<P id=[a]>x</P>");
}

static void texts_without_a_tag_between_are_one(void **state)
{
    check("<p>a<!-- -->b<script>x</script>c&am<!-- -->p;</p>", "<p>abc&</p>");
    check(" <!-- -->a <!-- -->b", "a b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(plain_markup_passes, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(what_no_reader_sees_goes, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(whole_leaves_nothing_out, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(what_never_ends_loses_its_tag_only, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(raw_quotes_in_meta_are_part_of_the_value, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(boxes_close_what_is_open_inside, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(strange_names_are_made_harmless, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(bare_ampersands_are_characters, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(void_elements_hold_nothing, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(attributes_have_a_maximum, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(what_is_no_character_goes, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_name_comes_once_in_lower_case, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(texts_without_a_tag_between_are_one, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
