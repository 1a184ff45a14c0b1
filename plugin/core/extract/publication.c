#include "extract/publication.h"
#include "rules/dates.h"

#include <stdlib.h>
#include <string.h>

/* Two sources more than those of the claims: lines of the page, its address. */
enum { LINES = TS_CLAIM_COUNT, ADDRESS, SOURCES };

static const double WEIGHTS[SOURCES] = {
    [TS_CLAIM_JSON_LD] = 3,
    [TS_CLAIM_OPEN_GRAPH] = 2.5,
    [TS_CLAIM_MICRODATA] = 2.4,
    [TS_CLAIM_SCHOLAR] = 2,
    [TS_CLAIM_META] = 1.5,
    [TS_CLAIM_PAGE] = 2,
    [LINES] = 0.4,
    [ADDRESS] = 1.6,
};

/* Of a line that calls its date the first: whoever names another speaks of a later one. */
#define FIRST_BONUS 6

/* Content systems date anew what they move or touch: a date near the headline, or in the address, days before
 * what they say is the first. One day between them is but a time zone. */
#define EARLIER_BONUS 4
#define EARLIER_ADDRESS_BONUS 7

enum { ZONE_STEP = 15, ZONE_MOST = 14 * 60, WEST_MOST = 9 * 60 }; /* minutes */

/* --- the address --- */

static bool is_digit_at(ts_str s, size_t at)
{
    return at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9';
}

/* A number of at most `most` digits at *at, which moves behind it and a sign; -1: none. */
static int take_number(ts_str s, size_t *at, size_t most)
{
    int value = 0;
    size_t from = *at;
    while (*at < from + most && is_digit_at(s, *at))
        value = value * 10 + (s.ptr[(*at)++] - '0');
    return *at > from ? value : -1;
}

static bool is_year(int year)
{
    return year >= 1990 && year <= 2100;
}

/* 2020/03/12, 2020-03-12, 20200312, /2020/3/12/ from `at` on, all of the digits there. */
static bool digits_of_path(ts_str s, size_t at, ts_date *date)
{
    *date = (ts_date){.hour = -1, .minute = -1, .second = -1};
    date->year = take_number(s, &at, 4);
    size_t sign = !is_digit_at(s, at), month_at = at + sign;
    at = month_at;
    date->month = take_number(s, &at, 2);
    size_t day_at = at + !is_digit_at(s, at);
    bool short_month = at == month_at + 1;
    at = day_at;
    date->day = take_number(s, &at, 2);
    if ((short_month || at == day_at + 1) && at < s.len && s.ptr[at] != '/')
        return false;
    return is_year(date->year) && date->month > 0 && date->day > 0 && !is_digit_at(s, at) &&
           ts_date_valid(date);
}

/* /2020/03/ */
static bool month_of_path(ts_str s, size_t at, ts_date *date)
{
    *date = (ts_date){.hour = -1, .minute = -1, .second = -1};
    date->year = take_number(s, &at, 4);
    bool slash = at < s.len && s.ptr[at] == '/' && is_digit_at(s, at + 1) && is_digit_at(s, at + 2);
    at++;
    date->month = slash ? take_number(s, &at, 2) : 0;
    return is_year(date->year) && date->month > 0 && at < s.len && s.ptr[at] == '/' && ts_date_valid(date);
}

const char *ts_date_of_url(ts_arena *arena, const char *url)
{
    ts_str s = ts_str_of(url);
    ts_date date;
    s = ts_str_sub(s, 0, ts_str_find_char(s, '?', 0));
    for (size_t at = 8; at + 8 <= s.len; at++)
        if (is_digit_at(s, at) && !is_digit_at(s, at - 1) && digits_of_path(s, at, &date))
            return ts_date_format(arena, &date);
    /* 2020/mar/12, 23-01-2020 */
    size_t host = ts_str_find(s, TS_STR("://"), 0),
           slash = host == TS_NPOS ? TS_NPOS : ts_str_find_char(s, '/', host + 3);
    ts_str path = slash == TS_NPOS ? (ts_str){0} : ts_str_sub(s, slash, s.len);
    if (!ts_date_digits(path, &date, NULL) && ts_date_find(path, NULL, &date, NULL) && date.day > 0 &&
        is_year(date.year))
        return ts_date_format(arena, &date);
    for (size_t at = 1; at + 8 <= path.len; at++)
        if (path.ptr[at - 1] == '/' && month_of_path(path, at, &date))
            return ts_date_format(arena, &date);
    return NULL;
}

/* --- claims --- */

typedef struct chooser {
    const char *texts[SOURCES]; /* NULL: nothing claimed */
    ts_date dates[SOURCES];
    bool first_line; /* LINES is the first publication by its own words */
    bool one_moment; /* the most trusted program gives one for the publication and for the last change */
} chooser;

static bool same_day(const ts_date *a, const ts_date *b)
{
    return a->year == b->year && (!a->month || !b->month || a->month == b->month) &&
           (!a->day || !b->day || a->day == b->day);
}

/* A number that grows with the day, 0 for what is less than one. */
static int day_number(const ts_date *date)
{
    return date->day ? (date->year * 12 + date->month) * 31 + date->day : 0;
}

/* Minutes from the clock of b to that of a, over the days between; wrong by days where months end between. */
static int clock_difference(const ts_date *a, const ts_date *b)
{
    return (day_number(a) - day_number(b)) * 24 * 60 + (a->hour - b->hour) * 60 + a->minute - b->minute;
}

/* More than a day, or more than the clocks of two places differ; a day without a clock lasts to its end,
 * where it ends last. */
static bool is_days_before(const ts_date *a, const ts_date *b)
{
    int first = day_number(a), second = day_number(b);
    int most = ZONE_MOST;
    ts_date end = *a;
    if (a->hour < 0) {
        end.hour = 24;
        end.minute = 0;
        most = WEST_MOST + b->offset;
    }
    return first && second && (first + 1 < second || (b->hour >= 0 && clock_difference(b, &end) > most));
}

/* 03/12/2020 means two days; which, another source knows. */
static void turn(const chooser *c, ts_date *date)
{
    ts_date turned = *date;
    turned.day = date->month;
    turned.month = date->day;
    for (int i = 0; i < TS_CLAIM_PAGE && date->day > 0 && date->day <= 12; i++)
        if (c->texts[i] && !same_day(&c->dates[i], date) && same_day(&c->dates[i], &turned)) {
            *date = turned;
            return;
        }
}

/* What a program says is published, of those that say so: the most trusted. */
static int machine(const chooser *c)
{
    for (int i = 0; i < TS_CLAIM_PAGE; i++)
        if (c->texts[i])
            return i;
    return -1;
}

/* A page shows when it last changed, and that is days before what a program calls its publication: then it
 * was published by that day. */
static void take_early_change(chooser *c, const char *lastmod)
{
    ts_date date;
    int said = machine(c);
    if (c->texts[TS_CLAIM_PAGE] || !lastmod || said < 0 || !ts_date_iso(ts_str_of(lastmod), &date) ||
        !is_days_before(&date, &c->dates[said]))
        return;
    c->texts[TS_CLAIM_PAGE] = lastmod;
    c->dates[TS_CLAIM_PAGE] = date;
}

static void read_dates(ts_arena *arena, chooser *c, const ts_evidence *e)
{
    const ts_claim *by = e->claims->by;
    for (int i = 0; i < TS_CLAIM_COUNT; i++)
        c->texts[i] = by[i].fields.date;
    c->texts[LINES] = e->lines->date;
    c->first_line = e->lines->first_date;
    c->texts[ADDRESS] = ts_date_of_url(arena, e->url);
    if (!c->texts[ADDRESS] && by[TS_CLAIM_META].fields.canonical_url)
        c->texts[ADDRESS] = ts_date_of_url(arena, by[TS_CLAIM_META].fields.canonical_url);
    else if (!c->texts[ADDRESS])
        c->texts[ADDRESS] = ts_date_of_url(arena, by[TS_CLAIM_OPEN_GRAPH].fields.canonical_url);
    for (int i = 0; i < SOURCES; i++)
        if (!c->texts[i] || !ts_date_iso(ts_str_of(c->texts[i]), &c->dates[i]))
            c->texts[i] = NULL;
    turn(c, &c->dates[TS_CLAIM_PAGE]);
    turn(c, &c->dates[LINES]);
    take_early_change(c, by[TS_CLAIM_PAGE].fields.lastmod);
    int said = machine(c);
    const char *changed = said < 0 ? NULL : by[said].fields.lastmod;
    c->one_moment = changed && strcmp(changed, by[said].fields.date) == 0;
}

/* What a source's word is worth more where it names an earlier day than the program does. Far from the
 * headline a line is believed where the program may know of the last change alone. */
static double earlier_bonus(const chooser *c, int of)
{
    if (of == ADDRESS)
        return EARLIER_ADDRESS_BONUS;
    return of == TS_CLAIM_PAGE || (of == LINES && c->one_moment) ? EARLIER_BONUS : 0;
}

/* A source's weight, and that of all who name the same day. */
static double worth(const chooser *c, int of)
{
    double sum = 0;
    int said = machine(c);
    for (int i = 0; i < SOURCES; i++)
        sum += c->texts[i] && same_day(&c->dates[i], &c->dates[of]) ? WEIGHTS[i] : 0;
    if (of == LINES && c->first_line)
        return sum + FIRST_BONUS;
    if (said < 0 || !is_days_before(&c->dates[of], &c->dates[said]))
        return sum;
    return sum + earlier_bonus(c, of);
}

/* --- the same moment, said in more ways --- */

/* Programs write Greenwich time, pages their own: where another source shows the same moment as a clock at
 * the outlet does, its hour and the offset between them say more. */
static void localize(const chooser *c, ts_date *date)
{
    if (!date->has_offset || date->offset != 0 || date->hour < 0)
        return;
    for (int i = 0; i < ADDRESS; i++) {
        const ts_date *other = &c->dates[i];
        if (!c->texts[i] || other->hour < 0)
            continue;
        int offset = clock_difference(other, date);
        bool zone = offset != 0 && abs(offset) <= ZONE_MOST && offset % ZONE_STEP == 0;
        bool seconds = other->second < 0 || date->second < 0 || other->second == date->second;
        if (!zone || !seconds || (other->has_offset && other->offset != offset))
            continue;
        int second = date->second;
        *date = *other;
        date->second = date->second < 0 ? second : date->second;
        date->has_offset = true;
        date->offset = offset;
        return;
    }
}

/* Of all who name that day, the most precise; then the most trusted. */
static int most_precise(const chooser *c, int of)
{
    int best = of;
    for (int i = 0; i < SOURCES; i++)
        if (c->texts[i] && same_day(&c->dates[i], &c->dates[of]) &&
            strlen(c->texts[i]) > strlen(c->texts[best]) &&
            strncmp(c->texts[i], c->texts[best], strlen(c->texts[best])) == 0)
            best = i;
    return best;
}

/* A change at the same moment, perhaps printed with less of it, or before the publication, is none; the same
 * minute with more of it is how the date is known best. */
static void compare_lastmod(ts_fields *fields, const ts_date *date, const ts_date *lastmod)
{
    bool zones = date->has_offset || !lastmod->has_offset;
    ts_date clock = *date; /* of the same place, where no zone says otherwise */
    clock.has_offset = clock.has_offset && lastmod->has_offset;
    clock.offset = clock.has_offset ? clock.offset : 0;
    if (date->minute >= 0 && strlen(fields->lastmod) > strlen(fields->date) &&
        strncmp(fields->lastmod, fields->date, strlen(fields->date)) == 0)
        fields->date = fields->lastmod;
    if (strncmp(fields->lastmod, fields->date, strlen(fields->lastmod)) == 0 ||
        is_days_before(lastmod, date) || (zones && lastmod->hour >= 0 && ts_date_cmp(lastmod, &clock) <= 0))
        fields->lastmod = NULL;
}

static void settle_lastmod(const ts_evidence *e, ts_fields *fields)
{
    for (int i = 0; i < TS_CLAIM_COUNT && !fields->lastmod; i++)
        fields->lastmod = e->claims->by[i].fields.lastmod;
    if (!fields->lastmod)
        fields->lastmod = e->lines->lastmod;
    /* All that is known is when it last changed: both fields say so. */
    if (!fields->date) {
        fields->date = fields->lastmod;
        return;
    }
    ts_date date, lastmod;
    if (fields->lastmod && ts_date_iso(ts_str_of(fields->date), &date) &&
        ts_date_iso(ts_str_of(fields->lastmod), &lastmod))
        compare_lastmod(fields, &date, &lastmod);
}

void ts_publication_settle(ts_arena *arena, const ts_evidence *e, ts_fields *fields)
{
    chooser c = {0};
    int best = -1;
    double most = 0;
    read_dates(arena, &c, e);
    for (int i = 0; i < SOURCES; i++) {
        double sum = c.texts[i] ? worth(&c, i) : 0;
        if (sum > most + 1e-9) {
            best = i;
            most = sum;
        }
    }
    if (best >= 0) {
        best = most_precise(&c, best);
        ts_date date = c.dates[best];
        localize(&c, &date);
        fields->date = ts_date_format(arena, &date);
    } else {
        fields->date = e->claims->scripted;
    }
    settle_lastmod(e, fields);
}
