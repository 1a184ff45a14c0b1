/* Texts with just the escapes they need: each case is a paragraph's text and its Markdown, which cmark reads
 * as that text. */
#include "markdown/markdown.h"
#include "tree_dump.h"
#include "unit.h"

static cmark_node *paragraph_of(const char *text)
{
    cmark_node *document = cmark_node_new(CMARK_NODE_DOCUMENT),
               *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    cmark_node_append_child(document, paragraph);
    cmark_node_append_child(paragraph, ts_node_text_new(ts_str_of(text)));
    return document;
}

static void check_text(const char *text, const char *markdown)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    cmark_node *tree = paragraph_of(text);
    ts_markdown_write(&out, tree, NULL);
    cmark_node_free(tree);
    assert_int_equal(out.ptr[out.len - 1], '\n');
    ts_buf_truncate(&out, out.len - 1);
    assert_string_equal(out.ptr, markdown);
    tree = cmark_parse_document(out.ptr, out.len, CMARK_OPT_DEFAULT);
    ts_buf_clear(&out);
    outline(&out, tree);
    ts_buf expected;
    ts_buf_init(&expected, TS_BUF_MAX);
    ts_buf_printf(&expected, "p{%s}", text);
    assert_string_equal(out.ptr, expected.ptr);
    ts_buf_free(&expected);
    ts_buf_free(&out);
    cmark_node_free(tree);
}

static void plain_text_stays_plain(void **state)
{
    const char *const texts[] = {
        "snake_case", "a - b", "5 < 6 & 7 > 2", "C# and F#", "[1] and [a] b", "1、甲", "1.甲",
        "（一）",     "①",     "甲#标签",       "+1",        "2 * 3",         "a ~ b", "AT&T x",
        "!",          "a!",    "50%",           "x = y",     "{a}",           "a #b",  "http://a.example/b_c",
        "\"q\" 'r'",  "2020",  "a\\b",          "-1",        "--x",           "10.5",  "[a]:b c"};
    for (size_t i = 0; i + 1 < sizeof texts / sizeof *texts; i++)
        check_text(texts[i], texts[i]);
}

static void inline_marks_are_escaped(void **state)
{
    check_text("2*3*4", "2\\*3\\*4");
    check_text("_a_", "\\_a\\_");
    check_text("a_ b", "a\\_ b");
    check_text("`x`", "\\`x\\`");
    check_text("~~a~~", "\\~\\~a\\~\\~");
    check_text("a~~~", "a~~~");
    check_text("a~~~ b~", "a~~~ b~");
    check_text("a~b c~", "a\\~b c\\~");
    check_text("a^[1]", "a^\\[1]");
    check_text("<{a} 5 > 2, <3", "&lt;{a} 5 > 2, &lt;3");
    check_text("<{a} <3", "<{a} <3");
    check_text("[a](b)", "[a\\](b)");
    check_text("[^1]", "\\[^1]");
    check_text("<b> </b> <!-- <?x", "&lt;b> &lt;/b> &lt;!-- &lt;?x");
    check_text("&amp; &#65; &#x4e; &copy", "&amp;amp; &amp;#65; &amp;#x4e; &copy");
    check_text("a|b", "a\\|b");
    check_text("$$ - $$$", "$&#36; - $&#36;&#36;");
    check_text("\\* \\a \\", "\\\\\\* \\a \\");
    check_text("{{ x }} {% y %} {# z", "{\\{ x }} {&#37; y %} {\\# z");
    check_text("a {.b} {k=v} {b}", "a \\{.b} \\{k=v} {b}");
}

static void line_starts_are_escaped(void **state)
{
    check_text("# a", "\\# a");
    /* Python-Markdown wants no space behind the mark of a heading. */
    check_text("#标签", "\\#标签");
    check_text("####### a", "\\####### a");
    check_text("> a", "\\> a");
    check_text("- a", "\\- a");
    check_text("+ a", "\\+ a");
    check_text("* a", "\\* a");
    check_text("---", "\\---");
    check_text("- - -", "\\- - -");
    check_text("2020. a", "2020\\. a");
    check_text("1) a", "1\\) a");
    check_text("1.", "1\\.");
    check_text("1234567890. a", "1234567890. a");
    check_text("~~~", "\\~\\~\\~");
    check_text(": a", "&#58; a");
    check_text("~ a", "&#126; a");
    check_text("[a]: b", "\\[a]: b");
    check_text("[ ] a", "\\[ ] a");
    check_text("=", "=");
}

/* The tree read from Markdown, written again. */
static void check_style(const char *from, const char *to, const ts_markdown_options *style)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    cmark_node *tree = ts_markdown_read(arena, ts_str_of(from));
    if (!ts_tree_check(tree, &error))
        fail_msg("%s", error.message);
    ts_markdown_write(&out, tree, style);
    assert_string_equal(out.ptr, to);
    cmark_node_free(tree);
    ts_buf_free(&out);
    ts_arena_free(arena);
}

static void check_markdown(const char *from, const char *to)
{
    check_style(from, to, NULL);
}

static void stays(const char *markdown)
{
    check_markdown(markdown, markdown);
}

static void emphasis_survives_beside_han(void **state)
{
    check_markdown("全文**（四类）**实施\n", "全&#x6587;**（四类）**&#x5B9E;施\n");
    stays("这是**我想做的事**所以\n");
    stays("**甲。** 乙\n");
    stays("甲“**乙**”\n");
    check_markdown("中文**[粗](u)**后\n", "中&#x6587;**[粗](u)**&#x540E;\n");
    check_markdown("中文**`x`**后\n", "中&#x6587;**`x`**&#x540E;\n");
    /* Symbols are punctuation for newer readers. */
    check_markdown("字**￥5**字\n", "&#x5B57;**￥5**字\n");
    check_markdown("字**5％**字\n", "字**5％**&#x5B57;\n");
}

static void punctuation_moves_out_of_emphasis(void **state)
{
    static const ts_markdown_options move = {.emphasis = TS_EMPHASIS_MOVE};
    check_style("全文**（四类）**实施\n", "全文（**四类**）实施\n", &move);
    check_style("他说**好。”**后来\n", "他说**好**。”后来\n", &move);
    check_style("&#x61;*“b”*&#x63;\n", "a“*b*”c\n", &move);
    /* Brackets move in pairs, and what would leave the other half behind stays. */
    check_style("见**《书名》**一\n", "见《**书名**》一\n", &move);
    check_style("**《书名》**字\n", "**《书名》**&#x5B57;\n", &move);
    check_style("字**《书名》。**字\n", "&#x5B57;**《书名》**。字\n", &move);
    check_style("**见《书名》**字\n", "**见《书名》**&#x5B57;\n", &move);
    check_style("他**“你”，“我”**说\n", "&#x4ED6;**“你”，“我”**&#x8BF4;\n", &move);
    check_style("**名》**字\n", "**名**》字\n", &move);
    /* Where readers see the emphasis nothing moves. */
    check_style("**甲。** 乙\n", "**甲。** 乙\n", &move);
    /* Nothing but punctuation, something else at the edge, or deleted text: an entity as ever. */
    check_style("字**……**字\n", "&#x5B57;**……**&#x5B57;\n", &move);
    check_style("中文**`x`**后\n", "中&#x6587;**`x`**&#x540E;\n", &move);
    check_style("字~~甲。~~乙\n", "字~~甲。~~&#x4E59;\n", &move);
}

static void sentences_have_their_lines(void **state)
{
    static const ts_markdown_options wrap = {.wrap = TS_WRAP_SENTENCE};
    check_style("It rains. Dr. No is in. Is he?\n", "It rains.\nDr. No is in.\nIs he?\n", &wrap);
    check_style("下雨了。“他来了。”真的！\n", "下雨了。\n“他来了。”\n真的！\n", &wrap);
    /* A space between wide characters would be lost at a line's end, and come where there is none. */
    check_style("下雨了。 他来了。A座。\n", "下雨了。 他来了。A座。\n", &wrap);
    /* Marks go with their words, and need no entity at a line's end. */
    check_style("It **rains.** *Then* it ended. **So** what?\n",
                "It **rains.**\n*Then* it ended.\n**So** what?\n", &wrap);
    check_style("甲**乙。**丙。**丁**。\n", "甲**乙。**\n丙。\n**丁**。\n", &wrap);
    /* What would begin a block at a line's start does not; other breaks stay. */
    check_style("It began. 1968. Then  \nit ended. - No.\n",
                "It began.\n1968\\.\nThen  \nit ended.\n\\- No.\n", &wrap);
    check_style("Rain.[^1] Then <http://a.b>. `x`.\n\n[^1]: What? Then?\n",
                "Rain.[^1]\nThen <http://a.b>. `x`.\n\n[^1]: What?<!-- -->\n    Then?\n", &wrap);
    /* Paragraphs only. */
    check_style("# It ended. Then?\n\n| So what. Then? |\n| --- |\n",
                "# It ended. Then?\n\n| So what. Then? |\n| --- |\n", &wrap);
}

static void marks_side_by_side_stay_apart(void **state)
{
    stays("**_a_ b**\n");
    stays("_a_**b**\n");
    stays("_**a**_\n");
    check_markdown("***a***\n", "_**a**_\n");
    check_markdown("x*a***b**\n", "&#x78;_a_**b**\n");
    check_markdown("**a (*b*) c*d***\n", "**a (_b_) &#x63;_d_**\n");
    stays("**a*b*c**\n");
    stays("~~**a**~~\n");
    stays("**a** **b**\n");
    check_markdown("*a **b** c*\n", "_a **b** c_\n");
}

static void lines_after_breaks_are_escaped(void **state)
{
    check_markdown("a\\\n&#61;==\n", "a  \n&#61;==\n");
    check_markdown("a\\\n\\- b\n", "a  \n\\- b\n");
    check_markdown("a\\\n&#45;--\n", "a  \n\\---\n");
    check_markdown("|a|b|\\\n\\|-|-|\n", "\\|a\\|b\\|  \n\\|-\\|-\\|\n");
    check_markdown("# a \\#\n", "# a \\#\n");
    check_markdown("# a#\n", "# a\\#\n");
    stays("# a\\#\\#\n");
    stays("# {\\#\\#\n");
}

static void links_and_images_are_written(void **state)
{
    stays("<http://a.example/?a=b&c=d>\n");
    stays("[a](http://a.example/b_(c) \"t &quot; &#124; x\")\n");
    check_markdown("[a](<b c>)\n", "[a](b%20c)\n");
    check_markdown("[a](b\\))\n", "[a](b&#41;)\n");
    stays("[a [b] c](d)\n");
    stays("![[a]](b)\n");
    check_markdown("[\\[a\\]](b)\n", "[[a]](b)\n");
    stays("[\\[a](b)\n");
    stays("[a](b{&#37;22)\n");
    stays("[&#94;](b)\n");
    stays("a&#94;[b](c)\n");
    stays("![a\\]](b \"c\")\n");
    stays("a\\![b](c)\n");
    check_markdown("[a](&amp;lt;)\n", "[a](&amp;lt;)\n");
    stays("&#32;[`a]: b`](c)\n");
    check_markdown("[](\n: ]:o\n", "\\[\\](\n:   ]:o\n");
}

static void code_has_fences_long_enough(void **state)
{
    stays("``a`b``\n");
    stays("`` `a` ``\n");
    stays("````c\n```\n````\n");
    check_markdown("~~~`x\na\n~~~\n", "~~~`x\na\n~~~\n");
    check_markdown("    a\n\n    b\n", "```\na\n\nb\n```\n");
}

/* Readers older than CommonMark know no fence in a list, a quotation or a definition. */
static void code_in_a_container_is_indented(void **state)
{
    check_markdown("- ```\n  a\n\n  b\n  ```\n", "-   <!-- -->\n\n        a\n\n        b\n");
    check_markdown("> ```\n> a\n> ```\n", ">     a\n");
    check_markdown("- a\n\n      b\n\n  ```\n  c\n  ```\n",
                   "-   a\n\n        b\n\n    <!-- -->\n\n        c\n");
    check_markdown("a\n:   ```\n    b\n    ```\n\n    ```\n    >>> c\n    ```\n\n    d\n",
                   "a\n:   <!-- -->\n\n        b\n\n    <!-- -->\n\n        >>> c\n\n    d\n");
    stays("-   a\n\n    ```sh\n    b\n    ```\n");
    stays("-   a\n\n    ```\n    b\n\n    ```\n");
    stays("[^1]\n\n[^1]: ```\n    a\n    ```\n");
}

static void lists_keep_apart(void **state)
{
    check_markdown("- a\n- b\n\n* c\n", "- a\n- b\n\n<!-- -->\n\n- c\n");
    check_markdown("1. a\n2. b\n\n1) c\n", "1. a\n2. b\n\n<!-- -->\n\n1) c\n");
    stays("- a\n\n<!-- -->\n\n1. b\n");
    stays("-   a\n\n    - b\n\n    <!-- -->\n\n    - c\n");
    check_markdown("- - a\n  - b\n- c\n", "-   <!-- -->\n    - a\n    - b\n-   c\n");
    check_markdown("- a\n  - b\n\n    c\n- d\n", "-   a\n\n    -   b\n\n        c\n\n-   d\n");
    stays("-   a\n    - b\n-   c\n");
    stays("-   ![a](b \"<!--\")\n-   <!-- -->\n    - c\n");
    stays("> - a\n>\n> <!-- -->\n>\n> - b\n");
    check_markdown("- a\n\n<!-- -->\n\nb\n", "- a\n\nb\n");
    check_markdown("* a\n* b\n", "- a\n- b\n");
    check_markdown("- a\n\n  b\n- c\n", "-   a\n\n    b\n\n-   c\n");
    stays("9.  a\n\n    b\n\n10. c\n");
    stays("99. a\n\n100. b\n\n     c\n");
    stays("-   a\n\n    7. b\n");
    stays("- ___\n- a\n");
    stays("***\n");
    stays("> a\n>\n> -   b\n>\n>     > c\n");
}

static void empty_comments_are_nothing(void **state)
{
    check_markdown("a<!-- -->b <!-- --> c\n", "ab c\n");
    check_markdown("a<!--\n-->b<!---->c\n\n<!--\n\n-->\n\nd\n", "abc\n\nd\n");
    check_markdown("a<!-- . -->b\n", "a<!-- . -->b\n");
    check_markdown("<ruby>a<!-- -->b<rt>c</rt></ruby>\n", "<ruby>ab<rp>(</rp><rt>c</rt><rp>)</rp></ruby>\n");
}

/* Where no notes are known, "[^1]: word" is the address of a link. */
static void notes_are_no_addresses(void **state)
{
    stays("a[^1]\n\n[^1]: Two words.\n");
    stays("a[^1]\n\n[^1]: Mole (2006). On piers.\n");
    check_markdown("a[^1]\n\n[^1]: Ibid.\n", "a[^1]\n\n[^1]: Ibid.<!-- -->\n");
    check_markdown("a[^1]\n\n[^1]: <http://b.example/>\n", "a[^1]\n\n[^1]: <http://b.example/><!-- -->\n");
    stays("a[^1]\n\n[^1]: b\\ <!-- -->\n");
    stays("a[^1]\n\n[^1]: `b<!--`<!-- -->\n");
    check_markdown("a[^1]\n\n[^1]: Ibid. (p. 5)\n", "a[^1]\n\n[^1]: Ibid. (p. 5)<!-- -->\n");
    check_markdown("a[^1]\n\n[^1]: 同上。\\\n    另见 *乙*。\n\n    丙\n",
                   "a[^1]\n\n[^1]: 同上。<!-- -->  \n    另见 *乙*。\n\n    丙\n");
}

static void quotations_keep_apart(void **state)
{
    check_markdown("> a\n\n> b\n", "> a\n\n<!-- -->\n\n> b\n");
    check_markdown("- > a\n  >\n  > b\n\n  c\n", "-   <!-- -->\n\n    > a\n    >\n    > b\n\n    c\n");
    stays("- > a\n- b\n");
    stays("- > a\n\n- > b\n");
    stays("> a\n>\n> > b\n");
}

static void tables_are_written(void **state)
{
    stays("| a | b |\n| :-- | --: |\n| 1 | `x\\|y` \\| z<br>w |\n| | \\\\\\| |\n");
    check_markdown("|a|b|\n|-|-|\n", "| a | b |\n| --- | --- |\n");
    check_markdown("| | |\n|-|-|\n|a|b|\n", "| | |\n| --- | --- |\n| a | b |\n");
}

static void raw_html_has_no_indent(void **state)
{
    check_markdown("-\n   <?a?>\n", "- <?a?>\n");
}

/* Nobody closes it, and the note that it was the end of goes. */
static void raw_html_has_an_end(void **state)
{
    check_markdown("[^d]:<!A\nb\n", "<!A\n>\n\nb\n");
    check_markdown("> <script>\n\na\n", "> <script>\n> </script>\n\na\n");
    check_markdown("<pre>\n\na\n", "<pre>\n\na\n</pre>\n");
    check_markdown("<!-- a\n\n--> b\n", "<!-- a\n\n--> b\n");
    check_markdown("<prefix>\n", "<prefix>\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_stays_plain),
        cmocka_unit_test(inline_marks_are_escaped),
        cmocka_unit_test(line_starts_are_escaped),
        cmocka_unit_test(emphasis_survives_beside_han),
        cmocka_unit_test(punctuation_moves_out_of_emphasis),
        cmocka_unit_test(sentences_have_their_lines),
        cmocka_unit_test(raw_html_has_no_indent),
        cmocka_unit_test(raw_html_has_an_end),
        cmocka_unit_test(marks_side_by_side_stay_apart),
        cmocka_unit_test(lines_after_breaks_are_escaped),
        cmocka_unit_test(links_and_images_are_written),
        cmocka_unit_test(code_has_fences_long_enough),
        cmocka_unit_test(code_in_a_container_is_indented),
        cmocka_unit_test(lists_keep_apart),
        cmocka_unit_test(empty_comments_are_nothing),
        cmocka_unit_test(notes_are_no_addresses),
        cmocka_unit_test(quotations_keep_apart),
        cmocka_unit_test(tables_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
