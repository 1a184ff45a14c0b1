#include "site/site.h"
#include "base/file.h"
#include "site/data.h"
#include "site/settings.h"
#include "site/takedown.h"
#include "site/theme.h"

#include <string.h>

/* Bytes that site.lua and a filter may have. */
#define SETTINGS_MAX ((size_t)4 << 20)
#define FILTER_MAX ((size_t)1 << 20)

static bool read_settings(ts_site *site, ts_script *script, ts_error *error)
{
    const char *path = ts_path_join(site->arena, site->folder, "site.lua");
    bool none = strcmp(site->folder, TS_NO_SITE) == 0;
    site->source = TS_STR("return {}");
    if (!none && !ts_is_file(path))
        return ts_fail(
            error, TS_NOT_FOUND, path, 0, 0,
            "There is no site here: no site.lua. It may be as short as: return { title = \"My archive\" }");
    if (!none && !ts_file_read(site->arena, path, SETTINGS_MAX, &site->source, error))
        return false;
    site->path = path;
    const ts_value *table =
        ts_script_table(script, site->arena, site->source, path, ts_site_functions, error);
    return table && ts_settings_read(site->arena, table, path, &site->settings, error);
}

static bool set_base_url(ts_site *site, const char *base_url, ts_error *error)
{
    if (!base_url)
        return true;
    site->settings.base_url = ts_settings_base_url(site->arena, base_url, NULL, error);
    return site->settings.base_url != NULL;
}

/* The Lua files in filters/, in order of name. */
static bool find_filters(ts_site *site, ts_error *error)
{
    char *folder = ts_path_join(site->arena, site->folder, "filters");
    ts_found_list files = {0};
    if (!ts_is_folder(folder))
        return true;
    if (!ts_folder_walk(site->arena, folder, &files, error))
        return false;
    for (size_t i = 0; i < files.len; i++)
        if (strcmp(ts_path_extension(files.items[i].path), "lua") == 0)
            ts_vec_push_in(site->arena, &site->filters,
                           ts_path_join(site->arena, folder, files.items[i].path));
    return true;
}

static bool check_folder(const char *folder, ts_error *error)
{
    if (ts_is_folder(folder) || strcmp(folder, TS_NO_SITE) == 0)
        return true;
    if (ts_is_file(folder))
        return ts_fail(error, TS_IO, folder, 0, 0,
                       "A site is a folder with a site.lua in it; this is a file.");
    return ts_fail(error, TS_NOT_FOUND, folder, 0, 0, "There is no such folder.");
}

ts_site *ts_site_open(const char *folder, const char *base_url, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_site *site = TS_NEW(arena, ts_site);
    site->arena = arena;
    site->folder = ts_arena_strdup(arena, folder);
    ts_script *script = NULL;
    bool ok = check_folder(folder, error) && (script = ts_script_new(NULL, ts_site_load, site, error)) &&
              read_settings(site, script, error) && ts_takedowns_read(site, script, error) &&
              set_base_url(site, base_url, error) && ts_theme_open(site, script, error) &&
              ts_words_read(site, error) && find_filters(site, error) && ts_data_read(site, error);
    ts_script_free(script);
    if (ok)
        return site;
    ts_site_close(site);
    return NULL;
}

void ts_site_close(ts_site *site)
{
    if (site)
        ts_arena_free(site->arena);
}

bool ts_site_filters(const ts_site *site, ts_script **script, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    *script = NULL;
    bool ok = site->filters.len == 0 || (*script = ts_script_new(NULL, ts_site_load, (void *)site, error));
    for (size_t i = 0; ok && i < site->filters.len; i++) {
        ts_str source;
        const char *path = site->filters.items[i];
        ok = ts_file_read(arena, path, FILTER_MAX, &source, error) &&
             ts_script_add_filter(*script, source, path, error);
    }
    ts_arena_free(arena);
    return ok;
}

const char *ts_site_rules_folder(const ts_site *site, ts_arena *arena)
{
    const char *rules = ts_path_join(arena, site->folder, "rules");
    return ts_is_folder(rules) ? rules : NULL;
}
