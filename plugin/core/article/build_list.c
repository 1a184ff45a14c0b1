/* Lists, and the blocks of a table's cell. */
#include "article/build.h"

#include <stdlib.h>

static long start_of(ts_node *element)
{
    const char *start = ts_node_attr(element, "start");
    return start ? strtol(start, NULL, 10) : 1;
}

/* True right in a cell, not in a heading or caption in it. */
static bool in_cell(const ts_builder *b)
{
    return b->table.in_cell && b->together == 1;
}

void ts_build_cell_block(ts_builder *b)
{
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    if (b->options->restore_width)
        ts_inlines_restore_width(&b->inlines);
    if (ts_inlines_build(&b->inlines, paragraph, false))
        cmark_node_append_child(ts_cell_holder(&b->table.blocks), paragraph);
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

void ts_build_cell_item_end(ts_builder *b)
{
    ts_build_cell_block(b);
    ts_cell_item_end(&b->table.blocks);
}

void ts_build_cell_list_end(ts_builder *b)
{
    ts_build_cell_block(b);
    ts_cell_list_end(&b->table.blocks);
}

void ts_build_list(ts_builder *b, ts_node *element)
{
    bool ordered = ts_node_is(element, "ol");
    if (in_cell(b)) {
        ts_build_cell_block(b);
        ts_build_push(b, element, TS_END_CELL_LIST);
        ts_cell_list(&b->table.blocks, ordered, start_of(element));
        return;
    }
    ts_build_boundary(b);
    if (!b->together && b->depth < TS_BUILD_DEPTH)
        ts_build_open(b, element, ts_list_new(ordered, start_of(element)));
}

void ts_build_item(ts_builder *b, ts_node *element)
{
    if (in_cell(b) && b->table.blocks.lists) {
        ts_build_cell_block(b);
        ts_build_push(b, element, TS_END_CELL_ITEM);
        ts_cell_item(&b->table.blocks);
        return;
    }
    ts_build_boundary(b);
    if (!b->together && cmark_node_get_type(b->container) == CMARK_NODE_LIST)
        ts_build_open(b, element, cmark_node_new(CMARK_NODE_ITEM));
}
