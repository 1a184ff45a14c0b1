#include "extract/next_article.h"

#include "extract/byline.h"
#include "extract/score.h"

enum {
    DATE_NEAR = 4,   /* blocks behind a headline in which its date stands */
    DATE_LINE = 120, /* bytes of a line with one */
    HEADLINE_LEAST = 8
};

static const ts_block *block_at(const ts_blocks *blocks, int i)
{
    return &blocks->blocks.items[i];
}

static bool is_dated(const ts_block *b, const char *language)
{
    size_t start, end;
    return b->text.len <= DATE_LINE && !b->heading && !b->closed &&
           ts_byline_find_date(b->text, language, &start, &end);
}

bool ts_is_dated_headline(const ts_blocks *blocks, int i, const char *language)
{
    int count = (int)blocks->blocks.len;
    if (block_at(blocks, i)->text.len < HEADLINE_LEAST || is_dated(block_at(blocks, i), language))
        return false;
    for (int k = i + 1; k < count && k <= i + DATE_NEAR; k++)
        if (is_dated(block_at(blocks, k), language))
            return true;
    return false;
}

/* True for a block whose element looks like few others: a heading, or one with a class. */
static bool has_look(const ts_blocks *blocks, const ts_block *b)
{
    return b->owner >= 0 && (b->heading || ts_node_attr(blocks->elements.items[b->owner].node, "class"));
}

/* True where kept paragraphs stand among the blocks from `first` up to `last`. */
static bool holds_text(const ts_blocks *blocks, int first, int last)
{
    for (int i = first; i < last; i++)
        if (block_at(blocks, i)->keep && ts_block_is_prose(block_at(blocks, i)))
            return true;
    return false;
}

static uint32_t look_of(const ts_blocks *blocks, const ts_features *features, int i)
{
    return features->tokens.looks[block_at(blocks, i)->owner];
}

void ts_next_article_drop(ts_blocks *blocks, const ts_features *features, const char *language)
{
    int title = features->title, count = (int)blocks->blocks.len, next = title + 1;
    if (title < 0 || !has_look(blocks, block_at(blocks, title)) ||
        !ts_is_dated_headline(blocks, title, language))
        return;
    uint32_t look = look_of(blocks, features, title);
    for (; next < count; next++) {
        const ts_block *b = block_at(blocks, next);
        if (b->owner >= 0 && look_of(blocks, features, next) == look &&
            !ts_str_eq(b->text, block_at(blocks, title)->text) &&
            ts_is_dated_headline(blocks, next, language))
            break;
    }
    if (next >= count || !holds_text(blocks, title, next))
        return;
    for (int i = next; i < count; i++) {
        ts_block *b = &blocks->blocks.items[i];
        if (b->keep)
            b->reason = "behind the next article's headline";
        b->keep = false;
    }
}
