#include "base/pool.h"
#include "site/live_parts.h"

#include <stdlib.h>

/* Sources from which on the cache is asked. What is made out of fewer is held in memory: that is quicker, and
 * leaves what others read in the cache as it is. */
#define CACHED_LEAST 64

typedef struct job {
    ts_mapper mapper;
    ts_piece **pieces;
    TS_VEC(size_t) todo; /* sources */
    ts_script **scripts; /* one a worker; NULL entries where the site has no filters */
    int workers;
    const ts_patience *patience;
    bool interrupted;
} job;

void ts_piece_release(ts_piece *piece)
{
    if (!piece || __atomic_sub_fetch(&piece->uses, 1, __ATOMIC_ACQ_REL) > 0)
        return;
    ts_arena_free(piece->arena);
}

static void map_one(void *context, size_t i, int worker)
{
    job *j = context;
    if (worker == 0 && j->patience->interrupted && j->patience->interrupted(j->patience->context))
        __atomic_store_n(&j->interrupted, true, __ATOMIC_RELAXED);
    if (__atomic_load_n(&j->interrupted, __ATOMIC_RELAXED))
        return;
    ts_arena *arena = ts_arena_new();
    ts_piece *piece = TS_NEW(arena, ts_piece);
    *piece = (ts_piece){.uses = 1, .arena = arena};
    ts_map_source(&j->mapper, j->scripts[worker], &j->mapper.library->sources.items[j->todo.items[i]], arena,
                  &piece->mapped);
    j->pieces[j->todo.items[i]] = piece;
}

static void map_all(job *j)
{
    if (j->mapper.cache)
        ts_cache_begin(j->mapper.cache);
    ts_pool_run(j->workers, j->todo.len, map_one, j);
    if (j->mapper.cache)
        ts_cache_commit(j->mapper.cache);
}

/* The cache has lost what was just put into it: all once more, without it. */
static void map_again(ts_live *live, job *j)
{
    live->uncached = true;
    j->mapper.cache = NULL;
    for (size_t i = 0; i < j->todo.len; i++) {
        ts_piece_release(j->pieces[j->todo.items[i]]);
        j->pieces[j->todo.items[i]] = NULL;
    }
    map_all(j);
}

static ts_cache *get_cache(ts_live *live, size_t sources)
{
    if (sources < CACHED_LEAST || live->uncached)
        return NULL;
    if (!live->cache)
        live->cache = ts_cache_open(live->folder, false);
    return live->cache;
}

bool ts_pieces_map(ts_live *live, const ts_site *site, const ts_library *library, ts_piece **pieces,
                   const ts_patience *patience, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    job j = {.pieces = pieces, .patience = patience};
    for (size_t i = 0; i < library->sources.len; i++)
        if (!pieces[i])
            ts_vec_push_in(arena, &j.todo, i);
    j.workers = j.todo.len < (size_t)live->workers ? (int)j.todo.len : live->workers;
    j.workers = j.workers ? j.workers : 1;
    j.scripts = ts_arena_alloc(arena, sizeof *j.scripts * (size_t)j.workers);
    bool ok = ts_mapper_start(&j.mapper, arena, site, library, get_cache(live, j.todo.len),
                              live->options.drafts || site->settings.drafts, error);
    for (int w = 0; ok && w < j.workers; w++)
        ok = ts_site_filters(site, &j.scripts[w], error);
    if (ok)
        map_all(&j);
    if (ok && j.mapper.cache && ts_cache_is_lost(j.mapper.cache))
        map_again(live, &j);
    if (ok && j.interrupted)
        ok = ts_fail(error, TS_CANCELLED, NULL, 0, 0, "Files changed once more.");
    for (int w = 0; w < j.workers; w++)
        ts_script_free(j.scripts[w]);
    ts_arena_free(arena);
    return ok;
}
