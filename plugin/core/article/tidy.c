#include "article/inlines.h"
#include "article/tidy_table.h"
#include "text/utf8.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Levels of block quotes, lists and items; under them there is room for a table, its rows and inlines. */
#define CONTAINER_DEPTH (TS_TREE_DEPTH - 12)

typedef TS_VEC(cmark_node *) nodes;

static bool is_container(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_ITEM;
}

static bool is_level(cmark_node *node)
{
    return is_container(node) || cmark_node_get_type(node) == CMARK_NODE_LIST;
}

static bool is_leaf_block(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_THEMATIC_BREAK:
        return true;
    case CMARK_NODE_CUSTOM_BLOCK: {
        ts_payload_kind kind = ts_node_kind_of(node);
        return kind == TS_NODE_TABLE || kind == TS_NODE_FIGURE;
    }
    default:
        return false;
    }
}

static bool is_empty(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_LIST:
    case CMARK_NODE_ITEM:
        return !cmark_node_first_child(node);
    case CMARK_NODE_HTML_BLOCK:
        return !*cmark_node_get_literal(node);
    default:
        return false;
    }
}

static void free_children(cmark_node *node)
{
    while (cmark_node_first_child(node))
        cmark_node_free(cmark_node_first_child(node));
}

/* Makes the leaf blocks anywhere below a container its only children. */
static void flatten_blocks(cmark_node *container)
{
    nodes leaves = {0};
    cmark_iter *iter = cmark_iter_new(container);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event != CMARK_EVENT_ENTER || node == container || !is_leaf_block(node))
            continue;
        ts_vec_push(&leaves, node);
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING || type == CMARK_NODE_CUSTOM_BLOCK)
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
    }
    cmark_iter_free(iter);
    for (size_t i = 0; i < leaves.len; i++)
        cmark_node_unlink(leaves.items[i]);
    free_children(container);
    for (size_t i = 0; i < leaves.len; i++)
        cmark_node_append_child(container, leaves.items[i]);
    ts_vec_free(&leaves);
}

/* No control characters in code and raw HTML, a line end at the end; raw HTML that nobody closed goes on to
 * the end of its container, blank lines and all. */
static void tidy_literal(cmark_node *node)
{
    ts_str text = ts_str_of(cmark_node_get_literal(node));
    ts_buf clean;
    ts_buf_init(&clean, TS_BUF_MAX);
    for (size_t pos = 0; pos < text.len;) {
        uint32_t c = ts_utf8_next(text, &pos);
        if (c == '\r' && !(pos < text.len && text.ptr[pos] == '\n'))
            ts_buf_putc(&clean, '\n');
        else if (c != '\r' && !ts_is_forbidden(c))
            ts_buf_put_utf8(&clean, c);
        else if (c != '\r' && cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK)
            ts_buf_put_utf8(&clean, 0xFFFD);
    }
    if (cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK)
        while (clean.len && strchr(" \t\n", clean.ptr[clean.len - 1]))
            ts_buf_truncate(&clean, clean.len - 1);
    if (clean.len && clean.ptr[clean.len - 1] != '\n')
        ts_buf_putc(&clean, '\n');
    cmark_node_set_literal(node, clean.ptr);
    if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK) {
        text = ts_str_of(cmark_node_get_fence_info(node));
        ts_buf_clear(&clean);
        ts_text_flat(&clean, text);
        cmark_node_set_fence_info(node, clean.ptr);
    }
    ts_buf_free(&clean);
}

/* A paragraph's only child, if that is an image. */
static cmark_node *lone_image(cmark_node *paragraph)
{
    cmark_node *child = cmark_node_first_child(paragraph);
    bool alone = child && !cmark_node_next(child) && cmark_node_get_type(child) == CMARK_NODE_IMAGE;
    return alone ? child : NULL;
}

/* A paragraph that is one image with a title becomes a figure, the title its caption: that is how Markdown
 * says it. */
static void tidy_paragraph(ts_arena *arena, cmark_node *paragraph)
{
    cmark_node *image = lone_image(paragraph);
    cmark_node *parent = cmark_node_parent(paragraph);
    if (!image || !*cmark_node_get_title(image) || ts_node_kind_of(parent) == TS_NODE_FIGURE)
        return;
    cmark_node *figure = ts_node_new(arena, TS_NODE_FIGURE);
    cmark_node *caption = ts_node_new(arena, TS_NODE_CAPTION);
    cmark_node_append_child(caption, ts_node_text_new(ts_str_of(cmark_node_get_title(image))));
    cmark_node_set_title(image, "");
    cmark_node_insert_before(paragraph, figure);
    cmark_node_unlink(paragraph);
    cmark_node_append_child(figure, paragraph);
    cmark_node_append_child(figure, caption);
}

static void caption_text(cmark_node *caption, ts_buf *out)
{
    ts_buf all;
    ts_buf_init(&all, TS_BUF_MAX);
    cmark_iter *iter = cmark_iter_new(caption);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) != CMARK_NODE_HTML_INLINE)
            ts_buf_puts(&all, cmark_node_get_literal(node));
    }
    cmark_iter_free(iter);
    ts_text_flat(out, ts_buf_str(&all));
    ts_buf_free(&all);
}

/* Takes one part out of a figure that falls apart. */
static void stand_alone(ts_arena *arena, cmark_node *figure, cmark_node *part)
{
    cmark_node *block = part;
    if (ts_node_kind_of(part) == TS_NODE_CAPTION) {
        block = cmark_node_new(CMARK_NODE_PARAGRAPH);
        cmark_node *text = cmark_node_first_child(part);
        if (text) {
            cmark_node_unlink(text);
            cmark_node_append_child(block, text);
            ts_inlines_tidy(arena, block, true);
        }
    } else {
        cmark_node_unlink(part);
    }
    if (is_empty(block) || !cmark_node_insert_before(figure, block))
        cmark_node_free(block);
    else if (cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH)
        tidy_paragraph(arena, block);
}

/* A figure keeps its shape where it has an image or table and a caption; else its parts stand alone. */
static void tidy_figure(ts_arena *arena, cmark_node *figure)
{
    cmark_node *body = cmark_node_first_child(figure);
    cmark_node *caption = cmark_node_last_child(figure);
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    if (caption && ts_node_kind_of(caption) == TS_NODE_CAPTION) {
        caption_text(caption, &text);
        free_children(caption);
        if (text.len)
            cmark_node_append_child(caption, ts_node_text_new(ts_buf_str(&text)));
    }
    cmark_node *image = body && cmark_node_get_type(body) == CMARK_NODE_PARAGRAPH ? lone_image(body) : NULL;
    if (image && text.len && cmark_node_next(body) == caption) {
        cmark_node_set_title(image, "");
    } else {
        for (cmark_node *part = body, *next; part; part = next) {
            next = cmark_node_next(part);
            stand_alone(arena, figure, part);
        }
        cmark_node_unlink(figure);
        cmark_node_free(figure);
    }
    ts_buf_free(&text);
}

/* True where an item can be written without blank lines: one block, or a paragraph and lists behind it. */
static bool fits_tight(cmark_node *item)
{
    cmark_node *child = cmark_node_first_child(item);
    if (!child || !cmark_node_next(child))
        return true;
    if (cmark_node_get_type(child) == CMARK_NODE_PARAGRAPH) {
        child = cmark_node_next(child);
        /* Only a list that begins with 1 can follow a paragraph without a blank line. */
        if (cmark_node_get_list_type(child) == CMARK_ORDERED_LIST && cmark_node_get_list_start(child) != 1)
            return false;
    }
    for (; child; child = cmark_node_next(child))
        if (cmark_node_get_type(child) != CMARK_NODE_LIST)
            return false;
    return true;
}

/* True where a blank line behind the block makes its list loose. cmark does not see one behind a thematic
 * break. */
static bool shows_blank(cmark_node *block)
{
    while (block &&
           (cmark_node_get_type(block) == CMARK_NODE_LIST || cmark_node_get_type(block) == CMARK_NODE_ITEM))
        block = cmark_node_last_child(block);
    return !block || cmark_node_get_type(block) != CMARK_NODE_THEMATIC_BREAK;
}

/* A list can be loose only where a blank line shows, and must be where its items do not fit without. */
static void tidy_list(cmark_node *list)
{
    int items = 0;
    bool fits = true, loose = false;
    for (cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item)) {
        items++;
        fits = fits && fits_tight(item);
        for (cmark_node *block = cmark_node_first_child(item); block && !loose;
             block = cmark_node_next(block))
            loose = (cmark_node_next(block) || cmark_node_next(item)) && shows_blank(block);
    }
    if (!loose)
        cmark_node_set_list_tight(list, 1);
    else if (!fits)
        cmark_node_set_list_tight(list, 0);
    if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST) {
        int start = cmark_node_get_list_start(list);
        if (start < 0 || start > 999999999 - items)
            cmark_node_set_list_start(list, 1);
    }
}

/* Called behind a block; it may go, so the caller no longer needs it. */
static void leave_block(ts_arena *arena, cmark_node *node)
{
    if (is_empty(node)) {
        cmark_node_unlink(node);
        cmark_node_free(node);
        return;
    }
    if (cmark_node_get_type(node) == CMARK_NODE_LIST)
        tidy_list(node);
    else if (ts_node_kind_of(node) == TS_NODE_TABLE)
        ts_tidy_table(arena, node);
    else if (ts_node_kind_of(node) == TS_NODE_FIGURE)
        tidy_figure(arena, node);
    else if (cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH)
        tidy_paragraph(arena, node);
}

static bool holds_inlines(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING ||
           ts_node_kind_of(node) == TS_NODE_CELL;
}

void ts_tree_tidy(ts_arena *arena, cmark_node *document)
{
    ts_inlines inlines;
    ts_inlines_init(&inlines, arena);
    int depth = 0;
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_EXIT) {
            depth -= is_level(node);
            if (node != document)
                leave_block(arena, node);
            continue;
        }
        cmark_node_type type = cmark_node_get_type(node);
        depth += is_level(node);
        if (is_container(node) && depth >= CONTAINER_DEPTH) {
            flatten_blocks(node);
            cmark_iter_reset(iter, node, CMARK_EVENT_ENTER);
        } else if (type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK) {
            tidy_literal(node);
            if (is_empty(node))
                leave_block(arena, node);
        } else if (holds_inlines(node)) {
            ts_inlines_take(&inlines, node, NULL, NULL);
            ts_inlines_build(&inlines, node, type == CMARK_NODE_HEADING);
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
            leave_block(arena, node);
        } else if (ts_node_kind_of(node) == TS_NODE_CAPTION) {
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
        }
    }
    cmark_iter_free(iter);
    ts_inlines_free(&inlines);
}
