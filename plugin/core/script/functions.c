/* What templates call. Addresses, dates and JSON are made here; words are lua/tearsheet/interface.lua's. */
#include "script/state.h"

#include "text/date.h"
#include "text/json.h"
#include "text/url.h"

#include <string.h>

static ts_str check_text(lua_State *L, int index)
{
    ts_str s;
    s.ptr = luaL_checklstring(L, index, &s.len);
    return s;
}

/* The text at globals[group][key], "" where there is none. */
static const char *global_text(lua_State *L, const char *group, const char *key)
{
    const char *text = ts_value_get_string(ts_value_get(ts_script_of(L)->globals, group), key);
    return text ? text : "";
}

/* --- addresses ------------------------------------------------------------------------------------------ */

/* Splits a path of the site from its query and fragment. */
static ts_str split_path(ts_str address, ts_str *rest)
{
    size_t query = ts_str_find_char(address, '?', 0), fragment = ts_str_find_char(address, '#', 0);
    size_t end = query < fragment ? query : fragment;
    *rest = ts_str_sub(address, end, address.len);
    return ts_str_sub(address, 0, end);
}

/* The path of a page as it is published: no "/" in front, "index.html" at the end of a folder. */
static ts_str page_path(ts_arena *arena, ts_str path)
{
    while (path.len && path.ptr[0] == '/')
        path = ts_str_sub(path, 1, path.len);
    if (path.len && path.ptr[path.len - 1] != '/')
        return path;
    return ts_str_of(ts_arena_printf(arena, "%.*sindex.html", (int)path.len, path.len ? path.ptr : ""));
}

/* True for what leads out of the site, or is a place on the same page. */
static bool leads_elsewhere(ts_str address)
{
    return ts_url_is_absolute(address) || ts_str_starts(address, TS_STR("#")) ||
           ts_str_starts(address, TS_STR("//")) || ts_str_starts(address, TS_STR("mailto:")) ||
           ts_str_starts(address, TS_STR("tel:"));
}

static int push_link(lua_State *L, ts_str address, bool absolute)
{
    const char *base = global_text(L, "site", "base_url");
    const char *kind = global_text(L, "page", "kind");
    ts_arena *arena = ts_script_scratch(ts_script_of(L));
    ts_str rest;
    if (leads_elsewhere(address)) {
        lua_pushlstring(L, address.ptr, address.len);
        return 1;
    }
    ts_str path = page_path(arena, split_path(address, &rest));
    /* The 404 page is shown at any depth: no relative address holds there. */
    if (base[0] && (absolute || strcmp(kind, "404") == 0)) {
        size_t n = strlen(base);
        const char *slash = base[n - 1] == '/' ? "" : "/";
        lua_pushfstring(L, "%s%s%s", base, slash, ts_url_encode_path(arena, path));
    } else {
        lua_pushstring(L, ts_url_relative(arena, ts_str_of(global_text(L, "page", "path")), path));
    }
    lua_pushlstring(L, rest.len ? rest.ptr : "", rest.len);
    lua_concat(L, 2);
    return 1;
}

static int link_to(lua_State *L)
{
    return push_link(L, check_text(L, 1), false);
}

static int absolute_link(lua_State *L)
{
    return push_link(L, check_text(L, 1), true);
}

static int asset_link(lua_State *L)
{
    luaL_checkstring(L, 1);
    lua_pushliteral(L, "assets/");
    lua_pushvalue(L, 1);
    lua_concat(L, 2);
    return push_link(L, check_text(L, -1), false);
}

/* --- text ----------------------------------------------------------------------------------------------- */

static int slug(lua_State *L)
{
    ts_str s = check_text(L, 1);
    lua_pushstring(L, ts_slug(ts_script_scratch(ts_script_of(L)), s));
    return 1;
}

static int json(lua_State *L)
{
    ts_script *script = ts_script_of(L);
    luaL_checkany(L, 1);
    const ts_value *value = ts_value_from_lua(L, 1, ts_script_scratch(script), "json");
    ts_buf *text = ts_script_text(script);
    ts_json_write(text, value);
    lua_pushlstring(L, text->ptr, text->len);
    return 1;
}

/* The variable of that name seen from the environment in the upvalue, without the error where there is none.
 */
static int opt(lua_State *L)
{
    luaL_checkany(L, 1);
    if (lua_type(L, 1) != LUA_TSTRING)
        return lua_isnil(L, 1) ? 0 : ts_value_opt(L, 1);
    lua_settop(L, 1);
    lua_pushvalue(L, lua_upvalueindex(1));
    while (lua_istable(L, 2)) {
        lua_pushvalue(L, 1);
        if (lua_rawget(L, 2) != LUA_TNIL)
            return 1;
        lua_settop(L, 2);
        if (!lua_getmetatable(L, 2))
            break;
        lua_pushliteral(L, "__index");
        lua_rawget(L, -2);
        lua_replace(L, 2);
        lua_settop(L, 2);
    }
    return 0;
}

void ts_functions_opt(lua_State *L)
{
    lua_pushvalue(L, -1);
    lua_pushcclosure(L, opt, 1);
    lua_setfield(L, -2, "opt");
}

/* --- dates, for interface.lua --------------------------------------------------------------------------- */

static void set_number(lua_State *L, const char *key, int number)
{
    lua_pushinteger(L, number);
    lua_setfield(L, -2, key);
}

/* A table of the parts of an ISO date; nil for another text. */
static int date_parts(lua_State *L)
{
    ts_date date;
    if (!ts_date_iso(check_text(L, 1), &date))
        return 0;
    lua_createtable(L, 0, 3);
    set_number(L, "year", date.year);
    if (date.month)
        set_number(L, "month", date.month);
    if (date.day)
        set_number(L, "day", date.day);
    return 1;
}

static int date_machine(lua_State *L, char *(*format)(ts_arena *, const ts_date *))
{
    ts_date date;
    if (!ts_date_iso(check_text(L, 1), &date))
        return 0;
    lua_pushstring(L, format(ts_script_scratch(ts_script_of(L)), &date));
    return 1;
}

static int date_rfc3339(lua_State *L)
{
    return date_machine(L, ts_date_rfc3339);
}

static int date_rss(lua_State *L)
{
    return date_machine(L, ts_date_rss);
}

static const luaL_Reg date_functions[] = {
    {"parts", date_parts},
    {"rfc3339", date_rfc3339},
    {"rss", date_rss},
    {NULL, NULL},
};

/* --- the environment ------------------------------------------------------------------------------------ */

const luaL_Reg ts_template_functions[] = {
    {"absolute", absolute_link},
    {"asset", asset_link},
    {"json", json},
    {"link", link_to},
    {"opt", opt},
    {"slug", slug},
    {NULL, NULL},
};

const char *const ts_interface_functions[] = {"date", "first", "join", "language_name", "names", "t", NULL};

/* interface.lua returns a function that makes the others from the words, the language and the date functions.
 */
static void open_interface(lua_State *L, int environment)
{
    const ts_value *globals = ts_script_of(L)->globals;
    ts_module_push(L, "tearsheet.interface");
    ts_value_to_lua(L, ts_value_get(globals, "i18n"));
    lua_pushstring(L, global_text(L, "site", "language"));
    luaL_newlib(L, date_functions);
    lua_call(L, 3, 1);
    for (const char *const *name = ts_interface_functions; *name; name++) {
        lua_getfield(L, -1, *name);
        lua_setfield(L, environment, *name);
    }
    lua_pop(L, 1);
}

void ts_functions_open(lua_State *L)
{
    int environment = lua_gettop(L);
    const ts_value *globals = ts_script_of(L)->globals;
    luaL_checkstack(L, 10, "functions");
    for (const luaL_Reg *f = ts_template_functions; f->name; f++) {
        lua_pushcfunction(L, f->func);
        lua_setfield(L, environment, f->name);
    }
    ts_functions_opt(L);
    open_interface(L, environment);
    for (size_t i = 0; globals && i < globals->map.len; i++) {
        const ts_pair *pair = &globals->map.pairs[i];
        lua_pushlstring(L, pair->key.ptr, pair->key.len);
        ts_value_to_lua(L, pair->value);
        lua_rawset(L, environment);
    }
}
