/* Handles: what scripts hold of a value tree. A handle points into the tree, which is borrowed for one call;
 * one that outlives its call is dead and says so. */
#include "script/state.h"

#include <string.h>

static const char *const names[TS_HANDLE_KINDS] = {"list", "map", "html"};

typedef struct handle {
    const ts_value *value;
    unsigned call;
    bool lenient; /* unknown fields are nil: made by opt() */
} handle;

static void push_handle(lua_State *L, const ts_value *value, ts_handle_kind kind, bool lenient)
{
    handle *h = lua_newuserdatauv(L, sizeof *h, 0);
    ts_script *script = ts_script_of(L);
    *h = (handle){value, script->call, lenient};
    lua_rawgeti(L, LUA_REGISTRYINDEX, script->handles[kind]);
    lua_setmetatable(L, -2);
}

static void push_value(lua_State *L, const ts_value *value, bool lenient)
{
    switch (value ? value->kind : TS_NIL) {
    case TS_NIL:
        lua_pushnil(L);
        return;
    case TS_BOOL:
        lua_pushboolean(L, value->boolean);
        return;
    case TS_INT:
        lua_pushinteger(L, value->integer);
        return;
    case TS_NUM:
        lua_pushnumber(L, value->number);
        return;
    case TS_STRING:
        lua_pushlstring(L, value->string.len ? value->string.ptr : "", value->string.len);
        return;
    case TS_HTML:
        push_handle(L, value, TS_HANDLE_HTML, lenient);
        return;
    case TS_LIST:
        push_handle(L, value, TS_HANDLE_LIST, lenient);
        return;
    case TS_MAP:
        push_handle(L, value, TS_HANDLE_MAP, lenient);
        return;
    }
}

void ts_value_to_lua(lua_State *L, const ts_value *value)
{
    push_value(L, value, false);
}

void ts_value_rebind(lua_State *L, int index, const ts_value *map)
{
    static const ts_value empty = {.kind = TS_MAP};
    handle *h = lua_touserdata(L, index);
    h->value = map && map->kind == TS_MAP ? map : &empty;
    h->call = ts_script_of(L)->call;
}

/* The handle of that kind, NULL for any other value. Metatables are told apart by their address: this runs
 * for every field that a template reads. */
static handle *test(lua_State *L, int index, ts_handle_kind kind)
{
    if (lua_type(L, index) != LUA_TUSERDATA || !lua_getmetatable(L, index))
        return NULL;
    bool same = lua_topointer(L, -1) == ts_script_of(L)->metatables[kind];
    lua_pop(L, 1);
    return same ? lua_touserdata(L, index) : NULL;
}

static handle *check_call(lua_State *L, handle *h, ts_handle_kind kind)
{
    if (h->call != ts_script_of(L)->call)
        luaL_error(L, "this %s belongs to another page", names[kind]);
    return h;
}

static handle *check(lua_State *L, int index, ts_handle_kind kind)
{
    handle *h = test(L, index, kind);
    if (!h)
        luaL_typeerror(L, index, names[kind]);
    return check_call(L, h, kind);
}

/* The same for the first argument of a metamethod that no script can call itself: Lua has seen to its kind.
 */
static handle *self(lua_State *L, ts_handle_kind kind)
{
    return check_call(L, lua_touserdata(L, 1), kind);
}

const ts_value *ts_value_handle(lua_State *L, int index)
{
    for (int kind = 0; kind < TS_HANDLE_KINDS; kind++)
        if (test(L, index, (ts_handle_kind)kind))
            return check(L, index, (ts_handle_kind)kind)->value;
    return NULL;
}

static int refuse_write(lua_State *L)
{
    return luaL_error(L, "what the site hands to a script is read-only");
}

static int refuse_concat(lua_State *L)
{
    int index = lua_type(L, 1) == LUA_TUSERDATA ? 1 : 2;
    const char *kind = luaL_getmetafield(L, index, "__name") == LUA_TSTRING ? lua_tostring(L, -1) : "value";
    if (strcmp(kind, names[TS_HANDLE_HTML]) == 0)
        return luaL_error(L, "html cannot be joined with `..`: write it with a {{ }} of its own");
    return luaL_error(L, "a %s cannot be joined with `..`", kind);
}

static int same_value(lua_State *L)
{
    const ts_value *a = ts_value_handle(L, 1), *b = ts_value_handle(L, 2);
    lua_pushboolean(L, a && a == b);
    return 1;
}

/* --- lists ---------------------------------------------------------------------------------------------- */

static int list_index(lua_State *L)
{
    handle *h = self(L, TS_HANDLE_LIST);
    if (lua_type(L, 2) == LUA_TSTRING)
        return luaL_error(L, "a list has no field `%s`", lua_tostring(L, 2));
    lua_Integer i = luaL_checkinteger(L, 2);
    if (i < 1 || (lua_Unsigned)i > h->value->list.len)
        return 0;
    push_value(L, h->value->list.items[i - 1], h->lenient);
    return 1;
}

static int list_len(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)self(L, TS_HANDLE_LIST)->value->list.len);
    return 1;
}

static int list_next(lua_State *L)
{
    handle *h = check(L, 1, TS_HANDLE_LIST);
    lua_Integer i = luaL_optinteger(L, 2, 0);
    if (i < 0 || (lua_Unsigned)i >= h->value->list.len)
        return 0;
    lua_pushinteger(L, i + 1);
    push_value(L, h->value->list.items[i], h->lenient);
    return 2;
}

static int list_pairs(lua_State *L)
{
    check(L, 1, TS_HANDLE_LIST);
    lua_pushcfunction(L, list_next);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

static const luaL_Reg list_methods[] = {
    {"__concat", refuse_concat},
    {"__eq", same_value},
    {"__index", list_index},
    {"__len", list_len},
    {"__newindex", refuse_write},
    {"__pairs", list_pairs},
    {NULL, NULL},
};

/* --- maps ----------------------------------------------------------------------------------------------- */

static int unknown_field(lua_State *L, const ts_type *type, ts_str key)
{
    const char *near = ts_nearest(key, type->fields);
    if (near)
        return luaL_error(L, "no field `%s` on %s: did you mean `%s`?", key.ptr, type->name, near);
    return luaL_error(L, "no field `%s` on %s", key.ptr, type->name);
}

static bool has_field(const ts_type *type, const char *key)
{
    for (const char *const *field = type->fields; *field; field++)
        if (**field == *key && strcmp(*field, key) == 0)
            return true;
    return false;
}

/* The pair with that key, or NULL. The same key tends to stand at the same place in all maps of a kind. */
static const ts_pair *find_pair(ts_script *script, const ts_value *map, ts_str key)
{
    uintptr_t mix = (uintptr_t)key.ptr >> 4 ^ (uintptr_t)map->map.type >> 3;
    uint32_t *hint = &script->hints[mix % TS_HINTS];
    if (*hint < map->map.len && ts_str_eq(map->map.pairs[*hint].key, key))
        return &map->map.pairs[*hint];
    const ts_pair *pair = ts_value_pair(map, key);
    if (pair)
        *hint = (uint32_t)(pair - map->map.pairs);
    return pair;
}

bool ts_value_read(ts_script *script, const ts_value *map, bool lenient, ts_str key, const ts_value **value)
{
    const ts_type *type = map->map.type;
    const ts_pair *pair = find_pair(script, map, key);
    *value = pair ? pair->value : NULL;
    if (type && type->sharing)
        ts_note_field(script, map, pair, key.ptr);
    return *value || !type || lenient || has_field(type, key.ptr);
}

bool ts_value_borrow(lua_State *L, int index, const ts_value **value, bool *lenient)
{
    const handle *h = NULL;
    for (int kind = 0; kind < TS_HANDLE_KINDS && !h; kind++)
        h = test(L, index, (ts_handle_kind)kind);
    if (!h || h->call != ts_script_of(L)->call)
        return false;
    *value = h->value;
    *lenient = h->lenient;
    return true;
}

const ts_value *ts_value_lasting(lua_State *L, int index)
{
    const handle *h = test(L, index, TS_HANDLE_MAP);
    bool lasting = h && h->call == ts_script_of(L)->call && !h->lenient && h->value->map.type &&
                   h->value->map.type->sharing;
    return lasting ? h->value : NULL;
}

static int map_index(lua_State *L)
{
    handle *h = self(L, TS_HANDLE_MAP);
    const ts_type *type = h->value->map.type;
    const ts_value *value;
    if (lua_type(L, 2) != LUA_TSTRING) {
        if (type && !h->lenient)
            return luaL_error(L, "%s is no list: its fields have names", type->name);
        return 0;
    }
    ts_str key;
    key.ptr = lua_tolstring(L, 2, &key.len);
    if (!ts_value_read(ts_script_of(L), h->value, h->lenient, key, &value))
        return unknown_field(L, type, key);
    push_value(L, value, h->lenient);
    return 1;
}

/* Upvalue: how many pairs are behind us. */
static int map_next(lua_State *L)
{
    handle *h = check(L, 1, TS_HANDLE_MAP);
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(1));
    if (h->value->map.type && h->value->map.type->sharing && i == 0)
        ts_note_all(ts_script_of(L), h->value);
    if ((lua_Unsigned)i >= h->value->map.len)
        return 0;
    lua_pushinteger(L, i + 1);
    lua_replace(L, lua_upvalueindex(1));
    const ts_pair *pair = &h->value->map.pairs[i];
    lua_pushlstring(L, pair->key.ptr, pair->key.len);
    push_value(L, pair->value, h->lenient);
    return 2;
}

static int map_pairs(lua_State *L)
{
    check(L, 1, TS_HANDLE_MAP);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, map_next, 1);
    lua_pushvalue(L, 1);
    return 2;
}

static const luaL_Reg map_methods[] = {
    {"__concat", refuse_concat},  {"__eq", same_value},   {"__index", map_index},
    {"__newindex", refuse_write}, {"__pairs", map_pairs}, {NULL, NULL},
};

/* --- html ----------------------------------------------------------------------------------------------- */

/* The markup as plain text: written anywhere it is escaped like all other text. */
static int html_tostring(lua_State *L)
{
    ts_str s = check(L, 1, TS_HANDLE_HTML)->value->string;
    lua_pushlstring(L, s.len ? s.ptr : "", s.len);
    return 1;
}

static int html_index(lua_State *L)
{
    return luaL_error(L, "html has no fields: tostring(html) gives its text");
}

static const luaL_Reg html_methods[] = {
    {"__concat", refuse_concat},  {"__eq", same_value},          {"__index", html_index},
    {"__newindex", refuse_write}, {"__tostring", html_tostring}, {NULL, NULL},
};

/* --- opt ------------------------------------------------------------------------------------------------ */

int ts_value_opt(lua_State *L, int index)
{
    const ts_value *value = ts_value_handle(L, index);
    if (!value)
        return luaL_argerror(L, index, "the name of a variable or a value of the site expected");
    push_value(L, value, true);
    return 1;
}

static void open_kind(lua_State *L, ts_handle_kind kind, const luaL_Reg *methods)
{
    luaL_newmetatable(L, names[kind]);
    ts_script_of(L)->metatables[kind] = lua_topointer(L, -1);
    luaL_setfuncs(L, methods, 0);
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    ts_script_of(L)->handles[kind] = luaL_ref(L, LUA_REGISTRYINDEX);
}

void ts_value_open(lua_State *L)
{
    open_kind(L, TS_HANDLE_LIST, list_methods);
    open_kind(L, TS_HANDLE_MAP, map_methods);
    open_kind(L, TS_HANDLE_HTML, html_methods);
}
