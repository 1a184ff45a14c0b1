/* A tree as text, one node a line, so that tests can compare two trees and show where they differ. Attributes
 * that Markdown does not carry (a list's delimiter, an image's size) are left out. */
#ifndef TREE_DUMP_H
#define TREE_DUMP_H

#include "article/node.h"
#include "base/buf.h"

static inline void dump_properties(ts_buf *out, cmark_node *node)
{
    const ts_payload *payload = ts_node_payload(node);
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
        ts_buf_printf(out, " level=%d", cmark_node_get_heading_level(node));
        break;
    case CMARK_NODE_LIST:
        ts_buf_printf(out, " type=%d tight=%d start=%d", cmark_node_get_list_type(node),
                      cmark_node_get_list_tight(node), cmark_node_get_list_start(node));
        break;
    case CMARK_NODE_CODE_BLOCK:
        ts_buf_printf(out, " info=[%s]", cmark_node_get_fence_info(node));
        break;
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
        ts_buf_printf(out, " url=[%s] title=[%s]", cmark_node_get_url(node), cmark_node_get_title(node));
        break;
    case CMARK_NODE_CUSTOM_BLOCK:
    case CMARK_NODE_CUSTOM_INLINE:
        ts_buf_printf(out, " kind=%d header=%d columns=%d",
                      payload->kind == TS_NODE_RUN_IN ? -1 : (int)payload->kind, payload->header,
                      payload->columns);
        for (int i = 0; i < payload->columns; i++)
            ts_buf_printf(out, " %d", payload->aligns[i]);
        if (payload->reading)
            ts_buf_printf(out, " reading=[%s]", payload->reading);
        if (payload->label)
            ts_buf_printf(out, " label=[%s]", payload->label);
        if (payload->url)
            ts_buf_printf(out, " url=[%s] provider=[%s]", payload->url, payload->provider);
        if (payload->language || payload->direction)
            ts_buf_printf(out, " language=[%s] direction=[%s]", payload->language ? payload->language : "",
                          payload->direction ? payload->direction : "");
        break;
    default:
        break;
    }
    if (cmark_node_get_literal(node))
        ts_buf_printf(out, " [%s]", cmark_node_get_literal(node));
}

static inline void dump_tree(ts_buf *out, cmark_node *document)
{
    int depth = 0;
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_EXIT) {
            depth--;
            continue;
        }
        ts_buf_printf(out, "%*s%s", depth * 2, "", cmark_node_get_type_string(node));
        dump_properties(out, node);
        ts_buf_putc(out, '\n');
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT:
        case CMARK_NODE_CODE:
        case CMARK_NODE_CODE_BLOCK:
        case CMARK_NODE_HTML_BLOCK:
        case CMARK_NODE_HTML_INLINE:
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK:
        case CMARK_NODE_THEMATIC_BREAK:
            break;
        default:
            depth++;
        }
    }
    cmark_iter_free(iter);
}

/* A name for each kind of node, and what stands in brackets behind it. */
static inline void outline_name(ts_buf *out, cmark_node *node)
{
    static const char *const ours[] = {"?",   "table", "tr",    "td",    "figure", "caption",
                                       "del", "ruby",  "label", "span",  "dl",     "dt",
                                       "dd",  "ref",   "note",  "verse", "card"};
    const ts_payload *payload = ts_node_payload(node);
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
        ts_buf_printf(out, "h%d", cmark_node_get_heading_level(node));
        break;
    case CMARK_NODE_LIST:
        if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST)
            ts_buf_printf(out, "ol%d", cmark_node_get_list_start(node));
        else
            ts_buf_puts(out, "ul");
        break;
    case CMARK_NODE_LINK:
        ts_buf_printf(out, "a(%s)", cmark_node_get_url(node));
        break;
    case CMARK_NODE_IMAGE:
        ts_buf_printf(out, "img(%s)", cmark_node_get_url(node));
        break;
    case CMARK_NODE_CODE_BLOCK:
        ts_buf_printf(out, "pre(%s)", cmark_node_get_fence_info(node));
        break;
    case CMARK_NODE_CUSTOM_BLOCK:
    case CMARK_NODE_CUSTOM_INLINE:
        ts_buf_puts(out, payload->header ? "th" : ours[payload->kind]);
        if (payload->reading || payload->label || payload->url || payload->language || payload->direction)
            ts_buf_printf(out, "(%s)",
                          payload->reading    ? payload->reading
                          : payload->label    ? payload->label
                          : payload->url      ? payload->url
                          : payload->language ? payload->language
                                              : payload->direction);
        break;
    case CMARK_NODE_PARAGRAPH:
        ts_buf_puts(out, payload && payload->kind == TS_NODE_VERSE ? "verse" : "p");
        break;
    default:
        ts_buf_puts(out, cmark_node_get_type_string(node));
    }
}

/* A tree on one line, to be compared with a literal: p{text strong{bold}} h2{more}. */
static inline void outline(ts_buf *out, cmark_node *document)
{
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        const char *literal = cmark_node_get_literal(node);
        cmark_node_type type = cmark_node_get_type(node);
        if (node == document)
            continue;
        if (event == CMARK_EVENT_EXIT) {
            ts_buf_putc(out, '}');
        } else if (type == CMARK_NODE_TEXT) {
            ts_buf_puts(out, literal);
        } else if (type == CMARK_NODE_LINEBREAK || type == CMARK_NODE_THEMATIC_BREAK ||
                   type == CMARK_NODE_SOFTBREAK) {
            ts_buf_puts(out, type == CMARK_NODE_LINEBREAK   ? "/"
                             : type == CMARK_NODE_SOFTBREAK ? "_"
                                                            : "hr{}");
        } else {
            outline_name(out, node);
            ts_buf_printf(out, literal ? "{%s}" : "{", literal);
        }
    }
    cmark_iter_free(iter);
}

#endif
