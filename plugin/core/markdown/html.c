#include "markdown/html.h"
#include "markdown/html_parts.h"
#include "markdown/plain.h"
#include "markdown/raw.h"
#include "text/escape.h"
#include "text/url.h"

#include <string.h>

void ts_html_text(ts_html_writer *w, const char *z)
{
    ts_escape_html(w->out, ts_str_of(z));
}

/* The heading's text in any script; the prefix keeps it apart from the ids of the page around. */
static void put_id(ts_html_writer *w, cmark_node *heading)
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
    ts_html_put(w, " id=\"");
    ts_html_text(w, id);
    ts_html_put(w, "\"");
    ts_buf_free(&text);
}

static void heading(ts_html_writer *w, cmark_node *node, cmark_event_type event)
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
    ts_html_language(w, node);
    ts_html_put(w, ">");
}

/* A tight list's paragraphs and a figure's are not shown as such. */
static bool is_bare(cmark_node *paragraph)
{
    cmark_node *parent = cmark_node_parent(paragraph);
    if (!parent)
        return false;
    ts_payload_kind kind = ts_node_kind_of(parent);
    bool alone = !cmark_node_next(paragraph) && !cmark_node_previous(paragraph);
    if (kind == TS_NODE_FIGURE || (kind == TS_NODE_DETAILS && alone))
        return true;
    cmark_node *list = cmark_node_parent(parent);
    return cmark_node_get_type(parent) == CMARK_NODE_ITEM && list && cmark_node_get_list_tight(list);
}

bool ts_html_has_tag(cmark_node *block)
{
    cmark_node_type type = cmark_node_get_type(block);
    ts_payload_kind kind = ts_node_kind_of(block);
    return type == CMARK_NODE_PARAGRAPH
               ? !is_bare(block)
               : type == CMARK_NODE_HEADING || kind == TS_NODE_CELL || kind == TS_NODE_TERM;
}

void ts_html_block(ts_html_writer *w, cmark_node *block, cmark_event_type event, const char *enter,
                   const char *leave)
{
    ts_html_put(w, ts_html_tag(event, enter, leave));
    if (event == CMARK_EVENT_EXIT)
        return;
    ts_html_language(w, block);
    ts_html_put(w, ">");
}

static void paragraph(ts_html_writer *w, cmark_node *node, cmark_event_type event)
{
    if (event == CMARK_EVENT_EXIT && ts_node_kind_of(cmark_node_parent(node)) == TS_NODE_NOTE &&
        !cmark_node_next(node))
        ts_html_note_back(w, cmark_node_parent(node));
    if (!is_bare(node))
        ts_html_block(w, node, event, ts_node_kind_of(node) == TS_NODE_VERSE ? "<p class=\"verse\"" : "<p",
                      "</p>\n");
    else if (event == CMARK_EVENT_EXIT && cmark_node_next(node))
        ts_html_put(w, "\n");
}

static void list(ts_html_writer *w, cmark_node *node, cmark_event_type event)
{
    bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    int start = cmark_node_get_list_start(node);
    if (event == CMARK_EVENT_EXIT)
        ts_html_put(w, ordered ? "</ol>\n" : "</ul>\n");
    else if (ordered && start != 1)
        ts_buf_printf(w->out, "<ol start=\"%d\">\n", start);
    else
        ts_html_put(w, ordered ? "<ol>\n" : "<ul>\n");
}

static void code_block(ts_html_writer *w, cmark_node *node)
{
    ts_str info = ts_str_of(cmark_node_get_fence_info(node));
    size_t end = ts_str_find_char(info, ' ', 0);
    info = ts_str_sub(info, 0, end == TS_NPOS ? info.len : end);
    ts_html_put(w, "<pre><code");
    if (info.len) {
        ts_html_put(w, " class=\"language-");
        ts_escape_html(w->out, info);
        ts_html_put(w, "\"");
    }
    ts_html_put(w, ">");
    ts_html_text(w, cmark_node_get_literal(node));
    ts_html_put(w, "</code></pre>\n");
}

static void html_block(ts_html_writer *w, cmark_node *node)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_raw_text(&text, ts_str_of(cmark_node_get_literal(node)));
    ts_str shown = ts_str_trim(ts_buf_str(&text));
    if (shown.len) {
        ts_html_put(w, "<p>");
        ts_escape_html(w->out, shown);
        ts_html_put(w, "</p>\n");
    }
    ts_buf_free(&text);
}

static bool is_external(const ts_html_writer *w, ts_str url)
{
    ts_str host = ts_url_host(url);
    return host.len && !(w->options->host && ts_str_same(host, ts_str_of(w->options->host)));
}

void ts_html_anchor(ts_html_writer *w, ts_str url, const char *title)
{
    ts_html_put(w, "<a href=\"");
    ts_escape_url(w->out, url);
    ts_html_put(w, "\"");
    if (is_external(w, url))
        ts_html_put(w, " rel=\"external noopener\"");
    if (title && *title) {
        ts_html_put(w, " title=\"");
        ts_html_text(w, title);
        ts_html_put(w, "\"");
    }
    ts_html_put(w, ">");
}

static void link_tag(ts_html_writer *w, cmark_node *node, cmark_event_type event)
{
    ts_str url = ts_str_of(cmark_node_get_url(node));
    if (!ts_url_safe(url, false))
        return;
    if (event == CMARK_EVENT_EXIT)
        ts_html_put(w, "</a>");
    else
        ts_html_anchor(w, url, cmark_node_get_title(node));
}

static void image(ts_html_writer *w, cmark_node *node)
{
    ts_str url = ts_str_of(cmark_node_get_url(node));
    cmark_node *alt = cmark_node_first_child(node);
    ts_payload *payload = ts_node_payload(node);
    if (w->options->no_images || !ts_url_safe(url, true)) {
        if (alt)
            ts_html_text(w, cmark_node_get_literal(alt));
        return;
    }
    ts_html_put(w, "<img src=\"");
    ts_escape_url(w->out, url);
    ts_html_put(w, "\" alt=\"");
    if (alt)
        ts_html_text(w, cmark_node_get_literal(alt));
    ts_html_put(w, "\"");
    if (payload && payload->width > 0 && payload->height > 0)
        ts_buf_printf(w->out, " width=\"%d\" height=\"%d\"", payload->width, payload->height);
    if (*cmark_node_get_title(node)) {
        ts_html_put(w, " title=\"");
        ts_html_text(w, cmark_node_get_title(node));
        ts_html_put(w, "\"");
    }
    /* The first may well be what a reader sees first. */
    ts_html_put(w, w->images++ ? " loading=\"lazy\" decoding=\"async\">" : " decoding=\"async\">");
}

/* Code between dollar signs. */
static bool is_formula(const char *code)
{
    size_t len = strlen(code);
    return len > 2 && code[0] == '$' && code[len - 1] == '$';
}

/* True for a block whose children are inlines. */
static bool holds_inlines(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    ts_payload_kind kind = ts_node_kind_of(node);
    return type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING || kind == TS_NODE_CELL ||
           kind == TS_NODE_TERM || kind == TS_NODE_CAPTION || kind == TS_NODE_CARD;
}

static void node_event(ts_html_writer *w, cmark_node *node, cmark_event_type event)
{
    if (event == CMARK_EVENT_EXIT)
        ts_raw_leave(w->out, &w->raw, node);
    else if (holds_inlines(node))
        ts_html_find_cites(w, node);
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_NONE:
    case CMARK_NODE_DOCUMENT:
        break;
    case CMARK_NODE_HTML_INLINE:
        ts_raw_inline(w->out, &w->raw, node);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        ts_html_put(w, ts_html_tag(event, "<blockquote>\n", "</blockquote>\n"));
        break;
    case CMARK_NODE_LIST:
        list(w, node, event);
        break;
    case CMARK_NODE_ITEM:
        ts_html_put(w, ts_html_tag(event, "<li>", "</li>\n"));
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
        ts_html_put(w, "<hr>\n");
        break;
    case CMARK_NODE_TEXT:
        ts_html_cite_text(w, node);
        break;
    case CMARK_NODE_SOFTBREAK:
        ts_html_put(w, " ");
        break;
    case CMARK_NODE_LINEBREAK:
        ts_html_put(w, "<br>\n");
        break;
    case CMARK_NODE_CODE:
        ts_html_put(w,
                    is_formula(cmark_node_get_literal(node)) ? "<code class=\"language-math\">" : "<code>");
        ts_html_text(w, cmark_node_get_literal(node));
        ts_html_put(w, "</code>");
        break;
    case CMARK_NODE_EMPH:
        ts_html_put(w, ts_html_tag(event, "<em>", "</em>"));
        break;
    case CMARK_NODE_STRONG:
        ts_html_put(w, ts_html_tag(event, "<strong>", "</strong>"));
        break;
    case CMARK_NODE_LINK:
        link_tag(w, node, event);
        break;
    case CMARK_NODE_IMAGE:
        image(w, node);
        break;
    case CMARK_NODE_CUSTOM_BLOCK:
    case CMARK_NODE_CUSTOM_INLINE:
        ts_html_ours(w, node, event);
        break;
    }
}

void ts_html_write(ts_buf *out, cmark_node *node, const ts_html_options *options)
{
    ts_html_writer w = {
        .out = out, .options = options, .arena = ts_arena_new(), .ids = ts_map_new(), .notes = ts_map_new()};
    cmark_iter *iter = cmark_iter_new(node);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *at = cmark_iter_get_node(iter);
        bool skips = event == CMARK_EVENT_ENTER && ts_html_skips(at);
        if (!skips || cmark_node_get_type(at) == CMARK_NODE_IMAGE)
            node_event(&w, at, event);
        if (skips)
            cmark_iter_reset(iter, at, CMARK_EVENT_EXIT);
    }
    cmark_iter_free(iter);
    ts_vec_free(&w.raw);
    ts_vec_free(&w.cites.found);
    ts_vec_free(&w.cites.open);
    ts_map_free(w.ids);
    ts_map_free(w.notes);
    ts_arena_free(w.arena);
}
