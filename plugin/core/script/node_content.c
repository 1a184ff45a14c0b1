/* What a node holds, as a Lua list that may be changed: el.content:insert(x) counts like el.content = list.
 *
 * The lists that a function read are kept, by node, in a table of the registry until it returns; whatever
 * looks at the tree meanwhile settles first: lists that differ from the tree by now are written into it. */
#include "script/nodes.h"

static const char lists_key = 0;

/* Pushes the table of the running function: lists by node, and the nodes in the order they were asked for. */
static void push_lists(lua_State *L)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &lists_key) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &lists_key);
}

void ts_nodes_push_children(lua_State *L, cmark_node *node)
{
    lua_Integer n = 0;
    lua_newtable(L);
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child)) {
        ts_nodes_push(L, child);
        lua_rawseti(L, -2, ++n);
    }
    ts_module_push(L, "tearsheet.list");
    ts_set_metatable(L);
}

void ts_nodes_push_content(lua_State *L, cmark_node *node)
{
    luaL_checkstack(L, 12, "content");
    push_lists(L);
    if (lua_rawgetp(L, -1, node) != LUA_TTABLE) {
        lua_pop(L, 1);
        ts_nodes_push_children(L, node);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, -3, node);
        lua_pushlightuserdata(L, node);
        lua_rawseti(L, -3, (lua_Integer)lua_rawlen(L, -3) + 1);
    }
    lua_remove(L, -2);
}

/* Whether the list on top is what the node holds. */
static bool is_content(lua_State *L, cmark_node *node)
{
    lua_Integer n = (lua_Integer)lua_rawlen(L, -1), i = 0;
    cmark_node *child = cmark_node_first_child(node);
    for (; child && i < n; child = cmark_node_next(child)) {
        lua_rawgeti(L, -1, ++i);
        cmark_node *item = ts_nodes_at(L, -1);
        lua_pop(L, 1);
        if (item != child)
            return false;
    }
    ts_script_charge(L, (size_t)i);
    return !child && i == n;
}

/* What stands there now goes first: nodes of it that come again are moved, others copied. */
static void replace_content(lua_State *L, cmark_node *node, int index)
{
    index = lua_absindex(L, index);
    for (cmark_node *child; (child = cmark_node_first_child(node));)
        ts_nodes_take_out(L, child);
    ts_nodes_append(L, node, index);
}

void ts_nodes_set_content(lua_State *L, cmark_node *node, int index)
{
    index = lua_absindex(L, index);
    luaL_checkstack(L, 12, "content");
    ts_nodes_settle(L);
    push_lists(L);
    lua_pushnil(L);
    lua_rawsetp(L, -2, node); /* its list of before no longer counts */
    lua_pop(L, 1);
    replace_content(L, node, index);
}

void ts_nodes_settle(lua_State *L)
{
    ts_script *script = ts_script_of(L);
    luaL_checkstack(L, 12, "content");
    if (script->settling || lua_rawgetp(L, LUA_REGISTRYINDEX, &lists_key) != LUA_TTABLE) {
        lua_settop(L, script->settling ? lua_gettop(L) : lua_gettop(L) - 1);
        return;
    }
    script->settling = true;
    int lists = lua_gettop(L);
    lua_Integer n = (lua_Integer)lua_rawlen(L, lists);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, lists, i);
        cmark_node *node = lua_touserdata(L, -1);
        if (lua_rawgetp(L, lists, node) == LUA_TTABLE && !is_content(L, node))
            replace_content(L, node, -1);
        lua_settop(L, lists);
    }
    lua_pop(L, 1);
    script->settling = false;
}

void ts_nodes_push_lists(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lists_key);
    lua_pushnil(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &lists_key);
}

void ts_nodes_pop_lists(lua_State *L)
{
    lua_rawsetp(L, LUA_REGISTRYINDEX, &lists_key);
}
