#include "extract/line_says.h"

#include "extract/line_pieces.h"
#include "rules/dates.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

/* Characters of a page's words kept as evidence, bytes of a rights notice and of a byline. */
#define EVIDENCE_MAX 120
#define NOTICE_MAX 4000
#define BYLINE_MAX 240

typedef ts_line_piece piece;

/* The value as the page writes it; the whole piece where the rule has none. */
static ts_str value_of(const piece *p)
{
    return p->match->value.len ? ts_utf8_trim(ts_line_unfold(p->text, p->folded, p->match->value)) : p->text;
}

static bool ends_clause(uint32_t c, uint32_t next)
{
    bool wide = c == 0x3002 || c == 0xFF0C || c == 0xFF1B || c == 0xFF01 || c == 0xFF1F || c == 0x61B ||
                c == 0x60C || c == 0x6D4;
    bool narrow = c == ',' || c == ';' || c == '.' || c == '!' || c == '?';
    return wide || (narrow && (next == 0 || ts_is_space(next) || ts_is_wide(next)));
}

/* The clause of a long text that begins before `at` and ends behind it, without the sign that ends it. */
static ts_str clause_around(ts_str text, size_t at)
{
    size_t start = 0, end = text.len;
    for (size_t i = 0; i < text.len;) {
        size_t sign = i, behind;
        uint32_t c = ts_utf8_next(text, &i);
        behind = i;
        if (!ends_clause(c, behind < text.len ? ts_utf8_next(text, &behind) : 0))
            continue;
        if (sign >= at) {
            end = sign;
            break;
        }
        start = i;
    }
    return ts_utf8_trim(ts_str_sub(text, start, end));
}

/* Takes out the space before a comma that an element's end left there. */
static void close_commas(ts_buf *text)
{
    size_t to = 0;
    for (size_t i = 0; i < text->len; i++)
        if (text->ptr[i] != ' ' || i + 1 == text->len || text->ptr[i + 1] != ',')
            text->ptr[to++] = text->ptr[i];
    ts_buf_truncate(text, to);
}

/* What of the piece's words says that the name is right: all, or where they are many the clause that holds
 * it. */
static char *evidence_of(const piece *p, const char *name)
{
    ts_buf squeezed;
    ts_buf_init(&squeezed, TS_BUF_MAX);
    ts_utf8_squeeze(&squeezed, p->text);
    close_commas(&squeezed);
    ts_str words = ts_buf_str(&squeezed);
    if (ts_utf8_count(words) > EVIDENCE_MAX) {
        size_t at = name ? ts_str_find(words, ts_str_of(name), 0) : 0;
        words = clause_around(words, at == TS_NPOS ? 0 : at);
        words = ts_utf8_trim(ts_str_sub(words, 0, ts_utf8_offset(words, EVIDENCE_MAX)));
    }
    char *evidence = ts_arena_copy(p->arena, words);
    ts_buf_free(&squeezed);
    return evidence;
}

static void note_hop(const piece *p, const char *role, const char *name)
{
    ts_hop hop = {.role = role, .name = name, .evidence = evidence_of(p, name)};
    ts_vec_push_in(p->arena, &p->fields->provenance, hop);
}

/* Outlets set marks around their names that are none of them. */
static char *copy_name(const piece *p, ts_str name)
{
    name = ts_utf8_trim(name);
    while (name.len && (ts_utf8_last(name) == ':' || ts_utf8_last(name) == ','))
        name = ts_utf8_trim(ts_str_sub(name, 0, name.len - 1));
    return name.len ? ts_arena_copy(p->arena, name) : NULL;
}

/* The parts of "a » b > c / d" but the first, which is the home page, where the page's words say so, and the
 * last, where they say "article" or give the headline. */
static void say_section(const piece *p)
{
    static const char *const marks[] = {"»", "›", "→", ">", "|", "/", "-"};
    ts_str path = value_of(p), mark = {0};
    ts_line_match match;
    for (size_t i = 0; i < sizeof marks / sizeof *marks && !mark.len; i++)
        if (ts_str_find(path, ts_str_of(marks[i]), 0) != TS_NPOS)
            mark = ts_str_of(marks[i]);
    if (p->fields->section.len)
        return;
    for (bool last = false; !last;) {
        size_t at = mark.len ? ts_str_find(path, mark, 0) : TS_NPOS;
        last = at == TS_NPOS;
        ts_str part = ts_utf8_trim(ts_str_sub(path, 0, at));
        path = last ? (ts_str){0} : ts_str_sub(path, at + mark.len, path.len);
        if (part.len &&
            !ts_phrases_match_class(ts_phrases_get(), p->language, "not-a-section", part, &match) &&
            ts_utf8_count(part) <= (last ? 12 : 40))
            ts_texts_add(p->arena, &p->fields->section, part);
    }
}

static void say_date_in(const piece *p, ts_str text, const char **field)
{
    ts_date date;
    if (!*field && ts_date_find(text, p->language, &date, NULL))
        *field = ts_date_format(p->arena, &date);
}

static void say_date(const piece *p)
{
    say_date_in(p, value_of(p), &p->fields->date);
}

/* What any other line says the date to be is that of a later printing. */
static void say_first_date(const piece *p)
{
    const char *first = NULL;
    say_date_in(p, value_of(p), &first);
    if (first && !p->fields->first_date)
        p->fields->date = first;
    p->fields->first_date |= first != NULL;
}

static void say_updated(const piece *p)
{
    say_date_in(p, value_of(p), &p->fields->lastmod);
}

/* True for a name of the page's words that is none: "editorial staff". */
static bool is_no_name(const piece *p, ts_str name)
{
    ts_line_match match;
    return ts_phrases_match_class(ts_phrases_get(), p->language, "not-a-name", name, &match);
}

static void say_source(const piece *p)
{
    char *name = copy_name(p, value_of(p));
    bool agency = name && ts_phrases_is_of("desk", ts_str_of(name));
    if (!name || p->fields->source.name || (!agency && is_no_name(p, ts_str_of(name))))
        return;
    p->fields->source.name = name;
    note_hop(p, "source", name);
}

static void say_originator(const piece *p)
{
    char *name = copy_name(p, value_of(p));
    if (name)
        note_hop(p, "originator", name);
}

/* Persons of a role, each with the line as its evidence. */
static void say_people(const piece *p, ts_people *people, const char *role)
{
    size_t before = people->len;
    ts_people_parse(p->arena, people, p->match->value.len ? p->match->value : p->folded, role);
    for (size_t i = before; people == &p->fields->authors && i < people->len; i++)
        note_hop(p, "author", people->items[i].name);
}

/* An outlet or agency that a byline or a dateline names has first published the article. */
static void say_agency(const piece *p)
{
    ts_str name = ts_utf8_trim(p->match->name);
    if (name.len && !is_no_name(p, name))
        note_hop(p, "originator", copy_name(p, ts_line_unfold(p->text, p->folded, name)));
}

/* The outlet that persons of a byline work for, where what it names is one. */
static void say_employer(const piece *p)
{
    ts_line_match match;
    if (ts_phrases_match_class(ts_phrases_get(), p->language, "outlet", p->match->name, &match))
        say_agency(p);
}

/* Who wrote it, for whom, and, where the same words tell it, when. */
static void say_writers(const piece *p, const char *role)
{
    say_people(p, &p->fields->authors, role);
    say_employer(p);
    if (p->text.len <= BYLINE_MAX)
        say_date_in(p, p->text, &p->fields->date);
}

static void say_author(const piece *p)
{
    say_writers(p, "author");
}

static void say_reporter(const piece *p)
{
    say_writers(p, "reporter");
}

static void say_dateline(const piece *p)
{
    ts_str place = ts_utf8_trim(p->match->place);
    if (place.len && !p->fields->dateline)
        p->fields->dateline = ts_arena_copy(p->arena, ts_line_unfold(p->text, p->folded, place));
    if (p->match->value.len)
        say_people(p, &p->fields->authors, "reporter");
    say_agency(p);
}

static void say_translator(const piece *p)
{
    say_people(p, &p->fields->authors, "translator");
}

static void say_photographer(const piece *p)
{
    say_people(p, &p->fields->authors, "photographer");
}

static void say_editor(const piece *p)
{
    say_people(p, &p->fields->editors, "editor");
}

static void say_headline(const piece *p)
{
    if (!p->fields->title)
        p->fields->title = ts_arena_copy(p->arena, value_of(p));
}

/* The headline it first had. Where the page's own holds it, a reprinter has added to it: ours is the first.
 */
static void say_original_title(const piece *p)
{
    ts_fields *fields = p->fields;
    ts_str title = value_of(p);
    if (!fields->title) {
        fields->title = ts_arena_copy(p->arena, title);
    } else if (!ts_str_is(title, fields->title) && !fields->alt_title) {
        ts_str all = ts_line_compact(p->arena, ts_str_of(fields->title)),
               part = ts_line_compact(p->arena, title);
        bool added = ts_str_find(all, part, 0) != TS_NPOS;
        if (ts_str_eq(all, part))
            return;
        fields->alt_title = added ? fields->title : ts_arena_copy(p->arena, title);
        if (added)
            fields->title = ts_arena_copy(p->arena, title);
    }
}

static void say_summary(const piece *p)
{
    if (!p->fields->description)
        p->fields->description = ts_arena_copy(p->arena, value_of(p));
}

static void say_tags(const piece *p)
{
    ts_str rest = p->match->value.len ? value_of(p) : (ts_str){0};
    size_t start = 0;
    bool commas = false;
    for (size_t i = 0; i < rest.len;) {
        uint32_t c = ts_utf8_next(rest, &i);
        commas |= c == ',' || c == ';' || c == 0xFF0C || c == 0xFF1B || c == 0x3001 || c == 0x60C || c == '|';
    }
    for (size_t i = 0; i <= rest.len;) {
        size_t before = i;
        uint32_t c = i < rest.len ? ts_utf8_next(rest, &i) : (i++, ',');
        bool cut = c == ',' || c == ';' || c == 0xFF0C || c == 0xFF1B || c == 0x3001 || c == 0x60C ||
                   c == '|' || (!commas && (ts_is_space(c) || c == '#'));
        if (!cut)
            continue;
        ts_texts_add(p->arena, &p->fields->tags, ts_str_sub(rest, start, before));
        start = i;
    }
}

/* The line stays in the article as well. */
static void say_correction(const piece *p)
{
    ts_buf squeezed;
    ts_buf_init(&squeezed, TS_BUF_MAX);
    ts_utf8_squeeze(&squeezed, p->text);
    ts_texts_add(p->arena, &p->fields->corrections, ts_buf_str(&squeezed));
    ts_buf_free(&squeezed);
}

/* Whom the rights belong to, as a line of another class may say too. */
static void say_holder(const piece *p)
{
    ts_line_match match;
    if (!p->fields->holder &&
        ts_phrases_match_class(ts_phrases_get(), p->language, "copyright", p->folded, &match) &&
        match.name.len)
        p->fields->holder = copy_name(p, ts_line_unfold(p->text, p->folded, match.name));
}

static void say_notice(const piece *p)
{
    ts_fields *fields = p->fields;
    ts_str text = ts_utf8_trim(p->text);
    if (!fields->notice)
        fields->notice = ts_arena_copy(p->arena, text);
    else if (strlen(fields->notice) + text.len < NOTICE_MAX &&
             ts_str_find(ts_str_of(fields->notice), text, 0) == TS_NPOS)
        fields->notice = ts_arena_printf(p->arena, "%s %.*s", fields->notice, (int)text.len, text.ptr);
    say_holder(p);
    if (!p->match->name.len || fields->publisher.name)
        return;
    char *name = copy_name(p, ts_line_unfold(p->text, p->folded, p->match->name));
    if (name) {
        fields->publisher.name = name;
        note_hop(p, "republisher", name);
    }
}

static const struct {
    const char *rule_class;
    void (*say)(const piece *p);
    bool list;
} says[] = {
    {"author", say_author, true},
    {"breadcrumb", say_section, false},
    {"byline-suffix", say_author, true},
    {"copyright", say_holder, false},
    {"correction", say_correction, false},
    {"date", say_date, false},
    {"dateline", say_dateline, true},
    {"disclaimer", say_notice, false},
    {"editor", say_editor, true},
    {"editor-suffix", say_editor, true},
    {"first-date", say_first_date, false},
    {"headline", say_headline, false},
    {"license-terms", say_notice, false},
    {"original-title", say_original_title, false},
    {"outlet", say_source, false},
    {"photographer", say_photographer, true},
    {"reporter", say_reporter, true},
    {"repost", say_originator, false},
    {"source", say_source, false},
    {"summary", say_summary, false},
    {"tags", say_tags, true},
    {"translator", say_translator, true},
    {"updated", say_updated, false},
};

void ts_line_say(const ts_line_piece *p)
{
    for (size_t i = 0; i < sizeof says / sizeof *says; i++)
        if (strcmp(says[i].rule_class, p->match->rule_class) == 0) {
            says[i].say(p);
            return;
        }
}

bool ts_line_takes_list(const char *rule_class)
{
    for (size_t i = 0; i < sizeof says / sizeof *says; i++)
        if (strcmp(says[i].rule_class, rule_class) == 0)
            return says[i].list;
    return false;
}
