/* What the parts of the output share: output.c collects files, output_work.c has the work folder and its
 * lock, output_swap.c and output_files.c are the two ways to publish. */
#ifndef TS_SITE_OUTPUT_PARTS_H
#define TS_SITE_OUTPUT_PARTS_H

#include "base/file.h"
#include "base/map.h"
#include "site/manifest.h"
#include "site/output.h"

#include <pthread.h>

/* The work folder where it cannot be beside the output. */
#define TS_OUTPUT_STAGE ".tearsheet-stage"

/* What becomes of a path of the old site or the new one; other paths are not ours. */
typedef enum ts_fate { TS_FATE_NONE, TS_FATE_KEPT, TS_FATE_STAGED, TS_FATE_REMOVED } ts_fate;

/* A file that waits in the work folder. */
typedef struct ts_staged {
    const char *path;
    bool there; /* it replaces one */
} ts_staged;

struct ts_output {
    ts_arena *arena;
    const char *shown;            /* the folder as it was given, for messages */
    const char *folder;           /* itself, links resolved; it may be missing */
    const char *work;             /* the work folder, which is also the lock */
    const char *next;             /* in it: new and changed files; when swapped, the old site */
    const char *last;             /* in it: the old site between two renames */
    bool beside;                  /* the work folder is beside the output, so that they can change names */
    int lock;                     /* the work folder, held open; -1 */
    bool newer;                   /* some file is what it should be, but newer than the list */
    bool made;                    /* the output folder was made for the work folder in it */
    ts_map *old;                  /* path → ts_written_file: what we wrote last time */
    ts_written_files files;       /* of the new site; from malloc, like the next */
    TS_VEC(ts_staged) staged;     /* those of them that wait */
    TS_VEC(const char *) removed; /* of the old site, unchanged by hand */
    ts_map *fates;                /* path → ts_fate, once all is put; empty for a new folder */
    size_t created, replaced, unchanged;
    pthread_mutex_t mutex; /* over the arena, the lists and the counts */
};

/* Finds the place of the work folder, makes it, locks it and mends what a killed build left. */
bool ts_output_begin(ts_output *output, const ts_output_options *options, ts_error *error);
void ts_output_end(ts_output *output);

ts_fate ts_output_fate(const ts_output *output, const char *path);

typedef enum ts_swapped { TS_SWAPPED, TS_SWAP_UNABLE, TS_SWAP_FAILED } ts_swapped;

/* Completes the new site in the work folder and puts it in the old one's place. TS_SWAP_UNABLE: it has to be
 * done by ts_output_move. */
ts_swapped ts_output_swap(ts_output *output, ts_error *error);
/* Puts the files in place one by one. */
bool ts_output_move(ts_output *output, ts_error *error);

#endif
