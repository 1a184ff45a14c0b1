/* The author of a text dump: what the lines at the article's head say, and the box about the author behind
 * it. */
#include "extract/dump.h"

#include "extract/bare_name.h"
#include "extract/byline.h"
#include "extract/claims.h"
#include "extract/near_dates.h"
#include "rules/phrases.h"
#include "text/utf8.h"

#include <string.h>

enum {
    ABOVE = 4,          /* lines above the headline that may name the author beside the date */
    BELOW = 4,          /* … behind the last line that says when or by whom */
    PASSED = 2,         /* lines between a label, or a name, and what belongs to it, that say nothing */
    LABEL_WIDTH = 20,   /* columns of a label alone */
    OUTLET_WIDTH = 40,  /* … of what may stand between a name and its date */
    PORTRAIT = 24,      /* bytes that a picture's text has beside the name: "Picture of", "headshot" */
    COPIES = 3,         /* times that a name stands in its line */
    BOX_INSIDE = 6,     /* lines before the article's end that may be the box about the author */
    BOX_BEHIND = 40,    /* … behind it */
    BIOGRAPHY_MIN = 40, /* columns of a line that tells of the author */
    WIDE_NAME = 8,      /* characters of a name in a script of wide ones */
    UNCASED = 0x590,    /* the first letter of the scripts without capitals */
    DEGREE_BYTES = 10,  /* of a degree behind a name */
    TWICE_LINES = 10,   /* lines under the headline where a line said twice is a name, not a menu's */
};

typedef struct byliner {
    ts_dump *dump;
    ts_people *authors;
    ts_bare_names names;
} byliner;

static const ts_dump_line *line_at(const byliner *b, size_t i)
{
    static const ts_dump_line none;
    return i < b->dump->lines.len && i != b->dump->title ? &b->dump->lines.items[i] : &none;
}

/* Without the mark of a list, the place of a picture and copies of itself: "Jane Doe Jane Doe". */
static ts_str bare(ts_str text)
{
    text = ts_dump_unmarked(text);
    while (text.len && (text.ptr[text.len - 1] == ',' || text.ptr[text.len - 1] == ' '))
        text.len--;
    for (size_t n = COPIES; n > 1; n--)
        for (size_t space = 0; space < 2; space++) {
            size_t len = (text.len + space) / n, at = len;
            if (!text.len || (text.len + space) % n || len <= space)
                continue;
            ts_str one = ts_str_sub(text, 0, len - space);
            while (at < text.len && ts_str_eq(one, ts_str_sub(text, at, at + one.len)) &&
                   (at + one.len == text.len || !space || text.ptr[at + one.len] == ' '))
                at += len;
            if (at >= text.len)
                return one;
        }
    return text;
}

/* The next line that says something, up or down; `from` where there is none near. */
static size_t neighbour(const byliner *b, size_t from, int step)
{
    size_t i = from;
    for (int passed = 0; passed <= PASSED; passed++) {
        i += (size_t)step;
        if (i >= b->dump->lines.len || i == b->dump->title)
            break;
        if (ts_dump_unmarked(b->dump->lines.items[i].text).len)
            return i;
    }
    return from;
}

/* What stands behind a name and its comma: degrees, or what the person does. */
static bool is_degree(ts_str s)
{
    size_t capitals = 0;
    s = ts_utf8_trim(s);
    for (size_t i = 0; i < s.len;)
        capitals += ts_is_upper(ts_utf8_next(s, &i));
    return (s.len <= DEGREE_BYTES && capitals > 1) || ts_phrases_is_of("job-title", s);
}

/* True for one name with nothing else but degrees behind it. */
static bool is_name(const byliner *b, ts_str text)
{
    ts_line_match match;
    size_t comma = ts_str_find_char(text, ',', 0);
    ts_str name = ts_str_sub(text, 0, comma);
    for (size_t at = comma; at != TS_NPOS;) {
        size_t next = ts_str_find_char(text, ',', at + 1);
        if (!is_degree(ts_str_sub(text, at + 1, next)))
            return false;
        at = next;
    }
    return ts_is_bare_name(&b->names, name) &&
           !ts_phrases_match_class(ts_phrases_get(), NULL, "name-joiner", name, &match);
}

/* "Jane Doe / AFP" has taken the picture, "Jane Doe / Lakeside" may have written the text. */
static bool is_credit(ts_str line)
{
    size_t slash = ts_str_find_char(line, '/', 0);
    ts_str behind = ts_utf8_trim(ts_str_sub(line, slash == TS_NPOS ? 0 : slash + 1, line.len));
    return slash == TS_NPOS || ts_phrases_is_of("desk", behind);
}

/* The name that a line is, with its degrees; empty where it is none. */
static ts_str name_in(byliner *b, size_t i)
{
    const ts_dump_line *line = line_at(b, i);
    ts_str name = bare(line->text);
    bool photo = line->rule_class && strcmp(line->rule_class, "photo") == 0;
    bool ruled = line->rule_class && (!photo || is_credit(name));
    if (ruled || line->prose || line->ended)
        return (ts_str){0};
    ts_str account = ts_bare_account(name);
    if (account.len)
        return account;
    return is_name(b, name) ? name : ts_bare_name_of_line(&b->names, name);
}

static bool is_dated(const ts_dump_line *line)
{
    static const char *const DATES[] = {"date", "updated", NULL};
    return line->dated || (line->rule_class && ts_str_is_one_of(ts_str_of(line->rule_class), DATES));
}

/* Says when, or how long it takes to read. */
static bool is_of_time(const ts_dump_line *line)
{
    return is_dated(line) || (line->rule_class && strcmp(line->rule_class, "read-time") == 0);
}

/* The line says the name once more, alone or, above it, as what the picture of the person is called. */
static bool says_again(const byliner *b, size_t i, size_t of, ts_str name)
{
    ts_str text = bare(line_at(b, i)->text);
    bool picture = i < of && text.len <= name.len + PORTRAIT && ts_str_find(text, name, 0) != TS_NPOS;
    return i != of && (picture || ts_str_eq(text, name));
}

/* A line behind the name tells of the person: "Jane writes about lakes." */
static bool is_told_of(const byliner *b, size_t i, ts_str name)
{
    ts_str first = ts_str_sub(name, 0, ts_str_find_char(name, ' ', 0));
    for (size_t k = i + 1; k <= i + PASSED; k++) {
        const ts_dump_line *line = line_at(b, k);
        if ((line->prose || (line->ended && line->width >= BIOGRAPHY_MIN)) &&
            ts_str_starts(line->text, first) && line->text.len > first.len &&
            line->text.ptr[first.len] == ' ')
            return true;
    }
    return false;
}

/* What stands around a name under the headline and says that it is the author's. */
static bool is_signed(const byliner *b, size_t i, ts_str name)
{
    size_t above = neighbour(b, i, -1), below = neighbour(b, i, 1);
    bool near = i - b->dump->title <= TWICE_LINES;
    return is_of_time(line_at(b, above)) || is_of_time(line_at(b, below)) ||
           (near && (says_again(b, above, i, name) || says_again(b, below, i, name))) ||
           ts_phrases_is_of("job-title", ts_dump_unmarked(line_at(b, below)->text)) ||
           (near && ts_phrases_is_of("outlet", ts_dump_unmarked(line_at(b, below)->text))) ||
           is_told_of(b, i, name);
}

/* "By Jane Doe", or a label alone with the name in the next line that says something. */
static void take_labelled(byliner *b, size_t i)
{
    ts_dump *dump = b->dump;
    const ts_dump_line *line = line_at(b, i);
    ts_str text = ts_dump_unmarked(line->text), next = ts_dump_unmarked(line_at(b, neighbour(b, i, 1))->text);
    if (line->prose || i == dump->dek)
        return;
    ts_byline_take(dump->arena, NULL, dump->language, text, next, b->authors);
    if (!b->authors->len && !line->rule_class && line->width <= LABEL_WIDTH &&
        ts_byline_is_name(ts_str_sub(next, 0, ts_str_find_char(next, ',', 0))))
        ts_byline_take(dump->arena, NULL, dump->language,
                       ts_str_of(ts_arena_printf(dump->arena, "%.*s:", (int)text.len, text.ptr)), next,
                       b->authors);
}

static void take(byliner *b, ts_str name)
{
    size_t comma = ts_str_find_char(name, ',', 0);
    /* Where no role is known, two words may be one name of Japan. */
    bool two = ts_is_han(ts_utf8_first(name)) && ts_str_find_char(name, ' ', 0) != TS_NPOS;
    const char *role = two ? NULL : "author";
    ts_claim_people(b->dump->arena, b->authors, bare(ts_str_sub(name, 0, comma)), role);
}

/* A name in the line of a date, or of "3 hours ago", whenever that was. */
static void take_beside_date(byliner *b, size_t i)
{
    static const ts_date ANY = {.year = 2020, .month = 6, .day = 15};
    const ts_dump_line *line = line_at(b, i);
    ts_str name = {0}, text = is_dated(line) ? line->text : (ts_str){0};
    ts_str ago = line->prose || line->dated
                     ? (ts_str){0}
                     : ts_near_dates_since(b->dump->arena, line->text, false, b->dump->language, &ANY);
    text = ago.len ? ago : text;
    if (text.len)
        ts_bare_name_beside_date(&b->names, text, &name);
    if (name.len && is_name(b, bare(name)))
        take(b, name);
}

/* A name in a script without capitals, right above what the person does. */
static bool is_uncased_name(const byliner *b, size_t i)
{
    const ts_dump_line *line = line_at(b, i);
    ts_str text = ts_dump_unmarked(line->text);
    uint32_t c = ts_utf8_first(text);
    bool name = ts_is_han(c) ? ts_utf8_count(text) >= 2 && ts_utf8_count(text) <= WIDE_NAME
                             : c >= UNCASED && ts_byline_is_name(text);
    return name && !line->rule_class && !line->ended &&
           ts_phrases_is_of("job-title", ts_dump_unmarked(line_at(b, i + 1)->text));
}

/* The outlet's line stands between the name and its date. */
static void take_farther(byliner *b, size_t i)
{
    ts_str name = name_in(b, i);
    size_t below = name.len ? neighbour(b, i, 1) : i;
    const ts_dump_line *between = line_at(b, below);
    if (below != i && !between->prose && !between->ended && between->width <= OUTLET_WIDTH &&
        is_of_time(line_at(b, neighbour(b, below, 1))))
        take(b, name);
}

static void take_below(byliner *b, size_t i)
{
    ts_str name = name_in(b, i);
    if (name.len ? is_signed(b, i, name) : is_uncased_name(b, i))
        take(b, name.len ? name : ts_dump_unmarked(line_at(b, i)->text));
    else if (!name.len)
        take_beside_date(b, i);
}

/* Above the headline a name must stand right at a date. */
static void take_above(byliner *b, size_t i)
{
    ts_str name = name_in(b, i);
    if (name.len && (is_dated(line_at(b, i + 1)) || (i > 0 && is_dated(line_at(b, i - 1)))))
        take(b, name);
    if (!name.len)
        take_beside_date(b, i);
}

/* The box behind the article: a name and what it says of the person. */
static void read_box(byliner *b)
{
    ts_dump *dump = b->dump;
    size_t from = dump->end - dump->first > BOX_INSIDE ? dump->end - BOX_INSIDE : dump->first;
    for (size_t i = from; i < dump->end + BOX_BEHIND && i < dump->lines.len && !b->authors->len; i++) {
        if (i >= dump->end && dump->lines.items[i].last)
            break;
        ts_str name = name_in(b, i);
        if (name.len && is_told_of(b, i, name))
            take(b, name);
    }
}

void ts_dump_read_byline(ts_dump *dump, ts_fields *fields)
{
    byliner b = {dump, &fields->authors, {dump->arena, dump->language, NULL, {0}}};
    if (dump->title >= dump->first || fields->authors.len)
        return;
    size_t below = dump->title + 1, end = dump->head_end;
    for (size_t i = below; i < end && !b.authors->len; i++)
        take_labelled(&b, i);
    for (size_t i = end; i < end + BELOW && i < dump->end && !b.authors->len; i++)
        if (ts_byline_is_label(dump->lines.items[i].text, dump->language))
            take_labelled(&b, i);
    if (b.authors->len)
        return;
    b.names.page = ts_dump_text(dump);
    for (size_t i = below; i < end + BELOW && i < dump->end && !b.authors->len; i++)
        take_below(&b, i);
    for (size_t i = below; i < end && !b.authors->len; i++)
        take_farther(&b, i);
    for (size_t i = dump->title; i > 0 && i + ABOVE > dump->title && !b.authors->len; i--)
        take_above(&b, i - 1);
    if (!b.authors->len)
        read_box(&b);
}
