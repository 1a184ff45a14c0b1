#include "extract/dump_parts.h"

#include "extract/dump_lines.h"
#include "extract/line_pieces.h"
#include "extract/lines.h"
#include "rules/language.h"
#include "text/utf8.h"
#include "text/width.h"

/* Marks in a row that may stand between two articles; three stand between two sections of one. */
#define MARKS_MIN 5
/* From here on a row is as wide as the dump: what a browser makes of a rule inside a page. */
#define RULE_MIN 60
/* Columns of a line that may be part of a paragraph, and those that make an article of such lines. */
#define TEXT_WIDTH 44
#define ARTICLE_WIDTH 240
/* Columns of a headline: a reader's name over what he wrote is shorter. */
#define TITLE_MIN 16
#define TITLE_MAX 240
/* Lines in which an article's head stands, and those in which its text begins. */
#define HEAD_LINES 12
#define LOOK_LINES 60
/* The same for the first article of a file, which may have a page's menus above it. */
#define FIRST_HEAD_LINES 160
/* Lines between a headline and the one that tells of it. */
#define NEAR_LINES 4
/* A longer line opens no article. */
#define OPENING_BYTES 600

typedef struct cutter {
    ts_arena *arena; /* of one look ahead */
    ts_str text;
    const char *language;
    ts_str first;       /* the first line of the file */
    size_t start;       /* of the part at hand */
    size_t prose;       /* its columns of text so far */
    bool broken;        /* its last line stops inside a sentence */
    bool headed;        /* it is known to be an article: it was cut off as one, or looks like one */
    bool unheaded;      /* it is known to be none */
    bool opened;        /* a path or a labelled headline stands in it */
    ts_dump_parts head; /* the first lines of the part, in the arena of the whole, compact */
} cutter;

static bool is_mark(uint32_t c)
{
    return c == '-' || c == '=' || c == '*' || c == '#' || c == '_' || c == '~' || c == '+' || c == 0x2014 ||
           c == 0x2013 || c == 0x2015 || (c >= 0x2500 && c <= 0x257F) || c == 0x25A0 || c == 0x25C6 ||
           c == 0x2605;
}

/* A row of one mark; *rule is set for one of a page's own. */
static bool is_separator(ts_str line, bool *rule)
{
    uint32_t mark = 0;
    size_t marks = 0;
    *rule = false;
    for (size_t i = 0; i < line.len;) {
        uint32_t c = ts_utf8_next(line, &i);
        if (ts_is_space(c))
            continue;
        if (!is_mark(c) || (mark && c != mark))
            return false;
        mark = c;
        marks++;
    }
    *rule = marks >= RULE_MIN && (mark == 0x2501 || mark == '_');
    return marks >= MARKS_MIN;
}

/* The line says by itself that an article begins: a path, a headline with a label, the file's own first line.
 */
static bool is_opening(cutter *c, ts_str line)
{
    static const char *const classes[] = {"breadcrumb", "headline"};
    ts_line_match match;
    ts_buf folded;
    bool found = false;
    if (line.len > OPENING_BYTES || (c->opened && c->prose < ARTICLE_WIDTH))
        return false;
    ts_buf_init(&folded, TS_BUF_MAX);
    ts_fold(&folded, line);
    for (size_t i = 0; !found && i < sizeof classes / sizeof *classes; i++)
        found =
            ts_phrases_match_class(ts_phrases_get(), c->language, classes[i], ts_buf_str(&folded), &match);
    ts_buf_free(&folded);
    /* A page has one of them. */
    bool again = (found && c->opened) || ts_str_eq(line, c->first);
    c->opened = c->opened || found;
    return again;
}

static bool stood_before(const cutter *c, ts_str line)
{
    ts_str compact = ts_line_compact(c->arena, line);
    for (size_t i = 0; i < c->head.len; i++)
        if (ts_str_eq(c->head.items[i], compact))
            return true;
    return false;
}

/* What was seen behind a place where an article may begin. Lines are counted from there. */
typedef struct view {
    size_t lines, title, told; /* TS_NPOS: not seen */
    size_t prose;              /* columns of text behind both */
    bool dated;                /* what is told is a date, too */
} view;

/* A line that may belong to a head. A headline that stood over the part before, too, is a running head: the
 * pages of one article have that. Behind text a second line that tells makes the text a teaser. */
static void look_at_head(cutter *c, view *v, ts_str line, size_t width)
{
    ts_fields says;
    const char *rule_class = NULL;
    ts_fields_init(&says);
    ts_line_read(c->arena, NULL, c->language, line, TS_ZONE_HEAD, &says, &rule_class);
    if (says.date || says.lastmod || says.authors.len || says.source.name) {
        if (v->told == TS_NPOS || v->prose)
            v->told = v->lines;
        v->prose = 0;
        v->dated = v->dated || says.date;
        return;
    }
    bool titled =
        !rule_class && width >= TITLE_MIN && !ts_dump_sentence_ended(line) && !stood_before(c, line);
    if (says.title || (titled && !v->prose && (v->told == TS_NPOS || v->title == TS_NPOS)))
        v->title = v->lines;
}

static bool has_head(const view *v)
{
    if (v->title == TS_NPOS || v->told == TS_NPOS)
        return false;
    return (v->told > v->title ? v->told - v->title : v->title - v->told) <= NEAR_LINES;
}

/* True where the lines from `at` on, up to `to`, are an article's head, with a date where that is asked, and
 * text below it. */
static bool begins_article(cutter *c, size_t at, size_t to, size_t head_lines, bool dated)
{
    view v = {.title = TS_NPOS, .told = TS_NPOS};
    uint32_t end = 0;
    bool rule;
    while (at < to && end != '\f' && v.lines < head_lines + LOOK_LINES && v.prose < ARTICLE_WIDTH) {
        ts_str line = ts_utf8_trim(ts_dump_next_line(c->text, &at, &end));
        size_t width = ts_dump_columns(line);
        if (!line.len)
            continue;
        if (is_separator(line, &rule) && v.title != TS_NPOS)
            break;
        if (width <= TITLE_MAX)
            look_at_head(c, &v, line, width);
        else if (v.title == TS_NPOS)
            return false; /* the article before goes on */
        if (has_head(&v) && width >= TEXT_WIDTH && v.lines > v.told && v.lines > v.title)
            v.prose += width;
        else if (!v.prose && v.lines >= head_lines)
            return false;
        v.lines++;
    }
    return v.prose >= ARTICLE_WIDTH && (v.dated || !dated);
}

/* `rule`: behind a rule as pages have them, where a part without a date is but a section. */
static bool may_begin(cutter *c, size_t at, bool rule)
{
    if (c->prose < ARTICLE_WIDTH || c->broken || c->unheaded)
        return false;
    c->arena = ts_arena_new();
    bool begins = begins_article(c, at, c->text.len, HEAD_LINES, rule);
    if (begins && !c->headed) {
        /* What stands before is an article, too, and not a page's own words above its one article. */
        c->head.len = 0;
        c->headed = begins_article(c, c->start, at, FIRST_HEAD_LINES, false);
        c->unheaded = !c->headed;
    }
    ts_arena_free(c->arena);
    return begins && c->headed;
}

static bool end_part(cutter *c, ts_arena *arena, size_t at, ts_dump_parts *parts, ts_error *error)
{
    if (parts->len == TS_DUMP_PARTS)
        return ts_fail(error, TS_LIMIT, NULL, 0, 0, "The text holds more than %d articles.", TS_DUMP_PARTS);
    ts_vec_push_in(arena, parts, ts_str_sub(c->text, c->start, at));
    c->start = at;
    c->prose = c->head.len = 0;
    c->broken = false;
    c->headed = c->opened = true;
    return true;
}

/* What the line is to the part it stands in. */
static void take_line(cutter *c, ts_arena *arena, ts_str line)
{
    size_t width = ts_dump_columns(line);
    if (c->head.len < HEAD_LINES && line.len <= OPENING_BYTES)
        ts_vec_push_in(arena, &c->head, ts_line_compact(arena, line));
    c->broken = width >= TEXT_WIDTH && !ts_dump_sentence_ended(line);
    c->prose += width >= TEXT_WIDTH ? width : 0;
}

bool ts_dump_cut(ts_arena *arena, ts_str text, ts_dump_parts *parts, ts_error *error)
{
    cutter c = {.text = text};
    bool feed = false, gap = true, ok = true;
    c.language = ts_language_settle((ts_str){0}, ts_dump_sample(text));
    for (size_t i = 0; ok && i < text.len;) {
        size_t at = i;
        uint32_t end;
        ts_str line = ts_utf8_trim(ts_dump_next_line(text, &i, &end));
        bool rule, separator = is_separator(line, &rule);
        if (!separator && line.len && !c.first.len)
            c.first = line;
        bool opens = line.len && !separator && (feed || (gap && is_opening(&c, line)));
        if ((separator || opens) && may_begin(&c, separator ? i : at, rule))
            ok = end_part(&c, arena, separator ? i : at, parts, error);
        if (line.len && !separator)
            take_line(&c, arena, line);
        gap = !line.len || separator;
        feed = end == '\f' || (feed && gap);
    }
    return ok && end_part(&c, arena, text.len, parts, error);
}
