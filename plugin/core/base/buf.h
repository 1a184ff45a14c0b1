/* A growing string of bytes with a maximum.
 *
 * Invariants: `ptr` is never NULL and ptr[len] is NUL, so the content is always a C string too. An append
 * that would pass `max` adds nothing, sets `full`, and so does every append after it: a writer may append
 * without looking and ask once at the end. */
#ifndef TS_BASE_BUF_H
#define TS_BASE_BUF_H

#include "base/arena.h"
#include "base/str.h"

#include <stdarg.h>
#include <stdint.h>

typedef struct ts_buf {
    char *ptr;
    size_t len, cap, max;
    bool full;
} ts_buf;

/* Bytes a buffer may hold when its user has no reason to choose another maximum: 1 GiB. */
#define TS_BUF_MAX ((size_t)1 << 30)

/* Starts an empty buffer; free it with ts_buf_free. */
void ts_buf_init(ts_buf *buf, size_t max);
void ts_buf_free(ts_buf *buf);
/* Empties it, keeps the memory, forgets `full`. */
void ts_buf_clear(ts_buf *buf);
void ts_buf_truncate(ts_buf *buf, size_t len);

void ts_buf_put(ts_buf *buf, ts_str s);
static inline void ts_buf_puts(ts_buf *buf, const char *z)
{
    ts_buf_put(buf, ts_str_of(z));
}
/* In the header because texts are written character by character in many places. */
static inline void ts_buf_putc(ts_buf *buf, char c)
{
    bool room = !buf->full && buf->len < buf->max && buf->len + 1 < buf->cap;
    if (room) {
        buf->ptr[buf->len++] = c;
        buf->ptr[buf->len] = '\0';
    } else {
        ts_buf_put(buf, (ts_str){&c, 1});
    }
}
/* One code point as UTF-8 into `bytes`, U+FFFD for what is none; how many it took. */
static inline size_t ts_utf8_encode(uint32_t code, char bytes[4])
{
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        code = 0xFFFD;
    if (code < 0x80) {
        bytes[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        bytes[0] = (char)(0xC0 | code >> 6);
        bytes[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        bytes[0] = (char)(0xE0 | code >> 12);
        bytes[1] = (char)(0x80 | (code >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | code >> 18);
    bytes[1] = (char)(0x80 | (code >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (code >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}
static inline void ts_buf_put_utf8(ts_buf *buf, uint32_t code)
{
    char bytes[4];
    bool room = !buf->full && buf->len + 4 < buf->cap && buf->len + 4 <= buf->max;
    if (room) {
        buf->len += ts_utf8_encode(code, buf->ptr + buf->len);
        buf->ptr[buf->len] = '\0';
    } else {
        ts_buf_put(buf, (ts_str){bytes, ts_utf8_encode(code, bytes)});
    }
}
void ts_buf_printf(ts_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void ts_buf_vprintf(ts_buf *buf, const char *format, va_list args);

/* Makes room for `most` more bytes; false, and nothing has changed, where the maximum leaves less. */
bool ts_buf_reserve(ts_buf *buf, size_t most);

ts_str ts_buf_str(const ts_buf *buf);
/* The content copied into the arena, NUL-terminated. */
char *ts_buf_copy(const ts_buf *buf, ts_arena *arena);
/* The same, and frees the buffer. */
ts_str ts_buf_keep(ts_buf *buf, ts_arena *arena);
/* Hands the bytes to the caller, who frees them with free(); the buffer is empty again. */
char *ts_buf_detach(ts_buf *buf, size_t *len);

#endif
