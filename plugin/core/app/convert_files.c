#include "app/convert_files.h"

#include "base/file.h"
#include "capture/capture.h"

#include <stdlib.h>
#include <string.h>

static bool add_folder(ts_convert_files *files, const char *folder, ts_error *error)
{
    ts_found_list found = {0};
    size_t before = files->named.len;
    if (!ts_folder_walk(files->arena, folder, &found, error))
        return false;
    for (size_t i = 0; i < found.len; i++) {
        ts_convert_name name = {ts_path_join(files->arena, folder, found.items[i].path), NULL};
        if (ts_capture_kind_of(name.path) >= 0)
            ts_vec_push_in(files->arena, &files->named, name);
    }
    return files->named.len > before ||
           ts_fail(error, TS_NOT_FOUND, folder, 0, 0, "The folder holds no file that can be read.");
}

/* The next line of a list that is not empty, cut into path and address. */
static bool read_name(ts_convert_files *files, FILE *list, ts_str *path, ts_str *url)
{
    for (ssize_t len; (len = getline(&files->line, &files->line_cap, list)) >= 0;) {
        ts_str line = {files->line, (size_t)len};
        while (line.len && (line.ptr[line.len - 1] == '\n' || line.ptr[line.len - 1] == '\r'))
            line.len--;
        size_t tab = ts_str_find_char(line, '\t', 0);
        *path = ts_str_sub(line, 0, tab);
        *url = tab == TS_NPOS ? ts_str_of("") : ts_str_trim(ts_str_sub(line, tab + 1, TS_NPOS));
        if (path->len)
            return true;
    }
    return false;
}

static ts_convert_name keep(ts_arena *arena, ts_str path, ts_str url)
{
    return (ts_convert_name){ts_arena_copy(arena, path), url.len ? ts_arena_copy(arena, url) : NULL};
}

static bool open_list(ts_convert_files *files, const char *path, ts_error *error)
{
    ts_str name, url;
    files->list = path;
    files->stream = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    if (!files->stream)
        return ts_fail_errno(error, path, "The list of files cannot be read");
    while (ts_is_file(path) && read_name(files, files->stream, &name, &url))
        ts_vec_push_in(files->arena, &files->named, keep(files->arena, name, url));
    return true;
}

bool ts_convert_files_open(ts_convert_files *files, char **names, int count, const char *url,
                           const char *list, ts_error *error)
{
    bool ok = true;
    *files = (ts_convert_files){.arena = ts_arena_new()};
    for (int i = 0; ok && i < count; i++) {
        if (ts_is_folder(names[i]))
            ok = add_folder(files, names[i], error);
        else
            ts_vec_push_in(files->arena, &files->named, ((ts_convert_name){names[i], url}));
    }
    return ok && (!list || open_list(files, list, error));
}

bool ts_convert_files_next(ts_convert_files *files, ts_convert_name *name)
{
    ts_str path, url;
    if (files->next < files->named.len) {
        *name = files->named.items[files->next++];
        return true;
    }
    if (!files->stream || !read_name(files, files->stream, &path, &url))
        return false;
    /* The line is the path, then a tab or its end, then the address. */
    files->line[path.len] = '\0';
    if (url.len)
        files->line[(size_t)(url.ptr - files->line) + url.len] = '\0';
    *name = (ts_convert_name){files->line, url.len ? url.ptr : NULL};
    return true;
}

bool ts_convert_files_free(ts_convert_files *files, ts_error *error)
{
    bool whole = !files->stream || !ferror(files->stream) ||
                 ts_fail_errno(error, files->list, "The list of files cannot be read to its end");
    if (files->stream && files->stream != stdin)
        fclose(files->stream);
    free(files->line);
    ts_arena_free(files->arena);
    return whole;
}
