/* What earlier builds of a site have made, in SITE/.tearsheet/cache.db. It may go at any time: what is
 * missing is made again. Where the site's folder cannot be written, the cache is a file without a name that
 * goes with the program.
 *
 * Safe for use from several threads; readers are for one each. */
#ifndef TS_SITE_CACHE_H
#define TS_SITE_CACHE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"
#include "base/str.h"

#include <stdint.h>

#define TS_CACHE_FOLDER ".tearsheet"
/* Bytes of bodies that are held in memory. */
#define TS_CACHE_HELD ((size_t)16 << 20)

typedef struct ts_cache ts_cache;

/* Opens the cache of a site's folder, made where it is missing; `anew`: what it holds is thrown away. NULL
 * only where there is no room for a cache anywhere. */
ts_cache *ts_cache_open(const char *folder, bool anew);
/* Takes NULL. */
void ts_cache_close(ts_cache *cache);

/* A sentence about a cache that had to be thrown away, and its path; NULL where all is well. */
const char *ts_cache_complaint(const ts_cache *cache, const char **path);
/* False for one that goes with the program. */
bool ts_cache_is_kept(const ts_cache *cache);
/* Something that was put into it cannot be read any more: what was made with it has to be made again. */
bool ts_cache_is_lost(const ts_cache *cache);
/* To be called where something that was read makes no sense: the cache is removed when it is closed. */
void ts_cache_spoil(ts_cache *cache);

/* What is written between these two is there as a whole or not at all. Other threads may read and write
 * meanwhile. */
void ts_cache_begin(ts_cache *cache);
void ts_cache_commit(ts_cache *cache);

/* What a source was made into. */
typedef struct ts_cached_source {
    ts_str quick;  /* the state of its files on disk, by which it is known without being read */
    uint64_t key;  /* digest of all that it was made from */
    ts_str result; /* its bytes */
    int64_t first; /* the number of its first body; the others follow */
    size_t bodies;
} ts_cached_source;

/* All of them, a map from path to ts_cached_source in the arena: sooner there than one by one. The caller
 * frees the map. */
ts_map *ts_cache_all(ts_cache *cache, ts_arena *arena);
/* False where the cache does not have it. The texts live in the arena. */
bool ts_cache_find(ts_cache *cache, ts_arena *arena, const char *path, ts_cached_source *found);
/* Keeps a source with its bodies in place of what it had, and sets source->first; false where that fails. */
bool ts_cache_put(ts_cache *cache, const char *path, ts_cached_source *source, const ts_str *bodies);
/* Whether so many bytes that were put into it may be held in memory as well: the first that ask are granted
 * some, so that a small site's bodies need not be read again. */
bool ts_cache_grant(ts_cache *cache, size_t bytes);
/* Changes nothing but the state of a source's files. */
void ts_cache_touch(ts_cache *cache, const char *path, ts_str quick);
/* Drops every source that `wanted` is false for. */
void ts_cache_sweep(ts_cache *cache, bool (*wanted)(void *context, const char *path), void *context);

/* A file of the site that was made. */
typedef struct ts_cached_page {
    uint64_t path; /* digest of where it stands */
    uint64_t key;  /* digest of what is its own */
    char hash[33]; /* ts_hash_hex of its bytes */
    ts_str reads;  /* what else it was made from: site/again.c */
} ts_cached_page;

/* Keeps pages in place of those of the same paths, and drops those whose paths are gone, all or none. Between
 * other calls of begin and commit. */
void ts_cache_put_pages(ts_cache *cache, const ts_cached_page *pages, size_t len, const uint64_t *gone,
                        size_t gone_len);

/* What the last build that finished left here for the next one; empty where none did. */
ts_str ts_cache_last(ts_cache *cache, ts_arena *arena);
void ts_cache_put_last(ts_cache *cache, ts_str last);

/* Reads bodies and pages, on one thread. What was written is seen once it is committed. */
typedef struct ts_cache_reader ts_cache_reader;
/* NULL on error. */
ts_cache_reader *ts_cache_reader_open(ts_cache *cache, ts_error *error);
/* Takes NULL. */
void ts_cache_reader_close(ts_cache_reader *reader);
/* Hands out the pages whose paths fall into part number `part` of `parts`, from 0, in order of their digests
 * as signed numbers. What `take` is handed lives until it returns. */
void ts_cache_reader_pages(ts_cache_reader *reader, int part, int parts,
                           void (*take)(void *context, const ts_cached_page *page), void *context);
/* The bytes live in the arena, NUL behind them. */
bool ts_cache_reader_body(ts_cache_reader *reader, ts_arena *arena, int64_t number, ts_str *body,
                          ts_error *error);

#endif
