#include "unit.h"

#include "dom/sieve.h"

static ts_sieved count;

static void check(const char *html, const char *expected)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_sieve(&out, ts_str_of(html), &count);
    assert_string_equal(out.ptr, expected);
    ts_buf_free(&out);
}

static void plain_markup_passes(void **state)
{
    check("", "");
    check("just text", "just text");
    check("<p class=\"a b\">x &amp; y</p>", "<p class=\"a b\">x &amp; y</p>");
    check("<p class=a title='it is \"so\"' hidden>", "<p class=\"a\" title=\"it is &quot;so&quot;\" hidden>");
    check("<img src=a.png/><br/>", "<img src=\"a.png/\"><br/>");
    assert_int_equal(count.tags, 2);
}

static void what_no_reader_sees_goes(void **state)
{
    check("a<!-- <p> -->b<!DOCTYPE html>c<?php echo '>' ?>d", "abc' ?>d");
    check("<!-->x<!--->y", "xy");
    check("<script>if (a</p>b) '<div>'</script>x", "x");
    check("<STYLE>p{}</STYLE >x<svg><path/><title>t</title></svg>y", "xy");
    check("<script type=\"application/ld+json\">{\"a\":\"</p>\"}</script>",
          "<script type=\"application/ld+json\">{\"a\":\"</p>\"}</script>");
    check("<iframe src=\"e.html\"><p>no frames</p></iframe>", "<iframe src=\"e.html\"></iframe>");
    check("<title>a <b> c</title>", "<title>a &lt;b> c</title>");
}

static void what_never_ends_loses_its_tag_only(void **state)
{
    check("a<script>b<p>c", "ab<p>c");
    check("a<!-- b<p>c", "ac");
    check("a<p class=\"b", "a");
    check("a<p class=\"b>c</p>", "a<p class=\"b\">c</p>");
    check("a <", "a &lt;");
    check("1 < 2 <3", "1 &lt; 2 &lt;3");
}

static void raw_quotes_in_meta_are_part_of_the_value(void **state)
{
    check("<meta content=\"He said \"no\" twice\" name=x>",
          "<meta content=\"He said &quot;no&quot; twice\" name=\"x\">");
    check("<a title=\"a\"b\">", "<a title=\"a\">");
    check("<meta content=\"He said\" no\"\"=\"\">", "<meta content=\"He said\">");
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
    check("<p @click=\"a>b\" x\"y=1 z=2>", "<p z=\"2\">");
    check("<a$b>c</a$b>", "<a_b>c</a$b>");
}

static void bare_ampersands_are_characters(void **state)
{
    check("<a href=\"?a=1&copy=2&amp;b&#38;\">Q&A & more &eacute; &",
          "<a href=\"?a=1&amp;copy=2&amp;b&#38;\">Q&A &amp; more &eacute; &amp;");
    check("&<b>&</b>", "&amp;<b>&amp;</b>");
}

static void void_elements_hold_nothing(void **state)
{
    check("<picture><source srcset=a><img></source></picture>a<wbr>b",
          "<picture><source srcset=\"a\"/><img></picture>a<wbr/>b");
}

static void attributes_have_a_maximum(void **state)
{
    ts_buf html, out;
    ts_buf_init(&html, TS_BUF_MAX);
    ts_buf_init(&out, TS_BUF_MAX);
    ts_buf_puts(&html, "<p");
    for (int i = 0; i <= TS_DOM_ATTRIBUTES; i++)
        ts_buf_printf(&html, " a%d", i);
    ts_buf_puts(&html, ">x");
    ts_sieve(&out, ts_buf_str(&html), &count);
    char last[16], past[16];
    snprintf(last, sizeof last, " a%d>x", TS_DOM_ATTRIBUTES - 1);
    snprintf(past, sizeof past, " a%d", TS_DOM_ATTRIBUTES);
    assert_non_null(strstr(out.ptr, last));
    assert_null(strstr(out.ptr, past));
    ts_buf_free(&html);
    ts_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_markup_passes),
        cmocka_unit_test(what_no_reader_sees_goes),
        cmocka_unit_test(what_never_ends_loses_its_tag_only),
        cmocka_unit_test(raw_quotes_in_meta_are_part_of_the_value),
        cmocka_unit_test(boxes_close_what_is_open_inside),
        cmocka_unit_test(strange_names_are_made_harmless),
        cmocka_unit_test(bare_ampersands_are_characters),
        cmocka_unit_test(void_elements_hold_nothing),
        cmocka_unit_test(attributes_have_a_maximum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
