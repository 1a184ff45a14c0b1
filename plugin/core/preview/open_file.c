#include "preview/open_file.h"
#include "text/utf8.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Parts a path may have. */
#define PARTS_MAX 64

/* The regular file or folder `name` in the open folder, -1 where it is neither. */
static int open_part(int folder, const char *name)
{
    if (name[0] == '.' || strchr(name, '\\'))
        return -1;
    return openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

ts_opened ts_open_file(ts_arena *arena, const char *folder, const char *path, int *fd, size_t *size,
                       const char **name)
{
    size_t len = strlen(path);
    if (path[0] != '/' || !ts_utf8_valid(ts_str_of(path)))
        return TS_OPENED_NOTHING;
    bool index = path[len - 1] == '/';
    char *full = ts_arena_printf(arena, "%s%s", path + 1, index ? "index.html" : "");
    *name = full;
    int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    char *part = ts_arena_strdup(arena, full);
    for (int n = 0; at >= 0; n++) {
        char *slash = strchr(part, '/');
        if (slash)
            *slash = '\0';
        int next = n < PARTS_MAX ? open_part(at, part) : -1;
        close(at);
        at = next;
        if (!slash)
            break;
        part = slash + 1;
    }
    struct stat st;
    ts_opened opened = TS_OPENED_NOTHING;
    if (at >= 0 && fstat(at, &st) == 0)
        opened = S_ISREG(st.st_mode)   ? TS_OPENED_FILE
                 : S_ISDIR(st.st_mode) ? TS_OPENED_FOLDER
                                       : TS_OPENED_NOTHING;
    if (at >= 0 && opened != TS_OPENED_FILE)
        close(at);
    *fd = opened == TS_OPENED_FILE ? at : -1;
    *size = opened == TS_OPENED_FILE ? (size_t)st.st_size : 0;
    return opened;
}
