/* The constructors of nodes: tearsheet.Para { … } */
#include "script/nodes.h"

static cmark_node *make(lua_State *L, cmark_node_type type)
{
    if (!ts_script_of(L)->article)
        luaL_error(L, "nodes can be made only while a filter runs");
    return ts_nodes_loose(L, cmark_node_new(type));
}

static int push_made(lua_State *L, cmark_node *node)
{
    ts_nodes_push(L, node);
    return 1;
}

/* A node whose content is the first argument, which may be missing. */
static int make_with_content(lua_State *L, cmark_node_type type)
{
    cmark_node *node = make(L, type);
    if (!lua_isnoneornil(L, 1))
        ts_nodes_append(L, node, 1);
    return push_made(L, node);
}

static int make_para(lua_State *L)
{
    return make_with_content(L, CMARK_NODE_PARAGRAPH);
}

static int make_block_quote(lua_State *L)
{
    return make_with_content(L, CMARK_NODE_BLOCK_QUOTE);
}

static int make_emph(lua_State *L)
{
    return make_with_content(L, CMARK_NODE_EMPH);
}

static int make_strong(lua_State *L)
{
    return make_with_content(L, CMARK_NODE_STRONG);
}

static int make_header(lua_State *L)
{
    lua_Integer level = luaL_checkinteger(L, 1);
    luaL_argcheck(L, level >= 1 && level <= 6, 1, "a level from 1 to 6 expected");
    cmark_node *node = make(L, CMARK_NODE_HEADING);
    cmark_node_set_heading_level(node, (int)level);
    if (!lua_isnoneornil(L, 2))
        ts_nodes_append(L, node, 2);
    return push_made(L, node);
}

static int make_str(lua_State *L)
{
    cmark_node *node = make(L, CMARK_NODE_TEXT);
    cmark_node_set_literal(node, ts_nodes_text(L, 1, false));
    return push_made(L, node);
}

static int make_code(lua_State *L)
{
    cmark_node *node = make(L, CMARK_NODE_CODE);
    cmark_node_set_literal(node, ts_nodes_text(L, 1, false));
    return push_made(L, node);
}

static int make_code_block(lua_State *L)
{
    cmark_node *node = make(L, CMARK_NODE_CODE_BLOCK);
    cmark_node_set_literal(node, ts_nodes_text(L, 1, true));
    if (!lua_isnoneornil(L, 2))
        cmark_node_set_fence_info(node, ts_nodes_text(L, 2, false));
    return push_made(L, node);
}

/* Content, address, title. */
static int make_reference(lua_State *L, cmark_node_type type)
{
    cmark_node *node = make(L, type);
    cmark_node_set_url(node, ts_nodes_text(L, 2, false));
    if (!lua_isnoneornil(L, 3))
        cmark_node_set_title(node, ts_nodes_text(L, 3, false));
    if (!lua_isnoneornil(L, 1))
        ts_nodes_append(L, node, 1);
    return push_made(L, node);
}

static int make_link(lua_State *L)
{
    return make_reference(L, CMARK_NODE_LINK);
}

static int make_image(lua_State *L)
{
    return make_reference(L, CMARK_NODE_IMAGE);
}

static int make_soft_break(lua_State *L)
{
    return push_made(L, make(L, CMARK_NODE_SOFTBREAK));
}

static int make_line_break(lua_State *L)
{
    return push_made(L, make(L, CMARK_NODE_LINEBREAK));
}

static int make_rule(lua_State *L)
{
    return push_made(L, make(L, CMARK_NODE_THEMATIC_BREAK));
}

/* Makes the table a list with the methods of lists; a new one without an argument. */
static int make_list(lua_State *L)
{
    lua_settop(L, 1);
    if (lua_isnil(L, 1)) {
        lua_newtable(L);
        lua_replace(L, 1);
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    if (lua_getmetatable(L, 1))
        return luaL_error(L, "this table has a metatable already");
    ts_module_push(L, "tearsheet.list");
    ts_set_metatable(L);
    return 1;
}

/* list:walk(filter): a list of copies over which the filter has run. */
static int walk_list(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    ts_filter_check(L, 2, -1);
    lua_settop(L, 2);
    lua_rawgeti(L, 1, 1);
    const cmark_node *first = ts_nodes_at(L, 3);
    bool blocks = first && ts_nodes_kind_of(ts_nodes_at(L, 3))->block;
    cmark_node *holder = make(L, blocks ? CMARK_NODE_BLOCK_QUOTE : CMARK_NODE_PARAGRAPH);
    ts_nodes_append_copies(L, holder, 1);
    ts_walk(L, 2, holder);
    ts_nodes_push_children(L, holder);
    return 1;
}

const luaL_Reg ts_nodes_constructors[] = {
    {"BlockQuote", make_block_quote},
    {"Code", make_code},
    {"CodeBlock", make_code_block},
    {"Emph", make_emph},
    {"Header", make_header},
    {"HorizontalRule", make_rule},
    {"Image", make_image},
    {"LineBreak", make_line_break},
    {"Link", make_link},
    {"List", make_list},
    {"Para", make_para},
    {"SoftBreak", make_soft_break},
    {"Str", make_str},
    {"Strong", make_strong},
    {NULL, NULL},
};

void ts_nodes_push_library(lua_State *L)
{
    lua_newtable(L);
    luaL_setfuncs(L, ts_nodes_constructors, 0);
    luaL_setfuncs(L, ts_nodes_part_constructors, 0);
    ts_module_push(L, "tearsheet.list");
    lua_pushcfunction(L, walk_list);
    lua_setfield(L, -2, "walk");
    lua_pop(L, 1);
}
