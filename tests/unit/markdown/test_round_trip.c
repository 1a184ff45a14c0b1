/* A tree written as Markdown and read again is the same tree: over trees that a seeded generator grows, of
 * texts chosen to be taken for markup. A failing tree is shown with its Markdown and the seed that grows it
 * again: ROUND_TRIP_SEED=n ROUND_TRIP_TREES=1. A long run is ROUND_TRIP_TREES=2000000. */
#include "markdown/grow_tree.h"
#include "markdown/markdown.h"
#include "tree_dump.h"
#include "unit.h"

/* The first lines that differ, with what was written between. */
static void differ(const char *what, unsigned long seed, const ts_buf *a, const ts_buf *b,
                   const ts_buf *markdown)
{
    ts_str x = ts_buf_str(a), y = ts_buf_str(b), p = {0}, q = {0};
    bool left, right;
    do {
        left = ts_str_line(&x, &p);
        right = ts_str_line(&y, &q);
    } while (left && right && ts_str_eq(p, q));
    fprintf(stderr, "%s %lu:\n  was   %.*s\n  is    %.*s\n%s\n", what, seed, left ? (int)p.len : 0, p.ptr,
            right ? (int)q.len : 0, q.ptr, markdown->ptr);
    fail_msg("%s %lu", what, seed);
}

/* Nodes of all trees so far. */
static unsigned long nodes;

static void count_nodes(const ts_buf *dump)
{
    for (size_t i = 0; i < dump->len; i++)
        nodes += dump->ptr[i] == '\n';
}

static void check_tree(ts_arena *arena, cmark_node *tree, unsigned long seed)
{
    ts_error error = {0};
    ts_buf first, second, markdown, again;
    ts_buf_init(&first, TS_BUF_MAX);
    ts_buf_init(&second, TS_BUF_MAX);
    ts_buf_init(&markdown, TS_BUF_MAX);
    ts_buf_init(&again, TS_BUF_MAX);
    if (!ts_tree_check(tree, &error))
        fail_msg("tree %lu: %s", seed, error.message);
    dump_tree(&first, tree);
    count_nodes(&first);
    ts_tree_tidy(arena, tree);
    dump_tree(&second, tree);
    if (!ts_str_eq(ts_buf_str(&first), ts_buf_str(&second)))
        differ("not tidy at once: tree", seed, &first, &second, &markdown);
    ts_buf_clear(&second);
    ts_markdown_write(&markdown, tree);
    cmark_node *back = ts_markdown_read(arena, ts_buf_str(&markdown));
    dump_tree(&second, back);
    ts_markdown_write(&again, back);
    if (!ts_tree_check(back, &error))
        fail_msg("tree %lu read: %s", seed, error.message);
    if (!ts_str_eq(ts_buf_str(&first), ts_buf_str(&second)))
        differ("comes back changed: tree", seed, &first, &second, &markdown);
    if (!ts_str_eq(ts_buf_str(&markdown), ts_buf_str(&again)))
        differ("is written otherwise: tree", seed, &markdown, &again, &markdown);
    cmark_node_free(back);
    ts_buf_free(&first);
    ts_buf_free(&second);
    ts_buf_free(&markdown);
    ts_buf_free(&again);
}

static unsigned long setting(const char *name, unsigned long otherwise)
{
    const char *value = getenv(name);
    return value ? strtoul(value, NULL, 10) : otherwise;
}

static void trees_come_back_as_they_were(void **state)
{
    unsigned long seed = setting("ROUND_TRIP_SEED", 1), trees = setting("ROUND_TRIP_TREES", 4000);
    for (unsigned long i = seed; i < seed + trees; i++) {
        state_of_dice = (i + 1) * 0x9E3779B97F4A7C15u;
        ts_arena *arena = ts_arena_new();
        cmark_node *tree = cmark_node_new(CMARK_NODE_DOCUMENT);
        grow_blocks(arena, tree, 0);
        ts_tree_tidy(arena, tree);
        check_tree(arena, tree, i);
        cmark_node_free(tree);
        ts_arena_free(arena);
    }
    print_message("# %lu trees, %lu nodes\n", trees, nodes);
}

/* Any text at all: what was read and written once stays as it is. */
static void markdown_settles_at_once(void **state)
{
    unsigned long seed = setting("ROUND_TRIP_SEED", 1), trees = setting("ROUND_TRIP_TREES", 4000);
    ts_buf text, once, twice;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_buf_init(&once, TS_BUF_MAX);
    ts_buf_init(&twice, TS_BUF_MAX);
    for (unsigned long i = seed; i < seed + trees; i++) {
        state_of_dice = (i + 1) * 0xD1B54A32D192ED03u;
        text_of(&text, 40);
        ts_arena *arena = ts_arena_new();
        cmark_node *tree = ts_markdown_read(arena, ts_buf_str(&text));
        ts_buf_clear(&once);
        ts_buf_clear(&twice);
        ts_markdown_write(&once, tree);
        cmark_node_free(tree);
        tree = ts_markdown_read(arena, ts_buf_str(&once));
        ts_markdown_write(&twice, tree);
        cmark_node_free(tree);
        ts_arena_free(arena);
        if (!ts_str_eq(ts_buf_str(&once), ts_buf_str(&twice)))
            differ("does not settle: text", i, &once, &twice, &text);
    }
    ts_buf_free(&text);
    ts_buf_free(&once);
    ts_buf_free(&twice);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees_come_back_as_they_were),
        cmocka_unit_test(markdown_settles_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
