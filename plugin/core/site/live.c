#include "base/pool.h"
#include "site/live_parts.h"

#include <stdlib.h>

ts_live *ts_live_new(const char *folder, const ts_live_options *options)
{
    ts_arena *arena = ts_arena_new();
    ts_live *live = TS_NEW(arena, ts_live);
    live->arena = arena;
    live->folder = ts_arena_strdup(arena, folder);
    live->options = *options;
    live->options.base_url = ts_arena_strdup(arena, options->base_url);
    live->workers = options->workers > 0 ? options->workers : ts_pool_cores();
    live->dirty = ts_map_new();
    pthread_mutex_init(&live->lock, NULL);
    return live;
}

void ts_live_free(ts_live *live)
{
    if (!live)
        return;
    ts_live_parts_free(live->now);
    ts_cache_close(live->cache);
    ts_map_free(live->dirty);
    pthread_mutex_destroy(&live->lock);
    ts_arena_free(live->arena);
}

void ts_live_parts_free(ts_live_parts *p)
{
    if (!p)
        return;
    for (size_t i = 0; p->pieces && i < p->library.sources.len; i++)
        ts_piece_release(p->pieces[i]);
    for (size_t i = 0; i < p->spare.len; i++)
        ts_piece_release(p->spare.items[i]);
    ts_vec_free(&p->spare);
    ts_map_free(p->files);
    ts_plan_free(&p->plan);
    ts_live_site_release(p->site);
    pthread_rwlock_destroy(&p->lock);
    ts_arena_free(p->arena);
}

/* --- readers -------------------------------------------------------------------------------------------- */

const ts_snapshot *ts_live_hold(ts_live *live)
{
    pthread_mutex_lock(&live->lock);
    ts_live_parts *p = live->now;
    if (p)
        p->holders++;
    pthread_mutex_unlock(&live->lock);
    if (!p)
        return NULL;
    pthread_rwlock_rdlock(&p->lock);
    return &p->shown;
}

void ts_live_release(ts_live *live, const ts_snapshot *snapshot)
{
    if (!snapshot)
        return;
    ts_live_parts *p = snapshot->in;
    pthread_rwlock_unlock(&p->lock);
    pthread_mutex_lock(&live->lock);
    bool last = --p->holders == 0;
    pthread_mutex_unlock(&live->lock);
    if (last)
        ts_live_parts_free(p);
}

ts_live_file ts_live_find(const ts_snapshot *snapshot, const char *path)
{
    const ts_live_parts *p = snapshot->in;
    const void *found = ts_map_get(p->files, ts_str_of(path));
    uintptr_t at = (uintptr_t)found, pages = (uintptr_t)p->plan.pages.items;
    bool page = found && at >= pages && at < pages + p->plan.pages.len * sizeof *p->plan.pages.items;
    return (ts_live_file){page ? found : NULL, page ? NULL : found};
}

/* --- Lua states ----------------------------------------------------------------------------------------- */

static void free_worker(ts_live_worker *worker)
{
    ts_records_close(worker->records);
    ts_script_free(worker->script);
    free(worker);
}

void ts_live_site_release(ts_live_site *s)
{
    if (!s || __atomic_sub_fetch(&s->uses, 1, __ATOMIC_ACQ_REL) > 0)
        return;
    for (size_t i = 0; i < s->idle.len; i++)
        free_worker(s->idle.items[i]);
    ts_vec_free(&s->idle);
    pthread_mutex_destroy(&s->lock);
    pthread_cond_destroy(&s->back);
    ts_site_close(s->site);
    free(s);
}

/* States that are in use go when they are given back. */
void ts_live_site_forget(ts_live_site *s)
{
    pthread_mutex_lock(&s->lock);
    s->age++;
    while (s->idle.len) {
        free_worker(s->idle.items[--s->idle.len]);
        s->made--;
    }
    pthread_cond_broadcast(&s->back);
    pthread_mutex_unlock(&s->lock);
}

static ts_live_worker *take_worker(ts_live_site *s, ts_error *error)
{
    ts_live_worker *worker = NULL;
    pthread_mutex_lock(&s->lock);
    while (!s->idle.len && s->made == s->most)
        pthread_cond_wait(&s->back, &s->lock);
    if (s->idle.len)
        worker = s->idle.items[--s->idle.len];
    else
        s->made++;
    unsigned age = s->age;
    pthread_mutex_unlock(&s->lock);
    if (worker)
        return worker;
    worker = ts_malloc(sizeof *worker);
    *worker = (ts_live_worker){.age = age};
    worker->script = ts_script_new(NULL, ts_site_load, s->site, error);
    return worker;
}

static void give_back(ts_live_site *s, ts_live_worker *worker, bool well)
{
    pthread_mutex_lock(&s->lock);
    bool kept = well && worker->age == s->age;
    if (kept)
        ts_vec_push(&s->idle, worker);
    else
        s->made--;
    pthread_cond_signal(&s->back);
    pthread_mutex_unlock(&s->lock);
    if (!kept)
        free_worker(worker);
}

bool ts_live_render(const ts_snapshot *snapshot, const ts_page *page, ts_buf *out, ts_error *error)
{
    ts_live_site *site = snapshot->in->site;
    ts_cache *cache = snapshot->in->cache;
    ts_renderer renderer = snapshot->renderer;
    ts_live_worker *worker = take_worker(site, error);
    if (cache && !worker->records)
        worker->records = ts_records_open(cache, error);
    bool ready = worker->script && (worker->records || !cache);
    renderer.records = worker->records;
    bool ok = ready && ts_render_page(&renderer, worker->script, page, out, error);
    if (worker->records) {
        ts_error lost = {0};
        if (ts_records_failed(worker->records, &lost))
            __atomic_store_n(&snapshot->in->lost, true, __ATOMIC_RELAXED);
        ts_records_clear(worker->records);
    }
    give_back(site, worker, ready);
    return ok;
}

bool ts_live_is_lost(ts_live *live)
{
    const ts_snapshot *snapshot = ts_live_hold(live);
    bool lost = snapshot && __atomic_load_n(&snapshot->in->lost, __ATOMIC_RELAXED);
    ts_live_release(live, snapshot);
    return lost;
}
