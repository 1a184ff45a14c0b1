/* A tree written as Markdown and read again is the same tree: over trees that a seeded generator grows, of
 * texts chosen to be taken for markup. A failing tree is shown with its Markdown and the seed that grows it
 * again: ROUND_TRIP_SEED=n ROUND_TRIP_TREES=1. A long run is ROUND_TRIP_TREES=2000000. */
#include "markdown/grow_tree.h"
#include "markdown/markdown.h"
#include "markdown/plain.h"
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

/* Written, read and written again: the Markdown is the same, and so is the tree, or its text at least where
 * punctuation has moved. */
static void check_style(ts_arena *arena, cmark_node *tree, unsigned long seed,
                        const ts_markdown_options *style)
{
    bool moved = style->emphasis == TS_EMPHASIS_MOVE;
    ts_error error = {0};
    ts_buf first, second, markdown, again;
    ts_buf_init(&first, TS_BUF_MAX);
    ts_buf_init(&second, TS_BUF_MAX);
    ts_buf_init(&markdown, TS_BUF_MAX);
    ts_buf_init(&again, TS_BUF_MAX);
    ts_markdown_write(&markdown, tree, style);
    cmark_node *back = ts_markdown_read(arena, ts_buf_str(&markdown));
    ts_markdown_write(&again, back, style);
    if (!ts_tree_check(back, &error))
        fail_msg("tree %lu read: %s", seed, error.message);
    if (moved) {
        ts_plain_write(&first, tree, TS_CAPTIONS_KEEP);
        ts_plain_write(&second, back, TS_CAPTIONS_KEEP);
    } else {
        dump_tree(&first, tree);
        dump_tree(&second, back);
    }
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

static const ts_markdown_options styles[] = {
    {0},
    {.emphasis = TS_EMPHASIS_MOVE},
    {.wrap = TS_WRAP_SENTENCE},
    {.emphasis = TS_EMPHASIS_MOVE, .wrap = TS_WRAP_SENTENCE},
};

static void check_tree(ts_arena *arena, cmark_node *tree, unsigned long seed)
{
    ts_error error = {0};
    ts_buf first, second;
    ts_buf_init(&first, TS_BUF_MAX);
    ts_buf_init(&second, TS_BUF_MAX);
    if (!ts_tree_check(tree, &error))
        fail_msg("tree %lu: %s", seed, error.message);
    dump_tree(&first, tree);
    count_nodes(&first);
    ts_tree_tidy(arena, tree);
    dump_tree(&second, tree);
    if (!ts_str_eq(ts_buf_str(&first), ts_buf_str(&second)))
        differ("not tidy at once: tree", seed, &first, &second, &first);
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        check_style(arena, tree, seed, &styles[i]);
    ts_buf_free(&first);
    ts_buf_free(&second);
}

static unsigned long setting(const char *name, unsigned long otherwise)
{
    const char *value = getenv(name);
    return value ? strtoul(value, NULL, 10) : otherwise;
}

/* Grows so many trees, always the same for a seed. */
static void check_trees(unsigned long trees, void (*check)(ts_arena *, cmark_node *, unsigned long))
{
    unsigned long seed = setting("ROUND_TRIP_SEED", 1);
    for (unsigned long i = seed; i < seed + trees; i++) {
        state_of_dice = (i + 1) * 0x9E3779B97F4A7C15u;
        ts_arena *arena = ts_arena_new();
        cmark_node *tree = cmark_node_new(CMARK_NODE_DOCUMENT);
        grow_blocks(arena, tree, 0);
        ts_tree_tidy(arena, tree);
        check(arena, tree, i);
        cmark_node_free(tree);
        ts_arena_free(arena);
    }
}

static void trees_come_back_as_they_were(void **state)
{
    unsigned long trees = setting("ROUND_TRIP_TREES", 4000);
    check_trees(trees, check_tree);
    print_message("# %lu trees, %lu nodes\n", trees, nodes);
}

/* A text of some paragraph; NULL for none. *lines is how many the paragraph has as Markdown. */
static cmark_node *text_in_paragraph(cmark_node *tree, size_t *lines)
{
    cmark_node *found = NULL, *paragraph = NULL;
    unsigned seen = 0;
    cmark_iter *iter = cmark_iter_new(tree);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_PARAGRAPH)
            paragraph = event == CMARK_EVENT_ENTER ? node : NULL;
        if (paragraph && type == CMARK_NODE_TEXT && roll(++seen) == 0)
            found = node;
    }
    cmark_iter_free(iter);
    *lines = 1;
    for (paragraph = found; paragraph && cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH;)
        paragraph = cmark_node_parent(paragraph);
    if (!paragraph)
        return NULL;
    iter = cmark_iter_new(paragraph);
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE)
        *lines += cmark_node_get_type(cmark_iter_get_node(iter)) == CMARK_NODE_LINEBREAK;
    cmark_iter_free(iter);
    return found;
}

/* Lines of `a` between the first and the last that differ from those of `b`. */
static size_t lines_changed(ts_str a, ts_str b)
{
    size_t from = 0, tail = 0, lines = 0, least = a.len < b.len ? a.len : b.len;
    for (size_t i = 0; i < least && a.ptr[i] == b.ptr[i]; i++)
        from = a.ptr[i] == '\n' ? i + 1 : from;
    for (size_t i = 1; i <= least - from && a.ptr[a.len - i] == b.ptr[b.len - i]; i++)
        tail = a.ptr[a.len - i] == '\n' ? i - 1 : tail;
    for (size_t i = from; i < a.len - tail; i++)
        lines += a.ptr[i] == '\n';
    return lines;
}

static void edit(ts_arena *arena, cmark_node *tree, unsigned long seed)
{
    size_t lines;
    cmark_node *node = text_in_paragraph(tree, &lines);
    ts_buf before, after, text;
    if (!node)
        return;
    ts_buf_init(&before, TS_BUF_MAX);
    ts_buf_init(&after, TS_BUF_MAX);
    ts_buf_init(&text, TS_BUF_MAX);
    ts_markdown_write(&before, tree, NULL);
    ts_buf_printf(&text, "%sx", cmark_node_get_literal(node));
    cmark_node_set_literal(node, text.ptr);
    ts_tree_tidy(arena, tree);
    ts_markdown_write(&after, tree, NULL);
    if (lines_changed(ts_buf_str(&before), ts_buf_str(&after)) > lines)
        differ("changes too much: tree", seed, &before, &after, &before);
    ts_buf_free(&before);
    ts_buf_free(&after);
    ts_buf_free(&text);
}

/* A letter more in one paragraph changes the lines of no other block. */
static void a_small_edit_is_a_small_difference(void **state)
{
    check_trees(setting("ROUND_TRIP_TREES", 4000), edit);
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
        ts_markdown_write(&once, tree, NULL);
        cmark_node_free(tree);
        tree = ts_markdown_read(arena, ts_buf_str(&once));
        ts_markdown_write(&twice, tree, NULL);
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
        cmocka_unit_test(a_small_edit_is_a_small_difference),
        cmocka_unit_test(markdown_settles_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
