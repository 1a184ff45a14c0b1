#include "extract/titles.h"
#include "extract/score.h"
#include "extract/title_names.h"
#include "extract/title_slug.h"
#include "rules/phrases.h"
#include "text/utf8.h"

#include <string.h>

enum {
    FORMS_MAX = 120,   /* texts and parts of texts that are weighed */
    CLOSE_BEFORE = 8,  /* blocks before a heading that would be the paragraphs above it */
    CALLED_LEAST = 18, /* bytes of a line that its class may call the title */
    CALLED_BEHIND = 3, /* blocks behind the article's first in which it may stand */
    NEAR_BODY = 60,    /* blocks between an <h1> and the article it heads */
    ENDING_LEAST = 12, /* bytes of a heading that may be the end of what a claim says */
    HEADED_BY = 3,     /* blocks before it of which one may head it without being an <h1> */
    ABOVE_PROSE = 5,   /* lines between headline and text */
    HEADINGS_MAX = 12, /* headings that are asked */
    BLOCKS_MAX = 400,  /* blocks in which a title without heading is looked for */
};

/* A part of what a source that means the headline alone says as a whole is no headline by itself. */
#define TORN_PENALTY 3

/* Code points of a block that are looked at before all of it is. */
#define CLAIM_HEAD 12

/* What is the name of the site or of a section, or has one before or behind it, is none either. */
#define NAME_PENALTY 6
#define CARRIED_PENALTY 3

/* What has no word of the address that another text was made to, is another story's headline, or a kicker. */
#define SLUG_PENALTY 2.5
#define SLUG_TOLD 0.6
#define SLUG_LEAST 0.15

/* Votes and letters of a headline for sharing that is told beside the page's own. */
#define OTHER_LEAST 2
#define OTHER_BARE 12

/* Votes of an <h1>. */
#define ONLY_HEADING 5.2
#define FIRST_HEADING 2.5
#define OTHER_HEADING 1.5
/* Votes of a line that its class calls the title, where there is no <h1>. */
#define CALLED_TITLE 3
/* The share of the prose behind which a heading is no headline. */
#define PROSE_SHARE 0.4

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
    bool headings[FORMS_MAX];      /* … those that are headings */
    ts_title_names names;
    int form_count, source_count;
} chooser;

/* --- forms --- */

static void add_form(chooser *c, ts_str text, int from, bool whole)
{
    text = ts_utf8_trim(text);
    if (!text.len || c->form_count == FORMS_MAX)
        return;
    ts_str bare = ts_title_bare_copy(c->arena, text);
    if (bare.len < 2)
        return;
    c->forms[c->form_count++] = (form){ts_arena_copy(c->arena, text), bare, from, whole, 0};
}

static bool is_name(const chooser *c, ts_str text, bool part)
{
    ts_str bare = ts_title_bare_copy(c->names.arena, text);
    return ts_title_names_site(&c->names, bare, part) || ts_title_names_label(&c->names, bare);
}

/* A separator at `at`; a colon too where a source that may say more than the headline has the site's name on
 * its other side. */
static size_t cut_at(const chooser *c, ts_str s, size_t at, bool only_headline)
{
    size_t len = ts_title_separator(s, at);
    ts_str rest = ts_str_sub(s, at, s.len);
    size_t colon = ts_str_starts(rest, TS_STR(":"))    ? 1
                   : ts_str_starts(rest, TS_STR("：")) ? strlen("：")
                                                       : 0;
    if (len || !colon || only_headline)
        return len;
    /* "Headline : Region : News : Outlet": Korean outlets part all by colons between spaces. */
    size_t spaced = ts_str_find(s, TS_STR(" : "), 0);
    if (at > 0 && s.ptr[at - 1] == ' ' && ts_str_starts(rest, TS_STR(": ")) &&
        ts_str_find(s, TS_STR(" : "), spaced + 1) != TS_NPOS)
        return colon;
    ts_str head = ts_title_bare_copy(c->names.arena, ts_str_sub(s, 0, at)),
           tail = ts_title_bare_copy(c->names.arena, ts_str_sub(s, at + colon, s.len));
    return ts_title_names_site(&c->names, head, true) || ts_title_names_site(&c->names, tail, true) ? colon
                                                                                                    : 0;
}

/* What stands in brackets before the headline, or behind it, may be none of it: "[Walks] Towpath reopens",
 * "Towpath reopens (millbrook.example)"; nor is the number of a page behind it. Behind a part only brackets
 * of Chinese and Japanese are looked at. */
static void add_bare_forms(chooser *c, ts_str s, int from, bool part)
{
    ts_line_match match;
    size_t open = part && ts_str_ends(s, TS_STR(")")) ? 0 : ts_title_remark(s),
           close = s.len && s.ptr[0] == '[' ? ts_str_find_char(s, ']', 0) : TS_NPOS;
    if (open)
        add_form(c, ts_str_sub(s, 0, open), from, false);
    if (close != TS_NPOS)
        add_form(c, ts_str_sub(s, close + 1, s.len), from, false);
    if (ts_phrases_match_class(ts_phrases_get(), NULL, "title-page", s, &match))
        add_form(c, ts_str_sub(s, 0, match.start), from, false);
}

static void add_source(chooser *c, const char *text, double weight, bool only_headline)
{
    ts_line_match printed;
    ts_str s = ts_str_of(text);
    if (!s.len || s.len > TS_TITLE_BYTES || c->source_count == FORMS_MAX)
        return;
    if (!only_headline && ts_phrases_match_class(ts_phrases_get(), NULL, "title-printed", s, &printed))
        s = ts_str_sub(s, printed.end, s.len);
    int from = c->source_count++;
    c->weights[from] = weight;
    c->only_headline[from] = only_headline;
    add_form(c, s, from, true);
    add_bare_forms(c, s, from, false);
    for (size_t at = 0, parts = 0; at < s.len && parts < 8;) {
        size_t len = cut_at(c, s, at, only_headline);
        if (!len) {
            ts_utf8_next(s, &at);
            continue;
        }
        parts++;
        add_form(c, ts_str_sub(s, 0, at), from, false);
        add_form(c, ts_str_sub(s, at + len, s.len), from, false);
        if (parts == 1)
            add_bare_forms(c, ts_utf8_trim(ts_str_sub(s, 0, at)), from, true);
        at += len;
    }
}

/* True where the form ends or begins with a part that is the name of the site or of a section. */
static bool carries_name(const chooser *c, const form *f)
{
    ts_str s = ts_str_of(f->text);
    for (size_t at = 0; at < s.len;) {
        size_t len = cut_at(c, s, at, c->only_headline[f->from]);
        if (len &&
            (is_name(c, ts_str_sub(s, at + len, s.len), true) || is_name(c, ts_str_sub(s, 0, at), true)))
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
        bool remark = ts_title_remark(ts_str_of(g->text)) > 0 || g->text[0] == '[';
        torn = torn || (inside && !remark && !carries_name(c, g));
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
        if (ts_title_names_site(&c->names, f->bare, !f->whole) || ts_title_names_label(&c->names, f->bare))
            f->votes -= NAME_PENALTY;
        else if (carries_name(c, f))
            f->votes -= CARRIED_PENALTY;
    }
}

/* Counts against those without a word of the address's slug where another has most of them. */
static void vote_slug(chooser *c, ts_str slug)
{
    double shares[FORMS_MAX], most = 0;
    for (int i = 0; i < c->form_count; i++) {
        shares[i] = ts_title_slug_share(slug, c->forms[i].text);
        most = shares[i] > most ? shares[i] : most;
    }
    for (int i = 0; i < c->form_count && most >= SLUG_TOLD; i++)
        c->forms[i].votes -= shares[i] < SLUG_LEAST ? SLUG_PENALTY : 0;
}

/* True where much of the prose from `body` on stands before block i, some of it close, which is but a heading
 * in it. */
static bool is_amid_prose(const ts_blocks *blocks, int i, int body)
{
    double before = 0, all = 0;
    int close = 0;
    for (int k = body; k >= 0 && k < (int)blocks->blocks.len && k < BLOCKS_MAX; k++) {
        const ts_block *b = &blocks->blocks.items[k];
        double size = ts_block_is_prose(b) ? b->size : 0;
        all += size;
        before += k < i ? size : 0;
        close += size > 0 && k < i && k >= i - CLOSE_BEFORE;
    }
    return close >= 2 && before > PROSE_SHARE * all;
}

/* True for a heading not far from where the article begins, which leads nowhere else. */
static bool may_head(const ts_blocks *blocks, int i, int body)
{
    const ts_block *b = &blocks->blocks.items[i];
    bool far = body >= 0 && (i < body - NEAR_BODY || i > body + NEAR_BODY);
    return !far && b->link_size <= 0.5f * b->size && !is_amid_prose(blocks, i, body);
}

/* The <h1> blocks that count: each text once, no name of the site or of a section. Returns how many. */
static int find_headings(chooser *c, const ts_blocks *blocks, int count, int *found)
{
    ts_str bare[HEADINGS_MAX];
    int n = 0;
    for (int i = 0; i < count && n < HEADINGS_MAX; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        if (b->heading != 1 || b->text.len > TS_TITLE_BYTES)
            continue;
        bare[n] = ts_title_bare_copy(c->arena, b->text);
        bool again = !bare[n].len || ts_title_names_site(&c->names, bare[n], false) ||
                     ts_title_names_label(&c->names, bare[n]);
        for (int k = 0; k < n && !again; k++)
            again = ts_str_eq(bare[k], bare[n]);
        if (!again)
            found[n++] = i;
    }
    return n;
}

/* True for a date and nothing else, in digits. */
static bool is_moment(ts_str text)
{
    ts_date date;
    size_t end;
    return ts_date_digits(text, &date, &end) && end == text.len;
}

/* True for a line that its element's class words call the title, of no other thing than the article. */
static bool is_called_title(const ts_blocks *blocks, const ts_block *b)
{
    static const char *const OTHERS[] = {"sub", "site", "side", "widget", "block",  "menu",
                                         "nav", "logo", "list", "more",   "relate", "brand"};
    const char *class = ts_node_attr(blocks->elements.items[b->owner].node, "class");
    bool called = class && (strcasestr(class, "title") || strcasestr(class, "headline"));
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS && called; i++)
        called = !strcasestr(class, OTHERS[i]);
    return called && b->link_size <= 0.5f * b->size && b->text.len >= CALLED_LEAST && !is_moment(b->text);
}

/* A page without any <h1> prints its headline in some other element, the last so called above the article. */
static void add_called_title(chooser *c, const ts_blocks *blocks, int count, int body)
{
    for (int i = body + CALLED_BEHIND < count ? body + CALLED_BEHIND : count - 1;
         i >= 0 && i >= body - NEAR_BODY; i--) {
        const ts_block *b = &blocks->blocks.items[i];
        if (b->text.len > TS_TITLE_BYTES || ts_block_is_prose(b) || !is_called_title(blocks, b))
            continue;
        c->headings[c->source_count % FORMS_MAX] = true;
        add_source(c, ts_arena_copy(c->arena, b->text), CALLED_TITLE, true);
        return;
    }
}

/* True where the line that the article begins with, or stands right before it, is all that another source
 * says: then that is the headline, and an <h1> far above it names a section. */
static bool begins_with_claim(const chooser *c, const ts_blocks *blocks, int heading, int body)
{
    int from = body - HEADED_BY > heading ? body - HEADED_BY : heading + 1;
    for (int i = from; i <= body && i < (int)blocks->blocks.len; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        ts_str bare = b->text.len <= TS_TITLE_BYTES ? ts_title_bare_copy(c->arena, b->text) : (ts_str){0};
        for (int k = 0; k < c->form_count; k++)
            if (bare.len >= OTHER_BARE && c->forms[k].whole && ts_str_eq(bare, c->forms[k].bare))
                return true;
    }
    return false;
}

/* True for the text of one of the lines right above the first paragraph from `body` on. */
static bool is_line_above(const chooser *c, const ts_blocks *blocks, int body, ts_str bare)
{
    int prose = body;
    while (prose < (int)blocks->blocks.len && !ts_block_is_prose(&blocks->blocks.items[prose]))
        prose++;
    for (int i = prose > ABOVE_PROSE ? prose - ABOVE_PROSE : 0; i < prose; i++) {
        ts_str text = blocks->blocks.items[i].text;
        if (text.len <= TS_TITLE_BYTES && ts_str_eq(ts_title_bare_copy(c->arena, text), bare))
            return true;
    }
    return false;
}

/* On a page without any <h1> the window's title may tell outlet and headline apart by a colon: the headline
 * is the part that is printed above the text. */
static void name_outlet(chooser *c, const ts_blocks *blocks, int body, ts_str title)
{
    size_t colon = ts_str_find(title, TS_STR(": "), 0);
    if (body < 0 || colon == TS_NPOS || title.len > TS_TITLE_BYTES)
        return;
    for (size_t i = 0; i < blocks->blocks.len; i++)
        if (blocks->blocks.items[i].heading == 1)
            return;
    ts_str outlet = ts_str_sub(title, 0, colon),
           headline = ts_title_bare_copy(c->arena, ts_str_sub(title, colon + 1, title.len));
    if (headline.len >= OTHER_BARE && is_line_above(c, blocks, body, headline) &&
        !is_line_above(c, blocks, body, ts_title_bare_copy(c->arena, outlet)))
        ts_title_names_add_site(&c->names, outlet);
}

/* One <h1> that may head the article, alone, is nearly always the headline; of more the first may be. */
static void add_headings(chooser *c, const ts_blocks *blocks, int count, int body)
{
    int found[HEADINGS_MAX], all = find_headings(c, blocks, count, found), able = 0;
    for (int k = 0; k < all; k++)
        able += may_head(blocks, found[k], body);
    if (all == 0 && body >= 0)
        add_called_title(c, blocks, count, body);
    for (int k = 0, before = 0; k < all; k++) {
        bool may = may_head(blocks, found[k], body);
        bool only = able == 1 && !begins_with_claim(c, blocks, found[k], body);
        double weight = !may || before ? OTHER_HEADING : only ? ONLY_HEADING : FIRST_HEADING;
        before += may;
        c->headings[c->source_count % FORMS_MAX] = true;
        add_source(c, ts_arena_copy(c->arena, blocks->blocks.items[found[k]].text), weight, true);
    }
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

/* True for a heading that is the end of a whole claim, and most of it: "Lakeside Courier mobile, Towpath
 * reopens". */
static bool ends_claim(const chooser *c, int asked, const ts_block *b)
{
    if (b->heading < 2 || b->text.len < ENDING_LEAST || b->text.len > TS_TITLE_BYTES)
        return false;
    ts_str bare = ts_title_bare_copy(c->arena, b->text);
    for (int k = 0; k < asked; k++)
        if (c->forms[k].whole && bare.len * 2 >= c->forms[k].bare.len && ts_str_ends(c->forms[k].bare, bare))
            return true;
    return false;
}

/* False for a text that begins like no claim: most do, and need no closer look. */
static bool may_be_claimed(const chooser *c, int asked, ts_str text, ts_buf *head)
{
    ts_buf_clear(head);
    ts_title_bare(head, ts_str_sub(text, 0, ts_utf8_offset(text, CLAIM_HEAD)));
    for (int k = 0; k < asked; k++)
        if (ts_str_starts(c->forms[k].bare, ts_buf_str(head)))
            return true;
    return false;
}

/* Blocks that say what the metadata, the first `asked` forms, or a part of it says. */
static void add_page(chooser *c, const ts_blocks *blocks, int count, int asked)
{
    bool voted[FORMS_MAX] = {0};
    ts_buf head;
    ts_buf_init(&head, TS_BUF_MAX);
    for (int i = 0; i < count; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        if (b->text.len > TS_TITLE_BYTES || b->heading == 1 || b->link_size > 0.5f * b->size)
            continue;
        if (!may_be_claimed(c, asked, b->text, &head)) {
            if (ends_claim(c, asked, b))
                add_source(c, ts_arena_copy(c->arena, b->text), 2.2, false);
            continue;
        }
        ts_str bare = ts_title_bare_copy(c->arena, b->text);
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
    ts_buf_free(&head);
}

/* Of all who say the same letters, the page's own heading knows its marks best. */
static const char *best_written(const chooser *c, const form *best)
{
    for (int i = 0; i < c->form_count; i++) {
        const form *f = &c->forms[i];
        if (f->whole && c->headings[f->from] &&
            ts_title_same_signs(ts_str_of(f->text), ts_str_of(best->text)))
            return f->text;
    }
    return best->text;
}

/* The form of that source, -1: of any, that most support. */
static const form *best_form(const chooser *c, int from)
{
    const form *best = NULL;
    for (int i = 0; i < c->form_count; i++) {
        const form *f = &c->forms[i];
        if ((from < 0 || f->from == from) &&
            (!best || f->votes > best->votes + 1e-9 ||
             (f->votes > best->votes - 1e-9 && f->bare.len > best->bare.len)))
            best = f;
    }
    return best;
}

/* The headline that the source gives, where it is another than the chosen one, not a longer or shorter
 * writing of it, and surely without a name behind it. */
static const char *other_headline(const chooser *c, int from, const form *chosen)
{
    const form *f = best_form(c, from);
    bool other = f && f->votes >= OTHER_LEAST && f->bare.len >= OTHER_BARE &&
                 ts_str_find(f->bare, chosen->bare, 0) == TS_NPOS &&
                 ts_str_find(chosen->bare, f->bare, 0) == TS_NPOS;
    ts_str s = ts_str_of(other ? f->text : NULL);
    for (size_t at = 0; at < s.len && other; ts_utf8_next(s, &at))
        other = !cut_at(c, s, at, false);
    return other ? f->text : NULL;
}

const char *ts_title_choose(ts_arena *arena, const ts_claims *claims, const ts_blocks *blocks, int body,
                            const char *url, const char **shared)
{
    static const double WEIGHTS[TS_CLAIM_COUNT] = {3, 3, 2.5, 1.5, 1.2, 1};
    int count = blocks->blocks.len < BLOCKS_MAX ? (int)blocks->blocks.len : BLOCKS_MAX;
    chooser *c = TS_NEW(arena, chooser);
    c->arena = c->names.arena = arena;
    ts_str slug = ts_title_slug(arena, url);
    for (int i = 0; i < TS_CLAIM_COUNT && !slug.len; i++)
        slug = ts_title_slug(arena, claims->by[i].fields.canonical_url);
    ts_title_names_gather(&c->names, claims, blocks, url);
    name_outlet(c, blocks, body, ts_str_of(claims->window_title));
    int sharing = FORMS_MAX; /* no source's */
    for (int i = 0; i < TS_CLAIM_COUNT; i++) {
        int before = c->source_count;
        add_source(c, claims->by[i].fields.title, WEIGHTS[i],
                   i == TS_CLAIM_JSON_LD || i == TS_CLAIM_MICRODATA);
        if (i == TS_CLAIM_OPEN_GRAPH && c->source_count > before)
            sharing = before;
    }
    add_source(c, claims->window_title, 2, false);
    int asked = c->form_count;
    add_headings(c, blocks, count, body);
    add_page(c, blocks, count, asked);
    vote(c);
    if (slug.len)
        vote_slug(c, slug);
    const form *best = best_form(c, -1);
    *shared = best ? other_headline(c, sharing, best) : NULL;
    return best ? best_written(c, best) : NULL;
}
