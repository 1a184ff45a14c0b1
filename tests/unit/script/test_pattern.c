/* Our string.find, match, gmatch and gsub against Lua's own, which the state has for its string.format alone.
 */
#include "script_helper.h"

#include "script/state.h"

static const char *const subjects[] = {"",
                                       "a",
                                       "abc",
                                       "hello world",
                                       "key = value",
                                       "THE (quick) fox",
                                       "f(a(b)c)d(",
                                       "  trim  ",
                                       "2020-03-12T08:30",
                                       "aaa",
                                       "a.b-c+d",
                                       "x\ty\nz",
                                       "[]",
                                       "%d",
                                       "\xC3\xA4\xE6\x96\x87",
                                       "aXbXc",
                                       "''\"\"",
                                       "a\\b",
                                       "1e10 0x1F",
                                       "((",
                                       "abcabc"};
static const char *const patterns[] = {"",
                                       "a",
                                       ".",
                                       "%a+",
                                       "%w*",
                                       "(%w+)%s*=%s*(%w+)",
                                       "^%s*(.-)%s*$",
                                       "%b()",
                                       "%f[%a]%a+",
                                       "()",
                                       "(a*(.)%w(%s*))",
                                       "[^%s]+",
                                       "[a-c]+",
                                       "[%a_][%w_]*",
                                       "%d%d%d%d%-%d%d",
                                       "(.)%1",
                                       "a-b",
                                       "a-$",
                                       "^",
                                       "$",
                                       "^a*$",
                                       "x?y?z?",
                                       "[]]",
                                       "[^]]",
                                       "[%]]",
                                       "[a%-z]",
                                       "%%",
                                       "%.",
                                       "(",
                                       ")",
                                       "%",
                                       "[",
                                       "[a",
                                       "%b",
                                       "%bx",
                                       "%f",
                                       "%1",
                                       "(()",
                                       "a**",
                                       "[a-]",
                                       "%D+",
                                       "%S",
                                       "%u%l",
                                       "%x+",
                                       "%p",
                                       "%c",
                                       "%g+",
                                       "(.-)(.-)$",
                                       "[\xC3-\xE6]",
                                       "^^",
                                       "a^",
                                       "$a",
                                       "%z"};

/* Calls both functions with the arguments on top of the stack and compares all they give. */
static void compare(lua_State *L, const char *name, lua_CFunction ours, int arguments, const char *what)
{
    int top = lua_gettop(L) - arguments;
    lua_pushcfunction(L, ours);
    for (int i = 1; i <= arguments; i++)
        lua_pushvalue(L, top + i);
    bool ok = lua_pcall(L, arguments, LUA_MULTRET, 0) == LUA_OK;
    int ours_end = lua_gettop(L), count = ours_end - top - arguments;
    lua_getfield(L, LUA_REGISTRYINDEX, "test.string");
    lua_getfield(L, -1, name);
    lua_remove(L, -2);
    for (int i = 1; i <= arguments; i++)
        lua_pushvalue(L, top + i);
    bool wanted = lua_pcall(L, arguments, LUA_MULTRET, 0) == LUA_OK;
    if (ok != wanted)
        luaL_error(L, "%s %s: %s, Lua %s", name, what, ok ? "works" : lua_tostring(L, ours_end),
                   wanted ? "works" : "fails");
    if (ok && lua_gettop(L) - ours_end != count)
        luaL_error(L, "%s %s: %d values, Lua %d", name, what, count, lua_gettop(L) - ours_end);
    for (int i = 1; ok && i <= count; i++)
        if (!lua_rawequal(L, top + arguments + i, ours_end + i))
            luaL_error(L, "%s %s: value %d is %s", name, what, i,
                       luaL_tolstring(L, top + arguments + i, NULL));
    lua_settop(L, top);
}

static lua_CFunction ours(const char *name)
{
    for (const luaL_Reg *f = ts_pattern_functions; f->name; f++)
        if (strcmp(f->name, name) == 0)
            return f->func;
    return NULL;
}

/* A string.gmatch of either kind, its matches joined. */
static int joined(lua_State *L)
{
    luaL_Buffer out;
    int arguments = lua_gettop(L) - 1;
    lua_call(L, arguments, 1);
    luaL_buffinit(L, &out);
    for (;;) {
        lua_pushvalue(L, 1);
        lua_call(L, 0, 1);
        if (lua_isnil(L, -1))
            break;
        luaL_tolstring(L, -1, NULL);
        lua_remove(L, -2);
        luaL_addvalue(&out);
        luaL_addchar(&out, '|');
    }
    lua_pop(L, 1);
    luaL_pushresult(&out);
    return 1;
}

static void compare_gmatch(lua_State *L, const char *subject, const char *pattern)
{
    lua_pushcfunction(L, joined);
    lua_pushcfunction(L, ours("gmatch"));
    lua_pushstring(L, subject);
    lua_pushstring(L, pattern);
    bool ok = lua_pcall(L, 3, 1, 0) == LUA_OK;
    lua_pushcfunction(L, joined);
    lua_getfield(L, LUA_REGISTRYINDEX, "test.string");
    lua_getfield(L, -1, "gmatch");
    lua_remove(L, -2);
    lua_pushstring(L, subject);
    lua_pushstring(L, pattern);
    bool wanted = lua_pcall(L, 3, 1, 0) == LUA_OK;
    if (ok != wanted || (ok && !lua_rawequal(L, -1, -2)))
        luaL_error(L, "gmatch \"%s\" \"%s\": %s, Lua %s", subject, pattern, lua_tostring(L, -2),
                   lua_tostring(L, -1));
    lua_settop(L, 0);
}

static int compare_all(lua_State *L)
{
    luaL_requiref(L, "string", luaopen_string, 0);
    lua_setfield(L, LUA_REGISTRYINDEX, "test.string");
    lua_settop(L, 0);
    for (size_t s = 0; s < sizeof subjects / sizeof *subjects; s++)
        for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++) {
            char what[200];
            snprintf(what, sizeof what, "\"%s\" \"%s\"", subjects[s], patterns[p]);
            for (int init = -3; init <= 5; init += 4) {
                lua_pushstring(L, subjects[s]);
                lua_pushstring(L, patterns[p]);
                lua_pushinteger(L, init);
                lua_pushvalue(L, -3);
                lua_pushvalue(L, -3);
                lua_pushvalue(L, -3);
                compare(L, "find", ours("find"), 3, what);
                compare(L, "match", ours("match"), 3, what);
            }
            static const char *const replacements[] = {"", "<%0>", "%1", "%%", "%2%1", "%"};
            for (size_t r = 0; r < sizeof replacements / sizeof *replacements; r++) {
                lua_pushstring(L, subjects[s]);
                lua_pushstring(L, patterns[p]);
                lua_pushstring(L, replacements[r]);
                compare(L, "gsub", ours("gsub"), 3, what);
            }
            compare_gmatch(L, subjects[s], patterns[p]);
        }
    return 0;
}

static void like_lua(void **state)
{
    ts_error error = {0};
    ts_script_limits limits = {.instructions = 2000000000};
    ts_script *script = ts_script_new(&limits, NULL, NULL, &error);
    if (!ts_script_call(script, compare_all, NULL, TS_INTERNAL, &error))
        fail_msg("%s", error.message);
    ts_script_free(script);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(like_lua),
    };
    return cmocka_run_group_tests_name("script/pattern", tests, NULL, NULL);
}
