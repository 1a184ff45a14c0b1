/* Handles on nodes: reading and setting what a node has. */
#include "script/nodes.h"

#include "markdown/plain.h"

#include <string.h>

#define NODE "node"

typedef struct handle {
    cmark_node *node;
    unsigned call;
} handle;

const ts_nodes_kind ts_nodes_kinds[] = {
    {"BlockQuote", CMARK_NODE_BLOCK_QUOTE, TS_NODE_NONE, CMARK_NO_LIST, true},
    {"BulletList", CMARK_NODE_LIST, TS_NODE_NONE, CMARK_BULLET_LIST, true},
    {"Caption", CMARK_NODE_CUSTOM_BLOCK, TS_NODE_CAPTION, CMARK_NO_LIST, true},
    {"Card", CMARK_NODE_CUSTOM_BLOCK, TS_NODE_CARD, CMARK_NO_LIST, true},
    {"Cell", CMARK_NODE_CUSTOM_BLOCK, TS_NODE_CELL, CMARK_NO_LIST, true},
    {"Code", CMARK_NODE_CODE, TS_NODE_NONE, CMARK_NO_LIST, false},
    {"CodeBlock", CMARK_NODE_CODE_BLOCK, TS_NODE_NONE, CMARK_NO_LIST, true},
    {"Definition", CMARK_NODE_CUSTOM_BLOCK, TS_NODE_DETAILS, CMARK_NO_LIST, true},
    {"DefinitionList", CMARK_NODE_CUSTOM_BLOCK, TS_NODE_DEFINITIONS, CMARK_NO_LIST, true},
    {"Emph", CMARK_NODE_EMPH, TS_NODE_NONE, CMARK_NO_LIST, false},
    {"Figure", CMARK_NODE_CUSTOM_BLOCK, TS_NODE_FIGURE, CMARK_NO_LIST, true},
    {"Header", CMARK_NODE_HEADING, TS_NODE_NONE, CMARK_NO_LIST, true},
    {"HorizontalRule", CMARK_NODE_THEMATIC_BREAK, TS_NODE_NONE, CMARK_NO_LIST, true},
    {"Image", CMARK_NODE_IMAGE, TS_NODE_NONE, CMARK_NO_LIST, false},
    {"Item", CMARK_NODE_ITEM, TS_NODE_NONE, CMARK_NO_LIST, true},
    {"LineBreak", CMARK_NODE_LINEBREAK, TS_NODE_NONE, CMARK_NO_LIST, false},
    {"Link", CMARK_NODE_LINK, TS_NODE_NONE, CMARK_NO_LIST, false},
    {"Note", CMARK_NODE_CUSTOM_BLOCK, TS_NODE_NOTE, CMARK_NO_LIST, true},
    {"NoteRef", CMARK_NODE_CUSTOM_INLINE, TS_NODE_NOTE_REF, CMARK_NO_LIST, false},
    {"OrderedList", CMARK_NODE_LIST, TS_NODE_NONE, CMARK_ORDERED_LIST, true},
    {"Para", CMARK_NODE_PARAGRAPH, TS_NODE_NONE, CMARK_NO_LIST, true},
    {"RawBlock", CMARK_NODE_HTML_BLOCK, TS_NODE_NONE, CMARK_NO_LIST, true},
    {"RawInline", CMARK_NODE_HTML_INLINE, TS_NODE_NONE, CMARK_NO_LIST, false},
    {"Row", CMARK_NODE_CUSTOM_BLOCK, TS_NODE_ROW, CMARK_NO_LIST, true},
    {"Ruby", CMARK_NODE_CUSTOM_INLINE, TS_NODE_RUBY, CMARK_NO_LIST, false},
    {"RunIn", CMARK_NODE_CUSTOM_INLINE, TS_NODE_RUN_IN, CMARK_NO_LIST, false},
    {"SoftBreak", CMARK_NODE_SOFTBREAK, TS_NODE_NONE, CMARK_NO_LIST, false},
    {"Span", CMARK_NODE_CUSTOM_INLINE, TS_NODE_SPAN, CMARK_NO_LIST, false},
    {"Str", CMARK_NODE_TEXT, TS_NODE_NONE, CMARK_NO_LIST, false},
    {"Strikeout", CMARK_NODE_CUSTOM_INLINE, TS_NODE_DELETED, CMARK_NO_LIST, false},
    {"Strong", CMARK_NODE_STRONG, TS_NODE_NONE, CMARK_NO_LIST, false},
    {"Table", CMARK_NODE_CUSTOM_BLOCK, TS_NODE_TABLE, CMARK_NO_LIST, true},
    {"Term", CMARK_NODE_CUSTOM_BLOCK, TS_NODE_TERM, CMARK_NO_LIST, true},
    {NULL, CMARK_NODE_NONE, TS_NODE_NONE, CMARK_NO_LIST, false},
};

const ts_nodes_kind *ts_nodes_kind_of(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    bool custom = type == CMARK_NODE_CUSTOM_BLOCK || type == CMARK_NODE_CUSTOM_INLINE;
    const ts_nodes_kind *name = ts_nodes_kinds;
    for (; name->name; name++)
        if (name->type == type && (!custom || name->payload == ts_node_kind_of(node)) &&
            (type != CMARK_NODE_LIST || name->list == cmark_node_get_list_type(node)))
            return name;
    return name;
}

void ts_nodes_push(lua_State *L, cmark_node *node)
{
    handle *h = lua_newuserdatauv(L, sizeof *h, 0);
    *h = (handle){node, ts_script_of(L)->call};
    luaL_setmetatable(L, NODE);
}

static void push_or_nil(lua_State *L, cmark_node *node)
{
    if (node && cmark_node_get_type(node) != CMARK_NODE_DOCUMENT)
        ts_nodes_push(L, node);
    else
        lua_pushnil(L);
}

cmark_node *ts_nodes_at(lua_State *L, int index)
{
    handle *h = luaL_testudata(L, index, NODE);
    if (h && h->call != ts_script_of(L)->call)
        luaL_error(L, "this node belongs to another article");
    return h ? h->node : NULL;
}

static cmark_node *check(lua_State *L, int index)
{
    cmark_node *node = ts_nodes_at(L, index);
    if (!node)
        luaL_argerror(L, index, "a node expected");
    return node;
}

/* --- fields --------------------------------------------------------------------------------------------- */

/* Literal fields of a node by cmark's getters and setters. */
typedef struct text_field {
    cmark_node_type type;
    const char *name;
    const char *(*get)(cmark_node *);
    int (*set)(cmark_node *, const char *);
    bool lines; /* line ends may stand in it */
} text_field;

static const text_field text_fields[] = {
    {CMARK_NODE_TEXT, "text", cmark_node_get_literal, cmark_node_set_literal, false},
    {CMARK_NODE_CODE, "text", cmark_node_get_literal, cmark_node_set_literal, false},
    {CMARK_NODE_CODE_BLOCK, "text", cmark_node_get_literal, cmark_node_set_literal, true},
    {CMARK_NODE_CODE_BLOCK, "info", cmark_node_get_fence_info, cmark_node_set_fence_info, false},
    {CMARK_NODE_HTML_BLOCK, "text", cmark_node_get_literal, NULL, false},
    {CMARK_NODE_HTML_INLINE, "text", cmark_node_get_literal, NULL, false},
    {CMARK_NODE_LINK, "target", cmark_node_get_url, cmark_node_set_url, false},
    {CMARK_NODE_LINK, "title", cmark_node_get_title, cmark_node_set_title, false},
    {CMARK_NODE_IMAGE, "src", cmark_node_get_url, cmark_node_set_url, false},
    {CMARK_NODE_IMAGE, "title", cmark_node_get_title, cmark_node_set_title, false},
};

static const text_field *find_text_field(cmark_node *node, const char *name)
{
    for (size_t i = 0; i < sizeof text_fields / sizeof *text_fields; i++)
        if (text_fields[i].type == cmark_node_get_type(node) && strcmp(text_fields[i].name, name) == 0)
            return &text_fields[i];
    return NULL;
}

const char *const ts_nodes_fields[] = {"aligns",  "content",  "credit", "direction", "header", "info",
                                       "label",   "language", "level",  "next",      "parent", "previous",
                                       "reading", "src",      "start",  "tag",       "target", "text",
                                       "tight",   "title",    NULL};

static int unknown_field(lua_State *L, cmark_node *node, const char *name)
{
    const char *near = ts_nearest(ts_str_of(name), ts_nodes_fields);
    if (near && strcmp(near, name) != 0)
        return luaL_error(L, "no field `%s` on %s: did you mean `%s`?", name, ts_nodes_kind_of(node)->name,
                          near);
    return luaL_error(L, "no field `%s` on %s", name, ts_nodes_kind_of(node)->name);
}

static bool push_number_field(lua_State *L, cmark_node *node, const char *name)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HEADING && strcmp(name, "level") == 0)
        lua_pushinteger(L, cmark_node_get_heading_level(node));
    else if (type == CMARK_NODE_LIST && strcmp(name, "start") == 0)
        lua_pushinteger(L, cmark_node_get_list_start(node));
    else if (type == CMARK_NODE_LIST && strcmp(name, "tight") == 0)
        lua_pushboolean(L, cmark_node_get_list_tight(node));
    else
        return false;
    return true;
}

static bool has_label(cmark_node *node)
{
    return ts_node_kind_of(node) == TS_NODE_NOTE || ts_node_kind_of(node) == TS_NODE_NOTE_REF;
}

/* The field of a span; NULL for any other. */
static const char **span_field(cmark_node *node, const char *name)
{
    ts_payload *payload = ts_node_kind_of(node) == TS_NODE_SPAN ? ts_node_payload(node) : NULL;
    return payload && strcmp(name, "language") == 0    ? &payload->language
           : payload && strcmp(name, "direction") == 0 ? &payload->direction
                                                       : NULL;
}

/* Fields that our own kinds keep in their payload. */
static bool push_payload_field(lua_State *L, cmark_node *node, const char *name)
{
    const ts_payload *payload = ts_node_payload(node);
    if (cmark_node_get_type(node) == CMARK_NODE_IMAGE && strcmp(name, "credit") == 0)
        lua_pushstring(L, payload && payload->credit ? payload->credit : "");
    else if (ts_node_kind_of(node) == TS_NODE_RUBY && strcmp(name, "reading") == 0)
        lua_pushstring(L, payload->reading);
    else if (span_field(node, name))
        lua_pushstring(L, *span_field(node, name));
    else if (has_label(node) && strcmp(name, "label") == 0)
        lua_pushstring(L, payload->label);
    else if (ts_node_kind_of(node) == TS_NODE_CARD && strcmp(name, "target") == 0)
        lua_pushstring(L, payload->url);
    else if (ts_node_kind_of(node) == TS_NODE_ROW && strcmp(name, "header") == 0)
        lua_pushboolean(L, payload->header);
    else if (ts_node_kind_of(node) == TS_NODE_TABLE && strcmp(name, "aligns") == 0)
        ts_nodes_push_aligns(L, node);
    else
        return false;
    return true;
}

static bool set_payload_field(lua_State *L, cmark_node *node, const char *name)
{
    ts_arena *arena = ts_script_of(L)->article->arena;
    if (cmark_node_get_type(node) == CMARK_NODE_IMAGE && strcmp(name, "credit") == 0) {
        const char *credit = ts_nodes_text(L, 3, false);
        ts_node_image_payload(arena, node)->credit = credit[0] ? ts_arena_strdup(arena, credit) : NULL;
    } else if (ts_node_kind_of(node) == TS_NODE_RUBY && strcmp(name, "reading") == 0) {
        ts_node_payload(node)->reading = ts_arena_strdup(arena, ts_nodes_text(L, 3, false));
    } else if (span_field(node, name)) {
        *span_field(node, name) = ts_nodes_span_text(L, 3, *name == 'l');
    } else if (has_label(node) && strcmp(name, "label") == 0) {
        ts_node_payload(node)->label = ts_nodes_label(L, 3);
    } else if (ts_node_kind_of(node) == TS_NODE_CARD && strcmp(name, "target") == 0) {
        ts_node_payload(node)->url = ts_arena_strdup(arena, ts_nodes_text(L, 3, false));
    } else if (ts_node_kind_of(node) == TS_NODE_ROW && strcmp(name, "header") == 0) {
        ts_node_payload(node)->header = lua_toboolean(L, 3);
    } else if (ts_node_kind_of(node) == TS_NODE_TABLE && strcmp(name, "aligns") == 0) {
        ts_nodes_set_aligns(L, node, 3);
    } else {
        return false;
    }
    return true;
}

static int node_plain(lua_State *L)
{
    ts_buf *text;
    cmark_node *node = check(L, 1);
    const char *literal = cmark_node_get_literal(node);
    ts_nodes_settle(L);
    text = ts_script_text(ts_script_of(L));
    if (literal)
        ts_buf_puts(text, literal);
    else if (ts_nodes_kind_of(node)->block)
        ts_plain_write(text, node, TS_CAPTIONS_KEEP);
    else
        ts_plain_inlines(text, node);
    lua_pushlstring(L, text->ptr, text->len);
    return 1;
}

static int node_copy(lua_State *L)
{
    cmark_node *node = check(L, 1);
    ts_nodes_settle(L);
    ts_nodes_push(L, ts_nodes_copy(L, node));
    return 1;
}

/* A copy over which the filter has run. */
static int node_walk(lua_State *L)
{
    cmark_node *node = check(L, 1);
    ts_filter_check(L, 2, -1);
    lua_settop(L, 2);
    ts_nodes_settle(L);
    cmark_node *copy = ts_nodes_copy(L, node);
    ts_nodes_push(L, copy);
    ts_walk(L, 2, copy);
    return 1;
}

const luaL_Reg ts_nodes_methods[] = {
    {"copy", node_copy},
    {"plain", node_plain},
    {"walk", node_walk},
    {NULL, NULL},
};

static bool push_link_field(lua_State *L, cmark_node *node, const char *name)
{
    if (strcmp(name, "tag") == 0)
        lua_pushstring(L, ts_nodes_kind_of(node)->name);
    else if (strcmp(name, "content") == 0)
        ts_nodes_push_content(L, node);
    else if (strcmp(name, "parent") == 0)
        push_or_nil(L, cmark_node_parent(node));
    else if (strcmp(name, "next") == 0)
        push_or_nil(L, cmark_node_next(node));
    else if (strcmp(name, "previous") == 0)
        push_or_nil(L, cmark_node_previous(node));
    else
        return false;
    return true;
}

static int node_index(lua_State *L)
{
    cmark_node *node = check(L, 1);
    const char *name = luaL_checkstring(L, 2);
    for (const luaL_Reg *method = ts_nodes_methods; method->name; method++)
        if (strcmp(method->name, name) == 0) {
            lua_pushcfunction(L, method->func);
            return 1;
        }
    if (push_link_field(L, node, name) || push_number_field(L, node, name) ||
        push_payload_field(L, node, name))
        return 1;
    const text_field *field = find_text_field(node, name);
    if (!field)
        return unknown_field(L, node, name);
    const char *text = field->get(node);
    lua_pushstring(L, text ? text : "");
    return 1;
}

static bool set_number_field(lua_State *L, cmark_node *node, const char *name)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HEADING && strcmp(name, "level") == 0) {
        lua_Integer level = luaL_checkinteger(L, 3);
        luaL_argcheck(L, level >= 1 && level <= 6, 3, "a level from 1 to 6 expected");
        cmark_node_set_heading_level(node, (int)level);
    } else if (type == CMARK_NODE_LIST && strcmp(name, "start") == 0) {
        lua_Integer start = luaL_checkinteger(L, 3);
        luaL_argcheck(L, start >= 0 && start <= 999999999, 3, "a number from 0 to 999999999 expected");
        cmark_node_set_list_start(node, (int)start);
    } else if (type == CMARK_NODE_LIST && strcmp(name, "tight") == 0) {
        cmark_node_set_list_tight(node, lua_toboolean(L, 3));
    } else {
        return false;
    }
    return true;
}

static int node_newindex(lua_State *L)
{
    cmark_node *node = check(L, 1);
    const char *name = luaL_checkstring(L, 2);
    const text_field *field = find_text_field(node, name);
    if (strcmp(name, "content") == 0)
        ts_nodes_set_content(L, node, 3);
    else if (field && field->set)
        field->set(node, ts_nodes_text(L, 3, field->lines));
    else if (field || push_link_field(L, node, name))
        return luaL_error(L, "the field `%s` of %s cannot be set", name, ts_nodes_kind_of(node)->name);
    else if (!set_number_field(L, node, name) && !set_payload_field(L, node, name))
        return unknown_field(L, node, name);
    return 0;
}

static int node_eq(lua_State *L)
{
    cmark_node *a = ts_nodes_at(L, 1), *b = ts_nodes_at(L, 2);
    lua_pushboolean(L, a && a == b);
    return 1;
}

static int node_tostring(lua_State *L)
{
    lua_pushstring(L, ts_nodes_kind_of(check(L, 1))->name);
    return 1;
}

static const luaL_Reg metamethods[] = {
    {"__eq", node_eq}, {"__index", node_index}, {"__newindex", node_newindex}, {"__tostring", node_tostring},
    {NULL, NULL},
};

void ts_nodes_open(lua_State *L)
{
    luaL_newmetatable(L, NODE);
    luaL_setfuncs(L, metamethods, 0);
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);
    ts_record_open(L);
}
