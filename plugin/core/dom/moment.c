#include "dom/moment.h"

#include <string.h>

/* Digits of a day with the signs between them, at the least; a longer value is no moment. */
enum { DAY_LENGTH = 10, MOMENT_MOST = 35, BEFORE_VALUE = 8, TRIES_MOST = 8 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_day(ts_str s)
{
    static const char SHAPE[] = "dddd-dd-dd";
    for (size_t i = 0; i < DAY_LENGTH; i++)
        if (i >= s.len || (SHAPE[i] == 'd' ? !is_digit(s.ptr[i]) : s.ptr[i] != SHAPE[i]))
            return false;
    return true;
}

/* The value in quotes that is assigned behind a name: `: "…"`, ` = '…'`, `": "…"`. */
static ts_str value_behind(ts_str s)
{
    size_t at = 0;
    bool assigned = false;
    while (at < s.len && at < BEFORE_VALUE && strchr(" :=\"'", s.ptr[at]) &&
           !(assigned && s.ptr[at] != ' ')) {
        assigned = assigned || s.ptr[at] == ':' || s.ptr[at] == '=';
        at++;
    }
    if (!assigned || at >= s.len || (s.ptr[at] != '"' && s.ptr[at] != '\''))
        return (ts_str){0};
    size_t end = ts_str_find_char(s, s.ptr[at], at + 1);
    ts_str value = end == TS_NPOS ? (ts_str){0} : ts_str_sub(s, at + 1, end);
    return value.len <= MOMENT_MOST && is_day(value) ? value : (ts_str){0};
}

ts_str ts_script_moment(ts_str script)
{
    static const ts_str NAMES[] = {{"createTime", 10}, {"publish_time", 12}, {"publishTime", 11}};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        const char *from = script.ptr, *end = script.ptr + script.len;
        for (int tries = 0; from && from < end && tries < TRIES_MOST; tries++) {
            const char *name = memmem(from, (size_t)(end - from), NAMES[i].ptr, NAMES[i].len);
            from = name ? name + NAMES[i].len : NULL;
            ts_str value = from ? value_behind((ts_str){from, (size_t)(end - from)}) : (ts_str){0};
            if (value.len)
                return value;
        }
    }
    return (ts_str){0};
}
