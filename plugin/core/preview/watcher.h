/* Tells when something below a site's source folders changes: by inotify where the system has it and grants
 * enough watches, else by looking at the files once a second. */
#ifndef TS_PREVIEW_WATCHER_H
#define TS_PREVIEW_WATCHER_H

#include "base/error.h"

#include <stddef.h>

typedef struct ts_watcher ts_watcher;

/* Watches the folder itself, without what is below it, and all of each folder named in `below` (paths below
 * it, ends in NULL); folders that are missing are watched once they appear. NULL on error. */
ts_watcher *ts_watcher_new(const char *folder, const char *const *below, ts_error *error);
/* Takes NULL. */
void ts_watcher_free(ts_watcher *watcher);

/* Waits at most so many milliseconds. True when something changed and has been still for TS_SETTLE since. */
bool ts_watcher_wait(ts_watcher *watcher, int milliseconds);

/* Milliseconds of quiet after a change: editors and git write in bursts. */
#define TS_SETTLE 30

#endif
