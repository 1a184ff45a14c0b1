#include "extract/choose.h"
#include "base/digest.h"
#include "extract/enclosed.h"
#include "extract/extract.h"
#include "extract/licence.h"
#include "extract/media.h"
#include "extract/threshold.h"
#include "extract/verse.h"
#include "text/utf8.h"

#include <stdlib.h>

/* What is left of a probability: in comments, beside the article, outside the container. */
#define COMMENTS_SHARE 0.15f
#define ASIDE_SHARE 0.6f
#define PITCH_SHARE 0.4f
#define OUTSIDE_SHARE 0.95f
/* Of lists of links and lines that are one; of a text that stands on the page again and again. */
#define LINKS_SHARE 0.9f
#define COPIES_SHARE 0.3f
/* Captions inside the article are kept from here on: they are their figure's. */
#define CAPTION_LEAST 0.03f
#define CAPTION_LEVELS 3
/* The share of a list from which on all of it is kept. */
#define ITEMS_SHARE 0.66
/* Copies from which on a text is the page's, not the article's. */
#define COPIES_LEAST 3
/* The share of what is expected that such texts may be, each counted once. */
#define COPIES_MOST 0.1
/* Class words are not believed where this size, or less, would be expected without what they name. */
#define LEFT_LEAST 240.0
/* … nor this one beside what readers of a weblog wrote: its post may be a picture with a line. */
#define LEFT_OF_POST 40.0
/* The share of the expected size that the container holds. */
#define CONTAINER_SHARE 0.8

/* Texts of this size are compared; a probability that is clearly above another. */
#define COPY_SIZE 100.0f
/* Texts that are there again, and their share of what is kept, from which on a page holds its article twice.
 */
#define COPY_TEXTS 4
#define COPY_MOST 0.25
#define CLEARLY 0.2f

/* The least probability of a paragraph that goes on where a kept one ended. An article of less than this size
 * is a notice, whose paragraphs are so short that each alone looks like a teaser: there little is enough. */
#define GOES_ON_LEAST 0.3f
#define NOTICE_SIZE 600.0f
#define NOTICE_LEAST 0.03f

/* The expected size of the article's part before each block. */
static double *sum_expected(ts_arena *arena, const ts_blocks *blocks)
{
    size_t n = blocks->blocks.len;
    double *sums = ts_arena_alloc(arena, (n + 1) * sizeof *sums);
    for (size_t i = 0; i < n; i++)
        sums[i + 1] = sums[i] + blocks->blocks.items[i].probability * (double)blocks->blocks.items[i].size;
    return sums;
}

static void lessen(ts_block *b, float share, const char *reason)
{
    b->probability *= share;
    b->reason = reason;
}

static void lessen_all(ts_blocks *blocks, int first, int last, float share, const char *reason)
{
    for (int i = first; i < last; i++)
        lessen(&blocks->blocks.items[i], share, reason);
}

/* Boxes that ask for consent, but for one with the headline in it: all the page is called so. */
static void lessen_consent(ts_blocks *blocks, const ts_sums *sums, int title)
{
    for (size_t i = 0; i < blocks->elements.len;) {
        const ts_element *e = &blocks->elements.items[i];
        bool titled = title >= e->first && title < e->last;
        bool asks = !titled && e->first < e->last && ts_element_is_consent(blocks, sums, (int)i);
        if (asks)
            lessen_all(blocks, e->first, e->last, 0, "asks for consent");
        i = asks ? (size_t)e->next : i + 1;
    }
}

/* The outermost elements that are called so, where enough is left without them. */
static void lessen_named(ts_arena *arena, ts_blocks *blocks, const ts_sums *sums,
                         bool (*named)(const ts_blocks *, const ts_sums *, int), float share,
                         const char *reason)
{
    double *expected = sum_expected(arena, blocks), left = expected[blocks->blocks.len];
    for (size_t i = 0; i < blocks->elements.len;) {
        const ts_element *e = &blocks->elements.items[i];
        double own = expected[e->last] - expected[e->first],
               least = e->comments & TS_BLOG_COMMENTS ? LEFT_OF_POST : LEFT_LEAST;
        if (e->first == e->last || left - own < least || !named(blocks, sums, (int)i)) {
            i = e->first == e->last ? (size_t)e->next : i + 1;
            continue;
        }
        lessen_all(blocks, e->first, e->last, share, reason);
        left -= own;
        i = (size_t)e->next;
    }
}

static void lessen_outside(ts_arena *arena, ts_blocks *blocks)
{
    const double *expected = sum_expected(arena, blocks);
    int count = (int)blocks->blocks.len, first = 0, last = count;
    double all = expected[count];
    for (size_t i = 0; i < blocks->elements.len && all > 0;) {
        const ts_element *e = &blocks->elements.items[i];
        bool most = expected[e->last] - expected[e->first] >= CONTAINER_SHARE * all;
        first = most ? e->first : first;
        last = most ? e->last : last;
        i = most ? i + 1 : (size_t)e->next;
    }
    lessen_all(blocks, 0, first, OUTSIDE_SHARE, "unlikely, outside the article's element");
    lessen_all(blocks, last, count, OUTSIDE_SHARE, "unlikely, outside the article's element");
}

/* A list of more link than text, without a paragraph of its own. */
static bool is_linked(const ts_blocks *blocks, const ts_sums *sums, int element)
{
    const ts_element *e = &blocks->elements.items[element];
    double size = ts_sum(sums, size, e);
    bool list = ts_node_is(e->node, "ul") || ts_node_is(e->node, "ol") || ts_node_is(e->node, "dl");
    return list && size > 0 && ts_sum(sums, prose, e) <= 0.3 * size && ts_sum(sums, link, e) > 0.5 * size;
}

/* A line that is a link, or one in a list of them. */
static void lessen_links(ts_blocks *blocks, const ts_sums *sums)
{
    int listed = 0; /* the first block behind the list */
    size_t e = 0;
    for (int i = 0; i < (int)blocks->blocks.len; i++) {
        ts_block *b = &blocks->blocks.items[i];
        for (; e < blocks->elements.len && blocks->elements.items[e].first <= i; e++)
            if (blocks->elements.items[e].last > listed && is_linked(blocks, sums, (int)e))
                listed = blocks->elements.items[e].last;
        bool line = b->link_size > 0.8f * b->size && !ts_block_is_prose(b);
        if (line || i < listed)
            lessen(b, LINKS_SHARE, "unlikely, links");
    }
}

static bool comes_often(const ts_blocks *blocks, const ts_features *features, size_t i)
{
    return blocks->blocks.items[i].size >= COPY_SIZE &&
           ts_features_row(features, i)[TS_FEATURE_COPIES] >= COPIES_LEAST;
}

/* Few texts that come often, and are no cells of a table; a page may also repeat its whole article, which is
 * many that come a few times.
 */
static void lessen_copies(ts_blocks *blocks, const ts_features *features)
{
    double all = 0, copied = 0;
    for (size_t i = 0; i < blocks->blocks.len; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        double own = b->probability * (double)b->size;
        all += own;
        if (comes_often(blocks, features, i))
            copied += own / ts_features_row(features, i)[TS_FEATURE_COPIES];
    }
    for (size_t i = 0; i < blocks->blocks.len && copied < COPIES_MOST * all; i++)
        if (comes_often(blocks, features, i))
            lessen(&blocks->blocks.items[i], COPIES_SHARE, "unlikely, again and again on the page");
}

static float threshold(ts_arena *arena, const ts_blocks *blocks)
{
    size_t n = blocks->blocks.len;
    ts_likely *pieces = ts_arena_alloc(arena, (n + 1) * sizeof *pieces);
    for (size_t i = 0; i < n; i++)
        pieces[i] = (ts_likely){blocks->blocks.items[i].probability, blocks->blocks.items[i].size};
    return ts_threshold(pieces, n);
}

/* By its class, or that of an element around it: most pages have no <figcaption>. */
static bool is_called_caption(const ts_blocks *blocks, const ts_block *b)
{
    bool called = false;
    for (int e = b->owner, level = 0; e >= 0 && level < CAPTION_LEVELS && !called; level++) {
        const ts_said *class = blocks->elements.items[e].said[TS_SAID_CLASS];
        called = class && class->caption;
        e = blocks->elements.items[e].parent;
    }
    return called && ts_media_is_captioned(b->first);
}

/* What only a program that reads the page aloud says: "Terminal window". */
static bool is_said_only(const ts_block *b)
{
    static const char *const NAMES[] = {"sr-only", "visually-hidden", "screen-reader", NULL};
    return b->first == b->last && ts_node_is_called(ts_node_parent(b->first), NAMES);
}

/* Not everybody counts captions as the article's text, and so their probability is middling; but a figure
 * inside the article without its caption is no use to anybody: it keeps the caption, the text does without.
 */
static void keep_captions(ts_blocks *blocks)
{
    int since = -1; /* the block behind the last that was kept for itself */
    for (int i = 0; i < (int)blocks->blocks.len; i++)
        if (is_called_caption(blocks, &blocks->blocks.items[i]))
            blocks->blocks.items[i].flags |= TS_BLOCK_CAPTION;
    for (int i = 0; i < (int)blocks->blocks.len; i++) {
        if (!blocks->blocks.items[i].keep)
            continue;
        for (int k = since; since >= 0 && k < i; k++) {
            ts_block *b = &blocks->blocks.items[k];
            if (b->probability < CAPTION_LEAST || !(b->flags & TS_BLOCK_CAPTION) || is_said_only(b))
                continue;
            b->keep = b->beside = true;
            b->reason = "a caption in the article";
        }
        since = i + 1;
    }
}

/* A full stop, or the bracket or quotation mark that closes behind one or behind a reporter's name. */
static bool is_end(uint32_t c)
{
    static const uint32_t closing[] = {')', '"', 0xBB, 0x201D, 0x300D, 0x300F, 0xFF09};
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
        if (c == closing[i])
            return true;
    return ts_is_sentence_end(c);
}

/* A paragraph that goes on where the one before it ended: a sentence, no link, in the same element. */
static bool goes_on(const ts_blocks *blocks, const ts_block *before, const ts_block *b, float least)
{
    unsigned own = TS_BLOCK_PARAGRAPH;
    return b->probability >= least && b->link_size <= 0 && !b->heading && (b->flags & own) &&
           (before->flags & own) && ts_blocks_are_beside(blocks, before, b) && is_end(ts_utf8_last(b->text));
}

static void keep_going_on(ts_blocks *blocks)
{
    float kept = 0;
    for (size_t i = 0; i < blocks->blocks.len; i++)
        kept += blocks->blocks.items[i].keep ? blocks->blocks.items[i].size : 0;
    float least = kept < NOTICE_SIZE ? NOTICE_LEAST : GOES_ON_LEAST;
    for (size_t i = 1; i < blocks->blocks.len; i++) {
        ts_block *b = &blocks->blocks.items[i];
        if (b->keep || !b[-1].keep || !goes_on(blocks, b - 1, b, least))
            continue;
        b->keep = true;
        b->reason = "goes on where a paragraph ended";
    }
}

/* The sizes of a list whose items hold text alone; all = 0: it is none. */
static void measure_list(const ts_blocks *blocks, int list, double *kept, double *all)
{
    const ts_element *elements = blocks->elements.items, *e = &elements[list];
    bool plain = ts_node_is(e->node, "ul") || ts_node_is(e->node, "ol");
    *kept = *all = 0;
    for (int i = e->first; plain && i < e->last; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        plain = elements[b->owner].parent == list && (i == e->first || b->owner != b[-1].owner);
        *kept += b->keep ? b->size : 0;
        *all += b->size;
    }
    *all = plain ? *all : 0;
}

/* An item of such a list whose other items are kept, and no link. */
static void keep_items(ts_blocks *blocks)
{
    for (size_t i = 0; i < blocks->elements.len; i++) {
        const ts_element *e = &blocks->elements.items[i];
        double kept, all;
        measure_list(blocks, (int)i, &kept, &all);
        for (int k = e->first; k < e->last && all > 0 && kept >= ITEMS_SHARE * all; k++) {
            ts_block *b = &blocks->blocks.items[k];
            if (b->keep || b->link_size > 0)
                continue;
            b->keep = true;
            b->reason = "an item of a list that is kept";
        }
    }
}

/* --- second copies --- */

typedef struct copy {
    uint32_t hash;
    int block;
} copy;

static int by_text(const void *a, const void *b)
{
    const copy *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->block - y->block;
}

static bool is_second(const ts_blocks *blocks, const copy *first, const copy *b)
{
    return first->hash == b->hash &&
           ts_str_eq(blocks->blocks.items[first->block].text, blocks->blocks.items[b->block].text);
}

/* True where the page holds its article twice: many texts that are there again, and much of it together. One
 * text that is said again and again is no such thing. */
static bool holds_copy(const ts_blocks *blocks, const copy *kept, size_t n)
{
    double all = 0, again = 0;
    int texts = 0;
    for (size_t i = 0; i < n; i++) {
        double size = blocks->blocks.items[kept[i].block].size;
        bool second = i > 0 && is_second(blocks, &kept[i - 1], &kept[i]);
        bool third = second && i > 1 && is_second(blocks, &kept[i - 2], &kept[i]);
        all += size;
        again += second ? size : 0;
        texts += second && !third;
    }
    return texts >= COPY_TEXTS && again >= COPY_MOST * all;
}

/* Of a paragraph that was kept twice the first stays, or a later one that is clearly likelier. */
static void drop_second_copies(ts_arena *arena, ts_blocks *blocks)
{
    size_t n = 0;
    copy *kept = ts_arena_alloc(arena, (blocks->blocks.len + 1) * sizeof *kept);
    for (size_t i = 0; i < blocks->blocks.len; i++)
        if (blocks->blocks.items[i].keep && blocks->blocks.items[i].size >= COPY_SIZE)
            kept[n++] = (copy){(uint32_t)ts_hash64(blocks->blocks.items[i].text), (int)i};
    qsort(kept, n, sizeof *kept, by_text);
    if (!holds_copy(blocks, kept, n))
        return;
    for (size_t i = 1, best = 0; i < n; i++) {
        ts_block *first = &blocks->blocks.items[kept[best].block], *b = &blocks->blocks.items[kept[i].block];
        bool same = is_second(blocks, &kept[best], &kept[i]);
        bool likelier = b->probability > first->probability + CLEARLY;
        if (same) {
            ts_block *gone = likelier ? first : b;
            gone->keep = false;
            gone->reason = "a second copy";
        }
        if (!same || likelier)
            best = i;
    }
}

/* What is called comments on a page of posts is what its readers came for. */
static bool is_aside_of_thread(const ts_blocks *blocks, const ts_sums *sums, int element)
{
    return !blocks->elements.items[element].comments && ts_element_is_aside(blocks, sums, element);
}

void ts_choose(ts_arena *arena, ts_blocks *blocks, const ts_sums *sums, const ts_features *features,
               const ts_model *model, unsigned without)
{
    double *likely = ts_arena_alloc(arena, (blocks->blocks.len + 1) * sizeof *likely);
    ts_forest_probabilities(&model->block, features->rows, blocks->blocks.len, TS_FEATURE_COUNT, likely);
    for (size_t i = 0; i < blocks->blocks.len; i++)
        blocks->blocks.items[i].probability = (float)likely[i];
    if (!(without & TS_STEP_COMMENTS))
        lessen_named(arena, blocks, sums, ts_element_is_comments, COMMENTS_SHARE, "unlikely, in comments");
    if (!(without & TS_STEP_ASIDES)) {
        lessen_consent(blocks, sums, features->title);
        ts_licence_lessen(blocks, sums);
        if (blocks->elements.len && blocks->elements.items[0].asks_mail) /* the root knows of all */
            lessen_named(arena, blocks, sums, ts_element_is_pitch, PITCH_SHARE,
                         "unlikely, asks for an address");
        lessen_named(arena, blocks, sums,
                     without & TS_STEP_COMMENTS ? is_aside_of_thread : ts_element_is_aside, ASIDE_SHARE,
                     "unlikely, beside the article by its class");
    }
    if (!(without & TS_STEP_LINKS))
        lessen_links(blocks, sums);
    if (!(without & TS_STEP_COPIES))
        lessen_copies(blocks, features);
    if (!(without & TS_STEP_CONTAINER))
        lessen_outside(arena, blocks);
    float least = threshold(arena, blocks);
    for (size_t i = 0; i < blocks->blocks.len; i++) {
        ts_block *b = &blocks->blocks.items[i];
        b->keep = b->probability >= least;
        b->reason = b->keep ? "likely" : b->reason ? b->reason : "unlikely";
    }
    if (!(without & TS_STEP_CAPTIONS))
        keep_captions(blocks);
    if (!(without & TS_STEP_GOING_ON)) {
        keep_going_on(blocks);
        keep_items(blocks);
    }
    if (!(without & TS_STEP_VERSE))
        ts_verse_keep(blocks);
    if (!(without & TS_STEP_ENCLOSED))
        ts_enclosed_keep(arena, blocks, sums);
    if (!(without & (TS_STEP_ENCLOSED | TS_STEP_COMMENTS))) { /* above posts are names */
        ts_enclosed_keep_headings(blocks);
        ts_enclosed_drop_contents(blocks);
    }
    if (!(without & TS_STEP_COPIES))
        drop_second_copies(arena, blocks);
}

int ts_chosen_container(const ts_blocks *blocks)
{
    int first = -1, last = -1;
    for (size_t i = 0; i < blocks->blocks.len; i++) {
        if (!blocks->blocks.items[i].keep)
            continue;
        first = first < 0 ? (int)i : first;
        last = (int)i;
    }
    int e = first < 0 ? -1 : blocks->blocks.items[first].owner;
    while (e >= 0 && !(blocks->elements.items[e].first <= first && blocks->elements.items[e].last > last))
        e = blocks->elements.items[e].parent;
    return e;
}
