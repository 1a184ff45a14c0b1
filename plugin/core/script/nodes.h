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
/* Pushes a Lua list of the node's children. */
void ts_nodes_push_children(lua_State *L, cmark_node *node);

/* --- node_change.c: what changes the tree --------------------------------------------------------------- */

/* Notes a node without parent, to be freed at the end. Raises past TS_NODES_MAX. */
cmark_node *ts_nodes_loose(lua_State *L, cmark_node *node);
/* Takes the node out of its place. */
void ts_nodes_take_out(lua_State *L, cmark_node *node);
/* Frees what is loose and stands nowhere, and forgets what stands in the tree by now. */
void ts_nodes_free_loose(ts_script *script);
/* A deep copy, loose. */
cmark_node *ts_nodes_copy(lua_State *L, cmark_node *node);
/* Appends to `parent` what stands at `index`: a node, text, or a list of them. A node that stands somewhere
 * is copied. Raises where the parent cannot hold it. */
void ts_nodes_append(lua_State *L, cmark_node *parent, int index);
/* Puts what stands at `index` in the node's place: a node, text (for an inline), a list; an empty list drops
 * it. */
void ts_nodes_replace(lua_State *L, cmark_node *node, int index);
/* Checks text of a script: UTF-8 without NUL; line ends become spaces unless `lines`. Pushes what to keep. */
const char *ts_nodes_text(lua_State *L, int index, bool lines);

/* --- node_make.c: tearsheet.Para { … } ------------------------------------------------------------------ */

extern const luaL_Reg ts_nodes_methods[];
extern const luaL_Reg ts_nodes_constructors[];
/* Pushes the table `tearsheet`. */
void ts_nodes_push_library(lua_State *L);

/* --- record.c: the article's fields --------------------------------------------------------------------- */

void ts_record_open(lua_State *L);
/* Pushes the handle on the article of the running call. */
void ts_record_push(lua_State *L);
/* Writes lists that were read from the handle at `index`, and maybe changed, back into the fields. */
void ts_record_write_back(lua_State *L, int index);
/* The fields it has; ends in NULL. */
extern const char *const ts_record_names[];

#endif
