#include "article/cell.h"

static bool is_a(cmark_node *node, cmark_node_type type)
{
    return cmark_node_get_type(node) == type;
}

/* Goes on in what is around. */
static void leave(ts_cell_blocks *b)
{
    cmark_node *left = b->to;
    b->to = cmark_node_parent(left);
    if (!cmark_node_first_child(left))
        cmark_node_free(left);
}

static void enter(ts_cell_blocks *b, cmark_node *block)
{
    cmark_node_append_child(b->to, block);
    b->to = block;
}

void ts_cell_item_end(ts_cell_blocks *b)
{
    if (is_a(b->to, CMARK_NODE_ITEM))
        leave(b);
}

void ts_cell_item(ts_cell_blocks *b)
{
    ts_cell_item_end(b);
    if (is_a(b->to, CMARK_NODE_LIST))
        enter(b, cmark_node_new(CMARK_NODE_ITEM));
}

cmark_node *ts_cell_holder(ts_cell_blocks *b)
{
    if (is_a(b->to, CMARK_NODE_LIST))
        ts_cell_item(b);
    return b->to;
}

void ts_cell_list(ts_cell_blocks *b, bool ordered, long start)
{
    if (b->lists++ >= TS_CELL_LISTS)
        return;
    /* A list right in a list has no mark of its own: it is of the item before. */
    if (is_a(b->to, CMARK_NODE_LIST) && cmark_node_last_child(b->to))
        b->to = cmark_node_last_child(b->to);
    ts_cell_holder(b);
    enter(b, ts_list_new(ordered, start));
}

void ts_cell_list_end(ts_cell_blocks *b)
{
    if (b->lists == 0 || b->lists-- > TS_CELL_LISTS)
        return;
    ts_cell_item_end(b);
    leave(b);
}
