#include "extract/headline.h"
#include "extract/byline.h"
#include "extract/title_names.h"
#include "text/utf8.h"

#include <string.h>

enum {
    LEAST = 12, /* Latin characters of such a line */
    MOST = 200,
    ABOVE = 6,      /* blocks above the article's first among which it stands */
    SAID = 60,      /* … among which a headline is looked for */
    TEXT = 6000,    /* bytes of the article whose words are compared */
    WORD_LEAST = 4, /* bytes of a word that tells something */
    TELLING = 3,    /* such words that a line needs to be compared */
};

/* The share of its words in the article up to which a title says nothing of it, and from which on a line
 * does.
 */
#define STRANGE 0.3
#define TOLD 0.4

/* The share of the words of a line, pairs of characters where they are wide, that are in the bare text; below
 * 0 for a line of too few to tell. */
static double share_of(ts_arena *arena, ts_str line, ts_str text)
{
    ts_str word;
    size_t all = 0, found = 0;
    while (ts_str_word(&line, &word)) {
        ts_str bare = ts_title_bare_copy(arena, word);
        bool wide = ts_is_wide(ts_utf8_first(bare));
        if (!wide && bare.len >= WORD_LEAST) {
            all++;
            found += ts_str_find(text, bare, 0) != TS_NPOS;
        }
        for (size_t i = 0; wide && i < bare.len;) {
            size_t next = i;
            ts_utf8_next(bare, &next);
            size_t end = next;
            if (end < bare.len) {
                ts_utf8_next(bare, &end);
                all++;
                found += ts_str_find(text, ts_str_sub(bare, i, end), 0) != TS_NPOS;
            }
            i = next;
        }
    }
    return all >= TELLING ? (double)found / (double)all : -1;
}

/* True where the page, or a program, says the title too. */
static bool is_said(const ts_claims *claims, const ts_blocks *blocks, int first, const char *title)
{
    bool said = false;
    for (int i = 0; i < TS_CLAIM_COUNT; i++)
        said = said || claims->by[i].fields.title;
    ts_str bare = ts_title_bare_copy(claims->arena, ts_str_of(title));
    for (int i = first > SAID ? first - SAID : 0; i <= first && !said; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        said = b->heading == 1 ||
               (b->text.len <= TS_TITLE_BYTES && ts_str_eq(ts_title_bare_copy(claims->arena, b->text), bare));
    }
    return said;
}

static bool may_be_headline(const ts_claims *claims, const ts_block *b, const char *language)
{
    ts_fields fields;
    size_t start, end;
    uint32_t last = ts_utf8_last(b->text);
    bool calls = last == '!' || last == '?' || last == 0xFF01 || last == 0xFF1F;
    ts_fields_init(&fields);
    return b->size >= LEAST && b->size <= MOST && b->stops <= calls && (calls || !b->closed) &&
           b->link_size < 0.5f * b->size && ts_str_find(b->text, TS_STR("://"), 0) == TS_NPOS &&
           !ts_byline_find_date(b->text, language, &start, &end) &&
           ts_line_read(claims->arena, claims->memo, language, b->text, TS_ZONE_HEAD, &fields, NULL) ==
               TS_LINE_BODY;
}

/* The letters of what is kept, at most of its beginning. */
static ts_str bare_article(const ts_claims *claims, const ts_blocks *blocks, int first)
{
    ts_buf bare;
    ts_buf_init(&bare, TS_BUF_MAX);
    for (size_t i = (size_t)first; i < blocks->blocks.len && bare.len < TEXT; i++)
        if (blocks->blocks.items[i].keep)
            ts_title_bare(&bare, ts_str_sub(blocks->blocks.items[i].text, 0, TEXT));
    return ts_buf_keep(&bare, claims->arena);
}

const char *ts_headline_above(const ts_claims *claims, const ts_blocks *blocks, int first, const char *title,
                              const char *language)
{
    ts_str text = {0};
    if (first < 0 || (title && is_said(claims, blocks, first, title)))
        return NULL;
    if (title)
        text = bare_article(claims, blocks, first);
    double share = title ? share_of(claims->arena, ts_str_of(title), text) : 0;
    if (share < 0 || share > STRANGE)
        return NULL;
    for (int i = first - 1; i >= 0 && i >= first - ABOVE; i--) {
        const ts_block *b = &blocks->blocks.items[i];
        if (may_be_headline(claims, b, language) &&
            (!title || share_of(claims->arena, b->text, text) >= TOLD))
            return ts_arena_copy(claims->arena, b->text);
    }
    return NULL;
}
