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

static int make_item(lua_State *L)
{
    return make_with_content(L, CMARK_NODE_ITEM);
}

static int make_emph(lua_State *L)
{
    return make_with_content(L, CMARK_NODE_EMPH);
}

static int make_strong(lua_State *L)
{
    return make_with_content(L, CMARK_NODE_STRONG);
}

static int make_strikeout(lua_State *L)
{
    ts_script *script = ts_script_of(L);
    if (!script->article)
        luaL_error(L, "nodes can be made only while a filter runs");
    cmark_node *node = ts_nodes_loose(L, ts_node_new(script->article->arena, TS_NODE_DELETED));
    if (!lua_isnoneornil(L, 1))
        ts_nodes_append(L, node, 1);
    return push_made(L, node);
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

/* Each element of the list at 1 is one item: an Item, a block, text, or a list of blocks. */
static int make_list(lua_State *L, cmark_list_type type)
{
    cmark_node *list = make(L, CMARK_NODE_LIST);
    cmark_node_set_list_type(list, type);
    cmark_node_set_list_tight(list, 1);
    if (type == CMARK_ORDERED_LIST) {
        lua_Integer start = luaL_optinteger(L, 2, 1);
        luaL_argcheck(L, start >= 0 && start <= 999999999, 2, "a number from 0 to 999999999 expected");
        cmark_node_set_list_delim(list, CMARK_PERIOD_DELIM);
        cmark_node_set_list_start(list, (int)start);
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer n = (lua_Integer)lua_rawlen(L, 1);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, 1, i);
        int top = lua_gettop(L);
        cmark_node *given = ts_nodes_at(L, top);
        cmark_node *parent = list;
        if (!given || cmark_node_get_type(given) != CMARK_NODE_ITEM) {
            parent = make(L, CMARK_NODE_ITEM);
            cmark_node_append_child(list, parent);
        }
        ts_nodes_append(L, parent, top);
        lua_settop(L, top - 1);
    }
    return push_made(L, list);
}

static int make_bullet_list(lua_State *L)
{
    return make_list(L, CMARK_BULLET_LIST);
}

static int make_ordered_list(lua_State *L)
{
    return make_list(L, CMARK_ORDERED_LIST);
}

const luaL_Reg ts_nodes_constructors[] = {
    {"BlockQuote", make_block_quote},
    {"BulletList", make_bullet_list},
    {"Code", make_code},
    {"CodeBlock", make_code_block},
    {"Emph", make_emph},
    {"Header", make_header},
    {"HorizontalRule", make_rule},
    {"Image", make_image},
    {"Item", make_item},
    {"LineBreak", make_line_break},
    {"Link", make_link},
    {"OrderedList", make_ordered_list},
    {"Para", make_para},
    {"SoftBreak", make_soft_break},
    {"Str", make_str},
    {"Strikeout", make_strikeout},
    {"Strong", make_strong},
    {NULL, NULL},
};

void ts_nodes_push_library(lua_State *L)
{
    lua_newtable(L);
    luaL_setfuncs(L, ts_nodes_constructors, 0);
}
