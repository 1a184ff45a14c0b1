/* Runs of text that a writer passes on as they are. */
#ifndef TS_TEXT_PLAIN_H
#define TS_TEXT_PLAIN_H

#include "base/eight.h"
#include "base/str.h"

/* What ends a run of ASCII: what is not printed, and these characters; fewer stand twice. */
typedef struct ts_marks {
    char a, b, c, d, e;
} ts_marks;

static inline bool ts_is_plain(unsigned char c, ts_marks m)
{
    char x = (char)c;
    return c >= ' ' && c < 0x7F && x != m.a && x != m.b && x != m.c && x != m.d && x != m.e;
}

/* Marks those of eight bytes that are not; the first mark is right. */
static inline uint64_t ts_find_odd(const unsigned char *p, ts_marks m)
{
    uint64_t eight = ts_eight((const char *)p);
    return ts_eight_odd(eight) | ts_eight_find(eight, (unsigned char)m.a) |
           ts_eight_find(eight, (unsigned char)m.b) | ts_eight_find(eight, (unsigned char)m.c) |
           ts_eight_find(eight, (unsigned char)m.d) | ts_eight_find(eight, (unsigned char)m.e);
}

/* Whether sixteen bytes are plain. */
static inline bool ts_are_plain(const unsigned char *p, ts_marks m)
{
    ts_sixteen v;
    memcpy(&v, p, sizeof v);
    return !ts_sixteen_any((ts_sixteen)(v < ' ') | (ts_sixteen)(v > 0x7E) |
                           (ts_sixteen)(v == (unsigned char)m.a) | (ts_sixteen)(v == (unsigned char)m.b) |
                           (ts_sixteen)(v == (unsigned char)m.c) | (ts_sixteen)(v == (unsigned char)m.d) |
                           (ts_sixteen)(v == (unsigned char)m.e));
}

/* The end of what, from `pos` on, is plain ASCII or a character of U+00C0 to U+07FF, U+1000 to U+1FFF or
 * U+3000 to U+CFFF, or of full width (U+FF00 to U+FF7F): nearly all there is in most texts. For constant
 * marks. */
static inline size_t ts_plain_end(ts_str s, size_t pos, ts_marks m)
{
    const unsigned char *p = (const unsigned char *)s.ptr + pos, *end = (const unsigned char *)s.ptr + s.len;
    while (p < end) {
        if (*p < 0x80) {
            uint64_t odd = 0;
            while (end - p >= 8 && !(odd = ts_find_odd(p, m)))
                for (p += 8; end - p >= 16 && ts_are_plain(p, m);)
                    p += 16;
            if (odd)
                p += ts_eight_first(odd);
            while (!odd && p < end && ts_is_plain(*p, m))
                p++;
            if (p < end && *p < 0x80)
                break;
        } else if (*p >= 0xC3 && *p <= 0xDF && end - p >= 2 && (p[1] ^ 0x80u) < 0x40) {
            p += 2;
        } else if (((*p >= 0xE1 && *p <= 0xEC && *p != 0xE2) || *p == 0xEF) && end - p >= 3 &&
                   ((p[1] ^ 0x80u) | (p[2] ^ 0x80u)) < 0x40 && (*p != 0xEF || (p[1] | 1) == 0xBD)) {
            p += 3;
        } else {
            break;
        }
    }
    return (size_t)((const char *)p - s.ptr);
}

#endif
