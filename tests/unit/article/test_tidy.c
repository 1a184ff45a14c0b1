/* Canonical form and the checker: trees come from cmark itself here, so that they are as untidy as it makes
 * them. */
#include "tree_dump.h"
#include "unit.h"

static void check(const char *markdown, const char *expected)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    cmark_node *tree = cmark_parse_document(markdown, strlen(markdown), CMARK_OPT_DEFAULT);
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_tree_tidy(arena, tree);
    if (!ts_tree_check(tree, &error))
        fail_msg("%s", error.message);
    outline(&out, tree);
    assert_string_equal(out.ptr, expected);
    ts_tree_tidy(arena, tree);
    ts_buf_clear(&out);
    outline(&out, tree);
    assert_string_equal(out.ptr, expected);
    ts_buf_free(&out);
    cmark_node_free(tree);
    ts_arena_free(arena);
}

static void soft_breaks_join(void **state)
{
    check("甲\n乙", "p{甲乙}");
    check("甲\n*乙*", "p{甲emph{乙}}");
    check("甲。\n“乙”\n丙", "p{甲。“乙”丙}");
    check("one\ntwo", "p{one two}");
    check("甲\none", "p{甲 one}");
    check("한국\n한국", "p{한국 한국}");
    check("“a”\n“b”", "p{“a” “b”}");
    check("甲\n`x`", "p{甲 code{x}}");
}

static void hard_breaks_are_trimmed(void **state)
{
    check("a  \nb", "p{a/b}");
    check("a<br>", "p{ahtml_inline{<br>}}");
    check("# a b", "h1{a b}");
}

static void emphasis_is_simplified(void **state)
{
    check("****a****", "p{strong{a}}");
    check("***a***", "p{emph{strong{a}}}");
    check("*a **b** c*", "p{emph{a strong{b} c}}");
    check("**a**`b`**c**", "p{strong{a}code{b}strong{c}}");
    check("`a``b`", "p{code{a``b}}");
    check("[](u)a", "p{a}");
    check("[ *a* ](<>)", "p{emph{a}}");
}

static void empty_blocks_go(void **state)
{
    check("#\n\n-\n\n>\n\na", "p{a}");
    check("- \n- a\n", "ul{item{p{a}}}");
    check("&nbsp;", "");
    check("&#x3000;&#x3000;a&#x3000;", "p{a}");
}

static void titled_images_are_figures(void **state)
{
    check("![a](b \"c  d\")", "figure{p{img(b){a}}caption{c d}}");
    check("x ![a](b \"c\")", "p{x img(b){a}}");
    check("![*a* `b`](u)", "p{img(u){a b}}");
    check("![a]()", "p{a}");
}

static void raw_html_that_would_be_a_block_goes(void **state)
{
    check("<span>a</span>", "p{html_inline{<span>}ahtml_inline{</span>}}");
    check("a  \n<span>", "p{a}");
    check("a<b\nx>c", "p{ahtml_inline{<b x>}c}");
}

static void depth_is_flattened(void **state)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    for (int i = 0; i < 3000; i++)
        ts_buf_puts(&text, "> ");
    ts_buf_puts(&text, "x\n\n");
    for (int i = 0; i < 3000; i++)
        ts_buf_puts(&text, "- ");
    ts_buf_puts(&text, "x\n\n");
    for (int i = 0; i < 3000; i++)
        ts_buf_puts(&text, "*a **b ");
    for (int i = 0; i < 3000; i++)
        ts_buf_puts(&text, "b** a*");
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    cmark_node *tree = cmark_parse_document(text.ptr, text.len, CMARK_OPT_DEFAULT);
    assert_false(ts_tree_check(tree, &error));
    assert_failed(&error, TS_LIMIT, "deeper than 100");
    error = (ts_error){0};
    ts_tree_tidy(arena, tree);
    assert_true(ts_tree_check(tree, &error));
    cmark_node_free(tree);
    ts_arena_free(arena);
    ts_buf_free(&text);
}

static void expect_wrong(cmark_node *tree, const char *words)
{
    ts_error error = {0};
    assert_false(ts_tree_check(tree, &error));
    assert_failed(&error, TS_INTERNAL, words);
    cmark_node_free(tree);
}

static cmark_node *document_with(cmark_node *block)
{
    cmark_node *document = cmark_node_new(CMARK_NODE_DOCUMENT);
    assert_true(cmark_node_append_child(document, block));
    return document;
}

static void broken_trees_are_named(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    assert_false(ts_tree_check(NULL, &error));
    expect_wrong(document_with(cmark_node_new(CMARK_NODE_CUSTOM_BLOCK)), "custom_block stands");
    expect_wrong(document_with(ts_node_new(arena, TS_NODE_TABLE)), "no columns");
    expect_wrong(document_with(ts_node_new(arena, TS_NODE_ROW)), "Row stands in a document");
    expect_wrong(document_with(ts_node_new(arena, TS_NODE_FIGURE)), "Figure has nothing");
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    cmark_node_append_child(paragraph, ts_node_text_new(TS_STR("a\nb")));
    expect_wrong(document_with(paragraph), "line end");
    paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    cmark_node_append_child(paragraph, ts_node_new(arena, TS_NODE_RUBY));
    expect_wrong(document_with(paragraph), "Ruby has no reading");
    expect_wrong(document_with(ts_node_new(arena, TS_NODE_CARD)), "Card has no address");
    expect_wrong(document_with(ts_node_new(arena, TS_NODE_NOTE)), "Note has no proper label");
    paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    cmark_node *ref = ts_node_new(arena, TS_NODE_NOTE_REF);
    ts_node_payload(ref)->label = "1";
    cmark_node_append_child(paragraph, ref);
    expect_wrong(document_with(paragraph), "NoteRef refers to no note");
    cmark_node *list = ts_node_new(arena, TS_NODE_DEFINITIONS);
    cmark_node_append_child(list, ts_node_new(arena, TS_NODE_DETAILS));
    expect_wrong(document_with(list), "DefinitionList begins without a term");
    cmark_node *table = ts_node_new(arena, TS_NODE_TABLE);
    ts_align aligns[2] = {TS_ALIGN_NONE};
    *ts_node_payload(table) = (ts_payload){.kind = TS_NODE_TABLE, .columns = 2, .aligns = aligns};
    cmark_node *row = ts_node_new(arena, TS_NODE_ROW);
    cmark_node_append_child(table, row);
    cmark_node_append_child(row, ts_node_new(arena, TS_NODE_CELL));
    expect_wrong(document_with(table), "another number of cells");
    ts_arena_free(arena);
}

/* A table of `rows` rows, the first with `columns` cells, the others with one. */
static cmark_node *ragged(ts_arena *arena, int rows, int columns)
{
    cmark_node *table = ts_node_new(arena, TS_NODE_TABLE);
    for (int i = 0; i < rows; i++) {
        cmark_node *row = ts_node_new(arena, TS_NODE_ROW);
        cmark_node_append_child(table, row);
        for (int k = 0; k < (i ? 1 : columns); k++) {
            cmark_node *cell = ts_node_new(arena, TS_NODE_CELL);
            cmark_node_append_child(cell, ts_node_text_new(TS_STR("x")));
            cmark_node_append_child(row, cell);
        }
    }
    return table;
}

static void tables_are_made_rectangular(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    cmark_node *tree = document_with(ragged(arena, 3, 2));
    ts_tree_tidy(arena, tree);
    assert_true(ts_tree_check(tree, &error));
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    outline(&out, tree);
    assert_string_equal(out.ptr, "table{tr{td{x}td{x}}tr{td{x}td{}}tr{td{x}td{}}}");
    cmark_node_free(tree);

    /* One column more than a table may have joins the last. */
    tree = document_with(ragged(arena, 1, 101));
    ts_tree_tidy(arena, tree);
    assert_true(ts_tree_check(tree, &error));
    assert_int_equal(ts_node_payload(cmark_node_first_child(tree))->columns, 100);
    cmark_node_free(tree);

    /* Too many cells would have to be made up. */
    tree = document_with(ragged(arena, 2000, 100));
    ts_tree_tidy(arena, tree);
    assert_true(ts_tree_check(tree, &error));
    assert_int_equal(cmark_node_get_type(cmark_node_first_child(tree)), CMARK_NODE_PARAGRAPH);
    cmark_node_free(tree);
    ts_buf_free(&out);
    ts_arena_free(arena);
}

/* A cell whose lists nest so deep, a line in each item before the list in it. */
static cmark_node *cell_with_lists(ts_arena *arena, int levels)
{
    cmark_node *table = ragged(arena, 1, 1);
    cmark_node *to = cmark_node_first_child(cmark_node_first_child(table));
    for (int i = 0; i < levels; i++) {
        cmark_node *list = ts_list_new(false, 1), *item = cmark_node_new(CMARK_NODE_ITEM);
        cmark_node *line = cmark_node_new(CMARK_NODE_PARAGRAPH);
        cmark_node_append_child(to, list);
        cmark_node_append_child(list, item);
        cmark_node_append_child(item, line);
        cmark_node_append_child(line, ts_node_text_new(TS_STR("y")));
        to = item;
    }
    return document_with(table);
}

static void lists_in_cells_nest_so_deep(void **state)
{
    static const char *const depths[] = {
        "table{tr{td{p{x}ul{item{p{y}ul{item{p{y}ul{item{p{y}ul{item{p{y}ul{item{p{y}}}}}}}}}}}}}}",
        "table{tr{td{p{x}ul{item{p{y}ul{item{p{y}ul{item{p{y}ul{item{p{y}ul{item{p{y}}item{p{y}}}}}}}}}}}}}}",
    };
    for (int i = 0; i < 2; i++) {
        ts_arena *arena = ts_arena_new();
        ts_error error = {0};
        ts_buf out;
        ts_buf_init(&out, TS_BUF_MAX);
        cmark_node *tree = cell_with_lists(arena, TS_CELL_LISTS + i);
        ts_tree_tidy(arena, tree);
        assert_true(ts_tree_check(tree, &error));
        outline(&out, tree);
        assert_string_equal(out.ptr, depths[i]);
        cmark_node_free(tree);
        ts_buf_free(&out);
        ts_arena_free(arena);
    }
}

static void labels_are_what_readers_take(void **state)
{
    char longest[102] = "";
    memset(longest, 'a', 101);
    assert_false(ts_is_note_label(TS_STR("")));
    assert_true(ts_is_note_label((ts_str){longest, 100}));
    assert_false(ts_is_note_label((ts_str){longest, 101}));
    assert_true(ts_is_note_label(TS_STR("fn:1_a")));
    assert_true(ts_is_note_label(TS_STR("注")));
    assert_false(ts_is_note_label(TS_STR("_a")));
    assert_false(ts_is_note_label(TS_STR("a.")));
    assert_false(ts_is_note_label(TS_STR("a b")));
    assert_false(ts_is_note_label(TS_STR("a]")));
    assert_false(ts_is_note_label(TS_STR("　")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(soft_breaks_join),
        cmocka_unit_test(hard_breaks_are_trimmed),
        cmocka_unit_test(emphasis_is_simplified),
        cmocka_unit_test(empty_blocks_go),
        cmocka_unit_test(titled_images_are_figures),
        cmocka_unit_test(raw_html_that_would_be_a_block_goes),
        cmocka_unit_test(depth_is_flattened),
        cmocka_unit_test(broken_trees_are_named),
        cmocka_unit_test(tables_are_made_rectangular),
        cmocka_unit_test(lists_in_cells_nest_so_deep),
        cmocka_unit_test(labels_are_what_readers_take),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
