#include "article/build.h"
#include "article/tidy.h"

#include <stdlib.h>
#include <string.h>

void ts_build_table(ts_builder *b, ts_node *element)
{
    ts_build_boundary(b);
    if (b->together || b->table.table || !ts_is_data_table(element)) {
        ts_build_push(b, element, TS_END_LAYOUT)->flag = b->layout;
        b->layout = true;
        return;
    }
    ts_frame *frame = ts_build_push(b, element, TS_END_TABLE);
    frame->flag = b->layout;
    b->layout = false;
    b->table = (ts_table_state){.table = ts_node_new(b->arena, TS_NODE_TABLE)};
    b->table.spans = ts_arena_alloc(b->arena, sizeof(int) * TS_TABLE_COLUMNS);
    b->table.aligns = ts_arena_alloc(b->arena, sizeof(ts_align) * TS_TABLE_COLUMNS);
}

/* A row ends where the next one or the table does. */
static void end_row(ts_table_state *t)
{
    if (!t->row)
        return;
    ts_node_payload(t->row)->header =
        t->header && !cmark_node_previous(t->row) && cmark_node_parent(t->row) == t->table;
    for (int i = t->column; i < TS_TABLE_COLUMNS; i++)
        t->spans[i] -= t->spans[i] > 0;
    t->row = NULL;
}

/* The rows that end the table, wherever they are written. */
static cmark_node *foot_of(ts_builder *b)
{
    if (!b->table.foot)
        b->table.foot = ts_node_new(b->arena, TS_NODE_TABLE);
    return b->table.foot;
}

void ts_build_row(ts_builder *b, const ts_node *element)
{
    ts_table_state *t = &b->table;
    if (!t->table || b->layout || b->together) {
        ts_build_boundary(b);
        return;
    }
    end_row(t);
    t->row = ts_node_new(b->arena, TS_NODE_ROW);
    t->header = true;
    t->column = 0;
    bool foot = ts_node_is(ts_node_parent(element), "tfoot");
    cmark_node_append_child(foot ? foot_of(b) : t->table, t->row);
}

static int number_of(ts_node *element, const char *name)
{
    const char *value = ts_node_attr(element, name);
    long n = value ? strtol(value, NULL, 10) : 1;
    return n < 1 ? 1 : n > TS_TABLE_COLUMNS ? TS_TABLE_COLUMNS : (int)n;
}

static void put_empty(ts_builder *b)
{
    cmark_node_append_child(b->table.row, ts_node_new(b->arena, TS_NODE_CELL));
    b->table.column++;
}

/* Columns that a cell of a row above reaches down to stay empty. */
static void pass_spans(ts_builder *b)
{
    ts_table_state *t = &b->table;
    while (t->column < TS_TABLE_COLUMNS && t->spans[t->column] > 0) {
        t->spans[t->column]--;
        put_empty(b);
    }
}

static ts_align align_of(ts_node *cell)
{
    const char *align = ts_node_attr(cell, "align"), *style = ts_node_attr(cell, "style");
    const char *at = style ? strstr(style, "text-align") : NULL;
    if (at)
        align = at + strspn(at + 10, ": ") + 10;
    if (!align)
        return TS_ALIGN_NONE;
    return strncmp(align, "right", 5) == 0    ? TS_ALIGN_RIGHT
           : strncmp(align, "center", 6) == 0 ? TS_ALIGN_CENTER
                                              : TS_ALIGN_NONE;
}

/* A header cell: <th>, or any cell of <thead>. */
static bool is_head(ts_node *cell)
{
    const ts_node *row = ts_node_parent(cell), *group = row ? ts_node_parent(row) : NULL;
    return ts_node_is(cell, "th") || (group && ts_node_is(group, "thead"));
}

void ts_build_cell(ts_builder *b, ts_node *element)
{
    ts_table_state *t = &b->table;
    if (!t->table || b->layout || b->together) {
        ts_build_boundary(b);
        return;
    }
    if (!t->row)
        ts_build_row(b, element);
    pass_spans(b);
    t->header = t->header && is_head(element);
    if (t->column < TS_TABLE_COLUMNS && align_of(element) != TS_ALIGN_NONE)
        t->aligns[t->column] = align_of(element);
    ts_build_push(b, element, TS_END_CELL);
    t->in_cell = true;
    t->cell = ts_node_new(b->arena, TS_NODE_CELL);
    t->blocks = (ts_cell_blocks){.to = t->cell};
    b->together++;
    b->spaced = false;
}

void ts_build_cell_end(ts_builder *b, const ts_frame *frame)
{
    ts_table_state *t = &b->table;
    ts_build_cell_block(b);
    ts_node_payload(t->cell)->header = t->column == 0 && ts_node_is(frame->element, "th");
    cmark_node_append_child(t->row, t->cell);
    int wide = number_of(frame->element, "colspan"), high = number_of(frame->element, "rowspan");
    for (int i = 0; i < wide; i++) {
        if (t->column < TS_TABLE_COLUMNS)
            t->spans[t->column] = high - 1;
        if (i == 0)
            t->column++;
        else if (t->column < TS_TABLE_COLUMNS)
            put_empty(b);
    }
    t->in_cell = false;
    b->together--;
}

static void end_foot(ts_table_state *t)
{
    if (!t->foot)
        return;
    while (cmark_node_first_child(t->foot))
        cmark_node_append_child(t->table, cmark_node_first_child(t->foot));
    cmark_node_free(t->foot);
}

void ts_build_table_end(ts_builder *b, const ts_frame *frame)
{
    ts_table_state *t = &b->table;
    end_row(t);
    end_foot(t);
    ts_payload *payload = ts_node_payload(t->table);
    payload->aligns = t->aligns;
    payload->columns = TS_TABLE_COLUMNS;
    if (cmark_node_first_child(t->table)) {
        ts_build_append(b, t->table);
        b->figure_body = b->figures ? t->table : NULL;
    } else {
        cmark_node_free(t->table);
    }
    b->table = (ts_table_state){0};
    b->layout = frame->flag;
    b->image = NULL;
}
