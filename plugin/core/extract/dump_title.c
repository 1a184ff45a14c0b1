/* The headline of a text dump. */
#include "extract/dump.h"

#include "extract/line_pieces.h"
#include "extract/lines.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

/* Columns of a headline, and of a dek at the least. */
#define TITLE_MIN 4
#define TITLE_MAX 240
#define DEK_MIN 40
/* Lines under a headline among which its date or byline stands. */
#define UNDER_LINES 4
/* Lines above the body that are looked at. */
#define HEAD_LINES 120
/* The lines of a dump among which the page's <title> stands. */
#define FIRST_LINES 5

static bool ends_like_text(ts_str text)
{
    uint32_t end = ts_utf8_last(text);
    return end == '.' || end == 0x3002 || end == ',' || end == 0xFF0C || end == ';' || end == 0xFF1B ||
           end == ':' || end == 0xFF1A;
}

static bool may_be_title(const ts_dump_line *line)
{
    return !line->rule_class && line->width >= TITLE_MIN && line->width <= TITLE_MAX &&
           (!ends_like_text(line->text) || ts_str_ends(line->text, TS_STR("..")));
}

/* Classes of lines that stand under a headline and not above it. */
static bool stands_under(const char *rule_class)
{
    static const char *const names[] = {"date",     "updated",  "source",   "author",
                                        "reporter", "fontsize", "read-time"};
    for (size_t i = 0; rule_class && i < sizeof names / sizeof *names; i++)
        if (strcmp(rule_class, names[i]) == 0)
            return true;
    return false;
}

/* One of the two holds the other. */
static bool overlap(ts_dump *dump, ts_str line, const char *original)
{
    ts_str a = ts_line_compact(dump->arena, line), b = ts_line_compact(dump->arena, ts_str_of(original));
    return a.len && b.len && (ts_str_find(a, b, 0) != TS_NPOS || ts_str_find(b, a, 0) != TS_NPOS);
}

/* A page's <title> says its headline too, most often with the site's name behind it: in a dump's first lines,
 * or right above. */
static bool is_said_twice(const ts_dump *dump, size_t i)
{
    ts_str text = dump->lines.items[i].text;
    for (size_t k = 0; k < FIRST_LINES && k < dump->first; k++)
        if (k != i && ts_str_starts(dump->lines.items[k].text, text))
            return true;
    return i > 0 && ts_str_starts(dump->lines.items[i - 1].text, text);
}

/* The first line that stands under a headline, near below line i; TS_NPOS where there is none. */
static size_t line_under(const ts_dump *dump, size_t i)
{
    for (size_t k = i + 1; k < dump->first && k - i <= UNDER_LINES; k++)
        if (stands_under(dump->lines.items[k].rule_class))
            return k;
    return TS_NPOS;
}

/* How much speaks for a line as the headline: its nearness to what stands under headlines, to the body, to
 * the headline that another line gave. `any`: some line stands under a headline. */
static int weigh(ts_dump *dump, size_t i, bool any, const char *original)
{
    const ts_dump_line *line = &dump->lines.items[i];
    int weight = 0;
    if (original && line->width >= 12 && overlap(dump, line->text, original))
        weight += 100;
    size_t under = line_under(dump, i);
    if (under != TS_NPOS)
        weight += 30 - 4 * (int)(under - i);
    else if (any)
        weight -= 20;
    else
        weight += dump->first - i <= 3 ? 20 - 4 * (int)(dump->first - i) : 0;
    if (i > 0 && dump->lines.items[i - 1].rule_class &&
        strcmp(dump->lines.items[i - 1].rule_class, "breadcrumb") == 0)
        weight += 25;
    if (line->width >= 16)
        weight += 12;
    if (line->width >= 24)
        weight += 6;
    if (line->gap)
        weight += 4;
    if (line->width >= 12 && is_said_twice(dump, i))
        weight += 80;
    return weight;
}

/* A longer line between the headline and what stands under it, or one that ends as a sentence does. */
static size_t find_dek(const ts_dump *dump, size_t title)
{
    size_t next = title + 1;
    if (next >= dump->first)
        return TS_NPOS;
    const ts_dump_line *line = &dump->lines.items[next];
    return !line->rule_class && line->width >= DEK_MIN && line->width <= 2 * TITLE_MAX ? next : TS_NPOS;
}

/* The first line of the body, where it is short and what follows is not. */
static void take_from_body(ts_dump *dump)
{
    size_t i = dump->first;
    if (dump->end - i < 2 || !may_be_title(&dump->lines.items[i]) ||
        dump->lines.items[i].width > TITLE_MAX / 2 ||
        dump->lines.items[i].width >= dump->lines.items[i + 1].width)
        return;
    dump->title = i;
    dump->first = i + 1;
}

/* Rows of several labels are known only when taken apart. */
static void classify_rows(ts_dump *dump, size_t from)
{
    for (size_t i = from; i < dump->first; i++) {
        ts_dump_line *line = &dump->lines.items[i];
        ts_fields scratch;
        ts_fields_init(&scratch);
        if (!line->rule_class)
            ts_line_read(dump->arena, dump->language, line->text, TS_ZONE_HEAD, &scratch, &line->rule_class);
    }
}

void ts_dump_find_title(ts_dump *dump, const char *original)
{
    size_t from = dump->first > HEAD_LINES ? dump->first - HEAD_LINES : 0, best = TS_NPOS;
    int most = 0;
    bool any = false;
    dump->title = dump->dek = TS_NPOS;
    if (dump->first >= dump->end)
        return;
    classify_rows(dump, from);
    for (size_t i = from; i < dump->first; i++)
        any = any || stands_under(dump->lines.items[i].rule_class);
    for (size_t i = from; i < dump->first; i++) {
        int weight = may_be_title(&dump->lines.items[i]) ? weigh(dump, i, any, original) : 0;
        /* Of two that are as good the lower one, but not over a headline whose dek it is. */
        bool dek = best != TS_NPOS && best + 1 == i && dump->lines.items[i].width >= DEK_MIN &&
                   dump->lines.items[i].width > dump->lines.items[best].width && weight < 100;
        if (weight > 0 && weight >= most && !dek) {
            most = weight;
            best = i;
        }
    }
    dump->title = best;
    if (best == TS_NPOS)
        take_from_body(dump);
    else
        dump->dek = find_dek(dump, best);
}
