/* What a cell of a table holds: inlines or, where those are too little, paragraphs and lists. */
#include "article/cell.h"
#include "article/tidy.h"

#include <string.h>

static bool is_block(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type >= CMARK_NODE_FIRST_BLOCK && type <= CMARK_NODE_LAST_BLOCK;
}

bool ts_cell_has_blocks(cmark_node *cell)
{
    cmark_node *first = cmark_node_first_child(cell);
    return first && is_block(first);
}

/* Blocks of inlines. */
static bool is_line(cmark_node *node)
{
    cmark_node *first = cmark_node_first_child(node);
    return is_block(node) && first && !is_block(first);
}

/* Takes the inlines of all blocks from a node down, breaks between. */
static void take_lines(ts_inlines *inlines, cmark_node *top)
{
    cmark_iter *iter = cmark_iter_new(top);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event != CMARK_EVENT_ENTER)
            continue;
        if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK) {
            ts_inlines_break(inlines);
            ts_inlines_code(inlines, ts_str_of(cmark_node_get_literal(node)));
        } else if (is_line(node)) {
            ts_inlines_break(inlines);
            ts_inlines_take(inlines, node, NULL, NULL);
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
        }
    }
    cmark_iter_free(iter);
}

/* Tags that stand for blocks in a cell's Markdown are nothing else there. */
static void drop_tags(ts_inlines *inlines)
{
    static const char *const names[] = {"p", "ul", "ol", "li"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ts_inlines_drop_html(inlines, names[i]);
}

/* One walk over a cell's blocks, which are built anew in their final form. */
typedef struct rebuild {
    ts_inlines *inlines;
    cmark_node *top;
    ts_cell_blocks blocks;
} rebuild;

/* What was taken becomes a paragraph, if it is anything. */
static void put_paragraph(rebuild *r)
{
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    drop_tags(r->inlines);
    if (ts_inlines_build(r->inlines, paragraph, false))
        cmark_node_append_child(ts_cell_holder(&r->blocks), paragraph);
    else
        cmark_node_free(paragraph);
}

/* Lines side by side in an item are one paragraph. */
static void begin_line(rebuild *r)
{
    cmark_node *last = cmark_node_last_child(r->blocks.to);
    if (r->blocks.to != r->top && last && cmark_node_get_type(last) == CMARK_NODE_PARAGRAPH) {
        ts_inlines_take(r->inlines, last, NULL, NULL);
        cmark_node_free(last);
    }
    ts_inlines_break(r->inlines);
}

/* True where the node's children were taken. */
static bool enter(rebuild *r, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_CODE_BLOCK || is_line(node)) {
        begin_line(r);
        if (type == CMARK_NODE_CODE_BLOCK)
            ts_inlines_code(r->inlines, ts_str_of(cmark_node_get_literal(node)));
        else
            ts_inlines_take(r->inlines, node, NULL, NULL);
        put_paragraph(r);
        return type != CMARK_NODE_CODE_BLOCK;
    }
    if (type == CMARK_NODE_LIST)
        ts_cell_list(&r->blocks, cmark_node_get_list_type(node) == CMARK_ORDERED_LIST,
                     cmark_node_get_list_start(node));
    else if (type == CMARK_NODE_ITEM)
        ts_cell_item(&r->blocks);
    return false;
}

static void leave(rebuild *r, cmark_node *node)
{
    if (cmark_node_get_type(node) == CMARK_NODE_LIST)
        ts_cell_list_end(&r->blocks);
    else if (cmark_node_get_type(node) == CMARK_NODE_ITEM)
        ts_cell_item_end(&r->blocks);
}

/* Inlines between a cell's blocks are a paragraph. */
static void wrap_inlines(cmark_node *cell)
{
    cmark_node *line = NULL;
    for (cmark_node *child = cmark_node_first_child(cell), *next; child; child = next) {
        next = cmark_node_next(child);
        if (is_block(child)) {
            line = NULL;
            continue;
        }
        if (!line) {
            line = cmark_node_new(CMARK_NODE_PARAGRAPH);
            cmark_node_insert_before(child, line);
        }
        cmark_node_append_child(line, child);
    }
}

/* The cell's blocks in their final form, behind each other in `to`. */
static void tidy_blocks(ts_inlines *inlines, cmark_node *cell, cmark_node *to)
{
    rebuild r = {.inlines = inlines, .top = to, .blocks = {.to = to}};
    wrap_inlines(cell);
    cmark_iter *iter = cmark_iter_new(cell);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (node == cell)
            continue;
        if (event == CMARK_EVENT_EXIT)
            leave(&r, node);
        else if (enter(&r, node))
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
    }
    cmark_iter_free(iter);
    while (cmark_node_first_child(cell))
        cmark_node_free(cmark_node_first_child(cell));
}

static bool holds_block(cmark_node *cell)
{
    for (cmark_node *child = cmark_node_first_child(cell); child; child = cmark_node_next(child))
        if (is_block(child))
            return true;
    return false;
}

static void move_children(cmark_node *from, cmark_node *to)
{
    for (cmark_node *child; (child = cmark_node_first_child(from)) != NULL;)
        cmark_node_append_child(to, child);
}

void ts_tidy_cell(ts_inlines *inlines, cmark_node *cell)
{
    if (holds_block(cell)) {
        cmark_node *blocks = cmark_node_new(CMARK_NODE_BLOCK_QUOTE);
        tidy_blocks(inlines, cell, blocks);
        cmark_node *first = cmark_node_first_child(blocks);
        bool one = first && !cmark_node_next(first) && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH;
        move_children(one ? first : blocks, cell);
        cmark_node_free(blocks);
    }
    if (ts_cell_has_blocks(cell)) {
        ts_node_payload(cell)->header = false;
    } else {
        if (ts_node_payload(cell)->header)
            ts_tidy_head_cell(cell);
        ts_inlines_take(inlines, cell, NULL, NULL);
        drop_tags(inlines);
        ts_inlines_build(inlines, cell, false);
    }
}

void ts_cell_flatten(ts_arena *arena, cmark_node *cell)
{
    ts_inlines inlines;
    if (!ts_cell_has_blocks(cell))
        return;
    ts_inlines_init(&inlines, arena);
    cmark_node *block;
    while ((block = cmark_node_first_child(cell)) != NULL) {
        take_lines(&inlines, block);
        cmark_node_free(block);
    }
    ts_inlines_build(&inlines, cell, false);
    ts_inlines_free(&inlines);
}
