/* Where the next article of the same page begins: pages load one behind the other, blogs show several. */
#ifndef TS_EXTRACT_NEXT_ARTICLE_H
#define TS_EXTRACT_NEXT_ARTICLE_H

#include "extract/features.h"

/* Takes back what ts_choose kept from the block on that looks like the headline's own, tag and class, says
 * something else and has a date close by as the headline has. */
void ts_next_article_drop(ts_blocks *blocks, const ts_features *features, const char *language);
/* True where a date stands close behind the headline at block i. */
bool ts_is_dated_headline(const ts_blocks *blocks, int i, const char *language);

#endif
