#include "text/utf8.h"

#include "base/eight.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>

/* The length of the well-formed sequence at p, of which n bytes are left (Unicode 15, table 3-7); 0 where
 * there is none. *code is set with it. */
static size_t decode(const unsigned char *p, size_t n, uint32_t *code)
{
    unsigned char lead = p[0];
    if (lead < 0x80) {
        *code = lead;
        return 1;
    }
    size_t len = lead >= 0xC2 && lead <= 0xDF   ? 2
                 : (lead & 0xF0) == 0xE0        ? 3
                 : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                : 0;
    if (len == 0 || len > n)
        return 0;
    /* The second byte is where overlong forms, surrogates and what lies above U+10FFFF show. */
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high)
        return 0;
    uint32_t c = lead & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (p[i] & 0x3F);
    }
    *code = c;
    return len;
}

uint32_t ts_utf8_next_long(ts_str s, size_t *pos)
{
    const unsigned char *p = (const unsigned char *)s.ptr + *pos;
    uint32_t code = 0xFFFD;
    size_t len = decode(p, s.len - *pos, &code);
    *pos += len ? len : 1;
    return code;
}

static bool is_printable(char c)
{
    return c > ' ' && c < 0x7F;
}

/* True for eight printable bytes of ASCII, single spaces between them; *space: the last one is one. */
static bool is_plain_eight(const char *bytes, bool *space)
{
    uint64_t eight = ts_eight(bytes), spaces = ts_eight_find(eight, ' ');
    *space = spaces >> 63;
    return ts_eight_is_plain(eight) && !(spaces & spaces << 8);
}

/* The same of sixteen bytes, which have one behind them: no two spaces stand together. */
static bool are_plain(const char *bytes)
{
    ts_sixteen these, behind;
    memcpy(&these, bytes, sizeof these);
    memcpy(&behind, bytes + 1, sizeof behind);
    return !ts_sixteen_any((ts_sixteen)(these < ' ') | (ts_sixteen)(these > 0x7E) |
                           ((ts_sixteen)(these == ' ') & (ts_sixteen)(behind == ' ')));
}

size_t ts_utf8_plain_end(ts_str s, size_t pos)
{
    size_t start = pos;
    bool space;
    if (pos == s.len || !is_printable(s.ptr[pos]))
        return pos;
    while (s.len - pos > 16 && are_plain(s.ptr + pos))
        pos += s.ptr[pos + 15] == ' ' ? 15 : 16;
    while (s.len - pos >= 8 && is_plain_eight(s.ptr + pos, &space))
        pos += space ? 7 : 8; /* what stands behind the last one is not known yet */
    if (s.len - pos < 8 && s.len >= 8 && is_plain_eight(s.ptr + s.len - 8, &space) && !space)
        return s.len;
    while (pos < s.len && (is_printable(s.ptr[pos]) || (s.ptr[pos] == ' ' && pos > start && pos + 1 < s.len &&
                                                        is_printable(s.ptr[pos + 1]))))
        pos++;
    return pos;
}

uint32_t ts_utf8_prev(ts_str s, size_t *pos)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    uint32_t code;
    for (size_t back = 1; back <= 4 && back <= *pos; back++) {
        unsigned char byte = p[*pos - back];
        if ((byte & 0xC0) == 0x80)
            continue;
        if (decode(p + *pos - back, back, &code) != back)
            break;
        *pos -= back;
        return code;
    }
    *pos -= 1;
    return 0xFFFD;
}

uint32_t ts_utf8_first(ts_str s)
{
    size_t pos = 0;
    return s.len ? ts_utf8_next(s, &pos) : 0;
}

uint32_t ts_utf8_last(ts_str s)
{
    size_t pos = s.len;
    return s.len ? ts_utf8_prev(s, &pos) : 0;
}

/* ts_skip_ascii for what is mostly ASCII, a page: 32 bytes at a time. */
static size_t skip_long_ascii(const char *p, size_t i, size_t n)
{
    while (n - i >= 32 &&
           !((ts_eight(p + i) | ts_eight(p + i + 8) | ts_eight(p + i + 16) | ts_eight(p + i + 24)) &
             TS_EIGHT_MARKS))
        i += 32;
    return ts_skip_ascii(p, i, n);
}

/* Behind the characters of three bytes that stand side by side, but for those whose second byte decides
 * whether they are any: Chinese, Japanese. */
static size_t skip_threes(const unsigned char *p, size_t i, size_t n)
{
    /* Two at a time: a bit for each end of a first byte, 1 to F but D. */
    for (const unsigned firsts = 0xDFFE; n - i >= 8; i += 6) {
        uint64_t two = ts_eight((const char *)p + i);
        if ((two & UINT64_C(0xC0C0F0C0C0F0)) != UINT64_C(0x8080E08080E0) ||
            !(firsts >> (two & 15) & firsts >> (two >> 24 & 15) & 1))
            break;
    }
    while (n - i >= 3 && p[i] >= 0xE1 && p[i] <= 0xEF && p[i] != 0xED &&
           ((p[i + 1] ^ 0x80u) | (p[i + 2] ^ 0x80u)) < 0x40)
        i += 3;
    return i;
}

bool ts_utf8_valid(ts_str s)
{
    for (size_t i = 0; (i = skip_long_ascii(s.ptr, i, s.len)) < s.len;) {
        if ((i = skip_threes((const unsigned char *)s.ptr, i, s.len)) == s.len)
            break;
        size_t start = i;
        if (ts_utf8_next(s, &i) == 0xFFFD && i - start == 1)
            return false;
    }
    return true;
}

size_t ts_utf8_count(ts_str s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t n = 0;
    for (size_t pos = 0; pos < s.len;) {
        size_t ascii = ts_skip_ascii(s.ptr, pos, s.len) - pos;
        pos += ascii;
        n += ascii;
        size_t threes = skip_threes(p, pos, s.len) - pos;
        pos += threes;
        n += threes / 3;
        if (pos < s.len && threes == 0) {
            ts_utf8_next(s, &pos);
            n++;
        }
    }
    return n;
}

size_t ts_utf8_offset(ts_str s, size_t n)
{
    size_t pos = 0;
    while (n-- > 0 && pos < s.len)
        ts_utf8_next(s, &pos);
    return pos;
}

ts_str ts_utf8_trim(ts_str s)
{
    size_t from = 0, to = s.len;
    while (from < to) {
        size_t next = from;
        if (!ts_is_space(ts_utf8_next(s, &next)))
            break;
        from = next;
    }
    while (to > from) {
        size_t before = to;
        if (!ts_is_space(ts_utf8_prev(s, &before)))
            break;
        to = before;
    }
    return ts_str_sub(s, from, to);
}

void ts_utf8_squeeze(ts_buf *out, ts_str s)
{
    s = ts_utf8_trim(s);
    size_t run = 0; /* where the text not yet written begins */
    for (size_t pos = 0; pos < s.len;) {
        size_t at = pos;
        if ((pos = ts_utf8_plain_end(s, at)) > at || !ts_is_space(ts_utf8_next(s, &pos)))
            continue;
        ts_buf_put(out, ts_str_sub(s, run, at));
        ts_buf_putc(out, ' ');
        while (pos < s.len) {
            size_t next = pos;
            if (!ts_is_space(ts_utf8_next(s, &next)))
                break;
            pos = next;
        }
        run = pos;
    }
    ts_buf_put(out, ts_str_sub(s, run, s.len));
}

/* Code points that are NFC whatever stands beside them; a quick no only costs time. What is beyond them is
 * rare, but for marks. Not U+FFFD, which bytes that are no UTF-8 are read as. */
static bool always_nfc(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } ALWAYS[] = {{0x388, 0x482},   {0x48A, 0x52F},   {0x5D0, 0x5EA},    {0x620, 0x64A},   {0x671, 0x6D5},
                  {0x1E00, 0x1EFF}, {0x2002, 0x20CF}, {0x2100, 0x2125},  {0x212C, 0x2328}, {0x232B, 0x2ADB},
                  {0x2E80, 0x3029}, {0x3030, 0x3096}, {0x30A0, 0x31FF},  {0x3400, 0x9FFF}, {0xAC00, 0xD7A3},
                  {0xE000, 0xF8FF}, {0xFE30, 0xFFEE}, {0x1F000, 0x1FAFF}};
    bool common = c < 0x300 || c - 0x3400 < 0x6C00;
    if (common)
        return true;
    for (size_t i = 0; i < sizeof ALWAYS / sizeof *ALWAYS && c >= ALWAYS[i].first; i++)
        if (c <= ALWAYS[i].last)
            return true;
    return false;
}

/* None of them is composed with what stands beside it, so what is between two can be looked at alone. */
static bool is_compatibility_ideograph(uint32_t c)
{
    return (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

bool ts_utf8_is_nfc(ts_str s)
{
    for (size_t pos = 0; (pos = ts_skip_ascii(s.ptr, pos, s.len)) < s.len;)
        if (!always_nfc(ts_utf8_next(s, &pos)))
            return false;
    return true;
}

/* A part without compatibility ideographs. */
static void put_nfc(ts_buf *out, ts_str s)
{
    size_t len = 0;
    uint8_t *normal = NULL;
    if (!ts_utf8_is_nfc(s))
        normal = u8_normalize(UNINORM_NFC, (const uint8_t *)s.ptr, s.len, NULL, &len);
    ts_buf_put(out, normal ? (ts_str){(const char *)normal, len} : s);
    free(normal);
}

void ts_utf8_nfc(ts_buf *out, ts_str s)
{
    if (ts_utf8_is_nfc(s)) {
        ts_buf_put(out, s);
        return;
    }
    size_t from = 0;
    for (size_t pos = 0, at; (at = pos = ts_skip_ascii(s.ptr, pos, s.len)) < s.len;) {
        if (!is_compatibility_ideograph(ts_utf8_next(s, &pos)))
            continue;
        put_nfc(out, ts_str_sub(s, from, at));
        ts_buf_put(out, ts_str_sub(s, at, pos));
        from = pos;
    }
    put_nfc(out, ts_str_sub(s, from, s.len));
}

static void put_folded(ts_buf *out, ts_str s)
{
    size_t len = 0;
    uint8_t *folded =
        s.len ? u8_casefold((const uint8_t *)s.ptr, s.len, NULL, UNINORM_NFC, NULL, &len) : NULL;
    ts_buf_put(out, folded ? (ts_str){(const char *)folded, len} : s);
    free(folded);
}

static void put_lower(ts_buf *out, ts_str ascii)
{
    for (size_t i = 0; i < ascii.len; i++) {
        char c = ascii.ptr[i];
        ts_buf_putc(out, (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c));
    }
}

/* Long runs of ASCII need no tables; nothing before them joins with them, but a mark behind may belong to
 * their last letter. */
void ts_utf8_fold_case(ts_buf *out, ts_str s)
{
    enum { LONG = 32 };
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t from = 0; /* of what was not put yet */
    bool valid = ts_utf8_valid(s);
    for (size_t pos = 0; valid && pos < s.len;) {
        size_t end = ts_skip_ascii(s.ptr, pos, s.len), to = end < s.len && end > pos ? end - 1 : end;
        if (to - pos >= LONG || (from == pos && to == s.len)) {
            put_folded(out, ts_str_sub(s, from, pos));
            put_lower(out, ts_str_sub(s, pos, to));
            from = to;
        }
        for (pos = end; pos < s.len && p[pos] >= 0x80;)
            pos++;
    }
    put_folded(out, ts_str_sub(s, from, s.len));
}

void ts_utf8_decompose(ts_buf *out, ts_str s)
{
    size_t len = 0;
    uint8_t *parts = s.len ? u8_normalize(UNINORM_NFD, (const uint8_t *)s.ptr, s.len, NULL, &len) : NULL;
    ts_buf_put(out, parts ? (ts_str){(const char *)parts, len} : s);
    free(parts);
}
