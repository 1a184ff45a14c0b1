#include "extract/verse.h"
#include "text/utf8.h"

enum {
    FOOT_LEAST = 4, /* characters of a line of the poem */
    FOOT_MOST = 9,
    FEET_LEAST = 4, /* lines of a poem, of which a block holds one or a few */
    NEAR = 8        /* blocks between a poem and what is kept */
};

/* How many lines of the poem a block holds, each of *foot characters and a mark; 0: it is no verse. */
static int count_feet(const ts_block *b, int *foot)
{
    int feet = 0, length = 0;
    *foot = 0;
    if (b->link_size > 0 || b->heading || (b->flags & (TS_BLOCK_CELL | TS_BLOCK_CAPTION)))
        return 0;
    for (size_t at = 0; at < b->text.len;) {
        uint32_t c = ts_utf8_next(b->text, &at);
        if (ts_is_han(c)) {
            length++;
            continue;
        }
        bool mark = ts_is_sentence_end(c) || ts_is_comma(c);
        if (!mark || length < FOOT_LEAST || length > FOOT_MOST || (*foot && length != *foot))
            return 0;
        *foot = length;
        length = 0;
        feet++;
    }
    return length ? 0 : feet;
}

static bool is_near_kept(const ts_blocks *blocks, int first, int last)
{
    int count = (int)blocks->blocks.len, to = last + NEAR < count ? last + NEAR : count;
    for (int i = first > NEAR ? first - NEAR : 0; i < to; i++)
        if (blocks->blocks.items[i].keep)
            return true;
    return false;
}

static void keep(ts_blocks *blocks, int first, int last)
{
    for (int i = first; i < last; i++) {
        ts_block *b = &blocks->blocks.items[i];
        b->flags |= TS_BLOCK_VERSE;
        b->reason = b->keep ? b->reason : "verse";
        b->keep = true;
    }
}

void ts_verse_keep(ts_blocks *blocks)
{
    int count = (int)blocks->blocks.len, behind = 0;
    for (int i = 0; i < count; i = behind) {
        const ts_block *b = &blocks->blocks.items[i];
        int foot, feet = count_feet(b, &foot);
        for (behind = i + 1; feet && behind < count; behind++) {
            const ts_block *next = &blocks->blocks.items[behind];
            int other, more = count_feet(next, &other);
            if (!more || other != foot || !ts_blocks_are_beside(blocks, b, next))
                break;
            feet += more;
        }
        if (feet >= FEET_LEAST && is_near_kept(blocks, i, behind))
            keep(blocks, i, behind);
    }
}
