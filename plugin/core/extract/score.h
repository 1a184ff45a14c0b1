/* Which blocks are the article, by their looks alone, without the model.
 *
 * Score says what a block is worth for the article, above or below nothing; the container is the element
 * whose blocks are worth most together. Both are hints that the model's features start from. */
#ifndef TS_EXTRACT_SCORE_H
#define TS_EXTRACT_SCORE_H

#include "extract/blocks.h"

typedef struct ts_sums {
    size_t count; /* of blocks; the arrays have one more: sum of the blocks before i at [i] */
    double *size, *link, *prose;
    double *score, *good; /* good: of the scores above nothing */
} ts_sums;

/* Fills every block's score, and the sums over them. */
void ts_blocks_score(ts_arena *arena, ts_blocks *blocks, ts_sums *sums);
/* The element that holds the article, -1 where no block speaks for any. */
int ts_blocks_container(const ts_blocks *blocks, const ts_sums *sums);

/* A sum over the blocks of an element. */
#define ts_sum(sums, what, element) ((sums)->what[(element)->last] - (sums)->what[(element)->first])

/* A paragraph of sentences, not of links. */
bool ts_block_is_prose(const ts_block *block);
double ts_block_link_density(const ts_block *block);
/* An item of a list that is all link: "By season". */
bool ts_block_is_menu_item(const ts_block *block);

/* True where the element's tag or class words say that it is no part of an article. */
bool ts_element_is_aside(const ts_blocks *blocks, const ts_sums *sums, int element);
/* True for what readers wrote below the article, which may well be longer. */
bool ts_element_is_comments(const ts_blocks *blocks, const ts_sums *sums, int element);

/* True for a few lines around a field for an address for mail: a pitch for letters. */
bool ts_element_is_pitch(const ts_blocks *blocks, const ts_sums *sums, int element);
/* True for a box that asks for consent to cookies and the like. */
bool ts_element_is_consent(const ts_blocks *blocks, const ts_sums *sums, int element);

/* What a class or id attribute, may be NULL, says of readers' comments: TS_CALLED_COMMENTS by one of the
 * names that programs which make pages have for them, TS_SPEAKS_OF_COMMENTS by any word of a name,
 * TS_BLOG_COMMENTS by a name of those that make weblogs, where each post has a text of its own. */
enum { TS_CALLED_COMMENTS = 1, TS_SPEAKS_OF_COMMENTS = 2, TS_BLOG_COMMENTS = 4 };
unsigned ts_comments_said(const char *value);
/* True for an element that its id or class calls the comments. */
bool ts_is_comments(const ts_node *node);
/* True for what readers wrote: such an element, or what stands in one. */
bool ts_is_in_comments(const ts_node *node);

#endif
