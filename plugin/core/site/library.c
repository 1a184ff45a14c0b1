#include "site/library.h"
#include "base/file.h"
#include "capture/capture.h"
#include "text/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Bytes a sidecar may have. */
#define SIDECAR_MAX ((size_t)1 << 20)

static const char *const media_types[] = {"png", "jpg", "jpeg", "gif",  "webp", "avif", "svg",
                                          "mp3", "ogg", "mp4",  "webm", "pdf",  NULL};
static const char *const sidecar_types[] = {"yaml", "yml", NULL};
/* What browsers put behind a page's name for the folder of its images and scripts. */
static const char *const saved_folders[] = {"_files", ".files", "_file", NULL};

static bool has_type(const char *path, const char *const *types)
{
    const char *extension = ts_path_extension(path);
    for (int i = 0; types[i]; i++)
        if (strcasecmp(extension, types[i]) == 0)
            return true;
    return false;
}

static void free_map(void *map)
{
    ts_map_free(map);
}

static ts_map *new_map(ts_arena *arena)
{
    ts_map *map = ts_map_new();
    ts_arena_defer(arena, free_map, map);
    return map;
}

/* The path without the ending of its name. */
static ts_str stem(const char *path)
{
    const char *extension = ts_path_extension(path);
    size_t len = strlen(path);
    return (ts_str){path, *extension ? len - strlen(extension) - 1 : len};
}

/* True for a file in a folder that a browser saved beside a page of that name. `pages` holds the stems of
 * pages. */
static bool is_saved_part(const ts_map *pages, const char *path)
{
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        ts_str folder = {path, (size_t)(slash - path)};
        for (int i = 0; saved_folders[i]; i++) {
            ts_str tail = ts_str_of(saved_folders[i]);
            if (ts_str_ends(folder, tail) && ts_map_has(pages, ts_str_sub(folder, 0, folder.len - tail.len)))
                return true;
        }
    }
    return false;
}

bool ts_is_medium(const char *path)
{
    return has_type(path, media_types);
}

static void add_medium(ts_arena *arena, ts_library *library, const char *path)
{
    ts_medium *medium = TS_NEW(arena, ts_medium);
    medium->path = path;
    medium->to = ts_arena_printf(arena, "media/%s", path);
    ts_vec_push_in(arena, &library->media, medium);
    ts_map_put(library->media_by_path, ts_str_of(path), medium);
}

/* A sidecar belongs to the file whose whole name, or whose name without its ending, it has. */
static void attach_sidecars(ts_arena *arena, ts_library *library, const ts_map *sidecars)
{
    ts_map *used = new_map(arena);
    for (size_t i = 0; i < library->sources.len; i++) {
        ts_source *source = &library->sources.items[i];
        const ts_found *sidecar = ts_map_get(sidecars, ts_str_of(source->path));
        if (!sidecar)
            sidecar = ts_map_get(sidecars, stem(source->path));
        if (!sidecar)
            continue;
        source->sidecar = sidecar->path;
        source->sidecar_file = sidecar;
        ts_map_put(used, ts_str_of(sidecar->path), source);
    }
    for (size_t i = 0; i < ts_map_len(sidecars); i++) {
        const ts_found *sidecar = ts_map_value_at(sidecars, i);
        if (!ts_map_has(used, ts_str_of(sidecar->path)))
            ts_vec_push_in(arena, &library->orphans, sidecar->path);
    }
}

bool ts_library_read(ts_arena *arena, const ts_site *site, ts_library *library, ts_error *error)
{
    const char *folder = ts_path_join(arena, site->folder, site->settings.content);
    return (ts_is_folder(folder) || ts_fail(error, TS_NOT_FOUND, folder, 0, 0,
                                            "There is no such folder; the site's articles belong in it.")) &&
           ts_library_read_folder(arena, folder, library, error);
}

bool ts_library_read_folder(ts_arena *arena, const char *folder, ts_library *library, ts_error *error)
{
    memset(library, 0, sizeof *library);
    library->folder = folder;
    library->media_by_path = new_map(arena);
    library->source_paths = new_map(arena);
    if (!ts_folder_walk(arena, library->folder, &library->found, error))
        return false;
    const ts_found_list files = library->found;
    ts_map *pages = new_map(arena), *sidecars = new_map(arena);
    for (size_t i = 0; i < files.len; i++)
        if (ts_capture_kind_of(files.items[i].path) == TS_CAPTURE_HTML)
            ts_map_put(pages, stem(files.items[i].path), library);
    for (size_t i = 0; i < files.len; i++) {
        const char *path = files.items[i].path;
        bool part = is_saved_part(pages, path);
        if (ts_is_medium(path)) {
            add_medium(arena, library, path);
        } else if (part) {
            continue;
        } else if (has_type(path, sidecar_types)) {
            ts_map_put(sidecars, stem(path), &files.items[i]);
        } else if (ts_capture_kind_of(path) >= 0) {
            ts_vec_push_in(arena, &library->sources, ((ts_source){.path = path, .file = &files.items[i]}));
            ts_map_put(library->source_paths, ts_str_of(path), library);
        }
    }
    attach_sidecars(arena, library, sidecars);
    return true;
}

bool ts_sidecar_read(ts_arena *arena, const char *path, ts_str *text, const ts_value **sidecar,
                     ts_error *error)
{
    if (!ts_file_read(arena, path, SIDECAR_MAX, text, error) ||
        !(*sidecar = ts_yaml_read(arena, *text, path, 1, error)))
        return false;
    return (*sidecar)->kind == TS_MAP ||
           ts_fail(error, TS_SYNTAX, path, 0, 0, "A sidecar holds keys with values, such as \"title: …\".");
}

const char *ts_sidecar_find(ts_arena *arena, const char *path)
{
    const ts_str names[] = {ts_str_of(path), stem(path)};
    for (size_t n = 0; n < 2; n++)
        for (int i = 0; sidecar_types[i]; i++) {
            const char *sidecar =
                ts_arena_printf(arena, "%.*s.%s", (int)names[n].len, names[n].ptr, sidecar_types[i]);
            if (ts_is_file(sidecar))
                return sidecar;
        }
    return NULL;
}
