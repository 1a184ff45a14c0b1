/* The lines at a dump's head that say when, by whom and whence. */
#include "extract/dump.h"

#include "extract/lines.h"
#include "rules/dates.h"
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
    return ts_date_find(text, dump->language, &date, &end) && date.day > 0 && end <= bytes;
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

void ts_dump_classify_rows(ts_dump *dump, size_t from)
{
    for (size_t i = from; i < dump->first; i++)
        classify_row(dump, &dump->lines.items[i]);
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
