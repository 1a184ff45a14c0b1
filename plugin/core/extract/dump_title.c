/* The headline of a text dump. */
#include "extract/dump.h"

#include "extract/byline.h"
#include "extract/dump_topic.h"
#include "extract/line_pieces.h"
#include "extract/lines.h"
#include "extract/title_slug.h"
#include "extract/words.h"
#include "rules/dates.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

/* Columns of a headline, and of a dek at the least. */
#define TITLE_MIN 4
#define TITLE_MAX 240
#define DEK_MIN 40
/* A shorter line above one of those is no headline, but what stands above one. */
#define KICKER_LESS 20
/* Lines under a headline among which its date or byline stands. */
#define UNDER_LINES 8
/* Short lines under a headline that the body was taken to begin with. */
#define HEAD_UNDER 8
/* Lines above the body that are looked at. */
#define HEAD_LINES 120
/* The lines of a dump among which the page's <title> stands. */
#define FIRST_LINES 5
/* What speaks for a line as the headline, and against it. The weights were fitted, one after the other, to
 * how many headlines are found in dumps made of pages with truth, by w3m and without their <title>. */
enum {
    SAID_TWICE = 40,  /* … that it is said twice, where it speaks of what the body does */
    SAID_ALIKE = 30,  /* … or nearly so */
    TOPIC_MOST = 75,  /* … that the body has all of its words, */
    TOPIC_WORDS = 4,  /* … so many of them at the least */
    TOPIC_NONE = -15, /* … that it has no word that says anything */
    UNDER = 36,       /* … that a date or byline stands under it, less one for each line between */
    UNDER_NONE = -20, /* … or only under another */
    UNDER_ABOVE = 5,  /* … or it stands right above */
    CLOSE = 8,        /* … that the body follows, where there is no such line; less for lines between */
    CLOSE_STEP = 2,
    CRUMBS_ABOVE = 25,  /* … that it stands under a breadcrumb */
    PATH_END = 20,      /* … that a line above, a path or the item of a list, ends with it */
    ALONE = 24,         /* … between blank lines */
    WIDE = 18,          /* … that it has 16 columns, and again for 24 */
    TOO_WIDE = -16,     /* … more than 110 */
    PERSON = -10,       /* … that it may be a person's name */
    DATED = -60,        /* … that it holds a date itself */
    BELOW_BYLINE = -40, /* … that a byline stands right above */
    DEK_LEAST = 25,     /* … that it is no dek of the line above, which is shorter */
    LINES_AWAY = 4,     /* lines from the body that weigh one */
    FIRST_LEVEL = 90,   /* … that it is a heading of the first level, where the text is marked up, */
    SECOND_LEVEL = 10,  /* … of the second */
    LINK = -30,         /* … that it leads elsewhere */
    SLUG_MOST = 100,    /* … that it has all the words of the address */
};
/* The share of those words from which on they say anything. */
#define SLUG_LEAST 0.5
/* What slug_share says of a headline that reads like a sentence. */
#define ADDRESSED 0.6
/* A line of so much is the headline, whatever the <title> says. */
#define CERTAIN_TITLE 75
/* Words of a line that a <title> must hold for them to be one headline: of ten, and at the least. */
#define SAME_WORDS_OF_TEN 7
#define SAME_WORDS_MIN 4
/* Lines above a headline among which its path stands, and where a byline or a date stands right above. */
#define PATH_LINES 12
#define BYLINE_LINES 4
#define DATE_LINES 3
/* A longer line is no headline. */
#define LONG_BYTES 1000
/* Lines from the body's first on among which the headline is looked for. */
#define BODY_LINES 3

/* "… in the U.S." */
static bool ends_with_initials(ts_str text)
{
    size_t n = text.len;
    return n > 3 && text.ptr[n - 1] == '.' && text.ptr[n - 3] == '.' &&
           ts_is_upper((unsigned char)text.ptr[n - 2]);
}

static bool ends_like_text(ts_str text)
{
    uint32_t end = ts_utf8_last(text);
    if (ends_with_initials(text))
        return false;
    return end == '.' || end == 0x3002 || end == ',' || end == 0xFF0C || end == ';' || end == 0xFF1B ||
           end == ':' || end == 0xFF1A;
}

/* Bytes of the mark that opens the line. */
static size_t mark_length(ts_str text)
{
    static const char *const MARKS[] = {"*", "+", "#", "•", "◦",        "▪",      "□",
                                        "■", "○", "●", "☆", "(BUTTON)", "IFRAME:"};
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (ts_str_starts(text, ts_str_of(MARKS[i])))
            return strlen(MARKS[i]);
    return 0;
}

bool ts_dump_is_marked(ts_str text)
{
    return mark_length(text) || (ts_utf8_first(text) == '[' && ts_utf8_last(text) == ']');
}

ts_str ts_dump_unmarked(ts_str text)
{
    text = ts_utf8_trim(ts_str_sub(text, mark_length(text), text.len));
    size_t end = ts_str_starts(text, TS_STR("[")) ? ts_str_find_char(text, ']', 0) : TS_NPOS;
    return end == TS_NPOS ? text : ts_utf8_trim(ts_str_sub(text, end + 1, text.len));
}

static bool has_letters(ts_str text)
{
    size_t letters = 0, digits = 0, others = 0;
    for (size_t i = 0; i < text.len;) {
        uint32_t c = ts_utf8_next(text, &i);
        letters += ts_is_alnum(c);
        digits += c >= '0' && c <= '9';
        others += !ts_is_alnum(c) && c != ' ';
    }
    return letters > others && letters > digits;
}

static bool may_be_title(const ts_dump_line *line)
{
    return !line->rule_class && !ts_dump_is_marked(line->text) && has_letters(line->text) &&
           line->width >= TITLE_MIN && line->width <= TITLE_MAX &&
           ts_str_find(line->text, TS_STR("[  "), 0) == TS_NPOS &&
           (!ends_like_text(line->text) || ts_str_ends(line->text, TS_STR("..")));
}

/* One of the two holds the other. */
static bool overlap(ts_dump *dump, ts_str line, const char *original)
{
    ts_str a = ts_line_compact(dump->arena, line), b = ts_line_compact(dump->arena, ts_str_of(original));
    return a.len && b.len && (ts_str_find(a, b, 0) != TS_NPOS || ts_str_find(b, a, 0) != TS_NPOS);
}

/* Most words of the line stand in the other: one headline, told twice with a change or two. */
static bool has_same_words(ts_str line, ts_str other)
{
    size_t words;
    if (other.len > LONG_BYTES)
        return false;
    size_t same = ts_words_shared(line, other, &words);
    return same >= SAME_WORDS_MIN && same * 10 >= words * SAME_WORDS_OF_TEN;
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

/* The dump's very first line is like this one. */
static bool is_like_first(const ts_dump *dump, size_t i)
{
    return i > 0 && has_same_words(dump->lines.items[i].text, dump->lines.items[0].text);
}

/* The first line that stands under a headline, near below line i; TS_NPOS where there is none. */
static size_t line_under(const ts_dump *dump, size_t i)
{
    for (size_t k = i + 1; k < dump->first && k - i <= UNDER_LINES; k++)
        if (dump->lines.items[k].under)
            return k;
    return TS_NPOS;
}

/* What stands before a headline's second half is no path. */
static bool is_clause_mark(uint32_t c)
{
    return c == ':' || c == 0xFF1A || c == '-' || c == 0x2013 || c == 0x2014;
}

/* A line above ends with this one, behind something else: the path to the article, an item of its list. */
static bool is_end_of_path(const ts_dump *dump, size_t i)
{
    ts_str text = dump->lines.items[i].text;
    for (size_t k = i; k > 0 && i - k < PATH_LINES; k--) {
        ts_str above = dump->lines.items[k - 1].text;
        if (above.len > text.len && ts_str_ends(above, text) &&
            !is_clause_mark(ts_utf8_last(ts_utf8_trim(ts_str_sub(above, 0, above.len - text.len)))))
            return true;
    }
    return false;
}

/* A byline stands right above. */
static bool is_below_byline(const ts_dump *dump, size_t i)
{
    for (size_t k = i; k > 0 && i - k < BYLINE_LINES; k--) {
        const char *rule_class = dump->lines.items[k - 1].rule_class;
        if (rule_class && (strcmp(rule_class, "author") == 0 || strcmp(rule_class, "reporter") == 0))
            return true;
    }
    return false;
}

static bool is_below_date(const ts_dump *dump, size_t i)
{
    for (size_t k = i; k > 0 && i - k < DATE_LINES; k--)
        if (dump->lines.items[k - 1].under)
            return true;
    return false;
}

/* What the words of a line weigh, said of one like it elsewhere or not. */
static int weigh_words(const ts_dump *dump, const ts_topic *topic, size_t i)
{
    const ts_dump_line *line = &dump->lines.items[i];
    size_t words, shared = ts_topic_shared(topic, line->text, &words);
    if (!words)
        return TOPIC_NONE;
    int weight = (int)(TOPIC_MOST * shared / (words < TOPIC_WORDS ? TOPIC_WORDS : words));
    bool portrait = ts_byline_is_name(line->text) &&
                    ((i > 0 && ts_str_eq(line[-1].text, line->text)) || ts_str_eq(line[1].text, line->text));
    if (2 * shared >= words && line->width >= 12 && !portrait && is_said_twice(dump, i))
        weight += SAID_TWICE;
    else if (2 * shared >= words && line->width >= 16 && is_like_first(dump, i))
        weight += SAID_ALIKE;
    return weight;
}

/* … and its place. `any`: some line stands under a headline. */
static int weigh_place(const ts_dump *dump, size_t i, bool any)
{
    const ts_dump_line *line = &dump->lines.items[i];
    const char *above = i > 0 ? line[-1].rule_class : NULL;
    size_t under = line_under(dump, i), away = dump->first - i;
    int weight = under != TS_NPOS                ? UNDER - (int)(under - i)
                 : any && is_below_date(dump, i) ? UNDER_ABOVE
                 : any                           ? UNDER_NONE
                 : away <= 3                     ? CLOSE - CLOSE_STEP * (int)away
                                                 : 0;
    weight += above && strcmp(above, "breadcrumb") == 0 ? CRUMBS_ABOVE : 0;
    weight += line->gap && line[1].gap ? ALONE : 0;
    return weight - (int)away / LINES_AWAY;
}

/* How much of the dump's address the line says: the square of the share of its words, 0 where that is small.
 */
static double slug_share(const ts_dump *dump, size_t i)
{
    const ts_dump_line *line = &dump->lines.items[i];
    if (!dump->slug.len || line->width > TITLE_MAX)
        return 0;
    double share = ts_title_slug_share(dump->slug, ts_arena_copy(dump->arena, line->text));
    return share >= SLUG_LEAST ? share * share : 0;
}

/* How much speaks for a line as the headline: what it says, where it stands, the headline that another line
 * gave. */
static int weigh(ts_dump *dump, const ts_topic *topic, size_t i, bool any, const char *original)
{
    const ts_dump_line *line = &dump->lines.items[i];
    int weight = weigh_words(dump, topic, i) + weigh_place(dump, i, any);
    weight += WIDE * ((line->width >= 16) + (line->width >= 24)) + (line->width > 110 ? TOO_WIDE : 0);
    weight += ts_byline_is_name(line->text) ? PERSON : 0;
    weight += line->dated ? DATED : 0;
    weight += line->level == 1 ? FIRST_LEVEL : line->level == 2 ? SECOND_LEVEL : 0;
    weight += line->linked ? LINK : 0;
    weight += (int)(SLUG_MOST * slug_share(dump, i));
    weight += is_below_byline(dump, i) ? BELOW_BYLINE : 0;
    weight += line->width >= 16 && is_end_of_path(dump, i) ? PATH_END : 0;
    return weight + (original && line->width >= 12 && overlap(dump, line->text, original) ? 100 : 0);
}

/* A longer line between the headline and what stands under it, or one that ends as a sentence does. */
static size_t find_dek(const ts_dump *dump, size_t title)
{
    size_t next = title + 1;
    if (next >= dump->first)
        return TS_NPOS;
    const ts_dump_line *line = &dump->lines.items[next];
    return !line->rule_class && !line->dated && line->width >= DEK_MIN && line->width <= 2 * TITLE_MAX
               ? next
               : TS_NPOS;
}

/* The headline is a line of the body; the short ones under it are the head's, too. */
static bool take_inside(ts_dump *dump, size_t i)
{
    dump->lines.items[i].prose = false;
    dump->title = i;
    for (i++; i < dump->end && i - dump->title <= HEAD_UNDER && !dump->lines.items[i].prose;)
        i++;
    dump->first = i;
    return i < dump->end;
}

/* The headline where the body was taken to begin with it: it reads like a sentence, but the page says it
 * twice, or its address does. */
static bool take_repeated(ts_dump *dump)
{
    for (size_t i = dump->first; i < dump->end && i - dump->first < BODY_LINES; i++) {
        const ts_dump_line *line = &dump->lines.items[i];
        if (!line->rule_class && line->width >= 16 && line->width <= TITLE_MAX &&
            (is_said_twice(dump, i) || is_like_first(dump, i) || slug_share(dump, i) > 0))
            return take_inside(dump, i);
    }
    return false;
}

static bool is_headline(const ts_dump_line *line)
{
    return line->level == 1 && !line->linked && !line->rule_class;
}

/* The only heading of the first level, where the body was taken to begin with it. */
static bool take_heading(ts_dump *dump)
{
    for (size_t i = 0; i < dump->first; i++)
        if (is_headline(&dump->lines.items[i]))
            return false;
    for (size_t i = dump->first; i < dump->end && i - dump->first < BODY_LINES; i++)
        if (is_headline(&dump->lines.items[i]))
            return take_inside(dump, i);
    return false;
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

/* A line that the body was taken to begin with says most of the address, and `best`, above it, nothing of it,
 * or it says the path before that line: "HomeNewsThe bridge is open". */
static bool take_addressed(ts_dump *dump, size_t best)
{
    ts_str above = best == TS_NPOS ? (ts_str){0} : dump->lines.items[best].text;
    bool said = best != TS_NPOS && slug_share(dump, best) > 0;
    size_t found = TS_NPOS;
    for (size_t i = dump->first; i < dump->end && i - dump->first < BODY_LINES; i++) {
        const ts_dump_line *line = &dump->lines.items[i];
        bool path = above.len > line->text.len && ts_str_ends(above, line->text);
        bool ours = !line->rule_class && !ts_dump_is_marked(line->text) && line->width <= TITLE_MAX / 2 &&
                    slug_share(dump, i) >= ADDRESSED && (path || !said);
        if (ours && (found == TS_NPOS || ts_str_ends(dump->lines.items[found].text, line->text)))
            found = i;
    }
    return found != TS_NPOS && take_inside(dump, found);
}

/* The line that most speaks for as the headline, above the body; TS_NPOS where none may be it. */
static size_t find_best(ts_dump *dump, size_t from, const char *original, int *most)
{
    size_t best = TS_NPOS;
    bool any = false;
    const ts_topic *topic = ts_topic_of_body(dump);
    for (size_t i = from; i < dump->first; i++)
        any = any || dump->lines.items[i].under;
    for (size_t i = from; i < dump->first; i++) {
        int weight = may_be_title(&dump->lines.items[i]) ? weigh(dump, topic, i, any, original) : 0;
        /* Of two that are as good the lower one, but not over a headline whose dek it is. */
        bool dek = best != TS_NPOS && best + 1 == i && dump->lines.items[best].width >= KICKER_LESS &&
                   dump->lines.items[i].width >= DEK_MIN &&
                   dump->lines.items[i].width > dump->lines.items[best].width && weight < *most + DEK_LEAST;
        if (weight > 0 && weight >= *most && !dek) {
            *most = weight;
            best = i;
        }
    }
    return best;
}

static void find_title(ts_dump *dump, const char *original)
{
    size_t from = dump->first > HEAD_LINES ? dump->first - HEAD_LINES : 0;
    int most = 0;
    ts_dump_classify_rows(dump, from);
    size_t best = find_best(dump, from, original, &most);
    if (take_heading(dump) || take_addressed(dump, best) || (most < SAID_ALIKE && take_repeated(dump))) {
        ts_dump_classify_rows(dump, dump->title + 1);
        return;
    }
    dump->title = best;
    bool window = most < CERTAIN_TITLE && !original && ts_dump_window_title(dump, &dump->window);
    if (best != TS_NPOS)
        dump->dek = find_dek(dump, best);
    else if (!window)
        take_from_body(dump);
}

void ts_dump_find_title(ts_dump *dump, const char *original)
{
    dump->title = dump->dek = TS_NPOS;
    dump->head_end = dump->first;
    dump->slug = ts_title_slug(dump->arena, dump->options ? dump->options->url : NULL);
    if (dump->first >= dump->end)
        return;
    find_title(dump, original);
    if (dump->title < dump->first)
        ts_dump_find_head_end(dump);
}
