/* A short article above a long feed of others, whose teasers together look more like one than it does. */
#ifndef TS_EXTRACT_NOTICE_H
#define TS_EXTRACT_NOTICE_H

#include "extract/blocks.h"
#include "extract/lines.h"

/* Keeps the paragraphs under the headline instead of what ts_choose kept: where that is nothing likely, and
 * all of it lies behind a line, or a teaser, that ends those paragraphs. `title` is the headline's block, -1:
 * none. `memo`, `language` may be NULL. */
void ts_notice_keep(ts_arena *arena, ts_line_memo *memo, const char *language, ts_blocks *blocks, int title);

#endif
