/* What the files of the cache share. */
#ifndef TS_SITE_CACHE_PARTS_H
#define TS_SITE_CACHE_PARTS_H

#include "site/cache.h"

#include <pthread.h>
#include <sqlite3.h>

/* Milliseconds to wait for another program that writes. */
#define TS_CACHE_PATIENCE 5000
/* Statements that are kept ready. */
#define TS_CACHE_STATEMENTS 12

struct ts_cache {
    ts_arena *arena;
    const char *path; /* of the database; NULL: it goes with the program */
    sqlite3 *db;
    sqlite3_stmt *statements[TS_CACHE_STATEMENTS];
    int64_t next; /* number of the next body */
    size_t held;  /* bytes of bodies that are in memory as well */
    bool open;    /* between begin and commit */
    bool lost;    /* what was written is not there */
    bool corrupt; /* the database itself */
    bool busy;    /* another program keeps us out: nothing is read or written */
    const char *complaint;
    pthread_mutex_t lock;
    /* Held by readers while they read, alone by what is committed while they may: SQLite would have them wait
     * for one another by sleeping. */
    pthread_rwlock_t gate;
};

/* The bytes in a column of a statement's row. */
ts_str ts_cache_take_bytes(ts_arena *arena, sqlite3_stmt *statement, int column);
/* The digest that a row holds of itself: SQLite does not notice bytes that rotted inside a value. */
int64_t ts_cache_sum(ts_str bytes, uint64_t a, uint64_t b, uint64_t c);
int64_t ts_cache_page_sum(const ts_cached_page *page);

#endif
