#include "markdown/html.h"
#include "base/map.h"
#include "markdown/plain.h"
#include "markdown/raw.h"
#include "text/escape.h"
#include "text/url.h"

#include <string.h>

typedef struct writer {
    ts_buf *out;
    const ts_html_options *options;
    ts_arena *arena;       /* for ids and hosts */
    ts_map *ids;           /* every id given, with the number its next namesake gets */
    bool header_cells;     /* in a header row */
    const ts_align *align; /* of the next cell */
    ts_raw_tags raw;       /* raw tags that stand open */
} writer;

static void put(writer *w, const char *z)
{
    ts_buf_puts(w->out, z);
}

static void put_text(writer *w, const char *z)
{
    ts_escape_html(w->out, ts_str_of(z));
}

static const char *tagged(cmark_event_type event, const char *enter, const char *leave)
{
    return event == CMARK_EVENT_ENTER ? enter : leave;
}

/* The heading's text in any script; the prefix keeps it apart from the ids of the page around. */
static void put_id(writer *w, cmark_node *heading)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_plain_inlines(&text, heading);
    const char *id = ts_arena_printf(w->arena, "h-%s", ts_slug(w->arena, ts_buf_str(&text)));
    ts_str base = ts_str_of(id);
    size_t n = (size_t)(uintptr_t)ts_map_get(w->ids, base);
    while (ts_map_has(w->ids, ts_str_of(id)))
        id = ts_arena_printf(w->arena, "%s-%zu", base.ptr, n++);
    ts_map_put(w->ids, base, (void *)(uintptr_t)(n ? n : 2));
    if (!ts_map_has(w->ids, ts_str_of(id)))
        ts_map_put(w->ids, ts_str_of(id), (void *)(uintptr_t)2);
    put(w, " id=\"");
    put_text(w, id);
    put(w, "\"");
    ts_buf_free(&text);
}

static void heading(writer *w, cmark_node *node, cmark_event_type event)
{
    int level = cmark_node_get_heading_level(node) + w->options->heading_shift;
    level = level < 1 ? 1 : level > 6 ? 6 : level;
    if (event == CMARK_EVENT_EXIT) {
        ts_buf_printf(w->out, "</h%d>\n", level);
        return;
    }
    ts_buf_printf(w->out, "<h%d", level);
    if (w->options->ids)
        put_id(w, node);
    put(w, ">");
}

/* A tight list's paragraphs and a figure's are not shown as such. */
static bool is_bare(cmark_node *paragraph)
{
    cmark_node *parent = cmark_node_parent(paragraph);
    if (!parent)
        return false;
    if (ts_node_kind_of(parent) == TS_NODE_FIGURE)
        return true;
    cmark_node *list = cmark_node_parent(parent);
    return cmark_node_get_type(parent) == CMARK_NODE_ITEM && list && cmark_node_get_list_tight(list);
}

static void paragraph(writer *w, cmark_node *node, cmark_event_type event)
{
    if (!is_bare(node))
        put(w, tagged(event, "<p>", "</p>\n"));
    else if (event == CMARK_EVENT_EXIT && cmark_node_next(node))
        put(w, "\n");
}

static void list(writer *w, cmark_node *node, cmark_event_type event)
{
    bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    int start = cmark_node_get_list_start(node);
    if (event == CMARK_EVENT_EXIT)
        put(w, ordered ? "</ol>\n" : "</ul>\n");
    else if (ordered && start != 1)
        ts_buf_printf(w->out, "<ol start=\"%d\">\n", start);
    else
        put(w, ordered ? "<ol>\n" : "<ul>\n");
}

static void code_block(writer *w, cmark_node *node)
{
    ts_str info = ts_str_of(cmark_node_get_fence_info(node));
    size_t end = ts_str_find_char(info, ' ', 0);
    info = ts_str_sub(info, 0, end == TS_NPOS ? info.len : end);
    put(w, "<pre><code");
    if (info.len) {
        put(w, " class=\"language-");
        ts_escape_html(w->out, info);
        put(w, "\"");
    }
    put(w, ">");
    put_text(w, cmark_node_get_literal(node));
    put(w, "</code></pre>\n");
}

static void html_block(writer *w, cmark_node *node)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_raw_text(&text, ts_str_of(cmark_node_get_literal(node)));
    ts_str shown = ts_str_trim(ts_buf_str(&text));
    if (shown.len) {
        put(w, "<p>");
        ts_escape_html(w->out, shown);
        put(w, "</p>\n");
    }
    ts_buf_free(&text);
}

static bool is_external(const writer *w, ts_str url)
{
    ts_str host = ts_url_host(url);
    return host.len && !(w->options->host && ts_str_same(host, ts_str_of(w->options->host)));
}

static void link_tag(writer *w, cmark_node *node, cmark_event_type event)
{
    ts_str url = ts_str_of(cmark_node_get_url(node));
    if (!ts_url_safe(url, false))
        return;
    if (event == CMARK_EVENT_EXIT) {
        put(w, "</a>");
        return;
    }
    put(w, "<a href=\"");
    ts_escape_url(w->out, url);
    put(w, "\"");
    if (is_external(w, url))
        put(w, " rel=\"external noopener\"");
    if (*cmark_node_get_title(node)) {
        put(w, " title=\"");
        put_text(w, cmark_node_get_title(node));
        put(w, "\"");
    }
    put(w, ">");
}

static void image(writer *w, cmark_node *node)
{
    ts_str url = ts_str_of(cmark_node_get_url(node));
    cmark_node *alt = cmark_node_first_child(node);
    ts_payload *payload = ts_node_payload(node);
    if (w->options->no_images || !ts_url_safe(url, true)) {
        if (alt)
            put_text(w, cmark_node_get_literal(alt));
        return;
    }
    put(w, "<img src=\"");
    ts_escape_url(w->out, url);
    put(w, "\" alt=\"");
    if (alt)
        put_text(w, cmark_node_get_literal(alt));
    put(w, "\"");
    if (payload && payload->width > 0 && payload->height > 0)
        ts_buf_printf(w->out, " width=\"%d\" height=\"%d\"", payload->width, payload->height);
    if (*cmark_node_get_title(node)) {
        put(w, " title=\"");
        put_text(w, cmark_node_get_title(node));
        put(w, "\"");
    }
    put(w, " loading=\"lazy\" decoding=\"async\">");
}

/* The credit of a figure's image stands behind the caption. */
static void caption(writer *w, cmark_node *node, cmark_event_type event)
{
    if (event == CMARK_EVENT_ENTER) {
        put(w, "<figcaption>");
        return;
    }
    cmark_node *body = cmark_node_previous(node);
    cmark_node *child = body ? cmark_node_first_child(body) : NULL;
    ts_payload *payload = child ? ts_node_payload(child) : NULL;
    if (payload && payload->kind == TS_NODE_NONE && payload->credit && *payload->credit) {
        put(w, " <span class=\"credit\">");
        put_text(w, payload->credit);
        put(w, "</span>");
    }
    put(w, "</figcaption>");
}

static void table(writer *w, cmark_node *node, cmark_event_type event)
{
    cmark_node *first = cmark_node_first_child(node);
    bool body = first && (!ts_node_payload(first)->header || cmark_node_next(first));
    if (event == CMARK_EVENT_EXIT) {
        put(w, body ? "</tbody>\n</table>\n" : "</table>\n");
        return;
    }
    put(w, "<table>\n");
    if (first && !ts_node_payload(first)->header)
        put(w, "<tbody>\n");
}

static void row(writer *w, cmark_node *node, cmark_event_type event)
{
    w->header_cells = ts_node_payload(node)->header;
    if (event == CMARK_EVENT_ENTER) {
        w->align = ts_node_payload(cmark_node_parent(node))->aligns;
        put(w, w->header_cells ? "<thead>\n<tr>" : "<tr>");
        return;
    }
    put(w, "</tr>\n");
    if (w->header_cells)
        put(w, cmark_node_next(node) ? "</thead>\n<tbody>\n" : "</thead>\n");
}

static void cell(writer *w, cmark_event_type event)
{
    static const char *const classes[] = {"", " class=\"left\"", " class=\"center\"", " class=\"right\""};
    if (event == CMARK_EVENT_EXIT) {
        put(w, w->header_cells ? "</th>" : "</td>");
        return;
    }
    put(w, w->header_cells ? "<th scope=\"col\"" : "<td");
    put(w, classes[*w->align++]);
    put(w, ">");
}

static void ruby(writer *w, cmark_node *node, cmark_event_type event)
{
    if (event == CMARK_EVENT_ENTER) {
        put(w, "<ruby>");
        return;
    }
    put(w, "<rp>(</rp><rt>");
    put_text(w, ts_node_payload(node)->reading);
    put(w, "</rt><rp>)</rp></ruby>");
}

static void ours(writer *w, cmark_node *node, cmark_event_type event)
{
    switch (ts_node_kind_of(node)) {
    case TS_NODE_NONE:
        break;
    case TS_NODE_TABLE:
        table(w, node, event);
        break;
    case TS_NODE_ROW:
        row(w, node, event);
        break;
    case TS_NODE_CELL:
        cell(w, event);
        break;
    case TS_NODE_FIGURE:
        put(w, tagged(event, "<figure>\n", "\n</figure>\n"));
        break;
    case TS_NODE_CAPTION:
        caption(w, node, event);
        break;
    case TS_NODE_DELETED:
        put(w, tagged(event, "<del>", "</del>"));
        break;
    case TS_NODE_RUBY:
        ruby(w, node, event);
        break;
    case TS_NODE_RUN_IN:
        put(w, tagged(event, "<strong class=\"run-in\">", "</strong>"));
        break;
    }
}

static void node_event(writer *w, cmark_node *node, cmark_event_type event)
{
    if (event == CMARK_EVENT_EXIT)
        ts_raw_leave(w->out, &w->raw, node);
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_NONE:
    case CMARK_NODE_DOCUMENT:
        break;
    case CMARK_NODE_HTML_INLINE:
        ts_raw_inline(w->out, &w->raw, node);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        put(w, tagged(event, "<blockquote>\n", "</blockquote>\n"));
        break;
    case CMARK_NODE_LIST:
        list(w, node, event);
        break;
    case CMARK_NODE_ITEM:
        put(w, tagged(event, "<li>", "</li>\n"));
        break;
    case CMARK_NODE_CODE_BLOCK:
        code_block(w, node);
        break;
    case CMARK_NODE_HTML_BLOCK:
        html_block(w, node);
        break;
    case CMARK_NODE_PARAGRAPH:
        paragraph(w, node, event);
        break;
    case CMARK_NODE_HEADING:
        heading(w, node, event);
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        put(w, "<hr>\n");
        break;
    case CMARK_NODE_TEXT:
        put_text(w, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_SOFTBREAK:
        put(w, " ");
        break;
    case CMARK_NODE_LINEBREAK:
        put(w, "<br>\n");
        break;
    case CMARK_NODE_CODE:
        put(w, "<code>");
        put_text(w, cmark_node_get_literal(node));
        put(w, "</code>");
        break;
    case CMARK_NODE_EMPH:
        put(w, tagged(event, "<em>", "</em>"));
        break;
    case CMARK_NODE_STRONG:
        put(w, tagged(event, "<strong>", "</strong>"));
        break;
    case CMARK_NODE_LINK:
        link_tag(w, node, event);
        break;
    case CMARK_NODE_IMAGE:
        image(w, node);
        break;
    case CMARK_NODE_CUSTOM_BLOCK:
    case CMARK_NODE_CUSTOM_INLINE:
        ours(w, node, event);
        break;
    }
}

void ts_html_write(ts_buf *out, cmark_node *node, const ts_html_options *options)
{
    writer w = {.out = out, .options = options, .arena = ts_arena_new(), .ids = ts_map_new()};
    cmark_iter *iter = cmark_iter_new(node);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *at = cmark_iter_get_node(iter);
        node_event(&w, at, event);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(at) == CMARK_NODE_IMAGE)
            cmark_iter_reset(iter, at, CMARK_EVENT_EXIT);
    }
    cmark_iter_free(iter);
    ts_vec_free(&w.raw);
    ts_map_free(w.ids);
    ts_arena_free(w.arena);
}
