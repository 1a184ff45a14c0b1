/* An arena: chunks chained from the newest to the oldest, and a chain of clean-up hooks. */
#include "base/arena.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Under AddressSanitizer every piece gets a chunk of its own, so that a step past its end is seen. */
#ifdef TS_UNDER_ASAN
#define FIRST_CHUNK ((size_t)0)
#define LAST_CHUNK ((size_t)0)
#else
#define FIRST_CHUNK ((size_t)4096)
#define LAST_CHUNK ((size_t)1 << 18)
#endif

/* Chunks of full size that are kept for the next arena. The system would take them back after every page and
 * hand them out anew, emptied, for the next. */
enum { SPARES_MAX = 8 };

typedef struct chunk {
    struct chunk *older;
    size_t used, cap;
    max_align_t bytes[];
} chunk;

typedef struct hook {
    struct hook *older;
    void (*free_it)(void *);
    void *object;
} hook;

struct ts_arena {
    chunk *chunks;
    hook *hooks;
    size_t next_cap; /* chunks double until LAST_CHUNK, so a small article stays small */
};

static struct {
    pthread_mutex_t lock;
    chunk *first;
    int count;
} spares = {.lock = PTHREAD_MUTEX_INITIALIZER};

static _Noreturn void out_of_memory(void)
{
    static const char sentence[] = "tearsheet: the system has no memory left\n";
    ssize_t written = write(STDERR_FILENO, sentence, sizeof sentence - 1);
    (void)written;
    abort();
}

void *ts_malloc(size_t size)
{
    void *p = malloc(size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

void *ts_realloc(void *old, size_t size)
{
    void *p = realloc(old, size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

char *ts_strndup(ts_str s)
{
    if (s.len == SIZE_MAX)
        out_of_memory();
    char *z = ts_malloc(s.len + 1);
    if (s.len)
        memcpy(z, s.ptr, s.len);
    z[s.len] = '\0';
    return z;
}

/* NULL where none is left. */
static chunk *take_spare(void)
{
    pthread_mutex_lock(&spares.lock);
    chunk *c = spares.first;
    if (c) {
        spares.first = c->older;
        spares.count--;
    }
    pthread_mutex_unlock(&spares.lock);
    return c;
}

static void free_chunk(chunk *c)
{
    bool keep = false;
    if (LAST_CHUNK && c->cap == LAST_CHUNK) {
        pthread_mutex_lock(&spares.lock);
        keep = spares.count < SPARES_MAX;
        if (keep) {
            c->older = spares.first;
            spares.first = c;
            spares.count++;
        }
        pthread_mutex_unlock(&spares.lock);
    }
    if (!keep)
        free(c);
}

ts_arena *ts_arena_new(void)
{
    ts_arena *arena = ts_malloc(sizeof *arena);
    *arena = (ts_arena){.next_cap = FIRST_CHUNK};
    return arena;
}

void ts_arena_free(ts_arena *arena)
{
    if (!arena)
        return;
    /* A hook may still read the arena's memory, and may add hooks: take one off before calling it. */
    while (arena->hooks) {
        hook *h = arena->hooks;
        arena->hooks = h->older;
        h->free_it(h->object);
    }
    while (arena->chunks) {
        chunk *c = arena->chunks;
        arena->chunks = c->older;
        free_chunk(c);
    }
    free(arena);
}

/* The chunk that has room for `size` bytes. A piece too big for a common chunk gets one of its own behind the
 * newest, so that the room left in that one is not lost. */
static chunk *chunk_for(ts_arena *arena, size_t size)
{
    chunk *newest = arena->chunks;
    if (newest && newest->cap - newest->used >= size)
        return newest;
    bool own = size > arena->next_cap / 4;
    size_t cap = own ? size : arena->next_cap;
    chunk *c = LAST_CHUNK && cap == LAST_CHUNK ? take_spare() : NULL;
    if (!c)
        c = ts_malloc(sizeof *c + cap);
    c->used = 0;
    c->cap = cap;
    if (own && newest) {
        c->older = newest->older;
        newest->older = c;
    } else {
        c->older = newest;
        arena->chunks = c;
    }
    if (!own && arena->next_cap != LAST_CHUNK)
        arena->next_cap *= 2;
    return c;
}

/* A piece as malloc gives it: whatever is in it. */
static void *take(ts_arena *arena, size_t size, size_t *rounded_size)
{
    const size_t unit = sizeof(max_align_t);
    if (size > SIZE_MAX / 2)
        out_of_memory();
#ifdef TS_UNDER_ASAN
    size_t rounded = size;
#else
    size_t rounded = (size + unit - 1) / unit * unit;
#endif
    if (rounded == 0)
        rounded = unit;
    chunk *c = chunk_for(arena, rounded);
    void *piece = (char *)c->bytes + c->used;
    c->used += rounded;
    *rounded_size = rounded;
    return piece;
}

void *ts_arena_alloc(ts_arena *arena, size_t size)
{
    size_t rounded;
    void *piece = take(arena, size, &rounded);
    return memset(piece, 0, rounded);
}

void *ts_arena_grow(ts_arena *arena, const void *old, size_t len, size_t size)
{
    size_t rounded;
    void *piece = take(arena, size, &rounded);
    return len ? memcpy(piece, old, len) : piece;
}

char *ts_arena_copy(ts_arena *arena, ts_str s)
{
    if (s.len == SIZE_MAX)
        out_of_memory();
    size_t rounded;
    char *z = take(arena, s.len + 1, &rounded);
    if (s.len)
        memcpy(z, s.ptr, s.len);
    z[s.len] = '\0';
    return z;
}

char *ts_arena_strdup(ts_arena *arena, const char *z)
{
    return z ? ts_arena_copy(arena, ts_str_of(z)) : NULL;
}

char *ts_arena_printf(ts_arena *arena, const char *format, ...)
{
    va_list args, again;
    char most[TS_PRINTF_MOST]; /* long enough for nearly all */
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(most, sizeof most, format, args);
    char *z = ts_arena_alloc(arena, len < 0 ? 1 : (size_t)len + 1);
    if (len >= (int)sizeof most)
        vsnprintf(z, (size_t)len + 1, format, again);
    else if (len > 0)
        memcpy(z, most, (size_t)len);
    va_end(again);
    va_end(args);
    return z;
}

void ts_arena_defer(ts_arena *arena, void (*free_it)(void *), void *object)
{
    hook *h = TS_NEW(arena, hook);
    *h = (hook){.older = arena->hooks, .free_it = free_it, .object = object};
    arena->hooks = h;
}
