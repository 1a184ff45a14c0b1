/* The list of files that we wrote into an output folder. */
#ifndef TS_SITE_MANIFEST_H
#define TS_SITE_MANIFEST_H

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"
#include "base/vec.h"

#include <stdint.h>
#include <sys/stat.h>

/* What becomes of a file of the old site. */
typedef enum ts_fate { TS_FATE_NONE, TS_FATE_KEPT, TS_FATE_STAGED, TS_FATE_REMOVED } ts_fate;

typedef struct ts_written_file {
    const char *path; /* in the site */
    char hash[33];    /* ts_hash_hex of its bytes */
    int64_t size;     /* bytes; -1: not known, as in lists of version 1 */
    int64_t until;    /* the list's own time, nanoseconds since 1970: a newer file is not what we wrote */
    ts_fate fate;     /* what is known of it by now */
    bool linked;      /* it is among the links of the old site; then, too: */
    bool stands;      /* it is as it was written */
} ts_written_file;
typedef TS_VEC(ts_written_file) ts_written_files;

/* Whether the file on the disk is the one that we wrote, as far as its size and time tell. The list holds no
 * times: the same site is to be the same bytes. */
bool ts_written_is(const ts_written_file *file, const struct stat *st);

/* Reads the mark of a folder; *found is false where there is none. The map leads from path to ts_written_file
 * in the arena. A mark that we cannot read is TS_REFUSED: its folder may not be ours. */
bool ts_manifest_read(ts_arena *arena, const char *folder, ts_map *files, bool *found, ts_error *error);

/* Writes the mark with these files, sorted by path already, where it differs: first into the folder `stage`
 * of the same disk, so that a kill leaves nothing in `folder`. */
bool ts_manifest_write(const char *folder, const char *stage, const ts_written_files *files, ts_error *error);
/* Makes the mark as new as the files it lists. */
void ts_manifest_touch(const char *folder);

#endif
