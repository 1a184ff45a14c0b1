#include "site/again.h"
#include "base/build_id.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/pool.h"
#include "site/inputs.h"
#include "site/shared.h"
#include "tearsheet.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* Bytes of pages that wait to be written down together, in order of their paths: these are digests, so that a
 * few pages would touch every part of the table. */
#define WAITING ((size_t)8 << 20)

/* A page as the last build left it. */
typedef struct known {
    uint64_t path, key;
    char hash[33];
    bool same;                 /* the site gives the answers of then */
    bool wanted;               /* the site has such a path; set by any thread */
    size_t medium, medium_end; /* in the list of media that such pages show */
} known;

/* The pages of one part of all paths, which one worker has looked through, in order of their paths. */
typedef struct shelf {
    TS_VEC(known) pages;
    TS_VEC(ts_medium *) media;
} shelf;

struct ts_again {
    const ts_renderer *renderer;
    ts_cache *cache;
    ts_shared *shared;
    uint64_t base; /* digest of what all pages are made from */
    shelf *shelves;
    int workers;          /* as many shelves */
    pthread_mutex_t lock; /* over what follows */
    ts_arena *arena;      /* of the texts in `waiting` */
    TS_VEC(ts_cached_page) waiting;
    size_t bytes; /* of what waits */
};

/* A question, and its answer when the page was made. */
typedef struct asked {
    uint64_t name, digest;
} asked;

/* --- opening -------------------------------------------------------------------------------------------- */

/* The program, the settings, the words and the modules: where one of these changes, every page is made again.
 */
static bool make_base(ts_again *again, ts_error *error)
{
    const ts_site *site = again->renderer->site;
    ts_buf list;
    ts_buf_init(&list, TS_BUF_MAX);
    ts_inputs_add(&list, TS_STR(TEARSHEET_VERSION));
    ts_inputs_add(&list, ts_build_id());
    ts_inputs_add(&list, ts_str_of(site->settings.base_url));
    ts_shared_put(&list, site->settings.all);
    ts_shared_put(&list, site->i18n);
    bool ok = ts_inputs_add_modules(&list, site, error);
    again->base = ts_hash64(ts_buf_str(&list));
    ts_buf_free(&list);
    return ok;
}

/* Takes the next question with its answer off the list. */
static bool next_asked(ts_str *reads, asked *a)
{
    if (reads->len < sizeof *a)
        return false;
    memcpy(a, reads->ptr, sizeof *a);
    *reads = ts_str_sub(*reads, sizeof *a, TS_NPOS);
    return true;
}

typedef struct looking {
    const ts_again *again;
    shelf *to;
} looking;

/* Asks once more what was asked for a page. */
static void look_at(void *context, const ts_cached_page *page)
{
    const looking *l = context;
    ts_str reads = page->reads;
    known k = {.path = page->path, .key = page->key, .same = true, .medium = l->to->media.len};
    memcpy(k.hash, page->hash, sizeof k.hash);
    for (asked a; k.same && next_asked(&reads, &a);) {
        ts_medium *medium = NULL;
        k.same = ts_shared_now(l->again->shared, a.name, &medium) == a.digest;
        if (medium)
            ts_vec_push(&l->to->media, medium);
    }
    k.medium_end = l->to->media.len;
    ts_vec_push(&l->to->pages, k);
}

static void look_through(void *context, size_t i, int worker)
{
    ts_again *again = context;
    looking l = {again, &again->shelves[i]};
    ts_error ignored = {0};
    ts_cache_reader *reader = ts_cache_reader_open(again->cache, &ignored);
    if (reader)
        ts_cache_reader_pages(reader, (int)i, again->workers, look_at, &l);
    ts_cache_reader_close(reader);
}

ts_again *ts_again_open(const ts_renderer *renderer, ts_cache *cache, int workers, ts_error *error)
{
    ts_again *again = ts_malloc(sizeof *again);
    *again = (ts_again){.renderer = renderer, .cache = cache, .workers = workers, .arena = ts_arena_new()};
    pthread_mutex_init(&again->lock, NULL);
    again->shelves = ts_malloc(sizeof *again->shelves * (size_t)workers);
    memset(again->shelves, 0, sizeof *again->shelves * (size_t)workers);
    if (make_base(again, error) && (again->shared = ts_shared_make(renderer, error))) {
        ts_pool_run(workers, (size_t)workers, look_through, again);
        return again;
    }
    ts_again_close(again);
    return NULL;
}

void ts_again_close(ts_again *again)
{
    if (!again)
        return;
    for (int w = 0; w < again->workers; w++) {
        ts_vec_free(&again->shelves[w].pages);
        ts_vec_free(&again->shelves[w].media);
    }
    free(again->shelves);
    ts_shared_free(again->shared);
    ts_vec_free(&again->waiting);
    ts_arena_free(again->arena);
    pthread_mutex_destroy(&again->lock);
    free(again);
}

/* --- keeping -------------------------------------------------------------------------------------------- */

static known *find(const ts_again *again, uint64_t path, const shelf **in)
{
    for (int w = 0; w < again->workers; w++) {
        const shelf *s = &again->shelves[w];
        size_t low = 0, high = s->pages.len;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if ((int64_t)s->pages.items[middle].path < (int64_t)path)
                low = middle + 1;
            else
                high = middle;
        }
        *in = s;
        if (low < s->pages.len && s->pages.items[low].path == path)
            return &s->pages.items[low];
    }
    return NULL;
}

static bool keep(const ts_again *again, const char *path, uint64_t key, ts_output *output)
{
    const shelf *in;
    known *page = find(again, ts_hash64(ts_str_of(path)), &in);
    if (page)
        page->wanted = true;
    if (!page || page->key != key || !page->same || !ts_output_keep(output, path, page->hash))
        return false;
    /* What a page shows is copied whether the page is made or kept. */
    for (size_t m = page->medium; m < page->medium_end; m++)
        __atomic_store_n(&in->media.items[m]->used, true, __ATOMIC_RELAXED);
    return true;
}

bool ts_again_keep(ts_again *again, const ts_page *page, ts_output *output, ts_buf *scratch, uint64_t *key)
{
    const uint64_t parts[] = {again->base, ts_render_key(again->renderer, page, scratch)};
    *key = parts[1] ? ts_hash64((ts_str){(const char *)parts, sizeof parts}) : 0;
    return *key && keep(again, page->path, *key, output);
}

/* A digest of the state of a file on disk; 0 where that does not tell yet. */
static uint64_t state_of(const char *path)
{
    ts_found file;
    uint64_t state[1 + TS_FOUND_STATE] = {ts_hash64(ts_str_of(path))};
    if (!ts_found_at(path, &file) || !ts_found_settled(&file))
        return 0;
    ts_found_state(&file, state + 1);
    return ts_hash64((ts_str){(const char *)state, sizeof state});
}

bool ts_again_keep_copy(ts_again *again, const ts_copy *copy, ts_output *output, uint64_t *key)
{
    *key = copy->from ? state_of(copy->from) : 0;
    return *key && keep(again, copy->to, *key, output);
}

/* --- noting --------------------------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
    uint64_t s = *(const uint64_t *)a, t = *(const uint64_t *)b;
    return s < t ? -1 : s > t;
}

/* Every question once, with its answer. */
static void put_reads(ts_buf *out, const ts_again *again, const ts_names *names)
{
    if (names->len)
        qsort(names->items, names->len, sizeof *names->items, by_name);
    for (size_t i = 0; i < names->len; i++) {
        ts_medium *medium;
        const asked a = {names->items[i], ts_shared_now(again->shared, names->items[i], &medium)};
        if (i == 0 || names->items[i - 1] != a.name)
            ts_buf_put(out, (ts_str){(const char *)&a, sizeof a});
    }
}

static int by_path(const void *a, const void *b)
{
    int64_t s = (int64_t)((const ts_cached_page *)a)->path, t = (int64_t)((const ts_cached_page *)b)->path;
    return s < t ? -1 : s > t;
}

static void write_down(ts_again *again, const uint64_t *gone, size_t gone_len)
{
    if (again->waiting.len)
        qsort(again->waiting.items, again->waiting.len, sizeof *again->waiting.items, by_path);
    if (again->waiting.len || gone_len)
        ts_cache_put_pages(again->cache, again->waiting.items, again->waiting.len, gone, gone_len);
    again->waiting.len = again->bytes = 0;
    ts_arena_free(again->arena);
    again->arena = ts_arena_new();
}

void ts_again_note(ts_again *again, const char *path, uint64_t key, const ts_names *names,
                   const char hash[33])
{
    ts_cached_page page = {.path = ts_hash64(ts_str_of(path)), .key = key};
    if (!key)
        return;
    ts_buf reads;
    ts_buf_init(&reads, TS_BUF_MAX);
    if (names)
        put_reads(&reads, again, names);
    memcpy(page.hash, hash, sizeof page.hash);
    pthread_mutex_lock(&again->lock);
    page.reads = (ts_str){ts_buf_copy(&reads, again->arena), reads.len};
    ts_vec_push(&again->waiting, page);
    again->bytes += sizeof page + reads.len;
    if (again->bytes >= WAITING)
        write_down(again, NULL, 0);
    pthread_mutex_unlock(&again->lock);
    ts_buf_free(&reads);
}

void ts_again_commit(ts_again *again)
{
    TS_VEC(uint64_t) gone = {0};
    for (int w = 0; w < again->workers; w++)
        for (size_t i = 0; i < again->shelves[w].pages.len; i++)
            if (!again->shelves[w].pages.items[i].wanted)
                ts_vec_push(&gone, again->shelves[w].pages.items[i].path);
    pthread_mutex_lock(&again->lock);
    write_down(again, gone.items, gone.len);
    pthread_mutex_unlock(&again->lock);
    ts_vec_free(&gone);
}
