/* The forms in which programs write dates: ISO 8601, RFC 5322, RFC 850, asctime. */
#include "text/date_parts.h"

#include <string.h>

char ts_scan_peek(const ts_scan *scan)
{
    return scan->pos < scan->s.len ? scan->s.ptr[scan->pos] : '\0';
}

/* Steps over the byte if it is here. */
static bool take(ts_scan *scan, char c)
{
    if (scan->pos >= scan->s.len || scan->s.ptr[scan->pos] != c)
        return false;
    scan->pos++;
    return true;
}

static void skip_spaces(ts_scan *scan)
{
    while (ts_scan_peek(scan) == ' ')
        scan->pos++;
}

static bool digit_here(const ts_scan *scan)
{
    char c = ts_scan_peek(scan);
    return c >= '0' && c <= '9';
}

/* Exactly n digits; the number may go on. */
static int take_digits(ts_scan *scan, int n)
{
    ts_scan at = *scan;
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (!digit_here(&at))
            return -1;
        value = value * 10 + (at.s.ptr[at.pos++] - '0');
    }
    *scan = at;
    return value;
}

/* From `least` to `most` ASCII digits, not one more; -1 and no step where there are fewer or more. */
static int take_number(ts_scan *scan, int least, int most)
{
    ts_scan at = *scan;
    int value = 0, n = 0;
    for (; n <= most && digit_here(&at); n++)
        value = value * 10 + (at.s.ptr[at.pos++] - '0');
    if (n < least || n > most)
        return -1;
    *scan = at;
    return value;
}

bool ts_scan_offset(ts_scan *scan, ts_date *date)
{
    ts_scan at = *scan;
    if (take(&at, 'Z') || take(&at, 'z')) {
        date->has_offset = true;
        date->offset = 0;
        *scan = at;
        return true;
    }
    int sign = take(&at, '+') ? 1 : take(&at, '-') ? -1 : 0;
    int hours = sign ? take_digits(&at, 2) : -1;
    if (hours < 0 || hours > 18)
        return false;
    take(&at, ':');
    int minutes = take_digits(&at, 2);
    if (digit_here(&at) || minutes > 59)
        return false;
    date->has_offset = true;
    date->offset = sign * (hours * 60 + (minutes > 0 ? minutes : 0));
    *scan = at;
    return true;
}

void ts_scan_offset_named(ts_scan *scan, ts_date *date)
{
    ts_scan hours = *scan;
    int sign = take(&hours, '+') ? 60 : take(&hours, '-') ? -60 : 0;
    int n = sign ? take_number(&hours, 1, 2) : -1;
    date->has_offset = true;
    date->offset = 0;
    if (n >= 0 && n <= 14 && ts_scan_peek(&hours) != ':') {
        date->offset = sign * n;
        *scan = hours;
    } else if (sign) {
        ts_scan_offset(scan, date);
    }
}

/* "08", "08:30", "08:30:15.123", "083015", and the offset behind it. */
static bool iso_time(ts_scan *at, ts_date *date)
{
    date->hour = take_digits(at, 2);
    bool extended = take(at, ':');
    date->minute = take_digits(at, 2);
    if (date->minute < 0) {
        date->minute = 0;
        return !extended && date->hour >= 0;
    }
    if (!extended || take(at, ':'))
        date->second = take_digits(at, 2);
    if (extended && date->second < 0 && at->s.ptr[at->pos - 1] == ':')
        return false;
    if (date->second >= 0 && (take(at, '.') || take(at, ',')))
        while (digit_here(at))
            at->pos++;
    return true;
}

bool ts_date_iso(ts_str s, ts_date *date)
{
    ts_scan at = {ts_str_trim(s), 0};
    ts_date d = TS_NO_DATE;
    d.year = take_digits(&at, 4);
    bool extended = take(&at, '-');
    if (extended || digit_here(&at)) {
        d.month = take_digits(&at, 2);
        if (d.month < 1)
            return false;
        if (extended ? take(&at, '-') : true) {
            d.day = take_digits(&at, 2);
            if (d.day < 1)
                return false;
        }
    }
    if (at.pos < at.s.len && d.day > 0) {
        if (!take(&at, 'T') && !take(&at, 't') && !take(&at, ' '))
            return false;
        if (!iso_time(&at, &d))
            return false;
        skip_spaces(&at);
        ts_scan_offset(&at, &d);
    }
    if (at.pos < at.s.len || !ts_date_valid(&d))
        return false;
    *date = d;
    return true;
}

/* --- RFC 5322 and its elders -------------------------------------------------------------------------------
 */

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The letters here as a slice, stepped over. */
static ts_str word(ts_scan *at)
{
    size_t from = at->pos;
    while (is_letter(ts_scan_peek(at)))
        at->pos++;
    return ts_str_sub(at->s, from, at->pos);
}

/* 1–12 by its first three letters, 0 for none. */
static int month_of(ts_str name)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int i = 0; name.len >= 3 && i < 12; i++)
        if (ts_str_same(ts_str_sub(name, 0, 3), (ts_str){months + 3 * i, 3}))
            return i + 1;
    return 0;
}

/* The zones of RFC 822; all others say nothing sure. */
static void zone(ts_scan *at, ts_date *date)
{
    static const struct {
        const char *name;
        int hours;
    } zones[] = {{"GMT", 0},  {"UTC", 0},  {"UT", 0},   {"Z", 0},    {"EST", -5}, {"EDT", -4},
                 {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};
    if (ts_scan_peek(at) == '+' || ts_scan_peek(at) == '-') {
        ts_scan_offset(at, date);
        return;
    }
    ts_str name = word(at);
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        if (ts_str_same(name, ts_str_of(zones[i].name))) {
            date->has_offset = true;
            date->offset = zones[i].hours * 60;
        }
    }
}

/* "08:30" or "08:30:00"; false where no time is here. */
static bool clock_time(ts_scan *at, ts_date *date)
{
    ts_scan start = *at;
    date->hour = take_number(at, 1, 2);
    if (date->hour >= 0 && take(at, ':')) {
        date->minute = take_digits(at, 2);
        if (date->minute >= 0 && take(at, ':'))
            date->second = take_digits(at, 2);
    }
    if (date->minute >= 0)
        return true;
    *at = start;
    date->hour = -1;
    return false;
}

/* Two digits as RFC 5322 reads them. */
static int full_year(ts_scan *at)
{
    size_t from = at->pos;
    int year = take_number(at, 2, 4);
    if (year < 0 || at->pos - from == 4)
        return year;
    return year + (at->pos - from == 3 ? 1900 : year < 50 ? 2000 : 1900);
}

static void separators(ts_scan *at)
{
    while (ts_scan_peek(at) == ' ' || ts_scan_peek(at) == '-' || ts_scan_peek(at) == ',')
        at->pos++;
}

bool ts_date_rfc822(ts_str s, ts_date *date)
{
    ts_scan at = {ts_str_trim(s), 0};
    ts_date d = TS_NO_DATE;
    ts_str name = word(&at);
    d.month = month_of(name);
    if (d.month == 0 || ts_scan_peek(&at) == ',') { /* a weekday, or nothing */
        separators(&at);
        d.month = month_of(word(&at));
    }
    separators(&at);
    bool asctime = d.month > 0;
    d.day = take_number(&at, 1, 2);
    separators(&at);
    if (!asctime) {
        d.month = month_of(word(&at));
        separators(&at);
        d.year = full_year(&at);
        skip_spaces(&at);
    }
    if (clock_time(&at, &d))
        skip_spaces(&at);
    if (asctime)
        d.year = full_year(&at);
    else if (d.hour >= 0)
        zone(&at, &d);
    skip_spaces(&at);
    /* A comment such as "(UTC)" may follow. */
    if (at.pos < at.s.len && ts_scan_peek(&at) != '(')
        return false;
    if (d.month == 0 || d.day < 1 || !ts_date_valid(&d))
        return false;
    *date = d;
    return true;
}
