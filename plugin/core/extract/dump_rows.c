/* The lines at a dump's head that say when, by whom and whence. */
#include "extract/dump.h"

#include "extract/byline.h"
#include "extract/lines.h"
#include "rules/dates.h"
#include "rules/phrases.h"
#include "text/utf8.h"

/* Columns of a line that holds a date and little else. */
#define DATED_WIDTH 100
/* Bytes up to the end of a date that opens the item of a list; later it is told of. */
#define DATED_SOON 40
/* … that stands in a line behind a dek. */
#define DATED_INSIDE 60
/* Lines of the body's beginning that may be the head's, and paragraphs among them that may be a dek or
 * captions. */
#define HEAD_INSIDE 12
/* Lines that a byline goes on in, and columns of each. */
#define NAMES 8
#define NAMES_WIDTH 60
#define DEKS 3

/* Classes of lines that stand under a headline and not above it. */
static bool stands_under(const char *rule_class)
{
    static const char *const names[] = {"date",     "updated",  "source",    "author",
                                        "reporter", "fontsize", "read-time", NULL};
    return ts_str_is_one_of(ts_str_of(rule_class), names);
}

/* True for a line with a whole date no more than so many bytes from its beginning. */
static bool is_dated_within(const ts_dump *dump, ts_str text, size_t bytes)
{
    ts_date date;
    size_t end;
    return (ts_date_find(text, dump->language, &date, &end) && date.day > 0 && end <= bytes) ||
           ts_dump_short_date(dump, text, &date);
}

/* Rows of several labels are known only when taken apart. */
static void classify_row(ts_dump *dump, ts_dump_line *line)
{
    ts_fields scratch;
    ts_fields_init(&scratch);
    if (!line->rule_class || stands_under(line->rule_class))
        line->text = ts_dump_unglue(dump->arena, line->text, dump->language);
    if (!line->rule_class)
        ts_line_read(dump->arena, NULL, dump->language, line->text, TS_ZONE_HEAD, &scratch,
                     &line->rule_class);
    bool sentence = line->ended || ts_str_find(line->text, TS_STR("，"), 0) != TS_NPOS;
    line->dated = !line->rule_class && line->width <= DATED_WIDTH && !sentence &&
                  is_dated_within(dump, line->text, ts_dump_is_marked(line->text) ? DATED_SOON : TS_NPOS);
    line->under = line->dated || stands_under(line->rule_class);
}

/* The line begins with the word that joins the last of several names, behind `text`. */
static bool begins_with_joiner(const ts_dump *dump, ts_str text, ts_str line)
{
    ts_line_match match;
    const char *both =
        ts_arena_printf(dump->arena, "%.*s %.*s", (int)text.len, text.ptr, (int)line.len, line.ptr);
    return ts_phrases_match_class(ts_phrases_get(), dump->language, "name-joiner", ts_str_of(both), &match) &&
           match.start == text.len;
}

/* A byline over several lines becomes one: "By Jane Doe," above "Al Roe" and "and Jim Poe". The others are
 * left without text. */
static void join_byline(ts_dump *dump, size_t i)
{
    ts_dump_line *line = &dump->lines.items[i];
    if (line->prose || line->width > NAMES_WIDTH ||
        line->text.len == ts_byline_names(line->text, dump->language).len)
        return;
    for (size_t k = i + 1; k < dump->first && k <= i + NAMES; k++) {
        ts_dump_line *next = &dump->lines.items[k];
        if (next->prose || next->rule_class || next->ended || next->width > NAMES_WIDTH ||
            is_dated_within(dump, next->text, TS_NPOS) ||
            (!ts_str_ends(line->text, TS_STR(",")) && !begins_with_joiner(dump, line->text, next->text)))
            break;
        line->text = ts_str_of(ts_arena_printf(dump->arena, "%.*s %.*s", (int)line->text.len, line->text.ptr,
                                               (int)next->text.len, next->text.ptr));
        line->rule_class = NULL;
        next->text = (ts_str){0};
    }
}

void ts_dump_classify_rows(ts_dump *dump, size_t from)
{
    for (size_t i = from; i < dump->first; i++) {
        join_byline(dump, i);
        classify_row(dump, &dump->lines.items[i]);
    }
}

/* A dek reads like a paragraph: the lines that say when and by whom stand behind it. */
void ts_dump_find_head_end(ts_dump *dump)
{
    size_t prose = 0, lines = 0;
    bool dated = false;
    dump->head_end = dump->first;
    for (size_t i = dump->title + 1; i < dump->first; i++)
        dated = dated ||
                (dump->lines.items[i].under && is_dated_within(dump, dump->lines.items[i].text, DATED_WIDTH));
    for (size_t i = dump->first; !dated && i < dump->end && lines < HEAD_INSIDE && prose <= DEKS; i++) {
        ts_dump_line *line = &dump->lines.items[i];
        prose += line->prose;
        lines += !line->unlikely;
        if (line->prose)
            continue;
        classify_row(dump, line);
        line->under = line->under && (!line->dated || is_dated_within(dump, line->text, DATED_INSIDE));
        if (line->under)
            dump->head_end = i + 1;
    }
}
