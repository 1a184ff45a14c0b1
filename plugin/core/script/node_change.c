/* What filters do to the tree: nodes put in, taken out, copied. */
#include "script/nodes.h"

#include "text/utf8.h"

#include <string.h>

/* Instructions that making a node counts as. */
#define NODE_WORK 64

/* --- loose nodes ---------------------------------------------------------------------------------------- */

cmark_node *ts_nodes_loose(lua_State *L, cmark_node *node)
{
    ts_script *script = ts_script_of(L);
    ts_vec_push(&script->loose, node);
    ts_script_charge(L, NODE_WORK);
    if (script->loose.len > TS_NODES_MAX)
        luaL_error(L, "filters made more than %d nodes for one article", TS_NODES_MAX);
    return node;
}

void ts_nodes_take_out(lua_State *L, cmark_node *node)
{
    cmark_node_unlink(node);
    ts_nodes_loose(L, node);
}

/* A loose node may stand below another by now, and may be noted twice: the roots are found before any is
 * freed, and marked by becoming their own user data. */
void ts_nodes_free_loose(ts_script *script)
{
    size_t roots = 0;
    for (size_t i = 0; i < script->loose.len; i++) {
        cmark_node *node = script->loose.items[i];
        if (cmark_node_parent(node) || cmark_node_get_user_data(node) == node)
            continue;
        cmark_node_set_user_data(node, node);
        script->loose.items[roots++] = node;
    }
    for (size_t i = 0; i < roots; i++)
        cmark_node_free(script->loose.items[i]);
    ts_vec_free(&script->loose);
}

/* The way up counts: a filter can build a tree as deep as it has nodes. */
bool ts_nodes_is_below(lua_State *L, cmark_node *node, const cmark_node *root)
{
    size_t levels = 0;
    for (node = cmark_node_parent(node); node && node != root; node = cmark_node_parent(node))
        levels++;
    ts_script_charge(L, levels);
    return node != NULL;
}

/* --- text ----------------------------------------------------------------------------------------------- */

const char *ts_nodes_text(lua_State *L, int index, bool lines)
{
    ts_str s;
    s.ptr = luaL_checklstring(L, index, &s.len);
    if (memchr(s.ptr, '\0', s.len))
        luaL_error(L, "a NUL byte in the text of a node");
    if (!ts_utf8_valid(s))
        luaL_error(L, "text that is no UTF-8");
    ts_script_take(L, s.len);
    if (lines || !strpbrk(s.ptr, "\r\n"))
        return s.ptr;
    ts_buf *text = ts_script_text(ts_script_of(L));
    for (size_t i = 0; i < s.len; i++)
        ts_buf_putc(text, s.ptr[i] == '\r' || s.ptr[i] == '\n' ? ' ' : s.ptr[i]);
    lua_pushlstring(L, text->ptr, text->len); /* stays on the stack of the C function that wants it */
    return lua_tostring(L, -1);
}

/* --- copies --------------------------------------------------------------------------------------------- */

static void copy_payload(lua_State *L, cmark_node *to, cmark_node *from)
{
    const ts_payload *payload = ts_node_payload(from);
    if (!payload)
        return;
    ts_arena *arena = ts_script_of(L)->article->arena;
    ts_payload *copy = TS_NEW(arena, ts_payload);
    *copy = *payload;
    if (payload->aligns && payload->columns > 0) {
        ts_script_take(L, (size_t)payload->columns * sizeof *copy->aligns);
        copy->aligns = ts_arena_alloc(arena, (size_t)payload->columns * sizeof *copy->aligns);
        memcpy(copy->aligns, payload->aligns, (size_t)payload->columns * sizeof *copy->aligns);
    }
    cmark_node_set_user_data(to, copy);
}

/* The node without its children. */
static cmark_node *copy_one(lua_State *L, cmark_node *from)
{
    cmark_node_type type = cmark_node_get_type(from);
    cmark_node *to = ts_nodes_loose(L, cmark_node_new(type));
    const char *literal = cmark_node_get_literal(from);
    if (literal) {
        ts_script_take(L, strlen(literal));
        cmark_node_set_literal(to, literal);
    }
    if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) {
        ts_script_take(L, strlen(cmark_node_get_url(from)) + strlen(cmark_node_get_title(from)));
        cmark_node_set_url(to, cmark_node_get_url(from));
        cmark_node_set_title(to, cmark_node_get_title(from));
    } else if (type == CMARK_NODE_CODE_BLOCK) {
        ts_script_take(L, strlen(cmark_node_get_fence_info(from)));
        cmark_node_set_fence_info(to, cmark_node_get_fence_info(from));
    } else if (type == CMARK_NODE_HEADING) {
        cmark_node_set_heading_level(to, cmark_node_get_heading_level(from));
    } else if (type == CMARK_NODE_LIST) {
        cmark_node_set_list_type(to, cmark_node_get_list_type(from));
        cmark_node_set_list_delim(to, cmark_node_get_list_delim(from));
        cmark_node_set_list_start(to, cmark_node_get_list_start(from));
        cmark_node_set_list_tight(to, cmark_node_get_list_tight(from));
    }
    copy_payload(L, to, from);
    return to;
}

cmark_node *ts_nodes_copy(lua_State *L, cmark_node *node)
{
    cmark_node *root = copy_one(L, node), *to = root;
    for (cmark_node *from = node;;) {
        cmark_node *below = cmark_node_first_child(from);
        if (below) {
            cmark_node *copy = copy_one(L, below);
            cmark_node_append_child(to, copy);
            from = below;
            to = copy;
            continue;
        }
        while (from != node && !cmark_node_next(from)) {
            from = cmark_node_parent(from);
            to = cmark_node_parent(to);
        }
        if (from == node)
            return root;
        from = cmark_node_next(from);
        to = cmark_node_parent(to);
        cmark_node *copy = copy_one(L, from);
        cmark_node_append_child(to, copy);
        to = copy;
    }
}

/* --- what may stand where ------------------------------------------------------------------------------- */

static bool is_block(cmark_node *node)
{
    return ts_nodes_kind_of(node)->block;
}

bool ts_nodes_is_part(cmark_node *node)
{
    ts_payload_kind kind = ts_node_kind_of(node);
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_ITEM ||
           (type == CMARK_NODE_CUSTOM_BLOCK &&
            (kind == TS_NODE_ROW || kind == TS_NODE_CELL || kind == TS_NODE_CAPTION || kind == TS_NODE_TERM ||
             kind == TS_NODE_DETAILS));
}

/* cmark looks after its own kinds; it would take anything in ours. */
static bool may_hold(cmark_node *parent, cmark_node *child)
{
    ts_payload_kind kind = ts_node_kind_of(child);
    cmark_node_type type = cmark_node_get_type(child);
    bool part = type == CMARK_NODE_CUSTOM_BLOCK && ts_nodes_is_part(child);
    if (cmark_node_get_type(parent) != CMARK_NODE_CUSTOM_BLOCK)
        return !part;
    switch (ts_node_kind_of(parent)) {
    case TS_NODE_TABLE:
        return part && kind == TS_NODE_ROW;
    case TS_NODE_ROW:
        return part && kind == TS_NODE_CELL;
    case TS_NODE_DEFINITIONS:
        return kind == TS_NODE_TERM || kind == TS_NODE_DETAILS;
    case TS_NODE_DETAILS:
    case TS_NODE_NOTE:
        return is_block(child) && !part;
    case TS_NODE_CELL:
        return !is_block(child) || type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_LIST;
    case TS_NODE_CAPTION:
    case TS_NODE_TERM:
    case TS_NODE_CARD:
        return !is_block(child);
    case TS_NODE_FIGURE:
        return type == CMARK_NODE_PARAGRAPH || kind == TS_NODE_TABLE || kind == TS_NODE_CAPTION;
    default:
        return false;
    }
}

static int refuse(lua_State *L, cmark_node *parent, cmark_node *child)
{
    const char *name = ts_nodes_kind_of(child)->name;
    if (cmark_node_get_type(parent) == CMARK_NODE_DOCUMENT)
        return luaL_error(L, "a `%s` cannot stand in the article itself", name);
    return luaL_error(L, "a `%s` cannot stand in a `%s`", name, ts_nodes_kind_of(parent)->name);
}

/* The node to put in for what the handle at `index` stands for: itself where it is free, else a copy. */
static cmark_node *free_node(lua_State *L, cmark_node *node)
{
    return cmark_node_parent(node) || node == ts_script_of(L)->article->tree ? ts_nodes_copy(L, node) : node;
}

/* A node made from a string: text, or a paragraph of it where blocks are wanted. */
static cmark_node *text_node(lua_State *L, int index, bool block)
{
    cmark_node *text = ts_nodes_loose(L, cmark_node_new(CMARK_NODE_TEXT));
    cmark_node_set_literal(text, ts_nodes_text(L, index, false));
    if (!block)
        return text;
    cmark_node *paragraph = ts_nodes_loose(L, cmark_node_new(CMARK_NODE_PARAGRAPH));
    cmark_node_append_child(paragraph, text);
    return paragraph;
}

static bool wants_blocks(cmark_node *parent)
{
    cmark_node_type type = cmark_node_get_type(parent);
    return type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_ITEM ||
           ts_node_kind_of(parent) == TS_NODE_FIGURE || ts_node_kind_of(parent) == TS_NODE_DETAILS ||
           ts_node_kind_of(parent) == TS_NODE_NOTE;
}

/* Where the next node goes: behind `after`, or before `before`, or last in `parent`. */
typedef struct slot {
    cmark_node *parent, *before, *after;
    cmark_node *keep; /* the node whose place this is: it may stand in the list itself */
    bool stays;       /* it does */
    bool kept;        /* and was met */
    bool copies;      /* even free nodes are copied */
} slot;

/* cmark looks at all above the place, lest a node stand in itself: as often as that, it counts. */
static void charge_depth(lua_State *L, cmark_node *parent)
{
    ts_nodes_is_below(L, parent, NULL);
}

static void put_node(lua_State *L, slot *to, cmark_node *node)
{
    if (node == to->keep && !to->kept) {
        to->kept = to->stays = true;
        to->after = node;
        return;
    }
    bool below_kept = to->keep && !to->stays && cmark_node_parent(node) == to->keep;
    if (below_kept) /* its content takes its place */
        cmark_node_unlink(node);
    else
        node = to->copies ? ts_nodes_copy(L, node) : free_node(L, node);
    charge_depth(L, to->parent);
    int done = may_hold(to->parent, node);
    if (done && to->after)
        done = cmark_node_insert_after(to->after, node);
    else if (done && to->before)
        done = cmark_node_insert_before(to->before, node);
    else if (done)
        done = cmark_node_append_child(to->parent, node);
    if (!done) {
        if (below_kept)
            ts_nodes_loose(L, node);
        refuse(L, to->parent, node);
    }
    if (to->after)
        to->after = node;
}

static void put_item(lua_State *L, slot *to, int index)
{
    cmark_node *node = ts_nodes_at(L, index);
    if (node)
        put_node(L, to, node);
    else if (lua_type(L, index) == LUA_TSTRING)
        put_node(L, to, text_node(L, index, wants_blocks(to->parent)));
    else
        luaL_error(L, "a node, text or a list of them expected, and got a %s", luaL_typename(L, index));
}

static void put_all(lua_State *L, slot *to, int index)
{
    luaL_checkstack(L, 8, "nodes");
    if (!lua_istable(L, index)) {
        put_item(L, to, index);
        return;
    }
    lua_Integer n = (lua_Integer)lua_rawlen(L, index);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, index, i);
        int top = lua_gettop(L);
        put_item(L, to, top);
        lua_settop(L, top - 1);
    }
}

void ts_nodes_append(lua_State *L, cmark_node *parent, int index)
{
    slot to = {.parent = parent};
    index = lua_absindex(L, index);
    ts_nodes_settle(L);
    put_all(L, &to, index);
}

void ts_nodes_append_copies(lua_State *L, cmark_node *parent, int index)
{
    slot to = {.parent = parent, .copies = true};
    ts_nodes_settle(L);
    put_all(L, &to, index);
}

static bool lists(lua_State *L, int index, cmark_node *node)
{
    lua_Integer n = lua_istable(L, index) ? (lua_Integer)lua_rawlen(L, index) : 0;
    bool found = false;
    for (lua_Integer i = 1; i <= n && !found; i++) {
        lua_rawgeti(L, index, i);
        found = ts_nodes_at(L, -1) == node;
        lua_pop(L, 1);
    }
    return found;
}

void ts_nodes_replace(lua_State *L, cmark_node *node, int index)
{
    index = lua_absindex(L, index);
    slot to = {
        .parent = cmark_node_parent(node), .before = node, .keep = node, .stays = lists(L, index, node)};
    put_all(L, &to, index);
    if (!to.kept)
        ts_nodes_take_out(L, node);
}
