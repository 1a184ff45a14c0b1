#include "site/live.h"
#include "base/pool.h"
#include "site/reduce.h"

#include <pthread.h>
#include <stdlib.h>

/* Lua states for each processor: as many pages are rendered at a time, others wait. */
#define SCRIPTS_EACH 2

/* What a snapshot is made of, and owns. */
typedef struct ts_live_parts {
    ts_snapshot shown;
    ts_arena *arena;
    ts_site *site;
    ts_library library;
    ts_mapped mapped;
    ts_plan plan;
    ts_map *files; /* path → ts_page or ts_copy, told apart by where they lie */
    int readers;   /* and the live site itself; its lock is held */
    pthread_mutex_t lock;
    pthread_cond_t idle;
    TS_VEC(ts_script *) scripts; /* of the pages' templates, not in use */
    int made, most;              /* states there are and may be */
} parts;

struct ts_live {
    const char *folder;
    ts_live_options options;
    int workers;
    pthread_mutex_t lock;
    parts *now; /* NULL before the first */
    ts_arena *arena;
};

ts_live *ts_live_new(const char *folder, const ts_live_options *options)
{
    ts_arena *arena = ts_arena_new();
    ts_live *live = TS_NEW(arena, ts_live);
    live->arena = arena;
    live->folder = ts_arena_strdup(arena, folder);
    live->options = *options;
    live->options.base_url = ts_arena_strdup(arena, options->base_url);
    live->workers = options->workers > 0 ? options->workers : ts_pool_cores();
    pthread_mutex_init(&live->lock, NULL);
    return live;
}

static void free_parts(parts *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->scripts.len; i++)
        ts_script_free(p->scripts.items[i]);
    ts_vec_free(&p->scripts);
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->idle);
    ts_map_free(p->files);
    ts_plan_free(&p->plan);
    ts_mapped_free(&p->mapped);
    ts_site_close(p->site);
    ts_arena_free(p->arena);
}

void ts_live_free(ts_live *live)
{
    if (!live)
        return;
    free_parts(live->now);
    pthread_mutex_destroy(&live->lock);
    ts_arena_free(live->arena);
}

/* --- a new snapshot ------------------------------------------------------------------------------------- */

static void list_files(parts *p)
{
    p->files = ts_map_new();
    for (size_t i = 0; i < p->plan.pages.len; i++)
        ts_map_put(p->files, ts_str_of(p->plan.pages.items[i].path), &p->plan.pages.items[i]);
    for (size_t i = 0; i < p->plan.copies.len; i++)
        ts_map_put(p->files, ts_str_of(p->plan.copies.items[i].to), &p->plan.copies.items[i]);
}

static bool read_all(const ts_live *live, parts *p, ts_error *error)
{
    ts_watch watch;
    ts_watch_start(&watch, NULL);
    p->site = ts_site_open(live->folder, live->options.base_url, error);
    bool ok = p->site && ts_library_read(p->arena, p->site, &p->library, error) &&
              ts_plan_start(p->arena, p->site, &p->library, &p->plan, error) &&
              ts_map_library(p->site, &p->library, NULL, live->options.drafts || p->site->settings.drafts,
                             live->workers, &watch, &p->mapped, error) &&
              ts_reduce(p->arena, p->site, &p->library, p->mapped.entries.items, p->mapped.entries.len,
                        &p->plan, &p->shown.renderer, error);
    ts_watch_end(&watch);
    return ok;
}

static parts *make_parts(const ts_live *live, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    parts *p = TS_NEW(arena, parts);
    p->arena = arena;
    p->readers = 1;
    p->most = SCRIPTS_EACH * ts_pool_cores();
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->idle, NULL);
    if (!read_all(live, p, error)) {
        free_parts(p);
        return NULL;
    }
    list_files(p);
    p->shown.site = p->site;
    p->shown.library = &p->library;
    p->shown.plan = &p->plan;
    p->shown.in = p;
    for (size_t i = 0; i < p->mapped.errors.len; i++)
        ts_vec_push_in(arena, &p->shown.left_out, p->mapped.errors.items[i]);
    return p;
}

bool ts_live_update(ts_live *live, ts_error *error)
{
    parts *next = make_parts(live, error);
    if (!next)
        return false;
    pthread_mutex_lock(&live->lock);
    parts *last = live->now;
    live->now = next;
    pthread_mutex_unlock(&live->lock);
    ts_live_release(live, last ? &last->shown : NULL);
    return true;
}

/* --- readers -------------------------------------------------------------------------------------------- */

const ts_snapshot *ts_live_hold(ts_live *live)
{
    pthread_mutex_lock(&live->lock);
    parts *p = live->now;
    if (p)
        p->readers++;
    pthread_mutex_unlock(&live->lock);
    return p ? &p->shown : NULL;
}

void ts_live_release(ts_live *live, const ts_snapshot *snapshot)
{
    if (!snapshot)
        return;
    parts *p = snapshot->in;
    pthread_mutex_lock(&live->lock);
    bool last = --p->readers == 0;
    pthread_mutex_unlock(&live->lock);
    if (last)
        free_parts(p);
}

ts_live_file ts_live_find(const ts_snapshot *snapshot, const char *path)
{
    const parts *p = snapshot->in;
    const void *found = ts_map_get(p->files, ts_str_of(path));
    uintptr_t at = (uintptr_t)found, pages = (uintptr_t)p->plan.pages.items;
    bool page = found && at >= pages && at < pages + p->plan.pages.len * sizeof *p->plan.pages.items;
    return (ts_live_file){page ? found : NULL, found && !page ? found : NULL};
}

/* --- rendering ------------------------------------------------------------------------------------------ */

static ts_script *take_script(parts *p, ts_error *error)
{
    ts_script *script = NULL;
    pthread_mutex_lock(&p->lock);
    while (!p->scripts.len && p->made == p->most)
        pthread_cond_wait(&p->idle, &p->lock);
    if (p->scripts.len)
        script = p->scripts.items[--p->scripts.len];
    else
        p->made++;
    pthread_mutex_unlock(&p->lock);
    return script ? script : ts_script_new(NULL, ts_site_load, p->site, error);
}

static void give_back(parts *p, ts_script *script)
{
    pthread_mutex_lock(&p->lock);
    if (script)
        ts_vec_push(&p->scripts, script);
    else
        p->made--;
    pthread_cond_signal(&p->idle);
    pthread_mutex_unlock(&p->lock);
}

bool ts_live_render(const ts_snapshot *snapshot, const ts_page *page, ts_buf *out, ts_error *error)
{
    parts *p = snapshot->in;
    ts_script *script = take_script(p, error);
    bool ok = script && ts_render_page(&snapshot->renderer, script, page, out, error);
    give_back(p, script);
    return ok;
}
