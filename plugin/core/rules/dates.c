#include "rules/dates.h"

#include "rules/date_tokens.h"
#include "text/utf8.h"

/* Bytes of a text that are looked at. */
#define TEXT_MAX 4096
/* Years of two digits: below it they are of this century. */
#define CENTURY 70
/* Years of other calendars: the least of one that is ahead, the century of its short ones, the least of
 * those.
 */
#define ERA_LEAST 2400
#define ERA_CENTURY 2500
#define ERA_SHORT_LEAST 50
/* Bytes of "12-März-20". */
#define DASHED_MOST 16
/* Bytes of the name of a zone. */
#define ZONE_NAME 8

typedef struct finder {
    const ts_date_tokens *all;
    ts_date_habits is; /* what the language does */
} finder;

static bool is_day(const ts_date_token *t)
{
    return t && t->kind == NUMBER && t->digits <= 2 && t->value >= 1 && t->value <= 31;
}

/* The year of this calendar that a number means; 0: none. A language whose calendar is ahead writes years of
 * it, of two digits too; one whose calendar is behind, of two or three. */
static int year_of(const finder *f, const ts_date_token *t)
{
    if (!t || t->kind != NUMBER)
        return 0;
    if (f->is.era > 0 && t->digits == 2 && t->value >= ERA_SHORT_LEAST)
        return ERA_CENTURY + t->value - f->is.era;
    if (f->is.era < 0 && t->digits >= 2 && t->digits <= 3 && t->value >= ERA_SHORT_LEAST && t->value < 200)
        return t->value - f->is.era;
    if (t->digits != 4 || t->value < 1000 || t->value >= 3000)
        return 0;
    return f->is.era > 0 && t->value > ERA_LEAST ? t->value - f->is.era : t->value;
}

static bool is_solar_year(int year)
{
    return year >= TS_SOLAR_HIJRI_FIRST && year <= TS_SOLAR_HIJRI_LAST;
}

/* A month's name, or two for the same ("آذار/مارس"). */
static bool take_months(const finder *f, size_t *i, int *month)
{
    const ts_date_token *t = ts_date_token_at(f->all, *i);
    if (!t || t->kind != MONTH)
        return false;
    *month = t->value;
    size_t next = *i;
    const ts_date_token *second = ts_date_next_part(f->all, &next);
    if (second && second->kind == MONTH && second->value == *month)
        *i = next;
    return true;
}

static ts_date make_day(int year, int month, int day)
{
    return (ts_date){.year = year, .month = month, .day = day, .hour = -1, .minute = -1, .second = -1};
}

static int of_century(int year)
{
    return year + (year < CENTURY ? 2000 : 1900);
}

/* The year behind a quotation mark, "Mar 12 '20", "12 Mar '20"; 0: it is none. */
static int quoted_year(const finder *f, const ts_date_token *t)
{
    static const ts_str QUOTE = {"\xE2\x80\x99", 3};
    ts_str before = ts_str_sub(f->all->text, 0, t ? t->start : 0);
    bool quoted = ts_str_ends(before, TS_STR("'")) || ts_str_ends(before, QUOTE);
    return quoted && t->kind == NUMBER && t->digits == 2 ? of_century(t->value) : 0;
}

/* That of "12-Mar-20", which begins no earlier. */
static int dashed_year(const finder *f, const ts_date_token *day, const ts_date_token *t)
{
    bool dashes = t && t == day + 2 && day->before != '-' && day[1].before == '-' && t->before == '-';
    return dashes && t->kind == NUMBER && t->digits == 2 && t->end - day->start <= DASHED_MOST
               ? of_century(t->value)
               : 0;
}

/* "12 March 2020", "12. März 2020", "12 de marzo de 2020". */
static bool day_month_year(const finder *f, size_t *i, ts_date *date)
{
    size_t k = *i;
    int month, year;
    const ts_date_token *day = ts_date_token_at(f->all, k);
    if (!is_day(day) || !ts_date_next_part(f->all, &k) || !take_months(f, &k, &month))
        return false;
    const ts_date_token *last = ts_date_next_part(f->all, &k);
    if (!(year = year_of(f, last)) && !(year = quoted_year(f, last)) && !(year = dashed_year(f, day, last)))
        return false;
    *date = make_day(year, month, day->value);
    *i = k;
    return true;
}

/* "March 12, 2020", or "March 2020". */
static bool month_day_year(const finder *f, size_t *i, ts_date *date)
{
    size_t k = *i;
    int month, year;
    const ts_date_token *day, *before = k ? ts_date_token_at(f->all, k - 1) : NULL;
    if (!take_months(f, &k, &month))
        return false;
    day = ts_date_next_part(f->all, &k);
    /* A number right before the month was its day, and none that there is. */
    bool numbered = before && before->kind == NUMBER && ts_date_is_near(f->all, before, before + 1);
    if (day && day->digits == 4 && !numbered && (year = year_of(f, day))) {
        *date = make_day(year, month, 0);
        *i = k;
        return true;
    }
    if (!is_day(day))
        return false;
    const ts_date_token *last = ts_date_next_part(f->all, &k);
    if (!(year = year_of(f, last)) && !(year = quoted_year(f, last)))
        return false;
    *date = make_day(year, month, day->value);
    *i = k;
    return true;
}

/* "Mar 12 08:30:12 PST 2002", as ctime() of C, date(1) and much that is older than the web write it. */
static bool month_day_clock_year(const finder *f, size_t *i, ts_date *date)
{
    size_t k = *i, clock;
    ts_date timed = make_day(0, 0, 0);
    const ts_date_token *day;
    if (!take_months(f, &k, &timed.month) || !is_day(day = ts_date_next_part(f->all, &k)))
        return false;
    clock = ts_date_clock_behind(f->all, k, &timed);
    timed.day = day->value;
    if (clock == k || timed.second < 0 || !(timed.year = year_of(f, ts_date_next_part(f->all, &clock))))
        return false;
    *date = timed;
    *i = clock;
    return true;
}

/* "2020 March 12", or "2020 12 March" as in Latvian and Kazakh. */
static bool year_month_day(const finder *f, size_t *i, ts_date *date)
{
    size_t k = *i;
    int month;
    const ts_date_token *first = ts_date_token_at(f->all, k), *day;
    int year = first && first->digits == 4 ? year_of(f, first) : 0;
    if (!year || !(day = ts_date_next_part(f->all, &k)))
        return false;
    if (is_day(day)) {
        size_t behind;
        if (!ts_date_next_part(f->all, &k) || !take_months(f, &k, &month))
            return false;
        behind = k;
        if (year_of(f, ts_date_next_part(f->all, &behind))) /* the day's own year */
            return false;
    } else if (!take_months(f, &k, &month) || !is_day(day = ts_date_next_part(f->all, &k))) {
        return false;
    }
    *date = make_day(year, month, day->value);
    *i = k;
    return true;
}

/* Units behind their numbers, as Korean writes them, or before, as Vietnamese does. */
static bool with_units(const finder *f, size_t *i, ts_date *date)
{
    int parts[3] = {0};
    int found = 0;
    size_t k = *i, end = *i;
    for (; found < 3; found++) {
        const ts_date_token *a = ts_date_token_at(f->all, k), *b = ts_date_token_at(f->all, k + 1);
        if (!a || !b || a->kind == b->kind || (a->kind != UNIT && b->kind != UNIT) ||
            (a->kind != NUMBER && b->kind != NUMBER))
            break;
        const ts_date_token *unit = a->kind == UNIT ? a : b, *number = a->kind == UNIT ? b : a;
        if (parts[unit->value])
            break;
        parts[unit->value] = unit->value == 0 ? year_of(f, number) : number->value;
        end = k + 1;
        k += 2;
    }
    if (!parts[0] || !parts[1])
        return false;
    *date = make_day(parts[0], parts[1], parts[2]);
    *i = end;
    return true;
}

/* True where a time of day stands behind token i. */
static bool is_timed(const finder *f, size_t i)
{
    const ts_date_token *hour = ts_date_token_at(f->all, i + 1), *minute = ts_date_token_at(f->all, i + 2);
    return minute && hour->kind == NUMBER && minute->kind == NUMBER && minute->digits == 2 &&
           (minute->before == ':' || minute->before == '.') && minute->start - hour->end == 1;
}

/* 12.03.20, close together and no more of them: two digits each where the day is first. Fewer, 3/12/20 where
 * the month is, or 12-03-20 only before a time of day, the slashes also alone: a score and a part's number
 * look the same. */
static bool is_short_year(const finder *f, size_t i)
{
    const ts_date_token *a = ts_date_token_at(f->all, i), *b = ts_date_token_at(f->all, i + 1),
                        *c = ts_date_token_at(f->all, i + 2), *d = ts_date_token_at(f->all, i + 3);
    if (!c || c->kind != NUMBER || c->digits != 2)
        return false;
    bool slashes = b->before == '/' && c->before == '/';
    bool more = d && d->kind == NUMBER && d->start - c->end == 1 && d->before != ' ' && d->before != ',';
    bool part = a->start > 0 && f->all->text.ptr[a->start - 1] == '.';
    bool close = b->start - a->end == 1 && c->start - b->end == 1 && !more && !part;
    bool padded = f->is.day_first && a->digits == 2 && b->digits == 2 && c->before != '-';
    bool alone = slashes && a->start == 0 && c->end == f->all->text.len;
    return close && (f->is.day_first || (f->is.month_first && slashes)) &&
           (padded || alone || is_timed(f, i + 2));
}

/* 08-03-12 20:15, as boards write it where the year comes first: a time of day stands behind it. */
static bool short_year_first(const finder *f, size_t i, ts_date *date)
{
    const ts_date_token *t[5];
    for (size_t k = 0; k < 5; k++)
        if (!(t[k] = ts_date_token_at(f->all, i + k)) || t[k]->kind != NUMBER || t[k]->digits > 2)
            return false;
    bool close = t[1]->start - t[0]->end == 1 && t[2]->start - t[1]->end == 1 && t[4]->start - t[3]->end == 1;
    bool whole = t[0]->digits == 2 && t[1]->digits == 2 && t[2]->digits == 2 && t[4]->digits == 2;
    bool alone = t[0]->start == 0 || !(t[0]->before == '.' || t[0]->before == '-' || t[0]->before == '/');
    if (!f->is.year_first || !close || !whole || !alone || t[1]->before != t[2]->before ||
        t[4]->before != ':' || !(t[1]->before == '.' || t[1]->before == '/' || t[1]->before == '-') ||
        t[1]->value > 12 || !is_day(t[1]) || !is_day(t[2]))
        return false;
    *date = make_day(of_century(t[0]->value), t[1]->value, t[2]->value);
    return true;
}

/* 109/03/12, of a calendar that is behind, and 1403/02/25, of the Solar Hijri one. */
static bool era_in_digits(const finder *f, size_t i, ts_date *date)
{
    const ts_date_token *a = ts_date_token_at(f->all, i), *b = ts_date_token_at(f->all, i + 1),
                        *c = ts_date_token_at(f->all, i + 2);
    int year = year_of(f, a);
    bool known = (f->is.era < 0 && year && a->digits == 3) || (f->is.solar_hijri && is_solar_year(year));
    if (!known || !is_day(b) || !is_day(c) || b->before != c->before || b->start - a->end != 1 ||
        c->start - b->end != 1 || !(b->before == '.' || b->before == '/' || b->before == '-'))
        return false;
    *date = make_day(year, b->value, c->value);
    return true;
}

static bool is_unpadded(const ts_date_token *t)
{
    return t->value < 10 && t->digits == 1;
}

/* True where the name of the weekday right before token i is that of the date. */
static bool is_told_weekday(const finder *f, size_t i, ts_date date)
{
    const ts_date_token *t = i > 0 ? ts_date_token_at(f->all, i - 1) : NULL;
    return t && t->kind == WORD && t->value > 0 && ts_date_valid(&date) &&
           t->value % 7 == ts_date_weekday(date.year, date.month, date.day);
}

/* 12.03.2020 is day first wherever it is written; 12/03/2020 only where the language, the numbers or the
 * weekday say so. */
static bool in_digits(const finder *f, size_t *i, ts_date *date)
{
    const ts_date_token *a = ts_date_token_at(f->all, *i), *b = ts_date_token_at(f->all, *i + 1),
                        *c = ts_date_token_at(f->all, *i + 2);
    if (short_year_first(f, *i, date) || era_in_digits(f, *i, date)) {
        *i += 2;
        return true;
    }
    if (!is_day(a) || !is_day(b) || !(year_of(f, c) || is_short_year(f, *i)) || b->before != c->before ||
        c->start - b->end > 2 || !(c->before == '.' || c->before == '/' || c->before == '-'))
        return false;
    int year = year_of(f, c);
    year = year ? year : of_century(c->value);
    bool dots = c->before == '.';
    bool day_first = dots || a->value > 12 || (f->is.day_first && b->value <= 12);
    bool unpadded = f->is.unpadded_month_first && c->before == '/' && is_unpadded(a) && is_unpadded(b);
    bool month_first = !dots && (b->value > 12 || f->is.month_first || unpadded);
    if (!day_first && !month_first) {
        day_first = is_told_weekday(f, *i, make_day(year, b->value, a->value));
        month_first = is_told_weekday(f, *i, make_day(year, a->value, b->value));
    }
    if (day_first == month_first)
        return false;
    *date = make_day(year, day_first ? b->value : a->value, day_first ? a->value : b->value);
    *i += 2;
    return true;
}

/* Makes a date of the Solar Hijri calendar, which its month or its year tells, one of ours. */
static bool to_gregorian(const finder *f, ts_date *date)
{
    bool named = date->month > 12;
    if (!named && !(f->is.solar_hijri && is_solar_year(date->year)))
        return true;
    date->month -= named ? 12 : 0;
    return ts_date_from_solar_hijri(date);
}

/* The date that begins at token i, with the time beside it: sets where it begins and ends. */
static bool read_date(const finder *f, size_t i, ts_date *date, size_t *start, size_t *end)
{
    static bool (*const forms[])(const finder *, size_t *, ts_date *) = {
        with_units, day_month_year, month_day_year, month_day_clock_year, year_month_day, in_digits};
    const ts_date_tokens *all = f->all;
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
        size_t first = i, last = i;
        if (!forms[k](f, &last, date))
            continue;
        if (!to_gregorian(f, date) || !ts_date_valid(date))
            continue;
        ts_date timed = *date;
        if (date->day && date->hour < 0) {
            last = ts_date_clock_behind(all, last, &timed);
            first = timed.hour < 0 ? ts_date_clock_before(all, i, &timed) : i;
        }
        *date = ts_date_valid(&timed) ? timed : *date;
        *start = all->items[first].start;
        *end = all->items[last].end;
        return true;
    }
    return false;
}

static bool find_words(ts_str s, const char *language, ts_date_habits habits, ts_date *date, size_t *start,
                       size_t *end)
{
    ts_date_tokens all;
    finder f = {.all = &all, .is = habits};
    bool found = false;
    ts_date_tokenize(s, language, &all);
    for (size_t i = 0; !found && i < all.len; i++)
        found = all.items[i].kind != WORD && read_date(&f, i, date, start, end);
    return found;
}

/* The zone named right behind a time that the digits gave. */
static void take_zone(ts_str s, const char *language, ts_date *date, size_t *end)
{
    size_t from = *end, to;
    while (from < s.len && from < *end + 2 && (s.ptr[from] == ' ' || s.ptr[from] == '('))
        from++;
    for (to = from; to < s.len && ts_is_alnum((unsigned char)s.ptr[to]) && to < from + ZONE_NAME; to++)
        continue;
    char name[ZONE_NAME];
    for (size_t i = from; i < to; i++)
        name[i - from] = (char)(s.ptr[i] | 0x20);
    const ts_date_word *word = to > from ? ts_date_word_find((ts_str){name, to - from}, language) : NULL;
    if (!word || word->kind != TS_WORD_ZONE)
        return;
    date->has_offset = true;
    date->offset = word->value;
    *end = to;
    if (date->offset == 0)
        ts_date_read_east(s, end, &date->offset);
}

bool ts_date_find(ts_str s, const char *language, ts_date *date, size_t *end)
{
    ts_date digits = {0}, words = {0};
    size_t digits_end = 0, words_start = 0, words_end = 0;
    s = ts_str_sub(s, 0, TEXT_MAX);
    /* Most lines have no date. Years of other calendars have two digits or three. */
    size_t count = ts_date_count_digits(s);
    if (count < 2)
        return false;
    ts_date_habits habits = ts_date_habits_of(language);
    if (count < TS_YEAR_DIGITS && !habits.era)
        return false;
    bool in_digits_found = ts_date_digits(s, &digits, &digits_end);
    bool in_words_found = find_words(s, language, habits, &words, &words_start, &words_end);
    if (in_digits_found && digits.hour >= 0 && !digits.has_offset)
        take_zone(s, language, &digits, &digits_end);
    /* The one that begins first; where digits are part of what is said in words, the words know more. */
    bool use_words = in_words_found && (!in_digits_found || words_start < digits_end);
    if (in_digits_found && in_words_found && digits_end >= words_end && digits.year == words.year &&
        digits.month == words.month && digits.day == words.day)
        use_words = false;
    if (!in_digits_found && !in_words_found)
        return false;
    *date = use_words ? words : digits;
    if (end)
        *end = use_words ? words_end : digits_end;
    return true;
}
