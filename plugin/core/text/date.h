/* Dates as precise as their source: a year, a month, a day, a minute, a second, with the offset from UTC only
 * where known. Names of months come from plugin/rules/dates, one room up; here are the forms in digits. */
#ifndef TS_TEXT_DATE_H
#define TS_TEXT_DATE_H

#include "base/buf.h"
#include "base/value.h"

#include <stdint.h>

typedef struct ts_date {
    int year;                 /* 0: no date */
    int month, day;           /* 0: not known */
    int hour, minute, second; /* -1: not known */
    bool has_offset;
    int offset; /* minutes east of UTC */
} ts_date;

/* The whole of s as ISO 8601 or RFC 3339 ("2020-03", "2020-03-12", "2020-03-12T08:30:00+08:00", "20200312"),
 * false where it is not one or no such day exists. */
bool ts_date_iso(ts_str s, ts_date *date);
/* The first date in digits inside s: 2020-03-12, 2020/3/12, 2020.03.12, 2020年3月12日, with a time behind it
 * or not; era years (令和2年, 民國109年); Chinese numerals; digits of all scripts. Years from 1600 to 2199:
 * others are of other calendars. A year alone (2020年) only where no fuller date follows. Not 03/12/2020,
 * whose order nobody knows. `end`, may be NULL, is set behind it. */
bool ts_date_digits(ts_str s, ts_date *date, size_t *end);
/* How many digits of any script s has; no more are counted than a year has, and a sign for years is as many:
 * ts_date_digits finds nothing in a text with fewer. */
#define TS_YEAR_DIGITS 4
size_t ts_date_count_digits(ts_str s);
/* RFC 5322 and RFC 850 forms as feeds and HTTP write them. */
bool ts_date_rfc822(ts_str s, ts_date *date);

/* The whole of s as seconds, or thousandths of them, since 1970, as programs count: 2001 to 2032 alone, as
 * others are not told from a day's digits. */
bool ts_date_epoch(ts_str s, ts_date *date);

/* Moves a date with a day by so many minutes, to the day before or behind; one without a time by whole days.
 */
void ts_date_add(ts_date *date, int64_t minutes);

/* Years of the Solar Hijri calendar of Iran and Afghanistan that are known as such, 1821 to 2121 of ours. */
enum { TS_SOLAR_HIJRI_FIRST = 1200, TS_SOLAR_HIJRI_LAST = 1500 };
/* Makes a date of that calendar, with a day or a month alone, one of the Gregorian calendar (a month alone
 * becomes the one in which most of it lies); false, and nothing changed, for what is none. */
bool ts_date_from_solar_hijri(ts_date *date);

bool ts_date_valid(const ts_date *date);
/* The day of the week of a day there is: 0 for Sunday. */
int ts_date_weekday(int year, int month, int day);
/* As ISO 8601, as precise as the date: "2020-03-12T08:30+08:00". */
char *ts_date_format(ts_arena *arena, const ts_date *date);
/* As RFC 3339 for Atom and sitemaps: what is not known is 0, the first, Z. */
char *ts_date_rfc3339(ts_arena *arena, const ts_date *date);
/* As RFC 822 for RSS: "Thu, 12 Mar 2020 00:00:00 +0000". */
char *ts_date_rss(ts_arena *arena, const ts_date *date);
/* As a reader reads it: by the form that `words` have under `date` for the style, such as "{month} {d},
 * {year}", or for as much as is known of the date: "year", "month". A form they lack is 2020-03-12's. The
 * parts are {year}, {month} (by its name in the list `months`), {m}, {mm}, {day}, {d}, {dd}. False where
 * there is no such style: "year", "month" and "long" always are. */
bool ts_date_words(ts_buf *out, const ts_date *date, const ts_value *words, const char *style);
/* Before, same, after; offsets counted, the less precise first. */
int ts_date_cmp(const ts_date *a, const ts_date *b);

#endif
