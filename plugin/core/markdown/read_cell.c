/* Paragraphs and lists in the cells of tables, which Markdown writes as tags. */
#include "article/cell.h"
#include "markdown/raw.h"
#include "markdown/read.h"

#include <stdlib.h>

typedef struct reader {
    ts_cell_blocks blocks;
    cmark_node *paragraph; /* that is open, NULL for none */
} reader;

typedef enum tag { TAG_NONE, TAG_PARAGRAPH, TAG_LIST, TAG_ITEM } tag;

static tag tag_of(cmark_node *node, bool *end)
{
    static const char *const names[] = {"p", "ul", "ol", "li", NULL};
    static const tag tags[] = {TAG_PARAGRAPH, TAG_LIST, TAG_LIST, TAG_ITEM};
    if (cmark_node_get_type(node) != CMARK_NODE_HTML_INLINE)
        return TAG_NONE;
    ts_str html = ts_str_of(cmark_node_get_literal(node));
    for (size_t i = 0; names[i]; i++)
        if (ts_raw_is(html, names[i], end))
            return tags[i];
    return TAG_NONE;
}

static void open_list(reader *r, ts_str html)
{
    bool end, ordered = ts_raw_is(html, "ol", &end);
    size_t at = ordered ? ts_str_find(html, TS_STR("start=\""), 0) : TS_NPOS;
    ts_cell_list(&r->blocks, ordered, at == TS_NPOS ? 1 : strtol(html.ptr + at + 7, NULL, 10));
}

static void put_inline(reader *r, cmark_node *node)
{
    if (!r->paragraph) {
        r->paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
        cmark_node_append_child(ts_cell_holder(&r->blocks), r->paragraph);
    }
    cmark_node_append_child(r->paragraph, node);
}

static void put_tag(reader *r, tag what, bool end, ts_str html)
{
    r->paragraph = NULL;
    if (what == TAG_LIST && end)
        ts_cell_list_end(&r->blocks);
    else if (what == TAG_LIST)
        open_list(r, html);
    else if (what == TAG_ITEM && end)
        ts_cell_item_end(&r->blocks);
    else if (what == TAG_ITEM)
        ts_cell_item(&r->blocks);
}

/* The cell's inlines, put where its tags have them. */
static void read_cell(cmark_node *cell)
{
    reader r = {.blocks = {.to = cell}};
    bool end = false;
    cmark_node *last = cmark_node_last_child(cell), *next;
    for (cmark_node *node = cmark_node_first_child(cell); node; node = next) {
        next = node == last ? NULL : cmark_node_next(node);
        tag what = tag_of(node, &end);
        cmark_node_unlink(node);
        if (what == TAG_NONE) {
            put_inline(&r, node);
            continue;
        }
        put_tag(&r, what, end, ts_str_of(cmark_node_get_literal(node)));
        cmark_node_free(node);
    }
}

static bool has_tags(cmark_node *cell)
{
    bool end;
    for (cmark_node *node = cmark_node_first_child(cell); node; node = cmark_node_next(node))
        if (tag_of(node, &end) != TAG_NONE)
            return true;
    return false;
}

void ts_read_cells(cmark_node *document)
{
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event != CMARK_EVENT_ENTER || ts_node_kind_of(node) != TS_NODE_CELL)
            continue;
        if (has_tags(node))
            read_cell(node);
        cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
    }
    cmark_iter_free(iter);
}
