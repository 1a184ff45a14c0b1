/* Paths as text: nothing here asks the file system. */
#include "base/file.h"

#include <string.h>

char *ts_path_join(ts_arena *arena, const char *a, const char *b)
{
    if (*b == '/' || *a == '\0' || strcmp(a, ".") == 0)
        return ts_arena_strdup(arena, b);
    if (*b == '\0')
        return ts_arena_strdup(arena, a);
    size_t a_len = strlen(a), b_len = strlen(b);
    a_len -= a[a_len - 1] == '/';
    char *joined = ts_arena_alloc(arena, a_len + 1 + b_len + 1);
    memcpy(joined, a, a_len);
    joined[a_len] = '/';
    memcpy(joined + a_len + 1, b, b_len);
    return joined;
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
