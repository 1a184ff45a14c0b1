/* What is counted of a block's text as it is read: its size, commas, stops, capitals and digits, and whether
 * its last sentence is closed. `link`: the text is a link's. */
#ifndef TS_EXTRACT_BLOCK_COUNTS_H
#define TS_EXTRACT_BLOCK_COUNTS_H

#include "extract/blocks.h"

/* A character beyond ASCII. */
void ts_block_count_char(ts_block *block, bool link, uint32_t c);

/* The common Han characters that begin at `from`, of which there is one; returns their end. */
size_t ts_block_count_han(ts_block *block, bool link, ts_str s, size_t from);

/* The ASCII words with single spaces between them that begin at `from`, of which there is one; returns their
 * end. No more bytes at once than a part of the counts can hold: 4,095. */
size_t ts_block_count_words(ts_block *block, bool link, ts_str s, size_t from);

#endif
