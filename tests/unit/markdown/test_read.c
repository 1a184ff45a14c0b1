#include "markdown/markdown.h"
#include "tree_dump.h"
#include "unit.h"

static void check(const char *markdown, const char *expected)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    cmark_node *tree = ts_markdown_read(arena, ts_str_of(markdown));
    if (!ts_tree_check(tree, &error))
        fail_msg("%s", error.message);
    outline(&out, tree);
    assert_string_equal(out.ptr, expected);
    cmark_node_free(tree);
    ts_buf_free(&out);
    ts_arena_free(arena);
}

static void tables_are_read(void **state)
{
    check("| a | b |\n|---|:-:|\n| 1 | *2* |\n", "table{th{td{a}td{b}}tr{td{1}td{emph{2}}}}");
    check("a | b\n--- | ---\n1 | 2 | 3\n4\n", "table{th{td{a}td{b}}tr{td{1}td{2}}tr{td{4}td{}}}");
    check("|a|\n|-|\n|1|\n", "table{th{td{a}}tr{td{1}}}");
    check("| a\\|b | `c\\|d` |\n|-|-|\n", "table{th{td{a|b}td{code{c|d}}}}");
    check("| # x | - y |\n|-|-|\n|[r]|1. z|\n\n[r]: /u\n",
          "table{th{td{# x}td{- y}}tr{td{a(/u){r}}td{1. z}}}");
    check("before\nthis\n|a|b|\n|-|-|\n|1|2|\n", "p{before this}table{th{td{a}td{b}}tr{td{1}td{2}}}");
    check("> - |a|b|\n>   |-|-|\n>   |1|2|\n", "block_quote{ul{item{table{th{td{a}td{b}}tr{td{1}td{2}}}}}}");
    check("|a|b|\n|-|-|\n\nx\n", "table{th{td{a}td{b}}}p{x}");
    check("|a<br>b|c|\r\n|-|-|\r\n", "table{th{td{a/b}td{c}}}");
}

static void what_is_no_table_stays(void **state)
{
    check("|a|b|\n|-|\n", "p{|a|b| |-|}");
    check("a | b\n", "p{a | b}");
    check("|a|\n|x|\n", "p{|a| |x|}");
    check("```\n|a|\n|-|\n```\n", "pre(){|a|\n|-|\n}");
    check("|-|-|\n", "p{|-|-|}");
}

static void strikethrough_is_read(void **state)
{
    check("~~a~~ b", "p{del{a} b}");
    check("a~~b~~c", "p{adel{b}c}");
    check("~~a *b~~ c*", "p{~~a emph{b~~ c}}");
    check("*~~a~~* ~~**b**~~", "p{emph{del{a}} del{strong{b}}}");
    check("\\~~a~~ ~b~ ~~~c~~~", "p{~~a~~ ~b~ ~~~c~~~}");
    check("`~~a~~` <http://x.y/~~a~~>", "p{code{~~a~~} a(http://x.y/~~a~~){http://x.y/~~a~~}}");
    check("~~ a ~~", "p{~~ a ~~}");
    check("![~~a~~](b~~c~~ \"~~\")x", "p{img(b~~c~~){~~a~~}x}");
}

static void emphasis_beside_han_is_read(void **state)
{
    check("这是**我想做的事。**所以", "p{这是strong{我想做的事。}所以}");
    check("他说**“你好”**。", "p{他说strong{“你好”}。}");
    check("全文**（四类）**实施", "p{全文strong{（四类）}实施}");
    check("中文**[粗](u)**后", "p{中文strong{a(u){粗}}后}");
    check("`中**（a）**文`", "p{code{中**（a）**文}}");
    check("[x](中**（a）**文)", "p{a(中**（a）**文){x}}");
    check("中\\**（a）**文", "p{中**（a）**文}");
    check("a**(b)**c", "p{a**(b)**c}");
    check("中_（a）_文", "p{中_（a）_文}");
    check("中⸱**（a）**文", "p{中⸱strong{（a）}文}");
}

static void small_html_is_read(void **state)
{
    check("a<br>b<BR/>c", "p{a/b/c}");
    check("<ruby>漢<rt>かん</rt></ruby>", "p{ruby(かん){漢}}");
    check("x<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>y", "p{xruby(かん){漢}y}");
    check("x<ruby>漢</ruby>y", "p{xhtml_inline{<ruby>}漢html_inline{</ruby>}y}");
    check("<div>\n*a*\n</div>\n", "html_block{<div>\n*a*\n</div>\n}");
}

static void marks_in_the_source_are_not_ours(void **state)
{
    check("a\xEF\xB7\x90"
          "b~\xEF\xB7\x91~",
          "p{a\xEF\xBF\xBD"
          "b~\xEF\xBF\xBD~}");
    check("a\xFFz", "p{a\xEF\xBF\xBDz}");
}

/* What would make parsers slow is bounded; the article's tree always is. */
static void depth_and_numbers_are_bounded(void **state)
{
    static const char *const pieces[] = {"> ",     ">",  "- ",     "1. ",     "* ",
                                         "![[]()", "[",  "[a](",   "*a **b ", "<ruby>",
                                         "~~*",    "`a", "    - ", "|a",      "<!-- "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        ts_buf text;
        ts_buf_init(&text, TS_BUF_MAX);
        for (int n = 0; n < 100000; n++)
            ts_buf_puts(&text, pieces[i]);
        ts_arena *arena = ts_arena_new();
        ts_error error = {0};
        cmark_node *tree = ts_markdown_read(arena, ts_buf_str(&text));
        if (!ts_tree_check(tree, &error))
            fail_msg("%s: %s", pieces[i], error.message);
        cmark_node_free(tree);
        ts_arena_free(arena);
        ts_buf_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_read),
        cmocka_unit_test(what_is_no_table_stays),
        cmocka_unit_test(strikethrough_is_read),
        cmocka_unit_test(emphasis_beside_han_is_read),
        cmocka_unit_test(small_html_is_read),
        cmocka_unit_test(marks_in_the_source_are_not_ours),
        cmocka_unit_test(depth_and_numbers_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
