/* Paths as text: nothing here asks the file system. */
#include "base/file.h"

#include <string.h>

char *ts_path_join(ts_arena *arena, const char *a, const char *b)
{
    if (*b == '/' || *a == '\0' || strcmp(a, ".") == 0)
        return ts_arena_strdup(arena, b);
    if (*b == '\0')
        return ts_arena_strdup(arena, a);
    bool slash = a[strlen(a) - 1] == '/';
    return ts_arena_printf(arena, slash ? "%s%s" : "%s/%s", a, b);
}

const char *ts_path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *ts_path_folder(ts_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ts_arena_strdup(arena, ".");
    while (slash > path && slash[-1] == '/')
        slash--;
    size_t len = (size_t)(slash - path);
    return ts_arena_copy(arena, (ts_str){path, len ? len : 1});
}

const char *ts_path_extension(const char *path)
{
    const char *name = ts_path_name(path);
    const char *dot = strrchr(name, '.');
    /* The dot that hides a file begins no extension. */
    return dot && dot != name ? dot + 1 : "";
}
