/* The headline of a page that marks none: a line above the article's text. */
#ifndef TS_EXTRACT_HEADLINE_H
#define TS_EXTRACT_HEADLINE_H

#include "extract/blocks.h"
#include "extract/claims.h"

/* The last line above block `first`, the article's first, that may be its headline; NULL: none, or `first` is
 * -1. `title`, may be NULL, is the one known: where nothing but the window says it, and the article has none
 * of its words, it is the site's, and a line with words of the article is another. In the claims' arena. */
const char *ts_headline_above(const ts_claims *claims, const ts_blocks *blocks, int first, const char *title,
                              const char *language);

#endif
