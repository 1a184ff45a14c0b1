#include "article/node.h"
#include "base/map.h"
#include "base/vec.h"

#include <string.h>

typedef TS_VEC(cmark_node *) references;

static const char *name_of(cmark_node *node)
{
    ts_payload *payload = ts_node_payload(node);
    cmark_node_type type = cmark_node_get_type(node);
    if ((type == CMARK_NODE_CUSTOM_BLOCK || type == CMARK_NODE_CUSTOM_INLINE) && payload)
        return ts_node_kind_name(payload->kind);
    return cmark_node_get_type_string(node);
}

static bool wrong(ts_error *error, cmark_node *node, const char *what)
{
    return ts_fail(error, TS_INTERNAL, NULL, 0, 0, "The article's tree is broken: a %s %s.", name_of(node),
                   what);
}

static bool is_inline(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type >= CMARK_NODE_FIRST_INLINE && type <= CMARK_NODE_LAST_INLINE;
}

/* What may stand below a node. */
typedef enum holds {
    HOLDS_NOTHING,
    HOLDS_BLOCKS,
    HOLDS_ITEMS,
    HOLDS_INLINES,
    HOLDS_ROWS,
    HOLDS_CELLS,
    HOLDS_CELL,
    HOLDS_FIGURE,
    HOLDS_DEFINITIONS
} holds;

static holds holds_of(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT:
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_ITEM:
        return HOLDS_BLOCKS;
    case CMARK_NODE_LIST:
        return HOLDS_ITEMS;
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
    case CMARK_NODE_EMPH:
    case CMARK_NODE_STRONG:
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
        return HOLDS_INLINES;
    case CMARK_NODE_CUSTOM_INLINE:
    case CMARK_NODE_CUSTOM_BLOCK:
        break;
    default:
        return HOLDS_NOTHING;
    }
    switch (ts_node_kind_of(node)) {
    case TS_NODE_TABLE:
        return HOLDS_ROWS;
    case TS_NODE_ROW:
        return HOLDS_CELLS;
    case TS_NODE_CELL:
        return HOLDS_CELL;
    case TS_NODE_CAPTION:
    case TS_NODE_TERM:
    case TS_NODE_CARD:
    case TS_NODE_DELETED:
    case TS_NODE_RUBY:
    case TS_NODE_RUN_IN:
    case TS_NODE_SPAN:
        return HOLDS_INLINES;
    case TS_NODE_FIGURE:
        return HOLDS_FIGURE;
    case TS_NODE_DEFINITIONS:
        return HOLDS_DEFINITIONS;
    case TS_NODE_DETAILS:
    case TS_NODE_NOTE:
        return HOLDS_BLOCKS;
    default:
        return HOLDS_NOTHING;
    }
}

static bool may_hold(cmark_node *parent, cmark_node *child)
{
    cmark_node_type type = cmark_node_get_type(child);
    ts_payload_kind kind = type == CMARK_NODE_CUSTOM_BLOCK ? ts_node_kind_of(child) : TS_NODE_NONE;
    switch (holds_of(parent)) {
    case HOLDS_NOTHING:
        return false;
    case HOLDS_INLINES:
        return is_inline(child);
    case HOLDS_ITEMS:
        return type == CMARK_NODE_ITEM;
    case HOLDS_ROWS:
        return kind == TS_NODE_ROW;
    case HOLDS_CELLS:
        return kind == TS_NODE_CELL;
    case HOLDS_CELL:
        return is_inline(child) || type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_LIST;
    case HOLDS_FIGURE:
        return kind == TS_NODE_TABLE || kind == TS_NODE_CAPTION || type == CMARK_NODE_PARAGRAPH;
    case HOLDS_DEFINITIONS:
        return kind == TS_NODE_TERM || kind == TS_NODE_DETAILS;
    case HOLDS_BLOCKS:
        break;
    }
    if (is_inline(child) || type == CMARK_NODE_ITEM || type == CMARK_NODE_DOCUMENT)
        return false;
    if (kind == TS_NODE_NOTE)
        return cmark_node_get_type(parent) == CMARK_NODE_DOCUMENT;
    return type != CMARK_NODE_CUSTOM_BLOCK || kind == TS_NODE_TABLE || kind == TS_NODE_FIGURE ||
           kind == TS_NODE_DEFINITIONS || kind == TS_NODE_CARD;
}

static bool check_links(cmark_node *node, ts_error *error)
{
    cmark_node *last = NULL;
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child)) {
        if (cmark_node_parent(child) != node || cmark_node_previous(child) != last)
            return wrong(error, child, "is linked wrongly");
        if (!may_hold(node, child))
            return ts_fail(error, TS_INTERNAL, NULL, 0, 0,
                           "The article's tree is broken: a %s stands in a %s.", name_of(child),
                           name_of(node));
        last = child;
    }
    return cmark_node_last_child(node) == last || wrong(error, node, "has lost its last child");
}

static bool check_table(cmark_node *table, ts_error *error)
{
    ts_payload *payload = ts_node_payload(table);
    if (payload->columns < 1 || !payload->aligns || !cmark_node_first_child(table))
        return wrong(error, table, "has no columns");
    for (cmark_node *row = cmark_node_first_child(table); row; row = cmark_node_next(row)) {
        int cells = 0;
        for (cmark_node *cell = cmark_node_first_child(row); cell; cell = cmark_node_next(cell))
            cells++;
        if (cells != payload->columns)
            return wrong(error, row, "has another number of cells than its table has columns");
    }
    return true;
}

/* Lists and paragraphs, of which no two stand side by side. */
static bool check_cell_item(cmark_node *item, ts_error *error)
{
    bool line = false;
    if (!cmark_node_first_child(item))
        return wrong(error, item, "is empty");
    for (cmark_node *child = cmark_node_first_child(item); child; child = cmark_node_next(child)) {
        bool list = cmark_node_get_type(child) == CMARK_NODE_LIST;
        if (!list && (line || cmark_node_get_type(child) != CMARK_NODE_PARAGRAPH))
            return wrong(error, child, "stands where an item in a cell has no place for it");
        line = !list;
    }
    return true;
}

static bool check_cell_lists(cmark_node *cell, ts_error *error)
{
    int lists = 0;
    bool good = true;
    cmark_iter *iter = cmark_iter_new(cell);
    for (cmark_event_type event; good && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        bool enter = event == CMARK_EVENT_ENTER;
        if (cmark_node_get_type(node) == CMARK_NODE_LIST)
            lists += enter ? 1 : -1;
        if (lists > TS_CELL_LISTS)
            good = wrong(error, node, "nests too deep for a cell");
        else if (enter && cmark_node_get_type(node) == CMARK_NODE_ITEM)
            good = check_cell_item(node, error);
    }
    cmark_iter_free(iter);
    return good;
}

/* Inlines, or blocks that are more than one paragraph. */
static bool check_cell(cmark_node *cell, ts_error *error)
{
    bool blocks = ts_cell_has_blocks(cell);
    cmark_node *first = cmark_node_first_child(cell);
    if (first && !cmark_node_next(first) && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH)
        return wrong(error, cell, "holds a paragraph instead of inlines");
    for (cmark_node *child = first; child; child = cmark_node_next(child))
        if (is_inline(child) == blocks)
            return wrong(error, cell, "holds blocks and inlines");
    return !blocks || check_cell_lists(cell, error);
}

static bool check_figure(cmark_node *figure, ts_error *error)
{
    cmark_node *body = cmark_node_first_child(figure);
    if (!body || ts_node_kind_of(body) == TS_NODE_CAPTION)
        return wrong(error, figure, "has nothing but a caption");
    if (cmark_node_get_type(body) == CMARK_NODE_PARAGRAPH) {
        cmark_node *image = cmark_node_first_child(body);
        if (!image || cmark_node_next(image) || cmark_node_get_type(image) != CMARK_NODE_IMAGE)
            return wrong(error, figure, "has no single image");
    }
    cmark_node *caption = cmark_node_next(body);
    if (caption && (ts_node_kind_of(caption) != TS_NODE_CAPTION || cmark_node_next(caption)))
        return wrong(error, figure, "has more than one part and a caption");
    return true;
}

static bool check_definitions(cmark_node *list, ts_error *error)
{
    for (cmark_node *around = cmark_node_parent(list); around; around = cmark_node_parent(around)) {
        cmark_node_type type = cmark_node_get_type(around);
        if (type != CMARK_NODE_DOCUMENT && type != CMARK_NODE_BLOCK_QUOTE)
            return wrong(error, list, "stands in a list or in a note");
    }
    ts_payload_kind last = TS_NODE_NONE;
    for (cmark_node *part = cmark_node_first_child(list); part; part = cmark_node_next(part)) {
        if (last == TS_NODE_NONE && ts_node_kind_of(part) != TS_NODE_TERM)
            return wrong(error, list, "begins without a term");
        last = ts_node_kind_of(part);
        if (!cmark_node_first_child(part))
            return wrong(error, part, "is empty");
    }
    return last == TS_NODE_DETAILS || wrong(error, list, "ends in a term");
}

static bool check_card(cmark_node *card, ts_error *error)
{
    const ts_payload *payload = ts_node_payload(card);
    cmark_node *text = cmark_node_first_child(card);
    if (!payload->url || !*payload->url || !payload->provider || !*payload->provider)
        return wrong(error, card, "has no address or provider");
    return (text && !cmark_node_next(text) && cmark_node_get_type(text) == CMARK_NODE_TEXT) ||
           wrong(error, card, "has no single text");
}

static bool check_label(cmark_node *note, ts_error *error)
{
    const char *label = ts_node_payload(note)->label;
    return (label && ts_is_note_label(ts_str_of(label))) || wrong(error, note, "has no proper label");
}

/* Every reference has its note, every note a label of its own and its place at the document's end. */
static bool check_notes(cmark_node *document, const references *refs, ts_error *error)
{
    ts_map *notes = ts_map_new();
    bool good = true, behind = false;
    for (cmark_node *node = cmark_node_first_child(document); node && good; node = cmark_node_next(node)) {
        bool note = ts_node_kind_of(node) == TS_NODE_NOTE;
        if (behind && !note)
            good = wrong(error, node, "stands behind a note");
        behind = behind || note;
        if (!note || !good)
            continue;
        ts_str label = ts_str_of(ts_node_payload(node)->label);
        if (ts_map_has(notes, label) || !cmark_node_first_child(node))
            good = wrong(error, node, "is empty or has the label of another");
        ts_map_put(notes, label, node);
    }
    for (size_t i = 0; i < refs->len && good; i++)
        if (!ts_map_has(notes, ts_str_of(ts_node_payload(refs->items[i])->label)))
            good = wrong(error, refs->items[i], "refers to no note");
    ts_map_free(notes);
    return good;
}

/* Texts end where lines do, so that no writer meets a line end it did not make. */
static bool check_text(cmark_node *node, ts_error *error)
{
    const char *literal = cmark_node_get_literal(node);
    if (literal && (strchr(literal, '\r') || strchr(literal, '\n')))
        return wrong(error, node, "has a line end in it");
    return true;
}

static bool check_node(cmark_node *node, ts_error *error)
{
    cmark_node_type type = cmark_node_get_type(node);
    ts_payload_kind kind = ts_node_kind_of(node);
    if (type == CMARK_NODE_CUSTOM_BLOCK || type == CMARK_NODE_CUSTOM_INLINE) {
        bool block = !ts_node_kind_is_inline(kind);
        if (kind == TS_NODE_NONE || block != (type == CMARK_NODE_CUSTOM_BLOCK))
            return wrong(error, node, "has a payload that is not its own");
    }
    if (!check_links(node, error))
        return false;
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_HTML_INLINE)
        return check_text(node, error);
    switch (kind) {
    case TS_NODE_TABLE:
        return check_table(node, error);
    case TS_NODE_CELL:
        return check_cell(node, error);
    case TS_NODE_FIGURE:
        return check_figure(node, error);
    case TS_NODE_DEFINITIONS:
        return check_definitions(node, error);
    case TS_NODE_CARD:
        return check_card(node, error);
    case TS_NODE_NOTE:
    case TS_NODE_NOTE_REF:
        return check_label(node, error);
    case TS_NODE_RUBY:
        return (ts_node_payload(node)->reading && *ts_node_payload(node)->reading) ||
               wrong(error, node, "has no reading");
    case TS_NODE_SPAN:
        return ts_node_is_span(node) || wrong(error, node, "has no proper language or direction");
    default:
        return true;
    }
}

static bool is_leaf(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type != CMARK_NODE_CUSTOM_INLINE && holds_of(node) == HOLDS_NOTHING;
}

/* The node behind in document order, NULL at the end; *depth: how many are around it and itself. */
static cmark_node *next_node(cmark_node *node, int *depth)
{
    cmark_node *next = cmark_node_first_child(node);
    *depth += next != NULL;
    while (!next && *depth > 1) {
        next = cmark_node_next(node);
        node = cmark_node_parent(node);
        *depth -= !next;
    }
    return next;
}

bool ts_tree_check(cmark_node *document, ts_error *error)
{
    if (!document || cmark_node_get_type(document) != CMARK_NODE_DOCUMENT)
        return ts_fail(error, TS_INTERNAL, NULL, 0, 0, "The article has no tree.");
    references refs = {0};
    int depth = 1;
    bool good = true;
    for (cmark_node *node = document; node && good; node = next_node(node, &depth)) {
        good = check_node(node, error);
        if (good && depth > TS_TREE_DEPTH && !is_leaf(node))
            good = ts_fail(error, TS_LIMIT, NULL, 0, 0, "The article's tree nests deeper than %d levels.",
                           TS_TREE_DEPTH);
        if (ts_node_kind_of(node) == TS_NODE_NOTE_REF)
            ts_vec_push(&refs, node);
    }
    good = good && check_notes(document, &refs, error);
    ts_vec_free(&refs);
    return good;
}
