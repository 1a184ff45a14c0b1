/* An arena: memory given out piece by piece and freed all at once, with clean-up hooks.
 *
 * One arena serves one article or one page. A hook lets it own foreign objects as well (a libxml2 document,
 * a cmark tree): hooks run in reverse order, before the memory goes.
 * When the system has no memory left the process aborts, as cmark does; what input can make grow is
 * limited by name long before that. Not safe for use from two threads at once. */
#ifndef TS_BASE_ARENA_H
#define TS_BASE_ARENA_H

#include "base/str.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TS_UNDER_ASAN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define TS_UNDER_ASAN 1
#endif

typedef struct ts_arena ts_arena;

ts_arena *ts_arena_new(void);
/* Takes NULL. */
void ts_arena_free(ts_arena *arena);

/* `size` bytes set to zero, aligned for any type. Never NULL. */
void *ts_arena_alloc(ts_arena *arena, size_t size);
/* `size` bytes that begin with the `len` of `old`; what is behind them is not set. Never NULL. */
void *ts_arena_grow(ts_arena *arena, const void *old, size_t len, size_t size);
#define TS_NEW(arena, type) ((type *)ts_arena_alloc((arena), sizeof(type)))

/* A NUL-terminated copy. Never NULL. */
char *ts_arena_copy(ts_arena *arena, ts_str s);
/* The same, but NULL for NULL. */
char *ts_arena_strdup(ts_arena *arena, const char *z);
/* Bytes up to which printed text is made at once: longer text is made twice. */
#define TS_PRINTF_MOST 256
char *ts_arena_printf(ts_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Calls free_it(object) when the arena is freed. */
void ts_arena_defer(ts_arena *arena, void (*free_it)(void *), void *object);

/* malloc, realloc and strdup that abort with a sentence instead of returning NULL; free with free(). */
void *ts_malloc(size_t size);
void *ts_realloc(void *old, size_t size);
char *ts_strndup(ts_str s);

#endif
