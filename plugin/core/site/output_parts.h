/* What the parts of the output share: output.c collects files, output_work.c has the work folder and its
 * lock, output_swap.c (with output_link.c) and output_files.c are the two ways to publish. */
#ifndef TS_SITE_OUTPUT_PARTS_H
#define TS_SITE_OUTPUT_PARTS_H

#include "base/file.h"
#include "base/map.h"
#include "site/manifest.h"
#include "site/output.h"

#include <pthread.h>

/* The work folder where it cannot be beside the output. */
#define TS_OUTPUT_STAGE ".tearsheet-stage"

/* A file that waits in the work folder. */
typedef struct ts_staged {
    const char *path;
    bool there; /* it replaces one */
} ts_staged;

typedef enum ts_swapped { TS_SWAPPED, TS_SWAP_UNABLE, TS_SWAP_FAILED } ts_swapped;

typedef struct ts_links ts_links;

struct ts_output {
    ts_arena *arena;
    const char *shown;        /* the folder as it was given, for messages */
    const char *folder;       /* itself, links resolved; it may be missing */
    const char *work;         /* the work folder, which is also the lock */
    const char *next;         /* in it: new and changed files */
    const char *last;         /* in it: the old site between two renames */
    const char *again;        /* in it: links of the old site, then the new one; when swapped, the old one */
    const char *spare;        /* as in the options */
    int workers;              /* at least 1 */
    bool beside;              /* the work folder is beside the output, so that they can change names */
    int lock;                 /* the work folder, held open; -1 */
    int dir;                  /* the output folder, held open; -1 where it is missing */
    ts_links *links;          /* into `again`; NULL: there is no old site, or none that can be linked */
    bool looked;              /* and they say which of its files are as the last build wrote them */
    bool newer;               /* some file is what it should be, but newer than the list */
    bool made;                /* the output folder was made for the work folder in it */
    ts_map *old;              /* path → ts_written_file: what we wrote last time, and what becomes of it */
    ts_written_files found;   /* that are as the new site has them, though the list does not have them */
    ts_written_files files;   /* of the new site; from malloc, like the next */
    TS_VEC(ts_staged) staged; /* those of them that wait */
    TS_VEC(const char *) removed; /* of the old site, unchanged by hand */
    size_t created, replaced;
    pthread_mutex_t mutex; /* over the arena, the lists and the counts */
};

/* Finds the place of the work folder, makes it, locks it and mends what a killed build left. */
bool ts_output_begin(ts_output *output, const ts_output_options *options, ts_error *error);
void ts_output_end(ts_output *output);

/* The file of the old site, once all is put; NULL for a path that is not ours. */
ts_written_file *ts_output_old(const ts_output *output, const char *path);

/* Completes the new site in the work folder and puts it in the old one's place. TS_SWAP_UNABLE: it has to be
 * done by ts_output_move. */
ts_swapped ts_output_swap(ts_output *output, ts_error *error);
/* Ends what ts_output_prepare began; the links that nobody needs any more become the spare. */
void ts_output_leave(ts_output *output);

/* Links the whole old site into the folder `to`, and takes out what else is there; marks files of the list
 * that are linked, and those that stand as they were written. Nothing of that is known before it is finished.
 * `apart`: a thread begins at once. */
ts_links *ts_links_start(const ts_output *output, const char *to, bool apart);
void ts_links_finish(ts_links *links);
/* Finishes, and links what others changed since. */
ts_swapped ts_links_renew(ts_links *links, ts_error *error);
bool ts_links_has(const ts_links *links, const char *path);
/* False where they are of no use: something stood in the way of a link. */
bool ts_links_close(ts_links *links);

/* Removes the folders above a file of the site in `folder` that is gone, as far as they are empty. */
void ts_output_prune(const char *folder, const char *path);
/* Puts the files in place one by one. */
bool ts_output_move(ts_output *output, ts_error *error);

#endif
