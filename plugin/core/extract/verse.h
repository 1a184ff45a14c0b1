/* Regular verse of Chinese, and of those who wrote it as the Chinese did: lines of 4 to 9 characters, all of
 * a poem alike, each closed by a mark. Too short for the model where the prose about it is longer. */
#ifndef TS_EXTRACT_VERSE_H
#define TS_EXTRACT_VERSE_H

#include "extract/blocks.h"

/* Keeps and flags (TS_BLOCK_VERSE) the poems of at least four lines that stand near kept text. */
void ts_verse_keep(ts_blocks *blocks);

#endif
