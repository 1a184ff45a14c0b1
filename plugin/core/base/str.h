/* Slices of text: a pointer and a length in bytes, owned by somebody else.
 *
 * A slice need not end in NUL and may hold NUL bytes. An empty slice may have a NULL pointer. */
#ifndef TS_BASE_STR_H
#define TS_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct ts_str {
    const char *ptr;
    size_t len;
} ts_str;

#define TS_STR(literal) ((ts_str){(literal), sizeof(literal) - 1})

#define TS_NPOS ((size_t)-1)

/* The slice over a C string; NULL gives the empty slice. */
static inline ts_str ts_str_of(const char *z)
{
    return z ? (ts_str){z, strlen(z)} : (ts_str){NULL, 0};
}

/* s from byte `from` up to, not including, byte `to`; both are cut to the slice's length. */
static inline ts_str ts_str_sub(ts_str s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from > to)
        from = to;
    /* NULL + 0 is undefined in C, and an empty slice may have a NULL pointer. */
    return (ts_str){from ? s.ptr + from : s.ptr, to - from};
}

/* In the header because most texts that are compared differ in their length or their first byte. */
static inline bool ts_str_eq(ts_str a, ts_str b)
{
    return a.len == b.len && (a.len == 0 || (a.ptr[0] == b.ptr[0] && memcmp(a.ptr, b.ptr, a.len) == 0));
}
static inline bool ts_str_is(ts_str a, const char *z)
{
    return ts_str_eq(a, ts_str_of(z));
}
/* True for one of the texts in the list, which ends in NULL. */
bool ts_str_is_one_of(ts_str s, const char *const *list);
/* Equal but for the case of ASCII letters. */
bool ts_str_same(ts_str a, ts_str b);
static inline bool ts_str_starts(ts_str s, ts_str head)
{
    return s.len >= head.len && ts_str_eq(ts_str_sub(s, 0, head.len), head);
}
bool ts_str_ends(ts_str s, ts_str tail);
/* The first place of `needle` at or after byte `from`, or TS_NPOS. */
size_t ts_str_find(ts_str s, ts_str needle, size_t from);
size_t ts_str_find_char(ts_str s, char c, size_t from);
/* The first place of a word in a text, whatever the case of ASCII letters, or NULL. The word begins with a
 * small letter. For short texts: strcasestr of libc prepares for long ones. */
const char *ts_find_same(const char *text, const char *word);
/* The pairs of characters of a text, ASCII letters in either case: a bit each, which many share. One look at
 * it tells of nearly all words that they are not in it. */
uint64_t ts_pairs_of(const char *text);
/* The bit of two characters that follow one another. */
static inline uint64_t ts_pair_bit(char first, char second)
{
    return UINT64_C(1) << (((first | 0x20) * 5 + (second | 0x20)) & 63);
}
/* False where the word cannot stand in a text with these pairs. */
static inline bool ts_pairs_hold(uint64_t pairs, const char *word)
{
    while (*word && word[1] && pairs & ts_pair_bit(word[0], word[1]))
        word++;
    return !*word || !word[1];
}
/* Without ASCII white space at both ends. */
ts_str ts_str_trim(ts_str s);

/* Takes the next word off *rest: what stands between white space (ASCII). False when only white space was
 * left. */
bool ts_str_word(ts_str *rest, ts_str *word);
/* True where one of the words of a text is one of these; the list ends in NULL. */
bool ts_str_has_word(ts_str text, const char *const *words);

/* Takes the next line off *rest, without its \n or \r\n. False when nothing was left. */
bool ts_str_line(ts_str *rest, ts_str *line);

/* The shortest digits that a finite number is read back from, with the zero behind them. */
enum { TS_DIGITS = 40 };
void ts_number_digits(double number, char digits[TS_DIGITS]);

/* Byte-wise order, shorter first: the same on every machine. For qsort and for sorted lists. */
int ts_str_cmp(ts_str a, ts_str b);

#endif
