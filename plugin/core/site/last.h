/* The last build that finished: what it was made from, and what it said. Where neither that nor the site it
 * wrote has changed, there is nothing to do. */
#ifndef TS_SITE_LAST_H
#define TS_SITE_LAST_H

#include "site/build.h"
#include "site/cache.h"
#include "site/library.h"
#include "site/plan.h"

typedef struct ts_last {
    uint64_t inputs; /* digest of all that it was made from */
    uint64_t list;   /* of the list of files that it wrote */
    ts_texts young;  /* files that could change once more without a trace when they were looked at */
    ts_build_report report;
    TS_VEC(const ts_error *) left_out;
} ts_last;

/* False where the cache has none. The texts live in the arena. */
bool ts_last_read(ts_cache *cache, ts_arena *arena, ts_last *last);
void ts_last_write(ts_cache *cache, const ts_last *last);

/* The digest of all that a build with these options reads, 0 where something of it cannot be read: to be
 * asked before any of it is. Files of articles, their media and static/ count by their state on disk; those
 * that are named in `young`, and those that it does not tell of yet, by their bytes too. These are the new
 * list. */
uint64_t ts_last_inputs(ts_arena *arena, const ts_site *site, const ts_library *library, const ts_plan *plan,
                        const ts_build_options *options, ts_texts *young);

#endif
