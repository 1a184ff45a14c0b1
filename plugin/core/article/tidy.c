#include "article/inlines.h"
#include "article/tidy.h"
#include "text/utf8.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Levels of block quotes, lists and items; under them there is room for a table, its rows, lists with their
 * items and inlines. */
#define CONTAINER_DEPTH (TS_TREE_DEPTH - 14 - 2 * TS_CELL_LISTS)

typedef TS_VEC(cmark_node *) nodes;

/* Where lists of definitions have no place. */
static bool is_narrow(cmark_node *node)
{
    ts_payload_kind kind = ts_node_kind_of(node);
    return cmark_node_get_type(node) == CMARK_NODE_ITEM || kind == TS_NODE_DETAILS || kind == TS_NODE_NOTE;
}

static bool is_container(cmark_node *node)
{
    return cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE || is_narrow(node);
}

static bool is_level(cmark_node *node)
{
    return is_container(node) || cmark_node_get_type(node) == CMARK_NODE_LIST ||
           ts_node_kind_of(node) == TS_NODE_DEFINITIONS;
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
        return kind == TS_NODE_TABLE || kind == TS_NODE_FIGURE || kind == TS_NODE_CARD ||
               kind == TS_NODE_TERM;
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
    case CMARK_NODE_HTML_BLOCK: {
        ts_str html = ts_str_trim(ts_str_of(cmark_node_get_literal(node)));
        return !html.len || ts_is_empty_comment(html);
    }
    case CMARK_NODE_CUSTOM_BLOCK: {
        ts_payload_kind kind = ts_node_kind_of(node);
        return (kind == TS_NODE_TERM || kind == TS_NODE_DETAILS || kind == TS_NODE_NOTE) &&
               !cmark_node_first_child(node);
    }
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
    for (size_t i = 0; i < leaves.len; i++) {
        cmark_node *leaf = leaves.items[i];
        bool term = ts_node_kind_of(leaf) == TS_NODE_TERM;
        cmark_node_append_child(container, term ? ts_tidy_strong_line(leaf) : leaf);
        if (term)
            cmark_node_free(leaf);
    }
    ts_vec_free(&leaves);
}

/* What ends a block of raw HTML that goes on over blank lines, to the end of the document if nobody closed
 * it; NULL where it has its end. */
static const char *missing_end(ts_str html)
{
    static const char *const signs[][2] = {{"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}, {"<!", ">"}};
    static const char *const tags[][2] = {
        {"<script", "</script>"}, {"<style", "</style>"}, {"<pre", "</pre>"}, {"<textarea", "</textarea>"}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (ts_str_starts(html, ts_str_of(signs[i][0])))
            return strstr(html.ptr, signs[i][1]) ? NULL : signs[i][1];
    const char *end = NULL;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        size_t len = strlen(tags[i][0]);
        if (strcasestr(html.ptr, tags[i][1]))
            return NULL;
        if (html.len > len && ts_str_same(ts_str_sub(html, 0, len), ts_str_of(tags[i][0])) &&
            strchr(" \t\n>", html.ptr[len]))
            end = tags[i][1];
    }
    return end;
}

/* No control characters in code and raw HTML, a line end at the end; raw HTML has its own end too, and what
 * stands before its first tag would be taken for its container's indent. */
static void tidy_literal(cmark_node *node)
{
    bool html = cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK;
    ts_str text = ts_str_of(cmark_node_get_literal(node));
    ts_buf clean;
    ts_buf_init(&clean, TS_BUF_MAX);
    for (size_t pos = 0; pos < text.len;) {
        uint32_t c = ts_utf8_next(text, &pos);
        if (html && !clean.len && ts_is_space(c))
            continue;
        if (c == '\r' && !(pos < text.len && text.ptr[pos] == '\n'))
            ts_buf_putc(&clean, '\n');
        else if (c != '\r' && !ts_is_forbidden(c))
            ts_buf_put_utf8(&clean, c);
        else if (c != '\r' && html)
            ts_buf_put_utf8(&clean, 0xFFFD);
    }
    if (html)
        while (clean.len && strchr(" \t\n", clean.ptr[clean.len - 1]))
            ts_buf_truncate(&clean, clean.len - 1);
    if (clean.len && clean.ptr[clean.len - 1] != '\n')
        ts_buf_putc(&clean, '\n');
    if (html && clean.len && missing_end(ts_buf_str(&clean)))
        ts_buf_printf(&clean, "%s\n", missing_end(ts_buf_str(&clean)));
    cmark_node_set_literal(node, clean.ptr);
    if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK) {
        text = ts_str_of(cmark_node_get_fence_info(node));
        ts_buf_clear(&clean);
        ts_text_flat(&clean, text);
        cmark_node_set_fence_info(node, clean.ptr);
    }
    ts_buf_free(&clean);
}

static bool is_captioned_table(cmark_node *block)
{
    return ts_node_kind_of(block) == TS_NODE_FIGURE &&
           ts_node_kind_of(cmark_node_first_child(block)) == TS_NODE_TABLE;
}

/* True where a list without blank lines can follow a paragraph without one. */
static bool follows(cmark_node *list, cmark_node *paragraph)
{
    bool one = cmark_node_get_list_type(list) != CMARK_ORDERED_LIST || cmark_node_get_list_start(list) == 1;
    return cmark_node_get_type(list) == CMARK_NODE_LIST && one &&
           cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH && cmark_node_next(paragraph) == list;
}

/* True where an item can be written without blank lines for readers older than CommonMark too: it is one
 * block, or a paragraph and a list behind it. */
static bool fits_tight(cmark_node *item)
{
    cmark_node *first = cmark_node_first_child(item), *last = cmark_node_last_child(item);
    if (first && first != last && !follows(last, first))
        return false;
    if (first && cmark_node_get_type(last) == CMARK_NODE_LIST)
        return cmark_node_get_list_tight(last);
    return !first || !(is_captioned_table(last) || cmark_node_get_type(last) == CMARK_NODE_CODE_BLOCK);
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
            loose = is_captioned_table(block) ||
                    ((cmark_node_next(block) || cmark_node_next(item)) && shows_blank(block));
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

/* Called behind a block; it may go, so the caller no longer needs it. True where blocks were made that nobody
 * has tidied. */
static bool leave_block(ts_arena *arena, cmark_node *node)
{
    if (is_empty(node)) {
        cmark_node_unlink(node);
        cmark_node_free(node);
        return false;
    }
    switch (ts_node_kind_of(node)) {
    case TS_NODE_TABLE:
        if (ts_tidy_table(arena, node))
            ts_tidy_caption(arena, node);
        return false;
    case TS_NODE_FIGURE:
        ts_tidy_figure(arena, node);
        return false;
    case TS_NODE_CARD:
        ts_tidy_card(arena, node);
        return false;
    case TS_NODE_DEFINITIONS:
        return ts_tidy_definitions(node);
    default:
        break;
    }
    if (cmark_node_get_type(node) == CMARK_NODE_LIST) {
        tidy_list(node);
    } else if (cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH) {
        ts_tidy_verse(arena, node);
        ts_tidy_paragraph(arena, node);
    }
    return false;
}

static bool holds_inlines(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    ts_payload_kind kind = ts_node_kind_of(node);
    return type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING || kind == TS_NODE_TERM;
}

/* One walk over the tree. */
typedef struct pass {
    ts_arena *arena;
    ts_inlines inlines;
    cmark_iter *iter;
    int depth;
    int narrow; /* items, details and notes around */
    bool again; /* blocks were made that have to be walked over */
    bool built; /* the inlines of paragraphs and headings are in order */
} pass;

static void tidy_inlines(pass *p, cmark_node *node)
{
    bool one_line = cmark_node_get_type(node) == CMARK_NODE_HEADING || ts_node_kind_of(node) == TS_NODE_TERM;
    ts_inlines_take(&p->inlines, node, NULL, NULL);
    ts_inlines_build(&p->inlines, node, one_line);
}

/* Definitions and notes where they have no place come apart; what was in them is met next. */
static bool displace(pass *p, cmark_node *node)
{
    ts_payload_kind kind = ts_node_kind_of(node);
    if (kind == TS_NODE_DEFINITIONS && p->narrow) {
        ts_tidy_dissolve_definitions(node);
        return true;
    }
    if (kind != TS_NODE_NOTE || cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT)
        return false;
    ts_tidy_unwrap(node);
    return true;
}

static void enter_block(pass *p, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (displace(p, node)) {
        p->again = true;
        cmark_iter_reset(p->iter, node, CMARK_EVENT_EXIT);
        cmark_node_unlink(node);
        cmark_node_free(node);
        return;
    }
    p->depth += is_level(node);
    p->narrow += is_narrow(node);
    if (is_container(node) && p->depth >= CONTAINER_DEPTH) {
        flatten_blocks(node);
        p->built = false; /* terms have become paragraphs */
        cmark_iter_reset(p->iter, node, CMARK_EVENT_ENTER);
    } else if (type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK) {
        tidy_literal(node);
        if (is_empty(node))
            leave_block(p->arena, node);
    } else if (holds_inlines(node)) {
        if (!p->built || ts_node_kind_of(node) == TS_NODE_TERM)
            tidy_inlines(p, node);
        cmark_iter_reset(p->iter, node, CMARK_EVENT_EXIT);
        leave_block(p->arena, node);
    } else if (ts_node_kind_of(node) == TS_NODE_CELL) {
        ts_tidy_cell(&p->inlines, node);
        cmark_iter_reset(p->iter, node, CMARK_EVENT_EXIT);
    } else if (ts_node_kind_of(node) == TS_NODE_CAPTION) {
        cmark_iter_reset(p->iter, node, CMARK_EVENT_EXIT);
    } else if (ts_node_kind_of(node) == TS_NODE_CARD) {
        cmark_iter_reset(p->iter, node, CMARK_EVENT_EXIT);
        leave_block(p->arena, node);
    }
}

static bool walk(ts_arena *arena, cmark_node *document, bool built)
{
    pass p = {.arena = arena, .iter = cmark_iter_new(document), .built = built};
    ts_inlines_init(&p.inlines, arena);
    for (cmark_event_type event; (event = cmark_iter_next(p.iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(p.iter);
        if (event == CMARK_EVENT_ENTER) {
            enter_block(&p, node);
            continue;
        }
        p.depth -= is_level(node);
        p.narrow -= is_narrow(node);
        if (node != document && leave_block(arena, node))
            p.again = true;
    }
    cmark_iter_free(p.iter);
    ts_inlines_free(&p.inlines);
    return p.again;
}

static void tidy(ts_arena *arena, cmark_node *document, bool built)
{
    bool again = true;
    while (again) {
        again = walk(arena, document, built);
        built = false;
        if (ts_tidy_notes(arena, document))
            again = true;
    }
}

void ts_tree_tidy(ts_arena *arena, cmark_node *document)
{
    tidy(arena, document, false);
}

void ts_tree_tidy_built(ts_arena *arena, cmark_node *document)
{
    tidy(arena, document, true);
}
