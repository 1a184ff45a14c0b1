#include "script/match.h"

#include <ctype.h>
#include <string.h>

/* Nested matches: captures, and what follows a repeated item. */
#define DEPTH_MAX 200
/* Steps between two looks at the budget. */
#define STEPS 1024

void ts_match_steps(ts_matcher *m, size_t n)
{
    m->steps += n;
    if (m->steps < STEPS)
        return;
    ts_script_charge(m->L, m->steps);
    m->steps = 0;
}

void ts_match_step(ts_matcher *m)
{
    ts_match_steps(m, 1);
}

/* A look at the item from p to `end`: a set is as much work as it is long. */
static void count_item(ts_matcher *m, size_t p, size_t end)
{
    ts_match_steps(m, 1 + (end - p) / 8);
}

static unsigned char at(ts_str s, size_t i)
{
    return i < s.len ? (unsigned char)s.ptr[i] : 0;
}

/* --- single characters ---------------------------------------------------------------------------------- */

static bool in_class(unsigned char c, unsigned char class)
{
    bool in;
    unsigned char lower = class >= 'A' && class <= 'Z' ? (unsigned char)(class + 32) : class;
    if (c >= 0x80 && strchr("acdglpsuwx", lower) && lower)
        return class != lower; /* bytes beyond ASCII belong to no class */
    switch (lower) {
    case 'a':
        in = isalpha(c);
        break;
    case 'c':
        in = iscntrl(c);
        break;
    case 'd':
        in = isdigit(c);
        break;
    case 'g':
        in = isgraph(c);
        break;
    case 'l':
        in = islower(c);
        break;
    case 'p':
        in = ispunct(c);
        break;
    case 's':
        in = isspace(c);
        break;
    case 'u':
        in = isupper(c);
        break;
    case 'w':
        in = isalnum(c);
        break;
    case 'x':
        in = isxdigit(c);
        break;
    case 'z':
        in = c == '\0';
        break;
    default:
        return class == c;
    }
    return class == lower ? in : !in;
}

/* The offset behind the single item at p: a character, %x, or a set. */
static size_t item_end(ts_matcher *m, size_t p)
{
    if (p >= m->pattern.len)
        luaL_error(m->L, "malformed pattern (it ends too early)");
    unsigned char c = at(m->pattern, p++);
    if (c == '%') {
        if (p >= m->pattern.len)
            luaL_error(m->L, "malformed pattern (ends with '%%')");
        return p + 1;
    }
    if (c != '[')
        return p;
    if (at(m->pattern, p) == '^')
        p++;
    do {
        if (p >= m->pattern.len)
            luaL_error(m->L, "malformed pattern (missing ']')");
        c = at(m->pattern, p++);
        if (c == '%')
            p++;
    } while (p >= m->pattern.len || m->pattern.ptr[p] != ']');
    return p + 1;
}

/* Whether c is in the set whose "[" stands at p and whose "]" at `end`. */
static bool in_set(const ts_matcher *m, unsigned char c, size_t p, size_t end)
{
    bool wanted = true;
    if (at(m->pattern, p + 1) == '^') {
        wanted = false;
        p++;
    }
    while (++p < end) {
        unsigned char first = at(m->pattern, p);
        if (first == '%') {
            p++;
            if (in_class(c, at(m->pattern, p)))
                return wanted;
        } else if (at(m->pattern, p + 1) == '-' && p + 2 < end) {
            p += 2;
            if (first <= c && c <= at(m->pattern, p))
                return wanted;
        } else if (first == c) {
            return wanted;
        }
    }
    return !wanted;
}

/* Whether the item at p, which ends at `end`, matches the character at s. */
static bool one(const ts_matcher *m, size_t s, size_t p, size_t end)
{
    if (s >= m->text.len)
        return false;
    unsigned char c = at(m->text, s);
    switch (at(m->pattern, p)) {
    case '.':
        return true;
    case '%':
        return in_class(c, at(m->pattern, p + 1));
    case '[':
        return in_set(m, c, p, end - 1);
    default:
        return at(m->pattern, p) == c;
    }
}

/* --- items ---------------------------------------------------------------------------------------------- */

static size_t match_balance(ts_matcher *m, size_t s, size_t p)
{
    if (p + 1 >= m->pattern.len)
        luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
    unsigned char open = at(m->pattern, p), close = at(m->pattern, p + 1);
    if (s >= m->text.len || at(m->text, s) != open)
        return TS_NPOS;
    size_t level = 1;
    while (++s < m->text.len) {
        ts_match_step(m);
        unsigned char c = at(m->text, s);
        if (c == close) {
            if (--level == 0)
                return s + 1;
        } else if (c == open) {
            level++;
        }
    }
    return TS_NPOS;
}

/* As often as can be, then fewer. */
static size_t expand_most(ts_matcher *m, size_t s, size_t p, size_t end)
{
    size_t n = 0;
    while (one(m, s + n, p, end)) {
        count_item(m, p, end);
        n++;
    }
    for (;; n--) {
        size_t found = ts_match(m, s + n, end + 1);
        if (found != TS_NPOS || n == 0)
            return found;
        ts_match_step(m);
    }
}

/* As seldom as can be, then more. */
static size_t expand_least(ts_matcher *m, size_t s, size_t p, size_t end)
{
    for (;; s++) {
        size_t found = ts_match(m, s, end + 1);
        if (found != TS_NPOS || !one(m, s, p, end))
            return found;
        count_item(m, p, end);
    }
}

static size_t open_capture(ts_matcher *m, size_t s, size_t p, size_t len)
{
    if (m->level >= TS_CAPTURES_MAX)
        luaL_error(m->L, "too many captures");
    m->captures[m->level].start = s;
    m->captures[m->level].len = len;
    m->level++;
    size_t found = ts_match(m, s, p);
    if (found == TS_NPOS)
        m->level--;
    return found;
}

static size_t close_capture(ts_matcher *m, size_t s, size_t p)
{
    int i = m->level - 1;
    while (i >= 0 && m->captures[i].len != TS_CAPTURE_OPEN)
        i--;
    if (i < 0)
        luaL_error(m->L, "invalid pattern capture");
    m->captures[i].len = s - m->captures[i].start;
    size_t found = ts_match(m, s, p);
    if (found == TS_NPOS)
        m->captures[i].len = TS_CAPTURE_OPEN;
    return found;
}

/* The text behind what capture number `digit` holds, if it stands at s. */
static size_t match_back(ts_matcher *m, size_t s, unsigned char digit)
{
    int i = digit - '1';
    if (i < 0 || i >= m->level || m->captures[i].len == TS_CAPTURE_OPEN)
        luaL_error(m->L, "invalid capture index %%%d", i + 1);
    ts_str wanted =
        ts_str_sub(m->text, m->captures[i].start,
                   m->captures[i].len == TS_CAPTURE_POSITION ? 0 : m->captures[i].start + m->captures[i].len);
    m->steps += (unsigned)(wanted.len / 64);
    ts_match_step(m);
    return ts_str_starts(ts_str_sub(m->text, s, m->text.len), wanted) ? s + wanted.len : TS_NPOS;
}

static bool at_frontier(ts_matcher *m, size_t s, size_t p, size_t end)
{
    unsigned char before = s == 0 ? 0 : at(m->text, s - 1);
    return !in_set(m, before, p, end - 1) && in_set(m, at(m->text, s), p, end - 1);
}

/* One item of "%…" that is no single character. True where it was one; *s and *p have moved, *s to TS_NPOS
 * where it does not match. */
static bool match_special(ts_matcher *m, size_t *s, size_t *p)
{
    unsigned char c = at(m->pattern, *p + 1);
    if (c == 'b') {
        *s = match_balance(m, *s, *p + 2);
        *p += 4;
    } else if (c == 'f') {
        size_t set = *p + 2;
        if (at(m->pattern, set) != '[')
            luaL_error(m->L, "missing '[' after '%%f' in pattern");
        size_t end = item_end(m, set);
        count_item(m, set, end);
        if (!at_frontier(m, *s, set, end))
            *s = TS_NPOS;
        *p = end;
    } else if (isdigit(c)) {
        *s = match_back(m, *s, c);
        *p += 2;
    } else {
        return false;
    }
    return true;
}

/* The rest of the pattern at p against the text at s: where the match ends, or TS_NPOS. */
static size_t match_rest(ts_matcher *m, size_t s, size_t p)
{
    while (p < m->pattern.len) {
        unsigned char c = at(m->pattern, p);
        ts_match_step(m);
        if (c == '(' && at(m->pattern, p + 1) == ')')
            return open_capture(m, s, p + 2, TS_CAPTURE_POSITION);
        if (c == '(')
            return open_capture(m, s, p + 1, TS_CAPTURE_OPEN);
        if (c == ')')
            return close_capture(m, s, p + 1);
        if (c == '$' && p + 1 == m->pattern.len)
            return s == m->text.len ? s : TS_NPOS;
        if (c == '%' && match_special(m, &s, &p)) {
            if (s == TS_NPOS)
                return TS_NPOS;
            continue;
        }
        size_t end = item_end(m, p);
        count_item(m, p, end);
        unsigned char repeat = at(m->pattern, end);
        if (repeat == '*')
            return expand_most(m, s, p, end);
        if (repeat == '-')
            return expand_least(m, s, p, end);
        if (repeat == '+')
            return one(m, s, p, end) ? expand_most(m, s + 1, p, end) : TS_NPOS;
        bool fits = one(m, s, p, end);
        if (repeat == '?') {
            size_t found = fits ? ts_match(m, s + 1, end + 1) : TS_NPOS;
            if (found != TS_NPOS)
                return found;
            p = end + 1;
            continue;
        }
        if (!fits)
            return TS_NPOS;
        s++;
        p = end;
    }
    return s;
}

size_t ts_match(ts_matcher *m, size_t s, size_t p)
{
    if (m->depth >= DEPTH_MAX)
        luaL_error(m->L, "pattern too complex");
    m->depth++;
    size_t end = match_rest(m, s, p);
    m->depth--;
    return end;
}
