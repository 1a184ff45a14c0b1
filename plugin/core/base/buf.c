/* A growing string of bytes with a maximum. */
#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a buffer grows to first: most that hold anything stay below. */
#define FIRST_CAP ((size_t)240)
/* Below this it grows by larger steps. */
#define SMALL ((size_t)8 << 10)

/* What an empty buffer of capacity 0 holds; never written to. Many stay empty. */
static char nothing[1];

void ts_buf_init(ts_buf *buf, size_t max)
{
    *buf = (ts_buf){.ptr = nothing, .max = max};
}

void ts_buf_free(ts_buf *buf)
{
    if (buf->cap)
        free(buf->ptr);
    *buf = (ts_buf){0};
}

void ts_buf_clear(ts_buf *buf)
{
    ts_buf_truncate(buf, 0);
    buf->full = false;
}

void ts_buf_truncate(ts_buf *buf, size_t len)
{
    if (len < buf->len) {
        buf->len = len;
        buf->ptr[len] = '\0';
    }
}

static bool grow(ts_buf *buf, size_t more)
{
    if (buf->full || more > buf->max - buf->len) {
        buf->full = true;
        return false;
    }
    size_t need = buf->len + more;
    /* Growing by a factor keeps appends linear; nothing is reserved beyond the maximum. */
    size_t factor = buf->cap < SMALL ? 4 : 2;
    size_t cap = buf->cap > buf->max / factor ? buf->max : buf->cap * factor;
    if (cap < FIRST_CAP && buf->max >= FIRST_CAP)
        cap = FIRST_CAP;
    if (cap < need)
        cap = need;
    buf->ptr = buf->cap ? ts_realloc(buf->ptr, cap + 1) : ts_malloc(cap + 1);
    buf->cap = cap + 1;
    return true;
}

/* Room for `more` bytes and the NUL behind them; false, and `full`, past the maximum. */
static inline bool make_room(ts_buf *buf, size_t more)
{
    bool there = !buf->full && more < buf->cap - buf->len && more <= buf->max - buf->len;
    return there || grow(buf, more);
}

bool ts_buf_reserve(ts_buf *buf, size_t most)
{
    return !buf->full && most <= buf->max - buf->len && make_room(buf, most);
}

/* Most pieces are short: two moves, which may cross, instead of a call. */
static inline void copy(char *to, const char *from, size_t len)
{
    if (len >= 8 && len <= 16) {
        uint64_t first, last;
        memcpy(&first, from, 8);
        memcpy(&last, from + len - 8, 8);
        memcpy(to, &first, 8);
        memcpy(to + len - 8, &last, 8);
    } else if (len >= 4 && len < 8) {
        uint32_t first, last;
        memcpy(&first, from, 4);
        memcpy(&last, from + len - 4, 4);
        memcpy(to, &first, 4);
        memcpy(to + len - 4, &last, 4);
    } else {
        memcpy(to, from, len);
    }
}

void ts_buf_put(ts_buf *buf, ts_str s)
{
    if (s.len == 0 || !make_room(buf, s.len))
        return;
    copy(buf->ptr + buf->len, s.ptr, s.len);
    buf->len += s.len;
    buf->ptr[buf->len] = '\0';
}

void ts_buf_printf(ts_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    ts_buf_vprintf(buf, format, args);
    va_end(args);
}

void ts_buf_vprintf(ts_buf *buf, const char *format, va_list args)
{
    va_list again;
    char most[TS_PRINTF_MOST];
    va_copy(again, args);
    int len = vsnprintf(most, sizeof most, format, args);
    if (len > 0 && len < (int)sizeof most) {
        ts_buf_put(buf, (ts_str){most, (size_t)len});
    } else if (len > 0 && make_room(buf, (size_t)len)) {
        vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

ts_str ts_buf_str(const ts_buf *buf)
{
    return (ts_str){buf->ptr, buf->len};
}

char *ts_buf_copy(const ts_buf *buf, ts_arena *arena)
{
    return ts_arena_copy(arena, ts_buf_str(buf));
}

ts_str ts_buf_keep(ts_buf *buf, ts_arena *arena)
{
    ts_str kept = {ts_buf_copy(buf, arena), buf->len};
    ts_buf_free(buf);
    return kept;
}

char *ts_buf_detach(ts_buf *buf, size_t *len)
{
    char *bytes = buf->cap ? buf->ptr : ts_strndup((ts_str){0});
    if (len)
        *len = buf->len;
    ts_buf_init(buf, buf->max);
    return bytes;
}
