#include "extract/titles.h"

#include "extract/score.h"
#include "extract/title_forms.h"
#include "extract/title_parts.h"
#include "extract/title_slug.h"
#include "text/utf8.h"

#include <string.h>

enum {
    CLOSE_BEFORE = 8,   /* blocks before a heading that would be the paragraphs above it */
    CALLED_LEAST = 18,  /* bytes of a line that its class may call the title */
    CALLED_BEHIND = 3,  /* blocks behind the article's first in which it may stand */
    NEAR_BODY = 60,     /* blocks between an <h1> and the article it heads */
    ENDING_LEAST = 12,  /* bytes of a heading that may be the end of what a claim says */
    HEADED_BY = 3,      /* blocks before it of which one may head it without being an <h1> */
    ABOVE_PROSE = 5,    /* lines between headline and text */
    HEADINGS_MAX = 12,  /* headings that are asked */
    LINKED_HEADING = 3, /* the least level of one that is a link */
    BLOCKS_MAX = 400,   /* blocks in which a title without heading is looked for */
};

/* Code points of a block that are looked at before all of it is. */
#define CLAIM_HEAD 12

/* Votes of an <h1>. */
#define ONLY_HEADING 5.2
#define FIRST_HEADING 2.5
#define OTHER_HEADING 1.5
/* Votes of a line that its class calls the title, where there is no <h1>. */
#define CALLED_TITLE 3
/* The share of the prose behind which a heading is no headline. */
#define PROSE_SHARE 0.4

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

/* True in a box that a program put over the page. */
static bool is_laid_over(const ts_blocks *blocks, const ts_block *b)
{
    int e = b->owner;
    while (e >= 0 && !blocks->elements.items[e].consent)
        e = blocks->elements.items[e].parent;
    return e > 0 && !ts_node_is(blocks->elements.items[e].node, "body");
}

/* The <h1> blocks that count: each text once, no name of the site or of a section. Returns how many. */
static int find_headings(ts_title_forms *c, const ts_blocks *blocks, int count, int *found)
{
    ts_str bare[HEADINGS_MAX];
    int n = 0;
    for (int i = 0; i < count && n < HEADINGS_MAX; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        if (b->heading != 1 || b->text.len > TS_TITLE_BYTES || is_laid_over(blocks, b))
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
    bool called = class && (ts_find_same(class, "title") || ts_find_same(class, "headline"));
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS && called; i++)
        called = !ts_find_same(class, OTHERS[i]);
    return called && b->link_size <= 0.5f * b->size && b->text.len >= CALLED_LEAST && !is_moment(b->text);
}

/* A page without any <h1> prints its headline in some other element, the last so called above the article. */
static void add_called_title(ts_title_forms *c, const ts_blocks *blocks, int count, int body)
{
    for (int i = body + CALLED_BEHIND < count ? body + CALLED_BEHIND : count - 1;
         i >= 0 && i >= body - NEAR_BODY; i--) {
        const ts_block *b = &blocks->blocks.items[i];
        bool menu = b->aside && (b->flags & TS_BLOCK_LIST);
        if (menu || b->text.len > TS_TITLE_BYTES || ts_block_is_prose(b) || !is_called_title(blocks, b))
            continue;
        ts_title_forms_add(c, ts_arena_copy(c->arena, b->text), CALLED_TITLE, TS_TITLE_HEADING);
        return;
    }
}

/* True where the line that the article begins with, or stands right before it, is all that another source
 * says: then that is the headline, and an <h1> far above it names a section. */
static bool begins_with_claim(const ts_title_forms *c, const ts_blocks *blocks, int heading, int body)
{
    int from = body - HEADED_BY > heading ? body - HEADED_BY : heading + 1;
    for (int i = from; i <= body && i < (int)blocks->blocks.len; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        ts_str bare = b->text.len <= TS_TITLE_BYTES ? ts_title_bare_copy(c->arena, b->text) : (ts_str){0};
        for (int k = 0; k < c->form_count; k++)
            if (bare.len >= TS_TITLE_TELLING && c->forms[k].whole && ts_str_eq(bare, c->forms[k].bare))
                return true;
    }
    return false;
}

/* True for the text of one of the lines right above the first paragraph from `body` on. */
static bool is_line_above(const ts_title_forms *c, const ts_blocks *blocks, int body, ts_str bare)
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

/* The heading above the text that says `headline`, behind an <h1> that says `outlet`; -1: none. */
static int find_below_masthead(const ts_title_forms *c, const ts_blocks *blocks, int body, ts_str outlet,
                               ts_str headline)
{
    bool named = false;
    for (int i = 0; i <= body + CALLED_BEHIND && i < (int)blocks->blocks.len; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        if (!b->heading || b->text.len > TS_TITLE_BYTES)
            continue;
        ts_str bare = ts_title_bare_copy(c->arena, b->text);
        if (named && ts_str_eq(bare, headline) && may_head(blocks, i, body))
            return i;
        named = named || (b->heading == 1 && ts_str_eq(bare, outlet));
    }
    return -1;
}

/* The outlet's name may be said nowhere but in the window's title and in an <h1> above the headline, which is
 * the title's other part. Returns the headline's block, or -1. */
static int name_masthead(ts_title_forms *c, const ts_blocks *blocks, int body, ts_str title)
{
    int found = -1;
    for (size_t at = 0, len; at < title.len && title.len <= TS_TITLE_BYTES && found < 0; at += len) {
        bool colon = ts_str_starts(ts_str_sub(title, at, title.len), TS_STR(": "));
        len = colon ? 1 : ts_title_separator(title, at);
        if (!len) {
            ts_utf8_next(title, &at);
            continue;
        }
        ts_str left = ts_title_bare_copy(c->arena, ts_str_sub(title, 0, at)),
               right = ts_title_bare_copy(c->arena, ts_str_sub(title, at + len, title.len)), outlet = left;
        if (!left.len || !right.len)
            continue;
        found = find_below_masthead(c, blocks, body, outlet, right);
        if (found < 0)
            found = find_below_masthead(c, blocks, body, outlet = right, left);
        if (found >= 0)
            ts_title_names_add_site(&c->names, outlet);
    }
    return found;
}

/* On a page without any <h1> the window's title may tell outlet and headline apart by a colon: the headline
 * is the part that is printed above the text. */
static void name_outlet(ts_title_forms *c, const ts_blocks *blocks, int body, ts_str title)
{
    size_t colon = ts_str_find(title, TS_STR(": "), 0);
    if (body < 0 || colon == TS_NPOS || title.len > TS_TITLE_BYTES)
        return;
    for (size_t i = 0; i < blocks->blocks.len; i++)
        if (blocks->blocks.items[i].heading == 1)
            return;
    ts_str outlet = ts_str_sub(title, 0, colon),
           headline = ts_title_bare_copy(c->arena, ts_str_sub(title, colon + 1, title.len));
    if (headline.len >= TS_TITLE_TELLING && is_line_above(c, blocks, body, headline) &&
        !is_line_above(c, blocks, body, ts_title_bare_copy(c->arena, outlet)))
        ts_title_names_add_site(&c->names, outlet);
}

/* One <h1> that may head the article, alone, is nearly always the headline; of more the first may be. */
static void add_headings(ts_title_forms *c, const ts_blocks *blocks, int count, int body)
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
        ts_title_forms_add(c, ts_arena_copy(c->arena, blocks->blocks.items[found[k]].text), weight,
                           TS_TITLE_HEADING);
    }
}

/* True where the block says how a whole claim begins, and not much less. */
static bool begins_claim(const ts_title_forms *c, int asked, ts_str bare)
{
    for (int k = 0; k < asked; k++)
        if (c->forms[k].whole && bare.len >= 12 && bare.len * 5 >= c->forms[k].bare.len * 2 &&
            ts_str_starts(c->forms[k].bare, bare))
            return true;
    return false;
}

/* True for a heading that is the end of a whole claim, and most of it: "Lakeside Courier mobile, Towpath
 * reopens". */
static bool ends_claim(const ts_title_forms *c, int asked, const ts_block *b)
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
static bool may_be_claimed(const ts_title_forms *c, int asked, ts_str text, ts_buf *head)
{
    ts_buf_clear(head);
    ts_title_bare(head, ts_str_sub(text, 0, ts_utf8_offset(text, CLAIM_HEAD)));
    for (int k = 0; k < asked; k++)
        if (ts_str_starts(c->forms[k].bare, ts_buf_str(head)))
            return true;
    return false;
}

/* Blocks that say what the metadata, the first `asked` forms, or a part of it says. */
static void add_page(ts_title_forms *c, const ts_blocks *blocks, int count, int asked)
{
    bool voted[TS_TITLE_FORMS] = {0};
    ts_buf head;
    ts_buf_init(&head, TS_BUF_MAX);
    for (int i = 0; i < count; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        /* Weblogs link their headline to the post. */
        bool links = b->link_size > 0.5f * b->size && (!b->heading || b->heading > LINKED_HEADING);
        if (b->text.len > TS_TITLE_BYTES || b->heading == 1 || links)
            continue;
        if (!may_be_claimed(c, asked, b->text, &head)) {
            if (ends_claim(c, asked, b))
                ts_title_forms_add(c, ts_arena_copy(c->arena, b->text), 2.2, TS_TITLE_MORE);
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
            ts_title_forms_add(c, ts_arena_copy(c->arena, b->text), b->heading ? 2.2 : 2.1, TS_TITLE_MORE);
    }
    ts_buf_free(&head);
}

const char *ts_title_choose(ts_arena *arena, const ts_claims *claims, const ts_blocks *blocks, int body,
                            const char *url, const char **shared)
{
    static const double WEIGHTS[TS_CLAIM_COUNT] = {3, 3, 2.5, 1.5, 1.2, 1};
    int count = blocks->blocks.len < BLOCKS_MAX ? (int)blocks->blocks.len : BLOCKS_MAX;
    ts_title_forms *c = TS_NEW(arena, ts_title_forms);
    c->arena = c->names.arena = arena;
    ts_str slug = ts_title_slug(arena, url);
    for (int i = 0; i < TS_CLAIM_COUNT && !slug.len; i++)
        slug = ts_title_slug(arena, claims->by[i].fields.canonical_url);
    ts_title_names_gather(&c->names, claims, blocks, url);
    int below = name_masthead(c, blocks, body, ts_str_of(claims->window_title));
    name_outlet(c, blocks, body, ts_str_of(claims->window_title));
    int sharing = -1;
    for (int i = 0; i < TS_CLAIM_COUNT; i++) {
        bool alone = i == TS_CLAIM_JSON_LD || i == TS_CLAIM_MICRODATA;
        int source = ts_title_forms_add(c, claims->by[i].fields.title, WEIGHTS[i],
                                        alone ? TS_TITLE_ALONE : TS_TITLE_MORE);
        if (i == TS_CLAIM_OPEN_GRAPH)
            sharing = source;
    }
    ts_title_forms_add(c, claims->window_title, 2, TS_TITLE_MORE);
    int asked = c->form_count;
    if (below >= 0)
        ts_title_forms_add(c, ts_arena_copy(arena, blocks->blocks.items[below].text), ONLY_HEADING,
                           TS_TITLE_HEADING);
    add_headings(c, blocks, count, body);
    add_page(c, blocks, count, asked);
    ts_title_forms_vote(c, slug);
    const ts_title_form *best = ts_title_forms_best(c);
    *shared = best && sharing >= 0 ? ts_title_forms_other(c, sharing, best) : NULL;
    return best ? ts_title_forms_written(c, best) : NULL;
}
