#include "extract/part_dates.h"

#include "extract/byline.h"
#include "extract/publication.h"
#include "extract/score.h"
#include "rules/date_words.h"
#include "rules/dates.h"
#include "text/date_parts.h"
#include "text/utf8.h"

enum {
    DATE_AROUND = 24, /* bytes before such a date and behind it */
    YEAR_FIRST = 1990,
    YEAR_LAST = 2100,
    WITNESS_TEXT = 300, /* bytes of a line whose date may tell the day from the month */
};

/* The year that is a folder of its own in an address; 0: none. */
static int year_of_path(ts_str url)
{
    for (size_t at = 0; (at = ts_str_find_char(url, '/', at)) != TS_NPOS; at++) {
        int year = 0;
        size_t i = at + 1;
        for (; i < url.len && i <= at + 4 && url.ptr[i] >= '0' && url.ptr[i] <= '9'; i++)
            year = year * 10 + (url.ptr[i] - '0');
        if (i == at + 5 && i < url.len && url.ptr[i] == '/' && year >= YEAR_FIRST && year <= YEAR_LAST)
            return year;
    }
    return 0;
}

ts_part_known ts_part_know(const char *url, const ts_date *captured)
{
    ts_part_known known = {.captured = captured};
    ts_arena *arena = ts_arena_new();
    const char *day = ts_date_of_url(arena, url);
    if (!day || !ts_date_iso(ts_str_of(day), &known.day))
        known.day = (ts_date){.year = year_of_path(ts_str_of(url))};
    ts_arena_free(arena);
    return known;
}

static bool agrees(const ts_date *date, const ts_date *known)
{
    return date->day > 0 && date->year == known->year && (!known->month || date->month == known->month) &&
           (!known->day || date->day == known->day);
}

/* 03/12/2020 read both ways; false for what is no such date. */
static bool read_both(ts_str line, ts_date both[2])
{
    size_t ends[2];
    return ts_date_find(line, "en-GB", &both[0], &ends[0]) &&
           ts_date_find(line, "en-US", &both[1], &ends[1]) && ends[0] == ends[1] &&
           both[0].year == both[1].year && both[0].month == both[1].day && both[0].day == both[1].month &&
           both[0].day != both[0].month;
}

static bool has_digit(ts_str s)
{
    bool found = false;
    for (size_t i = 0; i < s.len && !found;)
        found = ts_digit_value(ts_utf8_next(s, &i)) >= 0;
    return found;
}

/* The text with the year in it is a date of that year and little else. */
static bool is_date(ts_str text, const char *language, const ts_date *known, ts_date *date)
{
    size_t start, end;
    return ts_byline_find_date(text, language, &start, &end) && start <= DATE_AROUND &&
           !has_digit(ts_str_sub(text, 0, start)) && text.len - end <= DATE_AROUND &&
           ts_date_find(text, language, date, NULL) && agrees(date, known);
}

/* The year before the rest, with its sign or a dash. */
static bool with_year_first(ts_arena *arena, ts_str line, const char *language, const ts_date *known,
                            ts_date *date)
{
    static const uint32_t SIGNS[] = {TS_YEAR_SIGN, TS_YEAR_SIGN_KOREAN, '-'};
    bool found = false;
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS && !found; i++) {
        char sign[4];
        size_t len = ts_utf8_encode(SIGNS[i], sign);
        const char *text =
            ts_arena_printf(arena, "%d%.*s%.*s", known->year, (int)len, sign, (int)line.len, line.ptr);
        found = is_date(ts_str_of(text), language, known, date);
    }
    return found;
}

/* The line with the year, which stands first where the language has it so, else behind day and month. */
static bool with_year(ts_arena *arena, ts_str line, const char *language, const ts_date *known, ts_date *date)
{
    bool found = ts_date_habits_of(language).year_first && language &&
                 with_year_first(arena, line, language, known, date);
    for (size_t i = 3; i <= line.len && !found; i++) {
        if (i < line.len && line.ptr[i] != ' ' && line.ptr[i] != ',')
            continue;
        const char *text = ts_arena_printf(arena, "%.*s %d%.*s", (int)i, line.ptr, known->year,
                                           (int)(line.len - i), line.ptr + i);
        found = is_date(ts_str_of(text), language, known, date);
    }
    return found;
}

/* In the year of the capture, or the one before where that were behind it. */
static bool before_capture(ts_arena *arena, ts_str line, const char *language, const ts_date *captured,
                           ts_date *date)
{
    ts_date year = {.year = captured->year};
    bool found = with_year(arena, line, language, &year, date);
    if (found && ts_date_cmp(date, captured) > 0)
        date->year--;
    return found && ts_date_valid(date);
}

static bool has_year(ts_str line)
{
    size_t digits = 0;
    for (size_t i = 0; i < line.len && digits < TS_YEAR_DIGITS;)
        digits = ts_digit_value(ts_utf8_next(line, &i)) >= 0 ? digits + 1 : 0;
    return digits == TS_YEAR_DIGITS;
}

bool ts_part_date(ts_arena *arena, ts_str line, const char *language, const ts_part_known *known,
                  ts_date *date)
{
    const ts_date *day = &known->day;
    ts_date both[2];
    if (line.len > TS_PART_LINE || !ts_date_count_digits(line))
        return false;
    if (!has_year(line))
        return day->year ? with_year(arena, line, language, day, date)
                         : known->captured && before_capture(arena, line, language, known->captured, date);
    if (!day->month || !read_both(line, both))
        return false;
    *date = agrees(&both[0], day) ? both[0] : both[1];
    return agrees(date, day);
}

/* Which of the two days another line of the page names. */
static const ts_date *witness(const ts_blocks *blocks, const ts_date both[2], const char *language)
{
    ts_date date;
    for (size_t i = 0; i < blocks->blocks.len; i++) {
        ts_str text = ts_str_sub(blocks->blocks.items[i].text, 0, WITNESS_TEXT);
        if (!ts_date_find(text, language, &date, NULL))
            continue;
        for (int k = 0; k < 2; k++)
            if (agrees(&date, &both[k]))
                return &both[k];
    }
    return NULL;
}

void ts_part_read(ts_claims *claims, const ts_blocks *blocks, int first, int last, const ts_part_known *known,
                  const char *language)
{
    const char **field = &claims->by[TS_CLAIM_PAGE].fields.date;
    ts_date date, both[2];
    for (int i = first; i < last && i < (int)blocks->blocks.len && !*field; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        const ts_date *said = NULL;
        if (b->heading || b->text.len > TS_PART_LINE || ts_block_link_density(b) > 0.5 ||
            (b->flags & TS_BLOCK_CAPTION))
            continue;
        if (ts_part_date(claims->arena, b->text, language, known, &date))
            said = &date;
        else if (read_both(b->text, both))
            said = witness(blocks, both, language);
        if (said)
            *field = ts_date_format(claims->arena, said);
    }
}
