#include "extract/near.h"
#include "extract/byline.h"
#include "extract/lines.h"
#include "extract/markup.h"
#include "extract/near_dates.h"
#include "extract/near_topic.h"
#include "extract/score.h"
#include "rules/dates.h"
#include "rules/phrases.h"
#include "text/url.h"
#include "text/utf8.h"

#include <string.h>
#include <strings.h>

enum {
    SOURCE_TEXT = 40,
    BYLINE_TEXT = 120,
    PARTICLE_MOST = 3, /* bytes of "de", "von", "al" */
    BYLINE_LEVELS = 3, /* elements around a person's that may be the byline */
    DATE_LINE = 160,
    DATE_REST = 40,
    DATE_ALONE = 32, /* bytes of a line that says little but its date */
    INNER_MAX = 20,
    LINKS_MAX = 60,
    NAME_LEAST = 4,
    PERSON_TEXT = 80,     /* bytes of a person's element: name, work, address */
    PARTS_MAX = 6,        /* blocks of an element that is a byline, a date, a source */
    ENTRY_LEVELS = 3,     /* elements around a date's that may be the entry of a list */
    HEADLINE_TEXT = 30,   /* bytes from which on a link in it is a headline */
    DATELINE = 60,        /* code points of a text's head in which its date may stand */
    DATELINE_PLACE = 30,  /* bytes before it, which name the place */
    SIGNATURE_BEHIND = 8, /* blocks behind the article that may name its author */
};

/* Most elements have nothing but a class that could say so. */
bool ts_near_is_crumbs(const ts_node *node)
{
    static const char *const NAMES[] = {"crumb", "weizhi", "mbx", "curpos", "pathway", NULL};
    bool may = ts_node_is_called(node, NAMES) || ts_node_attr(node, "id") || ts_node_attr(node, "itemtype") ||
               ts_node_attr(node, "aria-label") || ts_node_attr(node, "data-testid");
    return may && ts_near_topic(node) == TOPIC_CRUMBS;
}

/* The <time> elements of a date's element, with what stands before one that is alone; else its text. */
static void read_date(ts_claims *claims, const ts_node *node, ts_topic t, ts_str text, const char *language)
{
    const ts_fields *f = &claims->by[TS_CLAIM_PAGE].fields;
    const char *const *field = t == TOPIC_UPDATED ? &f->lastmod : &f->date;
    const ts_node *around = ts_node_is(node, "time") ? ts_node_parent(node) : NULL;
    if (around && !ts_short_text(claims->arena, around))
        around = NULL;
    if (ts_near_dates_times(claims, around ? around : node, language) || *field || !text.len ||
        text.len > BYLINE_TEXT)
        return;
    ts_near_dates_text(claims, text, t == TOPIC_UPDATED, language);
    const char *title = ts_node_attr(node, "title");
    if (!*field && title)
        ts_near_dates_text(claims, ts_str_of(title), t == TOPIC_UPDATED, language);
    if (!*field)
        ts_near_dates_text(claims, ts_near_dates_ago(claims, text, true, language), t == TOPIC_UPDATED,
                           language);
}

/* What is left of a labelled text that no rule knows is no name: "Released: 10-08 12:00". */
static bool has_colon(ts_str s)
{
    return ts_str_find_char(s, ':', 0) != TS_NPOS || ts_str_find(s, TS_STR("\uFF1A"), 0) != TS_NPOS;
}

/* Labelled text goes through the line rules; what is left alone is a name by itself. */
static void read_text(ts_claims *claims, ts_topic t, ts_str s, const char *language)
{
    ts_fields *f = &claims->by[TS_CLAIM_PAGE].fields;
    size_t length = ts_utf8_count(s);
    if (ts_line_read(claims->arena, claims->memo, language, s, TS_ZONE_HEAD, f, NULL) != TS_LINE_BODY)
        return;
    ts_str names = t == TOPIC_AUTHOR ? ts_byline_cut(s, language) : s;
    if (names.len < s.len &&
        ts_line_read(claims->arena, claims->memo, language, names, TS_ZONE_HEAD, f, NULL) != TS_LINE_BODY)
        return;
    if (t == TOPIC_AUTHOR && length <= BYLINE_TEXT && s.len >= NAME_LEAST)
        ts_claim_people(claims->arena, &f->authors, names, NULL);
    else if (t == TOPIC_SOURCE && length <= SOURCE_TEXT && !has_colon(s))
        ts_claim_set(claims->arena, &f->source.name, ts_near_name(ts_byline_names(s, language)));
}

/* A short line that is little but a date, begins with one, or, where it is no part of the text, ends with
 * one; whatever its element is called. */
static void read_bare_date(ts_claims *claims, const ts_block *b, const char *language)
{
    ts_fields *f = &claims->by[TS_CLAIM_PAGE].fields;
    ts_date date;
    size_t end = 0;
    if (f->date || b->heading == 1 || b->text.len > DATE_LINE || b->closed || (b->flags & TS_BLOCK_CAPTION))
        return; /* a caption says when the picture was taken */
    ts_str text = b->first == b->last ? b->text : ts_spaced_text(claims->arena, " ", b->first, b->last, NULL),
           ago = ts_near_dates_ago(claims, text, false, language);
    bool found = ts_date_find(text, language, &date, &end);
    if (!found && ago.len && ts_date_find(ago, language, &date, &end)) {
        found = true;
        text = ago;
    }
    bool begins = end <= DATE_REST, ends = text.len - end <= DATE_REST && !b->keep;
    if (found && date.day > 0 && (begins || ends))
        ts_near_dates_text(claims, text, false, language);
}

static bool is_date_line(const ts_block *b, const char *language)
{
    size_t start, end;
    return b->text.len <= DATE_LINE && ts_byline_find_date(b->text, language, &start, &end) && start == 0;
}

/* An outlet's name alone above or below the date, or behind a person's there: "Jane Doe/Lakeside Courier". */
static void read_bare_outlet(ts_claims *claims, const ts_blocks *blocks, int i, const char *language)
{
    const ts_block *b = &blocks->blocks.items[i];
    const char **source = &claims->by[TS_CLAIM_PAGE].fields.source.name;
    if (*source || b->heading || b->closed || ts_utf8_count(b->text) > SOURCE_TEXT ||
        !((i > 0 && is_date_line(b - 1, language)) ||
          (i + 1 < (int)blocks->blocks.len && is_date_line(b + 1, language))))
        return;
    size_t slash = ts_str_find_char(b->text, '/', 0);
    ts_str name = ts_utf8_trim(ts_str_sub(b->text, slash == TS_NPOS ? 0 : slash + 1, b->text.len));
    name = ts_byline_names(name, language);
    ts_line_match match;
    if (name.len && ts_phrases_match_class(ts_phrases_get(), language, "outlet", name, &match))
        ts_claim_set(claims->arena, source, name);
}

/* True where an element inside is the byline itself: this one holds more. */
static bool has_inner(const ts_blocks *blocks, size_t element, ts_topic t)
{
    for (size_t i = element + 1; i < (size_t)blocks->elements.items[element].next && i < element + INNER_MAX;
         i++)
        if (ts_near_topic(blocks->elements.items[i].node) == t)
            return true;
    return false;
}

void ts_near_links(ts_claims *claims, const ts_blocks *blocks, int first, int last)
{
    for (size_t i = 0; i < blocks->elements.len && claims->links.len < LINKS_MAX; i++) {
        const ts_element *e = &blocks->elements.items[i];
        if (e->first < first || e->first >= last || !ts_node_is(e->node, "a"))
            continue;
        const char *href = ts_node_attr(e->node, "href");
        if (!href || !ts_url_host(ts_str_of(href)).len)
            continue;
        const char *text = ts_short_text(claims->arena, e->node);
        ts_claim_link link = {text, href};
        if (text && ts_utf8_count(ts_str_of(text)) <= SOURCE_TEXT)
            ts_vec_push_in(claims->arena, &claims->links, link);
    }
}

/* True for words that all begin like names, but for short ones: "Jane van Doe", not "View all posts". */
static bool looks_like_name(ts_str s)
{
    ts_str word;
    while (ts_str_word(&s, &word)) {
        uint32_t first = ts_utf8_first(word);
        if (first >= 'a' && first <= 'z' && word.len > PARTICLE_MOST)
            return false;
    }
    return true;
}

/* True where a second person's element stands in one short line with that of the first. */
static bool shares_byline(const ts_claims *claims, const ts_node *first, const ts_node *node)
{
    const ts_node *line = first;
    for (int up = 0; line && up < BYLINE_LEVELS; up++) {
        line = ts_node_parent(line);
        const ts_node *n = node;
        while (n && n != line)
            n = ts_node_parent(n);
        const char *text = n && line ? ts_short_text(claims->arena, line) : NULL;
        if (n)
            return text && strlen(text) <= BYLINE_TEXT &&
                   looks_like_name(ts_str_of(ts_short_text(claims->arena, node)));
    }
    return false;
}

static bool is_alike(const ts_node *a, const ts_node *b)
{
    return ts_node_type(a) == TS_ELEMENT && ts_node_type(b) == TS_ELEMENT && ts_node_is(a, ts_node_name(b)) &&
           ts_str_eq(ts_str_of(ts_node_attr(a, "class")), ts_str_of(ts_node_attr(b, "class")));
}

/* True for the element of one more person, beside that of the first. */
static bool is_next_person(const ts_claims *claims, const ts_node *node)
{
    return claims->signed_at && (ts_near_is_author_link(node) || is_alike(claims->signed_at, node)) &&
           shares_byline(claims, claims->signed_at, node);
}

/* The element that is all there is in another but for white space; NULL: there is more, or less. */
static const ts_node *only_element(const ts_node *node)
{
    const ts_node *only = NULL;
    for (const ts_node *n = ts_node_first(node); n; n = ts_node_next(n)) {
        bool blank = ts_node_type(n) == TS_TEXT && !ts_utf8_trim(ts_node_chars(n)).len;
        if (!blank && (only || ts_node_type(n) != TS_ELEMENT))
            return NULL;
        only = blank ? only : n;
    }
    return only;
}

/* The next of these nodes that shows text. */
static const ts_node *next_shown(ts_arena *arena, const ts_node *node)
{
    while (node && (ts_node_type(node) == TS_TEXT ? !ts_utf8_trim(ts_node_chars(node)).len
                                                  : !ts_short_text(arena, node)))
        node = ts_node_next(node);
    return node;
}

/* The name that opens an element and has one of its own there: "<b>Jane Doe</b><i>Reporter</i>". */
static ts_str opening_name(ts_arena *arena, const ts_node *node)
{
    while (node && ts_node_type(node) != TS_TEXT) {
        node = next_shown(arena, ts_node_first(node));
        if (node && ts_node_type(node) == TS_TEXT && next_shown(arena, ts_node_next(node)))
            return (ts_str){0};
    }
    ts_str name = node ? ts_utf8_trim(ts_node_chars(node)) : (ts_str){0};
    return ts_byline_is_persons(name) ? name : (ts_str){0};
}

/* True where what opens an element is called a name, and another element stands behind it that is not:
 * "<div class=name>Jane Doe</div> <div class=title>Editor</div>". */
static bool opens_as_name(ts_arena *arena, const ts_node *node)
{
    static const char *const NAME[] = {"name", NULL};
    do
        node = next_shown(arena, ts_node_first(node));
    while (node && !ts_node_is_called(node, NAME));
    const ts_node *behind = node ? next_shown(arena, ts_node_next(node)) : NULL;
    return behind && ts_node_type(behind) == TS_ELEMENT && !ts_node_is_called(behind, NAME);
}

/* Two names and more side by side, each opening its element, and these short and alike; or one that is called
 * a name, or glued to what stands behind it: an element's edge parts them for readers. */
static bool read_names(ts_claims *claims, const ts_node *node)
{
    ts_arena *arena = claims->arena;
    ts_people people = {0};
    const ts_node *first = NULL;
    bool alike = true;
    for (const ts_node *inner = node; inner; inner = only_element(inner))
        node = inner;
    for (const ts_node *n = next_shown(arena, ts_node_first(node)); n && alike;
         n = next_shown(arena, ts_node_next(n))) {
        first = first ? first : n;
        ts_str name = is_alike(n, first) ? opening_name(arena, n) : (ts_str){0};
        alike = name.len && strlen(ts_short_text(arena, n)) <= PERSON_TEXT;
        if (alike)
            ts_claim_people(arena, &people, name, NULL);
    }
    if (!alike || people.len < 2) {
        ts_str text = ts_str_of(ts_short_text(arena, node)), name = opening_name(arena, node);
        size_t behind = name.len;
        if (!name.len || !ts_str_starts(text, name) || name.len == text.len ||
            !(ts_is_alnum(ts_utf8_next(text, &behind)) || opens_as_name(arena, node)))
            return false;
        people = (ts_people){0};
        ts_claim_people(arena, &people, name, NULL);
    }
    for (size_t i = 0; i < people.len; i++)
        ts_people_add(arena, &claims->by[TS_CLAIM_PAGE].fields.authors, ts_str_of(people.items[i].name),
                      people.items[i].role);
    claims->signed_at = node;
    return people.len > 0;
}

/* True for an element whose class words speak of a picture, or that stands in a caption or a figure. */
static bool credits_picture(const ts_node *node)
{
    static const char *const PICTURES[] = {"image", "img", "photo", "picture", "caption", "media", NULL};
    static const char *const AROUND[] = {"caption", NULL};
    if (ts_node_is_called(node, PICTURES) || ts_node_is_called(ts_node_parent(node), AROUND))
        return true;
    while (node && !ts_node_is(node, "figure"))
        node = ts_node_parent(node);
    return node != NULL;
}

/* True for an entry of a list beside the headline that leads to it: it is another article's. */
static bool is_of_entry(ts_arena *arena, const ts_node *node)
{
    const ts_node *item = ts_node_parent(node);
    for (int up = 1; item && up < ENTRY_LEVELS && !ts_node_is(item, "li"); up++)
        item = ts_node_parent(item);
    if (!item || !ts_node_is(item, "li") || !ts_short_text(arena, item))
        return false;
    for (const ts_node *n = ts_node_walk(item, item); n;
         n = n == node ? ts_node_skip(n, item) : ts_node_walk(n, item)) {
        const char *text = ts_node_is(n, "a") ? ts_short_text(arena, n) : NULL;
        if (text && strlen(text) >= HEADLINE_TEXT)
            return true;
    }
    return false;
}

/* True where all of the element's text, but for a date, is a link to articles of a kind. */
static bool names_kind(ts_arena *arena, const ts_node *node, ts_str text, const char *language)
{
    static const char *const FOLDERS[] = {"tag",       "tags",      "category", "categories",
                                          "categoria", "kategorie", "topic",    "topics",
                                          "rubrik",    "rubrique",  "section",  NULL};
    for (const ts_node *n = ts_node_walk(node, node); n; n = ts_node_walk(n, node)) {
        const char *href = ts_node_is(n, "a") ? ts_node_attr(n, "href") : NULL;
        if (href)
            return ts_has_folder(href, FOLDERS) &&
                   ts_str_is(ts_byline_cut(text, language), ts_short_text(arena, n));
    }
    return false;
}

/* What the element says by its class words; bylines only where nobody is named yet, or beside the first. */
static void read_element(ts_claims *claims, const ts_blocks *blocks, int i, const char *language)
{
    const ts_fields *f = &claims->by[TS_CLAIM_PAGE].fields;
    const ts_node *node = blocks->elements.items[i].node;
    ts_topic t = ts_near_topic(node);
    const ts_element *e = &blocks->elements.items[i];
    bool captioned = e->first < e->last && blocks->blocks.items[e->first].flags & TS_BLOCK_CAPTION;
    bool caption = t == TOPIC_SOURCE && (captioned || credits_picture(node));
    if (t == TOPIC_NONE || t == TOPIC_CRUMBS || caption || ts_is_in_comments(node))
        return;
    bool date = t == TOPIC_DATE || t == TOPIC_UPDATED, author = t == TOPIC_AUTHOR;
    if (date && is_of_entry(claims->arena, node))
        return;
    if (author && (has_inner(blocks, (size_t)i, t) || (f->authors.len && !is_next_person(claims, node))))
        return;
    size_t named = f->authors.len;
    if (author && read_names(claims, node))
        return;
    const char *text = ts_short_text(claims->arena, node);
    if (author && text && names_kind(claims->arena, node, ts_str_of(text), language))
        return;
    if (date)
        read_date(claims, node, t, text ? ts_spaced_text(claims->arena, " ", node, NULL, node) : (ts_str){0},
                  language);
    if (date && !f->authors.len && ts_near_names_author(node) && !has_inner(blocks, (size_t)i, TOPIC_AUTHOR))
        t = TOPIC_AUTHOR;
    if (text && (!date || t == TOPIC_AUTHOR))
        read_text(claims, t,
                  t == TOPIC_AUTHOR ? ts_byline_lines(claims->arena, node, ts_str_of(text), language)
                                    : ts_str_of(text),
                  language);
    if (f->authors.len > named)
        claims->signed_at = node;
}

static bool claims_date(const ts_claims *claims)
{
    bool claimed = false;
    for (int i = 0; i < TS_CLAIM_PAGE; i++)
        claimed = claimed || claims->by[i].fields.date;
    return claimed;
}

static int first_kept(const ts_blocks *blocks, int from)
{
    while (from < (int)blocks->blocks.len && !blocks->blocks.items[from].keep)
        from++;
    return from;
}

/* The first paragraph, up to `last`: a line before it that was kept may still be the date's. */
static int first_prose(const ts_blocks *blocks, int from, int last)
{
    for (int i = from; i < last && i < (int)blocks->blocks.len; i++)
        if (ts_block_is_prose(&blocks->blocks.items[i]))
            return i;
    return from;
}

static void read_elements(ts_claims *claims, const ts_blocks *blocks, int first, int last,
                          const char *language)
{
    for (size_t i = 0; i < blocks->elements.len; i++) {
        const ts_element *e = &blocks->elements.items[i];
        if (e->first >= first && e->first < last && e->last - e->first <= PARTS_MAX)
            read_element(claims, blocks, (int)i, language);
    }
}

void ts_near_read(ts_claims *claims, const ts_blocks *blocks, int first, int title, int last,
                  const char *language)
{
    ts_near_links(claims, blocks, first, last);
    read_elements(claims, blocks, title, last, language);
    read_elements(claims, blocks, first, title, language);
    ts_byline_read(claims, blocks, first, last, language);
    /* Nearest to the article first; inside it only where there is no other. */
    int count = (int)blocks->blocks.len, body = first_kept(blocks, first);
    int text = first_prose(blocks, body, last);
    for (int i = text < last ? text : last - 1; i >= first; i--)
        if (i < count)
            read_bare_date(claims, &blocks->blocks.items[i], language);
    for (int i = first; i < body && i < last && i < count; i++)
        read_bare_outlet(claims, blocks, i, language);
    for (int i = body + 1; i < last && i < count; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        if (!b->keep && (!claims_date(claims) || b->text.len <= DATE_ALONE))
            read_bare_date(claims, b, language);
    }
}

/* True for an element behind the article, or the last of it and no prose: who signs is often taken along. */
static bool may_sign(const ts_blocks *blocks, const ts_element *e, int first)
{
    bool prose = e->first < first - PARTS_MAX;
    for (int i = e->first; i < first && i < e->last && !prose; i++)
        prose = ts_block_is_prose(&blocks->blocks.items[i]);
    return !prose && e->first < first + SIGNATURE_BEHIND && e->last - e->first <= PARTS_MAX;
}

void ts_near_signature(ts_claims *claims, const ts_blocks *blocks, int first, const char *language)
{
    const ts_fields *f = &claims->by[TS_CLAIM_PAGE].fields;
    if (f->authors.len)
        return;
    for (size_t i = 0; i < blocks->elements.len && f->authors.len == 0; i++) {
        const ts_element *e = &blocks->elements.items[i];
        if (may_sign(blocks, e, first) && ts_near_topic(e->node) == TOPIC_AUTHOR)
            read_element(claims, blocks, (int)i, language);
    }
    claims->signed_behind = f->authors.len > 0;
    if (f->authors.len == 0)
        ts_byline_read(claims, blocks, first, first + SIGNATURE_BEHIND, language);
}

void ts_near_dateline(ts_claims *claims, ts_str text, const char *language)
{
    ts_fields *f = &claims->by[TS_CLAIM_PAGE].fields;
    size_t start, end;
    text = ts_str_sub(text, 0, ts_utf8_offset(text, DATELINE));
    if (f->date || !ts_byline_find_date(text, language, &start, &end) || start > DATELINE_PLACE)
        return;
    ts_str behind = ts_utf8_trim(ts_str_sub(text, end, text.len));
    uint32_t mark = ts_utf8_first(behind);
    bool brackets = start > 0 && text.ptr[start - 1] == '(' && mark == ')';
    bool dash = ts_str_starts(ts_str_sub(text, end, text.len), TS_STR(" ")) &&
                (mark == '-' || mark == 0x2013 || mark == 0x2014 || mark == 0x2015);
    /* "Lakeside, 12 March 2020: …", "Lakeside, 12 March 2020. …" */
    bool colon = start > 2 && text.ptr[start - 2] == ',' && (mark == ':' || mark == '.');
    if (brackets || dash || colon)
        ts_claim_date_in(claims->arena, &f->date, ts_str_sub(text, start, end), language);
}
