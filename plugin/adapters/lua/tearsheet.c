/* The Lua module: tearsheet.h for stock Lua 5.4. Records pass as JSON, read and written by libjansson. */
#include "tearsheet_lua.h"

#include <jansson.h>
#include <lauxlib.h>
#include <stdbool.h>
#include <stdlib.h>

#define SITE "tearsheet.site"

/* Nesting of a table that render is handed; records nest less. */
#define DEPTH_MAX 64

/* --- values ----------------------------------------------------------------------------------------------
 */

static void push(lua_State *L, const json_t *value)
{
    const char *key;
    json_t *item;
    size_t i;
    luaL_checkstack(L, 4, "JSON");
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        lua_createtable(L, 0, (int)json_object_size(value));
        json_object_foreach((json_t *)value, key, item)
        {
            push(L, item);
            lua_setfield(L, -2, key);
        }
        break;
    case JSON_ARRAY:
        lua_createtable(L, (int)json_array_size(value), 0);
        json_array_foreach(value, i, item)
        {
            push(L, item);
            lua_rawseti(L, -2, (lua_Integer)i + 1);
        }
        break;
    case JSON_STRING:
        lua_pushlstring(L, json_string_value(value), json_string_length(value));
        break;
    case JSON_INTEGER:
        lua_pushinteger(L, json_integer_value(value));
        break;
    case JSON_REAL:
        lua_pushnumber(L, json_real_value(value));
        break;
    default:
        if (json_is_null(value))
            lua_pushnil(L);
        else
            lua_pushboolean(L, json_is_true(value));
    }
}

static json_t *read(lua_State *L, int at, int depth);

static json_t *read_list(lua_State *L, int at, int depth)
{
    json_t *list = json_array();
    for (lua_Integer i = 1; list && lua_rawgeti(L, at, i) != LUA_TNIL; i++) {
        if (json_array_append_new(list, read(L, lua_gettop(L), depth + 1)) != 0) {
            json_decref(list);
            list = NULL;
        }
        lua_pop(L, 1);
    }
    if (list)
        lua_pop(L, 1);
    return list;
}

static json_t *read_map(lua_State *L, int at, int depth)
{
    json_t *map = json_object();
    lua_pushnil(L);
    while (map && lua_next(L, at)) {
        json_t *item = read(L, lua_gettop(L), depth + 1);
        if (lua_type(L, -2) != LUA_TSTRING || json_object_set(map, lua_tostring(L, -2), item) != 0) {
            json_decref(map);
            map = NULL;
        }
        json_decref(item);
        lua_pop(L, map ? 1 : 2);
    }
    return map;
}

/* A table with a first element is a list. */
static json_t *read_table(lua_State *L, int at, int depth)
{
    bool list = lua_rawgeti(L, at, 1) != LUA_TNIL;
    lua_pop(L, 1);
    return list ? read_list(L, at, depth) : read_map(L, at, depth);
}

/* NULL for what JSON does not have. */
static json_t *read(lua_State *L, int at, int depth)
{
    size_t len;
    const char *text;
    if (depth > DEPTH_MAX || !lua_checkstack(L, 4))
        return NULL;
    switch (lua_type(L, at)) {
    case LUA_TTABLE:
        return read_table(L, at, depth);
    case LUA_TSTRING:
        text = lua_tolstring(L, at, &len);
        return json_stringn(text, len);
    case LUA_TNUMBER:
        return lua_isinteger(L, at) ? json_integer(lua_tointeger(L, at)) : json_real(lua_tonumber(L, at));
    case LUA_TBOOLEAN:
        return json_boolean(lua_toboolean(L, at));
    default:
        return NULL;
    }
}

/* --- calls -----------------------------------------------------------------------------------------------
 */

/* nil and the sentence, with the place where it is known. */
static int fail(lua_State *L, tearsheet_error *error)
{
    const char *source = tearsheet_error_source(error);
    lua_pushnil(L);
    if (*source)
        lua_pushfstring(L, "%s:%d: %s", source, tearsheet_error_line(error), tearsheet_error_message(error));
    else
        lua_pushstring(L, tearsheet_error_message(error));
    lua_pushstring(L, tearsheet_error_status(error));
    tearsheet_error_free(error);
    return 3;
}

static tearsheet_site **check_site(lua_State *L)
{
    tearsheet_site **site = luaL_checkudata(L, 1, SITE);
    luaL_argcheck(L, *site, 1, "the site is closed");
    return site;
}

/* Options from a table of names and values; NULL after saying, in *wrong, which is none. */
static tearsheet_options *read_options(lua_State *L, int at, const char **wrong)
{
    tearsheet_options *options = tearsheet_options_new();
    *wrong = NULL;
    if (lua_isnoneornil(L, at))
        return options;
    lua_pushnil(L);
    while (!*wrong && lua_next(L, at)) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
        const char *value = lua_type(L, -1) <= LUA_TBOOLEAN ? NULL : luaL_tolstring(L, -1, NULL);
        if (tearsheet_options_set(options, name, value) != 0)
            *wrong = name;
        lua_pop(L, value ? 2 : 1);
    }
    return options;
}

/* site:convert(path [, options [, bytes]]): a list of {article, page} or {error}, and the digest. */
static int site_convert(lua_State *L)
{
    tearsheet_site *site = *check_site(L);
    const char *path = luaL_checkstring(L, 2), *wrong;
    size_t len = 0;
    const char *bytes = luaL_optlstring(L, 4, NULL, &len);
    if (!lua_isnoneornil(L, 3))
        luaL_checktype(L, 3, LUA_TTABLE);
    tearsheet_error *error = NULL;
    tearsheet_options *options = read_options(L, 3, &wrong);
    const char *text = wrong ? NULL : tearsheet_site_convert(site, path, bytes, len, options, &error);
    tearsheet_options_free(options);
    if (wrong)
        return luaL_error(L, "convert has no option \"%s\" with this value", wrong);
    if (!text)
        return fail(L, error);
    json_t *answer = json_loads(text, 0, NULL);
    push(L, json_object_get(answer, "articles"));
    push(L, json_object_get(answer, "digest"));
    json_decref(answer);
    return 2;
}

/* site:render(record [, template [, path]]): the page. */
static int site_render(lua_State *L)
{
    tearsheet_site *site = *check_site(L);
    const char *template_name = luaL_optstring(L, 3, NULL), *path = luaL_optstring(L, 4, NULL);
    tearsheet_error *error = NULL;
    luaL_checktype(L, 2, LUA_TTABLE);
    json_t *record = read(L, 2, 0);
    luaL_argcheck(L, record, 2, "a record holds texts, numbers, true or false, and tables of them");
    char *text = json_dumps(record, 0);
    json_decref(record);
    const char *page = text ? tearsheet_site_render(site, text, template_name, path, &error) : NULL;
    free(text);
    if (!page)
        return error ? fail(L, error) : luaL_argerror(L, 2, "no record");
    lua_pushstring(L, page);
    return 1;
}

static int site_close(lua_State *L)
{
    tearsheet_site **site = luaL_checkudata(L, 1, SITE);
    tearsheet_site_free(*site);
    *site = NULL;
    return 0;
}

/* tearsheet.open([folder]): a site, or no site's defaults. */
static int open_site(lua_State *L)
{
    const char *folder = luaL_optstring(L, 1, NULL);
    tearsheet_error *error = NULL;
    tearsheet_site **site = lua_newuserdatauv(L, sizeof *site, 0);
    *site = NULL;
    luaL_setmetatable(L, SITE);
    *site = tearsheet_site_open(folder, &error);
    return *site ? 1 : fail(L, error);
}

int luaopen_tearsheet(lua_State *L)
{
    static const luaL_Reg methods[] = {{"convert", site_convert}, {"render", site_render},
                                       {"close", site_close},     {"__gc", site_close},
                                       {"__close", site_close},   {NULL, NULL}};
    static const luaL_Reg functions[] = {{"open", open_site}, {NULL, NULL}};
    luaL_checkversion(L);
    if (luaL_newmetatable(L, SITE)) {
        luaL_setfuncs(L, methods, 0);
        lua_pushvalue(L, -1);
        lua_setfield(L, -2, "__index");
    }
    lua_pop(L, 1);
    luaL_newlib(L, functions);
    lua_pushstring(L, tearsheet_version());
    lua_setfield(L, -2, "version");
    return 1;
}
