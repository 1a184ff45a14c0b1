#include "site/theme.h"
#include "base/baked.h"
#include "base/file.h"

#include <stdlib.h>
#include <string.h>

/* Bytes one template, asset or script may have. */
#define FILE_MAX ((size_t)64 << 20)

bool ts_theme_name_safe(const char *name)
{
    if (*name == '\0' || strpbrk(name, "\\\n\r:"))
        return false;
    for (const char *p = name;; p++) {
        size_t len = strcspn(p, "/");
        if (len == 0 || (len == 1 && p[0] == '.') || (len == 2 && p[0] == '.' && p[1] == '.'))
            return false;
        p += len;
        if (*p == '\0')
            return true;
    }
}

bool ts_layer_find(const ts_layer *layer, ts_arena *arena, const char *name, ts_str *bytes, const char **path,
                   ts_error *error)
{
    char *full = ts_path_join(arena, layer->base, name);
    *path = full;
    if (layer->baked)
        return ts_baked_find(full, bytes);
    return ts_is_file(full) && ts_file_read(arena, full, FILE_MAX, bytes, error);
}

bool ts_theme_find(const ts_site *site, ts_arena *arena, const char *name, ts_str *bytes, const char **path,
                   ts_error *error)
{
    if (!ts_theme_name_safe(name))
        return false;
    for (size_t i = 0; i < site->layers.len; i++)
        if (ts_layer_find(&site->layers.items[i], arena, name, bytes, path, error))
            return true;
        else if (error->status != TS_OK)
            return false;
    return false;
}

/* Scripts have a place of their own: the site's lua/, then what is baked in. */
static bool load_script(const ts_site *site, ts_arena *arena, const char *name, ts_str *source,
                        const char **path, ts_error *error)
{
    const ts_layer own = {site->folder, false}, baked = {"", true};
    return ts_layer_find(&own, arena, name, source, path, error) ||
           (error->status == TS_OK && ts_layer_find(&baked, arena, name, source, path, error));
}

bool ts_site_load(void *context, ts_arena *arena, const char *name, ts_str *source, const char **path,
                  ts_error *error)
{
    const ts_site *site = context;
    if (!ts_theme_name_safe(name))
        return false;
    if (ts_theme_find(site, arena, name, source, path, error))
        return true;
    return error->status == TS_OK && strncmp(name, "lua/", 4) == 0 &&
           load_script(site, arena, name, source, path, error);
}

/* The baked themes' names in a sentence. */
static char *baked_themes(ts_arena *arena)
{
    ts_buf list;
    ts_buf_init(&list, 4096);
    const char *name = NULL;
    ts_str before = {0};
    for (size_t i = ts_baked_first("templates/"); ts_baked_at(i, "templates/", &name); i++) {
        ts_str theme = {name + strlen("templates/"), strcspn(name + strlen("templates/"), "/")};
        if (!ts_str_eq(theme, before))
            ts_buf_printf(&list, "%s\"%.*s\"", list.len ? ", " : "", (int)theme.len, theme.ptr);
        before = theme;
    }
    char *copy = ts_buf_copy(&list, arena);
    ts_buf_free(&list);
    return copy;
}

/* The layer of a theme by name: the site's themes/NAME, a folder of the site, or a baked one. */
static bool find_theme(const ts_site *site, const char *name, ts_layer *layer, ts_error *error)
{
    char *own = ts_path_join(site->arena, ts_path_join(site->arena, site->folder, "themes"), name);
    char *folder = ts_path_join(site->arena, site->folder, name);
    char *baked = ts_arena_printf(site->arena, "templates/%s", name);
    char *head = ts_arena_printf(site->arena, "%s/", baked);
    const char *first = NULL;
    *layer = (ts_layer){NULL, false};
    if (!ts_theme_name_safe(name))
        return ts_fail(error, TS_SETTINGS, NULL, 0, 0, "\"%s\" is no name of a theme.", name);
    if (ts_is_folder(own))
        layer->base = own;
    else if (strchr(name, '/') && ts_is_folder(folder))
        layer->base = folder;
    else if (ts_baked_at(ts_baked_first(head), head, &first))
        *layer = (ts_layer){baked, true};
    if (layer->base)
        return true;
    return ts_fail(
        error, TS_NOT_FOUND, NULL, 0, 0,
        "There is no theme \"%s\", neither as the folder %s nor among those that come with tearsheet (%s).",
        name, own, baked_themes(site->arena));
}

/* What theme.lua says its parent is: NULL where it says nothing. */
static bool read_parent(const ts_site *site, ts_script *script, const ts_layer *layer, const char **parent,
                        ts_error *error)
{
    static const char *const names[] = {"name", "version", "parent", NULL};
    ts_str source;
    const char *path = NULL;
    *parent = NULL;
    if (!ts_layer_find(layer, site->arena, "theme.lua", &source, &path, error))
        return error->status == TS_OK;
    const ts_value *table = ts_script_table(script, site->arena, source, path, NULL, error);
    if (!table)
        return false;
    for (size_t i = 0; table->kind == TS_MAP && i < table->map.len; i++) {
        const ts_pair *pair = &table->map.pairs[i];
        bool known = false;
        for (int n = 0; names[n]; n++)
            known = known || ts_str_is(pair->key, names[n]);
        if (!known)
            return ts_fail(error, TS_SETTINGS, path, 0, 0,
                           "A theme has no \"%.*s\"; known are name, version, parent.", (int)pair->key.len,
                           pair->key.ptr);
        if (pair->value->kind != TS_STRING)
            return ts_fail(error, TS_SETTINGS, path, 0, 0, "%.*s must be a text, not a %s.",
                           (int)pair->key.len, pair->key.ptr, ts_kind_word(pair->value->kind));
    }
    *parent = ts_value_get_string(table, "parent");
    return true;
}

bool ts_theme_open(ts_site *site, ts_script *script, ts_error *error)
{
    char *own = ts_path_join(site->arena, site->folder, "templates");
    if (ts_is_folder(own))
        ts_vec_push_in(site->arena, &site->layers, ((ts_layer){own, false}));
    const char *name = site->settings.theme;
    for (int depth = 0; name; depth++) {
        ts_layer layer;
        if (depth == TS_THEME_DEPTH)
            return ts_fail(error, TS_LIMIT, NULL, 0, 0,
                           "The theme \"%s\" has more than %d parents, or is its own.", site->settings.theme,
                           TS_THEME_DEPTH);
        if (!find_theme(site, name, &layer, error))
            return false;
        ts_vec_push_in(site->arena, &site->layers, layer);
        if (!read_parent(site, script, &layer, &name, error))
            return false;
    }
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of one layer's files below `head`, as the layer calls them. */
static bool list_layer(const ts_layer *layer, ts_arena *arena, const char *head, ts_texts *names,
                       ts_error *error)
{
    if (layer->baked) {
        const char *prefix = ts_arena_printf(arena, "%s/%s", layer->base, head), *name = NULL;
        for (size_t i = ts_baked_first(prefix); ts_baked_at(i, prefix, &name); i++)
            ts_vec_push_in(arena, names, name + strlen(layer->base) + 1);
        return true;
    }
    char *folder = ts_path_join(arena, layer->base, head);
    ts_found_list files = {0};
    if (!ts_is_folder(folder))
        return true;
    if (!ts_folder_walk(arena, folder, &files, error))
        return false;
    for (size_t i = 0; i < files.len; i++)
        ts_vec_push_in(arena, names, ts_arena_printf(arena, "%s%s", head, files.items[i].path));
    return true;
}

bool ts_theme_list(const ts_site *site, ts_arena *arena, const char *head, ts_texts *names, ts_error *error)
{
    for (size_t i = 0; i < site->layers.len; i++)
        if (!list_layer(&site->layers.items[i], arena, head, names, error))
            return false;
    if (names->len)
        qsort(names->items, names->len, sizeof *names->items, by_name);
    size_t kept = 0;
    for (size_t i = 0; i < names->len; i++)
        if (kept == 0 || strcmp(names->items[kept - 1], names->items[i]) != 0)
            names->items[kept++] = names->items[i];
    names->len = kept;
    return true;
}
