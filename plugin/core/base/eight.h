/* Eight bytes of text looked at in one step, where bytes one by one would take a branch each. What begins
 * first is lowest. A mark is the high bit of a byte. */
#ifndef TS_BASE_EIGHT_H
#define TS_BASE_EIGHT_H

#include <endian.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define TS_EIGHT(byte) ((byte)*UINT64_C(0x0101010101010101))
#define TS_EIGHT_MARKS TS_EIGHT(0x80)

/* The eight bytes at `p`, which must be there. */
static inline uint64_t ts_eight(const char *p)
{
    uint64_t eight;
    memcpy(&eight, p, sizeof eight);
    return le64toh(eight);
}

/* Marks the bytes that are `byte`, which is ASCII, in eight that all are. */
static inline uint64_t ts_eight_find(uint64_t eight, unsigned char byte)
{
    return ~((eight ^ TS_EIGHT(byte)) + TS_EIGHT(0x7F)) & TS_EIGHT_MARKS;
}

/* Marks the bytes from `first` to `last`, which are ASCII, in eight that all are. */
static inline uint64_t ts_eight_between(uint64_t eight, unsigned char first, unsigned char last)
{
    return (eight + TS_EIGHT(0x80u - first)) & ~(eight + TS_EIGHT(0x7Fu - last)) & TS_EIGHT_MARKS;
}

/* Marks the letters in eight bytes of ASCII. */
static inline uint64_t ts_eight_letters(uint64_t eight)
{
    return ts_eight_between(eight | TS_EIGHT(0x20), 'a', 'z');
}

/* Marks what is neither printable ASCII nor a space. Behind the first mark others may be wrong: a byte beyond
 * ASCII carries into the next. */
static inline uint64_t ts_eight_odd(uint64_t eight)
{
    return (eight | ~(eight + TS_EIGHT(0x60)) | (eight + TS_EIGHT(1))) & TS_EIGHT_MARKS;
}

/* True where all are printable ASCII or spaces. */
static inline bool ts_eight_is_plain(uint64_t eight)
{
    return !ts_eight_odd(eight);
}

/* The number of marks. */
static inline unsigned ts_eight_count(uint64_t marks)
{
    return (unsigned)((marks >> 7) * TS_EIGHT(1) >> 56);
}

/* The marks, each one byte further; `first`, a mark or 0, comes in. */
static inline uint64_t ts_eight_behind(uint64_t marks, uint64_t first)
{
    return marks << 8 | first;
}

/* The mark of the last byte, as one of the first; 0 where there is none. */
static inline uint64_t ts_eight_last(uint64_t marks)
{
    return marks >> 56;
}

/* The number of bytes before the first mark, of which there is one. */
static inline unsigned ts_eight_first(uint64_t marks)
{
    return (unsigned)__builtin_ctzll(marks) / 8;
}

/* The first byte beyond ASCII at or behind i, n where there is none. */
static inline size_t ts_skip_ascii(const char *p, size_t i, size_t n)
{
    if (i < n && (unsigned char)p[i] >= 0x80) /* one of many side by side */
        return i;
    while (n - i >= 8 && !(ts_eight(p + i) & TS_EIGHT_MARKS))
        i += 8;
    while (i < n && (unsigned char)p[i] < 0x80)
        i++;
    return i;
}

/* Twice as many, which the compiler compares in one step. */
typedef unsigned char ts_sixteen __attribute__((vector_size(16)));

/* True where one of them is not 0. */
static inline bool ts_sixteen_any(ts_sixteen found)
{
    uint64_t halves[2];
    memcpy(halves, &found, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

#endif
