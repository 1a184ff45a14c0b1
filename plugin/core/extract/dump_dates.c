/* The date of a dump. */
#include "extract/dump.h"

#include "extract/near_dates.h"
#include "extract/part_dates.h"
#include "extract/publication.h"
#include "rules/dates.h"
#include "text/utf8.h"

#include <string.h>

/* Lines under the headline in which its date stands, and above it. */
#define DATE_LINES 8
#define LINES_ABOVE 4
/* Lines of the body's head that may be a date without its year. */
#define LINES_INSIDE 3
/* Bytes of a line whose date has a year of two digits. */
#define SHORT_BYTES 40
/* … that says when the article was published, and when it changed. */
#define ROW_BYTES 200

/* One or two digits at *pos, which is set behind them; -1. */
static int take_number(ts_str s, size_t *pos)
{
    int number = 0;
    size_t from = *pos;
    while (*pos < s.len && *pos - from < 3 && s.ptr[*pos] >= '0' && s.ptr[*pos] <= '9')
        number = number * 10 + (s.ptr[(*pos)++] - '0');
    return *pos > from && *pos - from <= 2 ? number : -1;
}

/* Three numbers with one sign between them, that stand alone. */
static bool find_three(ts_str s, int numbers[3], char *sign)
{
    for (size_t i = 0; i < s.len; i++) {
        size_t at = i;
        if (i > 0 && (ts_is_alnum((unsigned char)s.ptr[i - 1]) || s.ptr[i - 1] == *sign))
            continue;
        *sign = 0;
        int n = 0;
        for (; n < 3 && (numbers[n] = take_number(s, &at)) >= 0; n++) {
            char c = at < s.len ? s.ptr[at] : ' ';
            if (n == 2 || (c != '-' && c != '.' && c != '/') || (*sign && c != *sign))
                break;
            *sign = c;
            at++;
        }
        if (n == 2 && numbers[2] >= 0 &&
            (at == s.len || (!ts_is_alnum((unsigned char)s.ptr[at]) && s.ptr[at] != *sign)))
            return true;
    }
    return false;
}

static bool page_says(const ts_dump *dump, ts_str page, const char *format, int year, int month)
{
    const char *text = ts_arena_printf(dump->arena, format, year, month);
    return ts_str_find(page, ts_str_of(text), 0) != TS_NPOS;
}

bool ts_dump_short_date(const ts_dump *dump, ts_str text, ts_date *date)
{
    static const char *const FORMS[] = {"%04d-%02d", "%04d-%d-", "%04d/%02d", "%04d.%02d"};
    int n[3];
    char sign = 0;
    if (text.len > SHORT_BYTES || !find_three(text, n, &sign))
        return false;
    ts_str page = ts_dump_text(dump);
    *date =
        (ts_date){.year = 2000 + n[0], .month = n[1], .day = n[2], .hour = -1, .minute = -1, .second = -1};
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++)
        if (ts_date_valid(date) && page_says(dump, page, FORMS[i], date->year, date->month))
            return true;
    date->year = 2000 + n[2];
    date->day = n[0];
    return sign == '.' && ts_date_valid(date) && page_says(dump, page, "%04d", date->year, 0);
}

static void take_date(ts_dump *dump, size_t i, const char **field)
{
    ts_date date;
    const ts_dump_line *line = &dump->lines.items[i];
    const char *captured = dump->options ? dump->options->captured_at : NULL;
    ts_str text = line->under ? line->text : (ts_str){0};
    if (captured && !line->prose && !line->dated && ts_date_iso(ts_str_of(captured), &date))
        text = ts_near_dates_since(dump->arena, line->text, false, dump->language, &date);
    bool whole = ts_date_find(text, dump->language, &date, NULL) && date.day > 0;
    if (whole || (!line->prose && ts_dump_short_date(dump, line->text, &date)))
        *field = ts_date_format(dump->arena, &date);
}

/* Where no line says what its date is, the first under the headline is it, else the last one above. */
static void find_date(ts_dump *dump, ts_fields *fields)
{
    size_t title = dump->title;
    for (size_t i = title + 1; !fields->date && i < dump->head_end && i - title <= DATE_LINES; i++)
        take_date(dump, i, &fields->date);
    for (size_t i = title; !fields->date && i > 0 && title - i < LINES_ABOVE; i--)
        take_date(dump, i - 1, &fields->date);
}

void ts_dump_settle_date(ts_dump *dump, ts_fields *fields)
{
    bool changed = fields->lastmod != NULL;
    if (!fields->date && !changed && dump->title < dump->lines.len)
        find_date(dump, fields);
    if (!fields->date && changed) {
        fields->date = fields->lastmod;
        fields->lastmod = NULL;
    }
}

/* A part of a date in the lines around the headline, and what is known of the rest. */
static bool find_part(const ts_dump *dump, const ts_part_known *known, ts_date *date)
{
    size_t first = dump->title > LINES_ABOVE ? dump->title - LINES_ABOVE : 0;
    size_t end = dump->first + LINES_INSIDE < dump->end ? dump->first + LINES_INSIDE : dump->end;
    for (size_t i = first; i < dump->head_end || i < end; i++) {
        const ts_dump_line *line = &dump->lines.items[i];
        if (i != dump->title && !line->prose &&
            ts_part_date(dump->arena, ts_dump_unmarked(line->text), dump->language, known, date))
            return true;
    }
    return false;
}

/* What stands behind a date in its line and says when the article changed: "12 March 2020, updated …". */
static void find_change(ts_dump *dump, ts_fields *fields)
{
    size_t first = dump->title > LINES_ABOVE ? dump->title - LINES_ABOVE : 0, end;
    for (size_t i = first; i < dump->head_end && !fields->lastmod; i++) {
        const ts_dump_line *line = &dump->lines.items[i];
        ts_fields said;
        ts_date date;
        ts_fields_init(&said);
        if (line->prose || line->text.len > ROW_BYTES ||
            !ts_date_find(line->text, dump->language, &date, &end))
            continue;
        ts_line_read(dump->arena, NULL, dump->language,
                     ts_utf8_trim(ts_str_sub(line->text, end, line->text.len)), TS_ZONE_HEAD, &said, NULL);
        if (said.lastmod && strcmp(said.lastmod, fields->date) > 0)
            fields->lastmod = said.lastmod;
    }
}

void ts_dump_complete_date(ts_dump *dump, ts_fields *fields)
{
    const ts_extract_options *options = dump->options;
    const char *url = options ? options->url : NULL;
    ts_date captured, date;
    if (dump->title >= dump->lines.len)
        return;
    if (fields->date) {
        find_change(dump, fields);
        return;
    }
    bool dated = options && options->captured_at && ts_date_iso(ts_str_of(options->captured_at), &captured);
    ts_part_known known = ts_part_know(url, dated ? &captured : NULL);
    if (find_part(dump, &known, &date))
        fields->date = ts_date_format(dump->arena, &date);
    else
        fields->date = ts_date_of_url(dump->arena, url);
}
