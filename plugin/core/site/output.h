/* The output folder, which is always one whole site: the old one until all of the new one stands, then that.
 *
 * New and changed files wait in a work folder beside the output (.NAME.tearsheet). In it the old site is made
 * once more by hard links, while the build is at work. Where nothing differs nothing more is done. Else the
 * new files take their places there, and the two folders change names in one step (renameat2; where the
 * system cannot, by two renames, and the next build mends what a kill between them left). Because the folder
 * is another one after that, a program should hold its path, not the folder.
 *
 * The old folder becomes the spare, without the files that only it has: in the next build it is the folder of
 * links, most of which are there already. Each one counts only where it is the file that stands in the old
 * site, so a spare may be in any state, or missing. It holds no file that the site has not, but for those
 * that somebody else takes out of the site later.
 *
 * Where folders cannot change names, or there are no hard links, files are renamed into place one by one: new
 * ones first, then changed ones, and removals last, so that no page ever links to one that is not there. That
 * is so for a mount point, a folder of another user's or with another user's folders in it, links to folders
 * in it, a parent that we may not write into, and a folder that this process stands in.
 *
 * A folder is ours when it holds TS_OUTPUT_MARK, a list of the files we wrote with their hashes. A folder
 * that holds anything and no mark is refused; inside ours, files that are not in the list stay as they are.
 *
 * There is no fsync: what we write can be made again, and after a power cut the next build sees by the sizes
 * in the list what was lost. */
#ifndef TS_SITE_OUTPUT_H
#define TS_SITE_OUTPUT_H

#include "base/error.h"
#include "base/str.h"

#include <stdint.h>

#define TS_OUTPUT_MARK ".tearsheet-site"

typedef struct ts_output ts_output;

typedef struct ts_output_options {
    bool one_by_one; /* never change names: for a folder whose single files others watch */
    int patience;    /* milliseconds to wait for another build of this folder; 0: fail at once */
    /* Told once, before the waiting: the process that builds, 0 where it is not known. May be NULL. */
    void (*waiting)(void *context, const char *folder, long process);
    void *context;
    const char *index; /* a file of the user's that may be there before anything of ours is; may be NULL */
    const char *spare; /* a folder of ours, perhaps missing, in which links can be kept; NULL: none are */
    int workers;       /* threads that link; 0: the caller's own */
} ts_output_options;

typedef struct ts_output_report {
    size_t created, replaced, unchanged, removed;
} ts_output_report;

/* Locks the folder, which may be missing, and mends what a killed build left. NULL on error. */
ts_output *ts_output_open(const char *folder, const ts_output_options *options, ts_error *error);

/* Begins, on a thread of its own, to get ready for a new site: the links of the old one. May be left out. */
void ts_output_prepare(ts_output *output);
/* Waits for it, and helps. After that ts_output_has and ts_output_keep need not look at the disk. Not while
 * another thread calls what follows. */
void ts_output_look(ts_output *output);

/* One file of the new site, from any thread. Bytes that are there already are not written again. `hash` takes
 * their XXH3 as the list has it, for ts_output_keep; may be NULL. */
bool ts_output_put(ts_output *output, const char *path, ts_str bytes, char hash[33], ts_error *error);

/* Whether the file at `path` is as the last build wrote it, with that ts_hash_hex of its bytes; from any
 * thread. False where we did not write it, or it was changed since, as far as its size and time tell. */
bool ts_output_has(const ts_output *output, const char *path, const char *hash);
/* Such a file belongs to the new site as it is; from any thread. False where it has to be put anew. */
bool ts_output_keep(ts_output *output, const char *path, const char *hash);

/* Whether every file of the old site is as the last build wrote it, as far as its size and time tell. */
bool ts_output_stands(const ts_output *output);
/* The digest of the list of files, as it is on the disk; 0 where there is none. */
uint64_t ts_output_list(const ts_output *output);

/* Publishes what was put and kept, without those files of the old site that the new one has not. One of them
 * that was changed by hand since stays; `kept`, may be NULL, is told its path. After an error the old site
 * stands; where files are put in place one by one, a part of them may be new. */
bool ts_output_commit(ts_output *output, ts_output_report *report,
                      void (*kept)(void *context, const char *path), void *context, ts_error *error);

/* Takes NULL. What was not committed is thrown away. */
void ts_output_close(ts_output *output);

#endif
