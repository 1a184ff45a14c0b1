/* Running templates: the four functions that the Lua made from a template calls, and the page around them. */
#include "base/clock.h"
#include "script/direct.h"

#include <string.h>

/* --- text and values ------------------------------------------------------------------------------------ */

/* The entry whose number is at 1, and the template that has it: upvalue 1. */
static ts_entry *entry_of(lua_State *L, const ts_template **t)
{
    *t = lua_touserdata(L, lua_upvalueindex(1));
    size_t n = (size_t)lua_tointeger(L, 1);
    return &(*t)->entries.items[n < (*t)->entries.len ? n : 0];
}

/* _ts(n [, value]): the value, if it is the entry of one, and the text. */
static int write_entry(lua_State *L)
{
    ts_script *script = ts_script_of(L);
    const ts_template *t;
    const ts_entry *entry = entry_of(L, &t);
    script->at_chunk = t->chunk;
    script->at_offset = entry->offset;
    if (entry->kind == TS_ENTRY_VALUE) {
        lua_settop(L, 2);
        script->writing = true;
        ts_write_value(L, script, entry->form);
        script->writing = false;
    }
    ts_buf_put(script->out, entry->text);
    if (script->out->full)
        luaL_error(L, "the page is longer than %d MiB", (int)(script->out->max >> 20));
    return 0;
}

void ts_render_push_writer(lua_State *L, ts_template *t)
{
    lua_pushlightuserdata(L, t);
    lua_pushcclosure(L, write_entry, 1);
}

/* --- blocks --------------------------------------------------------------------------------------------- */

/* One table for each page or include: the name of a block to the list of the functions that define it, the
 * one of the outermost child first. Where the block stands, its own content comes behind all of these. */

/* _ts_define(n, function). Upvalues: the template, the table of blocks. */
static int define_block(lua_State *L)
{
    const ts_template *t;
    const ts_entry *entry = entry_of(L, &t);
    lua_settop(L, 2);
    lua_pushlstring(L, entry->text.ptr, entry->text.len);
    lua_pushvalue(L, 3);
    if (lua_rawget(L, lua_upvalueindex(2)) == LUA_TNIL) { /* n function name list */
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, 3);
        lua_pushvalue(L, -2);
        lua_rawset(L, lua_upvalueindex(2));
    }
    lua_pushvalue(L, 2);
    lua_rawseti(L, 4, (lua_Integer)lua_rawlen(L, 4) + 1);
    return 0;
}

static void run_level(lua_State *L, int list, int own, lua_Integer level);

/* _ts_super(). Upvalues: the list or nil, the block's own content, the level to run. */
static int run_super(lua_State *L)
{
    lua_settop(L, 0);
    luaL_checkstack(L, 8, "blocks");
    run_level(L, lua_upvalueindex(1), lua_upvalueindex(2), lua_tointeger(L, lua_upvalueindex(3)));
    return 0;
}

/* Calls the function of that level with a super() that calls the next. */
static void run_level(lua_State *L, int list, int own, lua_Integer level)
{
    bool defined = lua_istable(L, list) && lua_rawgeti(L, list, level) == LUA_TFUNCTION;
    if (!defined) {
        lua_pushvalue(L, own);
        lua_call(L, 0, 0);
        return;
    }
    lua_pushvalue(L, list);
    lua_pushvalue(L, own);
    lua_pushinteger(L, level + 1);
    lua_pushcclosure(L, run_super, 3);
    lua_call(L, 1, 0);
}

/* _ts_block(n, function). Upvalues as for define. */
static int run_block(lua_State *L)
{
    const ts_template *t;
    const ts_entry *entry = entry_of(L, &t);
    lua_settop(L, 2);
    luaL_checkstack(L, 8, "blocks");
    lua_pushlstring(L, entry->text.ptr, entry->text.len);
    lua_rawget(L, lua_upvalueindex(2));
    run_level(L, 3, 2, 1);
    return 0;
}

/* --- includes ------------------------------------------------------------------------------------------- */

static int include(lua_State *L);

/* The function for this template and the table of blocks; nil where there are none. */
static void push_blocks(lua_State *L, lua_CFunction f, ts_template *t, int blocks)
{
    if (!f) {
        lua_pushnil(L);
        return;
    }
    lua_pushlightuserdata(L, t);
    lua_pushvalue(L, blocks);
    lua_pushcclosure(L, f, 2);
}

/* The environments of all that one template includes share a metatable. */
static void push_include(lua_State *L, ts_template *t, int environment)
{
    if (!t->includes) {
        lua_pushnil(L);
        return;
    }
    lua_pushlightuserdata(L, t);
    ts_sandbox_metatable(L, environment);
    lua_pushcclosure(L, include, 2);
}

/* Runs one template, without what it extends, in the environment and with the table of blocks at these
 * indexes. */
static void run_one(lua_State *L, ts_template *t, int environment, int blocks)
{
    ts_script *script = ts_script_of(L);
    script->at_chunk = t->chunk;
    script->at_offset = 0;
    ts_note_template(script, t->name);
    lua_rawgeti(L, LUA_REGISTRYINDEX, t->function);
    lua_rawgeti(L, LUA_REGISTRYINDEX, t->write);
    lua_rawgeti(L, LUA_REGISTRYINDEX, t->direct);
    push_blocks(L, t->blocks ? run_block : NULL, t, blocks);
    push_blocks(L, t->blocks && t->parent ? define_block : NULL, t, blocks);
    push_include(L, t, environment);
    lua_pushvalue(L, environment);
    lua_call(L, 6, 0);
}

/* The template and then, outwards, all it extends: children fill in the blocks that the outermost shows. */
static void run(lua_State *L, ts_template *t, int environment)
{
    luaL_checkstack(L, 16, "templates");
    bool blocks = false, asks = false;
    for (const ts_template *each = t; each; each = each->parent) {
        blocks = blocks || each->blocks;
        asks = asks || each->asks;
    }
    if (asks)
        ts_functions_opt(L, environment);
    if (blocks)
        lua_newtable(L);
    else
        lua_pushnil(L);
    int table = lua_gettop(L);
    for (; t; t = t->parent)
        run_one(L, t, environment, table);
}

/* Raises what is wrong with a template that was needed for this entry. */
static void raise_missing(lua_State *L, const ts_template *t, const ts_entry *entry,
                          const ts_problems *problems, ts_error *error)
{
    if (error->status == TS_NOT_FOUND && t)
        ts_script_raise_at(L, t->chunk, entry->offset, "%s", error->message);
    ts_problems_report(problems, error);
    ts_script_raise(L, error);
}

/* The bit of the common name that the key at `index` is, or 0. */
static unsigned common_bit(lua_State *L, int index)
{
    ts_str name;
    if (lua_type(L, index) != LUA_TSTRING)
        return 0;
    name.ptr = lua_tolstring(L, index, &name.len);
    ts_common common = ts_common_find(name);
    return common == TS_COMMONS ? 0 : 1u << common;
}

/* Pushes the environment of an include: the includer's behind this metatable, with the arguments at `index`
 * in front. */
static void push_scope(lua_State *L, int metatable, int index)
{
    lua_newtable(L);
    int scope = lua_gettop(L);
    lua_pushvalue(L, metatable);
    lua_setmetatable(L, scope);
    if (!lua_isnil(L, index))
        for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
            ts_script_of(L)->shadowed |= common_bit(L, -2);
            lua_pushvalue(L, -2);
            lua_pushvalue(L, -2);
            lua_rawset(L, scope);
        }
}

/* The environment is on top. */
static void run_measured(lua_State *L, const ts_script *script, ts_template *t)
{
    int64_t start = script->measure ? ts_clock() : 0;
    run(L, t, lua_gettop(L));
    if (script->measure) {
        t->time += ts_clock() - start;
        t->runs++;
    }
}

/* The template whose name is at 2. A plain name means the same one each time. */
static ts_template *find_included(lua_State *L, const ts_template *t, ts_entry *entry)
{
    ts_error error = {0};
    ts_problems problems = ts_template_problems(ts_script_of(L));
    ts_template *included = ts_template_get(L, lua_tostring(L, 2), &entry->place, &problems, &error);
    if (!included)
        raise_missing(L, t, entry, &problems, &error);
    if (entry->text.len)
        entry->included = included;
    return included;
}

/* Runs the template with the arguments at 3, or writes what it wrote for them on another page. */
static void run_included(lua_State *L, ts_script *script, ts_template *t)
{
    uint64_t key = ts_recall_key(L, t, 3);
    if (key && ts_recall_write(script, key))
        return;
    if (key)
        ts_recall_watch(L, lua_upvalueindex(2));
    else
        lua_pushvalue(L, lua_upvalueindex(2));
    unsigned shadowed = script->shadowed;
    push_scope(L, lua_gettop(L), 3);
    run_measured(L, script, t);
    script->shadowed = shadowed | script->renamed;
    if (key)
        ts_recall_keep(script, t, key);
}

/* _ts_include(n, name [, arguments]). Upvalues: the template, the metatable of environments. */
static int include(lua_State *L)
{
    ts_script *script = ts_script_of(L);
    const ts_template *t;
    ts_entry *entry = entry_of(L, &t);
    script->at_chunk = t->chunk;
    script->at_offset = entry->offset;
    if (lua_gettop(L) > 3)
        luaL_error(L, "an include takes a name and one table");
    lua_settop(L, 3);
    if (lua_type(L, 2) != LUA_TSTRING)
        luaL_error(L, "an include wants the name of a template, and got a %s", luaL_typename(L, 2));
    if (!lua_isnil(L, 3) && !lua_istable(L, 3))
        luaL_error(L, "an include wants a table of variables behind the name, and got a %s",
                   luaL_typename(L, 3));
    if (script->depth >= TS_INCLUDE_MAX)
        luaL_error(L, "includes nest deeper than %d", TS_INCLUDE_MAX);
    ts_template *included = entry->included ? entry->included : find_included(L, t, entry);
    script->depth++;
    run_included(L, script, included);
    script->depth--;
    return 0;
}

/* --- pages ---------------------------------------------------------------------------------------------- */

/* The variables that direct.h names, and which of its names mean something else on this page. */
static void find_common(ts_script *script)
{
    const ts_value *globals = script->globals;
    for (int i = 0; i < TS_COMMON_VARIABLES; i++)
        script->common[i] = ts_value_get(globals, ts_common_names[i]);
    script->shadowed = script->renamed;
    for (size_t i = 0; i < globals->map.len; i++) {
        ts_common common = ts_common_find(globals->map.pairs[i].key);
        if (common >= TS_COMMON_VARIABLES && common < TS_COMMONS)
            script->shadowed |= 1u << common;
    }
}

typedef struct render_call {
    const char *name;
    const ts_value *globals;
} render_call;

static int render_page(lua_State *L)
{
    const render_call *call = lua_touserdata(L, 1);
    ts_script *script = ts_script_of(L);
    ts_problems problems = ts_template_problems(script);
    ts_error error = {0};
    ts_place place;
    ts_place_init(&place, ts_str_ends(ts_str_of(call->name), TS_STR(".xml")));
    ts_template *t = ts_template_get(L, call->name, &place, &problems, &error);
    if (!t)
        raise_missing(L, NULL, NULL, &problems, &error);
    script->globals = call->globals;
    const ts_value *page = ts_value_get(call->globals, "page");
    script->page = ts_value_get_string(page, "path");
    const char *kind = ts_value_get_string(page, "kind");
    script->anywhere = kind && strcmp(kind, "404") == 0;
    find_common(script);
    ts_functions_page(L);
    ts_recall_page(script);
    run_measured(L, script, t);
    return 0;
}

bool ts_script_render(ts_script *script, const char *name, const ts_value *globals, ts_buf *out,
                      ts_error *error)
{
    static const ts_value nothing = {.kind = TS_MAP};
    render_call call = {name, globals && globals->kind == TS_MAP ? globals : &nothing};
    size_t before = out->len;
    script->out = out;
    ts_notes_clear(&script->notes);
    bool ok = ts_script_call(script, render_page, &call, TS_TEMPLATE, error);
    script->out = NULL;
    if (!ok)
        ts_buf_truncate(out, before);
    return ok;
}

void ts_script_measure(ts_script *script)
{
    script->measure = true;
}

void ts_script_measured(const ts_script *script,
                        void (*take)(void *context, const char *name, int64_t runs, int64_t time),
                        void *context)
{
    for (size_t i = 0; i < ts_map_len(script->templates); i++) {
        const ts_template *t = ts_map_value_at(script->templates, i);
        if (t->runs)
            take(context, t->name, t->runs, t->time);
    }
}
