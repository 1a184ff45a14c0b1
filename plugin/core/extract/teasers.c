#include "extract/teasers.h"

#include "extract/score.h"

#include <string.h>

enum {
    LABEL_MAX = 60,      /* bytes of the heading */
    LABEL_NEAR = 4,      /* blocks behind it in which the first headline stands */
    SUMMARY_NEAR = 4,    /* blocks behind a headline: its date, its author, its summary */
    BOX_MAX = 400,       /* blocks of it */
    HEADLINES_LEAST = 2, /* a single one may be a reference */
    CARDS_LEAST = 3,     /* … of them where no heading says what they are */
    CARD_MAX = 8,        /* blocks of a box that is a label, a heading that leads elsewhere, its summary */
};
/* The size of a headline and of a short notice's sentence, in Latin characters. */
#define HEADLINE_SIZE 20.0f
#define SENTENCE_SIZE 40.0f
#define LINKED 0.8

static bool is_headline(const ts_block *b)
{
    return b->size >= HEADLINE_SIZE && ts_block_link_density(b) > LINKED;
}

/* True for an outlet, a section or an age that stands above a headline. */
static bool is_kicker(const ts_blocks *blocks, int i, int last)
{
    const ts_block *b = &blocks->blocks.items[i];
    return !b->heading && !ts_block_is_prose(b) && i + 1 < last && is_headline(b + 1);
}

/* True where two headlines and more stand among the blocks, and what is kept there is a summary right behind
 * one, its kicker, or the headline itself. */
static bool holds_teasers(const ts_blocks *blocks, int first, int last, int least)
{
    int headlines = 0, summaries = 0, behind = SUMMARY_NEAR;
    for (int i = first; i < last; i++, behind++) {
        const ts_block *b = &blocks->blocks.items[i];
        if (is_headline(b)) {
            headlines++;
            behind = 0;
        } else if (b->keep && !is_kicker(blocks, i, last)) {
            if (b->heading || behind >= SUMMARY_NEAR)
                return false;
            summaries++;
            behind = SUMMARY_NEAR;
        }
    }
    return headlines >= least && summaries > 0;
}

/* True for a box around a label that is no heading, with a headline that is one. */
static bool is_card(const ts_blocks *blocks, int label, int end)
{
    const ts_block *b = &blocks->blocks.items[label];
    bool headed = false;
    for (int i = label + 1; i < end && end <= label + CARD_MAX; i++)
        headed = headed || (b[i - label].heading && is_headline(&b[i - label]));
    return headed && !b->heading;
}

/* True for a short line above a headline that says of what follows that it is other articles. */
static bool is_label(ts_arena *arena, ts_line_memo *memo, const char *language, const ts_blocks *blocks,
                     int i)
{
    const ts_block *b = &blocks->blocks.items[i];
    int count = (int)blocks->blocks.len, next = i + 1;
    if ((b->link_size > 0 && !b->heading) || b->text.len > LABEL_MAX)
        return false;
    while (next < count && next <= i + LABEL_NEAR && !is_headline(&blocks->blocks.items[next]))
        next++;
    if (next >= count || next > i + LABEL_NEAR)
        return false;
    const char *rule = NULL;
    ts_fields fields;
    ts_fields_init(&fields);
    ts_line_read(arena, memo, language, b->text, TS_ZONE_TAIL, &fields, &rule);
    return rule && strcmp(rule, "related") == 0;
}

/* A kept paragraph, or the sentence that a short notice begins with. */
static bool begins_text(const ts_block *b)
{
    bool sentence = b->closed && !b->heading && b->link_size == 0 && b->size >= SENTENCE_SIZE;
    return b->keep && (sentence || ts_block_is_prose(b));
}

static void drop(ts_blocks *blocks, int first, int last, const char *reason)
{
    for (int i = first; i < last; i++) {
        ts_block *b = &blocks->blocks.items[i];
        if (b->keep)
            b->reason = reason;
        b->keep = false;
    }
}

void ts_teasers_drop(ts_arena *arena, ts_line_memo *memo, const char *language, ts_blocks *blocks)
{
    bool begun = false;
    int last = (int)blocks->blocks.len - 1; /* that is kept: behind it there is nothing to drop */
    while (last >= 0 && !blocks->blocks.items[last].keep)
        last--;
    for (int i = 0; i < last; i++) {
        const ts_block *label = &blocks->blocks.items[i];
        begun = begun || begins_text(label);
        if (!begun || !is_label(arena, memo, language, blocks, i))
            continue;
        int end = ts_blocks_section_end(blocks, i, -1);
        end = end < i + BOX_MAX ? end : i + BOX_MAX;
        int least = is_card(blocks, i, end) ? 1 : HEADLINES_LEAST;
        if (holds_teasers(blocks, i + 1, end, least))
            drop(blocks, i, end, "under a heading of other articles");
    }
}

/* The block behind the element that holds the headline's block and the first sentence below it. */
static int article_end(const ts_blocks *blocks, int title)
{
    int count = (int)blocks->blocks.len, text = title + 1;
    while (text < count && !begins_text(&blocks->blocks.items[text]))
        text++;
    const ts_element *around = &blocks->elements.items[blocks->blocks.items[title].owner];
    while (around->last <= text && around->parent >= 0)
        around = &blocks->elements.items[around->parent];
    return text < count ? around->last : count;
}

void ts_cards_drop(ts_blocks *blocks, int title)
{
    int count = (int)blocks->blocks.len, behind = article_end(blocks, title), first = behind;
    while (first < count && !blocks->blocks.items[first].keep)
        first++;
    /* A heading of the cards that the model took along. */
    bool heads = first + 1 < count && blocks->blocks.items[first].heading &&
                 is_headline(&blocks->blocks.items[first + 1]);
    if (holds_teasers(blocks, heads ? first + 1 : behind, count, CARDS_LEAST))
        drop(blocks, first, count, "a card of another article");
}
