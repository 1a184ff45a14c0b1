/* Lists, and the blocks of a table's cell: paragraphs and lists without lists in them. */
#include "article/build.h"

#include <stdlib.h>

static cmark_node *new_list(ts_node *element)
{
    cmark_node *list = cmark_node_new(CMARK_NODE_LIST);
    cmark_node_set_list_tight(list, 1);
    bool ordered = ts_node_is(element, "ol");
    cmark_node_set_list_type(list, ordered ? CMARK_ORDERED_LIST : CMARK_BULLET_LIST);
    if (ordered) {
        const char *start = ts_node_attr(element, "start");
        long number = start ? strtol(start, NULL, 10) : 1;
        cmark_node_set_list_delim(list, CMARK_PERIOD_DELIM);
        cmark_node_set_list_start(list, number < 0 || number > 999999999 ? 1 : (int)number);
    }
    return list;
}

/* True right in a cell, not in a heading or caption in it. */
static bool in_cell(const ts_builder *b)
{
    return b->table.in_cell && b->together == 1;
}

void ts_build_cell_block(ts_builder *b)
{
    ts_table_state *t = &b->table;
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    if (b->options->restore_width)
        ts_inlines_restore_width(&b->inlines);
    if (ts_inlines_build(&b->inlines, paragraph, false))
        cmark_node_append_child(t->item ? t->item : t->cell, paragraph);
    else
        cmark_node_free(paragraph);
}

void ts_build_paragraph(ts_builder *b)
{
    if (in_cell(b))
        ts_build_cell_block(b);
    else
        ts_build_boundary(b);
}

/* What lists in a list of a cell hold goes on as items of that. */
static void open_cell_list(ts_builder *b, ts_node *element)
{
    ts_table_state *t = &b->table;
    ts_build_cell_block(b);
    ts_build_push(b, element, TS_END_CELL_LIST);
    if (t->lists++)
        return;
    t->list = new_list(element);
    cmark_node_append_child(t->cell, t->list);
}

void ts_build_cell_list_end(ts_builder *b)
{
    ts_build_cell_block(b);
    if (--b->table.lists == 0)
        b->table.list = b->table.item = NULL;
}

void ts_build_list(ts_builder *b, ts_node *element)
{
    if (in_cell(b)) {
        open_cell_list(b, element);
        return;
    }
    ts_build_boundary(b);
    if (!b->together && b->depth < TS_BUILD_DEPTH)
        ts_build_open(b, element, new_list(element));
}

void ts_build_item(ts_builder *b, ts_node *element)
{
    if (in_cell(b) && b->table.list) {
        ts_build_cell_block(b);
        b->table.item = cmark_node_new(CMARK_NODE_ITEM);
        cmark_node_append_child(b->table.list, b->table.item);
        return;
    }
    ts_build_boundary(b);
    if (!b->together && cmark_node_get_type(b->container) == CMARK_NODE_LIST)
        ts_build_open(b, element, cmark_node_new(CMARK_NODE_ITEM));
}
