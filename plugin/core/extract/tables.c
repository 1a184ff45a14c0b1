#include "extract/select.h"

/* The share of a table's text from which on all of it is kept. */
#define KEPT_SHARE 0.4
/* A table with more than this share of the article may be the page's frame after all. */
#define FRAME_SHARE 0.6

typedef struct sizes {
    double kept, left, left_link;
} sizes;

static sizes measure(const ts_blocks *blocks, int first, int last)
{
    sizes s = {0};
    for (int i = first; i < last; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        s.kept += b->keep ? b->size : 0;
        s.left += b->keep ? 0 : b->size;
        s.left_link += b->keep ? 0 : b->link_size;
    }
    return s;
}

static void keep(ts_blocks *blocks, const ts_element *table, bool all)
{
    for (int i = table->first; i < table->last; i++) {
        ts_block *b = &blocks->blocks.items[i];
        if (b->keep == all)
            continue;
        b->keep = all;
        b->reason = all ? "in a table that is kept" : "in a table that is not kept";
    }
}

void ts_selection_tables(const ts_selection *s)
{
    double all = measure(s->blocks, 0, (int)s->blocks->blocks.len).kept;
    for (size_t i = 0; i < s->blocks->elements.len;) {
        const ts_element *e = &s->blocks->elements.items[i];
        bool table = e->first < e->last && ts_node_is(e->node, "table") && ts_is_data_table(e->node);
        sizes own = table ? measure(s->blocks, e->first, e->last) : (sizes){0};
        bool most = own.kept >= KEPT_SHARE * (own.kept + own.left);
        bool frame = own.kept > FRAME_SHARE * all && (!most || own.left_link > own.left / 2);
        if (own.kept > 0 && own.left > 0 && !frame)
            keep(s->blocks, e, most);
        i = table ? (size_t)e->next : i + 1;
    }
}
