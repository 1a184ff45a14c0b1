#include "extract/notice.h"

#include "extract/score.h"

enum {
    NEAR = 8,   /* blocks behind the headline in which its first paragraph begins */
    LINES = 160 /* bytes of a line that may end the article */
};
/* Sizes of a notice, and of a teaser's link, in Latin characters. */
#define NOTICE_LEAST 80.0
#define TEASER_LEAST 30.0f
/* What is kept is nothing likely below this mean. */
#define LIKELY 0.5
#define LINKED 0.8
/* The share of that mean which the notice's own must have. */
#define SHARE_LEAST 0.2

static bool is_paragraph(const ts_block *b)
{
    unsigned other = TS_BLOCK_CAPTION | TS_BLOCK_CELL | TS_BLOCK_PRE;
    return ts_block_is_prose(b) && !b->heading && !(b->flags & other) && b->closed;
}

/* Sizes, and sizes times probabilities, of some blocks. */
typedef struct expected {
    double size, likely;
} expected;

static void add(expected *sum, const ts_block *b)
{
    sum->size += (double)b->size;
    sum->likely += (double)(b->size * b->probability);
}

static double mean(const expected *sum)
{
    return sum->size > 0 ? sum->likely / sum->size : 0;
}

/* True for a line behind which nothing is the article, and for another article's headline. */
static bool is_end(ts_arena *arena, ts_line_memo *memo, const char *language, const ts_block *b)
{
    ts_fields fields;
    ts_fields_init(&fields);
    if (b->size >= TEASER_LEAST && ts_block_link_density(b) > LINKED)
        return true;
    return b->text.len <= LINES &&
           ts_line_read(arena, memo, language, b->text, TS_ZONE_TAIL, &fields, NULL) == TS_LINE_END;
}

/* The paragraphs under the headline, up to what ends them: blocks from *from up to `kept`, the first of what
 * is kept. Returns the block behind them, -1 where nothing ends them. */
static int end_of(ts_arena *arena, ts_line_memo *memo, const char *language, const ts_blocks *blocks,
                  int title, int kept, int *from)
{
    int end = title + 1;
    while (end < kept && end <= title + NEAR && !is_paragraph(&blocks->blocks.items[end]))
        end++;
    *from = end;
    if (end > title + NEAR)
        return -1;
    while (end < kept && !is_end(arena, memo, language, &blocks->blocks.items[end]))
        end++;
    return end < kept ? end : -1;
}

void ts_notice_keep(ts_arena *arena, ts_line_memo *memo, const char *language, ts_blocks *blocks, int title)
{
    int count = (int)blocks->blocks.len, first = -1, from;
    expected kept = {0}, notice = {0};
    for (int i = 0; i < count; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        if (!b->keep || b->beside)
            continue;
        first = first < 0 ? i : first;
        add(&kept, b);
    }
    if (title < 0 || first < 0 || mean(&kept) >= LIKELY)
        return;
    int end = end_of(arena, memo, language, blocks, title, first, &from);
    for (int i = from; i < end; i++)
        if (is_paragraph(&blocks->blocks.items[i]))
            add(&notice, &blocks->blocks.items[i]);
    if (notice.size < NOTICE_LEAST || mean(&notice) < SHARE_LEAST * mean(&kept))
        return;
    for (int i = 0; i < count; i++) {
        ts_block *b = &blocks->blocks.items[i];
        bool own = i >= from && i < end && is_paragraph(b);
        if (own != b->keep)
            b->reason = own ? "under the headline" : "behind what ends the article";
        b->keep = own;
    }
}
