/* The map phase: every source its entries, on all cores, each one without knowledge of any other. */
#ifndef TS_SITE_MAP_H
#define TS_SITE_MAP_H

#include "extract/extract.h"
#include "site/cache.h"
#include "site/entry.h"
#include "site/library.h"
#include "site/watch.h"

typedef TS_VEC(ts_entry *) ts_entries;

/* What one source was made into. */
typedef struct ts_mapped_source {
    ts_entries entries;        /* in the order of the file */
    TS_VEC(ts_error *) errors; /* likewise: why an article was left out */
    size_t drafts;             /* that were left out */
} ts_mapped_source;

/* What all sources of a site are mapped with, as it is now: when its settings, rules, filters or modules
 * change, start another. Read-only, shared by all workers. */
typedef struct ts_mapper {
    const ts_site *site;
    const ts_library *library;
    const char *rules;   /* ts_site_rules_folder */
    bool drafts;         /* drafts count as articles */
    ts_cache *cache;     /* NULL: everything is made anew, and entries hold their records */
    const ts_map *known; /* what the cache had at first, ts_cache_all; NULL: it is asked for each source */
    uint64_t seed;       /* digest of all that sources are made from but themselves */
    ts_inspect inspect;  /* set behind ts_mapper_start, shown each article that is made; NULL: nobody */
    void *inspect_context;
} ts_mapper;

/* Fills the mapper; what is handed over and the arena outlive it, and the cache its entries. */
bool ts_mapper_start(ts_mapper *mapper, ts_arena *arena, const ts_site *site, const ts_library *library,
                     ts_cache *cache, bool drafts, ts_error *error);

/* Maps one source, from the cache where nothing that it is made from has changed; a source without `file` is
 * read to know. All that it becomes lives in the arena. `script` holds the filters, NULL: none. What fails is
 * in to->errors. With a cache: between ts_cache_begin and ts_cache_commit. */
void ts_map_source(const ts_mapper *mapper, ts_script *script, const ts_source *source, ts_arena *arena,
                   ts_mapped_source *to);

typedef struct ts_mapped {
    ts_entries entries;        /* in the order of the library, those of one file in its own order */
    TS_VEC(ts_error *) errors; /* likewise: why an article was left out */
    size_t drafts;
    ts_arena **arenas; /* one a worker: they own the entries */
    int workers;
} ts_mapped;

/* Maps all sources, and drops from the cache what the library no longer has. False only where nothing can be
 * mapped at all (a filter that does not compile); what fails for one article is in `errors`. Free with
 * ts_mapped_free either way. */
bool ts_map_library(const ts_site *site, ts_library *library, ts_cache *cache, bool drafts, int workers,
                    ts_watch *watch, ts_mapped *mapped, ts_error *error);
void ts_mapped_free(ts_mapped *mapped);

#endif
