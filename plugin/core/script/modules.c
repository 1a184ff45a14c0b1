/* require: modules run once in each call, so that nothing one page leaves in them reaches the next. */
#include "script/state.h"

#include <string.h>

#define NAME_MAX_LENGTH 100

/* "tearsheet.text" to "lua/tearsheet/text.lua"; false for names that no module can have. */
static bool module_file(const char *name, char file[NAME_MAX_LENGTH + 16])
{
    size_t n = strlen(name);
    if (n == 0 || n > NAME_MAX_LENGTH || strstr(name, "..") || name[0] == '.')
        return false;
    size_t at = (size_t)snprintf(file, 8, "lua/");
    for (; *name; name++) {
        bool good = (*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z') ||
                    (*name >= '0' && *name <= '9') || strchr("_-.", *name);
        if (!good)
            return false;
        file[at++] = *name == '.' ? '/' : *name;
    }
    memcpy(file + at, ".lua", 5);
    return true;
}

/* Pushes the module's compiled chunk, which takes its environment as its only upvalue. */
static void push_compiled(lua_State *L, const char *name)
{
    ts_script *script = ts_script_of(L);
    char file[NAME_MAX_LENGTH + 16];
    ts_str source;
    const char *path;
    ts_error error = {0};
    lua_rawgeti(L, LUA_REGISTRYINDEX, script->modules);
    if (lua_getfield(L, -1, name) == LUA_TFUNCTION) {
        lua_remove(L, -2);
        return;
    }
    lua_pop(L, 1);
    if (!module_file(name, file))
        luaL_error(L, "`%s` is no name of a module", name);
    if (!ts_script_find(script, ts_script_scratch(script), file, &source, &path, &error)) {
        if (error.status != TS_OK)
            ts_script_raise(L, &error);
        luaL_error(L, "no module `%s`: there is no %s", name, file);
    }
    if (ts_script_load(script, ts_script_chunk(script, path, source), source) != LUA_OK)
        lua_error(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, name); /* modules chunk */
    lua_remove(L, -2);
}

static void push_loaded(lua_State *L)
{
    ts_script *script = ts_script_of(L);
    if (script->loaded == LUA_NOREF) {
        lua_newtable(L);
        script->loaded = luaL_ref(L, LUA_REGISTRYINDEX);
    }
    lua_rawgeti(L, LUA_REGISTRYINDEX, script->loaded);
}

void ts_module_push(lua_State *L, const char *name)
{
    luaL_checkstack(L, 8, "modules");
    push_loaded(L);
    int type = lua_getfield(L, -1, name);
    if (type == LUA_TLIGHTUSERDATA)
        luaL_error(L, "module `%s` requires itself", name);
    if (type != LUA_TNIL) {
        lua_remove(L, -2);
        return;
    }
    lua_pop(L, 1);
    lua_pushlightuserdata(L, NULL);
    lua_setfield(L, -2, name); /* loaded */
    push_compiled(L, name);
    ts_sandbox_environment(L);
    lua_setupvalue(L, -2, 1);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        lua_pushboolean(L, true);
    }
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, name);
    lua_remove(L, -2);
}

int ts_module_require(lua_State *L)
{
    ts_module_push(L, luaL_checkstring(L, 1));
    return 1;
}
