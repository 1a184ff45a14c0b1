#include "site/manifest.h"
#include "base/file.h"
#include "site/output.h"
#include "site/theme.h"

#include <string.h>

#define HEADING "tearsheet-site 1"
#define HASH_LEN 32

/* One line: hash, space, path. A path that leads out of the folder is none that we ever wrote. */
static bool read_line(ts_arena *arena, ts_str line, ts_map *files)
{
    if (line.len < HASH_LEN + 2 || line.ptr[HASH_LEN] != ' ')
        return false;
    ts_written_file *file = TS_NEW(arena, ts_written_file);
    memcpy(file->hash, line.ptr, HASH_LEN);
    file->path = ts_arena_copy(arena, ts_str_sub(line, HASH_LEN + 1, TS_NPOS));
    for (const char *p = file->path, *end = p + strlen(p); p < end; p += strcspn(p, "/") + 1)
        if (strcmp(p, "..") == 0 || strncmp(p, "../", 3) == 0)
            return false;
    if (*file->path == '/')
        return false;
    ts_map_put(files, ts_str_of(file->path), file);
    return true;
}

bool ts_manifest_read(ts_arena *arena, const char *folder, ts_map *files, bool *found, ts_error *error)
{
    char *path = ts_path_join(arena, folder, TS_OUTPUT_MARK);
    ts_str rest, line;
    *found = ts_is_file(path);
    if (!*found)
        return true;
    if (!ts_file_read(arena, path, TS_BUF_MAX, &rest, error))
        return false;
    bool ok = ts_str_line(&rest, &line) && ts_str_is(line, HEADING);
    while (ok && ts_str_line(&rest, &line))
        ok = read_line(arena, line, files);
    return ok ||
           ts_fail(
               error, TS_REFUSED, path, 0, 0,
               "It is no list of files that this version of tearsheet wrote, so the folder is left alone. "
               "Choose another output folder, or empty this one.");
}

bool ts_manifest_write(const char *folder, const ts_written_files *files, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_buf_puts(&text, HEADING "\n");
    for (size_t i = 0; i < files->len; i++)
        ts_buf_printf(&text, "%s %s\n", files->items[i].hash, files->items[i].path);
    bool ok = !text.full &&
              ts_file_write(ts_path_join(arena, folder, TS_OUTPUT_MARK), ts_buf_str(&text), NULL, error);
    if (text.full)
        ts_fail(error, TS_LIMIT, folder, 0, 0, "The site has too many files to be listed.");
    ts_buf_free(&text);
    ts_arena_free(arena);
    return ok;
}
