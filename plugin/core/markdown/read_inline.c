#include "article/inlines.h"
#include "base/map.h"
#include "markdown/read.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* What two tildes turned out to be. */
typedef enum strike { STRIKE_PLAIN, STRIKE_OPEN, STRIKE_CLOSE } strike;

typedef struct reader {
    ts_arena *arena;
    ts_map *notes;          /* by their labels */
    TS_VEC(strike) strikes; /* of one block, in order */
    size_t next;            /* the one that is met next */
    TS_VEC(size_t) waiting; /* for each open node: the strike that may open, TS_NPOS for none */
} reader;

static const ts_str mark = {TS_READ_STRIKE, sizeof TS_READ_STRIKE - 1};

static void add_strike(reader *r, bool can_open, bool can_close)
{
    size_t *waiting = &r->waiting.items[r->waiting.len - 1];
    size_t index = r->strikes.len;
    strike s = STRIKE_PLAIN;
    if (*waiting != TS_NPOS && can_close) {
        r->strikes.items[*waiting] = STRIKE_OPEN;
        s = STRIKE_CLOSE;
        *waiting = TS_NPOS;
    } else if (can_open && *waiting == TS_NPOS) {
        *waiting = index;
    }
    ts_vec_push(&r->strikes, s);
}

static void find_in_text(reader *r, cmark_node *node)
{
    ts_str text = ts_str_of(cmark_node_get_literal(node));
    for (size_t at = 0; (at = ts_str_find(text, mark, at)) != TS_NPOS; at += mark.len) {
        ts_str before = ts_str_sub(text, 0, at), after = ts_str_sub(text, at + mark.len, text.len);
        bool can_close =
            before.len ? !ts_is_flank_space(ts_utf8_last(before)) : cmark_node_previous(node) != NULL;
        bool can_open = after.len ? !ts_is_flank_space(ts_utf8_first(after)) : cmark_node_next(node) != NULL;
        add_strike(r, can_open, can_close);
    }
}

/* Pairs the marks of strikethrough that stand in the same node. */
static void find_strikes(reader *r, cmark_node *block)
{
    r->strikes.len = r->waiting.len = r->next = 0;
    cmark_iter *iter = cmark_iter_new(block);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_IMAGE || ts_node_kind_of(node) == TS_NODE_RUBY) {
            if (event == CMARK_EVENT_ENTER)
                cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
        } else if (type == CMARK_NODE_TEXT) {
            find_in_text(r, node);
        } else if (node == block || cmark_node_first_child(node)) {
            if (event == CMARK_EVENT_ENTER)
                ts_vec_push(&r->waiting, TS_NPOS);
            else
                r->waiting.len--;
        }
    }
    cmark_iter_free(iter);
}

/* Text in which a note's label in brackets refers to it. */
static void put_text(reader *r, ts_inlines *inlines, ts_str text)
{
    static const ts_str head = {"[" TS_READ_NOTE "^", sizeof "[" TS_READ_NOTE "^" - 1};
    for (size_t from = 0, at; (at = ts_str_find(text, head, from)) != TS_NPOS;) {
        size_t end = ts_str_find_char(text, ']', at);
        ts_str label = ts_str_sub(text, at + head.len, end == TS_NPOS ? at + head.len : end);
        from = at + head.len;
        if (!ts_map_has(r->notes, label))
            continue;
        cmark_node *ref = ts_node_new(r->arena, TS_NODE_NOTE_REF);
        ts_node_payload(ref)->label = ts_arena_copy(r->arena, label);
        ts_inlines_text(inlines, ts_str_sub(text, 0, at));
        ts_inlines_node(inlines, ref);
        text = ts_str_sub(text, end + 1, text.len);
        from = 0;
    }
    ts_inlines_text(inlines, text);
}

static void take_text(reader *r, ts_inlines *inlines, ts_str text)
{
    for (size_t at; (at = ts_str_find(text, mark, 0)) != TS_NPOS;) {
        put_text(r, inlines, ts_str_sub(text, 0, at));
        switch (r->strikes.items[r->next++]) {
        case STRIKE_PLAIN:
            ts_inlines_text(inlines, TS_STR("~~"));
            break;
        case STRIKE_OPEN:
            ts_inlines_open(inlines, TS_FORMAT_DELETED, NULL, NULL);
            break;
        case STRIKE_CLOSE:
            ts_inlines_close(inlines, TS_FORMAT_DELETED);
            break;
        }
        text = ts_str_sub(text, at + mark.len, text.len);
    }
    put_text(r, inlines, text);
}

bool ts_read_is_break(cmark_node *node)
{
    if (cmark_node_get_type(node) != CMARK_NODE_HTML_INLINE)
        return false;
    ts_str tag = ts_str_of(cmark_node_get_literal(node));
    return ts_str_same(tag, TS_STR("<br>")) || ts_str_same(tag, TS_STR("<br/>")) ||
           ts_str_same(tag, TS_STR("<br />"));
}

static bool take(void *context, ts_inlines *inlines, cmark_node *node)
{
    if (cmark_node_get_type(node) == CMARK_NODE_TEXT) {
        take_text(context, inlines, ts_str_of(cmark_node_get_literal(node)));
        return true;
    }
    if (!ts_read_is_break(node))
        return false;
    ts_inlines_break(inlines);
    return true;
}

static ts_map *find_notes(cmark_node *document)
{
    ts_map *notes = ts_map_new();
    for (cmark_node *node = cmark_node_first_child(document); node; node = cmark_node_next(node))
        if (ts_node_kind_of(node) == TS_NODE_NOTE)
            ts_map_put(notes, ts_str_of(ts_node_payload(node)->label), node);
    return notes;
}

void ts_read_inlines(ts_arena *arena, cmark_node *document)
{
    reader r = {.arena = arena, .notes = find_notes(document)};
    ts_inlines inlines;
    ts_inlines_init(&inlines, arena);
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        bool holds = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING ||
                     (ts_node_kind_of(node) == TS_NODE_CELL && !ts_cell_has_blocks(node)) ||
                     ts_node_kind_of(node) == TS_NODE_TERM;
        if (event != CMARK_EVENT_ENTER || !holds)
            continue;
        find_strikes(&r, node);
        ts_inlines_take(&inlines, node, take, &r);
        ts_inlines_build(&inlines, node, type == CMARK_NODE_HEADING);
        cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
    }
    cmark_iter_free(iter);
    ts_inlines_free(&inlines);
    ts_vec_free(&r.strikes);
    ts_vec_free(&r.waiting);
    ts_map_free(r.notes);
}
