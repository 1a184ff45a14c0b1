#include "site/again.h"
#include "base/build_id.h"
#include "base/digest.h"
#include "base/file.h"
#include "site/inputs.h"
#include "site/shared.h"
#include "tearsheet.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Pages that wait to be written down together. */
#define WAITING 1000

struct ts_again {
    const ts_renderer *renderer;
    ts_cache *cache;
    ts_shared *shared;
    uint64_t base; /* digest of what all pages are made from */
    ts_cache_reader **readers;
    int workers;
    pthread_mutex_t lock; /* over what follows */
    ts_arena *arena;      /* of the texts in `waiting` */
    TS_VEC(ts_cached_page) waiting;
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

ts_again *ts_again_open(const ts_renderer *renderer, ts_cache *cache, int workers, ts_error *error)
{
    ts_again *again = ts_malloc(sizeof *again);
    *again = (ts_again){.renderer = renderer, .cache = cache, .workers = workers, .arena = ts_arena_new()};
    pthread_mutex_init(&again->lock, NULL);
    again->readers = ts_malloc(sizeof *again->readers * (size_t)workers);
    for (int w = 0; w < workers; w++)
        again->readers[w] = NULL;
    bool ok = make_base(again, error) && (again->shared = ts_shared_make(renderer, error));
    for (int w = 0; ok && w < workers; w++)
        ok = (again->readers[w] = ts_cache_reader_open(cache, error)) != NULL;
    if (ok)
        return again;
    ts_again_close(again);
    return NULL;
}

void ts_again_close(ts_again *again)
{
    if (!again)
        return;
    for (int w = 0; w < again->workers; w++)
        ts_cache_reader_close(again->readers[w]);
    free(again->readers);
    ts_shared_free(again->shared);
    ts_vec_free(&again->waiting);
    ts_arena_free(again->arena);
    pthread_mutex_destroy(&again->lock);
    free(again);
}

/* --- keeping -------------------------------------------------------------------------------------------- */

/* Takes the next question with its answer off the list. */
static bool next_asked(ts_str *reads, asked *a)
{
    if (reads->len < sizeof *a)
        return false;
    memcpy(a, reads->ptr, sizeof *a);
    *reads = ts_str_sub(*reads, sizeof *a, TS_NPOS);
    return true;
}

/* Whether the site gives the answers of then. */
static bool has_same_answers(const ts_again *again, ts_str reads)
{
    ts_medium *medium;
    bool same = true;
    for (asked a; same && next_asked(&reads, &a);)
        same = ts_shared_now(again->shared, a.name, &medium) == a.digest;
    return same;
}

/* What a page shows is copied whether the page is made or kept. */
static void use_media(const ts_again *again, ts_str reads)
{
    ts_medium *medium;
    for (asked a; next_asked(&reads, &a);) {
        ts_shared_now(again->shared, a.name, &medium);
        if (medium)
            __atomic_store_n(&medium->used, true, __ATOMIC_RELAXED);
    }
}

static bool keep(ts_again *again, int worker, const char *path, uint64_t key, ts_output *output)
{
    ts_arena *arena = ts_arena_new();
    ts_cached_page page;
    bool same = ts_cache_reader_page(again->readers[worker], arena, ts_hash64(ts_str_of(path)), &page) &&
                page.key == key && has_same_answers(again, page.reads) &&
                ts_output_keep(output, path, page.hash);
    if (same)
        use_media(again, page.reads);
    ts_arena_free(arena);
    return same;
}

bool ts_again_keep(ts_again *again, int worker, const ts_page *page, ts_output *output, uint64_t *key)
{
    const uint64_t parts[] = {again->base, ts_render_key(again->renderer, page)};
    *key = parts[1] ? ts_hash64((ts_str){(const char *)parts, sizeof parts}) : 0;
    return *key && keep(again, worker, page->path, *key, output);
}

/* A digest of the state of a file on disk; 0 where that does not tell yet. */
static uint64_t state_of(const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return 0;
    int64_t mtime = ts_file_time(st.st_mtim), ctime = ts_file_time(st.st_ctim);
    if (!ts_file_settled(mtime) || !ts_file_settled(ctime))
        return 0;
    const uint64_t state[] = {ts_hash64(ts_str_of(path)), (uint64_t)st.st_size, (uint64_t)mtime,
                              (uint64_t)ctime, (uint64_t)st.st_ino};
    return ts_hash64((ts_str){(const char *)state, sizeof state});
}

bool ts_again_keep_copy(ts_again *again, int worker, const ts_copy *copy, ts_output *output, uint64_t *key)
{
    *key = copy->from ? state_of(copy->from) : 0;
    return *key && keep(again, worker, copy->to, *key, output);
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

static void write_down(ts_again *again)
{
    if (again->waiting.len)
        ts_cache_put_pages(again->cache, again->waiting.items, again->waiting.len);
    again->waiting.len = 0;
    ts_arena_free(again->arena);
    again->arena = ts_arena_new();
}

void ts_again_note(ts_again *again, const char *path, uint64_t key, const ts_names *names, ts_str bytes)
{
    ts_cached_page page = {.path = ts_hash64(ts_str_of(path)), .key = key};
    if (!key)
        return;
    ts_buf reads;
    ts_buf_init(&reads, TS_BUF_MAX);
    if (names)
        put_reads(&reads, again, names);
    ts_hash_hex(bytes, page.hash);
    pthread_mutex_lock(&again->lock);
    page.reads = (ts_str){ts_buf_copy(&reads, again->arena), reads.len};
    ts_vec_push(&again->waiting, page);
    if (again->waiting.len >= WAITING)
        write_down(again);
    pthread_mutex_unlock(&again->lock);
    ts_buf_free(&reads);
}

void ts_again_commit(ts_again *again)
{
    pthread_mutex_lock(&again->lock);
    write_down(again);
    pthread_mutex_unlock(&again->lock);
}
