/* Nodes of ours that Markdown writes as tags, which cmark leaves as raw HTML. */
#include "article/inlines.h"
#include "markdown/raw.h"
#include "markdown/read.h"
#include "text/utf8.h"

#include <string.h>

/* True for a text of which nothing will be left. */
static bool is_nothing(cmark_node *node)
{
    ts_str text = ts_str_of(cmark_node_get_literal(node));
    for (size_t pos = 0; pos < text.len;)
        if (!ts_is_forbidden(ts_utf8_next(text, &pos)))
            return false;
    return cmark_node_get_type(node) == CMARK_NODE_TEXT;
}

/* The sibling behind *node, if it is this tag; *node moves to it. */
static bool pass_tag(cmark_node **node, const char *tag)
{
    cmark_node *next = cmark_node_next(*node);
    while (next && is_nothing(next))
        next = cmark_node_next(next);
    if (!next || cmark_node_get_type(next) != CMARK_NODE_HTML_INLINE ||
        strcmp(cmark_node_get_literal(next), tag) != 0)
        return false;
    *node = next;
    return true;
}

/* Text up to the next node that is none. */
static bool pass_text(cmark_node **node, ts_buf *out)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    for (cmark_node *next; (next = cmark_node_next(*node)) != NULL; *node = next) {
        if (cmark_node_get_type(next) == CMARK_NODE_SOFTBREAK)
            ts_buf_putc(&text, ' ');
        else if (cmark_node_get_type(next) == CMARK_NODE_TEXT)
            ts_buf_puts(&text, cmark_node_get_literal(next));
        else
            break;
    }
    ts_text_flat(out, ts_buf_str(&text));
    ts_buf_free(&text);
    return out->len > 0;
}

static bool pass_bracket(cmark_node **node)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    bool whole = true;
    if (pass_tag(node, "<rp>"))
        whole = pass_text(node, &text) && pass_tag(node, "</rp>");
    ts_buf_free(&text);
    return whole;
}

/* <ruby>base<rt>reading</rt></ruby>, with <rp> or without, becomes one node behind the first tag; NULL for
 * any other thing that begins with <ruby>. */
static cmark_node *make_ruby(ts_arena *arena, cmark_node *first)
{
    ts_buf base, reading;
    ts_buf_init(&base, TS_BUF_MAX);
    ts_buf_init(&reading, TS_BUF_MAX);
    cmark_node *last = first, *ruby = NULL;
    if (pass_text(&last, &base) && pass_bracket(&last) && pass_tag(&last, "<rt>") &&
        pass_text(&last, &reading) && pass_tag(&last, "</rt>") && pass_bracket(&last) &&
        pass_tag(&last, "</ruby>")) {
        ruby = ts_node_new(arena, TS_NODE_RUBY);
        cmark_node_append_child(ruby, ts_node_text_new(ts_buf_str(&base)));
        ts_node_payload(ruby)->reading = ts_buf_copy(&reading, arena);
        while (cmark_node_next(first) != last)
            cmark_node_free(cmark_node_next(first));
        cmark_node_free(last);
    }
    ts_buf_free(&base);
    ts_buf_free(&reading);
    return ruby;
}

static bool is_html(cmark_node *node, const char *tag)
{
    return cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE &&
           strcmp(cmark_node_get_literal(node), tag) == 0;
}

/* True for a tag of a span; *end: it is an end tag. */
static bool is_span_tag(cmark_node *node, bool *end)
{
    *end = false;
    return cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE &&
           ts_raw_is(ts_str_of(cmark_node_get_literal(node)), "span", end);
}

/* What stands behind <span lang> up to its end, or that of its parent, becomes what the span holds. Tags of
 * spans in it are left out. */
static cmark_node *make_span(ts_arena *arena, cmark_node *first, ts_str language, ts_str direction)
{
    cmark_node *span = ts_node_new(arena, TS_NODE_SPAN);
    ts_node_payload(span)->language = language.len ? ts_arena_copy(arena, language) : NULL;
    ts_node_payload(span)->direction = direction.len ? ts_arena_copy(arena, direction) : NULL;
    int open = 1;
    for (cmark_node *node; open && (node = cmark_node_next(first)) != NULL;) {
        bool end, tag = is_span_tag(node, &end);
        open += tag ? (end ? -1 : 1) : 0;
        cmark_node_unlink(node);
        if (tag)
            cmark_node_free(node);
        else
            cmark_node_append_child(span, node);
    }
    return span;
}

/* The node that a tag and what follows it stand for, put behind the tag; NULL where it is raw HTML. Spans in
 * spans say nothing. */
static cmark_node *make_node(ts_arena *arena, cmark_node *tag, bool in_span)
{
    ts_str language, direction;
    bool end;
    cmark_node *made = NULL;
    if (is_html(tag, "<ruby>"))
        made = make_ruby(arena, tag);
    else if (!in_span && is_span_tag(tag, &end) &&
             ts_raw_span(ts_str_of(cmark_node_get_literal(tag)), &language, &direction))
        made = make_span(arena, tag, language, direction);
    if (made)
        cmark_node_insert_after(tag, made);
    return made;
}

void ts_read_tags(ts_arena *arena, cmark_node *document)
{
    cmark_node *span = NULL; /* around */
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_EXIT && node == span)
            span = NULL;
        cmark_node *made = event == CMARK_EVENT_ENTER ? make_node(arena, node, span) : NULL;
        if (!made)
            continue;
        bool inside = ts_node_kind_of(made) == TS_NODE_SPAN;
        span = inside ? made : span;
        cmark_iter_reset(iter, made, inside ? CMARK_EVENT_ENTER : CMARK_EVENT_EXIT);
        cmark_node_free(node);
    }
    cmark_iter_free(iter);
}
