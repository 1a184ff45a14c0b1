/* The article in filters: its tree as nodes with pandoc's names, its fields, and the constructors.
 *
 * No node is freed while filters run: what is made, or taken out of the tree, is noted as loose and freed at
 * the end of the call unless it stands in the tree by then. A handle of an earlier call is dead and says so.
 * So no order of collection and no keeping of handles can reach freed memory. */
#ifndef TS_SCRIPT_NODES_H
#define TS_SCRIPT_NODES_H

#include "script/state.h"

/* Nodes that filters may make for one article. */
#define TS_NODES_MAX 1000000

/* A kind of node by the name filters know it by. */
typedef struct ts_nodes_kind {
    const char *name;
    cmark_node_type type;
    ts_payload_kind payload;
    cmark_list_type list;
    bool block;
} ts_nodes_kind;

/* Ends in a NULL name. */
extern const ts_nodes_kind ts_nodes_kinds[];
const ts_nodes_kind *ts_nodes_kind_of(cmark_node *node);

/* --- node.c: handles ------------------------------------------------------------------------------------ */

/* The fields nodes have, ends in NULL. */
extern const char *const ts_nodes_fields[];
void ts_nodes_push(lua_State *L, cmark_node *node);
/* The node of a live handle; NULL where the value is none. Raises on a dead one. */
cmark_node *ts_nodes_at(lua_State *L, int index);

/* --- node_content.c: lists of what a node holds ----------------------------------------------------------
 */

/* Pushes a list of the node's children. */
void ts_nodes_push_children(lua_State *L, cmark_node *node);
/* The same; changes in it count from the next settling on, until the running function returns. */
void ts_nodes_push_content(lua_State *L, cmark_node *node);
/* Puts what stands at `index`, a node, text or a list of them, in the place of all that the node holds. */
void ts_nodes_set_content(lua_State *L, cmark_node *node, int index);
/* Writes changed lists into the tree. Raises where they do not fit. */
void ts_nodes_settle(lua_State *L);
/* Around each function of a filter: pushes the lists of the function outside and starts without any; goes
 * back to those on top of the stack, which it pops. */
void ts_nodes_push_lists(lua_State *L);
void ts_nodes_pop_lists(lua_State *L);

/* --- walk.c: a filter's functions over a tree ----------------------------------------------------------- */

/* Runs the functions for nodes and lists of the filter at that absolute stack index over all below `root`. */
void ts_walk(lua_State *L, int table, cmark_node *root);
/* Runs its `Article`. */
void ts_walk_article(lua_State *L, int table);
bool ts_walk_is_topdown(lua_State *L, int table);

/* --- filter.c ------------------------------------------------------------------------------------------- */

/* Raises where the table at that absolute index is no filter. Errors are in this chunk; -1: in the function
 * that runs. */
void ts_filter_check(lua_State *L, int table, int chunk);

/* --- node_change.c: what changes the tree --------------------------------------------------------------- */

/* Notes a node without parent, to be freed at the end. Raises past TS_NODES_MAX. */
cmark_node *ts_nodes_loose(lua_State *L, cmark_node *node);
/* Whether the node stands somewhere below `root`. */
bool ts_nodes_is_below(lua_State *L, cmark_node *node, const cmark_node *root);
/* Whether it is a part of a list, table or figure: neither block nor inline of its own. */
bool ts_nodes_is_part(cmark_node *node);
/* Takes the node out of its place. */
void ts_nodes_take_out(lua_State *L, cmark_node *node);
/* Frees what is loose and stands nowhere, and forgets what stands in the tree by now. */
void ts_nodes_free_loose(ts_script *script);
/* A deep copy, loose. */
cmark_node *ts_nodes_copy(lua_State *L, cmark_node *node);
/* Appends to `parent` what stands at `index`: a node, text, or a list of them. A node that stands somewhere
 * is copied. Raises where the parent cannot hold it. */
void ts_nodes_append(lua_State *L, cmark_node *parent, int index);
/* The same, but a node that stands nowhere is copied too. */
void ts_nodes_append_copies(lua_State *L, cmark_node *parent, int index);
/* Puts what stands at `index` in the node's place: a node, text (for an inline), a list; an empty list drops
 * it. */
void ts_nodes_replace(lua_State *L, cmark_node *node, int index);
/* Checks text of a script: UTF-8 without NUL; line ends become spaces unless `lines`. Pushes what to keep. */
const char *ts_nodes_text(lua_State *L, int index, bool lines);

/* --- node_make.c: tearsheet.Para { … } ------------------------------------------------------------------ */

/* Columns that a filter may name the alignment of. */
#define TS_NODES_COLUMNS 1000

extern const luaL_Reg ts_nodes_methods[];
extern const luaL_Reg ts_nodes_constructors[];
extern const luaL_Reg ts_nodes_part_constructors[]; /* node_parts.c */
/* The label of a note at the index, kept by the article. Raises where it is none. */
/* The language or direction at an index; NULL where it is nil. */
const char *ts_nodes_span_text(lua_State *L, int index, bool language);
const char *ts_nodes_label(lua_State *L, int index);
/* How the columns of a table stand, as a list of words. */
void ts_nodes_push_aligns(lua_State *L, cmark_node *table);
void ts_nodes_set_aligns(lua_State *L, cmark_node *table, int index);
/* Pushes the table `tearsheet`. */
void ts_nodes_push_library(lua_State *L);

/* --- record.c: the article's fields --------------------------------------------------------------------- */

void ts_record_open(lua_State *L);
/* Pushes a new handle on the article of the running call. */
void ts_record_push(lua_State *L);
/* Pushes the last handle made in the running call, nil where there is none. */
void ts_record_push_running(lua_State *L);
/* Whether the value is a handle on an article. */
bool ts_record_is(lua_State *L, int index);
/* Writes lists that were read from the handle at `index`, and maybe changed, back into the fields. */
void ts_record_write_back(lua_State *L, int index);
/* The fields it has; ends in NULL. */
extern const char *const ts_record_names[];

#endif
