#include "script/state.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* --- pairs: keys in order ------------------------------------------------------------------------------- */

typedef struct key {
    int type; /* LUA_TNUMBER, LUA_TSTRING, LUA_TBOOLEAN, or another */
    lua_Number number;
    ts_str text;
    size_t nth; /* in the table of keys */
} key;

static int by_key(const void *a, const void *b)
{
    const key *x = a, *y = b;
    if (x->type != y->type) /* numbers, text, booleans, the rest */
        return x->type == LUA_TNUMBER   ? -1
               : y->type == LUA_TNUMBER ? 1
               : x->type == LUA_TSTRING ? -1
               : y->type == LUA_TSTRING ? 1
                                        : x->type - y->type;
    if (x->type == LUA_TNUMBER)
        return (x->number > y->number) - (x->number < y->number);
    if (x->type == LUA_TSTRING)
        return ts_str_cmp(x->text, y->text);
    return (x->nth > y->nth) - (x->nth < y->nth);
}

static key describe(lua_State *L, int index, size_t nth)
{
    key k = {lua_type(L, index), 0, {NULL, 0}, nth};
    if (k.type == LUA_TNUMBER)
        k.number = lua_tonumber(L, index);
    else if (k.type == LUA_TSTRING)
        k.text.ptr = lua_tolstring(L, index, &k.text.len);
    else if (k.type == LUA_TBOOLEAN)
        k.nth = (size_t)lua_toboolean(L, index);
    return k;
}

/* Pushes a list of the table's keys in order. */
static void push_keys(lua_State *L, int table)
{
    size_t n = 0, i = 0;
    lua_newtable(L);
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        lua_pushvalue(L, -2);
        lua_rawseti(L, -4, (lua_Integer)++n);
    }
    if (n < 2)
        return;
    ts_script_charge(L, n * 4);
    key *keys = lua_newuserdatauv(L, n * sizeof *keys, 0); /* collected, whatever is raised */
    for (i = 0; i < n; i++) {
        lua_rawgeti(L, -2, (lua_Integer)i + 1);
        keys[i] = describe(L, -1, i);
        lua_pop(L, 1);
    }
    qsort(keys, n, sizeof *keys, by_key);
    lua_createtable(L, (int)n, 0); /* unsorted keys sorted */
    for (i = 0; i < n; i++) {
        if (keys[i].type == LUA_TBOOLEAN)
            lua_pushboolean(L, keys[i].nth != 0);
        else
            lua_rawgeti(L, -3, (lua_Integer)keys[i].nth + 1);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_replace(L, -3);
    lua_pop(L, 1);
}

/* Upvalues: the keys, how many are behind us. */
static int next_pair(lua_State *L)
{
    for (;;) {
        lua_Integer i = lua_tointeger(L, lua_upvalueindex(2)) + 1;
        lua_pushinteger(L, i);
        lua_replace(L, lua_upvalueindex(2));
        if (lua_rawgeti(L, lua_upvalueindex(1), i) == LUA_TNIL)
            return 1;
        lua_pushvalue(L, -1);
        if (lua_rawget(L, 1) != LUA_TNIL)
            return 2;
        lua_pop(L, 2);
    }
}

int ts_sorted_pairs(lua_State *L)
{
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    push_keys(L, 1);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_pair, 2);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

/* --- tostring, metatables ------------------------------------------------------------------------------- */

void ts_script_tostring(lua_State *L, int index)
{
    int type = lua_type(L, index);
    bool plain = type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TBOOLEAN || type == LUA_TNIL;
    if (plain || luaL_getmetafield(L, index, "__tostring") != LUA_TNIL) {
        if (!plain)
            lua_pop(L, 1);
        luaL_tolstring(L, index, NULL);
        return;
    }
    if (luaL_getmetafield(L, index, "__name") != LUA_TSTRING)
        lua_pushstring(L, lua_typename(L, type));
}

static int plain_tostring(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    ts_script_tostring(L, 1);
    return 1;
}

/* What a metatable may say. Left out: __gc, as finalizers run where no limit holds, and __mode, as weak
 * tables show when the collector ran. */
static const char *const events[] = {"__add",   "__band",     "__bnot",  "__bor",       "__bxor", "__call",
                                     "__close", "__concat",   "__div",   "__eq",        "__idiv", "__index",
                                     "__le",    "__len",      "__lt",    "__metatable", "__mod",  "__mul",
                                     "__name",  "__newindex", "__pairs", "__pow",       "__shl",  "__shr",
                                     "__sub",   "__tostring", "__unm",   NULL};

/* In the metatable that is really set: that getmetatable's answer is its original, and no lock. */
static const char open_key = 0;

/* Lua looks for a function to call in the __call of a __call without end and without a count, so a metatable
 * is read once and set as a copy that no script can reach: what it was checked for stays so. */
void ts_set_metatable(lua_State *L)
{
    static const char *const refused[] = {"__gc", "__mode", NULL};
    luaL_checkstack(L, 8, "metatables");
    int meta = lua_gettop(L);
    for (const char *const *name = refused; *name; name++) {
        lua_pushstring(L, *name);
        if (lua_rawget(L, meta) != LUA_TNIL)
            luaL_error(L, "a metatable with %s is not allowed", *name);
        lua_pop(L, 1);
    }
    lua_createtable(L, 0, 4);
    for (const char *const *name = events; *name; name++) {
        lua_pushstring(L, *name);
        lua_pushvalue(L, -1);
        int type = lua_rawget(L, meta);
        if (type != LUA_TNIL && type != LUA_TFUNCTION && strcmp(*name, "__call") == 0)
            luaL_error(L, "__call of a metatable must be a function");
        lua_rawset(L, meta + 1);
    }
    lua_pushliteral(L, "__metatable");
    if (lua_rawget(L, meta + 1) == LUA_TNIL) {
        lua_pushvalue(L, meta);
        lua_setfield(L, meta + 1, "__metatable");
        lua_pushboolean(L, true);
        lua_rawsetp(L, meta + 1, &open_key);
    }
    lua_settop(L, meta + 1);
    lua_remove(L, meta);
    lua_setmetatable(L, -2);
}

static int safe_setmetatable(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table");
    lua_settop(L, 2);
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) {
        lua_getmetatable(L, 1);
        if (lua_rawgetp(L, -1, &open_key) == LUA_TNIL)
            return luaL_error(L, "this table's metatable cannot be changed");
    }
    lua_settop(L, 2);
    lua_pushvalue(L, 1);
    lua_insert(L, 2); /* table table metatable */
    if (lua_isnil(L, 3))
        lua_setmetatable(L, 2);
    else
        ts_set_metatable(L);
    lua_settop(L, 1);
    return 1;
}

static int safe_getmetatable(lua_State *L)
{
    return lua_type(L, 1) == LUA_TTABLE && luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL;
}

const luaL_Reg ts_base_functions[] = {
    {"getmetatable", safe_getmetatable},
    {"pairs", ts_sorted_pairs},
    {"setmetatable", safe_setmetatable},
    {"tostring", plain_tostring},
    {NULL, NULL},
};

/* --- string --------------------------------------------------------------------------------------------- */

/* Lua's string.format, fetched once: the upvalue of ours would need a table of its own. */
static int lua_format(lua_State *L)
{
    lua_getfield(L, LUA_REGISTRYINDEX, "ts.format");
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

static int safe_format(lua_State *L)
{
    size_t len;
    const char *format = luaL_checklstring(L, 1, &len);
    for (size_t i = 0; i + 1 < len; i++) {
        if (format[i] != '%')
            continue;
        for (i++; i < len && format[i] && strchr("-+ #0123456789.", format[i]);)
            i++;
        if (i < len && format[i] == 'p')
            return luaL_error(L, "%%p is left out: addresses differ from run to run");
    }
    for (int i = 2; i <= lua_gettop(L); i++) {
        int type = lua_type(L, i);
        if (type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TBOOLEAN || type == LUA_TNIL)
            continue;
        ts_script_tostring(L, i);
        lua_replace(L, i);
    }
    return lua_format(L);
}

static int safe_rep(lua_State *L)
{
    size_t len, sep_len;
    const char *text = luaL_checklstring(L, 1, &len);
    lua_Integer n = luaL_checkinteger(L, 2);
    const char *sep = luaL_optlstring(L, 3, "", &sep_len);
    luaL_Buffer buffer;
    if (n <= 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if ((size_t)n > ts_script_of(L)->limits.memory / (len + sep_len + 1))
        return luaL_error(L, "the repeated string is too long");
    ts_script_charge(L, (size_t)n);
    luaL_buffinit(L, &buffer);
    for (lua_Integer i = 0; i < n; i++) {
        if (i > 0)
            luaL_addlstring(&buffer, sep, sep_len);
        luaL_addlstring(&buffer, text, len);
    }
    luaL_pushresult(&buffer);
    return 1;
}

void ts_script_results(lua_State *L, size_t n)
{
    ts_script_charge(L, n);
    if (n > INT_MAX || !lua_checkstack(L, (int)n))
        luaL_error(L, "too many results");
}

static int safe_byte(lua_State *L)
{
    size_t len;
    const char *text = luaL_checklstring(L, 1, &len);
    lua_Integer size = (lua_Integer)len;
    lua_Integer from = luaL_optinteger(L, 2, 1);
    lua_Integer to = luaL_optinteger(L, 3, from);
    from = from > 0 ? from : from == 0 || from < -size ? 1 : size + from + 1;
    to = to > size ? size : to >= 0 ? to : to < -size ? 0 : size + to + 1;
    if (from > to)
        return 0;
    ts_script_results(L, (size_t)(to - from) + 1);
    for (lua_Integer i = from; i <= to; i++)
        lua_pushinteger(L, (unsigned char)text[i - 1]);
    return (int)(to - from) + 1;
}

const luaL_Reg ts_string_functions[] = {
    {"byte", safe_byte},
    {"format", safe_format},
    {"rep", safe_rep},
    {NULL, NULL},
};

/* --- utf8 ----------------------------------------------------------------------------------------------- */

/* Lua's function of that name, which reads all of a text: counted by the text's length. */
static int counted(lua_State *L, const char *name)
{
    size_t len;
    luaL_checklstring(L, 1, &len);
    ts_script_charge(L, len / 8);
    lua_getfield(L, LUA_REGISTRYINDEX, "ts.utf8");
    lua_getfield(L, -1, name);
    lua_replace(L, -2);
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

static int counted_codepoint(lua_State *L)
{
    return counted(L, "codepoint");
}

static int counted_len(lua_State *L)
{
    return counted(L, "len");
}

static int counted_offset(lua_State *L)
{
    return counted(L, "offset");
}

const luaL_Reg ts_utf8_functions[] = {
    {"codepoint", counted_codepoint},
    {"len", counted_len},
    {"offset", counted_offset},
    {NULL, NULL},
};
