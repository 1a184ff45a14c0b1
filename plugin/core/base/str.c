/* Slices of text. */
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool ts_str_is_one_of(ts_str s, const char *const *list)
{
    char first = s.len ? s.ptr[0] : '\0';
    while (*list && ((*list)[0] != first || !ts_str_is(s, *list)))
        list++;
    return *list != NULL;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool ts_str_same(ts_str a, ts_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return false;
    return true;
}

bool ts_str_ends(ts_str s, ts_str tail)
{
    return s.len >= tail.len && ts_str_eq(ts_str_sub(s, s.len - tail.len, s.len), tail);
}

/* Bytes in which a rare one stands about once. */
#define RARE 16

size_t ts_str_find(ts_str s, ts_str needle, size_t from)
{
    if (from > s.len || needle.len > s.len - from)
        return TS_NPOS;
    if (needle.len == 0)
        return from;
    /* memchr skips much faster than memmem, which is linear on every libc we build on: as long as the first
     * byte is rare. */
    const char *start = s.ptr + from, *end = s.ptr + s.len, *p = start;
    for (size_t tries = 1; (size_t)(p - start) + RARE >= tries * RARE; tries++) {
        p = memchr(p, needle.ptr[0], (size_t)(end - p));
        if (!p || (size_t)(end - p) < needle.len)
            return TS_NPOS;
        if (memcmp(p, needle.ptr, needle.len) == 0)
            return (size_t)(p - s.ptr);
        p++;
    }
    const char *at = memmem(p, (size_t)(end - p), needle.ptr, needle.len);
    return at ? (size_t)(at - s.ptr) : TS_NPOS;
}

size_t ts_str_find_char(ts_str s, char c, size_t from)
{
    if (from >= s.len)
        return TS_NPOS;
    const char *at = memchr(s.ptr + from, c, s.len - from);
    return at ? (size_t)(at - s.ptr) : TS_NPOS;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

uint64_t ts_pairs_of(const char *text)
{
    uint64_t pairs = 0;
    for (const char *p = text; *p && p[1]; p++)
        pairs |= ts_pair_bit(p[0], p[1]);
    return pairs;
}

const char *ts_find_same(const char *text, const char *word)
{
    size_t len = strlen(word);
    for (; *text; text++)
        if ((*text | 0x20) == word[0] && strncasecmp(text, word, len) == 0)
            return text;
    return NULL;
}

ts_str ts_str_trim(ts_str s)
{
    size_t from = 0, to = s.len;
    while (from < to && is_space(s.ptr[from]))
        from++;
    while (to > from && is_space(s.ptr[to - 1]))
        to--;
    return ts_str_sub(s, from, to);
}

bool ts_str_word(ts_str *rest, ts_str *word)
{
    size_t n = 0;
    *rest = ts_str_trim(*rest);
    while (n < rest->len && !is_space(rest->ptr[n]))
        n++;
    *word = ts_str_sub(*rest, 0, n);
    *rest = ts_str_sub(*rest, n, rest->len);
    return n > 0;
}

bool ts_str_line(ts_str *rest, ts_str *line)
{
    if (rest->len == 0)
        return false;
    size_t end = ts_str_find_char(*rest, '\n', 0);
    size_t next = end == TS_NPOS ? rest->len : end + 1;
    if (end == TS_NPOS)
        end = rest->len;
    else if (end > 0 && rest->ptr[end - 1] == '\r')
        end--;
    *line = ts_str_sub(*rest, 0, end);
    *rest = ts_str_sub(*rest, next, rest->len);
    return true;
}

int ts_str_cmp(ts_str a, ts_str b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;
    if (order == 0)
        order = (a.len > b.len) - (a.len < b.len);
    return order;
}

void ts_number_digits(double number, char digits[TS_DIGITS])
{
    for (int n = 15; n <= 17; n++) {
        snprintf(digits, TS_DIGITS, "%.*g", n, number);
        if (strtod(digits, NULL) == number)
            break;
    }
}

bool ts_str_has_word(ts_str text, const char *const *words)
{
    for (ts_str word; ts_str_word(&text, &word);)
        if (ts_str_is_one_of(word, words))
            return true;
    return false;
}
