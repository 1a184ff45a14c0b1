#include "dom/references.h"
#include "dom/libxml.h"
#include "text/plain.h"
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

/* The character that the reference at s.ptr[at], a '&', stands for, 0 for none; *end is set behind what was
 * read. A number needs no ';' behind it, a name does. */
static uint32_t reference_at(ts_str s, size_t at, size_t *end)
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

/* What the bytes of a text say of it. */
enum { HOLDS_CHARACTER = 1, HOLDS_ENCODED = 2, HOLDS_EF = 4 };

static bool is_any(ts_sixteen marks)
{
    uint64_t halves[2];
    memcpy(halves, &marks, sizeof halves);
    return halves[0] | halves[1];
}

/* Of sixteen bytes or more, sixteen at a time; the last step may go over bytes again. */
static unsigned holds_in_long(const char *p, size_t len)
{
    ts_sixteen v, character = {0}, encoded = {0}, ef = {0};
    for (size_t i = 0, next; i < len; i = next) {
        next = i + 16;
        memcpy(&v, p + (next <= len ? i : len - 16), sizeof v);
        character |= (ts_sixteen)(v > ' ');
        encoded |= (ts_sixteen)(v == '&') | ((ts_sixteen)(v < ' ') & (ts_sixteen)(v != '\t') &
                                             (ts_sixteen)(v != '\n') & (ts_sixteen)(v != '\r'));
        ef |= (ts_sixteen)(v == 0xEF);
    }
    return (is_any(character) ? HOLDS_CHARACTER : 0u) | (is_any(encoded) ? HOLDS_ENCODED : 0u) |
           (is_any(ef) ? HOLDS_EF : 0u);
}

static unsigned holds_in_short(const char *p, size_t len)
{
    static const unsigned char HOLDS[256] = {
        [0 ... 8] = 2, [11 ... 12] = 2,     [14 ... 31] = 2, ['!' ... '%'] = 1,
        ['&'] = 3,     ['\'' ... 0xEE] = 1, [0xEF] = 4 | 1,  [0xF0 ... 0xFF] = 1,
    };
    unsigned holds = 0;
    for (size_t i = 0; i < len; i++)
        holds |= HOLDS[(unsigned char)p[i]];
    return holds;
}

/* U+FFFE and U+FFFF; full-width forms begin with the same byte. */
static bool holds_noncharacter(ts_str s)
{
    size_t at = ts_str_find_char(s, '\xEF', 0);
    while (at != TS_NPOS &&
           !(s.len - at > 2 && (unsigned char)s.ptr[at + 1] == 0xBF && (unsigned char)s.ptr[at + 2] >= 0xBE))
        at = ts_str_find_char(s, '\xEF', at + 1);
    return at != TS_NPOS;
}

ts_text_kind ts_text_kind_of(ts_str s)
{
    unsigned holds = s.len < 16 ? holds_in_short(s.ptr, s.len) : holds_in_long(s.ptr, s.len);
    if (holds & HOLDS_ENCODED || (holds & HOLDS_EF && holds_noncharacter(s)))
        return TS_TEXT_ENCODED;
    return holds & HOLDS_CHARACTER ? TS_TEXT_PLAIN : TS_TEXT_BLANK;
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
        uint32_t c = reference_at(s, next, &i);
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
        uint32_t c = is_ended(s, next) ? reference_at(s, next, &i) : 0;
        if (c)
            ts_buf_put_utf8(out, c);
        else if (i > next + 1)
            return;
        else
            ts_buf_putc(out, '&');
    }
}
