#include "markdown/html.h"
#include "article/build_tree.h"
#include "markdown/markdown.h"
#include "markdown/plain.h"
#include "unit.h"

static const ts_html_options plain_options = {0};

static void check_with(const char *markdown, const ts_html_options *options, const char *expected)
{
    ts_arena *arena = ts_arena_new();
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    cmark_node *tree = ts_markdown_read(arena, ts_str_of(markdown));
    ts_html_write(&out, tree, options);
    assert_string_equal(out.ptr, expected);
    cmark_node_free(tree);
    ts_buf_free(&out);
    ts_arena_free(arena);
}

static void check(const char *markdown, const char *expected)
{
    check_with(markdown, &plain_options, expected);
}

static void text(const char *markdown, const char *expected)
{
    ts_arena *arena = ts_arena_new();
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    cmark_node *tree = ts_markdown_read(arena, ts_str_of(markdown));
    ts_plain_write(&out, tree, TS_CAPTIONS_CUT);
    assert_string_equal(out.ptr, expected);
    cmark_node_free(tree);
    ts_buf_free(&out);
    ts_arena_free(arena);
}

/* Captions go where they are asked to, or where the extractor counts them. */
static void captions_in_plain_text(void **state)
{
    static const char *const expected[2][3] = {{"a\n\nC", "a\n\nC", "a"}, {"a", "a\n\nC", "a"}};
    ts_arena *arena = ts_arena_new();
    for (int beside = 0; beside < 2; beside++) {
        cmark_node *tree = ts_markdown_read(arena, TS_STR("a\n\n![](b.jpg \"C\")\n"));
        ts_node_payload(cmark_node_last_child(cmark_node_last_child(tree)))->beside = beside;
        for (int captions = TS_CAPTIONS_AUTO; captions <= TS_CAPTIONS_CUT; captions++) {
            ts_buf out;
            ts_buf_init(&out, TS_BUF_MAX);
            ts_plain_write(&out, tree, (ts_captions)captions);
            assert_string_equal(out.ptr, expected[beside][captions]);
            ts_buf_free(&out);
        }
        cmark_node_free(tree);
    }
    ts_arena_free(arena);
}

static void blocks_are_written(void **state)
{
    check("a *b* **c** ~~d~~ `e<` \\\nf\n",
          "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e&lt;</code><br>\nf</p>\n");
    check("> a\n\n***\n", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n");
    check("- a\n  - b\n", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n");
    check("3. a\n\n4. b\n", "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n");
    check("```c++ x\n<a>\n```\n", "<pre><code class=\"language-c++\">&lt;a&gt;\n</code></pre>\n");
    check("<ruby>漢<rt>かん</rt></ruby>", "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p>\n");
}

static void headings_are_shifted_and_named(void **state)
{
    ts_html_options options = {.heading_shift = 1, .ids = true};
    check_with("## 经过\n\n## 经过\n\n###### A b\n", &options,
               "<h3 id=\"h-经过\">经过</h3>\n<h3 id=\"h-经过-2\">经过</h3>\n<h6 id=\"h-a-b\">A b</h6>\n");
    check_with("## a-2\n\n## a\n\n## a\n\n## a\n", &options,
               "<h3 id=\"h-a-2\">a-2</h3>\n<h3 id=\"h-a\">a</h3>\n<h3 id=\"h-a-3\">a</h3>\n<h3 "
               "id=\"h-a-4\">a</h3>\n");
}

static void links_tell_where_they_go(void **state)
{
    ts_html_options options = {.host = "a.example"};
    check_with("[x](http://www.a.example/) [y](http://b.example/ \"t\") [z](/c)\n", &options,
               "<p><a href=\"http://www.a.example/\">x</a> "
               "<a href=\"http://b.example/\" rel=\"external noopener\" title=\"t\">y</a> <a "
               "href=\"/c\">z</a></p>\n");
    check("[x](javascript:a) [y](&#106;avascript:a) [z](data:text/html,a) ![w](javascript:a)\n",
          "<p>x y z w</p>\n");
}

static void raw_html_is_disarmed(void **state)
{
    check("a <b onclick=x>c</b> <script>d</script>\n", "<p>a <b>c</b> d</p>\n");
    check("</b> <b>a *b</b> c*\n", "<p> <b>a <em>b c</em></b></p>\n");
    check("<blink>a</blink> <a href=x>b</a> <wbr> <i\n", "<p>a b  &lt;i</p>\n");
    check("<div onclick=x>\n<script>d</script>a &amp; <b>c</b>\n</div>\n", "<p>a &amp; c</p>\n");
    check("<!-- a --><!-- b -->*c*\nd\n", "<p>*c*</p>\n<p>d</p>\n");
    check("<!-- a -->\n\n<?php x ?>\n\n<![CDATA[ y ]]>\n", "");
    text("<div>a &lt;</div>\n\n<!-- x -->\n\nb\n", "a <\n\nb");
}

/* At most TS_RAW_TAGS are open at a time. */
static void raw_tags_have_a_depth(void **state)
{
    ts_buf source, expected;
    ts_buf_init(&source, TS_BUF_MAX);
    ts_buf_init(&expected, TS_BUF_MAX);
    ts_buf_puts(&expected, "<p>");
    for (int i = 0; i < 33; i++) {
        ts_buf_puts(&source, "<u>");
        ts_buf_puts(&expected, i < 32 ? "<u>" : "");
    }
    ts_buf_puts(&source, "x\n");
    ts_buf_puts(&expected, "x");
    for (int i = 0; i < 32; i++)
        ts_buf_puts(&expected, "</u>");
    ts_buf_puts(&expected, "</p>\n");
    check(source.ptr, expected.ptr);
    ts_buf_free(&source);
    ts_buf_free(&expected);
}

static void tables_have_scopes(void **state)
{
    check("|a|b|\n|:-:|-:|\n|1|2|\n", "<table>\n<thead>\n<tr><th scope=\"col\" class=\"center\">a</th><th "
                                      "scope=\"col\" class=\"right\">b</th></tr>\n"
                                      "</thead>\n<tbody>\n<tr><td class=\"center\">1</td><td "
                                      "class=\"right\">2</td></tr>\n</tbody>\n</table>\n");
    check("| |\n|-|\n|1|\n", "<table>\n<tbody>\n<tr><td>1</td></tr>\n</tbody>\n</table>\n");
    check("|a|\n|-|\n", "<table>\n<thead>\n<tr><th scope=\"col\">a</th></tr>\n</thead>\n</table>\n");
}

static void images_load_late(void **state)
{
    check("x ![a\"](b.jpg)\n", "<p>x <img src=\"b.jpg\" alt=\"a&quot;\" decoding=\"async\"></p>\n");
    check("![a](b.jpg)![d](e.jpg)\n",
          "<p><img src=\"b.jpg\" alt=\"a\" decoding=\"async\">"
          "<img src=\"e.jpg\" alt=\"d\" loading=\"lazy\" decoding=\"async\"></p>\n");
    check("![a](b.jpg \"c\")\n", "<figure>\n<img src=\"b.jpg\" alt=\"a\" decoding=\"async\">\n"
                                 "<figcaption>c</figcaption>\n</figure>\n");
    ts_html_options options = {.no_images = true};
    check_with("x ![a](b.jpg)\n", &options, "<p>x a</p>\n");
}

static void plain_text_has_no_marks(void **state)
{
    text("## a\n\nb **c**\\\nd\n\n- e\n- f\n  - g\n\nh\n", "a\n\nb c\nd\n\ne\nf\ng\n\nh");
    text("|a|b|\n|-|-|\n|1<br>2||\n\nx\n", "a\tb\n1 2\t\n\nx");
    text("![a](b \"c\")\n\n<ruby>漢<rt>かん</rt></ruby> ![x](y) z\n", "漢  z");
    text("a[^x] b\n\n[^x]: c\n\n    d\n", "a[x] b\n\n[x] c\n\nd");
    text("**C**\n\n|a|b|\n|-|-|\n", "C\n\na\tb");
    text("T\n: d\n\n[a](b \"c\")\n", "T\n\nd\n\na");
    text("```\na\n\nb\n```\n\nc\n", "a\n\nb\n\nc");
}

static void run_ins_are_marked(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    cmark_node *tree = ts_markdown_read(arena, TS_STR("一是修路。好。\n\n二是引水。好。\n"));
    ts_tree_mark_run_ins(arena, tree, "zh");
    ts_html_write(&out, tree, &plain_options);
    assert_string_equal(out.ptr, "<p><strong class=\"run-in\">一是修路。</strong>好。</p>\n"
                                 "<p><strong class=\"run-in\">二是引水。</strong>好。</p>\n");
    cmark_node_free(tree);
    ts_buf_free(&out);
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_written),
        cmocka_unit_test(captions_in_plain_text),
        cmocka_unit_test(headings_are_shifted_and_named),
        cmocka_unit_test(links_tell_where_they_go),
        cmocka_unit_test(raw_html_is_disarmed),
        cmocka_unit_test(raw_tags_have_a_depth),
        cmocka_unit_test(tables_have_scopes),
        cmocka_unit_test(images_load_late),
        cmocka_unit_test(plain_text_has_no_marks),
        cmocka_unit_test(run_ins_are_marked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
