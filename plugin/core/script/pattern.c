/* string.find, match, gmatch and gsub as Lua's manual has them, over our own matcher. */
#include "script/match.h"

#include <ctype.h>
#include <string.h>

/* --- results -------------------------------------------------------------------------------------------- */

/* Pushes capture i of a match from s to e; the whole match where there is no capture. */
static void push_capture(const ts_matcher *m, int i, size_t s, size_t e)
{
    if (i >= m->level) {
        if (i != 0)
            luaL_error(m->L, "invalid capture index %%%d", i + 1);
        lua_pushlstring(m->L, m->text.ptr + s, e - s);
    } else if (m->captures[i].len == TS_CAPTURE_POSITION) {
        lua_pushinteger(m->L, (lua_Integer)m->captures[i].start + 1);
    } else if (m->captures[i].len == TS_CAPTURE_OPEN) {
        luaL_error(m->L, "unfinished capture");
    } else {
        lua_pushlstring(m->L, m->text.ptr + m->captures[i].start, m->captures[i].len);
    }
}

static int push_captures(const ts_matcher *m, bool whole, size_t s, size_t e)
{
    int n = m->level == 0 && whole ? 1 : m->level;
    luaL_checkstack(m->L, n, "too many captures");
    for (int i = 0; i < n; i++)
        push_capture(m, i, s, e);
    return n;
}

static ts_matcher prepare(lua_State *L, int text, int pattern)
{
    ts_matcher m = {.L = L};
    m.text.ptr = luaL_checklstring(L, text, &m.text.len);
    m.pattern.ptr = luaL_checklstring(L, pattern, &m.pattern.len);
    return m;
}

/* --- find, match ---------------------------------------------------------------------------------------- */

static int find_plain(const ts_matcher *m, size_t from)
{
    size_t found = ts_str_find(m->text, m->pattern, from);
    ts_script_charge(m->L, (m->text.len - from) / 8);
    if (found == TS_NPOS) {
        lua_pushnil(m->L);
        return 1;
    }
    lua_pushinteger(m->L, (lua_Integer)found + 1);
    lua_pushinteger(m->L, (lua_Integer)(found + m->pattern.len));
    return 2;
}

/* The argument `init`, from the end where it is negative; TS_NPOS behind the text. */
static size_t start_at(lua_State *L, int index, size_t len)
{
    lua_Integer init = luaL_optinteger(L, index, 1);
    if (init > (lua_Integer)len + 1)
        return TS_NPOS;
    if (init > 0)
        return (size_t)init - 1;
    return init == 0 || init < -(lua_Integer)len ? 0 : len - (size_t)-init;
}

static int search(lua_State *L, bool find)
{
    ts_matcher m = prepare(L, 1, 2);
    size_t from = start_at(L, 3, m.text.len);
    if (from == TS_NPOS) {
        lua_pushnil(L);
        return 1;
    }
    bool plain = lua_toboolean(L, 4) || !memchr(m.pattern.ptr, '\0', m.pattern.len);
    if (find && plain && (lua_toboolean(L, 4) || !strpbrk(m.pattern.ptr, "^$*+?.([%-")))
        return find_plain(&m, from);
    bool anchored = m.pattern.len > 0 && m.pattern.ptr[0] == '^';
    for (size_t s = from; s <= m.text.len; s++) {
        m.level = 0;
        ts_match_step(&m);
        size_t end = ts_match(&m, s, anchored);
        if (end != TS_NPOS) {
            if (!find)
                return push_captures(&m, true, s, end);
            lua_pushinteger(L, (lua_Integer)s + 1);
            lua_pushinteger(L, (lua_Integer)end);
            return push_captures(&m, false, s, end) + 2;
        }
        if (anchored)
            break;
    }
    lua_pushnil(L);
    return 1;
}

static int str_find(lua_State *L)
{
    return search(L, true);
}

static int str_match(lua_State *L)
{
    return search(L, false);
}

/* --- gmatch --------------------------------------------------------------------------------------------- */

/* Upvalues: text, pattern, where to go on, where the last match ended (-1: none). */
static int next_match(lua_State *L)
{
    ts_matcher m = prepare(L, lua_upvalueindex(1), lua_upvalueindex(2));
    lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
    for (size_t s = (size_t)lua_tointeger(L, lua_upvalueindex(3)); s <= m.text.len; s++) {
        m.level = 0;
        ts_match_step(&m);
        size_t end = ts_match(&m, s, 0);
        if (end == TS_NPOS || (lua_Integer)end == last)
            continue;
        lua_pushinteger(L, (lua_Integer)end);
        lua_copy(L, -1, lua_upvalueindex(3));
        lua_replace(L, lua_upvalueindex(4));
        return push_captures(&m, true, s, end);
    }
    return 0;
}

static int str_gmatch(lua_State *L)
{
    ts_matcher m = prepare(L, 1, 2);
    size_t from = start_at(L, 3, m.text.len);
    lua_settop(L, 2);
    lua_pushinteger(L, from == TS_NPOS ? (lua_Integer)m.text.len + 1 : (lua_Integer)from);
    lua_pushinteger(L, -1);
    lua_pushcclosure(L, next_match, 4);
    return 1;
}

/* --- gsub ----------------------------------------------------------------------------------------------- */

static void add_template(const ts_matcher *m, luaL_Buffer *out, size_t s, size_t e)
{
    size_t len;
    const char *r = lua_tolstring(m->L, 3, &len);
    for (size_t i = 0; i < len; i++) {
        if (r[i] != '%') {
            luaL_addchar(out, r[i]);
            continue;
        }
        i++;
        if (i < len && r[i] == '%') {
            luaL_addchar(out, '%');
        } else if (i < len && r[i] == '0') {
            luaL_addlstring(out, m->text.ptr + s, e - s);
        } else if (i < len && isdigit((unsigned char)r[i])) {
            push_capture(m, r[i] - '1', s, e);
            luaL_tolstring(m->L, -1, NULL);
            lua_remove(m->L, -2);
            luaL_addvalue(out);
        } else {
            luaL_error(m->L, "invalid use of '%%' in replacement string");
        }
    }
}

/* Adds what stands for the match from s to e. */
static void add_value(const ts_matcher *m, luaL_Buffer *out, size_t s, size_t e)
{
    lua_State *L = m->L;
    switch (lua_type(L, 3)) {
    case LUA_TFUNCTION:
        lua_pushvalue(L, 3);
        lua_call(L, push_captures(m, true, s, e), 1);
        break;
    case LUA_TTABLE:
        push_capture(m, 0, s, e);
        lua_gettable(L, 3);
        break;
    default:
        add_template(m, out, s, e);
        return;
    }
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        luaL_addlstring(out, m->text.ptr + s, e - s);
        return;
    }
    if (!lua_isstring(L, -1))
        luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
    luaL_addvalue(out);
}

static int str_gsub(lua_State *L)
{
    ts_matcher m = prepare(L, 1, 2);
    int type = lua_type(L, 3);
    luaL_argexpected(
        L, type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE, 3,
        "string/function/table");
    lua_Integer max = luaL_optinteger(L, 4, (lua_Integer)m.text.len + 1), n = 0;
    bool anchored = m.pattern.len > 0 && m.pattern.ptr[0] == '^';
    size_t s = 0, last = TS_NPOS;
    luaL_Buffer out;
    luaL_buffinit(L, &out);
    while (n < max) {
        m.level = 0;
        ts_match_step(&m);
        size_t e = ts_match(&m, s, anchored);
        if (e != TS_NPOS && e != last) {
            n++;
            add_value(&m, &out, s, e);
            s = last = e;
        } else if (s < m.text.len) {
            luaL_addchar(&out, m.text.ptr[s++]);
        } else {
            break;
        }
        if (anchored)
            break;
    }
    if (s < m.text.len)
        luaL_addlstring(&out, m.text.ptr + s, m.text.len - s);
    luaL_pushresult(&out);
    lua_pushinteger(L, n);
    return 2;
}

const luaL_Reg ts_pattern_functions[] = {
    {"find", str_find}, {"gmatch", str_gmatch}, {"gsub", str_gsub}, {"match", str_match}, {NULL, NULL},
};
