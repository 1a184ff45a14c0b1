/* The list of files that we wrote into an output folder. */
#ifndef TS_SITE_MANIFEST_H
#define TS_SITE_MANIFEST_H

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"
#include "base/vec.h"

typedef struct ts_written_file {
    const char *path; /* in the site */
    char hash[33];    /* ts_hash_hex of its bytes */
} ts_written_file;
typedef TS_VEC(ts_written_file) ts_written_files;

/* Reads the mark of a folder; *found is false where there is none. The map leads from path to ts_written_file
 * in the arena. A mark that we cannot read is TS_REFUSED: its folder may not be ours. */
bool ts_manifest_read(ts_arena *arena, const char *folder, ts_map *files, bool *found, ts_error *error);

/* Writes the mark with these files, sorted by path already. */
bool ts_manifest_write(const char *folder, const ts_written_files *files, ts_error *error);

#endif
