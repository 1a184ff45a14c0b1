#include "dom/references.h"
#include "base/eight.h"
#include "dom/libxml.h"
#include "text/utf8.h"

#include <string.h>

/* Characters of a longest reference's name. */
enum { REFERENCE_MAX = 40 };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* XML's Char. */
static bool is_allowed(uint32_t c)
{
    return c < 0x20 ? c == '\t' || c == '\n' || c == '\r'
                    : c <= 0x10FFFF && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c < 0xE000);
}

static int hex_value(char c)
{
    char low = (char)(c | 0x20);
    return is_digit(c) ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

static uint32_t number_at(ts_str s, size_t at, size_t *end)
{
    size_t i = at + 2;
    bool hex = i < s.len && (s.ptr[i] == 'x' || s.ptr[i] == 'X');
    uint32_t code = 0;
    for (i += hex; i < s.len; i++) {
        int digit = hex ? hex_value(s.ptr[i]) : is_digit(s.ptr[i]) ? s.ptr[i] - '0' : -1;
        if (digit < 0)
            break;
        if (code < 0x110000)
            code = code * (hex ? 16 : 10) + (uint32_t)digit;
    }
    *end = i < s.len && s.ptr[i] == ';' ? i + 1 : i;
    return is_allowed(code) ? code : 0;
}

uint32_t ts_reference_at(ts_str s, size_t at, size_t *end)
{
    char name[REFERENCE_MAX];
    size_t n = 0, i = at + 1;
    *end = i;
    if (i < s.len && s.ptr[i] == '#')
        return number_at(s, at, end);
    while (i < s.len && n + 1 < sizeof name && (is_letter(s.ptr[i]) || is_digit(s.ptr[i])))
        name[n++] = s.ptr[i++];
    name[n] = '\0';
    if (n == 0 || i == s.len || s.ptr[i] != ';')
        return 0;
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
    if (!entity)
        return 0;
    *end = i + 1;
    return entity->value;
}

/* True where all of eight bytes are spaces, tabs and line ends, as before the next tag. */
static bool is_indent(uint64_t eight)
{
    return !(eight & TS_EIGHT_MARKS) && (ts_eight_find(eight, ' ') | ts_eight_find(eight, '\n') |
                                         ts_eight_find(eight, '\t')) == TS_EIGHT_MARKS;
}

ts_text_kind ts_text_kind_of(ts_str s)
{
    /* 1: a character, 2: perhaps an encoded one; U+FFFE begins with EF. */
    static const unsigned char KINDS[256] = {
        [0 ... 8] = 2, [11 ... 12] = 2,     [14 ... 31] = 2, ['!' ... '%'] = 1,
        ['&'] = 3,     ['\'' ... 0xEE] = 1, [0xEF] = 4 | 1,  [0xF0 ... 0xFF] = 1,
    };
    unsigned kinds = 0;
    for (size_t i = 0, to; i < s.len; i = to) {
        to = s.len - i > 8 ? i + 8 : s.len;
        uint64_t eight = to - i == 8 ? ts_eight(s.ptr + i) : TS_EIGHT(1);
        if (ts_eight_is_plain(eight)) {
            kinds |= (eight != TS_EIGHT(' ')) | (ts_eight_find(eight, '&') ? 2 : 0);
            continue;
        }
        if (is_indent(eight))
            continue;
        for (size_t k = i; k < to; k++)
            kinds |= KINDS[(unsigned char)s.ptr[k]];
    }
    if (kinds & 4 && (memmem(s.ptr, s.len, "\xEF\xBF\xBE", 3) || memmem(s.ptr, s.len, "\xEF\xBF\xBF", 3)))
        kinds |= 2;
    return kinds & 2 ? TS_TEXT_ENCODED : kinds & 1 ? TS_TEXT_PLAIN : TS_TEXT_BLANK;
}

void ts_raw_decode(ts_buf *out, ts_str s)
{
    for (size_t pos = 0, from = 0; from < s.len; from = pos) {
        while (pos < s.len && (unsigned char)s.ptr[pos] >= 0x20 && (unsigned char)s.ptr[pos] != 0xEF)
            pos++;
        ts_buf_put(out, ts_str_sub(s, from, pos));
        from = pos;
        if (pos < s.len && is_allowed(ts_utf8_next(s, &pos)))
            ts_buf_put(out, ts_str_sub(s, from, pos));
    }
}

void ts_text_decode(ts_buf *out, ts_str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t next = ts_str_find_char(s, '&', i);
        ts_raw_decode(out, ts_str_sub(s, i, next));
        if (next == TS_NPOS)
            return;
        bool number = next + 1 < s.len && s.ptr[next + 1] == '#';
        uint32_t c = ts_reference_at(s, next, &i);
        if (c)
            ts_buf_put_utf8(out, c);
        else if (!number)
            ts_buf_putc(out, '&');
    }
}

/* True where the ';' stands that a reference in a value needs: addresses are full of "&copy=1". */
static bool is_ended(ts_str s, size_t at)
{
    size_t i = at + 1;
    if (i == s.len || (!is_letter(s.ptr[i]) && s.ptr[i] != '#'))
        return false;
    while (i < s.len && i - at < REFERENCE_MAX &&
           (is_letter(s.ptr[i]) || is_digit(s.ptr[i]) || s.ptr[i] == '#'))
        i++;
    return i < s.len && s.ptr[i] == ';';
}

void ts_value_decode(ts_buf *out, ts_str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t next = ts_str_find_char(s, '&', i);
        ts_buf_put(out, ts_str_sub(s, i, next));
        if (next == TS_NPOS)
            return;
        i = next + 1;
        uint32_t c = is_ended(s, next) ? ts_reference_at(s, next, &i) : 0;
        if (c)
            ts_buf_put_utf8(out, c);
        else if (i > next + 1)
            return;
        else
            ts_buf_putc(out, '&');
    }
}
