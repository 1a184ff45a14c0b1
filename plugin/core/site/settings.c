#include "site/settings.h"
#include "site/paths.h"
#include "text/url.h"

#include <string.h>

/* Articles a page or a feed may show; more makes no page that anybody reads. */
#define LIST_MAX 10000

typedef enum key_kind { TEXT, WHOLE, BOOLEAN, TEXTS, MENU, ANY_MAP, COLLECTIONS, FUNCTION } key_kind;

/* Every key of site.lua. `otherwise` is the default of a text, `number` that of a whole number. */
static const struct key {
    const char *name;
    key_kind kind;
    const char *otherwise;
    int number;
} keys[] = {
    {"title", TEXT, "Tearsheet", 0}, {"description", TEXT, "", 0},
    {"base_url", TEXT, "", 0},       {"language", TEXT, "en", 0},
    {"theme", TEXT, "default", 0},   {"permalink", TEXT, "{year}/{month}/{slug}.html", 0},
    {"paginate", WHOLE, NULL, 20},   {"feed_items", WHOLE, NULL, 20},
    {"output", TEXT, "public", 0},   {"content", TEXT, "content", 0},
    {"drafts", BOOLEAN, NULL, 0},    {"taxonomies", TEXTS, NULL, 0},
    {"author", TEXT, "", 0},         {"contact", TEXT, "", 0},
    {"rights", TEXT, "", 0},         {"menu", MENU, NULL, 0},
    {"params", ANY_MAP, NULL, 0},    {"collections", COLLECTIONS, NULL, 0},
    {"pages", FUNCTION, NULL, 0},    {"search", TEXT, "", 0},
    {"canonical", TEXT, "self", 0},
};
#define KEY_COUNT (sizeof keys / sizeof *keys)

static const char *const taxonomy_names[] = {"sections", "tags", "authors", "sources", "archive", NULL};

static const char *wanted_word(key_kind kind)
{
    switch (kind) {
    case TEXT:
        return "a text";
    case WHOLE:
        return "a whole number";
    case BOOLEAN:
        return "true or false";
    case TEXTS:
        return "a list of texts";
    case MENU:
        return "a list of {title = …, path = …}";
    case ANY_MAP:
        return "a table with named values";
    case COLLECTIONS:
        return "a table with a table {filter = …, sort = …, limit = …} for each name";
    case FUNCTION:
        return "a function";
    }
    return "";
}

/* An empty Lua table is both a list and a map. */
static bool is_empty_table(const ts_value *v)
{
    return (v->kind == TS_MAP && v->map.len == 0) || (v->kind == TS_LIST && v->list.len == 0);
}

static bool is_menu(const ts_value *v)
{
    if (v->kind != TS_LIST)
        return is_empty_table(v);
    for (size_t i = 0; i < v->list.len; i++) {
        const ts_value *item = v->list.items[i];
        if (item->kind != TS_MAP || item->map.len != 2 || !ts_value_get_string(item, "title") ||
            !ts_value_get_string(item, "path"))
            return false;
    }
    return true;
}

static bool fits(const ts_value *v, key_kind kind)
{
    switch (kind) {
    case TEXT:
        return v->kind == TS_STRING;
    case WHOLE:
        return v->kind == TS_INT;
    case BOOLEAN:
        return v->kind == TS_BOOL;
    case TEXTS:
        for (size_t i = 0; v->kind == TS_LIST && i < v->list.len; i++)
            if (v->list.items[i]->kind != TS_STRING)
                return false;
        return v->kind == TS_LIST || is_empty_table(v);
    case MENU:
        return is_menu(v);
    case ANY_MAP:
    case COLLECTIONS:
        return v->kind == TS_MAP || is_empty_table(v);
    case FUNCTION:
        return v->kind == TS_BOOL && v->boolean; /* as ts_script_table reads one */
    }
    return false;
}

/* True where every key of the table is known and of its type. */
static bool check_keys(const ts_value *table, const char *source, ts_error *error)
{
    const char *names[KEY_COUNT + 1] = {0};
    for (size_t i = 0; i < KEY_COUNT; i++)
        names[i] = keys[i].name;
    for (size_t p = 0; table && p < table->map.len; p++) {
        ts_str name = table->map.pairs[p].key;
        size_t i = 0;
        while (i < KEY_COUNT && !ts_str_is(name, keys[i].name))
            i++;
        const char *near = i < KEY_COUNT ? NULL : ts_nearest(name, names);
        if (near)
            return ts_fail(error, TS_SETTINGS, source, 0, 0,
                           "There is no setting \"%.*s\"; did you mean \"%s\"?", (int)name.len, name.ptr,
                           near);
        if (i == KEY_COUNT)
            return ts_fail(error, TS_SETTINGS, source, 0, 0,
                           "There is no setting \"%.*s\". What is your own goes into params = {…}.",
                           (int)name.len, name.ptr);
        const ts_value *value = table->map.pairs[p].value;
        if (!fits(value, keys[i].kind))
            return ts_fail(error, TS_SETTINGS, source, 0, 0, "%s must be %s, not a %s.", keys[i].name,
                           wanted_word(keys[i].kind), ts_kind_word(value->kind));
    }
    return true;
}

static const ts_value *default_of(ts_arena *arena, const struct key *key)
{
    switch (key->kind) {
    case TEXT:
        return ts_value_string(arena, ts_str_of(key->otherwise));
    case WHOLE:
        return ts_value_int(arena, key->number);
    case BOOLEAN:
        return ts_value_bool(arena, false);
    case TEXTS:
    case MENU:
        return ts_value_list(arena);
    case ANY_MAP:
    case COLLECTIONS:
        return ts_value_map(arena, NULL);
    case FUNCTION:
        return ts_value_bool(arena, false);
    }
    return NULL;
}

/* The table with every key of ours in it. */
static ts_value *fill(ts_arena *arena, const ts_value *table)
{
    ts_value *all = ts_value_map(arena, NULL);
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const ts_value *given = ts_value_get(table, keys[i].name);
        bool list = keys[i].kind == TEXTS || keys[i].kind == MENU;
        if (given && given->kind == (list ? TS_MAP : TS_LIST) && is_empty_table(given))
            given = NULL;
        ts_value_set(arena, all, keys[i].name, given ? given : default_of(arena, &keys[i]));
    }
    return all;
}

/* Taxonomies that were not named are all wanted; an unknown name is an error. */
static bool check_taxonomies(const ts_value *list, const char *source, ts_error *error)
{
    for (size_t i = 0; i < list->list.len; i++) {
        ts_str name = list->list.items[i]->string;
        bool known = false;
        for (int k = 0; taxonomy_names[k]; k++)
            known = known || ts_str_is(name, taxonomy_names[k]);
        if (!known)
            return ts_fail(
                error, TS_SETTINGS, source, 0, 0,
                "taxonomies: there is no \"%.*s\"; known are sections, tags, authors, sources, archive.",
                (int)name.len, name.ptr);
    }
    return true;
}

/* The parts of one collection. */
static bool check_collection(ts_str name, const ts_value *collection, const char *source, ts_error *error)
{
    static const char *const parts[] = {"filter", "limit", "sort", NULL};
    if (collection->kind != TS_MAP && !is_empty_table(collection))
        return ts_fail(error, TS_SETTINGS, source, 0, 0,
                       "collections: \"%.*s\" must be {filter = …, sort = …, limit = …}, not a %s.",
                       (int)name.len, name.ptr, ts_kind_word(collection->kind));
    for (size_t i = 0; collection->kind == TS_MAP && i < collection->map.len; i++) {
        ts_str key = collection->map.pairs[i].key;
        const ts_value *value = collection->map.pairs[i].value;
        bool limit = ts_str_is(key, "limit"),
             known = limit || ts_str_is(key, "filter") || ts_str_is(key, "sort");
        const char *near = known ? NULL : ts_nearest(key, parts);
        if (!known)
            return ts_fail(error, TS_SETTINGS, source, 0, 0,
                           "collections: \"%.*s\" has a key \"%.*s\"; %s%s%s", (int)name.len, name.ptr,
                           (int)key.len, key.ptr,
                           near ? "did you mean \"" : "known are filter, limit and sort.", near ? near : "",
                           near ? "\"?" : "");
        if (limit ? value->kind != TS_INT || value->integer < 1 : !fits(value, FUNCTION))
            return ts_fail(error, TS_SETTINGS, source, 0, 0, "collections: the %.*s of \"%.*s\" must be %s.",
                           (int)key.len, key.ptr, (int)name.len, name.ptr,
                           limit ? "a whole number from 1 on" : "a function");
    }
    return true;
}

static bool check_collections(const ts_value *collections, const char *source, ts_error *error)
{
    for (size_t i = 0; i < collections->map.len; i++)
        if (!check_collection(collections->map.pairs[i].key, collections->map.pairs[i].value, source, error))
            return false;
    return true;
}

/* A tag of letters, digits and hyphens, as BCP 47 has them. */
static bool check_language(const char *tag, const char *source, ts_error *error)
{
    size_t head = strcspn(tag, "-");
    bool ok = head >= 2 && head <= 8 && strlen(tag) <= 35 &&
              tag[strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")] == '\0';
    return ok || ts_fail(error, TS_SETTINGS, source, 0, 0,
                         "language: \"%s\" is no language tag such as \"en\" or \"zh-Hans\".", tag);
}

/* A folder below the site, or any folder where `anywhere`. */
static bool check_folder(const char *key, const char *path, bool anywhere, const char *source,
                         ts_error *error)
{
    bool out =
        *path == '/' || strcmp(path, "..") == 0 || strncmp(path, "../", 3) == 0 || strstr(path, "/../");
    if (*path == '\0' || strcmp(path, ".") == 0)
        return ts_fail(error, TS_SETTINGS, source, 0, 0, "%s must name a folder of its own.", key);
    if (out && !anywhere)
        return ts_fail(error, TS_SETTINGS, source, 0, 0, "%s: \"%s\" leads out of the site's folder.", key,
                       path);
    return true;
}

const char *ts_settings_base_url(ts_arena *arena, const char *url, const char *source, ts_error *error)
{
    ts_str u = ts_str_trim(ts_str_of(url));
    if (u.len == 0)
        return "";
    bool http = ts_str_starts(u, TS_STR("http://")) || ts_str_starts(u, TS_STR("https://"));
    if (!http || ts_url_host(u).len == 0 || strpbrk(url, "?# \t\n\"<>")) {
        ts_fail(error, TS_SETTINGS, source, 0, 0,
                "base_url: \"%s\" is no address such as \"https://example.org/archive/\".", url);
        return NULL;
    }
    return ts_arena_printf(arena, "%.*s%s", (int)u.len, u.ptr, u.ptr[u.len - 1] == '/' ? "" : "/");
}

/* One of two words. */
static bool check_choice(const char *key, const char *value, const char *one, const char *other,
                         const char *source, ts_error *error)
{
    return strcmp(value, one) == 0 || strcmp(value, other) == 0 ||
           ts_fail(error, TS_SETTINGS, source, 0, 0, "%s: \"%s\" is neither \"%s\" nor \"%s\".", key, value,
                   one, other);
}

bool ts_settings_read(ts_arena *arena, const ts_value *table, const char *source, ts_settings *s,
                      ts_error *error)
{
    if (table && table->kind == TS_LIST && table->list.len)
        return ts_fail(error, TS_SETTINGS, source, 0, 0,
                       "It must return a table with named values, not a list.");
    if (table && table->kind != TS_MAP)
        table = NULL;
    if (!check_keys(table, source, error))
        return false;
    ts_value *all = fill(arena, table);
    s->title = ts_value_get_string(all, "title");
    s->description = ts_value_get_string(all, "description");
    s->language = ts_value_get_string(all, "language");
    s->theme = ts_value_get_string(all, "theme");
    s->permalink = ts_value_get_string(all, "permalink");
    s->output = ts_value_get_string(all, "output");
    s->content = ts_value_get_string(all, "content");
    s->search = ts_value_get_string(all, "search");
    const char *canonical = ts_value_get_string(all, "canonical");
    s->canonical_origin = strcmp(canonical, "origin") == 0;
    s->drafts = ts_value_get_bool(all, "drafts", false);
    s->base_url = ts_settings_base_url(arena, ts_value_get_string(all, "base_url"), source, error);
    if (!s->base_url || !check_language(s->language, source, error) ||
        !check_choice("search", s->search, "", "pagefind", source, error) ||
        !check_choice("canonical", canonical, "self", "origin", source, error) ||
        !ts_permalink_check(s->permalink, source, error) ||
        !check_folder("output", s->output, true, source, error) ||
        !check_folder("content", s->content, false, source, error) ||
        !check_folder("theme", s->theme, false, source, error) ||
        !check_taxonomies(ts_value_get(all, "taxonomies"), source, error) ||
        !check_collections(ts_value_get(all, "collections"), source, error))
        return false;
    int64_t paginate = ts_value_get_int(all, "paginate", 0), items = ts_value_get_int(all, "feed_items", 0);
    if (paginate < 1 || paginate > LIST_MAX || items < 1 || items > LIST_MAX)
        return ts_fail(error, TS_SETTINGS, source, 0, 0, "%s must be from 1 to %d.",
                       paginate < 1 || paginate > LIST_MAX ? "paginate" : "feed_items", LIST_MAX);
    s->paginate = (int)paginate;
    s->feed_items = (int)items;
    ts_value_set(arena, all, "base_url", ts_value_string(arena, ts_str_of(s->base_url)));
    s->all = all;
    return true;
}
