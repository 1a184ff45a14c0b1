/* table.* of scripts: Lua's own loop without counting, as often as a __len that lies tells them to. */
#include "script/state.h"

/* Raises where the value is neither a table nor a list of the site. */
static void check_list(lua_State *L, int index)
{
    if (lua_istable(L, index) || ts_value_handle(L, index))
        return;
    luaL_checktype(L, index, LUA_TTABLE);
}

static int safe_concat(lua_State *L)
{
    size_t sep_len;
    luaL_Buffer buffer;
    check_list(L, 1);
    const char *sep = luaL_optlstring(L, 2, "", &sep_len);
    lua_Integer from = luaL_optinteger(L, 3, 1);
    lua_Integer to = lua_isnoneornil(L, 4) ? luaL_len(L, 1) : luaL_checkinteger(L, 4);
    if (to >= from)
        ts_script_charge(L, (size_t)to - (size_t)from);
    luaL_buffinit(L, &buffer);
    for (lua_Integer i = from; i <= to; i++) {
        lua_geti(L, 1, i);
        if (!lua_isstring(L, -1))
            return luaL_error(L, "invalid value (at index %I) in table for 'concat'", (LUAI_UACINT)i);
        luaL_addvalue(&buffer);
        if (i == to)
            break; /* the greatest integer has no next */
        luaL_addlstring(&buffer, sep, sep_len);
    }
    luaL_pushresult(&buffer);
    return 1;
}

static int safe_insert(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer end = (lua_Integer)((lua_Unsigned)luaL_len(L, 1) + 1), at = end;
    int args = lua_gettop(L);
    if (args != 2 && args != 3)
        return luaL_error(L, "wrong number of arguments to 'insert'");
    if (args == 3) {
        at = luaL_checkinteger(L, 2);
        luaL_argcheck(L, (lua_Unsigned)at - 1 < (lua_Unsigned)end, 2, "position out of bounds");
    }
    ts_script_charge(L, (size_t)end - (size_t)at);
    for (lua_Integer i = end; i > at; i--) {
        lua_geti(L, 1, i - 1);
        lua_seti(L, 1, i);
    }
    lua_seti(L, 1, at);
    return 0;
}

static int safe_remove(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer size = luaL_len(L, 1), at = luaL_optinteger(L, 2, size);
    if (at != size)
        luaL_argcheck(L, (lua_Unsigned)at - 1 <= (lua_Unsigned)size, 2, "position out of bounds");
    if (at < size)
        ts_script_charge(L, (size_t)size - (size_t)at);
    lua_geti(L, 1, at);
    for (; at < size; at++) {
        lua_geti(L, 1, at + 1);
        lua_seti(L, 1, at);
    }
    lua_pushnil(L);
    lua_seti(L, 1, at);
    return 1;
}

static int safe_move(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer from = luaL_checkinteger(L, 2), to = luaL_checkinteger(L, 3), at = luaL_checkinteger(L, 4);
    int target = lua_isnoneornil(L, 5) ? 1 : 5;
    luaL_checktype(L, target, LUA_TTABLE);
    lua_Unsigned n = to >= from ? (lua_Unsigned)to - (lua_Unsigned)from + 1 : 0;
    if (n > TS_TABLE_VALUES || at > LUA_MAXINTEGER - TS_TABLE_VALUES || to == LUA_MAXINTEGER)
        return luaL_error(L, "too many elements to move");
    ts_script_charge(L, (size_t)n);
    bool forward = !(at > from && at <= to) || !lua_rawequal(L, 1, target);
    for (lua_Integer i = 0; i < (lua_Integer)n; i++) {
        lua_Integer k = forward ? i : (lua_Integer)n - 1 - i;
        lua_geti(L, 1, from + k);
        lua_seti(L, target, at + k);
    }
    lua_pushvalue(L, target);
    return 1;
}

/* Whether the value at -1 goes before the one at -2. */
static bool goes_before(lua_State *L)
{
    if (lua_isnil(L, 2))
        return lua_compare(L, -1, -2, LUA_OPLT);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -4);
    lua_call(L, 2, 1);
    bool less = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return less;
}

static int safe_unpack(lua_State *L)
{
    lua_Integer from = luaL_optinteger(L, 2, 1);
    lua_Integer to = luaL_opt(L, luaL_checkinteger, 3, luaL_len(L, 1));
    if (from > to)
        return 0;
    size_t n = (size_t)to - (size_t)from;
    if (n < SIZE_MAX)
        n++;
    ts_script_results(L, n);
    for (size_t i = 0; i < n; i++)
        lua_geti(L, 1, from + (lua_Integer)i);
    return (int)n;
}

/* Merges from[low, middle) and from[middle, high) into `to`: both tables at these stack indexes. */
static void merge(lua_State *L, int from, int to, lua_Integer low, lua_Integer middle, lua_Integer high)
{
    lua_Integer i = low, j = middle;
    for (lua_Integer k = low; k < high; k++) {
        bool right = i >= middle;
        if (!right && j < high) {
            lua_rawgeti(L, from, i);
            lua_rawgeti(L, from, j);
            right = goes_before(L);
            lua_pop(L, 2);
        }
        lua_rawgeti(L, from, right ? j++ : i++);
        lua_rawseti(L, to, k);
    }
}

/* A stable sort: equal elements keep their order, so that the result is the same everywhere. */
int ts_stable_sort(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    if (!lua_isnoneornil(L, 2))
        luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    lua_Integer n = (lua_Integer)lua_rawlen(L, 1);
    lua_createtable(L, (int)(n < 1000000 ? n : 0), 0);
    int from = 1, to = 3;
    for (lua_Integer width = 1; width < n; width *= 2) {
        ts_script_charge(L, (size_t)n);
        for (lua_Integer low = 1; low <= n; low += 2 * width) {
            lua_Integer middle = low + width <= n + 1 ? low + width : n + 1;
            lua_Integer high = middle + width <= n + 1 ? middle + width : n + 1;
            merge(L, from, to, low, middle, high);
        }
        int swap = from;
        from = to;
        to = swap;
    }
    for (lua_Integer i = 1; from == 3 && i <= n; i++) {
        lua_rawgeti(L, 3, i);
        lua_rawseti(L, 1, i);
    }
    return 0;
}

const luaL_Reg ts_table_functions[] = {
    {"concat", safe_concat},  {"insert", safe_insert}, {"move", safe_move}, {"remove", safe_remove},
    {"sort", ts_stable_sort}, {"unpack", safe_unpack}, {NULL, NULL},
};
