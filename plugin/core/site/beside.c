#include "site/beside.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/map.h"
#include "markdown/portable.h"
#include "site/library.h"
#include "site/paths.h"
#include "text/url.h"

#include <string.h>

const char *ts_beside_find(ts_arena *arena, const char *folder, const char *path, const char *url,
                           const char *address)
{
    ts_str a = ts_str_of(address), base = ts_str_of(url);
    base.len = base.len ? strcspn(base.ptr, "?#") : 0;
    while (base.len && base.ptr[base.len - 1] != '/')
        base.len--;
    if (ts_url_is_absolute(a) && base.len && ts_str_starts(a, base))
        address += base.len;
    else if (ts_url_is_absolute(a) || ts_str_starts(a, TS_STR("data:")))
        return NULL;
    const char *resolved = ts_path_resolve(arena, ts_path_folder(arena, path), address);
    const char *file = resolved && ts_is_medium(resolved) ? ts_path_join(arena, folder, resolved) : NULL;
    return file && ts_is_file(file) ? file : NULL;
}

typedef struct naming {
    ts_arena *arena;
    const char *folder, *path, *url;
    ts_map *names; /* of files that were found: path on disk → name */
    ts_value *list;
} naming;

/* "boat-1f2e3d4c.png": of the file's own name and of its bytes, so that it is the same on every machine, and
 * two captures' boats can stand in one folder. NULL where it cannot be read. */
static const char *name_of(ts_arena *arena, const char *file)
{
    ts_arena *own = ts_arena_new();
    ts_error error = {0};
    ts_str bytes;
    const char *name = NULL, *extension = ts_path_extension(file), *base = ts_path_name(file);
    ts_str stem = {base, strlen(base) - strlen(extension) - 1};
    char hex[33];
    if (ts_file_read(own, file, TS_BESIDE_BYTES, &bytes, &error)) {
        ts_hash_hex(bytes, hex);
        const char *slug = ts_path_slug(own, ts_arena_copy(own, stem));
        name = ts_arena_printf(arena, "%s-%.8s.%s", slug, hex, extension);
    }
    ts_arena_free(own);
    return name;
}

static const char *name_image(void *context, const char *address)
{
    naming *n = context;
    const char *file = ts_beside_find(n->arena, n->folder, n->path, n->url, address);
    const char *name = file ? ts_map_get(n->names, ts_str_of(file)) : NULL;
    if (!file || name || n->list->list.len >= TS_BESIDE_MAX || !(name = name_of(n->arena, file)))
        return name;
    ts_value *medium = ts_value_map(n->arena, NULL);
    ts_value_set_string(n->arena, medium, "name", name);
    ts_value_set_string(n->arena, medium, "path", file);
    ts_value_push(n->arena, n->list, medium);
    ts_map_put(n->names, ts_str_of(file), (void *)(uintptr_t)name);
    return name;
}

ts_value *ts_beside_name(ts_arena *arena, ts_article *article, const char *capture)
{
    naming n = {.arena = arena, .path = ts_path_name(capture), .url = article->url, .names = ts_map_new()};
    n.folder = ts_path_folder(arena, capture);
    n.list = ts_value_list(arena);
    ts_portable_images(article->tree, name_image, &n);
    ts_map_free(n.names);
    return n.list->list.len ? n.list : NULL;
}
