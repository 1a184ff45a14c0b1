#include "site/data.h"
#include "base/file.h"
#include "base/map.h"
#include "text/json.h"
#include "text/yaml.h"

#include <string.h>

/* Bytes one file of data may have; YAML's reader takes less. */
#define DATA_MAX ((size_t)16 << 20)

typedef struct reading {
    ts_arena *arena;
    const char *folder;
    ts_map *maps; /* path of a folder below it → its ts_value map */
} reading;

/* The map of the folder that the path names, made with those above it. NULL where a file has its name. */
static ts_value *map_of(reading *r, ts_str folder)
{
    ts_value *map = ts_map_get(r->maps, folder);
    if (map)
        return map;
    size_t slash = folder.len;
    while (slash > 0 && folder.ptr[slash - 1] != '/')
        slash--;
    ts_value *above = map_of(r, ts_str_sub(folder, 0, slash ? slash - 1 : 0));
    const char *name = ts_arena_copy(r->arena, ts_str_sub(folder, slash, folder.len));
    if (!above || ts_value_get(above, name))
        return NULL;
    map = ts_value_map(r->arena, NULL);
    ts_value_set(r->arena, above, name, map);
    ts_map_put(r->maps, folder, map);
    return map;
}

static const ts_value *parse(reading *r, const char *path, const char *extension, ts_error *error)
{
    ts_str bytes;
    bool json = strcmp(extension, "json") == 0;
    if (!json && strcmp(extension, "yaml") != 0 && strcmp(extension, "yml") != 0) {
        ts_fail(error, TS_SETTINGS, path, 0, 0, "data/ takes .json and .yaml files only.");
        return NULL;
    }
    if (!ts_file_read(r->arena, path, DATA_MAX, &bytes, error))
        return NULL;
    return json ? ts_json_read(r->arena, bytes, path, error) : ts_yaml_read(r->arena, bytes, path, 1, error);
}

static bool read_file(reading *r, const char *name, ts_error *error)
{
    const char *path = ts_path_join(r->arena, r->folder, name), *extension = ts_path_extension(name);
    const char *base = ts_path_name(name);
    const ts_value *value = parse(r, path, extension, error);
    if (!value)
        return false;
    size_t folder = base == name ? 0 : (size_t)(base - name) - 1;
    ts_value *map = map_of(r, (ts_str){name, folder});
    const char *key = ts_arena_copy(r->arena, (ts_str){base, strlen(base) - strlen(extension) - 1});
    if (!map || ts_value_get(map, key))
        return ts_fail(error, TS_SETTINGS, path, 0, 0,
                       "Another file or folder of data/ has this name already, but for its ending.");
    ts_value_set(r->arena, map, key, value);
    return true;
}

bool ts_data_read(ts_site *site, ts_error *error)
{
    reading r = {site->arena, ts_path_join(site->arena, site->folder, "data"), ts_map_new()};
    ts_value *data = ts_value_map(site->arena, NULL);
    ts_found_list files = {0};
    bool ok = true;
    ts_map_put(r.maps, TS_STR(""), data);
    if (ts_is_folder(r.folder))
        ok = ts_folder_walk(site->arena, r.folder, &files, error);
    for (size_t i = 0; ok && i < files.len; i++)
        ok = read_file(&r, files.items[i].path, error);
    ts_map_free(r.maps);
    site->data = data;
    return ok;
}
