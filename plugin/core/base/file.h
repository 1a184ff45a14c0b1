/* Files and folders. Paths are UTF-8 with "/" between the parts. Symbolic links are followed when reading
 * a named file, never when walking a folder. */
#ifndef TS_BASE_FILE_H
#define TS_BASE_FILE_H

#include "base/buf.h"
#include "base/error.h"
#include "base/vec.h"

/* Reads a whole file, or standard input for "-". More than `max` bytes is TS_LIMIT, a folder TS_IO, a missing
 * file TS_NOT_FOUND. The bytes live in the arena, NUL behind them. */
bool ts_file_read(ts_arena *arena, const char *path, size_t max, ts_str *bytes, ts_error *error);

typedef enum ts_written { TS_UNCHANGED, TS_CREATED, TS_REPLACED } ts_written;

/* Writes the file if its bytes differ: beside it first, then renamed over it. Makes missing folders.
 * `what`, may be NULL, says what was done. A symbolic link is replaced by the file; a folder or a device is
 * TS_REFUSED. */
bool ts_file_write(const char *path, ts_str bytes, ts_written *what, ts_error *error);

/* Writes a file straight under its name, for a folder that nobody reads yet. Makes missing folders. What is
 * there already is overwritten; after an error a part of the bytes may stand there. */
bool ts_file_create(const char *path, ts_str bytes, ts_error *error);

/* Makes a folder and those above it; fine where it is there. */
bool ts_folder_make(const char *path, ts_error *error);
bool ts_is_folder(const char *path);
bool ts_is_file(const char *path);

typedef struct ts_found {
    const char *path; /* relative to the walked folder */
    size_t size;      /* bytes */
    int64_t mtime;    /* nanoseconds since 1970 */
    int64_t ctime;    /* likewise: when its bytes or what the system says of it changed */
    uint64_t inode;
} ts_found;
typedef TS_VEC(ts_found) ts_found_list;

/* What the system says of the file that `path`, which it keeps, leads to; false where there is none. */
bool ts_found_at(const char *path, ts_found *file);
/* Size, times and inode: where they are the same and settled, the bytes are. */
enum { TS_FOUND_STATE = 4 };
void ts_found_state(const ts_found *file, uint64_t state[TS_FOUND_STATE]);
/* False for times so near to now that a file which has them may change once more without their changing. */
bool ts_found_settled(const ts_found *file);

/* All regular files below `folder`, in byte order of their paths, without dot-files and dot-folders, at most
 * TS_WALK_DEPTH folders deep: deeper ones are TS_LIMIT. Memory from the arena. */
#define TS_WALK_DEPTH 64
bool ts_folder_walk(ts_arena *arena, const char *folder, ts_found_list *files, ts_error *error);

/* Removes a file or an empty folder; fine where it is missing. */
bool ts_file_remove(const char *path, ts_error *error);
/* Removes a folder and all in it, following no link, also where `path` itself is one. The caller has made
 * sure that it is ours. */
bool ts_folder_remove(const char *path, ts_error *error);

/* a/b from a and b; b where b is absolute or a is "" or ".". */
char *ts_path_join(ts_arena *arena, const char *a, const char *b);
/* The part behind the last "/". */
const char *ts_path_name(const char *path);
/* The part before it: "." where there is none. */
char *ts_path_folder(ts_arena *arena, const char *path);
/* The part of the name behind its last ".", without it: "" where there is none. */
const char *ts_path_extension(const char *path);

#endif
