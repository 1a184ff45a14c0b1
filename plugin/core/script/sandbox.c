/* What a script can see: a list of what is let in. Left out, and why:
 *   os io debug package           files, processes, the clock, the inside of the state
 *   load loadstring loadfile dofile string.dump   code from elsewhere, bytecode
 *   pcall xpcall coroutine        could catch the error that stops a runaway script
 *   collectgarbage                tells and changes how much memory is left
 *   next math.random              an order, or values, that change from run to run
 *   rawset rawget _G              ways around what is read-only
 *   string.pack and its kin       nothing a page needs, much to get wrong
 *   __gc __mode                   finalizers run where no limit holds, weak tables show when the collector
 * ran (setmetatable refuses both) */
#include "script/state.h"

#include <string.h>

static const char *const base_names[] = {"assert", "error",    "ipairs", "rawequal", "rawlen",
                                         "select", "tonumber", "type",   NULL};
static const char *const string_names[] = {"char", "len", "lower", "reverse", "sub", "upper", NULL};
static const char *const table_names[] = {"pack", NULL};
static const char *const math_names[] = {"abs", "acos",       "asin", "atan", "ceil", "cos", "deg",
                                         "exp", "floor",      "fmod", "huge", "log",  "max", "maxinteger",
                                         "min", "mininteger", "modf", "pi",   "rad",  "sin", "sqrt",
                                         "tan", "tointeger",  "type", "ult",  NULL};
static const char *const utf8_names[] = {"char", "charpattern", "codes", NULL};

/* Variables that pages of some kinds have and others have not: nil there, never unknown. */
static const char *const variables[] = {"site", "page", "article", "i18n", NULL};

/* Names that people who know Lua will look for. */
static const char *const left_out[] = {"_G",     "collectgarbage", "coroutine", "debug",      "dofile",
                                       "io",     "load",           "loadfile",  "loadstring", "next",
                                       "os",     "package",        "pcall",     "print",      "rawget",
                                       "rawset", "warn",           "xpcall",    NULL};

static int refuse_write(lua_State *L)
{
    return luaL_error(L, "the libraries are read-only");
}

/* Replaces the table on top by an empty one that reads from it. */
static void protect(lua_State *L)
{
    lua_newtable(L);
    lua_createtable(L, 0, 3);
    lua_rotate(L, -3, -1); /* proxy meta real */
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse_write);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
}

/* Copies the named fields from the library on top to the table below it. Pops the library. */
static void copy_names(lua_State *L, const char *const *names)
{
    for (; *names; names++) {
        lua_getfield(L, -1, *names);
        lua_setfield(L, -3, *names);
    }
    lua_pop(L, 1);
}

/* Opens one of Lua's libraries for a moment and leaves a table with the named parts of it and `own`
 * functions. */
static void take_library(lua_State *L, const char *name, lua_CFunction open, const char *const *names,
                         const luaL_Reg *own)
{
    lua_newtable(L);
    luaL_requiref(L, name, open, 0);
    copy_names(L, names);
    if (own)
        luaL_setfuncs(L, own, 0);
}

/* Methods of strings: the table that ("x"):upper() finds, out of reach behind its metatable. */
static void set_string_methods(lua_State *L)
{
    lua_pushliteral(L, "");
    if (!lua_getmetatable(L, -1))
        lua_newtable(L); /* methods "" meta */
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

static const char *nearest_variable(lua_State *L, ts_str name)
{
    const char *names[64];
    size_t n = 0;
    ts_script *script = ts_script_of(L);
    const ts_value *globals = script->globals;
    for (size_t i = 0; globals && i < globals->map.len && n < 32; i++)
        names[n++] = globals->map.pairs[i].key.ptr;
    for (const luaL_Reg *f = ts_template_functions; f->name && n < 48; f++)
        names[n++] = f->name;
    for (const char *const *f = ts_interface_functions; *f && n < 60; f++)
        names[n++] = *f;
    names[n] = NULL;
    return ts_nearest(name, names);
}

static bool listed(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

/* __index of the base: a name that nothing has. */
static int unknown_name(lua_State *L)
{
    if (lua_type(L, 2) != LUA_TSTRING)
        return 0;
    size_t len;
    const char *name = lua_tolstring(L, 2, &len);
    if (listed(name, variables))
        return 0;
    if (listed(name, left_out))
        return luaL_error(L, "Lua's `%s` is out of reach for the scripts of a site", name);
    const char *near = nearest_variable(L, (ts_str){name, len});
    if (near)
        return luaL_error(L, "no variable `%s` here: did you mean `%s`?", name, near);
    return luaL_error(L, "no variable `%s` here (opt(\"%s\") asks without an error)", name, name);
}

void ts_sandbox_metatable(lua_State *L, int index)
{
    lua_pushvalue(L, index);
    lua_createtable(L, 0, 2);
    lua_rotate(L, -2, 1); /* meta table */
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
}

void ts_sandbox_environment(lua_State *L)
{
    lua_newtable(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, ts_script_of(L)->base);
    ts_sandbox_metatable(L, -1);
    lua_setmetatable(L, -3);
    lua_pop(L, 1);
}

void ts_sandbox_open(lua_State *L)
{
    lua_newtable(L); /* base */
    luaL_requiref(L, "_G", luaopen_base, 0);
    copy_names(L, base_names);
    luaL_setfuncs(L, ts_base_functions, 0);
    lua_pushcfunction(L, ts_module_require);
    lua_setfield(L, -2, "require");
    luaL_requiref(L, "string", luaopen_string, 0);
    lua_getfield(L, -1, "format");
    lua_setfield(L, LUA_REGISTRYINDEX, "ts.format");
    lua_pop(L, 1);
    take_library(L, "string", luaopen_string, string_names, ts_string_functions);
    luaL_setfuncs(L, ts_pattern_functions, 0);
    set_string_methods(L);
    protect(L);
    lua_setfield(L, -2, "string");
    take_library(L, "table", luaopen_table, table_names, ts_table_functions);
    protect(L);
    lua_setfield(L, -2, "table");
    take_library(L, "math", luaopen_math, math_names, NULL);
    protect(L);
    lua_setfield(L, -2, "math");
    luaL_requiref(L, "utf8", luaopen_utf8, 0);
    lua_setfield(L, LUA_REGISTRYINDEX, "ts.utf8");
    take_library(L, "utf8", luaopen_utf8, utf8_names, ts_utf8_functions);
    protect(L);
    lua_setfield(L, -2, "utf8");
    lua_createtable(L, 0, 2);
    lua_pushcfunction(L, unknown_name);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    ts_script_of(L)->base = luaL_ref(L, LUA_REGISTRYINDEX);
    /* What luaL_requiref noted: no way leads to it, but nothing needs it either. */
    lua_pushnil(L);
    lua_setfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
}
