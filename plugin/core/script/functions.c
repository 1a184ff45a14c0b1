/* What templates call. Addresses, dates and JSON are made here; words are lua/tearsheet/interface.lua's. */
#include "script/state.h"

#include "text/date.h"
#include "text/json.h"
#include "text/url.h"
#include "text/utf8.h"

#include <string.h>

static ts_str check_text(lua_State *L, int index)
{
    ts_str s;
    s.ptr = luaL_checklstring(L, index, &s.len);
    return s;
}

/* The text at globals[group][key], "" where there is none. */
static const char *global_text(const ts_script *script, const char *group, const char *key)
{
    const char *text = ts_value_get_string(ts_value_get(script->globals, group), key);
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
static ts_str page_path(ts_script *script, ts_str path)
{
    while (path.len && path.ptr[0] == '/')
        path = ts_str_sub(path, 1, path.len);
    if (path.len && path.ptr[path.len - 1] != '/')
        return path;
    ts_arena *arena = ts_script_scratch(script);
    return ts_str_of(ts_arena_printf(arena, "%.*sindex.html", (int)path.len, path.len ? path.ptr : ""));
}

/* True for what leads out of the site, or is a place on the same page. */
static bool leads_elsewhere(ts_str address)
{
    bool scheme = ts_str_find_char(address, ':', 0) != TS_NPOS &&
                  (ts_url_is_absolute(address) || ts_str_starts(address, TS_STR("mailto:")) ||
                   ts_str_starts(address, TS_STR("tel:")));
    return scheme || ts_str_starts(address, TS_STR("#")) || ts_str_starts(address, TS_STR("//"));
}

bool ts_functions_plain_link(ts_script *script, ts_str path)
{
    static const bool plain[256] = {
        ['a' ... 'z'] = true, ['A' ... 'Z'] = true, ['-' ... '9'] = true, ['_'] = true};
    size_t i = 0;
    while (i < path.len && plain[(unsigned char)path.ptr[i]])
        i++;
    bool file = i && i == path.len && path.ptr[0] != '/' && path.ptr[i - 1] != '/';
    if (file && !script->anywhere)
        ts_url_put_relative(script->out, ts_str_of(script->page), path);
    return file && !script->anywhere;
}

static void put_link(ts_script *script, ts_buf *out, ts_str address, bool absolute)
{
    ts_str rest;
    if (leads_elsewhere(address)) {
        ts_buf_put(out, address);
        return;
    }
    ts_str path = page_path(script, split_path(address, &rest));
    const char *base = absolute || script->anywhere ? global_text(script, "site", "base_url") : "";
    if (base[0]) {
        ts_buf_puts(out, base);
        if (out->ptr[out->len - 1] != '/')
            ts_buf_putc(out, '/');
        ts_url_put_path(out, path);
    } else {
        ts_url_put_relative(out, ts_str_of(script->page), path);
    }
    ts_buf_put(out, rest);
}

static int push_link(lua_State *L, ts_str address, bool absolute)
{
    ts_script *script = ts_script_of(L);
    ts_buf *out = ts_script_text(script);
    if (!absolute)
        ts_recall_own(script);
    put_link(script, out, address, absolute);
    lua_pushlstring(L, out->len ? out->ptr : "", out->len);
    return 1;
}

static int link_to(lua_State *L)
{
    return push_link(L, check_text(L, 1), false);
}

void ts_functions_link(ts_script *script, ts_buf *out, ts_str address, bool absolute)
{
    put_link(script, out, address, absolute);
}

static int absolute_link(lua_State *L)
{
    return push_link(L, check_text(L, 1), true);
}

static int asset_link(lua_State *L)
{
    luaL_checkstring(L, 1);
    lua_pushliteral(L, TS_ASSETS);
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
    ts_note_all(script, value);
    ts_json_write(text, value);
    lua_pushlstring(L, text->ptr, text->len);
    return 1;
}

bool ts_functions_find(lua_State *L, int environment, int name)
{
    lua_pushvalue(L, environment);
    int table = lua_gettop(L);
    while (lua_istable(L, table)) {
        lua_pushvalue(L, name);
        if (lua_rawget(L, table) != LUA_TNIL)
            return true;
        lua_settop(L, table);
        if (!lua_getmetatable(L, table))
            break;
        lua_pushliteral(L, "__index");
        lua_rawget(L, -2);
        if (ts_recall_is_watch(L, -1)) {
            ts_recall_own(ts_script_of(L));
            lua_getupvalue(L, -1, 1);
        }
        lua_replace(L, table);
        lua_settop(L, table);
    }
    lua_settop(L, table - 1);
    return false;
}

/* The variable of that name seen from the environment in the upvalue, without the error where there is none.
 */
static int opt(lua_State *L)
{
    luaL_checkany(L, 1);
    if (lua_type(L, 1) != LUA_TSTRING)
        return lua_isnil(L, 1) ? 0 : ts_value_opt(L, 1);
    return ts_functions_find(L, lua_upvalueindex(1), 1);
}

void ts_functions_opt(lua_State *L, int index)
{
    lua_pushliteral(L, "opt");
    lua_pushvalue(L, index);
    lua_pushcclosure(L, opt, 1);
    lua_rawset(L, index);
}

/* --- dates, for interface.lua --------------------------------------------------------------------------- */

static const ts_value *words_of(lua_State *L)
{
    return ts_value_get(ts_script_of(L)->globals, "i18n");
}

/* date(text, style): the date as the words have it, the text itself where it is none. Nil for a style that is
 * none. */
static int date_words(lua_State *L)
{
    ts_date date;
    ts_str text = check_text(L, 1);
    const char *style = luaL_checkstring(L, 2);
    ts_buf *out = ts_script_text(ts_script_of(L));
    if (!ts_date_iso(text, &date))
        lua_pushvalue(L, 1);
    else if (ts_date_words(out, &date, words_of(L), style))
        lua_pushlstring(L, out->ptr, out->len);
    else
        lua_pushnil(L);
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

/* --- words, for interface.lua --------------------------------------------------------------------------- */

/* The end of the "{name}" that begins at `open`; `open` where none does. */
static size_t name_end(ts_str text, size_t open)
{
    size_t end = open + 1;
    while (end < text.len && (ts_is_alnum((unsigned char)text.ptr[end]) || text.ptr[end] == '_'))
        end++;
    return end > open + 1 && end < text.len && text.ptr[end] == '}' ? end + 1 : open;
}

/* The text of the value whose name is on top, in the table at 2, if there is one. */
static void push_named(lua_State *L)
{
    if (lua_isnil(L, 2)) {
        lua_pushnil(L);
        return;
    }
    lua_pushvalue(L, -1);
    if (lua_gettable(L, 2) == LUA_TNIL)
        return;
    ts_script_tostring(L, lua_gettop(L));
    lua_remove(L, -2);
}

/* fill(text, values or nil): the text with the values of its {names}, and the first name that has none. */
static int fill(lua_State *L)
{
    ts_str text = check_text(L, 1);
    luaL_Buffer out;
    size_t open = 0, from = 0;
    lua_settop(L, 2);
    lua_pushnil(L);
    luaL_buffinit(L, &out);
    for (; (open = ts_str_find_char(text, '{', open)) != TS_NPOS; open++) {
        size_t end = name_end(text, open);
        if (end == open)
            continue;
        luaL_addlstring(&out, text.ptr + from, open - from);
        from = end;
        lua_pushlstring(L, text.ptr + open + 1, end - open - 2);
        push_named(L);
        if (lua_isnil(L, -1) && lua_isnil(L, 3))
            lua_copy(L, -2, 3);
        if (lua_isnil(L, -1))
            lua_pop(L, 2);
        else
            lua_remove(L, -2), luaL_addvalue(&out);
    }
    luaL_addlstring(&out, text.ptr + from, text.len - from);
    luaL_pushresult(&out);
    lua_pushvalue(L, 3);
    return 2;
}

/* word(key, values or nil): as fill with the word of that name, nil where that is no text. */
static int word(lua_State *L)
{
    const ts_value *value =
        lua_type(L, 1) == LUA_TSTRING ? ts_value_find(words_of(L), check_text(L, 1)) : NULL;
    if (!value || value->kind != TS_STRING)
        return 0;
    lua_settop(L, 2);
    lua_pushlstring(L, value->string.ptr, value->string.len);
    if (ts_str_find_char(value->string, '{', 0) == TS_NPOS)
        return 1;
    lua_replace(L, 1);
    return fill(L);
}

/* The language of the site. */
static int language(lua_State *L)
{
    lua_pushstring(L, global_text(ts_script_of(L), "site", "language"));
    return 1;
}

static const luaL_Reg word_functions[] = {
    {"date", date_words}, {"fill", fill}, {"language", language}, {"rfc3339", date_rfc3339},
    {"rss", date_rss},    {"word", word}, {NULL, NULL},
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

/* What pages fall back to behind their variables: the base, the functions made in C, and those that
 * interface.lua makes of the words and of what it needs from here. These are the same for all pages: they
 * keep nothing but the handle of the words, which points to others in each call. */
static void make_functions(lua_State *L)
{
    static const ts_value no_words = {.kind = TS_MAP};
    ts_script *script = ts_script_of(L);
    lua_newtable(L);
    int functions = lua_gettop(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, script->base);
    for (lua_pushnil(L); lua_next(L, functions + 1); lua_pop(L, 1)) {
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        lua_rawset(L, functions);
    }
    lua_getmetatable(L, functions + 1);
    lua_setmetatable(L, functions);
    lua_settop(L, functions);
    luaL_setfuncs(L, ts_template_functions, 0);

    ts_module_push(L, "tearsheet.interface");
    ts_value_to_lua(L, &no_words);
    lua_pushvalue(L, -1);
    int words = luaL_ref(L, LUA_REGISTRYINDEX);
    luaL_newlib(L, word_functions);
    lua_call(L, 2, 1);
    for (const char *const *name = ts_interface_functions; *name; name++) {
        lua_getfield(L, -1, *name);
        lua_setfield(L, functions, *name);
    }
    ts_sandbox_metatable(L, functions);
    script->words = words;
    script->functions = luaL_ref(L, LUA_REGISTRYINDEX);
    lua_settop(L, functions - 1);
}

void ts_functions_page(lua_State *L)
{
    ts_script *script = ts_script_of(L);
    const ts_value *globals = script->globals, *words = ts_value_get(globals, "i18n");
    luaL_checkstack(L, 16, "functions");
    if (script->functions == LUA_NOREF)
        make_functions(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, script->words);
    ts_value_rebind(L, -1, words);
    lua_pop(L, 1);

    lua_newtable(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, script->functions);
    lua_setmetatable(L, -2);
    for (size_t i = 0; globals && i < globals->map.len; i++) {
        const ts_pair *pair = &globals->map.pairs[i];
        lua_pushlstring(L, pair->key.ptr, pair->key.len);
        ts_value_to_lua(L, pair->value);
        lua_rawset(L, -3);
    }
}
