/* Tells what changes below a site's source folders: by inotify where the system has it and grants enough
 * watches, else by looking at the files once a second. */
#ifndef TS_PREVIEW_WATCHER_H
#define TS_PREVIEW_WATCHER_H

#include "base/error.h"
#include "extract/fields.h"

typedef struct ts_watcher ts_watcher;

/* Watches the folder itself, without what is below it, and all of each folder named in `below` (paths below
 * it, ends in NULL); folders that are missing are watched once they appear. NULL on error. */
ts_watcher *ts_watcher_new(const char *folder, const char *const *below, ts_error *error);
/* Takes NULL. */
void ts_watcher_free(ts_watcher *watcher);

/* Why it looks at the files instead of being told, a sentence; NULL where it is told. */
const char *ts_watcher_complaint(const ts_watcher *watcher);

/* Waits at most so many milliseconds. True when something changed and has been still for TS_SETTLE since. */
bool ts_watcher_wait(ts_watcher *watcher, int milliseconds);
/* What changed since this was last asked: paths below the folder, of files and of folders that came or went,
 * each once, in the arena. False where too much happened to say what. */
bool ts_watcher_take(ts_watcher *watcher, ts_arena *arena, ts_texts *changed);
/* Whether more has changed already. From the thread that waits. */
bool ts_watcher_has_more(ts_watcher *watcher);

/* Milliseconds of quiet after a change, as editors and git write in bursts; more where a file is missing,
 * which may be on its way back: some editors move the old one aside before they write the new one. */
#define TS_SETTLE 4
#define TS_SETTLE_MISSING 50

#endif
