#include "rules/date_ago.h"

#include "rules/date_words.h"
#include "text/utf8.h"

#include <unicase.h>
#include <unictype.h>

/* Bytes of a text that is no line of a page's head any more, the greatest number it may hold. */
enum { TEXT_MAX = 200, NUMBER_MAX = 999 };

/* True where the code points on either side of `at` belong to two words; those of languages that set no
 * spaces always do. */
static bool is_edge(ts_str s, size_t at)
{
    size_t before = at, behind = at;
    if (at == 0 || at >= s.len)
        return true;
    uint32_t a = ts_utf8_prev(s, &before), b = ts_utf8_next(s, &behind);
    return !ts_is_alnum(a) || !ts_is_alnum(b) || ts_is_wide(a) || ts_is_wide(b) ||
           uc_is_digit(a) != uc_is_digit(b);
}

static void skip_spaces(ts_str s, size_t *i)
{
    while (*i < s.len && s.ptr[*i] == ' ')
        ++*i;
}

/* Digits of any script; -1 where there are none or too many. */
static int take_number(ts_str s, size_t *i)
{
    int value = 0;
    size_t from = *i;
    while (*i < s.len && value <= NUMBER_MAX) {
        size_t next = *i;
        int digit = ts_digit_value(ts_utf8_next(s, &next));
        if (digit < 0)
            break;
        value = value * 10 + digit;
        *i = next;
    }
    return *i > from && value <= NUMBER_MAX ? value : -1;
}

/* Reads a pattern from `at` on: "_" is white space or none, "N" a number. The end of what matched, 0 for
 * nothing. */
static size_t read_pattern(ts_str s, size_t at, ts_str pattern, int *number)
{
    size_t i = at;
    for (size_t k = 0; k < pattern.len; k++) {
        char c = pattern.ptr[k];
        if (c == 'N') {
            if ((*number = take_number(s, &i)) < 0)
                return 0;
        } else if (c == '_') {
            skip_spaces(s, &i);
        } else if (i >= s.len || s.ptr[i++] != c) {
            return 0;
        }
    }
    return is_edge(s, at) && is_edge(s, i) ? i : 0;
}

static bool find_pattern(ts_str s, const ts_date_ago_pattern *p, ts_ago *ago, int *count)
{
    for (size_t at = 0; at < s.len; at++) {
        int number = -1;
        size_t end = ((unsigned char)s.ptr[at] & 0xC0) == 0x80 ? 0 : read_pattern(s, at, p->pattern, &number);
        if (!end)
            continue;
        ago->start = at;
        ago->end = end;
        ago->numbered = number >= 0;
        *count = number >= 0 ? number : p->count;
        return true;
    }
    return false;
}

/* The same number of bytes, or the places in it would not be those of the text. */
static void put_lower(ts_buf *out, ts_str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t from = i;
        uint32_t c = (uint32_t)uc_tolower(ts_utf8_next(s, &i));
        size_t len = out->len;
        ts_buf_put_utf8(out, c);
        if (out->len - len == i - from)
            continue;
        ts_buf_truncate(out, len);
        ts_buf_put(out, ts_str_sub(s, from, i));
    }
}

static void take_months(ts_date *date, int months)
{
    int all = date->year * 12 + date->month - 1 - months;
    date->year = all / 12;
    date->month = all % 12 + 1;
    date->day = 0;
}

static ts_date before(const ts_date *now, ts_date_span span, int count)
{
    static const int minutes[] = {
        [TS_SPAN_MINUTE] = 1, [TS_SPAN_HOUR] = 60, [TS_SPAN_DAY] = 1440, [TS_SPAN_WEEK] = 7 * 1440};
    ts_date date = *now;
    if (span <= TS_SPAN_WEEK)
        ts_date_add(&date, -(int64_t)minutes[span] * count);
    else
        take_months(&date, span == TS_SPAN_YEAR ? 12 * count : count);
    date.second = -1;
    if (span != TS_SPAN_MINUTE || date.hour < 0) {
        date.hour = date.minute = -1;
        date.has_offset = false;
    }
    if (span == TS_SPAN_YEAR)
        date.month = 0;
    return date;
}

bool ts_date_ago(ts_str text, const char *language, const ts_date *now, ts_ago *ago)
{
    bool found = false;
    int count = 0;
    if (text.len > TEXT_MAX || now->day == 0)
        return false;
    ts_buf lower;
    ts_buf_init(&lower, TS_BUF_MAX);
    put_lower(&lower, text);
    for (const ts_date_ago_pattern *p = ts_date_ago_patterns(language); p && !found; p = p->next) {
        found = find_pattern(ts_buf_str(&lower), p, ago, &count);
        if (found)
            ago->date = before(now, p->span, count);
    }
    ts_buf_free(&lower);
    return found;
}
