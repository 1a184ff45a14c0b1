/* Footnotes and their references. */
#include "article/tidy.h"
#include "base/buf.h"
#include "base/map.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct notes {
    ts_arena *arena;
    ts_map *by_label; /* notes that no reference has been found of yet are in it too */
    ts_map *used;     /* labels, in the order of their references */
    bool changed;
} notes;

/* A label that all readers take for one: other characters become hyphens. */
static const char *proper(ts_arena *arena, const char *label)
{
    ts_str text = ts_str_of(label);
    if (ts_is_note_label(text))
        return label;
    ts_buf out;
    ts_buf_init(&out, TS_NOTE_LABEL);
    for (size_t i = 0; i < text.len && out.len < TS_NOTE_LABEL - 2; i++) {
        ts_str c = ts_str_sub(text, i, i + 1);
        bool keep = ts_is_note_label(c);
        if (keep || (out.len && out.ptr[out.len - 1] != '-'))
            ts_buf_putc(&out, keep ? text.ptr[i] : '-');
    }
    if (!out.len || out.ptr[out.len - 1] == '-')
        ts_buf_putc(&out, '0');
    return ts_buf_keep(&out, arena).ptr;
}

static bool is_note(cmark_node *node)
{
    return ts_node_kind_of(node) == TS_NODE_NOTE;
}

/* A reference that has nothing to refer to is the text it would be written as. */
static void make_text(notes *n, cmark_node *ref)
{
    const char *text = ts_arena_printf(n->arena, "[^%s]", ts_node_payload(ref)->label);
    cmark_node_insert_before(ref, ts_node_text_new(ts_str_of(text)));
    cmark_node_unlink(ref);
    cmark_node_free(ref);
    n->changed = true;
}

static void unwrap(notes *n, cmark_node *note)
{
    ts_tidy_unwrap(note);
    cmark_node_unlink(note);
    cmark_node_free(note);
    n->changed = true;
}

/* The first note of each label counts. */
static void collect(notes *n, cmark_node *document)
{
    for (cmark_node *node = cmark_node_first_child(document), *next; node; node = next) {
        next = cmark_node_next(node);
        if (!is_note(node))
            continue;
        ts_payload *payload = ts_node_payload(node);
        payload->label = proper(n->arena, payload->label ? payload->label : "");
        if (ts_map_has(n->by_label, ts_str_of(payload->label)))
            unwrap(n, node);
        else
            ts_map_put(n->by_label, ts_str_of(payload->label), node);
    }
}

static bool is_in_note(cmark_node *node)
{
    while (node && !is_note(node))
        node = cmark_node_parent(node);
    return node != NULL;
}

/* No note has notes of its own. */
static void collect_references(notes *n, cmark_node *document)
{
    for (cmark_node *node = document, *next; node; node = next) {
        bool refers = ts_node_kind_of(node) == TS_NODE_NOTE_REF;
        next = ts_node_behind(node, document, !refers);
        if (!refers)
            continue;
        ts_payload *payload = ts_node_payload(node);
        payload->label = proper(n->arena, payload->label ? payload->label : "");
        if (is_in_note(node) || !ts_map_has(n->by_label, ts_str_of(payload->label)))
            make_text(n, node);
        else
            ts_map_put(n->used, ts_str_of(payload->label), node);
    }
}

/* True where the document's last children are the notes in the order of their references already. */
static bool in_order(const notes *n, cmark_node *document)
{
    cmark_node *node = cmark_node_last_child(document);
    for (size_t i = ts_map_len(n->used); i-- > 0; node = cmark_node_previous(node))
        if (!node || node != ts_map_get(n->by_label, ts_map_key_at(n->used, i)))
            return false;
    return true;
}

static const struct {
    const char *start, *end;
} raws[] = {
    {"<!--", "-->"},        {"<![CDATA[", "]]>"},         {"<!", ">"},
    {"<?", "?>"},           {"<script", "</script>"},     {"<pre", "</pre>"},
    {"<style", "</style>"}, {"<textarea", "</textarea>"},
};

/* Raw HTML that nobody closed goes on to the end of the document, and would take the notes in. */
static void close_raw(cmark_node *block)
{
    const char *html = cmark_node_get_literal(block);
    const char *start = html + strspn(html, " ");
    for (size_t i = 0; i < sizeof raws / sizeof *raws; i++) {
        if (strncasecmp(start, raws[i].start, strlen(raws[i].start)) != 0)
            continue;
        if (strcasestr(start, raws[i].end))
            return;
        ts_buf closed;
        ts_buf_init(&closed, TS_BUF_MAX);
        ts_buf_printf(&closed, "%s%s\n", html, raws[i].end);
        cmark_node_set_literal(block, closed.ptr);
        ts_buf_free(&closed);
        return;
    }
}

static void settle(notes *n, cmark_node *document)
{
    for (size_t i = 0; i < ts_map_len(n->by_label); i++)
        if (!ts_map_has(n->used, ts_map_key_at(n->by_label, i)))
            unwrap(n, ts_map_value_at(n->by_label, i));
    cmark_node *last = cmark_node_last_child(document);
    while (last && is_note(last))
        last = cmark_node_previous(last);
    if (last && ts_map_len(n->used) && cmark_node_get_type(last) == CMARK_NODE_HTML_BLOCK)
        close_raw(last);
    if (in_order(n, document))
        return;
    n->changed = true;
    for (size_t i = 0; i < ts_map_len(n->used); i++) {
        cmark_node *note = ts_map_get(n->by_label, ts_map_key_at(n->used, i));
        cmark_node_unlink(note);
        cmark_node_append_child(document, note);
    }
}

bool ts_tidy_notes(ts_arena *arena, cmark_node *document)
{
    notes n = {.arena = arena, .by_label = ts_map_new(), .used = ts_map_new()};
    collect(&n, document);
    collect_references(&n, document);
    settle(&n, document);
    ts_map_free(n.by_label);
    ts_map_free(n.used);
    return n.changed;
}
