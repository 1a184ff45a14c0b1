#include "markdown/ast.h"
#include "text/json.h"

static const char *name_of(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_NONE:
        break;
    case CMARK_NODE_DOCUMENT:
        return "Document";
    case CMARK_NODE_BLOCK_QUOTE:
        return "BlockQuote";
    case CMARK_NODE_LIST:
        return cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? "OrderedList" : "BulletList";
    case CMARK_NODE_ITEM:
        return "Item";
    case CMARK_NODE_CODE_BLOCK:
        return "CodeBlock";
    case CMARK_NODE_HTML_BLOCK:
        return "RawBlock";
    case CMARK_NODE_CUSTOM_BLOCK:
    case CMARK_NODE_CUSTOM_INLINE:
        return ts_node_kind_name(ts_node_kind_of(node));
    case CMARK_NODE_PARAGRAPH:
        return "Para";
    case CMARK_NODE_HEADING:
        return "Header";
    case CMARK_NODE_THEMATIC_BREAK:
        return "HorizontalRule";
    case CMARK_NODE_TEXT:
        return "Str";
    case CMARK_NODE_SOFTBREAK:
        return "SoftBreak";
    case CMARK_NODE_LINEBREAK:
        return "LineBreak";
    case CMARK_NODE_CODE:
        return "Code";
    case CMARK_NODE_HTML_INLINE:
        return "RawInline";
    case CMARK_NODE_EMPH:
        return "Emph";
    case CMARK_NODE_STRONG:
        return "Strong";
    case CMARK_NODE_LINK:
        return "Link";
    case CMARK_NODE_IMAGE:
        return "Image";
    }
    return "None";
}

static void put_text(ts_buf *out, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    ts_buf_printf(out, " %s=", name);
    ts_json_string(out, ts_str_of(text));
}

static void put_number(ts_buf *out, const char *name, int number)
{
    if (number)
        ts_buf_printf(out, " %s=%d", name, number);
}

static void put_payload(ts_buf *out, const ts_payload *payload)
{
    put_text(out, "verse", payload->kind == TS_NODE_VERSE ? "true" : NULL);
    put_number(out, "columns", payload->columns);
    put_text(out, "header", payload->header ? "true" : NULL);
    put_text(out, "reading", payload->reading);
    put_text(out, "credit", payload->credit);
    put_text(out, "label", payload->label);
    put_text(out, "url", payload->url);
    put_text(out, "provider", payload->provider);
    put_text(out, "language", payload->language);
    put_text(out, "direction", payload->direction);
    put_number(out, "width", payload->width);
    put_number(out, "height", payload->height);
}

static void put_properties(ts_buf *out, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HEADING)
        put_number(out, "level", cmark_node_get_heading_level(node));
    if (type == CMARK_NODE_LIST)
        put_number(out, "start", cmark_node_get_list_start(node));
    if (type == CMARK_NODE_CODE_BLOCK)
        put_text(out, "info", cmark_node_get_fence_info(node));
    put_text(out, "text", cmark_node_get_literal(node));
    put_text(out, "url", cmark_node_get_url(node));
    put_text(out, "title", cmark_node_get_title(node));
    if (ts_node_payload(node))
        put_payload(out, ts_node_payload(node));
}

void ts_ast_write(ts_buf *out, cmark_node *node)
{
    cmark_iter *iter = cmark_iter_new(node);
    int depth = 0;
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *at = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_EXIT) {
            depth--;
            continue;
        }
        ts_buf_printf(out, "%*s%s", depth * 2, "", name_of(at));
        put_properties(out, at);
        ts_buf_putc(out, '\n');
        /* Leaves have no exit event; a childless container has one. */
        cmark_node_type type = cmark_node_get_type(at);
        bool leaf = type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_THEMATIC_BREAK ||
                    type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_TEXT ||
                    type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK || type == CMARK_NODE_CODE ||
                    type == CMARK_NODE_HTML_INLINE;
        depth += !leaf;
    }
    cmark_iter_free(iter);
}
