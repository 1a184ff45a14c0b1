#include "text/width.h"

#include "base/vec.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* --- folding -----------------------------------------------------------------------------------------------
 */

static bool is_invisible(uint32_t c)
{
    if (c > 0x2069 && c < 0xFEFF)
        return false;
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0x2060 ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

uint32_t ts_fold_beyond(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        return c - 0xFEE0;
    switch (c) {
    case 0x2223: /* divides */
    case 0x2502: /* box drawings light vertical */
    case 0x4E28: /* a Han character that is nothing but a stroke */
    case 0xFE31: /* vertical dash */
    case 0xFFE8:
        return '|';
    case 0x2236: /* ratio */
    case 0xA789:
    case 0xFE55:
        return ':';
    default:
        return ts_is_space(c) ? ' ' : c;
    }
}

/* The end of the Han characters from U+5000 on that stand at `pos`: nearly all of a text, and folded already.
 */
static size_t folded_han_end(ts_str s, size_t pos)
{
    for (; s.len - pos >= 3; pos += 3) {
        const unsigned char *p = (const unsigned char *)s.ptr + pos;
        uint32_t second = p[1] - 0x80u, third = p[2] - 0x80u;
        if (p[0] < 0xE5 || p[0] > 0xE9 || (second | third) >= 0x40)
            break;
    }
    return pos;
}

void ts_fold(ts_buf *out, ts_str s)
{
    bool gap = false, begun = false;
    size_t from = 0; /* what stays as it is and was not put yet */
    for (size_t pos = 0; pos < s.len;) {
        size_t at = pos;
        /* A piece of plain text is folded already. */
        bool plain = (unsigned char)s.ptr[at] < 0x80 && (pos = ts_utf8_plain_end(s, at)) > at;
        uint32_t c = plain ? (unsigned char)s.ptr[at] : ts_utf8_next(s, &pos), folded = ts_fold_one(c);
        bool gone = is_invisible(c), same = folded == c && c != ' ' && c != 0xFFFD && !gone;
        if (same && !gap) {
            begun = true;
            pos = folded_han_end(s, pos);
            continue;
        }
        ts_buf_put(out, ts_str_sub(s, from, at));
        from = pos;
        if (folded == ' ' && !gone) {
            gap = begun;
        } else if (!gone) {
            if (gap)
                ts_buf_putc(out, ' ');
            if (same)
                from = at;
            else
                ts_buf_put_utf8(out, folded);
            gap = false;
            begun = true;
        }
    }
    ts_buf_put(out, ts_str_sub(s, from, s.len));
}

/* --- restoring ---------------------------------------------------------------------------------------------
 */

/* Marks that a crawler folded, each beside what it was. */
static bool is_candidate(uint32_t c)
{
    return c < 0x80 && c && strchr(",:;!?()", (int)c);
}

static uint32_t widen(uint32_t c)
{
    return c + 0xFEE0;
}

/* Quotation marks, ellipses and dashes have one code point for both widths: what stands beyond them tells. */
static bool is_transparent(uint32_t c)
{
    return (c >= 0x2018 && c <= 0x201F) || c == 0x2026 || c == 0x2014 || c == 0x2015 || c == 0xB7;
}

#define LOOK_THROUGH 3

static bool wide_after(ts_str s, size_t pos)
{
    for (int i = 0; i < LOOK_THROUGH && pos < s.len; i++) {
        uint32_t c = ts_utf8_next(s, &pos);
        if (!is_transparent(c))
            return ts_is_wide(c) && c != 0x3000;
    }
    return false;
}

/* The kind of the text written so far, for the mark that comes next. */
typedef struct context {
    uint32_t before;  /* the last character, widened or not; 0 at the start of a line */
    bool wide_before; /* it is wide, or stands for a wide one */
} context;

static void advance(context *at, uint32_t c)
{
    if (!is_transparent(c) || at->before == 0)
        at->wide_before = ts_is_wide(c) && c != 0x3000;
    at->before = c == '\n' ? 0 : c;
}

static bool starts_address(ts_str s, size_t pos)
{
    if (s.ptr[pos] != 'h' && s.ptr[pos] != 'w')
        return false;
    ts_str rest = ts_str_sub(s, pos, pos + 8);
    return ts_str_starts(rest, TS_STR("http://")) || ts_str_starts(rest, TS_STR("https://")) ||
           ts_str_starts(rest, TS_STR("www."));
}

/* The end of the address that begins at pos: its last character that may end one. */
static size_t address_end(ts_str s, size_t pos)
{
    size_t end = pos;
    while (end < s.len && (unsigned char)s.ptr[end] > ' ' && (unsigned char)s.ptr[end] < 0x7F)
        end++;
    while (end > pos && strchr(",:;!?)\"'", s.ptr[end - 1]))
        end--;
    return end;
}

/* A bracket of the text: what the pair holds and stands beside decides for both. */
typedef struct bracket {
    size_t partner; /* its index in the list, TS_NPOS: alone */
    size_t wides;   /* wide characters before it */
    bool wide_before, wide_after, starts_line;
    bool restore;
} bracket;

typedef TS_VEC(bracket) bracket_list;

static void decide_pair(bracket *open, bracket *close)
{
    bool holds = close->wides > open->wides;
    open->restore = close->restore = holds || open->wide_before || (open->starts_line && close->wide_after);
}

/* All brackets in order, paired within their line. */
static void find_brackets(ts_str s, bracket_list *list)
{
    TS_VEC(size_t) open = {0};
    context at = {0};
    size_t wides = 0, address = 0;
    for (size_t pos = 0; pos < s.len;) {
        if (pos >= address && starts_address(s, pos))
            address = address_end(s, pos);
        bool in_address = pos < address;
        uint32_t c = ts_utf8_next(s, &pos);
        wides += ts_is_wide(c);
        if ((c == '(' || c == ')') && !in_address) {
            bracket found = {TS_NPOS, wides, at.wide_before, wide_after(s, pos), at.before == 0, false};
            found.restore = c == '(' ? found.wide_after : found.wide_before;
            if (c == ')' && open.len) {
                found.partner = open.items[--open.len];
                decide_pair(&list->items[found.partner], &found);
            } else if (c == '(') {
                ts_vec_push(&open, list->len);
            }
            ts_vec_push(list, found);
        } else if (is_candidate(c) && !in_address && (at.wide_before || wide_after(s, pos)))
            c = widen(c);
        if (c == '\n')
            open.len = 0;
        advance(&at, c);
    }
    ts_vec_free(&open);
}

/* One walk for both questions: `out` is NULL where only the number of marks is asked for that could be
 * restored. */
static size_t walk(ts_buf *out, ts_str s)
{
    size_t folded = 0;
    bracket_list brackets = {0};
    find_brackets(s, &brackets);
    context at = {0};
    size_t address = 0, n = 0, run = 0;
    for (size_t pos = 0; pos < s.len;) {
        if (pos >= address && starts_address(s, pos))
            address = address_end(s, pos);
        size_t from = pos;
        uint32_t c = ts_utf8_next(s, &pos);
        bool restore = false, candidate = from >= address && is_candidate(c);
        if (candidate && (c == '(' || c == ')'))
            restore = brackets.items[n++].restore;
        else if (candidate)
            restore = at.wide_before || wide_after(s, pos);
        if (restore) {
            c = widen(c);
            folded++;
        }
        if (restore && out) {
            ts_buf_put(out, ts_str_sub(s, run, from));
            ts_buf_put_utf8(out, c);
            run = pos;
        }
        advance(&at, c);
    }
    if (out)
        ts_buf_put(out, ts_str_sub(s, run, s.len));
    ts_vec_free(&brackets);
    return folded;
}

/* True where a mark is full width already: soon, in nearly all Chinese and Japanese texts. */
bool ts_width_full(ts_str text)
{
    for (size_t at = 0; (at = ts_str_find(text, TS_STR("\xEF\xBC"), at)) != TS_NPOS;) {
        uint32_t c = ts_utf8_next(text, &at);
        if (c >= 0xFF01 && c <= 0xFF1F && is_candidate(c - 0xFEE0))
            return true;
    }
    return false;
}

/* Fewer marks than this say nothing: a headline may hold one by mistake. */
#define FOLDED_MARKS 3

bool ts_width_folded(ts_str text)
{
    return !ts_width_full(text) && walk(NULL, text) >= FOLDED_MARKS;
}

void ts_width_restore(ts_buf *out, ts_str text)
{
    walk(out, text);
}
