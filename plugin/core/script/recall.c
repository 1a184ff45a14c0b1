/* What an include wrote, remembered for other pages: an article's entry stands in the lists of its section,
 * its tags, its author, its month, and is the same in all of them but for where its links begin.
 *
 * Nobody has to say which includes are like that. While one runs for the first time, all it reads beyond its
 * arguments is watched; where something of the page went into it, a variable or the page's own address, it is
 * run each time from then on. */
#include "base/digest.h"
#include "script/template.h"

#include <stdlib.h>
#include <string.h>

/* Bytes remembered; beyond them all is forgotten. */
#define REMEMBERED_MAX ((size_t)16 << 20)
/* Bytes that tell one call of an include from others: where it takes more it is not remembered. */
#define KEY_MAX 512

/* A link in what was written, by the path it leads to: each page writes its own. */
typedef struct link {
    size_t start, end;
    ts_str to;
    ts_form form;
} link;

typedef struct written {
    ts_str text;
    link *links;
    size_t link_count;
    ts_read *reads;
    size_t read_count;
} written;

struct ts_recall {
    bool on;        /* on the page that is being rendered */
    bool watching;  /* an include runs that may be remembered */
    bool own;       /* it hangs on the page */
    ts_notes aside; /* what the page read before; empty while nobody watches */
    size_t start;   /* of what it writes */
    TS_VEC(link) links;
    ts_arena *arena; /* of all that follows */
    ts_map *known;   /* digest of the call to written */
    size_t bytes;
    const ts_value *site, *words; /* for which all this was written */
};

static void forget(ts_recall *recall)
{
    ts_map_free(recall->known);
    ts_arena_free(recall->arena);
    recall->known = ts_map_new();
    recall->arena = ts_arena_new();
    recall->bytes = 0;
}

void ts_script_remember(ts_script *script, bool on)
{
    if (!script->recall) {
        script->recall = ts_malloc(sizeof *script->recall);
        *script->recall = (ts_recall){0};
        forget(script->recall);
    }
    script->recall->on = on;
}

void ts_recall_free(ts_recall *recall)
{
    if (!recall)
        return;
    ts_notes_free(&recall->aside);
    ts_vec_free(&recall->links);
    ts_map_free(recall->known);
    ts_arena_free(recall->arena);
    free(recall);
}

void ts_recall_page(ts_script *script)
{
    ts_recall *recall = script->recall;
    const ts_value *site = ts_value_get(script->globals, "site"),
                   *words = ts_value_get(script->globals, "i18n");
    if (!recall)
        return;
    recall->watching = false;
    if (site != recall->site || words != recall->words)
        forget(recall);
    recall->site = site;
    recall->words = words;
}

void ts_recall_own(ts_script *script)
{
    if (script->recall)
        script->recall->own = true;
}

void ts_recall_common(ts_script *script, const ts_value *variable)
{
    ts_recall *recall = script->recall;
    if (recall && (!variable || (variable != recall->site && variable != recall->words)))
        recall->own = true;
}

size_t ts_recall_links(const ts_script *script)
{
    return script->recall ? script->recall->links.len : 0;
}

void ts_recall_unlink(ts_script *script, size_t count)
{
    if (script->recall)
        script->recall->links.len = count;
}

/* --- which call it is ----------------------------------------------------------------------------------- */

/* Room for `size` more bytes of the key, NULL where there is none. */
static char *room(char *key, size_t *len, size_t size)
{
    if (*len + size > KEY_MAX)
        return NULL;
    *len += size;
    return key + *len - size;
}

static bool put(char *key, size_t *len, char kind, const void *bytes, size_t size)
{
    char *to = room(key, len, 1 + sizeof size + size);
    if (!to)
        return false;
    *to = kind;
    memcpy(to + 1, &size, sizeof size);
    memcpy(to + 1 + sizeof size, bytes, size);
    return true;
}

/* A key of the arguments, or one of them: a text, a map that stays, true or false. */
static bool put_argument(lua_State *L, int index, char *key, size_t *len)
{
    ts_str s;
    bool b = lua_toboolean(L, index);
    const ts_value *map = ts_value_lasting(L, index);
    if (map)
        return put(key, len, 'm', &map, sizeof map);
    if (lua_isboolean(L, index))
        return put(key, len, 'b', &b, sizeof b);
    if (lua_type(L, index) != LUA_TSTRING)
        return false;
    s.ptr = lua_tolstring(L, index, &s.len);
    return put(key, len, 's', s.ptr, s.len);
}

uint64_t ts_recall_key(lua_State *L, const ts_template *t, int arguments)
{
    ts_script *script = ts_script_of(L);
    char key[KEY_MAX];
    size_t len = 0;
    bool none = lua_isnil(L, arguments), maps = false, texts = false;
    bool ok =
        script->recall && script->recall->on && !script->recall->watching && !script->anywhere && !t->own;
    if (!ok)
        return 0;
    put(key, &len, 't', &t, sizeof t);
    if (!none)
        lua_pushnil(L);
    while (!none && lua_next(L, arguments)) {
        maps = maps || lua_isuserdata(L, -1);
        texts = texts || lua_type(L, -1) == LUA_TSTRING;
        ok = ok && put_argument(L, lua_gettop(L) - 1, key, &len) && put_argument(L, lua_gettop(L), key, &len);
        lua_pop(L, 1);
    }
    /* Texts alone tend to be those of one page. */
    return ok && (maps || !texts) ? ts_hash64((ts_str){key, len}) : 0;
}

static ts_str as_key(const uint64_t *key)
{
    return (ts_str){(const char *)key, sizeof *key};
}

/* --- watching ------------------------------------------------------------------------------------------- */

/* Whether the value on top, which was found in the table below it, is the same on all pages. */
static bool is_common(lua_State *L, int name)
{
    ts_script *script = ts_script_of(L);
    const ts_value *value = ts_value_handle(L, -1);
    if (value)
        return value == script->recall->site || value == script->recall->words;
    lua_rawgeti(L, LUA_REGISTRYINDEX, script->functions);
    lua_pushliteral(L, "__index");
    lua_rawget(L, -2);
    bool function = lua_rawequal(L, -1, -4) && strcmp(lua_tostring(L, name), "require") != 0;
    lua_pop(L, 2);
    return function;
}

/* __index of the scope of an include that is watched. Upvalue: the includer's environment. */
static int watch(lua_State *L)
{
    lua_settop(L, 2);
    bool found = lua_type(L, 2) == LUA_TSTRING && ts_functions_find(L, lua_upvalueindex(1), 2);
    if (found && is_common(L, 2))
        return 1;
    ts_recall_own(ts_script_of(L));
    lua_settop(L, 2);
    lua_gettable(L, lua_upvalueindex(1));
    return 1;
}

bool ts_recall_is_watch(lua_State *L, int index)
{
    return lua_tocfunction(L, index) == watch;
}

void ts_recall_watch(lua_State *L, int metatable)
{
    ts_script *script = ts_script_of(L);
    ts_recall *recall = script->recall;
    lua_pushliteral(L, "__index");
    lua_rawget(L, metatable);
    lua_pushcclosure(L, watch, 1);
    ts_sandbox_metatable(L, lua_gettop(L));
    lua_remove(L, -2);
    ts_notes page = script->notes;
    script->notes = recall->aside;
    recall->aside = page;
    ts_notes_clear(&script->notes);
    recall->watching = true;
    recall->own = false;
    recall->start = script->out->len;
    recall->links.len = 0;
}

void ts_recall_link(ts_script *script, size_t start, ts_str to, ts_form form)
{
    ts_recall *recall = script->recall;
    if (!recall || !recall->watching)
        return;
    link l = {start - recall->start,
              script->out->len - recall->start,
              {ts_arena_copy(recall->arena, to), to.len},
              form};
    recall->bytes += sizeof l + to.len;
    ts_vec_push(&recall->links, l);
}

/* --- remembering ---------------------------------------------------------------------------------------- */

static const void *keep_bytes(ts_recall *recall, const void *bytes, size_t size)
{
    void *kept = ts_arena_alloc(recall->arena, size);
    if (size)
        memcpy(kept, bytes, size);
    recall->bytes += size;
    return kept;
}

static void keep(ts_script *script, uint64_t key)
{
    ts_recall *recall = script->recall;
    const ts_read_list *reads = &script->notes.list;
    ts_str text = ts_str_sub(ts_buf_str(script->out), recall->start, script->out->len);
    written w = {.text = {keep_bytes(recall, text.ptr, text.len), text.len},
                 .link_count = recall->links.len,
                 .read_count = reads->len};
    w.links = (link *)keep_bytes(recall, recall->links.items, w.link_count * sizeof *w.links);
    w.reads = (ts_read *)keep_bytes(recall, reads->items, w.read_count * sizeof *w.reads);
    ts_map_put(recall->known, as_key(&key), (void *)keep_bytes(recall, &w, sizeof w));
}

void ts_recall_keep(ts_script *script, ts_template *t, uint64_t key)
{
    ts_recall *recall = script->recall;
    recall->watching = false;
    t->own = recall->own;
    if (!t->own && !script->out->full)
        keep(script, key);
    for (size_t i = 0; i < script->notes.list.len; i++)
        ts_notes_add(&recall->aside, script->notes.list.items[i]);
    ts_notes include = script->notes;
    script->notes = recall->aside;
    recall->aside = include;
    if (recall->bytes > REMEMBERED_MAX)
        forget(recall);
}

bool ts_recall_write(ts_script *script, uint64_t key)
{
    const written *w = ts_map_get(script->recall->known, as_key(&key));
    size_t from = 0;
    if (!w)
        return false;
    for (size_t i = 0; i < w->link_count; i++) {
        ts_buf_put(script->out, ts_str_sub(w->text, from, w->links[i].start));
        ts_write_link(script, w->links[i].to, w->links[i].form);
        from = w->links[i].end;
    }
    ts_buf_put(script->out, ts_str_sub(w->text, from, w->text.len));
    for (size_t i = 0; i < w->read_count; i++)
        ts_notes_add(&script->notes, w->reads[i]);
    return true;
}
