#include "article/inlines.h"
#include "article/tidy.h"

/* Empty cells that filling up a table may add to each cell it has; beyond that it falls apart into
 * paragraphs. */
#define FILL_FACTOR 8
#define FILL_FREE 10000

static int count(cmark_node *node)
{
    int n = 0;
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child))
        n++;
    return n;
}

static void drop(cmark_node *node)
{
    cmark_node_unlink(node);
    cmark_node_free(node);
}

/* Moves the inlines of a cell behind those of another block, a space between. */
static void pour(ts_arena *arena, cmark_node *from, cmark_node *to)
{
    ts_cell_flatten(arena, from);
    if (cmark_node_first_child(from) && cmark_node_first_child(to))
        cmark_node_append_child(to, ts_node_text_new(TS_STR(" ")));
    for (cmark_node *child = cmark_node_first_child(from), *next; child; child = next) {
        next = cmark_node_next(child);
        cmark_node_unlink(child);
        cmark_node_append_child(to, child);
    }
}

/* What is no row of cells goes; rows without any cell too. */
static void weed(ts_arena *arena, cmark_node *table)
{
    for (cmark_node *row = cmark_node_first_child(table), *next; row; row = next) {
        next = cmark_node_next(row);
        if (ts_node_kind_of(row) == TS_NODE_ROW) {
            int n = 0;
            cmark_node *last = NULL;
            for (cmark_node *cell = cmark_node_first_child(row), *after; cell; cell = after) {
                after = cmark_node_next(cell);
                if (ts_node_kind_of(cell) != TS_NODE_CELL) {
                    drop(cell);
                } else if (++n > TS_TABLE_COLUMNS) {
                    ts_cell_flatten(arena, last);
                    pour(arena, cell, last);
                    drop(cell);
                } else {
                    last = cell;
                }
            }
            if (n > TS_TABLE_COLUMNS)
                ts_inlines_tidy(arena, last, false);
        }
        if (ts_node_kind_of(row) != TS_NODE_ROW || !cmark_node_first_child(row))
            drop(row);
    }
}

/* A table too ragged to be filled up: each row becomes a paragraph. */
static void dissolve(ts_arena *arena, cmark_node *table)
{
    for (cmark_node *row = cmark_node_first_child(table); row; row = cmark_node_next(row)) {
        cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
        for (cmark_node *cell = cmark_node_first_child(row); cell; cell = cmark_node_next(cell))
            pour(arena, cell, paragraph);
        ts_inlines_tidy(arena, paragraph, false);
        if (!cmark_node_first_child(paragraph) || !cmark_node_insert_before(table, paragraph))
            cmark_node_free(paragraph);
    }
    drop(table);
}

static bool is_blank_row(cmark_node *row)
{
    for (cmark_node *cell = cmark_node_first_child(row); cell; cell = cmark_node_next(cell))
        if (cmark_node_first_child(cell))
            return false;
    return true;
}

/* An empty header row stands for none, which pipe tables cannot say; a table of nothing but that is nothing.
 */
static void settle_header(cmark_node *table)
{
    cmark_node *first = cmark_node_first_child(table);
    if (first && ts_node_payload(first)->header && is_blank_row(first))
        drop(first);
    first = cmark_node_first_child(table);
    for (cmark_node *row = first ? cmark_node_next(first) : NULL; row; row = cmark_node_next(row))
        ts_node_payload(row)->header = false;
}

static void fill(ts_arena *arena, cmark_node *table, int columns)
{
    for (cmark_node *row = cmark_node_first_child(table); row; row = cmark_node_next(row))
        for (int n = count(row); n < columns; n++)
            cmark_node_append_child(row, ts_node_new(arena, TS_NODE_CELL));
    ts_payload *payload = ts_node_payload(table);
    if (payload->columns == columns && payload->aligns)
        return;
    ts_align *aligns = ts_arena_alloc(arena, sizeof *aligns * (size_t)columns);
    for (int i = 0; i < columns && i < payload->columns && payload->aligns; i++)
        aligns[i] = payload->aligns[i];
    payload->aligns = aligns;
    payload->columns = columns;
}

void ts_tidy_head_cell(cmark_node *cell)
{
    cmark_node *row = cmark_node_parent(cell), *strong = cmark_node_new(CMARK_NODE_STRONG);
    bool body = !ts_node_payload(row)->header || cmark_node_previous(row);
    ts_node_payload(cell)->header = false;
    if (!body || cmark_node_previous(cell) || !cmark_node_first_child(cell)) {
        cmark_node_free(strong);
        return;
    }
    for (cmark_node *child; (child = cmark_node_first_child(cell)) != NULL;) {
        cmark_node_unlink(child);
        cmark_node_append_child(strong, child);
    }
    cmark_node_append_child(cell, strong);
}

/* A first cell that is all strong is the header of its row: that is how Markdown says it. */
static void settle_head_cells(cmark_node *table)
{
    for (cmark_node *row = cmark_node_first_child(table); row; row = cmark_node_next(row)) {
        cmark_node *cell = cmark_node_first_child(row);
        cmark_node *strong = ts_node_payload(row)->header ? NULL : ts_node_lone_strong(cell);
        if (!strong)
            continue;
        ts_node_payload(cell)->header = true;
        for (cmark_node *child; (child = cmark_node_first_child(strong)) != NULL;) {
            cmark_node_unlink(child);
            cmark_node_append_child(cell, child);
        }
        drop(strong);
    }
}

bool ts_tidy_table(ts_arena *arena, cmark_node *table)
{
    weed(arena, table);
    settle_header(table);
    int columns = 0;
    size_t rows = 0, cells = 0;
    for (cmark_node *row = cmark_node_first_child(table); row; row = cmark_node_next(row)) {
        int n = count(row);
        columns = n > columns ? n : columns;
        cells += (size_t)n;
        rows++;
    }
    if (!rows) {
        drop(table);
        return false;
    }
    if (rows * (size_t)columns > FILL_FREE + FILL_FACTOR * cells) {
        dissolve(arena, table);
        return false;
    }
    fill(arena, table, columns);
    settle_head_cells(table);
    return true;
}
