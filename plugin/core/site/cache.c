#include "base/digest.h"
#include "base/file.h"
#include "site/cache_parts.h"

#include <stdlib.h>

/* Of the tables below: another number, another version. */
#define FORMAT 3
/* "tear": what tells our database from anybody's. */
#define APPLICATION 0x74656172

static const char schema[] =
    "CREATE TABLE sources(path TEXT PRIMARY KEY, quick BLOB, key INTEGER,"
    " first INTEGER, bodies INTEGER, sum INTEGER, result BLOB);"
    "CREATE TABLE bodies(number INTEGER PRIMARY KEY, sum INTEGER, body BLOB);"
    "CREATE TABLE pages(path INTEGER PRIMARY KEY, key INTEGER, hash TEXT, sum INTEGER,"
    " reads BLOB);"
    "CREATE TABLE last(number INTEGER PRIMARY KEY, sum INTEGER, report BLOB);";

enum { FIND, ALL, PUT, TOUCH, DROP, PUT_BODY, DROP_BODIES, NEXT_BODY, PUT_PAGE, DROP_PAGE, LAST, PUT_LAST };

static const char *const texts[TS_CACHE_STATEMENTS] = {
    [FIND] = "SELECT quick, key, first, bodies, sum, result FROM sources WHERE path = ?1",
    [ALL] = "SELECT quick, key, first, bodies, sum, result, path FROM sources",
    [PUT] = "REPLACE INTO sources(path, quick, key, first, bodies, sum, result)"
            " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [TOUCH] = "UPDATE sources SET quick = ?2 WHERE path = ?1",
    [DROP] = "DELETE FROM sources WHERE path = ?1",
    [PUT_BODY] = "INSERT INTO bodies(number, sum, body) VALUES(?1, ?2, ?3)",
    [DROP_BODIES] = "DELETE FROM bodies WHERE number >= ?1 AND number < ?2",
    [NEXT_BODY] = "SELECT max(number) + 1 FROM bodies",
    [PUT_PAGE] = "REPLACE INTO pages(path, key, hash, sum, reads) VALUES(?1, ?2, ?3, ?4, ?5)",
    [DROP_PAGE] = "DELETE FROM pages WHERE path = ?1",
    [LAST] = "SELECT sum, report FROM last",
    [PUT_LAST] = "REPLACE INTO last(number, sum, report) VALUES(1, ?1, ?2)",
};

/* --- opening -------------------------------------------------------------------------------------------- */

static bool run(sqlite3 *db, const char *text)
{
    return sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK;
}

/* The number that a statement gives; -1 where it fails. */
static int64_t ask(sqlite3 *db, const char *text)
{
    sqlite3_stmt *statement = NULL;
    int64_t n = -1;
    if (sqlite3_prepare_v2(db, text, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        n = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return n;
}

/* Everything in it can be made again, so nothing waits for the disk. */
static bool set_up(sqlite3 *db)
{
    sqlite3_busy_timeout(db, TS_CACHE_PATIENCE);
    return run(db, "PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;");
}

static bool create(sqlite3 *db)
{
    char mark[100];
    sqlite3_snprintf(sizeof mark, mark, "PRAGMA application_id = %d; PRAGMA user_version = %d;", APPLICATION,
                     FORMAT);
    return run(db, "PRAGMA page_size = 8192; BEGIN IMMEDIATE") && run(db, schema) && run(db, mark) &&
           run(db, "COMMIT");
}

static bool prepare(ts_cache *cache)
{
    for (int i = 0; i < TS_CACHE_STATEMENTS; i++)
        if (sqlite3_prepare_v3(cache->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &cache->statements[i],
                               NULL) != SQLITE_OK)
            return false;
    return true;
}

static void close_database(ts_cache *cache)
{
    for (int i = 0; i < TS_CACHE_STATEMENTS; i++) {
        sqlite3_finalize(cache->statements[i]);
        cache->statements[i] = NULL;
    }
    sqlite3_close(cache->db);
    cache->db = NULL;
}

static void remove_database(const ts_cache *cache)
{
    ts_error ignored = {0};
    ts_file_remove(cache->path, &ignored);
    ts_file_remove(ts_arena_printf(cache->arena, "%s-journal", cache->path), &ignored);
}

typedef enum opened { OPENED, NOT_OURS, NOWHERE } opened;

/* Opens the database in its folder. NOT_OURS: what is there is damaged or from another version. */
static opened open_database(ts_cache *cache)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(cache->path, &cache->db, flags, NULL) != SQLITE_OK || !set_up(cache->db) ||
        sqlite3_db_readonly(cache->db, "main") == 1)
        return sqlite3_errcode(cache->db) == SQLITE_NOTADB ? NOT_OURS : NOWHERE;
    int64_t tables = ask(cache->db, "SELECT count(*) FROM sqlite_schema");
    if (tables == 0)
        return create(cache->db) && prepare(cache) ? OPENED : NOWHERE;
    int code = sqlite3_errcode(cache->db);
    if (tables < 0 && code != SQLITE_NOTADB && code != SQLITE_CORRUPT)
        return NOWHERE;
    bool ours = ask(cache->db, "PRAGMA application_id") == APPLICATION &&
                ask(cache->db, "PRAGMA user_version") == FORMAT;
    return ours && prepare(cache) ? OPENED : NOT_OURS;
}

/* Makes the folder, which git is to leave alone. */
static bool make_folder(ts_cache *cache, const char *folder)
{
    ts_error ignored = {0};
    const char *own = ts_path_join(cache->arena, folder, TS_CACHE_FOLDER);
    cache->path = ts_path_join(cache->arena, own, "cache.db");
    return ts_folder_make(own, &ignored) &&
           ts_file_write(ts_path_join(cache->arena, own, ".gitignore"), TS_STR("*\n"), NULL, &ignored);
}

static bool open_kept(ts_cache *cache, const char *folder, bool anew)
{
    if (!make_folder(cache, folder))
        return false;
    if (anew)
        remove_database(cache);
    opened result = open_database(cache);
    if (result == NOT_OURS) {
        close_database(cache);
        remove_database(cache);
        cache->complaint = "It was damaged, or left by another version: everything is made anew.";
        result = open_database(cache);
    }
    if (result != OPENED)
        close_database(cache);
    return result == OPENED;
}

ts_cache *ts_cache_open(const char *folder, bool anew)
{
    ts_arena *arena = ts_arena_new();
    ts_cache *cache = TS_NEW(arena, ts_cache);
    cache->arena = arena;
    pthread_mutex_init(&cache->lock, NULL);
    pthread_rwlock_init(&cache->gate, NULL);
    if (open_kept(cache, folder, anew))
        return cache;
    cache->path = NULL;
    if (sqlite3_open_v2("", &cache->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) == SQLITE_OK &&
        set_up(cache->db) && create(cache->db) && prepare(cache))
        return cache;
    ts_cache_close(cache);
    return NULL;
}

void ts_cache_close(ts_cache *cache)
{
    if (!cache)
        return;
    close_database(cache);
    /* One that is lost for want of room would take it from the pages. */
    if (ts_cache_is_lost(cache) && cache->path)
        remove_database(cache);
    pthread_mutex_destroy(&cache->lock);
    pthread_rwlock_destroy(&cache->gate);
    ts_arena_free(cache->arena);
}

const char *ts_cache_complaint(const ts_cache *cache, const char **path)
{
    *path = cache->path;
    return cache->complaint;
}

bool ts_cache_is_kept(const ts_cache *cache)
{
    return cache->path != NULL;
}

bool ts_cache_is_lost(const ts_cache *cache)
{
    return cache->lost || cache->corrupt;
}

void ts_cache_spoil(ts_cache *cache)
{
    pthread_mutex_lock(&cache->lock);
    cache->corrupt = true;
    pthread_mutex_unlock(&cache->lock);
}

/* --- statements ----------------------------------------------------------------------------------------- */

/* Runs a statement to its first row or its end, under the lock; notes why it could not. */
static int step(ts_cache *cache, sqlite3_stmt *statement)
{
    int code = cache->busy || cache->corrupt ? SQLITE_BUSY : sqlite3_step(statement);
    cache->busy = cache->busy || code == SQLITE_BUSY || code == SQLITE_LOCKED;
    cache->corrupt = cache->corrupt || code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    return code;
}

/* The same for one that gives no rows. */
static bool finish(ts_cache *cache, int which)
{
    int code = step(cache, cache->statements[which]);
    sqlite3_reset(cache->statements[which]);
    sqlite3_clear_bindings(cache->statements[which]);
    return code == SQLITE_DONE;
}

/* The texts outlive the statement's run. */
static void bind_text(sqlite3_stmt *statement, int at, const char *text)
{
    sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

static void bind_bytes(sqlite3_stmt *statement, int at, ts_str bytes)
{
    sqlite3_bind_blob64(statement, at, bytes.ptr ? bytes.ptr : "", bytes.len, SQLITE_STATIC);
}

ts_str ts_cache_take_bytes(ts_arena *arena, sqlite3_stmt *statement, int column)
{
    const void *bytes = sqlite3_column_blob(statement, column);
    ts_str s = {bytes, (size_t)sqlite3_column_bytes(statement, column)};
    return (ts_str){ts_arena_copy(arena, s), s.len};
}

int64_t ts_cache_sum(ts_str bytes, uint64_t a, uint64_t b, uint64_t c)
{
    const uint64_t parts[] = {ts_hash64(bytes), a, b, c};
    return (int64_t)ts_hash64((ts_str){(const char *)parts, sizeof parts});
}

int64_t ts_cache_page_sum(const ts_cached_page *page)
{
    return ts_cache_sum(page->reads, page->path, page->key, ts_hash64(ts_str_of(page->hash)));
}

static int64_t source_sum(const ts_cached_source *source)
{
    return ts_cache_sum(source->result, source->key, (uint64_t)source->first, source->bodies);
}

void ts_cache_begin(ts_cache *cache)
{
    pthread_mutex_lock(&cache->lock);
    cache->open = !cache->busy && run(cache->db, "BEGIN IMMEDIATE");
    cache->busy = !cache->open;
    if (cache->open) {
        sqlite3_stmt *next = cache->statements[NEXT_BODY];
        cache->next = step(cache, next) == SQLITE_ROW ? sqlite3_column_int64(next, 0) : 1;
        cache->next += cache->next == 0;
        sqlite3_reset(next);
    }
    pthread_mutex_unlock(&cache->lock);
}

void ts_cache_commit(ts_cache *cache)
{
    pthread_mutex_lock(&cache->lock);
    if (cache->open && !run(cache->db, "COMMIT"))
        cache->lost = true;
    cache->open = false;
    pthread_mutex_unlock(&cache->lock);
}

/* --- sources -------------------------------------------------------------------------------------------- */

/* The row that the statement is at; false where it is damaged. */
static bool take_source(ts_cache *cache, ts_arena *arena, sqlite3_stmt *row, ts_cached_source *found)
{
    *found = (ts_cached_source){.quick = ts_cache_take_bytes(arena, row, 0),
                                .key = (uint64_t)sqlite3_column_int64(row, 1),
                                .first = sqlite3_column_int64(row, 2),
                                .bodies = (size_t)sqlite3_column_int64(row, 3),
                                .result = ts_cache_take_bytes(arena, row, 5)};
    bool ok = sqlite3_column_int64(row, 4) == source_sum(found);
    cache->corrupt = cache->corrupt || !ok;
    return ok;
}

ts_map *ts_cache_all(ts_cache *cache, ts_arena *arena)
{
    ts_map *sources = ts_map_new();
    pthread_mutex_lock(&cache->lock);
    sqlite3_stmt *all = cache->statements[ALL];
    while (step(cache, all) == SQLITE_ROW) {
        ts_cached_source *source = TS_NEW(arena, ts_cached_source);
        ts_str path = {(const char *)sqlite3_column_text(all, 6), (size_t)sqlite3_column_bytes(all, 6)};
        if (take_source(cache, arena, all, source))
            ts_map_put(sources, path, source);
    }
    sqlite3_reset(all);
    pthread_mutex_unlock(&cache->lock);
    return sources;
}

bool ts_cache_find(ts_cache *cache, ts_arena *arena, const char *path, ts_cached_source *found)
{
    pthread_mutex_lock(&cache->lock);
    sqlite3_stmt *find = cache->statements[FIND];
    bind_text(find, 1, path);
    bool ok = step(cache, find) == SQLITE_ROW && take_source(cache, arena, find, found);
    sqlite3_reset(find);
    sqlite3_clear_bindings(find);
    pthread_mutex_unlock(&cache->lock);
    return ok;
}

/* Takes out a source's bodies, under the lock. */
static bool drop_bodies(ts_cache *cache, const char *path)
{
    sqlite3_stmt *find = cache->statements[FIND], *drop = cache->statements[DROP_BODIES];
    bind_text(find, 1, path);
    int code = step(cache, find);
    int64_t first = code == SQLITE_ROW ? sqlite3_column_int64(find, 2) : 0,
            count = code == SQLITE_ROW ? sqlite3_column_int64(find, 3) : 0;
    sqlite3_reset(find);
    sqlite3_clear_bindings(find);
    if (code != SQLITE_ROW)
        return code == SQLITE_DONE;
    sqlite3_bind_int64(drop, 1, first);
    sqlite3_bind_int64(drop, 2, first + count);
    return finish(cache, DROP_BODIES);
}

static bool put(ts_cache *cache, const char *path, ts_cached_source *source, const ts_str *bodies)
{
    sqlite3_stmt *put_body = cache->statements[PUT_BODY], *put = cache->statements[PUT];
    if (!cache->open || !drop_bodies(cache, path))
        return false;
    source->first = cache->next;
    for (size_t i = 0; i < source->bodies; i++) {
        sqlite3_bind_int64(put_body, 1, cache->next);
        sqlite3_bind_int64(put_body, 2, ts_cache_sum(bodies[i], (uint64_t)cache->next++, 0, 0));
        bind_bytes(put_body, 3, bodies[i]);
        if (!finish(cache, PUT_BODY))
            return false;
    }
    bind_text(put, 1, path);
    bind_bytes(put, 2, source->quick);
    sqlite3_bind_int64(put, 3, (int64_t)source->key);
    sqlite3_bind_int64(put, 4, source->first);
    sqlite3_bind_int64(put, 5, (int64_t)source->bodies);
    sqlite3_bind_int64(put, 6, source_sum(source));
    bind_bytes(put, 7, source->result);
    return finish(cache, PUT);
}

bool ts_cache_put(ts_cache *cache, const char *path, ts_cached_source *source, const ts_str *bodies)
{
    pthread_mutex_lock(&cache->lock);
    bool ok = put(cache, path, source, bodies);
    /* Half of it may be there, and with no room left SQLite gives up all that was written before it as well.
     */
    cache->lost = cache->lost || (!ok && cache->open);
    pthread_mutex_unlock(&cache->lock);
    return ok;
}

bool ts_cache_grant(ts_cache *cache, size_t bytes)
{
    pthread_mutex_lock(&cache->lock);
    bool granted = bytes <= TS_CACHE_HELD - cache->held;
    cache->held += granted ? bytes : 0;
    pthread_mutex_unlock(&cache->lock);
    return granted;
}

void ts_cache_touch(ts_cache *cache, const char *path, ts_str quick)
{
    pthread_mutex_lock(&cache->lock);
    bind_text(cache->statements[TOUCH], 1, path);
    bind_bytes(cache->statements[TOUCH], 2, quick);
    if (cache->open)
        finish(cache, TOUCH);
    pthread_mutex_unlock(&cache->lock);
}

void ts_cache_sweep(ts_cache *cache, bool (*wanted)(void *context, const char *path), void *context)
{
    ts_arena *arena = ts_arena_new();
    TS_VEC(const char *) gone = {0};
    sqlite3_stmt *all = NULL;
    pthread_mutex_lock(&cache->lock);
    if (sqlite3_prepare_v2(cache->db, "SELECT path FROM sources", -1, &all, NULL) == SQLITE_OK)
        while (step(cache, all) == SQLITE_ROW) {
            const char *path = (const char *)sqlite3_column_text(all, 0);
            if (path && !wanted(context, path))
                ts_vec_push_in(arena, &gone, (const char *)ts_arena_strdup(arena, path));
        }
    sqlite3_finalize(all);
    for (size_t i = 0; cache->open && i < gone.len; i++) {
        bind_text(cache->statements[DROP], 1, gone.items[i]);
        if (!drop_bodies(cache, gone.items[i]) || !finish(cache, DROP))
            break;
    }
    pthread_mutex_unlock(&cache->lock);
    ts_arena_free(arena);
}

/* --- pages ---------------------------------------------------------------------------------------------- */

static bool put_page(ts_cache *cache, const ts_cached_page *page)
{
    sqlite3_stmt *put_page = cache->statements[PUT_PAGE];
    sqlite3_bind_int64(put_page, 1, (int64_t)page->path);
    sqlite3_bind_int64(put_page, 2, (int64_t)page->key);
    bind_text(put_page, 3, page->hash);
    sqlite3_bind_int64(put_page, 4, ts_cache_page_sum(page));
    bind_bytes(put_page, 5, page->reads);
    return finish(cache, PUT_PAGE);
}

static bool drop_page(ts_cache *cache, uint64_t path)
{
    sqlite3_bind_int64(cache->statements[DROP_PAGE], 1, (int64_t)path);
    return finish(cache, DROP_PAGE);
}

void ts_cache_put_pages(ts_cache *cache, const ts_cached_page *pages, size_t len, const uint64_t *gone,
                        size_t gone_len)
{
    pthread_rwlock_wrlock(&cache->gate);
    pthread_mutex_lock(&cache->lock);
    bool ok = !cache->busy && run(cache->db, "BEGIN IMMEDIATE");
    for (size_t i = 0; ok && i < len; i++)
        ok = put_page(cache, &pages[i]);
    for (size_t i = 0; ok && i < gone_len; i++)
        ok = drop_page(cache, gone[i]);
    /* Pages that were not kept are made again. */
    if (!ok || !run(cache->db, "COMMIT"))
        run(cache->db, "ROLLBACK");
    pthread_mutex_unlock(&cache->lock);
    pthread_rwlock_unlock(&cache->gate);
}

/* --- the last build --------------------------------------------------------------------------------------
 */

ts_str ts_cache_last(ts_cache *cache, ts_arena *arena)
{
    ts_str last = {0};
    pthread_mutex_lock(&cache->lock);
    sqlite3_stmt *statement = cache->statements[LAST];
    if (step(cache, statement) == SQLITE_ROW) {
        last = ts_cache_take_bytes(arena, statement, 1);
        if (sqlite3_column_int64(statement, 0) != ts_cache_sum(last, 0, 0, 0))
            last.len = 0;
    }
    sqlite3_reset(statement);
    pthread_mutex_unlock(&cache->lock);
    return last;
}

void ts_cache_put_last(ts_cache *cache, ts_str last)
{
    pthread_mutex_lock(&cache->lock);
    sqlite3_bind_int64(cache->statements[PUT_LAST], 1, ts_cache_sum(last, 0, 0, 0));
    bind_bytes(cache->statements[PUT_LAST], 2, last);
    finish(cache, PUT_LAST);
    pthread_mutex_unlock(&cache->lock);
}
