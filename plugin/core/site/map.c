/* All sources of a library, on all cores. */
#include "site/map.h"
#include "base/pool.h"

#include <stdlib.h>

typedef struct job {
    ts_mapper mapper;
    ts_script **scripts;       /* one a worker; NULL entries where the site has no filters */
    ts_mapped_source *sources; /* one a source */
    ts_watch *watch;
    ts_mapped *mapped;
} job;

static void map_one(void *context, size_t i, int worker)
{
    const job *j = context;
    const ts_source *source = &j->mapper.library->sources.items[i];
    int64_t start = ts_trace_now(j->watch->trace);
    ts_map_source(&j->mapper, j->scripts[worker], source, j->mapped->arenas[worker], &j->sources[i]);
    ts_trace_span(j->watch->trace, TS_SPAN_FILE, worker, source->path, NULL, start);
    ts_watch_step(j->watch);
}

/* In the order of the sources, whichever worker made them. */
static void gather(const job *j, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const ts_mapped_source *s = &j->sources[i];
        for (size_t k = 0; k < s->entries.len; k++)
            ts_vec_push_in(j->mapped->arenas[0], &j->mapped->entries, s->entries.items[k]);
        for (size_t k = 0; k < s->errors.len; k++)
            ts_vec_push_in(j->mapped->arenas[0], &j->mapped->errors, s->errors.items[k]);
        j->mapped->drafts += s->drafts;
    }
}

static bool is_source(void *library, const char *path)
{
    return ts_map_has(((const ts_library *)library)->source_paths, ts_str_of(path));
}

static void map_all(job *j, int workers)
{
    ts_cache *cache = j->mapper.cache;
    ts_map *known = NULL;
    size_t n = j->mapper.library->sources.len;
    ts_watch_phase(j->watch, TS_PHASE_MAP, n);
    if (cache) {
        ts_cache_begin(cache);
        j->mapper.known = known = ts_cache_all(cache, j->mapped->arenas[0]);
    }
    ts_pool_run(workers, n, map_one, j);
    if (cache) {
        ts_cache_sweep(cache, is_source, (void *)j->mapper.library);
        ts_cache_commit(cache);
    }
    ts_map_free(known);
    gather(j, n);
}

bool ts_map_library(const ts_site *site, ts_library *library, ts_cache *cache, bool drafts, int workers,
                    ts_watch *watch, ts_mapped *mapped, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    job j = {.watch = watch, .mapped = mapped};
    j.scripts = ts_arena_alloc(arena, sizeof *j.scripts * (size_t)workers);
    j.sources = ts_arena_alloc(arena, sizeof *j.sources * (library->sources.len + 1));
    *mapped = (ts_mapped){.workers = workers};
    mapped->arenas = ts_malloc(sizeof *mapped->arenas * (size_t)workers);
    for (int w = 0; w < workers; w++)
        mapped->arenas[w] = ts_arena_new();
    bool ok = ts_mapper_start(&j.mapper, arena, site, library, cache, drafts, error);
    for (int w = 0; ok && w < workers; w++)
        ok = ts_site_filters(site, &j.scripts[w], error);
    if (ok)
        map_all(&j, workers);
    for (int w = 0; w < workers; w++)
        ts_script_free(j.scripts[w]);
    ts_arena_free(arena);
    return ok;
}

void ts_mapped_free(ts_mapped *mapped)
{
    for (int w = 0; mapped->arenas && w < mapped->workers; w++)
        ts_arena_free(mapped->arenas[w]);
    free(mapped->arenas);
    *mapped = (ts_mapped){0};
}
