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

/* As by CommonMark 0.31, whatever version of the parser there is. */
static void symbols_beside_marks_are_punctuation(void **state)
{
    check("*£*b **£** £_a_", "p{*£*b strong{£} £emph{a}}");
    check("字**￥5→**字", "p{字strong{￥5→}字}");
    check("`*£*b` <http://x.y/_€*£> [a](/_€)", "p{code{*£*b} a(http://x.y/_€*£){http://x.y/_€*£} a(/_€){a}}");
}

static void hyphens_stand_in_comments(void **state)
{
    check("a <!-- b -- c --> d", "p{a html_inline{<!-- b - - c -->} d}");
    check("a <!-- b\nc--d ---> e", "p{a html_inline{<!-- b c- -d - -->} e}");
    check("`<!-- b -- c -->` <!-- -- x", "p{code{<!-- b -- c -->} <!-- -- x}");
    check("a <!-- b\n---\nc--d -->", "h2{a <!-- b}p{c--d -->}");
}

static void small_html_is_read(void **state)
{
    check("a<br>b<BR/>c", "verse{a/b/c}");
    check("a  \nb", "p{a/b}");
    check("<ruby>漢<rt>かん</rt></ruby>", "p{ruby(かん){漢}}");
    check("x<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>y", "p{xruby(かん){漢}y}");
    /* Characters that no text holds make no difference. */
    check("<ruby>漢<rt>かん</rt>\x17<rp>)</rp></ruby>", "p{ruby(かん){漢}}");
    check("x<ruby>漢</ruby>y", "p{xhtml_inline{<ruby>}漢html_inline{</ruby>}y}");
    check("<div>\n*a*\n</div>\n", "html_block{<div>\n*a*\n</div>\n}");
}

static void notes_are_read(void **state)
{
    check("a[^1] b\n\n[^1]: c\n", "p{aref(1){} b}note(1){p{c}}");
    check("a[^x]\n\n[^x]: c\nd\n\n    e\n\n    - f\n\ng\n",
          "p{aref(x){}}p{g}note(x){p{c d}p{e}ul{item{p{f}}}}");
    /* In the order of their references, and twice referred to. */
    check("[^2]: two\n[^1]: one\n\na[^1]b[^2]c[^1]\n",
          "p{aref(1){}bref(2){}cref(1){}}note(1){p{one}}note(2){p{two}}");
    check("a[^1]\n\n[^1]:\n\n    b\n", "p{aref(1){}}note(1){p{b}}");
    check("a[^1]\n\n[^1]: | a | b |\n    |---|---|\n", "p{aref(1){}}note(1){table{th{td{a}td{b}}}}");
    check("[a[^1] b](u)\n\n[^1]: c\n", "p{a(u){a}ref(1){} a(u){b}}note(1){p{c}}");
    check("[^1]: b\n\na[^1]\n\n<!-- c\n", "p{aref(1){}}html_block{<!-- c\n-->\n}note(1){p{b}}");
    check("| a[^1] | b |\n|---|---|\n\n[^1]: c\n", "table{th{td{aref(1){}}td{b}}}note(1){p{c}}");
}

/* Nothing is lost of what looks like a note and is none. */
static void what_is_no_note_stays(void **state)
{
    check("a[^1]", "p{a[^1]}");
    check("a\n\n[^1]: word", "p{a}p{word}");
    check("[^1]: a[^1]", "p{a[^1]}");
    check("a[^1]\n\n[^1]: b\n[^1]: c\n", "p{aref(1){}}p{c}note(1){p{b}}");
    check("a\\[^1]\n\n[^1]: b\n", "p{a[^1]}p{b}");
    check("`[^1]` [^1](u)\n\n    [^1]: c\n", "p{code{[^1]} a(u){^1}}pre(){[^1]: c\n}");
    check("```\n[^1]: c\n```\n", "pre(){[^1]: c\n}");
    check("<pre>\n\n[^1]: c\n</pre>\n", "html_block{<pre>\n\n[^1]: c\n</pre>\n}");
    check("a[^b c]\n\n[^b c]: d\n", "p{aa(d){^b c}}");
}

static void definitions_are_read(void **state)
{
    check("T\n: d\n", "dl{dt{T}dd{p{d}}}");
    check("T\n*U*\n:   d\n:   e\n\n    f\n\nV\n\n: g\n",
          "dl{dt{T}dt{emph{U}}dd{p{d}}dd{p{e}p{f}}dt{V}dd{p{g}}}");
    check("T\n:   - a\n    - b\n\n:   c\n", "dl{dt{T}dd{ul{item{p{a}}item{p{b}}}}dd{p{c}}}");
    check("T\n:   ```\n    : x\n\n    y\n    ```\n", "dl{dt{T}dd{pre(){: x\n\ny\n}}}");
    check("> T\n> : d\n", "block_quote{dl{dt{T}dd{p{d}}}}");
    check("\\[\n: ]: d\n", "dl{dt{[}dd{p{]: d}}}");
    check("T[^1]\n: d\n\n[^1]: n\n", "dl{dt{Tref(1){}}dd{p{d}}}note(1){p{n}}");
    /* Lists and notes hold no definitions; other readers do not agree there. */
    check("- T\n  : d\n", "ul{item{p{strong{T}}p{d}}}");
}

static void what_is_no_definition_stays(void **state)
{
    check(": d\n", "p{: d}");
    check("T\n\\: d\n", "p{T : d}");
    check("T\n:d\n", "p{T :d}");
    check("T\n:\n", "p{T :}");
    check("# T\n\n: d\n", "h1{T}p{: d}");
    check("    a\n\n: d\n", "pre(){a\n}p{: d}");
    check("- a\n\n: d\n", "ul{item{p{a}}}p{: d}");
}

static void looks_have_meaning(void **state)
{
    check("**C**\n\n| a | b |\n|---|---|\n| **c** | **d** |\n",
          "figure{table{th{td{a}td{b}}tr{th{c}td{strong{d}}}}caption{C}}");
    check("**C** d\n\n| a |\n|---|\n", "p{strong{C} d}table{th{td{a}}}");
    check("[a](u \"card: v\")\n", "card(u){a}");
    check("[a](u \"v\")\n\n[a](u \"card:\")\n", "p{a(u){a}}p{a(u){a}}");
    check("[a](u \"card: v\") b\n", "p{a(u){a} b}");
    check("[a](u)\n", "p{a(u){a}}");
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
    static const char *const pieces[] = {"> ",
                                         ">",
                                         "- ",
                                         "1. ",
                                         "* ",
                                         "![[]()",
                                         "[",
                                         "[a](",
                                         "*a **b ",
                                         "<ruby>",
                                         "~~*",
                                         "`a",
                                         "    - ",
                                         "|a",
                                         "<!-- ",
                                         "[^1]",
                                         "[^1]: a\n",
                                         "a\n: b\n",
                                         "a\n\n: b\n\n    c\n\n"};
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
        cmocka_unit_test(symbols_beside_marks_are_punctuation),
        cmocka_unit_test(hyphens_stand_in_comments),
        cmocka_unit_test(small_html_is_read),
        cmocka_unit_test(notes_are_read),
        cmocka_unit_test(what_is_no_note_stays),
        cmocka_unit_test(definitions_are_read),
        cmocka_unit_test(what_is_no_definition_stays),
        cmocka_unit_test(looks_have_meaning),
        cmocka_unit_test(marks_in_the_source_are_not_ours),
        cmocka_unit_test(depth_and_numbers_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
