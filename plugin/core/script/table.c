/* Lua values to value trees: settings, arguments, data of scripts. */
#include "script/state.h"

#include <math.h>
#include <string.h>

typedef struct reading {
    lua_State *L;
    ts_arena *arena;
    const char *what;
    const char *const *functions; /* keys at which a function may stand, read as true; may be NULL */
    size_t values;
} reading;

static const ts_value *read_value(reading *r, int index, const char *name, int depth);

/* The length of a table whose keys are 1 … n, 0 where it has others, or none. */
static lua_Integer sequence_length(lua_State *L, int table)
{
    lua_Integer n = (lua_Integer)lua_rawlen(L, table), keys = 0;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        keys++;
        if (!lua_isinteger(L, -2) || lua_tointeger(L, -2) < 1 || lua_tointeger(L, -2) > n) {
            lua_pop(L, 2);
            return 0;
        }
    }
    return keys == n ? n : 0;
}

static const ts_value *read_list(reading *r, int table, lua_Integer n, const char *name, int depth)
{
    ts_value *list = ts_value_list(r->arena);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(r->L, table, i);
        ts_value_push(r->arena, list, read_value(r, lua_gettop(r->L), name, depth + 1));
        lua_pop(r->L, 1);
    }
    return list;
}

/* The pairs come in the order of their keys: pairs of the sandbox sorts them. */
static const ts_value *read_map(reading *r, int table, const char *name, int depth)
{
    lua_State *L = r->L;
    ts_value *map = ts_value_map(r->arena, NULL);
    lua_pushcfunction(L, ts_sorted_pairs);
    lua_pushvalue(L, table);
    lua_call(L, 1, 1); /* iterator */
    for (;;) {
        lua_pushvalue(L, -1);
        lua_pushvalue(L, table);
        lua_call(L, 1, 2); /* iterator key value */
        if (lua_isnil(L, -2))
            break;
        if (lua_type(L, -2) != LUA_TSTRING)
            luaL_error(L, "`%s` of %s mixes named fields with others: a key must be text", name, r->what);
        const char *key = lua_tostring(L, -2);
        ts_script_charge(L, map->map.len / 8); /* that many keys are looked at */
        ts_value_set(r->arena, map, key, read_value(r, lua_gettop(L), key, depth + 1));
        lua_pop(L, 2);
    }
    lua_pop(L, 3);
    return map;
}

static const ts_value *read_table(reading *r, int index, const char *name, int depth)
{
    if (depth >= TS_TABLE_DEPTH)
        luaL_error(r->L, "`%s` of %s nests deeper than %d levels, or holds itself", name, r->what,
                   TS_TABLE_DEPTH);
    luaL_checkstack(r->L, 12, "nested tables");
    lua_Integer n = sequence_length(r->L, index);
    bool empty = false;
    if (n == 0) {
        lua_pushnil(r->L);
        empty = !lua_next(r->L, index);
        lua_settop(r->L, empty ? lua_gettop(r->L) : lua_gettop(r->L) - 2);
    }
    return n || empty ? read_list(r, index, n, name, depth) : read_map(r, index, name, depth);
}

static const ts_value *read_number(reading *r, int index, const char *name)
{
    if (lua_isinteger(r->L, index))
        return ts_value_int(r->arena, lua_tointeger(r->L, index));
    lua_Number n = lua_tonumber(r->L, index);
    if (!isfinite(n))
        luaL_error(r->L, "`%s` of %s is no finite number", name, r->what);
    return ts_value_num(r->arena, n);
}

static const ts_value *read_value(reading *r, int index, const char *name, int depth)
{
    lua_State *L = r->L;
    ts_str s;
    if (++r->values > TS_TABLE_VALUES)
        luaL_error(L, "%s holds more than %d values", r->what, TS_TABLE_VALUES);
    switch (lua_type(L, index)) {
    case LUA_TNIL:
        return ts_value_nil(r->arena);
    case LUA_TBOOLEAN:
        return ts_value_bool(r->arena, lua_toboolean(L, index));
    case LUA_TNUMBER:
        return read_number(r, index, name);
    case LUA_TSTRING:
        s.ptr = lua_tolstring(L, index, &s.len);
        ts_script_take(L, s.len);
        return ts_value_string(r->arena, s);
    case LUA_TTABLE:
        return read_table(r, index, name, depth);
    case LUA_TFUNCTION:
        for (const char *const *known = r->functions; known && *known; known++)
            if (strcmp(*known, name) == 0)
                return ts_value_bool(r->arena, true);
        break;
    default:
        break;
    }
    const ts_value *value = ts_value_handle(L, index);
    if (!value)
        luaL_error(L, "`%s` of %s is a %s: only text, numbers, booleans and tables of them can stand there",
                   name, r->what, lua_typename(L, lua_type(L, index)));
    return value;
}

const ts_value *ts_value_from_lua(lua_State *L, int index, ts_arena *arena, const char *what)
{
    reading r = {L, arena, what, NULL, 0};
    return read_value(&r, lua_absindex(L, index), "the value", 0);
}

/* --- files that return a table -------------------------------------------------------------------------- */

typedef struct table_call {
    ts_arena *arena;
    ts_str source;
    const char *path;
    const char *const *functions;
    const ts_value *result;
} table_call;

int ts_table_run(lua_State *L, ts_str source, const char *path)
{
    ts_script *script = ts_script_of(L);
    int chunk = ts_script_chunk(script, path, source);
    script->at_chunk = chunk;
    script->at_offset = 0;
    if (ts_script_load(script, chunk, source) != LUA_OK)
        return lua_error(L);
    ts_sandbox_environment(L);
    lua_setupvalue(L, -2, 1);
    lua_call(L, 0, 1);
    if (!lua_istable(L, -1))
        return ts_script_raise_at(L, chunk, 0, "this file must return a table, and returns a %s",
                                  lua_typename(L, lua_type(L, -1)));
    return chunk;
}

static int run_table(lua_State *L)
{
    table_call *call = lua_touserdata(L, 1);
    int chunk = ts_table_run(L, call->source, call->path);
    reading r = {L, call->arena, call->path, call->functions, 0};
    const ts_value *value = read_value(&r, lua_gettop(L), "the value", 0);
    if (value->kind == TS_LIST && value->list.len > 0)
        return ts_script_raise_at(L, chunk, 0,
                                  "this file must return a table with named fields, and returns a list");
    call->result = value->kind == TS_MAP ? value : ts_value_map(call->arena, NULL);
    return 0;
}

const ts_value *ts_script_table(ts_script *script, ts_arena *arena, ts_str source, const char *path,
                                const char *const *functions, ts_error *error)
{
    table_call call = {arena, source, path, functions, NULL};
    return ts_script_call(script, run_table, &call, TS_SETTINGS, error) ? call.result : NULL;
}
