#include "text/yaml_scalar.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool one_of(ts_str s, const char *const *words)
{
    for (; *words; words++)
        if (ts_str_is(s, *words))
            return true;
    return false;
}

static bool one_of_any_case(ts_str s, const char *const *words)
{
    for (; *words; words++)
        if (ts_str_same(s, ts_str_of(*words)))
            return true;
    return false;
}

static const char *const nulls[] = {"", "~", "null", "Null", "NULL", NULL};
static const char *const trues[] = {"true", "True", "TRUE", NULL};
static const char *const falses[] = {"false", "False", "FALSE", NULL};
static const char *const infinities[] = {".inf", ".Inf", ".INF", NULL};
static const char *const nans[] = {".nan", ".NaN", ".NAN", NULL};

/* [-+]?[0-9]+ */
static bool is_decimal(ts_str s)
{
    size_t i = s.len && (s.ptr[0] == '-' || s.ptr[0] == '+');
    size_t first = i;
    while (i < s.len && is_digit(s.ptr[i]))
        i++;
    return i == s.len && i > first;
}

/* [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)? */
static bool is_float(ts_str s)
{
    size_t i = s.len && (s.ptr[0] == '-' || s.ptr[0] == '+');
    size_t digits = 0;
    for (; i < s.len && is_digit(s.ptr[i]); i++)
        digits++;
    if (i < s.len && s.ptr[i] == '.')
        for (i++; i < s.len && is_digit(s.ptr[i]); i++)
            digits++;
    if (digits == 0)
        return false;
    return i == s.len || ((s.ptr[i] | 0x20) == 'e' && is_decimal(ts_str_sub(s, i + 1, s.len)));
}

/* A whole number in some base, its text without a prefix; NULL where it is too big. */
static ts_value *integer(ts_arena *arena, const char *digits, int base)
{
    errno = 0;
    char *end;
    long long number = strtoll(digits, &end, base);
    return errno || *end || end == digits ? NULL : ts_value_int(arena, number);
}

static ts_value *number(ts_arena *arena, ts_str s)
{
    /* Nothing longer is a number that fits; strtod needs the NUL. */
    char text[64];
    if (s.len == 0 || s.len >= sizeof text)
        return NULL;
    memcpy(text, s.ptr, s.len);
    text[s.len] = '\0';
    if (is_decimal(s))
        return integer(arena, text, 10);
    if (ts_str_starts(s, TS_STR("0x")) && strspn(text + 2, "0123456789abcdefABCDEF") == s.len - 2)
        return integer(arena, text + 2, 16);
    if (ts_str_starts(s, TS_STR("0o")) && strspn(text + 2, "01234567") == s.len - 2)
        return integer(arena, text + 2, 8);
    if (is_float(s))
        return ts_value_num(arena, strtod(text, NULL));
    bool minus = text[0] == '-';
    if (one_of(ts_str_sub(s, minus || text[0] == '+', s.len), infinities))
        return ts_value_num(arena, minus ? -(double)INFINITY : (double)INFINITY);
    return one_of(s, nans) ? ts_value_num(arena, (double)NAN) : NULL;
}

ts_value *ts_yaml_plain(ts_arena *arena, ts_str s)
{
    if (one_of(s, nulls))
        return ts_value_nil(arena);
    if (one_of(s, trues) || one_of(s, falses))
        return ts_value_bool(arena, one_of(s, trues));
    ts_value *value = number(arena, s);
    return value ? value : ts_value_string(arena, s);
}

/* Bytes of the longest of the words below. */
#define LONGEST_WORD 5

bool ts_yaml_ambiguous(ts_str s)
{
    static const char *const words[] = {"~", "null", "true", "false", "yes",   "no",    "on",   "off", "y",
                                        "n", "=",    "<<",   ".inf",  "-.inf", "+.inf", ".nan", NULL};
    if (s.len == 0 || (s.len <= LONGEST_WORD && one_of_any_case(s, words)))
        return true;
    /* Generous with numbers: all that is made of their characters and holds a digit where one begins. */
    size_t first = s.ptr[0] == '-' || s.ptr[0] == '+';
    if (first < s.len && s.ptr[first] == '.')
        first++;
    if (first >= s.len || !is_digit(s.ptr[first]))
        return false;
    for (size_t i = first; i < s.len; i++) {
        char c = s.ptr[i], lower = (char)(c | 0x20);
        bool fits = is_digit(c) || (lower >= 'a' && lower <= 'f') || lower == 'x' || lower == 'o' ||
                    c == '_' || c == '.' || c == ':' ||
                    ((c == '+' || c == '-') && (s.ptr[i - 1] | 0x20) == 'e');
        if (!fits)
            return false;
    }
    return true;
}

/* The number of digits at s[i], at most `most`. */
static size_t digits_at(ts_str s, size_t i, size_t most)
{
    size_t n = 0;
    while (i + n < s.len && n < most && is_digit(s.ptr[i + n]))
        n++;
    return n;
}

bool ts_yaml_date_like(ts_str s)
{
    if (digits_at(s, 0, 4) != 4 || s.len < 8 || s.ptr[4] != '-')
        return false;
    size_t month = digits_at(s, 5, 2);
    size_t i = 5 + month;
    if (month == 0 || i >= s.len || s.ptr[i] != '-')
        return false;
    size_t day = digits_at(s, i + 1, 2);
    i += 1 + day;
    return day > 0 && (i == s.len || s.ptr[i] == 'T' || s.ptr[i] == 't' || s.ptr[i] == ' ');
}
