/* The constructors of what is made of parts: tearsheet.BulletList { … }, tearsheet.Table { … } */
#include "script/nodes.h"

#include <string.h>

static const char *const aligns[] = {"none", "left", "center", "right", NULL};

/* A node of our own kind, or an item of a list, without content. */
static cmark_node *make_part(lua_State *L, ts_payload_kind kind)
{
    ts_script *script = ts_script_of(L);
    if (!script->article)
        luaL_error(L, "nodes can be made only while a filter runs");
    cmark_node *node =
        kind == TS_NODE_NONE ? cmark_node_new(CMARK_NODE_ITEM) : ts_node_new(script->article->arena, kind);
    return ts_nodes_loose(L, node);
}

static bool is_part(cmark_node *node, ts_payload_kind kind)
{
    return kind == TS_NODE_NONE ? cmark_node_get_type(node) == CMARK_NODE_ITEM
                                : ts_node_kind_of(node) == kind;
}

/* Appends one part for each element of the list at `index`: the part itself, or a new one that holds the
 * element; what rows hold are the parts of theirs. */
static void append_parts(lua_State *L, cmark_node *parent, int index, ts_payload_kind kind)
{
    luaL_checkstack(L, 8, "parts");
    luaL_argexpected(L, lua_istable(L, index), index, "list");
    lua_Integer n = (lua_Integer)lua_rawlen(L, index);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, index, i);
        int top = lua_gettop(L);
        cmark_node *given = ts_nodes_at(L, top);
        if (given && is_part(given, kind)) {
            ts_nodes_append(L, parent, top);
        } else {
            cmark_node *part = make_part(L, kind);
            cmark_node_append_child(parent, part);
            if (kind == TS_NODE_ROW)
                append_parts(L, part, top, TS_NODE_CELL);
            else
                ts_nodes_append(L, part, top);
        }
        lua_settop(L, top - 1);
    }
}

/* A node of our own kind whose content is the first argument. */
static int make_with_content(lua_State *L, ts_payload_kind kind)
{
    cmark_node *node = make_part(L, kind);
    if (!lua_isnoneornil(L, 1))
        ts_nodes_append(L, node, 1);
    ts_nodes_push(L, node);
    return 1;
}

static int make_item(lua_State *L)
{
    return make_with_content(L, TS_NODE_NONE);
}

static int make_cell(lua_State *L)
{
    return make_with_content(L, TS_NODE_CELL);
}

static int make_caption(lua_State *L)
{
    return make_with_content(L, TS_NODE_CAPTION);
}

static int make_strikeout(lua_State *L)
{
    return make_with_content(L, TS_NODE_DELETED);
}

static int make_run_in(lua_State *L)
{
    return make_with_content(L, TS_NODE_RUN_IN);
}

static int make_term(lua_State *L)
{
    return make_with_content(L, TS_NODE_TERM);
}

static int make_definition(lua_State *L)
{
    return make_with_content(L, TS_NODE_DETAILS);
}

/* The text at the index as the article keeps it; NULL where there is none. */
static const char *keep(lua_State *L, int index)
{
    if (lua_isnoneornil(L, index))
        return NULL;
    const char *text = ts_nodes_text(L, index, false);
    return ts_arena_strdup(ts_script_of(L)->article->arena, text);
}

const char *ts_nodes_label(lua_State *L, int index)
{
    const char *label = ts_nodes_text(L, index, false);
    luaL_argcheck(L, ts_is_note_label(ts_str_of(label)), index, "a label of letters and digits expected");
    return ts_arena_strdup(ts_script_of(L)->article->arena, label);
}

const char *ts_nodes_span_text(lua_State *L, int index, bool language)
{
    if (lua_isnoneornil(L, index))
        return NULL;
    ts_str text = ts_str_of(ts_nodes_text(L, index, false));
    luaL_argcheck(L, language ? ts_is_language(text) : ts_is_direction(text), index,
                  language ? "a language's tag expected" : "\"ltr\" or \"rtl\" expected");
    return ts_arena_copy(ts_script_of(L)->article->arena, text);
}

/* Inlines, their language and direction. */
static int make_span(lua_State *L)
{
    cmark_node *node = make_part(L, TS_NODE_SPAN);
    ts_node_payload(node)->language = ts_nodes_span_text(L, 2, true);
    ts_node_payload(node)->direction = ts_nodes_span_text(L, 3, false);
    ts_nodes_append(L, node, 1);
    ts_nodes_push(L, node);
    return 1;
}

/* Blocks, and the label that a NoteRef says. */
static int make_note(lua_State *L)
{
    cmark_node *node = make_part(L, TS_NODE_NOTE);
    ts_node_payload(node)->label = ts_nodes_label(L, 2);
    ts_nodes_append(L, node, 1);
    ts_nodes_push(L, node);
    return 1;
}

static int make_note_ref(lua_State *L)
{
    cmark_node *node = make_part(L, TS_NODE_NOTE_REF);
    ts_node_payload(node)->label = ts_nodes_label(L, 1);
    ts_nodes_push(L, node);
    return 1;
}

/* Text, address, and whose it is. */
static int make_card(lua_State *L)
{
    luaL_checkstring(L, 2);
    cmark_node *node = make_part(L, TS_NODE_CARD);
    ts_node_payload(node)->url = keep(L, 2);
    ts_node_payload(node)->provider = keep(L, 3);
    ts_nodes_append(L, node, 1);
    ts_nodes_push(L, node);
    return 1;
}

/* Pairs of a term and its definitions, as pandoc has them, or Terms and Definitions one after another. */
static int make_definition_list(lua_State *L)
{
    cmark_node *list = make_part(L, TS_NODE_DEFINITIONS);
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer n = (lua_Integer)lua_rawlen(L, 1);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_settop(L, 1);
        lua_rawgeti(L, 1, i);
        if (ts_nodes_at(L, 2)) {
            ts_nodes_append(L, list, 2);
            continue;
        }
        luaL_argexpected(L, lua_istable(L, 2), 1, "list of pairs");
        cmark_node *term = make_part(L, TS_NODE_TERM);
        cmark_node_append_child(list, term);
        lua_rawgeti(L, 2, 1);
        ts_nodes_append(L, term, 3);
        lua_rawgeti(L, 2, 2);
        append_parts(L, list, 4, TS_NODE_DETAILS);
    }
    ts_nodes_push(L, list);
    return 1;
}

/* Text and its reading. */
static int make_ruby(lua_State *L)
{
    luaL_checkstring(L, 1);
    luaL_checkstring(L, 2);
    cmark_node *node = make_part(L, TS_NODE_RUBY);
    ts_node_payload(node)->reading = keep(L, 2);
    ts_nodes_append(L, node, 1);
    ts_nodes_push(L, node);
    return 1;
}

/* An image or a table, and its caption. */
static int make_figure(lua_State *L)
{
    cmark_node *body = ts_nodes_at(L, 1), *caption = ts_nodes_at(L, 2);
    luaL_argexpected(L, body, 1, "node");
    luaL_checkany(L, 2);
    cmark_node *figure = make_part(L, TS_NODE_FIGURE), *place = figure;
    if (!ts_nodes_kind_of(body)->block) {
        place = ts_nodes_loose(L, cmark_node_new(CMARK_NODE_PARAGRAPH));
        cmark_node_append_child(figure, place);
    }
    ts_nodes_append(L, place, 1);
    place = figure;
    if (!caption || ts_node_kind_of(caption) != TS_NODE_CAPTION) {
        place = make_part(L, TS_NODE_CAPTION);
        cmark_node_append_child(figure, place);
    }
    ts_nodes_append(L, place, 2);
    ts_nodes_push(L, figure);
    return 1;
}

/* Cells, and whether they are heads of columns. */
static int make_row(lua_State *L)
{
    cmark_node *row = make_part(L, TS_NODE_ROW);
    append_parts(L, row, 1, TS_NODE_CELL);
    ts_node_payload(row)->header = lua_toboolean(L, 2);
    ts_nodes_push(L, row);
    return 1;
}

void ts_nodes_push_aligns(lua_State *L, cmark_node *table)
{
    const ts_payload *payload = ts_node_payload(table);
    lua_newtable(L);
    for (int i = 0; payload->aligns && i < payload->columns; i++) {
        lua_pushstring(L, aligns[payload->aligns[i]]);
        lua_rawseti(L, -2, i + 1);
    }
}

void ts_nodes_set_aligns(lua_State *L, cmark_node *table, int index)
{
    luaL_argexpected(L, lua_istable(L, index), index, "list");
    ts_payload *payload = ts_node_payload(table);
    size_t n = lua_rawlen(L, index);
    luaL_argcheck(L, n <= TS_NODES_COLUMNS, index, "too many columns");
    ts_script_take(L, n * sizeof(ts_align));
    ts_align *list = ts_arena_alloc(ts_script_of(L)->article->arena, (n + 1) * sizeof *list);
    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, index, (lua_Integer)i + 1);
        const char *word = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
        int a = 0;
        while (aligns[a] && strcmp(aligns[a], word) != 0)
            a++;
        if (!aligns[a])
            luaL_error(L, "a column stands to the left, center, right or none, not \"%s\"", word);
        list[i] = (ts_align)a;
        lua_pop(L, 1);
    }
    payload->aligns = list;
    payload->columns = (int)n;
}

/* Rows, and how each column stands. */
static int make_table(lua_State *L)
{
    cmark_node *table = make_part(L, TS_NODE_TABLE);
    append_parts(L, table, 1, TS_NODE_ROW);
    if (!lua_isnoneornil(L, 2))
        ts_nodes_set_aligns(L, table, 2);
    ts_nodes_push(L, table);
    return 1;
}

/* Each element of the list at 1 is one item: an Item, a block, text, or a list of blocks. */
static cmark_node *make_list(lua_State *L, cmark_list_type type)
{
    ts_script *script = ts_script_of(L);
    if (!script->article)
        luaL_error(L, "nodes can be made only while a filter runs");
    cmark_node *list = ts_nodes_loose(L, cmark_node_new(CMARK_NODE_LIST));
    cmark_node_set_list_type(list, type);
    cmark_node_set_list_tight(list, 1);
    append_parts(L, list, 1, TS_NODE_NONE);
    ts_nodes_push(L, list);
    return list;
}

static int make_bullet_list(lua_State *L)
{
    make_list(L, CMARK_BULLET_LIST);
    return 1;
}

/* Items, and the first one's number. */
static int make_ordered_list(lua_State *L)
{
    lua_Integer start = luaL_optinteger(L, 2, 1);
    luaL_argcheck(L, start >= 0 && start <= 999999999, 2, "a number from 0 to 999999999 expected");
    cmark_node *list = make_list(L, CMARK_ORDERED_LIST);
    cmark_node_set_list_delim(list, CMARK_PERIOD_DELIM);
    cmark_node_set_list_start(list, (int)start);
    return 1;
}

const luaL_Reg ts_nodes_part_constructors[] = {
    {"BulletList", make_bullet_list},
    {"Caption", make_caption},
    {"Card", make_card},
    {"Cell", make_cell},
    {"Definition", make_definition},
    {"DefinitionList", make_definition_list},
    {"Figure", make_figure},
    {"Item", make_item},
    {"Note", make_note},
    {"NoteRef", make_note_ref},
    {"OrderedList", make_ordered_list},
    {"Row", make_row},
    {"Ruby", make_ruby},
    {"RunIn", make_run_in},
    {"Span", make_span},
    {"Strikeout", make_strikeout},
    {"Table", make_table},
    {"Term", make_term},
    {NULL, NULL},
};
