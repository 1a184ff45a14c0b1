/* Filters: files that return functions by the names of nodes, run over one article after another.
 *
 * As pandoc does it by default, all inlines come first, then all blocks, each from the inside out, then the
 * article. What a function returns is not walked again. A filter file runs anew for each article: nothing it
 * keeps reaches the next. */
#include "script/nodes.h"

#include <string.h>

/* One run of one filter's table, at stack index `table`. */
typedef struct pass {
    lua_State *L;
    ts_script *script;
    int chunk;
    int table;
    int article; /* stack index of its handle */
} pass;

/* --- loading -------------------------------------------------------------------------------------------- */

static bool is_key(const char *key)
{
    static const char *const others[] = {"Article", "Block", "Inline", NULL};
    for (const ts_nodes_kind *name = ts_nodes_kinds; name->name; name++)
        if (strcmp(name->name, key) == 0)
            return true;
    for (const char *const *other = others; *other; other++)
        if (strcmp(*other, key) == 0)
            return true;
    return false;
}

static void refuse_key(lua_State *L, int chunk, const char *key)
{
    const char *names[40] = {"Article", "Block", "Inline"};
    size_t n = 3;
    for (const ts_nodes_kind *name = ts_nodes_kinds; name->name && n < 39; name++)
        names[n++] = name->name;
    names[n] = NULL;
    const char *near = ts_nearest(ts_str_of(key), names);
    ts_chunk *source = &ts_script_of(L)->chunks.items[chunk];
    size_t at = ts_str_find(source->source, ts_str_of(key), 0);
    ts_script_raise_at(L, chunk, at == TS_NPOS ? 0 : at, "no node is called `%s`%s%s%s", key,
                       near ? ": did you mean `" : "", near ? near : "", near ? "`?" : "");
}

/* The table of functions on top of the stack. */
static void check_filter(lua_State *L, int chunk)
{
    int table = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            ts_script_raise_at(L, chunk, 0, "a filter is a table of functions by the names of nodes");
        if (!is_key(lua_tostring(L, -2)))
            refuse_key(L, chunk, lua_tostring(L, -2));
        if (!lua_isfunction(L, -1))
            ts_script_raise_at(L, chunk, 0, "`%s` of a filter must be a function, and is a %s",
                               lua_tostring(L, -2), luaL_typename(L, -1));
    }
}

static void push_environment(lua_State *L)
{
    ts_sandbox_environment(L, 0);
    ts_nodes_push_library(L);
    lua_setfield(L, -2, "tearsheet");
}

/* Runs the filter file whose function is on top and leaves the table it returns. */
static void run_file(lua_State *L, int chunk)
{
    push_environment(L);
    lua_setupvalue(L, -2, 1);
    lua_call(L, 0, 1);
    if (!lua_istable(L, -1))
        ts_script_raise_at(L, chunk, 0, "a filter must return a table of functions, and returns a %s",
                           luaL_typename(L, -1));
    check_filter(L, chunk);
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

static bool is_in_tree(const ts_script *script, cmark_node *node)
{
    while (node && node != script->article->tree)
        node = cmark_node_parent(node);
    return node != NULL;
}

/* All nodes of the tree, children before their parents. Kept by the script, as functions may raise. */
static void collect(ts_script *script, bool blocks)
{
    script->visit.len = 0;
    cmark_iter *iter = cmark_iter_new(script->article->tree);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        const ts_nodes_kind *name = ts_nodes_kind_of(node);
        bool leaf = event == CMARK_EVENT_ENTER && !cmark_node_first_child(node);
        bool seen_again = event == CMARK_EVENT_EXIT && !cmark_node_first_child(node);
        if ((leaf || (event == CMARK_EVENT_EXIT && !seen_again)) && name->name && name->block == blocks)
            ts_vec_push(&script->visit, node);
    }
    cmark_iter_free(iter);
}

/* Pushes the function for this node; false where the filter has none. */
static bool push_function(const pass *p, const ts_nodes_kind *name)
{
    if (lua_getfield(p->L, p->table, name->name) == LUA_TFUNCTION)
        return true;
    lua_pop(p->L, 1);
    if (lua_getfield(p->L, p->table, name->block ? "Block" : "Inline") == LUA_TFUNCTION)
        return true;
    lua_pop(p->L, 1);
    return false;
}

/* Where the function at the index begins in its file. */
static size_t function_offset(const pass *p, int index)
{
    lua_Debug ar;
    lua_pushvalue(p->L, index);
    lua_getinfo(p->L, ">S", &ar);
    const ts_chunk *chunk = &p->script->chunks.items[p->chunk];
    size_t from = ts_source_line(chunk->source, ar.linedefined);
    while (from < chunk->source.len && (chunk->source.ptr[from] == ' ' || chunk->source.ptr[from] == '\t'))
        from++;
    return from;
}

static void run_on(const pass *p, cmark_node *node)
{
    lua_State *L = p->L;
    const ts_nodes_kind *name = ts_nodes_kind_of(node);
    if (!push_function(p, name))
        return;
    int function = lua_gettop(L);
    p->script->at_chunk = p->chunk;
    p->script->at_offset = function_offset(p, function);
    lua_pushvalue(L, function);
    ts_nodes_push(L, node);
    lua_pushvalue(L, p->article);
    lua_call(L, 2, 1);
    bool whole = lua_isnil(L, -1) || !is_in_tree(p->script, node);
    bool good = lua_istable(L, -1) || ts_nodes_at(L, -1) || (lua_type(L, -1) == LUA_TSTRING && !name->block);
    if (!whole && !good)
        ts_script_raise_at(L, p->chunk, p->script->at_offset,
                           "`%s` must return nothing, a node or a list of nodes, and returned a %s",
                           name->name, luaL_typename(L, -1));
    if (!whole)
        ts_nodes_replace(L, node, -1);
    lua_settop(L, function - 1);
}

static void run_article(const pass *p)
{
    lua_State *L = p->L;
    int top = lua_gettop(L);
    if (lua_getfield(L, p->table, "Article") == LUA_TFUNCTION) {
        p->script->at_chunk = p->chunk;
        p->script->at_offset = function_offset(p, top + 1);
        lua_pushvalue(L, p->article);
        lua_call(L, 1, 1);
        bool same = lua_isnil(L, -1) || lua_rawequal(L, -1, p->article);
        if (!same)
            ts_script_raise_at(L, p->chunk, p->script->at_offset,
                               "`Article` must return nothing or the article, and returned a %s",
                               luaL_typename(L, -1));
    }
    lua_settop(L, top);
    ts_record_write_back(L, p->article);
}

static void run_nodes(const pass *p, bool blocks)
{
    collect(p->script, blocks);
    for (size_t i = 0; i < p->script->visit.len; i++)
        if (is_in_tree(p->script, p->script->visit.items[i]))
            run_on(p, p->script->visit.items[i]);
}

/* Whether the filter has anything for blocks, or for inlines. */
static bool has_function(lua_State *L, int table, bool blocks)
{
    int type = lua_getfield(L, table, blocks ? "Block" : "Inline");
    lua_pop(L, 1);
    for (const ts_nodes_kind *name = ts_nodes_kinds; name->name && type == LUA_TNIL; name++)
        if (name->block == blocks) {
            type = lua_getfield(L, table, name->name);
            lua_pop(L, 1);
        }
    return type != LUA_TNIL;
}

static void run_filter(lua_State *L, const ts_filter *filter)
{
    ts_script *script = ts_script_of(L);
    pass p = {L, script, filter->chunk, 0, 0};
    lua_rawgeti(L, LUA_REGISTRYINDEX, filter->function);
    run_file(L, filter->chunk);
    p.table = lua_gettop(L);
    ts_record_push(L);
    p.article = lua_gettop(L);
    if (has_function(L, p.table, false))
        run_nodes(&p, false);
    if (has_function(L, p.table, true))
        run_nodes(&p, true);
    run_article(&p);
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
