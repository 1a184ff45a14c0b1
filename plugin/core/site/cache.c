#include "site/cache.h"
#include "base/digest.h"
#include "base/file.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>

/* Of the tables below: another number, another version. */
#define FORMAT 1
/* "tear": what tells our database from anybody's. */
#define APPLICATION 0x74656172
/* Milliseconds to wait for another program that writes. */
#define PATIENCE 5000

static const char schema[] = "CREATE TABLE sources(path TEXT PRIMARY KEY, quick BLOB, key INTEGER,"
                             " first INTEGER, bodies INTEGER, sum INTEGER, result BLOB);"
                             "CREATE TABLE bodies(number INTEGER PRIMARY KEY, sum INTEGER, body BLOB);";

enum { FIND, PUT, TOUCH, DROP, PUT_BODY, DROP_BODIES, NEXT_BODY, STATEMENTS };

static const char *const texts[STATEMENTS] = {
    [FIND] = "SELECT quick, key, first, bodies, sum, result FROM sources WHERE path = ?1",
    [PUT] = "REPLACE INTO sources(path, quick, key, first, bodies, sum, result)"
            " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [TOUCH] = "UPDATE sources SET quick = ?2 WHERE path = ?1",
    [DROP] = "DELETE FROM sources WHERE path = ?1",
    [PUT_BODY] = "INSERT INTO bodies(number, sum, body) VALUES(?1, ?2, ?3)",
    [DROP_BODIES] = "DELETE FROM bodies WHERE number >= ?1 AND number < ?2",
    [NEXT_BODY] = "SELECT max(number) + 1 FROM bodies",
};

static const char body_text[] = "SELECT sum, body FROM bodies WHERE number = ?1";

struct ts_cache {
    ts_arena *arena;
    const char *path; /* of the database; NULL: it goes with the program */
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENTS];
    int64_t next; /* number of the next body */
    bool open;    /* between begin and commit */
    bool lost;    /* what was written is not there */
    bool corrupt; /* the database itself */
    bool busy;    /* another program keeps us out: nothing is read or written */
    const char *complaint;
    pthread_mutex_t lock;
};

struct ts_cache_reader {
    ts_cache *cache;
    sqlite3 *db; /* NULL: the cache's own, which only one connection can see */
    sqlite3_stmt *body;
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
    sqlite3_busy_timeout(db, PATIENCE);
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
    for (int i = 0; i < STATEMENTS; i++)
        if (sqlite3_prepare_v3(cache->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &cache->statements[i],
                               NULL) != SQLITE_OK)
            return false;
    return true;
}

static void close_database(ts_cache *cache)
{
    for (int i = 0; i < STATEMENTS; i++) {
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
    if (cache->corrupt && cache->path)
        remove_database(cache);
    pthread_mutex_destroy(&cache->lock);
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

static ts_str take_bytes(ts_arena *arena, sqlite3_stmt *statement, int column)
{
    const void *bytes = sqlite3_column_blob(statement, column);
    ts_str s = {bytes, (size_t)sqlite3_column_bytes(statement, column)};
    return (ts_str){ts_arena_copy(arena, s), s.len};
}

/* SQLite does not notice bytes that rotted inside of a text. */
static bool is_sound(sqlite3_stmt *statement, int column, ts_str bytes)
{
    return (uint64_t)sqlite3_column_int64(statement, column) == ts_hash64(bytes);
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

bool ts_cache_find(ts_cache *cache, ts_arena *arena, const char *path, ts_cached_source *found)
{
    pthread_mutex_lock(&cache->lock);
    sqlite3_stmt *find = cache->statements[FIND];
    bind_text(find, 1, path);
    bool ok = step(cache, find) == SQLITE_ROW;
    if (ok) {
        *found = (ts_cached_source){.quick = take_bytes(arena, find, 0),
                                    .key = (uint64_t)sqlite3_column_int64(find, 1),
                                    .first = sqlite3_column_int64(find, 2),
                                    .bodies = (size_t)sqlite3_column_int64(find, 3),
                                    .result = take_bytes(arena, find, 5)};
        ok = is_sound(find, 4, found->result);
        cache->corrupt = cache->corrupt || !ok;
    }
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
        sqlite3_bind_int64(put_body, 1, cache->next++);
        sqlite3_bind_int64(put_body, 2, (int64_t)ts_hash64(bodies[i]));
        bind_bytes(put_body, 3, bodies[i]);
        if (!finish(cache, PUT_BODY))
            return false;
    }
    bind_text(put, 1, path);
    bind_bytes(put, 2, source->quick);
    sqlite3_bind_int64(put, 3, (int64_t)source->key);
    sqlite3_bind_int64(put, 4, source->first);
    sqlite3_bind_int64(put, 5, (int64_t)source->bodies);
    sqlite3_bind_int64(put, 6, (int64_t)ts_hash64(source->result));
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

/* --- bodies --------------------------------------------------------------------------------------------- */

ts_cache_reader *ts_cache_reader_open(ts_cache *cache, ts_error *error)
{
    ts_cache_reader *reader = ts_malloc(sizeof *reader);
    *reader = (ts_cache_reader){.cache = cache};
    bool ok = !cache->path || sqlite3_open_v2(cache->path, &reader->db,
                                              SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK;
    if (ok && reader->db)
        sqlite3_busy_timeout(reader->db, PATIENCE);
    ok = ok && sqlite3_prepare_v3(reader->db ? reader->db : cache->db, body_text, -1,
                                  SQLITE_PREPARE_PERSISTENT, &reader->body, NULL) == SQLITE_OK;
    if (ok)
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
    sqlite3_close(reader->db);
    free(reader);
}

bool ts_cache_reader_body(ts_cache_reader *reader, ts_arena *arena, int64_t number, ts_str *body,
                          ts_error *error)
{
    if (!reader->db)
        pthread_mutex_lock(&reader->cache->lock);
    sqlite3_bind_int64(reader->body, 1, number);
    int code = sqlite3_step(reader->body);
    bool ok = code == SQLITE_ROW;
    if (ok) {
        *body = take_bytes(arena, reader->body, 1);
        ok = is_sound(reader->body, 0, *body);
    }
    sqlite3_reset(reader->body);
    if (!reader->db)
        pthread_mutex_unlock(&reader->cache->lock);
    if (ok)
        return true;
    if (code != SQLITE_BUSY)
        ts_cache_spoil(reader->cache);
    return ts_fail(error, TS_IO, reader->cache->path, 0, 0,
                   "The text of an article is not in the cache any more. Build again.");
}
