/* Boxes of other articles, each with its headline and summary, under a heading of their own. */
#ifndef TS_EXTRACT_TEASERS_H
#define TS_EXTRACT_TEASERS_H

#include "extract/blocks.h"
#include "extract/lines.h"

/* Takes back what ts_choose kept under a heading such as "Most popular", behind kept paragraphs: where links
 * that are headlines follow it, as many as there are texts. `memo`, `language` may be NULL. */
void ts_teasers_drop(ts_arena *arena, ts_line_memo *memo, const char *language, ts_blocks *blocks);
/* Takes back what was kept behind the element that holds the headline's block, `title`, and the first
 * sentence below it, where it is nothing but summaries of headlines that link. For pages that say when their
 * article is of; others are lists. */
void ts_cards_drop(ts_blocks *blocks, int title);

#endif
