/* The reduce phase as a whole: entries to all that pages are rendered from. */
#ifndef TS_SITE_REDUCE_H
#define TS_SITE_REDUCE_H

#include "site/render.h"

/* Puts the entries into an index, and its pages into the plan, which was started.
 * Fills the renderer; the arena owns the index. On so many threads, where it can. False where a function of
 * site.lua fails. */
bool ts_reduce(ts_arena *arena, const ts_site *site, const ts_library *library, ts_entry *const *entries,
               size_t len, int workers, ts_plan *plan, ts_renderer *renderer, ts_error *error);

#endif
