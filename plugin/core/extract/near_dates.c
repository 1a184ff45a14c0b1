#include "extract/near_dates.h"
#include "extract/byline.h"
#include "extract/near_topic.h"
#include "extract/score.h"
#include "rules/date_ago.h"
#include "rules/dates.h"
#include "text/utf8.h"

#include <string.h>

enum {
    DATES_MAX = 4,      /* dates of one text that are read */
    TIMES_MAX = 60,     /* nodes among which the <time> elements are looked for */
    LABEL_MAX = 60,     /* bytes before a date that may say what it is of */
    DAY_LEN = 10,       /* of an ISO date without its time */
    AGO_TEXT = 120,     /* bytes of a text that tells a date by how long ago it was */
    INSIDE = 4,         /* blocks before the article's end that may say when it was published */
    BEHIND = 40,        /* … behind it */
    SIGNED_BEHIND = 12, /* … without a label, beside a byline */
    TEASERS_MOST = 2,   /* links to others on the way there: more are a list of them */
    BEHIND_LINE = 120
};
/* The size of a line from which on, if it is a link, it is another article's headline. */
#define TEASER_SIZE 30.0f

/* True where the page's own words call the date in the text a change. */
static bool says_updated(const ts_claims *claims, ts_str text, const char *language)
{
    ts_fields said;
    ts_fields_init(&said);
    ts_line_read(claims->arena, claims->memo, language, text, TS_ZONE_HEAD, &said, NULL);
    return said.lastmod && !said.date;
}

static void set_date(ts_claims *claims, bool updated, ts_str text, const char *language)
{
    ts_fields *f = &claims->by[TS_CLAIM_PAGE].fields;
    ts_claim_date_in(claims->arena, updated ? &f->lastmod : &f->date, text, language);
}

void ts_near_dates_text(ts_claims *claims, ts_str text, bool updated, const char *language)
{
    ts_date date;
    size_t end, behind;
    for (int i = 0; i < DATES_MAX && ts_date_find(text, language, &date, &end); i++) {
        ts_str rest = ts_str_sub(text, end, text.len), clause = ts_str_sub(text, 0, end);
        bool last = !ts_date_find(rest, language, &date, &behind);
        bool change = (updated && i == 0 && last) || says_updated(claims, clause, language) ||
                      (last && says_updated(claims, text, language));
        set_date(claims, change, clause, language);
        text = rest;
    }
}

/* What stands before a <time>, as far as it may be its label. */
static bool labels_update(const ts_claims *claims, ts_str label, const char *machine, const char *language)
{
    const char *day = NULL;
    ts_claim_date(claims->arena, &day, ts_str_of(machine));
    label = ts_utf8_trim(label);
    if (!day || !label.len || label.len > LABEL_MAX)
        return false;
    ts_str line =
        ts_str_of(ts_arena_printf(claims->arena, "%.*s %.*s", (int)label.len, label.ptr, DAY_LEN, day));
    return says_updated(claims, line, language);
}

const char *ts_near_dates_machine(const ts_node *node)
{
    ts_date date;
    const char *machine = ts_node_type(node) == TS_ELEMENT ? ts_node_attr(node, "datetime") : NULL;
    bool time = ts_node_is(node, "time"), bare = time && !machine;
    if (!machine && (time || ts_node_is(node, "abbr")))
        machine = ts_node_attr(node, "title");
    if (!machine && time)
        machine = ts_node_attr(node, "content");
    if (bare && machine && !ts_date_iso(ts_str_of(machine), &date))
        machine = NULL;
    return machine && *machine && (time || ts_date_iso(ts_str_of(machine), &date)) ? machine : NULL;
}

/* What programs write for themselves into a date's element, where it is one. */
static const char *data_of(const ts_node *node)
{
    static const char *const NAMES[] = {"data-date-time", "data-datetime",  "data-time", "data-timestamp",
                                        "data-date",      "data-published", "title"};
    const char *machine = ts_near_dates_machine(node);
    ts_date date;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES && !machine; i++) {
        machine = ts_node_type(node) == TS_ELEMENT ? ts_node_attr(node, NAMES[i]) : NULL;
        bool moment = machine && (ts_date_epoch(ts_str_of(machine), &date) ||
                                  (ts_date_iso(ts_str_of(machine), &date) && date.hour >= 0));
        machine = moment ? machine : NULL;
    }
    return machine;
}

static bool is_update(const ts_node *node)
{
    return ts_near_topic(node) == TOPIC_UPDATED;
}

bool ts_near_dates_times(ts_claims *claims, const ts_node *scope, const char *language)
{
    bool found = false, all = is_update(scope);
    ts_buf label;
    ts_date date;
    ts_buf_init(&label, TS_BUF_MAX);
    const ts_node *n = scope;
    for (int steps = 0; n && steps < TIMES_MAX; steps++) {
        const char *machine = data_of(n);
        if (!machine) {
            if (ts_node_type(n) == TS_TEXT)
                ts_utf8_squeeze(&label, ts_node_chars(n));
            n = ts_node_walk(n, scope);
            continue;
        }
        bool updated = all || is_update(n) || labels_update(claims, ts_buf_str(&label), machine, language);
        set_date(claims, updated, ts_str_of(machine), language);
        found = found || ts_date_epoch(ts_str_of(machine), &date) ||
                ts_date_find(ts_str_of(machine), language, &date, NULL);
        ts_buf_clear(&label);
        n = ts_node_skip(n, scope);
    }
    ts_buf_free(&label);
    return found;
}

ts_str ts_near_dates_since(ts_arena *arena, ts_str text, bool sure, const char *language, const ts_date *now)
{
    ts_ago ago;
    if (text.len > AGO_TEXT || !ts_date_ago(text, language, now, &ago))
        return (ts_str){0};
    bool digit = ago.numbered;
    for (size_t i = 0; i < text.len && !digit; i++)
        digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
    if (!digit && !sure)
        return (ts_str){0};
    return ts_str_of(ts_arena_printf(arena, "%.*s%s%.*s", (int)ago.start, text.ptr,
                                     ts_date_format(arena, &ago.date), (int)(text.len - ago.end),
                                     text.ptr + ago.end));
}

ts_str ts_near_dates_ago(const ts_claims *claims, ts_str text, bool sure, const char *language)
{
    if (!claims->captured)
        return (ts_str){0};
    return ts_near_dates_since(claims->arena, text, sure, language, claims->captured);
}

bool ts_near_dates_known(const ts_claims *claims)
{
    for (int i = 0; i < TS_CLAIM_COUNT; i++)
        if (claims->by[i].fields.date)
            return true;
    return false;
}

/* What readers wrote. The elements around a block know what their names say. */
static bool is_in_comments(const ts_blocks *blocks, const ts_block *b)
{
    const ts_element *e = &blocks->elements.items[b->owner];
    const ts_node *node = b->first;
    for (; node && node != e->node; node = ts_node_parent(node))
        if (ts_is_comments(node))
            return true;
    for (; !e->comments && e->parent >= 0; e = &blocks->elements.items[e->parent])
        continue;
    return ts_is_in_comments(e->node);
}

/* True for a line that may begin with a date and has no label. */
static bool is_unlabelled(ts_str line)
{
    size_t colon = ts_str_find_char(line, ':', 0);
    bool hour = colon != TS_NPOS && colon > 0 && line.ptr[colon - 1] >= '0' && line.ptr[colon - 1] <= '9';
    return (colon == TS_NPOS || hour) && !ts_is_wide(ts_utf8_first(line));
}

bool ts_near_dates_is_bare(ts_str line, const char *language)
{
    size_t start, end;
    return is_unlabelled(line) && ts_byline_find_date(line, language, &start, &end) && start == 0;
}

/* True where a byline stands in the line behind its date, or in one of the lines beside it. */
static bool is_signed(ts_claims *claims, const ts_blocks *blocks, int i, size_t end, const char *language)
{
    const ts_block *b = &blocks->blocks.items[i];
    ts_str lines[] = {ts_str_sub(b->text, end, b->text.len), b[-1].text,
                      i + 1 < (int)blocks->blocks.len ? b[1].text : (ts_str){0}};
    ts_people people = {0};
    for (size_t k = 0; k < sizeof lines / sizeof *lines && !people.len; k++)
        if (lines[k].len <= LABEL_MAX)
            ts_byline_take(claims->arena, claims->memo, language, lines[k], (ts_str){0}, &people);
    return people.len > 0;
}

/* The link that a node is in, NULL: none. */
static const ts_node *link_around(const ts_node *node)
{
    while (node && !ts_node_is(node, "a"))
        node = ts_node_parent(node);
    return node;
}

/* True for a line that is one long link; a row of tags is several. */
static bool is_teaser(const ts_block *b)
{
    return b->size >= TEASER_SIZE && ts_block_link_density(b) > 0.5 &&
           link_around(b->first) == link_around(b->last);
}

/* What one such line says. A bare date needs a byline beside it, or a label above. */
static void read_behind(ts_claims *claims, const ts_blocks *blocks, int i, bool may_sign,
                        const char *language)
{
    const ts_block *b = &blocks->blocks.items[i];
    ts_fields said, *f = &claims->by[TS_CLAIM_PAGE].fields;
    ts_str line = b->text, label = b[-1].text;
    size_t start, end;
    if (line.len > BEHIND_LINE || !ts_byline_find_date(line, language, &start, &end))
        return;
    bool bare = start == 0 && is_unlabelled(line);
    if (bare && may_sign && is_signed(claims, blocks, i, end, language))
        set_date(claims, false, ts_str_sub(line, 0, end), language);
    if (ts_near_dates_known(claims) || (bare && label.len > LABEL_MAX))
        return;
    if (bare)
        line = ts_str_of(
            ts_arena_printf(claims->arena, "%.*s %.*s", (int)label.len, label.ptr, (int)line.len, line.ptr));
    ts_fields_init(&said);
    ts_line_read(claims->arena, claims->memo, language, line, TS_ZONE_TAIL, &said, NULL);
    f->date = said.date;
    f->lastmod = f->lastmod ? f->lastmod : said.lastmod;
}

/* What a line of its own tells programs needs no words that we know, unless another article's headline is
 * below it. */
static void read_times(ts_claims *claims, const ts_blocks *blocks, int i, const char *language)
{
    const ts_block *b = &blocks->blocks.items[i];
    const ts_element *own = &blocks->elements.items[b->owner];
    bool teases = i + 1 < (int)blocks->blocks.len && (b[1].heading || is_teaser(b + 1));
    if (b->text.len <= BEHIND_LINE && own->last == own->first + 1 && !teases)
        ts_near_dates_times(claims, own->node, language);
}

void ts_near_dates_behind(ts_claims *claims, const ts_blocks *blocks, int first, const char *language)
{
    bool right_behind = true; /* only short lines so far, none of them a headline */
    int teasers = 0, count = (int)blocks->blocks.len;
    for (int i = first > INSIDE ? first - INSIDE : 1;
         i < count && i < first + BEHIND && !ts_near_dates_known(claims); i++) {
        const ts_block *b = &blocks->blocks.items[i];
        teasers += is_teaser(b);
        if (teasers > TEASERS_MOST || is_in_comments(blocks, b))
            break;
        bool inside = i < first, of_teaser = is_teaser(b - 1) || (i > 1 && is_teaser(b - 2));
        bool anyones = inside && (ts_block_link_density(b) > 0.5 || ts_near_dates_is_bare(b->text, language));
        right_behind = inside || (right_behind && !b->heading && !teasers && !b->keep);
        if (!b->keep && !of_teaser && !anyones)
            read_behind(claims, blocks, i, !inside && i < first + SIGNED_BEHIND, language);
        if (!b->keep && right_behind && !inside && i < first + SIGNED_BEHIND && !ts_near_dates_known(claims))
            read_times(claims, blocks, i, language);
    }
}
