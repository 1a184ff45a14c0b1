/* What a cell of a table holds: inlines or, where those are too little, paragraphs and lists. */
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

/* What was taken as a paragraph at the end of `parent`, if it is anything. */
static void put_paragraph(ts_inlines *inlines, cmark_node *parent)
{
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    drop_tags(inlines);
    if (ts_inlines_build(inlines, paragraph, false))
        cmark_node_append_child(parent, paragraph);
    else
        cmark_node_free(paragraph);
}

/* Each item becomes one paragraph. */
static void tidy_list(ts_inlines *inlines, cmark_node *list)
{
    for (cmark_node *item = cmark_node_first_child(list), *next; item; item = next) {
        next = cmark_node_next(item);
        take_lines(inlines, item);
        while (cmark_node_first_child(item))
            cmark_node_free(cmark_node_first_child(item));
        put_paragraph(inlines, item);
        if (!cmark_node_first_child(item))
            cmark_node_free(item);
    }
    cmark_node_set_list_tight(list, 1);
    int start = cmark_node_get_list_start(list);
    if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST && (start < 0 || start > 999999999))
        cmark_node_set_list_start(list, 1);
}

/* All children in their final form, behind each other in `to`. */
static void tidy_blocks(ts_inlines *inlines, cmark_node *cell, cmark_node *to)
{
    for (cmark_node *child; (child = cmark_node_first_child(cell)) != NULL;) {
        cmark_node_unlink(child);
        if (!is_block(child)) {
            cmark_node *line = cmark_node_new(CMARK_NODE_PARAGRAPH);
            for (cmark_node *next = child; next && !is_block(next); next = cmark_node_first_child(cell))
                cmark_node_append_child(line, next);
            child = line;
        }
        bool list = cmark_node_get_type(child) == CMARK_NODE_LIST;
        if (list)
            tidy_list(inlines, child);
        else
            take_lines(inlines, child);
        if (list && cmark_node_first_child(child)) {
            cmark_node_append_child(to, child);
            continue;
        }
        cmark_node_free(child);
        if (!list)
            put_paragraph(inlines, to);
    }
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
