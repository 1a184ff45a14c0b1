#include "article/node.h"

#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    bool in_line;
} kinds[TS_NODE_KINDS] = {
    [TS_NODE_NONE] = {"Custom", false},      [TS_NODE_TABLE] = {"Table", false},
    [TS_NODE_ROW] = {"Row", false},          [TS_NODE_CELL] = {"Cell", false},
    [TS_NODE_FIGURE] = {"Figure", false},    [TS_NODE_CAPTION] = {"Caption", false},
    [TS_NODE_DELETED] = {"Strikeout", true}, [TS_NODE_RUBY] = {"Ruby", true},
    [TS_NODE_RUN_IN] = {"RunIn", true},      [TS_NODE_DEFINITIONS] = {"DefinitionList", false},
    [TS_NODE_TERM] = {"Term", false},        [TS_NODE_DETAILS] = {"Definition", false},
    [TS_NODE_NOTE_REF] = {"NoteRef", true},  [TS_NODE_NOTE] = {"Note", false},
    [TS_NODE_VERSE] = {"Para", false},       [TS_NODE_CARD] = {"Card", false},
    [TS_NODE_SPAN] = {"Span", true},
};

const char *ts_node_kind_name(ts_payload_kind kind)
{
    return kinds[kind].name;
}

bool ts_node_kind_is_inline(ts_payload_kind kind)
{
    return kinds[kind].in_line;
}

cmark_node *ts_node_new(ts_arena *arena, ts_payload_kind kind)
{
    cmark_node *node =
        cmark_node_new(kinds[kind].in_line ? CMARK_NODE_CUSTOM_INLINE : CMARK_NODE_CUSTOM_BLOCK);
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

cmark_node *ts_node_behind(cmark_node *node, cmark_node *root, bool into)
{
    cmark_node *behind = into ? cmark_node_first_child(node) : NULL;
    while (!behind && node != root) {
        behind = cmark_node_next(node);
        node = cmark_node_parent(node);
    }
    return behind;
}

cmark_node *ts_node_block_behind(cmark_node *node, cmark_node *root)
{
    cmark_node_type type = cmark_node_get_type(node);
    return ts_node_behind(node, root, type != CMARK_NODE_PARAGRAPH && type != CMARK_NODE_HEADING);
}

bool ts_is_note_label(ts_str label)
{
    if (!label.len || label.len > TS_NOTE_LABEL)
        return false;
    for (size_t pos = 0; pos < label.len;) {
        size_t start = pos;
        uint32_t c = ts_utf8_next(label, &pos);
        bool word = c < 0x80 ? (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                             : !ts_is_space(c) && !ts_is_punct_or_symbol(c) && c != 0xFFFD && c >= 0xA1 &&
                                   !(c >= 0xFDD0 && c <= 0xFDEF) && (c & 0xFFFE) != 0xFFFE && c != 0xFEFF;
        bool between = start > 0 && pos < label.len && c < 0x80 && c && strchr("-_.:", (int)c);
        if (!word && !between)
            return false;
    }
    return true;
}

bool ts_is_language(ts_str tag)
{
    if (!tag.len || tag.len > TS_LANGUAGE || tag.ptr[0] == '-' || tag.ptr[tag.len - 1] == '-')
        return false;
    for (size_t i = 0; i < tag.len; i++) {
        unsigned char c = (unsigned char)tag.ptr[i];
        if (c > 0x7F || (c != '-' && !ts_is_alnum(c)))
            return false;
    }
    return true;
}

bool ts_is_direction(ts_str direction)
{
    return ts_str_is(direction, "ltr") || ts_str_is(direction, "rtl");
}

bool ts_node_is_span(cmark_node *node)
{
    const ts_payload *payload = ts_node_payload(node);
    return ts_node_kind_of(node) == TS_NODE_SPAN && (payload->language || payload->direction) &&
           (!payload->language || ts_is_language(ts_str_of(payload->language))) &&
           (!payload->direction || ts_is_direction(ts_str_of(payload->direction)));
}

cmark_node *ts_node_lone_strong(cmark_node *block)
{
    cmark_node *child = cmark_node_first_child(block);
    bool strong =
        child && !cmark_node_next(child) &&
        (cmark_node_get_type(child) == CMARK_NODE_STRONG || ts_node_kind_of(child) == TS_NODE_RUN_IN);
    return strong ? child : NULL;
}

cmark_node *ts_list_new(bool ordered, long start)
{
    cmark_node *list = cmark_node_new(CMARK_NODE_LIST);
    cmark_node_set_list_tight(list, 1);
    cmark_node_set_list_type(list, ordered ? CMARK_ORDERED_LIST : CMARK_BULLET_LIST);
    if (ordered) {
        cmark_node_set_list_delim(list, CMARK_PERIOD_DELIM);
        cmark_node_set_list_start(list, start < 0 || start > 999999999 ? 1 : (int)start);
    }
    return list;
}

bool ts_is_empty_comment(ts_str html)
{
    if (html.len < strlen("<!---->") || !ts_str_starts(html, TS_STR("<!--")) ||
        !ts_str_ends(html, TS_STR("-->")))
        return false;
    for (size_t pos = strlen("<!--"); pos < html.len - strlen("-->");)
        if (!ts_is_space(ts_utf8_next(html, &pos)))
            return false;
    return true;
}
