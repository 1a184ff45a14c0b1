/* site.lua, whose functions are called when the articles are known. It runs anew for each of these calls:
 * none leaves anything to the next. */
#include "script/state.h"

typedef struct site_call {
    ts_arena *arena;
    ts_str source;
    const char *path;
    const ts_value *argument, *collections;
    const ts_value *result;
} site_call;

const char *const ts_site_functions[] = {"filter", "pages", "sort", NULL};

/* Runs the file and leaves its table; errors without a place of their own are where it first says `key`. */
static void run_file(lua_State *L, const site_call *call, const char *key)
{
    ts_script *script = ts_script_of(L);
    int chunk = ts_table_run(L, call->source, call->path);
    size_t at = ts_str_find(call->source, ts_str_of(key), 0);
    script->at_chunk = chunk;
    script->at_offset = at == TS_NPOS ? 0 : at;
}

/* --- collections ---------------------------------------------------------------------------------------- */

/* Pushes the field of the collection on top that should be a function; false where it has none. */
static bool push_function(lua_State *L, const char *name, const char *field)
{
    int type = lua_getfield(L, -1, field);
    if (type != LUA_TNIL && type != LUA_TFUNCTION)
        luaL_error(L, "`%s` of the collection `%s` must be a function, and is a %s", field, name,
                   lua_typename(L, type));
    if (type == LUA_TNIL)
        lua_pop(L, 1);
    return type == LUA_TFUNCTION;
}

/* Pushes a table of the articles that the filter of the collection at the index lets through. */
static void push_filtered(lua_State *L, int collection, const char *name, const ts_value *articles)
{
    lua_Integer n = 0;
    lua_pushvalue(L, collection);
    bool filtered = push_function(L, name, "filter");
    int filter = lua_gettop(L);
    lua_newtable(L);
    for (size_t i = 0; i < articles->list.len; i++) {
        bool keep = true;
        ts_value_to_lua(L, articles->list.items[i]);
        if (filtered) {
            lua_pushvalue(L, filter);
            lua_pushvalue(L, -2);
            lua_call(L, 1, 1);
            keep = lua_toboolean(L, -1);
            lua_pop(L, 1);
        }
        if (keep)
            lua_rawseti(L, -2, ++n);
        else
            lua_pop(L, 1);
    }
}

/* The articles of the collection on top, which is popped. */
static const ts_value *collect(lua_State *L, const site_call *call, const char *name)
{
    int collection = lua_gettop(L);
    luaL_checkstack(L, 12, "collections");
    push_filtered(L, collection, name, call->argument);
    int kept = lua_gettop(L);
    lua_pushvalue(L, collection);
    if (push_function(L, name, "sort")) {
        lua_pushcfunction(L, ts_stable_sort);
        lua_pushvalue(L, kept);
        lua_pushvalue(L, -3);
        lua_call(L, 2, 0);
    }
    lua_settop(L, kept);
    lua_Integer n = (lua_Integer)lua_rawlen(L, kept);
    int64_t limit = ts_value_get_int(ts_value_get(call->collections, name), "limit", n);
    ts_value *list = ts_value_list(call->arena);
    for (lua_Integer i = 1; i <= n && i <= limit; i++) {
        lua_rawgeti(L, kept, i);
        ts_value_push(call->arena, list, ts_value_handle(L, -1));
        lua_pop(L, 1);
    }
    lua_settop(L, collection - 1);
    return list;
}

static int run_collections(lua_State *L)
{
    site_call *call = lua_touserdata(L, 1);
    ts_value *map = ts_value_map(call->arena, NULL);
    run_file(L, call, "collections");
    if (lua_getfield(L, -1, "collections") != LUA_TTABLE)
        return luaL_error(L, "the file no longer returns the collections that it returned before");
    int collections = lua_gettop(L);
    for (size_t i = 0; i < call->collections->map.len; i++) {
        const char *name = call->collections->map.pairs[i].key.ptr;
        if (lua_getfield(L, collections, name) != LUA_TTABLE)
            return luaL_error(L, "the file no longer returns the collection `%s`", name);
        ts_value_set(call->arena, map, name, collect(L, call, name));
    }
    call->result = map;
    return 0;
}

const ts_value *ts_script_collections(ts_script *script, ts_arena *arena, ts_str source, const char *path,
                                      const ts_value *collections, const ts_value *articles, ts_error *error)
{
    site_call call = {arena, source, path, articles, collections, NULL};
    return ts_script_call(script, run_collections, &call, TS_SETTINGS, error) ? call.result : NULL;
}

/* --- pages ---------------------------------------------------------------------------------------------- */

static int run_pages(lua_State *L)
{
    site_call *call = lua_touserdata(L, 1);
    run_file(L, call, "pages");
    if (lua_getfield(L, -1, "pages") != LUA_TFUNCTION)
        return luaL_error(L, "`pages` must be a function, and is a %s", luaL_typename(L, -1));
    ts_value_to_lua(L, call->argument);
    lua_call(L, 1, 1);
    if (!lua_istable(L, -1))
        return luaL_error(L, "`pages` must return a list of pages, and returned a %s", luaL_typename(L, -1));
    call->result = ts_value_from_lua(L, -1, call->arena, "pages");
    if (call->result->kind != TS_LIST)
        return luaL_error(L, "`pages` must return a list of pages, and returned a table with names");
    return 0;
}

const ts_value *ts_script_pages(ts_script *script, ts_arena *arena, ts_str source, const char *path,
                                const ts_value *site, ts_error *error)
{
    site_call call = {arena, source, path, site, NULL, NULL};
    return ts_script_call(script, run_pages, &call, TS_SETTINGS, error) ? call.result : NULL;
}
