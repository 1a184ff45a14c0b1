#include "article/node.h"

#include <stdlib.h>

static bool is_inline_kind(ts_payload_kind kind)
{
    return kind == TS_NODE_DELETED || kind == TS_NODE_RUBY || kind == TS_NODE_RUN_IN;
}

cmark_node *ts_node_new(ts_arena *arena, ts_payload_kind kind)
{
    cmark_node *node =
        cmark_node_new(is_inline_kind(kind) ? CMARK_NODE_CUSTOM_INLINE : CMARK_NODE_CUSTOM_BLOCK);
    ts_payload *payload = TS_NEW(arena, ts_payload);
    payload->kind = kind;
    cmark_node_set_user_data(node, payload);
    return node;
}

ts_payload *ts_node_payload(cmark_node *node)
{
    return node ? cmark_node_get_user_data(node) : NULL;
}

ts_payload_kind ts_node_kind_of(cmark_node *node)
{
    ts_payload *payload = ts_node_payload(node);
    return payload ? payload->kind : TS_NODE_NONE;
}

ts_payload *ts_node_image_payload(ts_arena *arena, cmark_node *image)
{
    ts_payload *payload = ts_node_payload(image);
    if (!payload) {
        payload = TS_NEW(arena, ts_payload);
        cmark_node_set_user_data(image, payload);
    }
    return payload;
}

cmark_node *ts_node_text_new(ts_str text)
{
    cmark_node *node = cmark_node_new(CMARK_NODE_TEXT);
    char *z = ts_strndup(text);
    cmark_node_set_literal(node, z);
    free(z);
    return node;
}
