/* Our own kinds of nodes as HTML. */
#include "base/map.h"
#include "markdown/html_parts.h"
#include "text/escape.h"
#include "text/url.h"

#include <stdint.h>

/* The credit of a figure's image stands behind the caption. A table has its caption inside. */
static void caption(ts_html_writer *w, cmark_node *node, cmark_event_type event)
{
    cmark_node *body = cmark_node_previous(node), *image = cmark_node_first_child(body);
    if (event == CMARK_EVENT_ENTER) {
        ts_html_put(w, "<figcaption>");
        return;
    }
    ts_payload *payload = ts_node_payload(image);
    if (payload && payload->credit && *payload->credit) {
        ts_html_put(w, " <span class=\"credit\">");
        ts_html_text(w, payload->credit);
        ts_html_put(w, "</span>");
    }
    ts_html_put(w, "</figcaption>");
}

static bool holds_table(cmark_node *figure)
{
    return ts_node_kind_of(cmark_node_first_child(figure)) == TS_NODE_TABLE;
}

static void table(ts_html_writer *w, cmark_node *node, cmark_event_type event)
{
    cmark_node *first = cmark_node_first_child(node);
    bool body = first && (!ts_node_payload(first)->header || cmark_node_next(first));
    if (event == CMARK_EVENT_EXIT) {
        ts_html_put(w, body ? "</tbody>\n</table>\n" : "</table>\n");
        return;
    }
    ts_html_put(w, "<table>\n");
    if (cmark_node_next(node) && ts_node_kind_of(cmark_node_next(node)) == TS_NODE_CAPTION) {
        ts_html_put(w, "<caption>");
        ts_html_find_cites(w, cmark_node_next(node));
        ts_html_cite_text(w, cmark_node_first_child(cmark_node_next(node)));
        ts_html_put(w, "</caption>\n");
    }
    if (first && !ts_node_payload(first)->header)
        ts_html_put(w, "<tbody>\n");
}

static void row(ts_html_writer *w, cmark_node *node, cmark_event_type event)
{
    w->header_cells = ts_node_payload(node)->header;
    if (event == CMARK_EVENT_ENTER) {
        w->align = ts_node_payload(cmark_node_parent(node))->aligns;
        ts_html_put(w, w->header_cells ? "<thead>\n<tr>" : "<tr>");
        return;
    }
    ts_html_put(w, "</tr>\n");
    if (w->header_cells)
        ts_html_put(w, cmark_node_next(node) ? "</thead>\n<tbody>\n" : "</thead>\n");
}

static void cell(ts_html_writer *w, cmark_node *node, cmark_event_type event)
{
    static const char *const classes[] = {"", " class=\"left\"", " class=\"center\"", " class=\"right\""};
    bool head = ts_node_payload(node)->header;
    if (event == CMARK_EVENT_EXIT) {
        ts_html_put(w, w->header_cells || head ? "</th>" : "</td>");
        return;
    }
    ts_html_put(w, w->header_cells ? "<th scope=\"col\"" : head ? "<th scope=\"row\"" : "<td");
    ts_html_put(w, classes[*w->align++]);
    ts_html_language(w, node);
    ts_html_put(w, ">");
}

static void put_language(ts_html_writer *w, const ts_payload *span)
{
    if (span->language)
        ts_buf_printf(w->out, " lang=\"%s\"", span->language);
    if (span->direction)
        ts_buf_printf(w->out, " dir=\"%s\"", span->direction);
}

/* The span that is all there is in a block; NULL for none. */
static cmark_node *lone_span(cmark_node *block)
{
    cmark_node *child = cmark_node_first_child(block);
    return child && !cmark_node_next(child) && ts_node_kind_of(child) == TS_NODE_SPAN ? child : NULL;
}

void ts_html_language(ts_html_writer *w, cmark_node *block)
{
    if (lone_span(block))
        put_language(w, ts_node_payload(lone_span(block)));
}

static void span(ts_html_writer *w, cmark_node *node, cmark_event_type event)
{
    if (ts_html_has_tag(cmark_node_parent(node)) && lone_span(cmark_node_parent(node)))
        return;
    ts_html_put(w, event == CMARK_EVENT_ENTER ? "<span" : "</span>");
    if (event == CMARK_EVENT_EXIT)
        return;
    put_language(w, ts_node_payload(node));
    ts_html_put(w, ">");
}

static void ruby(ts_html_writer *w, cmark_node *node, cmark_event_type event)
{
    if (event == CMARK_EVENT_ENTER) {
        ts_html_put(w, "<ruby>");
        return;
    }
    ts_html_put(w, "<rp>(</rp><rt>");
    ts_html_text(w, ts_node_payload(node)->reading);
    ts_html_put(w, "</rt><rp>)</rp></ruby>");
}

static void id_of(ts_html_writer *w, const char *prefix, const char *label, size_t number)
{
    ts_html_put(w, prefix);
    ts_html_text(w, label);
    if (number > 1)
        ts_buf_printf(w->out, "-%zu", number);
}

/* Notes are counted as they are referred to, which is the order they stand in. */
static void note_ref(ts_html_writer *w, cmark_node *node)
{
    const char *label = ts_node_payload(node)->label;
    ts_note_count *count = ts_map_get(w->notes, ts_str_of(label));
    if (!count) {
        count = TS_NEW(w->arena, ts_note_count);
        ts_map_put(w->notes, ts_str_of(label), count);
        count->number = ts_map_len(w->notes);
    }
    id_of(w, "<sup class=\"note-ref\"><a href=\"#fn-", label, 0);
    id_of(w, "\" id=\"fnref-", label, ++count->references);
    ts_buf_printf(w->out, "\" role=\"doc-noteref\">%zu</a></sup>", count->number);
}

void ts_html_note_back(ts_html_writer *w, cmark_node *note)
{
    const char *label = ts_node_payload(note)->label;
    const ts_note_count *count = ts_map_get(w->notes, ts_str_of(label));
    for (size_t i = 1; count && i <= count->references; i++) {
        id_of(w, " <a href=\"#fnref-", label, i);
        ts_html_put(w, "\" class=\"note-back\" role=\"doc-backlink\">\xE2\x86\xA9\xEF\xB8\x8E</a>");
    }
}

static void note(ts_html_writer *w, cmark_node *node, cmark_event_type event)
{
    cmark_node *before = cmark_node_previous(node), *last = cmark_node_last_child(node);
    if (event == CMARK_EVENT_ENTER) {
        if (!before || ts_node_kind_of(before) != TS_NODE_NOTE)
            ts_html_put(w, "<section class=\"notes\" role=\"doc-endnotes\">\n<ol>\n");
        id_of(w, "<li id=\"fn-", ts_node_payload(node)->label, 0);
        ts_html_put(w, "\">");
        return;
    }
    if (cmark_node_get_type(last) != CMARK_NODE_PARAGRAPH)
        ts_html_note_back(w, node);
    ts_html_put(w, "</li>\n");
    if (!cmark_node_next(node))
        ts_html_put(w, "</ol>\n</section>\n");
}

static void card(ts_html_writer *w, cmark_node *node, cmark_event_type event)
{
    const ts_payload *payload = ts_node_payload(node);
    bool safe = ts_url_safe(ts_str_of(payload->url), false);
    if (event == CMARK_EVENT_ENTER) {
        ts_html_put(w, "<p class=\"card\">");
        if (safe)
            ts_html_anchor(w, ts_str_of(payload->url), NULL);
        return;
    }
    ts_html_put(w, safe ? "</a> <span class=\"provider\">" : " <span class=\"provider\">");
    ts_html_text(w, payload->provider);
    ts_html_put(w, "</span></p>\n");
}

void ts_html_ours(ts_html_writer *w, cmark_node *node, cmark_event_type event)
{
    switch (ts_node_kind_of(node)) {
    case TS_NODE_NONE:
    case TS_NODE_VERSE:
    case TS_NODE_KINDS:
        break;
    case TS_NODE_TABLE:
        table(w, node, event);
        break;
    case TS_NODE_ROW:
        row(w, node, event);
        break;
    case TS_NODE_CELL:
        cell(w, node, event);
        break;
    case TS_NODE_FIGURE:
        if (!holds_table(node))
            ts_html_put(w, ts_html_tag(event, "<figure>\n", "\n</figure>\n"));
        break;
    case TS_NODE_CAPTION:
        caption(w, node, event);
        break;
    case TS_NODE_DELETED:
        ts_html_put(w, ts_html_tag(event, "<del>", "</del>"));
        break;
    case TS_NODE_RUBY:
        ruby(w, node, event);
        break;
    case TS_NODE_SPAN:
        span(w, node, event);
        break;
    case TS_NODE_RUN_IN:
        ts_html_put(w, ts_html_tag(event, "<strong class=\"run-in\">", "</strong>"));
        break;
    case TS_NODE_DEFINITIONS:
        ts_html_put(w, ts_html_tag(event, "<dl>\n", "</dl>\n"));
        break;
    case TS_NODE_TERM:
        ts_html_block(w, node, event, "<dt", "</dt>\n");
        break;
    case TS_NODE_DETAILS:
        ts_html_put(w, ts_html_tag(event, "<dd>", "</dd>\n"));
        break;
    case TS_NODE_NOTE_REF:
        if (event == CMARK_EVENT_ENTER)
            note_ref(w, node);
        break;
    case TS_NODE_NOTE:
        note(w, node, event);
        break;
    case TS_NODE_CARD:
        card(w, node, event);
        break;
    }
}

bool ts_html_skips(cmark_node *node)
{
    return cmark_node_get_type(node) == CMARK_NODE_IMAGE ||
           (ts_node_kind_of(node) == TS_NODE_CAPTION && holds_table(cmark_node_parent(node)));
}
