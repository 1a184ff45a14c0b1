/* The article's fields in filters: a handle that reads and sets them. */
#include "script/nodes.h"

#include "text/date.h"

#include <stddef.h>
#include <string.h>

#define ARTICLE "article"

/* The user value: lists that were read, by field, so that changes made in them count. */
typedef struct handle {
    unsigned call;
} handle;

static ts_article *check(lua_State *L, int index)
{
    handle *h = luaL_checkudata(L, index, ARTICLE);
    ts_script *script = ts_script_of(L);
    if (h->call != script->call)
        luaL_error(L, "this article is another one's");
    return script->article;
}

static const char running_key = 0;

void ts_record_push(lua_State *L)
{
    handle *h = lua_newuserdatauv(L, sizeof *h, 1);
    h->call = ts_script_of(L)->call;
    luaL_setmetatable(L, ARTICLE);
    lua_newtable(L);
    lua_setiuservalue(L, -2, 1);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &running_key);
}

bool ts_record_is(lua_State *L, int index)
{
    return luaL_testudata(L, index, ARTICLE) != NULL;
}

void ts_record_push_running(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &running_key);
    const handle *h = lua_touserdata(L, -1);
    if (h && h->call == ts_script_of(L)->call)
        return;
    lua_pop(L, 1);
    lua_pushnil(L);
}

static void push_text(lua_State *L, const char *text)
{
    lua_pushstring(L, text && text[0] ? text : NULL);
}

/* The text at the index as the record keeps it; NULL for nil and "". */
static const char *keep_text(lua_State *L, ts_arena *arena, int index, const char *field)
{
    if (lua_isnil(L, index))
        return NULL;
    if (lua_type(L, index) != LUA_TSTRING)
        luaL_error(L, "`%s` of the article wants text, and got a %s", field, luaL_typename(L, index));
    const char *text = ts_nodes_text(L, index, true);
    return text[0] ? ts_arena_strdup(arena, text) : NULL;
}

/* --- fields of text ------------------------------------------------------------------------------------- */

typedef struct text_field {
    const char *name;
    size_t offset;
} text_field;

static const text_field text_fields[] = {
    {"alt_title", offsetof(ts_fields, alt_title)},
    {"canonical_url", offsetof(ts_fields, canonical_url)},
    {"date", offsetof(ts_fields, date)},
    {"dateline", offsetof(ts_fields, dateline)},
    {"description", offsetof(ts_fields, description)},
    {"direction", offsetof(ts_fields, direction)},
    {"kind", offsetof(ts_fields, kind)},
    {"language", offsetof(ts_fields, language)},
    {"lastmod", offsetof(ts_fields, lastmod)},
    {"title", offsetof(ts_fields, title)},
};

static const char **find_text(ts_article *article, const char *name)
{
    for (size_t i = 0; i < sizeof text_fields / sizeof *text_fields; i++)
        if (strcmp(text_fields[i].name, name) == 0)
            return (const char **)((char *)&article->fields + text_fields[i].offset);
    return NULL;
}

static void set_text(lua_State *L, ts_article *article, const char *name, const char **text)
{
    ts_date date;
    const char *kept = keep_text(L, article->arena, 3, name);
    bool is_date = strcmp(name, "date") == 0 || strcmp(name, "lastmod") == 0;
    if (kept && is_date && !ts_date_iso(ts_str_of(kept), &date))
        luaL_error(L, "`%s` of the article wants an ISO 8601 date, and got \"%s\"", name, kept);
    if (kept && strcmp(name, "direction") == 0 && strcmp(kept, "ltr") != 0 && strcmp(kept, "rtl") != 0)
        luaL_error(L, "`direction` of the article is \"ltr\" or \"rtl\"");
    bool known =
        !kept || strcmp(kept, "article") == 0 || strcmp(kept, "listing") == 0 || strcmp(kept, "other") == 0;
    if (!known && strcmp(name, "kind") == 0)
        luaL_error(L, "`kind` of the article is \"article\", \"listing\" or \"other\"");
    if (strcmp(name, "description") == 0)
        article->fields.excerpt = false;
    *text = kept;
}

/* --- parts: small tables of texts ----------------------------------------------------------------------- */

typedef struct part {
    const char *field, *name;
    size_t offset;
} part;

static const part parts[] = {
    {"publisher", "name", offsetof(ts_fields, publisher.name)},
    {"publisher", "url", offsetof(ts_fields, publisher.url)},
    {"rights", "holder", offsetof(ts_fields, holder)},
    {"rights", "license", offsetof(ts_fields, license)},
    {"rights", "notice", offsetof(ts_fields, notice)},
    {"source", "name", offsetof(ts_fields, source.name)},
    {"source", "url", offsetof(ts_fields, source.url)},
};

static bool push_parts(lua_State *L, ts_article *article, const char *field)
{
    bool found = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strcmp(parts[i].field, field) != 0)
            continue;
        if (!found)
            lua_createtable(L, 0, 3);
        found = true;
        push_text(L, *(const char **)((char *)&article->fields + parts[i].offset));
        lua_setfield(L, -2, parts[i].name);
    }
    return found;
}

/* Raises where the table at the index has another key than these names (end in NULL). */
static void check_names(lua_State *L, int table, const char *const *names, const char *field)
{
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        size_t i = 0;
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
        while (names[i] && strcmp(names[i], key) != 0)
            i++;
        const char *near = names[i] ? NULL : ts_nearest(ts_str_of(key), names);
        if (near)
            luaL_error(L, "`%s` of the article has no field `%s`: did you mean `%s`?", field, key, near);
        if (!names[i])
            luaL_error(L, "`%s` of the article has no field `%s`", field, key);
    }
}

/* Raises where the table at the index is no list. */
static void check_list(lua_State *L, int table, const char *field)
{
    lua_Integer n = (lua_Integer)lua_rawlen(L, table), keys = 0;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1))
        keys += lua_isinteger(L, -2) && lua_tointeger(L, -2) >= 1 && lua_tointeger(L, -2) <= n ? 1 : n + 1;
    if (keys != n)
        luaL_error(L, "`%s` of the article wants a list, with the keys 1, 2, 3 …", field);
}

/* From the table on top. */
static bool set_parts(lua_State *L, ts_article *article, const char *field)
{
    const char *names[sizeof parts / sizeof *parts + 1] = {0};
    size_t n = 0;
    int table = lua_gettop(L);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strcmp(parts[i].field, field) == 0)
            names[n++] = parts[i].name;
    if (n)
        check_names(L, table, names, field);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strcmp(parts[i].field, field) != 0)
            continue;
        lua_getfield(L, table, parts[i].name);
        *(const char **)((char *)&article->fields + parts[i].offset) =
            keep_text(L, article->arena, lua_gettop(L), field);
        lua_settop(L, table);
    }
    return n > 0;
}

/* --- lists ---------------------------------------------------------------------------------------------- */

static ts_texts *find_texts(ts_article *article, const char *field)
{
    return strcmp(field, "tags") == 0          ? &article->fields.tags
           : strcmp(field, "section") == 0     ? &article->fields.section
           : strcmp(field, "corrections") == 0 ? &article->fields.corrections
                                               : NULL;
}

static ts_people *find_people(ts_article *article, const char *field)
{
    return strcmp(field, "authors") == 0   ? &article->fields.authors
           : strcmp(field, "editors") == 0 ? &article->fields.editors
                                           : NULL;
}

static void push_texts(lua_State *L, const ts_texts *texts)
{
    lua_createtable(L, (int)texts->len, 0);
    for (size_t i = 0; i < texts->len; i++) {
        lua_pushstring(L, texts->items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void push_people(lua_State *L, const ts_people *people)
{
    lua_createtable(L, (int)people->len, 0);
    for (size_t i = 0; i < people->len; i++) {
        lua_createtable(L, 0, 2);
        push_text(L, people->items[i].name);
        lua_setfield(L, -2, "name");
        push_text(L, people->items[i].role);
        lua_setfield(L, -2, "role");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

/* From the list on top. */
static void set_texts(lua_State *L, ts_article *article, ts_texts *texts, const char *field)
{
    ts_texts kept = {0};
    int table = lua_gettop(L);
    check_list(L, table, field);
    lua_Integer n = (lua_Integer)lua_rawlen(L, table);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, table, i);
        const char *text = keep_text(L, article->arena, table + 1, field);
        if (text)
            ts_texts_add(article->arena, &kept, ts_str_of(text));
        lua_settop(L, table);
    }
    *texts = kept;
}

/* A person is a table with a name, or a name. */
static void set_people(lua_State *L, ts_article *article, ts_people *people, const char *field)
{
    static const char *const names[] = {"name", "role", NULL};
    ts_people kept = {0};
    int table = lua_gettop(L);
    check_list(L, table, field);
    lua_Integer n = (lua_Integer)lua_rawlen(L, table);
    for (lua_Integer i = 1; i <= n; i++) {
        const char *role = NULL;
        lua_rawgeti(L, table, i);
        if (lua_istable(L, -1)) {
            check_names(L, table + 1, names, field);
            lua_getfield(L, table + 1, "role");
            role = keep_text(L, article->arena, table + 2, field);
            lua_getfield(L, table + 1, "name");
            lua_replace(L, table + 1);
        }
        const char *name = keep_text(L, article->arena, table + 1, field);
        if (name)
            ts_people_add(article->arena, &kept, ts_str_of(name), role);
        lua_settop(L, table);
    }
    *people = kept;
}

static bool push_list(lua_State *L, ts_article *article, const char *field)
{
    ts_texts *texts = find_texts(article, field);
    ts_people *people = find_people(article, field);
    if (texts)
        push_texts(L, texts);
    else if (people)
        push_people(L, people);
    else
        return push_parts(L, article, field);
    return true;
}

/* From the table on top; false for a field that is no list. */
static bool set_list(lua_State *L, ts_article *article, const char *field)
{
    ts_texts *texts = find_texts(article, field);
    ts_people *people = find_people(article, field);
    luaL_checkstack(L, 8, "fields");
    if (texts)
        set_texts(L, article, texts, field);
    else if (people)
        set_people(L, article, people, field);
    else
        return set_parts(L, article, field);
    return true;
}

/* --- the handle ----------------------------------------------------------------------------------------- */

const char *const ts_record_names[] = {
    "alt_title", "authors", "blocks",  "canonical_url", "corrections", "date",     "dateline", "description",
    "direction", "draft",   "editors", "file",          "kind",        "language", "lastmod",  "minutes",
    "publisher", "rights",  "section", "source",        "tags",        "title",    "url",      "words",
    NULL};

static int unknown_field(lua_State *L, const char *name)
{
    const char *near = ts_nearest(ts_str_of(name), ts_record_names);
    if (near)
        return luaL_error(L, "no field `%s` on the article: did you mean `%s`?", name, near);
    return luaL_error(L, "no field `%s` on the article", name);
}

static int record_index(lua_State *L)
{
    ts_article *article = check(L, 1);
    const char *name = luaL_checkstring(L, 2);
    const char **text = find_text(article, name);
    lua_settop(L, 2);
    lua_getiuservalue(L, 1, 1);
    if (lua_getfield(L, 3, name) != LUA_TNIL)
        return 1;
    if (push_list(L, article, name)) {
        lua_pushvalue(L, -1);
        lua_setfield(L, 3, name);
    } else if (text)
        push_text(L, *text);
    else if (strcmp(name, "blocks") == 0)
        ts_nodes_push_content(L, article->tree);
    else if (strcmp(name, "draft") == 0)
        lua_pushboolean(L, article->draft);
    else if (strcmp(name, "file") == 0)
        push_text(L, article->capture.file);
    else if (strcmp(name, "minutes") == 0)
        lua_pushnumber(L, article->minutes);
    else if (strcmp(name, "url") == 0)
        push_text(L, article->url);
    else if (strcmp(name, "words") == 0)
        lua_pushinteger(L, article->words);
    else
        return unknown_field(L, name);
    return 1;
}

static bool is_known(const char *name)
{
    for (size_t i = 0; ts_record_names[i]; i++)
        if (strcmp(ts_record_names[i], name) == 0)
            return true;
    return false;
}

static int record_newindex(lua_State *L)
{
    ts_article *article = check(L, 1);
    const char *name = luaL_checkstring(L, 2);
    const char **text = find_text(article, name);
    lua_settop(L, 3);
    if (text) {
        set_text(L, article, name, text);
    } else if (strcmp(name, "blocks") == 0) {
        ts_nodes_set_content(L, article->tree, 3);
    } else if (strcmp(name, "draft") == 0) {
        if (!lua_isboolean(L, 3))
            return luaL_error(L, "`draft` of the article is true or false, and got a %s",
                              luaL_typename(L, 3));
        article->draft = lua_toboolean(L, 3);
    } else if (find_texts(article, name) || find_people(article, name) || push_parts(L, article, name)) {
        lua_settop(L, 3);
        if (lua_isnil(L, 3)) {
            lua_newtable(L);
            lua_replace(L, 3);
        }
        if (!lua_istable(L, 3))
            return luaL_error(L, "`%s` of the article wants a table, and got a %s", name,
                              luaL_typename(L, 3));
        lua_pushvalue(L, 3);
        set_list(L, article, name);
        lua_getiuservalue(L, 1, 1);
        lua_pushnil(L);
        lua_setfield(L, -2, name);
    } else if (is_known(name)) {
        return luaL_error(L, "the field `%s` of the article cannot be set", name);
    } else {
        return unknown_field(L, name);
    }
    return 0;
}

void ts_record_write_back(lua_State *L, int index)
{
    ts_article *article = check(L, index);
    int top = lua_gettop(L);
    lua_getiuservalue(L, index, 1);
    for (size_t i = 0; ts_record_names[i]; i++) {
        if (lua_getfield(L, top + 1, ts_record_names[i]) == LUA_TTABLE)
            set_list(L, article, ts_record_names[i]);
        lua_settop(L, top + 1);
    }
    lua_settop(L, top);
}

static int record_tostring(lua_State *L)
{
    lua_pushliteral(L, ARTICLE);
    return 1;
}

static const luaL_Reg metamethods[] = {
    {"__index", record_index},
    {"__newindex", record_newindex},
    {"__tostring", record_tostring},
    {NULL, NULL},
};

void ts_record_open(lua_State *L)
{
    luaL_newmetatable(L, ARTICLE);
    luaL_setfuncs(L, metamethods, 0);
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);
}
