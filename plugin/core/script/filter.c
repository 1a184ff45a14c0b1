/* Filters: files that return functions by the names of nodes, run over one article after another.
 *
 * A filter file runs anew for each article: nothing it keeps reaches the next. */
#include "script/nodes.h"

#include <string.h>

/* --- loading -------------------------------------------------------------------------------------------- */

static bool is_key(const char *key)
{
    static const char *const others[] = {"Article", "Block", "Blocks", "Inline", "Inlines", NULL};
    for (const ts_nodes_kind *name = ts_nodes_kinds; name->name; name++)
        if (strcmp(name->name, key) == 0)
            return true;
    for (const char *const *other = others; *other; other++)
        if (strcmp(*other, key) == 0)
            return true;
    return false;
}

/* Raises about a part of a filter: in the chunk, where that quotes it first, or in the running function. */
static int refuse(lua_State *L, int chunk, const char *quoted, const char *message)
{
    if (chunk < 0)
        return luaL_error(L, "%s", message);
    size_t at = ts_str_find(ts_script_of(L)->chunks.items[chunk].source, ts_str_of(quoted), 0);
    return ts_script_raise_at(L, chunk, at == TS_NPOS ? 0 : at, "%s", message);
}

static int refuse_key(lua_State *L, int chunk, const char *key)
{
    const char *names[64] = {"Article", "Block", "Blocks", "Inline", "Inlines", "traverse"};
    size_t n = 6;
    for (const ts_nodes_kind *name = ts_nodes_kinds; name->name && n < 63; name++)
        names[n++] = name->name;
    names[n] = NULL;
    const char *near = ts_nearest(ts_str_of(key), names);
    return refuse(L, chunk, key,
                  lua_pushfstring(L, "no node is called `%s`%s%s%s", key, near ? ": did you mean `" : "",
                                  near ? near : "", near ? "`?" : ""));
}

/* The pair on top of the stack. */
static void check_pair(lua_State *L, int chunk)
{
    if (lua_type(L, -2) != LUA_TSTRING) {
        refuse(L, chunk, "return", "a filter is a table of functions by the names of nodes");
        return;
    }
    const char *key = lua_tostring(L, -2), *order = lua_tostring(L, -1);
    if (strcmp(key, "traverse") == 0) {
        if (!order || (strcmp(order, "topdown") != 0 && strcmp(order, "typewise") != 0))
            refuse(L, chunk, key, "`traverse` of a filter is \"typewise\" or \"topdown\"");
    } else if (!is_key(key)) {
        refuse_key(L, chunk, key);
    } else if (!lua_isfunction(L, -1)) {
        refuse(L, chunk, key,
               lua_pushfstring(L, "`%s` of a filter must be a function, and is a %s", key,
                               luaL_typename(L, -1)));
    }
}

void ts_filter_check(lua_State *L, int table, int chunk)
{
    luaL_checkstack(L, 8, "filters");
    if (!lua_istable(L, table))
        luaL_error(L, "a filter is a table of functions by the names of nodes, and this is a %s",
                   luaL_typename(L, table));
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1))
        check_pair(L, chunk);
}

/* The filters that a file returned, on top of the stack: one table, or a list of them. */
static void check_filters(lua_State *L, int chunk)
{
    int table = lua_gettop(L);
    lua_Integer n = (lua_Integer)lua_rawlen(L, table);
    if (n == 0)
        ts_filter_check(L, table, chunk);
    for (lua_Integer i = 1; i <= n; i++) {
        if (lua_rawgeti(L, table, i) != LUA_TTABLE)
            ts_script_raise_at(L, chunk, 0, "each filter of a list must be a table, and number %d is a %s",
                               (int)i, luaL_typename(L, -1));
        ts_filter_check(L, table + 1, chunk);
        lua_settop(L, table);
    }
}

static void push_environment(lua_State *L)
{
    ts_sandbox_environment(L);
    ts_nodes_push_library(L);
    lua_setfield(L, -2, "tearsheet");
}

/* Runs the filter file whose function is on top and leaves the table it returns. */
static void run_file(lua_State *L, int chunk)
{
    ts_nodes_push_lists(L); /* none of an earlier call's */
    lua_pop(L, 1);
    push_environment(L);
    lua_setupvalue(L, -2, 1);
    lua_call(L, 0, 1);
    ts_nodes_settle(L);
    ts_nodes_push_lists(L);
    lua_pop(L, 1);
    if (!lua_istable(L, -1))
        ts_script_raise_at(L, chunk, 0, "a filter must return a table of functions, and returns a %s",
                           luaL_typename(L, -1));
    check_filters(L, chunk);
}

typedef struct load_call {
    ts_str source;
    const char *path;
} load_call;

static int load_filter(lua_State *L)
{
    const load_call *call = lua_touserdata(L, 1);
    ts_script *script = ts_script_of(L);
    int chunk = ts_script_chunk(script, call->path, call->source);
    if (ts_script_load(script, chunk, call->source) != LUA_OK)
        return lua_error(L);
    script->article = script->sample = ts_article_new(); /* for nodes that the file makes at once */
    lua_pushvalue(L, -1);
    run_file(L, chunk);
    lua_pop(L, 1);
    ts_filter filter = {chunk, luaL_ref(L, LUA_REGISTRYINDEX)};
    ts_vec_push_in(script->arena, &script->filters, filter);
    return 0;
}

bool ts_script_add_filter(ts_script *script, ts_str source, const char *path, ts_error *error)
{
    load_call call = {source, path};
    return ts_script_call(script, load_filter, &call, TS_FILTER, error);
}

/* --- running -------------------------------------------------------------------------------------------- */

/* One table of functions, at an absolute index. */
static void run_table(lua_State *L, int table, cmark_node *tree)
{
    bool topdown = ts_walk_is_topdown(L, table);
    if (topdown)
        ts_walk_article(L, table);
    ts_walk(L, table, tree);
    if (!topdown)
        ts_walk_article(L, table);
}

static void run_filter(lua_State *L, const ts_filter *filter)
{
    ts_script *script = ts_script_of(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, filter->function);
    run_file(L, filter->chunk);
    int filters = lua_gettop(L);
    ts_record_push(L);
    lua_Integer n = (lua_Integer)lua_rawlen(L, filters);
    if (n == 0)
        run_table(L, filters, script->article->tree);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, filters, i);
        run_table(L, filters + 2, script->article->tree);
        lua_settop(L, filters + 1);
    }
    ts_record_write_back(L, filters + 1);
    /* No handle is used from here on, and tidying frees what it takes out. */
    ts_nodes_free_loose(script);
    script->call++;
    ts_tree_tidy(script->article->arena, script->article->tree);
    ts_error broken = {0};
    if (!ts_tree_check(script->article->tree, &broken))
        ts_script_raise_at(L, filter->chunk, script->at_offset,
                           "this filter leaves a tree that is not well-formed: %s", broken.message);
}

static int run_filters(lua_State *L)
{
    ts_script *script = ts_script_of(L);
    script->article = lua_touserdata(L, 1);
    script->page = script->article->capture.file;
    for (size_t i = 0; i < script->filters.len; i++) {
        lua_settop(L, 0);
        luaL_checkstack(L, 16, "filters");
        run_filter(L, &script->filters.items[i]);
    }
    return 0;
}

bool ts_script_filter(ts_script *script, ts_article *article, ts_error *error)
{
    if (script->filters.len == 0)
        return true;
    return ts_script_call(script, run_filters, article, TS_FILTER, error);
}
