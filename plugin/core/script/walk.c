/* A filter's functions over a tree, in the orders that pandoc documents.
 *
 * Typewise, the default: all inlines, all lists of inlines, all blocks, all lists of blocks, each from the
 * inside out; what a function returns is not seen again. Top down: each list before its items, each node
 * before what it holds; what a function returns is not seen again itself, but what it holds is, unless the
 * function says false behind it. */
#include "script/nodes.h"

#include <stdlib.h>
#include <string.h>

typedef struct walk {
    lua_State *L;
    ts_script *script;
    int table;        /* stack index of the filter */
    cmark_node *root; /* what it holds is walked */
    size_t base;      /* script->visit above this is ours */
} walk;

/* A place in a filter's file. */
typedef struct place {
    int chunk;
    size_t offset;
} place;

/* --- calls ---------------------------------------------------------------------------------------------- */

/* Where the function on top of the stack is written. */
static place place_of_function(const walk *w)
{
    lua_Debug ar;
    lua_pushvalue(w->L, -1);
    lua_getinfo(w->L, ">S", &ar);
    place at = {w->script->at_chunk, 0};
    if (strncmp(ar.source, "=ts#", 4) == 0)
        at.chunk = (int)strtol(ar.source + 4, NULL, 10);
    if (at.chunk < 0)
        return at;
    ts_str source = w->script->chunks.items[at.chunk].source;
    at.offset = ts_source_line(source, ar.linedefined);
    while (at.offset < source.len && (source.ptr[at.offset] == ' ' || source.ptr[at.offset] == '\t'))
        at.offset++;
    return at;
}

/* Calls the function below the argument on top and leaves its first result in their place. False where the
 * second one is false. */
static bool call(const walk *w, place at)
{
    lua_State *L = w->L;
    int function = lua_gettop(L) - 1;
    luaL_checkstack(L, 12, "filters");
    ts_nodes_push_lists(L);
    lua_insert(L, function);
    w->script->at_chunk = at.chunk;
    w->script->at_offset = at.offset;
    ts_record_push_running(L);
    lua_call(L, 2, 2);
    bool on = !lua_isboolean(L, -1) || lua_toboolean(L, -1);
    lua_pop(L, 1);
    w->script->at_chunk = at.chunk; /* a walk inside has left its own */
    w->script->at_offset = at.offset;
    ts_nodes_settle(L);
    lua_insert(L, function);
    ts_nodes_pop_lists(L);
    return on;
}

static bool push_function(const walk *w, const char *name)
{
    luaL_checkstack(w->L, 12, "filters");
    if (name && lua_getfield(w->L, w->table, name) == LUA_TFUNCTION)
        return true;
    if (name)
        lua_pop(w->L, 1);
    return false;
}

/* The function for this node: by its own name, or the one for all of its sort. */
static bool push_node_function(const walk *w, cmark_node *node)
{
    const ts_nodes_kind *kind = ts_nodes_kind_of(node);
    return push_function(w, kind->name) ||
           (kind->name && !ts_nodes_is_part(node) && push_function(w, kind->block ? "Block" : "Inline"));
}

/* Calls the filter's function for the node, if it has one, and puts in its place what that returns. `first`
 * and `behind`, may be NULL, become the first of the nodes that stand there now and the one behind them.
 * False where the walk goes no deeper. */
static bool run_on_node(const walk *w, cmark_node *node, cmark_node **first, cmark_node **behind)
{
    lua_State *L = w->L;
    int top = lua_gettop(L);
    *first = node;
    *behind = cmark_node_next(node);
    if (!push_node_function(w, node))
        return true;
    place at = place_of_function(w);
    ts_nodes_push(L, node);
    bool on = call(w, at);
    bool out = !ts_nodes_is_below(L, node, w->root);
    bool text = lua_type(L, -1) == LUA_TSTRING && !ts_nodes_kind_of(node)->block;
    if (!lua_isnil(L, -1) && !lua_istable(L, -1) && !ts_nodes_at(L, -1) && !text)
        ts_script_raise_at(L, at.chunk, at.offset,
                           "`%s` must return nothing, a node or a list of nodes, and returned a %s",
                           ts_nodes_kind_of(node)->name, luaL_typename(L, -1));
    cmark_node *parent = cmark_node_parent(node), *before = cmark_node_previous(node);
    *behind = cmark_node_next(node);
    if (!out && !lua_isnil(L, -1)) {
        ts_nodes_replace(L, node, -1);
        *first = before ? cmark_node_next(before) : cmark_node_first_child(parent);
    }
    lua_settop(L, top);
    return on && !out;
}

/* "Blocks" or "Inlines" for a node that holds such a list, else NULL: rows, cells and list items are none. */
static const char *list_name(cmark_node *node)
{
    cmark_node *child = cmark_node_first_child(node);
    if (!child || ts_nodes_is_part(child) || ts_node_kind_of(node) == TS_NODE_FIGURE)
        return NULL;
    return ts_nodes_kind_of(child)->block ? "Blocks" : "Inlines";
}

/* The same for the list that the node holds. */
static bool run_on_list(const walk *w, cmark_node *node)
{
    lua_State *L = w->L;
    int top = lua_gettop(L);
    const char *name = list_name(node);
    if (!push_function(w, name))
        return true;
    place at = place_of_function(w);
    ts_nodes_push_children(L, node);
    bool on = call(w, at);
    if (!lua_isnil(L, -1) && !lua_istable(L, -1) && !ts_nodes_at(L, -1))
        ts_script_raise_at(L, at.chunk, at.offset,
                           "`%s` must return nothing or a list of nodes, and returned a %s", name,
                           luaL_typename(L, -1));
    if (!lua_isnil(L, -1))
        ts_nodes_set_content(L, node, -1);
    lua_settop(L, top);
    return on;
}

/* --- typewise ------------------------------------------------------------------------------------------- */

static void visit(const walk *w, cmark_node *node, bool list)
{
    ts_vec_push(&w->script->visit, ((ts_visit){node, list}));
}

static bool is_wanted(const walk *w, cmark_node *node, bool blocks, bool lists)
{
    if (lists) {
        const char *name = list_name(node);
        return name && strcmp(name, blocks ? "Blocks" : "Inlines") == 0;
    }
    const ts_nodes_kind *kind = ts_nodes_kind_of(node);
    return node != w->root && kind->name && kind->block == blocks;
}

/* All nodes of one sort, or those that hold lists of it, children before their parents. */
static void collect(const walk *w, bool blocks, bool lists)
{
    cmark_iter *iter = cmark_iter_new(w->root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        bool last = (event == CMARK_EVENT_EXIT) == (cmark_node_first_child(node) != NULL);
        if (last && is_wanted(w, node, blocks, lists))
            visit(w, node, lists);
    }
    cmark_iter_free(iter);
    ts_script_charge(w->L, w->script->visit.len - w->base); /* may raise: not before the iterator is freed */
}

/* Whether the filter has a function of that sort. */
static bool has_function(const walk *w, bool blocks, bool lists)
{
    const char *general = blocks ? (lists ? "Blocks" : "Block") : (lists ? "Inlines" : "Inline");
    bool found = push_function(w, general);
    for (const ts_nodes_kind *kind = ts_nodes_kinds; kind->name && !lists && !found; kind++)
        found = kind->block == blocks && push_function(w, kind->name);
    if (found)
        lua_pop(w->L, 1);
    return found;
}

static void walk_sort(const walk *w, bool blocks, bool lists)
{
    cmark_node *first, *behind;
    if (!has_function(w, blocks, lists))
        return;
    collect(w, blocks, lists);
    for (size_t i = w->base; i < w->script->visit.len; i++) {
        cmark_node *node = w->script->visit.items[i].node;
        if (node != w->root && !ts_nodes_is_below(w->L, node, w->root))
            continue;
        if (lists)
            run_on_list(w, node);
        else
            run_on_node(w, node, &first, &behind);
    }
    w->script->visit.len = w->base;
}

/* --- top down ------------------------------------------------------------------------------------------- */

static void visit_children(const walk *w, cmark_node *node)
{
    for (cmark_node *child = cmark_node_last_child(node); child; child = cmark_node_previous(child))
        visit(w, child, false);
}

static void walk_down(const walk *w)
{
    ts_script *script = w->script;
    cmark_node *first, *behind;
    visit(w, w->root, true);
    while (script->visit.len > w->base) {
        ts_visit next = script->visit.items[--script->visit.len];
        if (next.node != w->root && !ts_nodes_is_below(w->L, next.node, w->root))
            continue;
        if (next.list) {
            if (run_on_list(w, next.node))
                visit_children(w, next.node);
        } else if (run_on_node(w, next.node, &first, &behind)) {
            size_t from = script->visit.len;
            for (cmark_node *node = first; node && node != behind; node = cmark_node_next(node))
                visit(w, node, true);
            for (size_t i = from, j = script->visit.len; i + 1 < j; i++) { /* the first is to come first */
                ts_visit swap = script->visit.items[i];
                script->visit.items[i] = script->visit.items[--j];
                script->visit.items[j] = swap;
            }
        }
    }
}

/* --- both ----------------------------------------------------------------------------------------------- */

bool ts_walk_is_topdown(lua_State *L, int table)
{
    bool topdown =
        lua_getfield(L, table, "traverse") == LUA_TSTRING && strcmp(lua_tostring(L, -1), "topdown") == 0;
    lua_pop(L, 1);
    return topdown;
}

void ts_walk(lua_State *L, int table, cmark_node *root)
{
    ts_script *script = ts_script_of(L);
    walk w = {L, script, table, root, script->visit.len};
    if (ts_walk_is_topdown(L, table)) {
        walk_down(&w);
        return;
    }
    walk_sort(&w, false, false);
    walk_sort(&w, false, true);
    walk_sort(&w, true, false);
    walk_sort(&w, true, true);
}

void ts_walk_article(lua_State *L, int table)
{
    walk w = {L, ts_script_of(L), table, NULL, 0};
    int top = lua_gettop(L);
    if (!push_function(&w, "Article"))
        return;
    place at = place_of_function(&w);
    ts_record_push_running(L);
    call(&w, at);
    bool same = lua_isnil(L, -1) || ts_record_is(L, -1);
    if (!same)
        ts_script_raise_at(L, at.chunk, at.offset,
                           "`Article` must return nothing or the article, and returned a %s",
                           luaL_typename(L, -1));
    lua_settop(L, top);
}
