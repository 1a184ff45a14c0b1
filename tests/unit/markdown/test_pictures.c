/* Pictures cut out of Markdown without reading it, where that tells as much as the tree does. */
#include "markdown/pictures.h"
#include "markdown/grow_tree.h"
#include "markdown/markdown.h"
#include "markdown/portable.h"
#include "unit.h"

/* `expected` NULL: only the tree tells. */
static void check(const char *markdown, const char *expected)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    bool cut = ts_pictures_cut(&out, ts_str_of(markdown));
    assert_int_equal(cut, expected != NULL);
    if (expected)
        assert_string_equal(out.len ? out.ptr : "", expected);
    ts_buf_free(&out);
}

static void pictures_alone_go(void **state)
{
    check("", "");
    check("a\n", "a\n");
    check("![a](b)\n", "");
    check("![a](b)\n\nc\n", "c\n");
    check("a\n\n![b](c)\n", "a\n");
    check("a\n\n![b](c \"d (e) &quot;\")\n\n![f\\]](g_(h).jpg)\n\ni\n", "a\n\ni\n");
    check("- a\n\n![b](c)\n\n> d\n", "- a\n\n> d\n");
    check("```\na\n```\n\n![b](c)\n\n```\nd\n```\n", "```\na\n```\n\n```\nd\n```\n");
}

static void other_pictures_stay(void **state)
{
    const char *const texts[] = {
        "a ![b](c)\n",
        "![b](c) a\n",
        "![a](b)![c](d)\n",
        "[![a](b)](c)\n",
        "- ![a](b)\n",
        "> ![a](b)\n",
        "![a](b)  \nc\n",
        "-   a\n\n    ![b](c)\n",
        "![a](b \"c\" d \"\")\n",
        "![a](b)(c)\n",
        "![a](b\\\\))\n",
        "![a \\](b) ![c](d)\n",
        "```\n\n![a](b)\n\n```\n",
        "~~~`x\n\n```\n\n![a](b)\n\n~~~\n",
        "![a](b)\n:   c\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check(texts[i], strchr(texts[i], '~') ? NULL : texts[i]);
}

static void what_would_run_together_is_left_to_the_tree(void **state)
{
    check("- a\n\n![b](c)\n\n- d\n", NULL);
    check("1. a\n\n![b](c)\n\n- d\n", NULL);
    check("> a\n\n![b](c)\n\n> d\n", NULL);
    check("**a**\n\n![b](c)\n\n| d |\n| --- |\n", NULL);
    check("<pre>\n\n![a](b)\n\n</pre>\n", NULL);
    check("```` `a` ```` b\n\n![b](c)\n", NULL);
}

static bool hangs(cmark_node *node)
{
    cmark_node *body = cmark_node_first_child(node);
    bool picture = ts_node_kind_of(node) == TS_NODE_FIGURE && ts_node_kind_of(body) != TS_NODE_TABLE;
    return picture || cmark_node_get_type(node) == CMARK_NODE_IMAGE;
}

/* The Markdown of a tree without its pictures. */
static void write_without(ts_buf *out, ts_arena *arena, cmark_node *tree)
{
    TS_VEC(cmark_node *) pictures = {0};
    cmark_iter *iter = cmark_iter_new(tree);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event != CMARK_EVENT_ENTER || !hangs(node))
            continue;
        ts_vec_push(&pictures, node);
        cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
    }
    cmark_iter_free(iter);
    for (size_t i = 0; i < pictures.len; i++) {
        cmark_node_unlink(pictures.items[i]);
        cmark_node_free(pictures.items[i]);
    }
    ts_vec_free(&pictures);
    ts_tree_tidy(arena, tree);
    ts_markdown_write(out, tree, NULL);
}

/* Half of the blocks are pictures. */
static cmark_node *grow_pictures(ts_arena *arena)
{
    cmark_node *tree = cmark_node_new(CMARK_NODE_DOCUMENT);
    for (unsigned n = 1 + roll(6); n > 0; n--) {
        if (roll(2)) {
            cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
            cmark_node *image = grow_target(CMARK_NODE_IMAGE);
            cmark_node_append_child(image, grow_text());
            cmark_node_append_child(paragraph, image);
            cmark_node_append_child(tree, paragraph);
        } else if (roll(2)) {
            grow_list(arena, tree, 3);
        } else {
            grow_block(arena, tree, 2);
        }
    }
    ts_tree_tidy(arena, tree);
    return tree;
}

static void a_cut_is_what_the_tree_says(void **state)
{
    int cuts = 0;
    ts_buf markdown, cut, expected;
    ts_buf_init(&markdown, TS_BUF_MAX);
    ts_buf_init(&cut, TS_BUF_MAX);
    ts_buf_init(&expected, TS_BUF_MAX);
    for (unsigned long i = 1; i <= 3000; i++) {
        state_of_dice = (i + 1) * 0x9E3779B97F4A7C15u;
        ts_arena *arena = ts_arena_new();
        cmark_node *tree = grow_pictures(arena);
        ts_buf_clear(&markdown);
        ts_buf_clear(&cut);
        ts_buf_clear(&expected);
        ts_markdown_write(&markdown, tree, NULL);
        write_without(&expected, arena, tree);
        if (ts_pictures_cut(&cut, ts_buf_str(&markdown)) &&
            ts_str_find(ts_buf_str(&cut), TS_STR("!["), 0) == TS_NPOS) {
            cuts += cut.len < markdown.len;
            if (!ts_str_eq(ts_buf_str(&cut), ts_buf_str(&expected)))
                fail_msg("tree %lu:\n%s\nis cut to\n%s\nnot to\n%s", i, markdown.ptr, cut.ptr, expected.ptr);
        }
        cmark_node_free(tree);
        ts_arena_free(arena);
    }
    assert_true(cuts > 300);
    ts_buf_free(&markdown);
    ts_buf_free(&cut);
    ts_buf_free(&expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_alone_go),
        cmocka_unit_test(other_pictures_stay),
        cmocka_unit_test(what_would_run_together_is_left_to_the_tree),
        cmocka_unit_test(a_cut_is_what_the_tree_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
