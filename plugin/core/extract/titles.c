#include "extract/titles.h"
#include "text/utf8.h"

#include <string.h>

enum {
    FORMS_MAX = 120,   /* texts and parts of texts that are weighed */
    TITLE_BYTES = 900, /* a longer text is no title */
    NEAR_BODY = 60,    /* blocks between an <h1> and the article it heads */
    HEADINGS_MAX = 12, /* headings that are asked */
    BLOCKS_MAX = 400,  /* blocks in which a title without heading is looked for */
};

/* A part of what a source that means the headline alone says as a whole is no headline by itself. */
#define TORN_PENALTY 3

/* Votes of an <h1>: one alone is nearly always the headline. */
#define ONLY_HEADING 5.2
#define FIRST_HEADING 2.5

typedef struct form {
    const char *text;
    ts_str bare;
    int from;   /* the source it was taken from, an index */
    bool whole; /* not a part */
    double votes;
} form;

typedef struct chooser {
    ts_arena *arena;
    form forms[FORMS_MAX];
    double weights[FORMS_MAX];     /* of the sources */
    bool only_headline[FORMS_MAX]; /* … those that say the headline and nothing else */
    ts_str sites[8];               /* bare names of the site */
    int form_count, source_count, site_count;
} chooser;

void ts_title_bare(ts_buf *out, ts_str s)
{
    for (size_t pos = 0; pos < s.len;) {
        uint32_t c = ts_utf8_next(s, &pos);
        if (c >= 'A' && c <= 'Z')
            c += 32;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            ts_buf_putc(out, (char)c);
        else if (c >= 0x80 && ts_is_alnum(c))
            ts_buf_put_utf8(out, c);
    }
}

static ts_str bare_of(ts_arena *arena, ts_str s)
{
    ts_buf bare;
    ts_buf_init(&bare, TS_BUF_MAX);
    ts_title_bare(&bare, ts_str_sub(s, 0, TITLE_BYTES));
    ts_str copy = {ts_buf_copy(&bare, arena), bare.len};
    ts_buf_free(&bare);
    return copy;
}

/* --- forms --- */

static void add_form(chooser *c, ts_str text, int from, bool whole)
{
    text = ts_utf8_trim(text);
    if (!text.len || c->form_count == FORMS_MAX)
        return;
    ts_str bare = bare_of(c->arena, text);
    if (bare.len < 2)
        return;
    c->forms[c->form_count++] = (form){ts_arena_copy(c->arena, text), bare, from, whole, 0};
}

/* Bytes of the separator at `at` that outlets set between headline, section and name; 0: none stands there.
 */
static size_t separator_at(ts_str s, size_t at)
{
    static const char *const ALONE[] = {"|", "_", "——", "--", "»", "«", "｜", "－", "•", "›", "∣", "::"};
    static const char *const SPACED[] = {"-", "–", "—", "·", "/", "~", ">", "<"};
    ts_str rest = ts_str_sub(s, at, s.len);
    unsigned char first = (unsigned char)s.ptr[at];
    if (first == ' ' || (first < 0x80 && ts_is_alnum(first)))
        return 0;
    for (size_t i = 0; i < sizeof ALONE / sizeof *ALONE; i++)
        if (ts_str_starts(rest, ts_str_of(ALONE[i])))
            return strlen(ALONE[i]);
    for (size_t i = 0; i < sizeof SPACED / sizeof *SPACED; i++) {
        size_t len = strlen(SPACED[i]), behind = at + len, before = at;
        if (!ts_str_starts(rest, ts_str_of(SPACED[i])) || at == 0 || behind >= s.len)
            continue;
        bool spaced = s.ptr[behind] == ' ' && s.ptr[at - 1] == ' ';
        bool wide = *SPACED[i] == '-' &&
                    (ts_is_wide(ts_utf8_prev(s, &before)) || ts_is_wide(ts_utf8_next(s, &behind)));
        if (spaced || wide)
            return len;
    }
    return 0;
}

static void add_source(chooser *c, const char *text, double weight, bool only_headline)
{
    ts_str s = ts_str_of(text);
    if (!s.len || s.len > TITLE_BYTES || c->source_count == FORMS_MAX)
        return;
    int from = c->source_count++;
    c->weights[from] = weight;
    c->only_headline[from] = only_headline;
    add_form(c, s, from, true);
    for (size_t at = 0, parts = 0; at < s.len && parts < 8;) {
        size_t len = separator_at(s, at);
        if (!len) {
            ts_utf8_next(s, &at);
            continue;
        }
        parts++;
        add_form(c, ts_str_sub(s, 0, at), from, false);
        add_form(c, ts_str_sub(s, at + len, s.len), from, false);
        at += len;
    }
}

/* --- the site's name --- */

/* True where the part is no other text than the headline or a piece of it. */
static bool is_of_headline(ts_arena *arena, ts_str part, ts_str headline)
{
    ts_str bare = bare_of(arena, part);
    return bare.len == 0 || ts_str_find(headline, bare, 0) != TS_NPOS ||
           ts_str_find(bare, headline, 0) != TS_NPOS;
}

ts_str ts_title_site_part(ts_arena *arena, ts_str window_title, const char *headline)
{
    size_t first = TS_NPOS, last = 0;
    ts_str bare = bare_of(arena, ts_str_of(headline));
    if (!bare.len || window_title.len > TITLE_BYTES)
        return (ts_str){0};
    for (size_t at = 0; at < window_title.len;) {
        size_t len = separator_at(window_title, at);
        if (!len) {
            ts_utf8_next(window_title, &at);
            continue;
        }
        first = first == TS_NPOS ? at : first;
        last = at += len;
    }
    if (first == TS_NPOS)
        return (ts_str){0};
    ts_str end = ts_utf8_trim(ts_str_sub(window_title, last, window_title.len)),
           start = ts_utf8_trim(ts_str_sub(window_title, 0, first));
    if (!is_of_headline(arena, end, bare))
        return end;
    return is_of_headline(arena, start, bare) ? (ts_str){0} : start;
}

static void add_site(chooser *c, const char *name)
{
    ts_str bare = bare_of(c->arena, ts_str_of(name));
    if (bare.len >= 2 && c->site_count < 8)
        c->sites[c->site_count++] = bare;
}

ts_str ts_title_host_label(ts_str host)
{
    ts_str best = {0};
    for (size_t from = 0; from < host.len;) {
        size_t dot = ts_str_find_char(host, '.', from);
        ts_str label = ts_str_sub(host, from, dot);
        if (label.len > best.len)
            best = label;
        from = dot == TS_NPOS ? host.len : dot + 1;
    }
    return best;
}

static void add_host(chooser *c, ts_str host)
{
    ts_str label = ts_title_host_label(host);
    if (label.len >= 4)
        add_site(c, ts_arena_copy(c->arena, label));
}

static bool names_site(const chooser *c, ts_str bare)
{
    for (int i = 0; i < c->site_count; i++) {
        ts_str site = c->sites[i];
        if (ts_str_eq(site, bare))
            return true;
        bool near = bare.len < 2 * site.len + 8 && site.len < 2 * bare.len + 8;
        if (near && site.len >= 4 && bare.len >= 4 &&
            (ts_str_starts(bare, site) || ts_str_ends(bare, site) || ts_str_starts(site, bare)))
            return true;
    }
    return false;
}

/* True where the form ends or begins with a part that is the site's name. */
static bool carries_site(const chooser *c, const form *f)
{
    ts_str s = ts_str_of(f->text);
    for (size_t at = 0; at < s.len;) {
        size_t len = separator_at(s, at);
        if (len && (names_site(c, bare_of(c->arena, ts_str_sub(s, at + len, s.len))) ||
                    names_site(c, bare_of(c->arena, ts_str_sub(s, 0, at)))))
            return true;
        if (len)
            at += len;
        else
            ts_utf8_next(s, &at);
    }
    return false;
}

/* --- votes --- */

/* True for a part that nobody says as a whole, torn from what one says who means the headline alone. */
static bool is_torn(const chooser *c, const form *f)
{
    bool torn = false;
    for (int k = 0; k < c->form_count; k++) {
        const form *g = &c->forms[k];
        if (g->whole && ts_str_eq(g->bare, f->bare))
            return false;
        bool inside = g->whole && c->only_headline[g->from] && g->bare.len > f->bare.len &&
                      (ts_str_starts(g->bare, f->bare) || ts_str_ends(g->bare, f->bare));
        torn = torn || (inside && !carries_site(c, g));
    }
    return torn;
}

/* Each source supports its own text fully, and its parts a little less. */
static void vote(chooser *c)
{
    for (int i = 0; i < c->form_count; i++) {
        form *f = &c->forms[i];
        double best[FORMS_MAX] = {0};
        for (int k = 0; k < c->form_count; k++) {
            const form *other = &c->forms[k];
            double share = other->whole ? 1 : 0.8;
            if (ts_str_eq(other->bare, f->bare) && share > best[other->from])
                best[other->from] = share;
        }
        for (int s = 0; s < c->source_count; s++)
            f->votes += best[s] * c->weights[s];
        f->votes -= is_torn(c, f) ? TORN_PENALTY : 0;
        if (names_site(c, f->bare))
            f->votes -= 6;
        else if (carries_site(c, f))
            f->votes -= 2.5;
    }
}

/* What a heading's word is worth: one <h1> alone, not far above the article, is nearly always the headline.
 */
static double heading_weight(const ts_blocks *blocks, int i, int all, int before, int body)
{
    const ts_block *b = &blocks->blocks.items[i];
    bool far = body >= 0 && (i < body - NEAR_BODY || i > body + NEAR_BODY);
    if (far || b->link_size > 0.5f * b->size)
        return 1.5;
    return all == 1 ? ONLY_HEADING : before == 0 ? FIRST_HEADING : 1.5;
}

/* True where the block says how a whole claim begins, and not much less. */
static bool begins_claim(const chooser *c, int asked, ts_str bare)
{
    for (int k = 0; k < asked; k++)
        if (c->forms[k].whole && bare.len >= 12 && bare.len * 5 >= c->forms[k].bare.len * 2 &&
            ts_str_starts(c->forms[k].bare, bare))
            return true;
    return false;
}

/* Headings, and blocks that say what the metadata or a part of it says. */
static void add_page(chooser *c, const ts_blocks *blocks, int body)
{
    int headings = 0, all = 0, asked = c->form_count, count = (int)blocks->blocks.len;
    bool voted[FORMS_MAX] = {0};
    count = count < BLOCKS_MAX ? count : BLOCKS_MAX;
    for (int i = 0; i < count; i++)
        all += blocks->blocks.items[i].heading == 1;
    for (int i = 0; i < count; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        if (b->text.len > TITLE_BYTES)
            continue;
        if (b->heading == 1 && headings < HEADINGS_MAX) {
            double weight = heading_weight(blocks, i, all, headings++, body);
            add_source(c, ts_arena_copy(c->arena, b->text), weight, true);
            continue;
        }
        if (b->link_size > 0.5f * b->size)
            continue;
        ts_str bare = bare_of(c->arena, b->text);
        bool known = false;
        for (int k = 0; k < asked && bare.len > 8; k++) {
            if (!ts_str_eq(bare, c->forms[k].bare))
                continue;
            known = true;
            if (!voted[k])
                c->forms[k].votes += b->heading ? 1.5 : 1.2;
            voted[k] = true;
        }
        if (!known && !b->stops && begins_claim(c, asked, bare))
            add_source(c, ts_arena_copy(c->arena, b->text), b->heading ? 2.2 : 2.1, false);
    }
}

const char *ts_title_choose(ts_arena *arena, const ts_claims *claims, const ts_blocks *blocks, int body,
                            ts_str host)
{
    static const double WEIGHTS[TS_CLAIM_COUNT] = {3, 3, 2.5, 1.5, 1.2, 1};
    chooser *c = TS_NEW(arena, chooser);
    c->arena = arena;
    for (int i = 0; i < TS_CLAIM_COUNT; i++) {
        add_source(c, claims->by[i].fields.title, WEIGHTS[i],
                   i == TS_CLAIM_JSON_LD || i == TS_CLAIM_MICRODATA);
        add_site(c, claims->by[i].site);
        add_site(c, claims->by[i].fields.publisher.name);
    }
    add_host(c, host);
    add_source(c, claims->window_title, 2, false);
    add_page(c, blocks, body);
    vote(c);
    const form *best = NULL;
    for (int i = 0; i < c->form_count; i++) {
        const form *f = &c->forms[i];
        if (!best || f->votes > best->votes + 1e-9 ||
            (f->votes > best->votes - 1e-9 && f->bare.len > best->bare.len))
            best = f;
    }
    return best ? best->text : NULL;
}
