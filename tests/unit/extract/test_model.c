#include "page_helper.h"
#include "one_arena.h"

#include "base/file.h"
#include "extract/choose.h"
#include "extract/page_features.h"

#include <stdlib.h>

/* --- the file of weights --- */

static const ts_model *read_model(const char *text, ts_error *error)
{
    *error = (ts_error){0};
    return ts_model_read(arena, ts_str_of(text), "weights", error);
}

static void check_bad(const char *text)
{
    ts_error error;
    assert_null(read_model(text, &error));
    assert_int_equal(error.status, TS_SYNTAX);
}

static void a_forest_is_read_and_asked(void **state)
{
    ts_error error;
    const ts_model *m = read_model(
        "# a note\n\nforest block -1 2\ntree 3\n0 0.5 1 2\n-1 2 0 0\n-1 -2 0 0\ntree 1\n-1 1 0 0\n", &error);
    float row[TS_FEATURE_COUNT] = {0.5f};
    assert_non_null(m);
    assert_int_equal(m->block.trees.len, 2);
    assert_float_equal(ts_forest_probability(&m->block, row), 0.880797, 1e-5);
    row[0] = 0.50001f;
    assert_float_equal(ts_forest_probability(&m->block, row), 0.119203, 1e-5);
    assert_float_equal(ts_forest_probability(&m->page, row), 0.5, 1e-9);
}

/* Each comes to its own leaf, however deep that stands. */
static void rows_are_asked_together_as_alone(void **state)
{
    enum { ROWS = 21 };
    ts_error error;
    const ts_model *m = read_model("forest block 0 2\ntree 7\n0 4 1 2\n0 2 3 4\n0 9 5 6\n-1 1 0 0\n-1 2 0 0\n"
                                   "-1 3 0 0\n-1 4 0 0\ntree 3\n0 15 1 2\n-1 0.5 0 0\n-1 -0.5 0 0\n",
                                   &error);
    assert_non_null(m);
    for (size_t count = 0; count <= ROWS; count++) {
        float rows[ROWS];
        double together[ROWS];
        for (size_t i = 0; i < ROWS; i++)
            rows[i] = (float)i;
        ts_forest_probabilities(&m->block, rows, count, 1, together);
        for (size_t i = 0; i < count; i++)
            assert_float_equal(together[i], ts_forest_probability(&m->block, &rows[i]), 0);
    }
}

/* A tree that goes on to the right only: of the value 2.5 it says 3. */
static const char *chain(int depth)
{
    const char *text = ts_arena_printf(arena, "forest block 0 1\ntree %d\n", 2 * depth + 1);
    for (int i = 0; i < depth; i++)
        text = ts_arena_printf(arena, "%s0 %d %d %d\n-1 %d 0 0\n", text, i, 2 * i + 1, 2 * i + 2, i);
    return ts_arena_printf(arena, "%s-1 %d 0 0\n", text, depth);
}

static void trees_have_a_depth(void **state)
{
    ts_error error;
    const ts_model *m = read_model(chain(TS_FOREST_DEPTH), &error);
    const float row = 2.5f;
    assert_non_null(m);
    assert_float_equal(ts_forest_probability(&m->block, &row), 0.952574, 1e-6);
    check_bad(chain(TS_FOREST_DEPTH + 1));
}

static void bad_weights_are_refused(void **state)
{
    check_bad("what");
    check_bad("features size");
    check_bad("features link_share size");
    check_bad("table class\n00\n");
    check_bad("table text\n0g\n");
    check_bad("table text\n0\n");
    check_bad("forest block x 1");
    check_bad("forest block 0 1\n");
    check_bad("forest block 0 1\ntree 0\n");
    check_bad("forest block 0 1\ntree 20001\n");
    check_bad("forest block 0 1\ntree 2\n-1 0 0 0\n");
    check_bad("forest block nan 0");
    /* A branch that leads back, out of the tree, or nowhere; a feature there is none of. */
    check_bad("forest block 0 1\ntree 3\n0 0 0 2\n-1 0 0 0\n-1 0 0 0\n");
    check_bad("forest block 0 1\ntree 3\n0 0 1 3\n-1 0 0 0\n-1 0 0 0\n");
    check_bad("forest block 0 1\ntree 3\n999 0 1 2\n-1 0 0 0\n-1 0 0 0\n");
    check_bad("forest block 0 1\ntree 3\n-2 0 1 2\n-1 0 0 0\n-1 0 0 0\n");
    check_bad("forest block 0 1\ntree 1\n-1 inf 0 0\n");
}

static void the_baked_weights_fit_this_program(void **state)
{
    const ts_model *m = ts_model_baked();
    assert_true(m->block.trees.len > 0);
    assert_true(m->page.trees.len > 0);
}

/* --- the trainer's own probabilities --- */

typedef struct seen {
    ts_blocks blocks;
    ts_sums sums;
    ts_features features;
    ts_claims claims;
    ts_str text; /* of the page */
} seen;

static void see(seen *s, ts_str html, const char *title)
{
    ts_error error = {0};
    ts_dom *dom = ts_dom_parse(arena, html, "page.html", &error);
    assert_non_null(dom);
    *s = (seen){.claims = {.arena = arena}};
    ts_blocks_collect(arena, ts_dom_body(dom), TS_SIGHT_SHOWN, &s->blocks);
    ts_blocks_score(arena, &s->blocks, &s->sums);
    ts_features_make(arena, &s->blocks, &s->sums, ts_model_baked(), title,
                     ts_blocks_container(&s->blocks, &s->sums), &s->features);
}

static ts_str data(const char *name)
{
    ts_str bytes = {0};
    ts_error error = {0};
    const char *path = ts_arena_printf(arena, "tests/unit/extract/data/%s", name);
    assert_true(ts_file_read(arena, path, 1 << 20, &bytes, &error));
    return bytes;
}

/* model_golden.txt is written by `make train`: one probability a line, of the blocks of model_page.html. */
static void probabilities_are_the_trainers(void **state)
{
    seen s;
    ts_str golden = data("model_golden.txt"), line;
    size_t n = 0;
    see(&s, data("model_page.html"), "Old towpath reopens after a year");
    while (ts_str_line(&golden, &line)) {
        if (!line.len || line.ptr[0] == '#')
            continue;
        assert_true(n < s.blocks.blocks.len);
        double p = ts_forest_probability(&ts_model_baked()->block, ts_features_row(&s.features, n++));
        assert_float_equal(p, strtod(ts_arena_copy(arena, line), NULL), 1e-4);
    }
    assert_int_equal(n, s.blocks.blocks.len);
}

/* --- tokens --- */

static int names_of_last(const char *html, uint32_t *out)
{
    seen s;
    see(&s, ts_str_of(html), NULL);
    return ts_tokens_of_block(&s.features.tokens, &s.blocks, (int)s.blocks.blocks.len - 1, out);
}

static void names_are_cut_into_words_without_digits(void **state)
{
    uint32_t a[TS_TOKENS_MAX], b[TS_TOKENS_MAX];
    int n = names_of_last("<body><p class='post-12'>x", a);
    assert_int_equal(n, names_of_last("<body><p class='post-7'>x", b));
    assert_memory_equal(a, b, (size_t)n * sizeof *a);
    assert_int_equal(n, names_of_last("<body><p class='Post-12'>x", b));
    assert_memory_equal(a, b, (size_t)n * sizeof *a);
    assert_true(names_of_last("<body><p class='post-list'>x", b) > n);
}

static void long_and_deep_pages_have_no_more_tokens_than_fit(void **state)
{
    uint32_t names[TS_TOKENS_MAX], words[TS_TEXT_TOKENS_MAX];
    ts_buf html;
    ts_buf_init(&html, TS_BUF_MAX);
    for (int i = 0; i < 100; i++)
        ts_buf_puts(
            &html,
            "<div class='aa bb cc dd ee ff gg hh ii jj kk ll mm nn oo pp qq rr ss tt uu vv ww xx yy zz'>");
    ts_buf_puts(&html, "x");
    int n = names_of_last(html.ptr, names);
    assert_true(n > 0 && n <= TS_TOKENS_MAX);
    ts_buf_free(&html);
    for (size_t i = 0; i < 400; i += 7) {
        ts_buf text;
        ts_buf_init(&text, TS_BUF_MAX);
        while (text.len < i)
            ts_buf_puts(&text, i % 2 ? "水a" : "水");
        int count = ts_tokens_of_text(ts_buf_str(&text), words);
        assert_true(count >= 0 && count <= TS_TEXT_TOKENS_MAX);
        ts_buf_free(&text);
    }
    assert_int_equal(ts_tokens_of_text(TS_STR(""), words), 0);
}

/* --- the choice --- */

static void pages_without_text_have_no_features_and_no_article(void **state)
{
    seen s;
    see(&s, TS_STR("<body><img src=x></body>"), NULL);
    assert_int_equal(s.blocks.blocks.len, 0);
    ts_choose(arena, &s.blocks, &s.sums, &s.features, ts_model_baked(), 0);
    assert_int_equal(ts_chosen_container(&s.blocks), -1);
}

static void what_is_sure_is_kept_and_the_rest_is_not(void **state)
{
    ts_error error;
    seen s;
    /* Likely from 20 characters on. */
    const ts_model *m = read_model("forest block 0 1\ntree 3\n0 3.1 1 2\n-1 -4 0 0\n-1 4 0 0\n", &error);
    see(&s,
        TS_STR("<body><p>Home</p><div><p>The first boats were through by noon.</p><p>No.</p><p>The harbour "
               "master "
               "expects forty more.</p></div></body>"),
        NULL);
    ts_choose(arena, &s.blocks, &s.sums, &s.features, m, 0);
    assert_int_equal(s.blocks.blocks.len, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(s.blocks.blocks.items[i].keep, i % 2);
    int container = ts_chosen_container(&s.blocks);
    assert_true(ts_node_is(s.blocks.elements.items[container].node, "div"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_forest_is_read_and_asked, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(rows_are_asked_together_as_alone, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(trees_have_a_depth, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(bad_weights_are_refused, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(the_baked_weights_fit_this_program, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(probabilities_are_the_trainers, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(names_are_cut_into_words_without_digits, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(long_and_deep_pages_have_no_more_tokens_than_fit, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(pages_without_text_have_no_features_and_no_article, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(what_is_sure_is_kept_and_the_rest_is_not, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
