#include "text/date_parts.h"
#include "text/utf8.h"

/* Moments as programs count them: digits of the seconds, those of their thousandths behind them, and which
 * are believed. */
enum { EPOCH_DIGITS = 10, THOUSANDTHS = 3, EPOCH_FIRST = 1000000000, EPOCH_LAST = 1980000000 };

/* Days of the Gregorian calendar before 1970-01-01, counted without a table (H. Hinnant, "chrono-compatible
 * low-level date algorithms"): years begin in March, so that the leap day is the last. */
static int64_t days_from_civil(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static void civil_from_days(int64_t days, ts_date *date)
{
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, day_of_era = z - era * 146097;
    int64_t year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year + year / 4 - year / 100),
            month = (5 * day_of_year + 2) / 153;
    date->day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
    date->month = (int)(month < 10 ? month + 3 : month - 9);
    date->year = (int)(year + era * 400 + (date->month <= 2));
}

void ts_date_add(ts_date *date, int64_t minutes)
{
    bool timed = date->hour >= 0;
    int64_t all = days_from_civil(date->year, date->month, date->day) * 1440 + minutes;
    all += timed ? date->hour * 60 + date->minute : 0;
    int64_t days = all >= 0 ? all / 1440 : (all - 1439) / 1440, rest = all - days * 1440;
    civil_from_days(days, date);
    if (timed) {
        date->hour = (int)(rest / 60);
        date->minute = (int)(rest % 60);
    }
}

/* Six months of 31 days, five of 30, the last of 29, of 30 in leap years, of which 33 years have 8; checked
 * against ICU's calendar for all its years. The day is counted from 1970-01-01. */
bool ts_date_from_solar_hijri(ts_date *date)
{
    int year = date->year, month = date->month, day = date->day ? date->day : 20;
    bool leap = (8 * year + 29) / 33 > (8 * year + 21) / 33;
    int month_days = month <= 6 ? 31 : month < 12 || leap ? 30 : 29;
    if (year < TS_SOLAR_HIJRI_FIRST || year > TS_SOLAR_HIJRI_LAST || month < 1 || month > 12 || day < 1 ||
        day > month_days)
        return false;
    int64_t before = 31 * (month - 1) - (month > 7 ? month - 7 : 0);
    bool has_day = date->day > 0;
    civil_from_days(-492268 + 365 * (int64_t)(year - 1) + (8 * year + 21) / 33 + before + day - 1, date);
    date->day = has_day ? date->day : 0;
    return true;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static bool valid_time(const ts_date *date)
{
    if (date->hour < 0)
        return date->minute < 0 && date->second < 0 && !date->has_offset;
    if (date->day == 0 || date->hour > 23 || date->minute < 0 || date->minute > 59)
        return false;
    /* 60: a leap second. */
    if (date->second < -1 || date->second > 60)
        return false;
    return !date->has_offset || (date->offset >= -18 * 60 && date->offset <= 18 * 60);
}

size_t ts_date_count_digits(ts_str s)
{
    size_t count = 0;
    for (size_t pos = 0; pos < s.len && count < TS_YEAR_DIGITS;) {
        uint32_t c = ts_utf8_next(s, &pos);
        if (c == TS_YEAR_SIGN || c == TS_YEAR_SIGN_KOREAN)
            return TS_YEAR_DIGITS;
        count += ts_digit_value(c) >= 0;
    }
    return count;
}

bool ts_date_epoch(ts_str s, ts_date *date)
{
    int64_t seconds = 0;
    if (s.len != EPOCH_DIGITS && s.len != EPOCH_DIGITS + THOUSANDTHS)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        seconds = i < EPOCH_DIGITS ? seconds * 10 + (s.ptr[i] - '0') : seconds;
    }
    if (seconds < EPOCH_FIRST || seconds > EPOCH_LAST)
        return false;
    *date = (ts_date){.year = 1970, .month = 1, .day = 1, .has_offset = true};
    ts_date_add(date, seconds / 60);
    date->second = (int)(seconds % 60);
    return true;
}

bool ts_date_valid(const ts_date *date)
{
    if (date->year < 1 || date->year > 9999 || date->month < 0 || date->month > 12 || date->day < 0)
        return false;
    if (date->day > 0 && (date->month == 0 || date->day > days_in_month(date->year, date->month)))
        return false;
    return valid_time(date);
}

/* "Z", "+08:00", or without the colon for RSS. */
static char *format_offset(ts_arena *arena, int offset, const char *zero, const char *colon)
{
    if (offset == 0)
        return ts_arena_strdup(arena, zero);
    int minutes = offset < 0 ? -offset : offset;
    return ts_arena_printf(arena, "%c%02d%s%02d", offset < 0 ? '-' : '+', minutes / 60, colon, minutes % 60);
}

char *ts_date_format(ts_arena *arena, const ts_date *date)
{
    if (date->month == 0)
        return ts_arena_printf(arena, "%04d", date->year);
    if (date->day == 0)
        return ts_arena_printf(arena, "%04d-%02d", date->year, date->month);
    char *day = ts_arena_printf(arena, "%04d-%02d-%02d", date->year, date->month, date->day);
    if (date->hour < 0)
        return day;
    char *second = ts_arena_strdup(arena, "");
    if (date->second >= 0)
        second = ts_arena_printf(arena, ":%02d", date->second);
    const char *offset = date->has_offset ? format_offset(arena, date->offset, "Z", ":") : "";
    return ts_arena_printf(arena, "%sT%02d:%02d%s%s", day, date->hour, date->minute, second, offset);
}

static int known(int n, int otherwise)
{
    return n > otherwise ? n : otherwise;
}

char *ts_date_rfc3339(ts_arena *arena, const ts_date *date)
{
    const char *offset = format_offset(arena, date->has_offset ? date->offset : 0, "Z", ":");
    return ts_arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02d%s", date->year, known(date->month, 1),
                           known(date->day, 1), known(date->hour, 0), known(date->minute, 0),
                           known(date->second, 0), offset);
}

int ts_date_weekday(int year, int month, int day)
{
    return (int)(((days_from_civil(year, month, day) + 4) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

char *ts_date_rss(ts_arena *arena, const ts_date *date)
{
    static const char names[] = "SunMonTueWedThuFriSat";
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int month = known(date->month, 1), day = known(date->day, 1);
    int weekday = ts_date_weekday(date->year, month, day);
    const char *offset = format_offset(arena, date->has_offset ? date->offset : 0, "+0000", "");
    return ts_arena_printf(arena, "%.3s, %02d %.3s %04d %02d:%02d:%02d %s", names + 3 * weekday, day,
                           months + 3 * (month - 1), date->year, known(date->hour, 0), known(date->minute, 0),
                           known(date->second, 0), offset);
}

/* Seconds since 1970, what is not known being the first. */
static int64_t seconds_of(const ts_date *date)
{
    int64_t days = days_from_civil(date->year, known(date->month, 1), known(date->day, 1));
    int64_t minutes = days * 1440 + known(date->hour, 0) * 60 + known(date->minute, 0);
    return (minutes - (date->has_offset ? date->offset : 0)) * 60 + known(date->second, 0);
}

static int precision_of(const ts_date *date)
{
    return (date->month > 0) + (date->day > 0) + (date->hour >= 0) + (date->second >= 0);
}

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

int ts_date_cmp(const ts_date *a, const ts_date *b)
{
    if (a->year == 0 || b->year == 0)
        return order(a->year != 0, b->year != 0);
    int by_time = order(seconds_of(a), seconds_of(b));
    return by_time ? by_time : order(precision_of(a), precision_of(b));
}
