/* Reading bodies and pages, each thread with a connection of its own. */
#include "site/cache_parts.h"

#include <stdlib.h>
#include <string.h>

static const char body_text[] = "SELECT sum, body FROM bodies WHERE number = ?1";
static const char pages_text[] = "SELECT path, key, hash, sum, reads FROM pages"
                                 " WHERE path BETWEEN ?1 AND ?2 ORDER BY path";

struct ts_cache_reader {
    ts_cache *cache;
    sqlite3 *db; /* NULL: the cache's own, which only one connection can see */
    sqlite3_stmt *body, *pages;
};

static bool prepare_reader(ts_cache_reader *reader)
{
    sqlite3 *db = reader->db ? reader->db : reader->cache->db;
    return sqlite3_prepare_v3(db, body_text, -1, SQLITE_PREPARE_PERSISTENT, &reader->body, NULL) ==
               SQLITE_OK &&
           sqlite3_prepare_v3(db, pages_text, -1, SQLITE_PREPARE_PERSISTENT, &reader->pages, NULL) ==
               SQLITE_OK;
}

ts_cache_reader *ts_cache_reader_open(ts_cache *cache, ts_error *error)
{
    ts_cache_reader *reader = ts_malloc(sizeof *reader);
    *reader = (ts_cache_reader){.cache = cache};
    bool ok = !cache->path || sqlite3_open_v2(cache->path, &reader->db,
                                              SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK;
    if (ok && reader->db)
        sqlite3_busy_timeout(reader->db, TS_CACHE_PATIENCE);
    if (ok && prepare_reader(reader))
        return reader;
    ts_fail(error, TS_IO, cache->path, 0, 0, "The cache cannot be read.");
    ts_cache_reader_close(reader);
    return NULL;
}

void ts_cache_reader_close(ts_cache_reader *reader)
{
    if (!reader)
        return;
    sqlite3_finalize(reader->body);
    sqlite3_finalize(reader->pages);
    sqlite3_close(reader->db);
    free(reader);
}

/* Around what a reader does. */
static void enter(ts_cache_reader *reader)
{
    pthread_rwlock_rdlock(&reader->cache->gate);
    if (!reader->db)
        pthread_mutex_lock(&reader->cache->lock);
}

static void leave(ts_cache_reader *reader)
{
    if (!reader->db)
        pthread_mutex_unlock(&reader->cache->lock);
    pthread_rwlock_unlock(&reader->cache->gate);
}

/* The least digest of a part. */
static int64_t bound_of(int part, int parts)
{
    return (int64_t)((uint64_t)INT64_MIN + UINT64_MAX / (uint64_t)parts * (uint64_t)part);
}

void ts_cache_reader_pages(ts_cache_reader *reader, int part, int parts,
                           void (*take)(void *context, const ts_cached_page *page), void *context)
{
    sqlite3_stmt *pages = reader->pages;
    enter(reader);
    sqlite3_bind_int64(pages, 1, bound_of(part, parts));
    sqlite3_bind_int64(pages, 2, part + 1 == parts ? INT64_MAX : bound_of(part + 1, parts) - 1);
    while (sqlite3_step(pages) == SQLITE_ROW) {
        ts_cached_page page = {.path = (uint64_t)sqlite3_column_int64(pages, 0),
                               .key = (uint64_t)sqlite3_column_int64(pages, 1)};
        const void *hash = sqlite3_column_text(pages, 2);
        size_t hash_len = (size_t)sqlite3_column_bytes(pages, 2);
        page.reads.ptr = sqlite3_column_blob(pages, 4);
        page.reads.len = (size_t)sqlite3_column_bytes(pages, 4);
        if (hash && hash_len < sizeof page.hash)
            memcpy(page.hash, hash, hash_len);
        if (sqlite3_column_int64(pages, 3) == ts_cache_page_sum(&page))
            take(context, &page);
    }
    sqlite3_reset(pages);
    leave(reader);
}

bool ts_cache_reader_body(ts_cache_reader *reader, ts_arena *arena, int64_t number, ts_str *body,
                          ts_error *error)
{
    enter(reader);
    sqlite3_bind_int64(reader->body, 1, number);
    int code = sqlite3_step(reader->body);
    bool ok = code == SQLITE_ROW;
    if (ok) {
        *body = ts_cache_take_bytes(arena, reader->body, 1);
        ok = sqlite3_column_int64(reader->body, 0) == ts_cache_sum(*body, (uint64_t)number, 0, 0);
    }
    sqlite3_reset(reader->body);
    leave(reader);
    if (ok)
        return true;
    if (code != SQLITE_BUSY)
        ts_cache_spoil(reader->cache);
    return ts_fail(error, TS_IO, reader->cache->path, 0, 0,
                   "The text of an article is not in the cache any more. Build again.");
}
