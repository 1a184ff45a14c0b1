/* Opening a file of the served folder by the path of a request. */
#ifndef TS_PREVIEW_OPEN_FILE_H
#define TS_PREVIEW_OPEN_FILE_H

#include "base/arena.h"

typedef enum ts_opened {
    TS_OPENED_FILE,
    TS_OPENED_FOLDER,  /* a folder, asked for without "/" at its end */
    TS_OPENED_NOTHING, /* missing, hidden, outside, or no regular file */
} ts_opened;

/* `path` is a request's, decoded, with "/" in front; a "/" at its end means the folder's index.html. Follows
 * no symbolic link and opens no name that begins with a dot. On TS_OPENED_FILE *fd is open for reading, *size
 * its length, and *name (in the arena) the file's path without "/" in front. */
ts_opened ts_open_file(ts_arena *arena, const char *folder, const char *path, int *fd, size_t *size,
                       const char **name);

#endif
