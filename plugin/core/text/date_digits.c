/* The first date in digits inside a text, in the forms and scripts of pages. The characters for units, eras
 * and numerals stand here as code points, since they are signs and no words. */
#include "text/date_parts.h"

#include "text/utf8.h"

/* Solar and lunar Hijri years lie below, Buddhist ones above: they are no years of this calendar. */
#define FIRST_YEAR 1600
#define LAST_YEAR 2199

enum { YEAR_SIGN, MONTH_SIGN, DAY_SIGN, HOUR_SIGN, MINUTE_SIGN, SECOND_SIGN };

/* Chinese and Japanese signs and their variants, then Hangul; 0 ends a row. */
static const uint32_t signs[][5] = {
    [YEAR_SIGN] = {TS_YEAR_SIGN, TS_YEAR_SIGN_KOREAN, 0},
    [MONTH_SIGN] = {0x6708, 0xC6D4, 0},
    [DAY_SIGN] = {0x65E5, 0x53F7, 0x865F, 0xC77C, 0},
    [HOUR_SIGN] = {0x65F6, 0x6642, 0x70B9, 0x9EDE, 0xC2DC},
    [MINUTE_SIGN] = {0x5206, 0xBD84, 0},
    [SECOND_SIGN] = {0x79D2, 0xCD08, 0},
};

/* Eras by their two characters, and the year before their first. */
static const struct {
    uint32_t name[2];
    int before;
} eras[] = {
    {{0x6C11, 0x570B}, 1911}, {{0x6C11, 0x56FD}, 1911}, {{0x4EE4, 0x548C}, 2018}, {{0x5E73, 0x6210}, 1988},
    {{0x662D, 0x548C}, 1925}, {{0x5927, 0x6B63}, 1911}, {{0x660E, 0x6CBB}, 1867},
};

/* What stands before the time of day: +0 or +12 hours. */
static const struct {
    uint32_t name[2];
    bool afternoon;
} day_halves[] = {
    {{0x4E0A, 0x5348}, false}, {{0x51CC, 0x6668}, false}, {{0x65E9, 0x4E0A}, false},
    {{0x6E05, 0x6668}, false}, {{0x5348, 0x524D}, false}, {{0xC624, 0xC804}, false},
    {{0x4E0B, 0x5348}, true},  {{0x665A, 0x4E0A}, true},  {{0x665A, 0x95F4}, true},
    {{0x508D, 0x665A}, true},  {{0x5348, 0x5F8C}, true},  {{0x5348, 0x540E}, true},
    {{0xC624, 0xD6C4}, true},
};

static uint32_t look(const ts_scan *at)
{
    size_t pos = at->pos;
    return pos < at->s.len ? ts_utf8_next(at->s, &pos) : 0;
}

static uint32_t step(ts_scan *at)
{
    return at->pos < at->s.len ? ts_utf8_next(at->s, &at->pos) : 0;
}

static bool take(ts_scan *at, uint32_t c)
{
    ts_scan next = *at;
    if (step(&next) != c || next.pos == at->pos)
        return false;
    *at = next;
    return true;
}

static bool take_two(ts_scan *at, const uint32_t name[2])
{
    ts_scan next = *at;
    if (!take(&next, name[0]) || !take(&next, name[1]))
        return false;
    *at = next;
    return true;
}

static void skip_spaces(ts_scan *at, int most)
{
    ts_scan next = *at;
    while (most-- > 0 && ts_is_space(step(&next)) && next.pos > at->pos)
        *at = next;
}

/* A unit sign, with a space before it or not. */
static bool take_sign(ts_scan *at, int unit)
{
    ts_scan next = *at;
    skip_spaces(&next, 1);
    for (int i = 0; i < 5 && signs[unit][i]; i++) {
        if (take(&next, signs[unit][i])) {
            *at = next;
            return true;
        }
    }
    return false;
}

/* --- numbers -----------------------------------------------------------------------------------------------
 */

/* The value of a Chinese numeral below ten, 10, 20, 30 and 100 for the signs of those, -1 for anything else.
 */
static int numeral_of(uint32_t c)
{
    switch (c) {
    case 0x3007:
    case 0x96F6: /* zero in words */
    case 0x25CB: /* a circle in place of the zero */
    case 0x25EF:
        return 0;
    case 0x4E00:
    case 0x5143: /* the first year of an era */
        return 1;
    case 0x4E8C:
        return 2;
    case 0x4E09:
        return 3;
    case 0x56DB:
        return 4;
    case 0x4E94:
        return 5;
    case 0x516D:
        return 6;
    case 0x4E03:
        return 7;
    case 0x516B:
        return 8;
    case 0x4E5D:
        return 9;
    case 0x5341:
        return 10;
    case 0x5EFF:
        return 20;
    case 0x5345:
        return 30;
    case 0x767E:
        return 100;
    default:
        return -1;
    }
}

/* Digits, at most `most` of them and no more behind. */
static int digits(ts_scan *at, int least, int most)
{
    ts_scan next = *at;
    int value = 0, n = 0, digit;
    while (n <= most && (digit = ts_digit_value(look(&next))) >= 0) {
        value = value * 10 + digit;
        step(&next);
        n++;
    }
    if (n < least || n > most)
        return -1;
    *at = next;
    return value;
}

/* A Chinese numeral of at most 7 signs, in places (two zero two zero) or in words (thirty-one). */
static int numeral(ts_scan *at)
{
    ts_scan next = *at;
    int places = 0, total = 0, pending = 0, n = 0, sign;
    bool in_words = false;
    for (; n <= 7 && (sign = numeral_of(look(&next))) >= 0; n++) {
        if (sign < 10) {
            places = places * 10 + sign;
            pending = sign;
        } else {
            in_words = true;
            total += sign == 10 || sign == 100 ? sign * (pending > 0 ? pending : 1) : sign;
            pending = 0;
        }
        step(&next);
    }
    if (n == 0 || n > 7)
        return -1;
    *at = next;
    return in_words ? total + pending : places;
}

static int number(ts_scan *at, int most)
{
    return numeral_of(look(at)) >= 0 ? numeral(at) : digits(at, 1, most);
}

/* --- the time behind the date ------------------------------------------------------------------------------
 */

/* A weekday between the date and the time: up to three characters in brackets, or a sign for the week with
 * one or two behind it. */
static void skip_weekday(ts_scan *at)
{
    ts_scan next = *at;
    uint32_t open = step(&next);
    if (open == '(' || open == 0xFF08) {
        for (int i = 0; i < 4; i++) {
            uint32_t c = step(&next);
            if (c == ')' || c == 0xFF09) {
                *at = next;
                return;
            }
        }
        return;
    }
    uint32_t second = look(&next);
    if (open == 0x661F && second == 0x671F)
        step(&next);
    else if (open != 0x5468 && open != 0x9031)
        return;
    uint32_t day = step(&next);
    if ((numeral_of(day) >= 1 && numeral_of(day) <= 6) || day == 0x65E5 || day == 0x5929)
        *at = next;
}

typedef enum day_half { ANY_HALF, MORNING, AFTERNOON } day_half;

static day_half take_day_half(ts_scan *at)
{
    for (size_t i = 0; i < sizeof day_halves / sizeof *day_halves; i++)
        if (take_two(at, day_halves[i].name))
            return day_halves[i].afternoon ? AFTERNOON : MORNING;
    return ANY_HALF;
}

/* "am", "PM", "p.m." behind the time. */
static day_half take_meridiem(ts_scan *at)
{
    ts_scan next = *at;
    skip_spaces(&next, 1);
    uint32_t half = step(&next) | 0x20;
    bool dotted = take(&next, '.');
    if ((half != 'a' && half != 'p') || (step(&next) | 0x20) != 'm' || ts_is_alnum(look(&next)))
        return ANY_HALF;
    if (dotted)
        take(&next, '.');
    *at = next;
    return half == 'a' ? MORNING : AFTERNOON;
}

static bool take_colon(ts_scan *at)
{
    return take(at, ':') || take(at, 0xFF1A);
}

/* 8:30, 8:30:15, and with signs for the units; false without a step where no time is here. */
static bool clock_time(ts_scan *at, ts_date *date)
{
    ts_scan next = *at;
    date->hour = number(&next, 2);
    if (date->hour < 0)
        return false;
    if (take_colon(&next)) {
        date->minute = digits(&next, 2, 2);
        if (date->minute >= 0 && take_colon(&next))
            date->second = digits(&next, 2, 2);
    } else if (take_sign(&next, HOUR_SIGN)) {
        ts_scan minutes = next;
        skip_spaces(&minutes, 1);
        date->minute = number(&minutes, 2);
        if (date->minute >= 0 && take_sign(&minutes, MINUTE_SIGN))
            next = minutes;
        else
            date->minute = 0;
        ts_scan seconds = next;
        skip_spaces(&seconds, 1);
        date->second = number(&seconds, 2);
        if (date->second >= 0 && take_sign(&seconds, SECOND_SIGN))
            next = seconds;
        else
            date->second = -1;
    }
    if (date->minute < 0)
        return false;
    *at = next;
    return true;
}

static void take_fraction(ts_scan *at)
{
    ts_scan next = *at;
    if (take(&next, '.') && digits(&next, 1, 9) >= 0)
        *at = next;
}

/* The offset behind a time. "-09:30" behind a time without seconds may be the end of a span. */
static void take_offset(ts_scan *at, ts_date *date, bool sure)
{
    static const char *const names[] = {"UTC", "GMT", NULL};
    ts_scan next = *at;
    skip_spaces(&next, 1);
    ts_str rest = ts_str_sub(next.s, next.pos, next.pos + 3);
    for (const char *const *name = names; *name; name++) {
        if (!ts_str_is(rest, *name))
            continue;
        next.pos += 3;
        ts_scan_offset_named(&next, date);
        *at = next;
        return;
    }
    if (!sure && ts_scan_peek(&next) == '-')
        return;
    char c = ts_scan_peek(&next);
    if (ts_scan_offset(&next, date) && !((c | 0x20) == 'z' && ts_is_alnum(look(&next))))
        *at = next;
    else
        date->has_offset = false;
}

/* The sign that parts a date from its time on many pages, with a space on either side but for the comma. */
static bool take_break(ts_scan *at)
{
    static const uint32_t breaks[] = {'|', '-', 0x2013, 0x2014, 0xB7, 0x30FB, 0xFF5C};
    if (take(at, ','))
        return true;
    ts_scan next = *at;
    bool found = at->pos > 0 && take(&next, '.') && at->s.ptr[at->pos - 1] != ' ';
    for (size_t i = 0; !found && i < sizeof breaks / sizeof *breaks; i++)
        found = at->pos > 0 && at->s.ptr[at->pos - 1] == ' ' && take(&next, breaks[i]);
    if (!found || look(&next) != ' ')
        return false;
    *at = next;
    return true;
}

/* The time behind a whole day, if one is there: else the date stays as it is. */
static void take_time(ts_scan *at, ts_date *date)
{
    ts_scan next = *at;
    ts_date timed = *date;
    skip_spaces(&next, 3);
    skip_weekday(&next);
    skip_spaces(&next, 3);
    bool iso = take(&next, 'T') || take(&next, 't');
    if (!iso && take_break(&next))
        skip_spaces(&next, 2);
    day_half half = take_day_half(&next);
    skip_spaces(&next, 1);
    if (!clock_time(&next, &timed))
        return;
    if (timed.second >= 0)
        take_fraction(&next);
    if (half == ANY_HALF)
        half = take_meridiem(&next);
    if (half == AFTERNOON && timed.hour < 12)
        timed.hour += 12;
    else if (half == MORNING && timed.hour == 12)
        timed.hour = 0;
    take_offset(&next, &timed, iso || timed.second >= 0);
    if (!ts_date_valid(&timed) || ts_digit_value(look(&next)) >= 0)
        return;
    *date = timed;
    *at = next;
}

/* --- the date ----------------------------------------------------------------------------------------------
 */

/* The separators of dates in symbols, folded to one each; 0 for none. */
static char separator(ts_scan *at)
{
    uint32_t c = look(at);
    char folded = '\0';
    if (c == '-' || (c >= 0x2010 && c <= 0x2013) || c == 0x2212 || c == 0xFF0D)
        folded = '-';
    else if (c == '/' || c == 0xFF0F)
        folded = '/';
    else if (c == '.' || c == 0xFF0E)
        folded = '.';
    if (folded)
        step(at);
    if (folded == '.')
        skip_spaces(at, 1);
    return folded;
}

static bool plausible_year(int year)
{
    return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/* Year, month and day between signs for the units; the day may be missing, and with `alone` the month too. */
static bool date_in_signs(ts_scan *at, int year, ts_date *date)
{
    ts_date d = TS_NO_DATE;
    d.year = year;
    if (!plausible_year(year) || !take_sign(at, YEAR_SIGN))
        return false;
    ts_scan next = *at;
    skip_spaces(&next, 2);
    int month = number(&next, 2);
    if (month >= 1 && month <= 12 && take_sign(&next, MONTH_SIGN)) {
        d.month = month;
        *at = next;
        skip_spaces(&next, 2);
        int day = number(&next, 2);
        if (day >= 1 && take_sign(&next, DAY_SIGN)) {
            d.day = day;
            *at = next;
        }
    }
    *date = d;
    return ts_date_valid(date);
}

/* 2020-03-12, 2020/3/12, 2020.03.12; without a day only with a month of two digits and no letter behind it.
 */
static bool date_in_symbols(ts_scan *at, int year, ts_date *date)
{
    ts_date d = TS_NO_DATE;
    d.year = year;
    char first = separator(at);
    ts_scan month = *at;
    if (!first || !plausible_year(year) || (d.month = digits(at, 1, 2)) < 1)
        return false;
    bool two = digits(&month, 2, 2) >= 0;
    ts_scan next = *at;
    char second = separator(&next);
    d.day = second == first ? digits(&next, 1, 2) : -1;
    if (d.day >= 1) {
        *at = next;
    } else {
        uint32_t behind = look(at);
        if (!two || d.day == 0 || ts_digit_value(behind) >= 0 || (behind < 0x80 && ts_is_alnum(behind)) ||
            (second && ts_digit_value(look(&next)) >= 0))
            return false;
        d.day = 0;
    }
    *date = d;
    return ts_date_valid(date);
}

/* A date that begins here, whose first digit or sign is `c`. */
static bool date_here(ts_scan *at, uint32_t c, ts_date *date)
{
    for (size_t i = 0; i < sizeof eras / sizeof *eras; i++) {
        if (c != eras[i].name[0])
            continue;
        ts_scan next = *at;
        if (!take_two(&next, eras[i].name))
            continue;
        skip_spaces(&next, 1);
        int year = number(&next, 3);
        *at = next;
        return year >= 1 && date_in_signs(at, eras[i].before + year, date);
    }
    if (numeral_of(c) >= 0)
        return date_in_signs(at, numeral(at), date);
    int year = ts_digit_value(c) >= 0 ? digits(at, 4, 4) : -1;
    if (year < 0)
        return false;
    ts_scan symbols = *at;
    if (date_in_symbols(&symbols, year, date)) {
        *at = symbols;
        return true;
    }
    return date_in_signs(at, year, date);
}

static bool is_number_sign(uint32_t c)
{
    return ts_digit_value(c) >= 0 || (numeral_of(c) >= 0 && numeral_of(c) < 10);
}

bool ts_date_digits(ts_str s, ts_date *date, size_t *end)
{
    bool found = false, number_before = false;
    for (size_t pos = 0; pos < s.len;) {
        ts_scan at = {s, pos};
        uint32_t c = ts_utf8_next(s, &pos);
        ts_date d;
        bool begins = c >= 0x80 || c - '0' < 10, is_number = begins && is_number_sign(c),
             fresh = !number_before || !is_number;
        number_before = is_number;
        if (!begins || !fresh || !date_here(&at, c, &d))
            continue;
        /* A year alone counts only where nothing better follows. */
        if (d.month == 0 && found)
            continue;
        if (d.day > 0)
            take_time(&at, &d);
        *date = d;
        if (end)
            *end = at.pos;
        found = true;
        if (d.month > 0)
            return true;
    }
    return found;
}
