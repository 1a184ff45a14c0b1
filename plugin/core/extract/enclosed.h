/* What stands between kept paragraphs and by its form is a text's own: code, quotations, points. They are
 * short, without sentences, and named like furniture ("highlight", "list"), so that the model alone loses
 * them. */
#ifndef TS_EXTRACT_ENCLOSED_H
#define TS_EXTRACT_ENCLOSED_H

#include "extract/score.h"

/* Keeps such blocks; code behind the last paragraph as well. */
void ts_enclosed_keep(ts_arena *arena, ts_blocks *blocks, const ts_sums *sums);

/* Keeps the headings of what is kept behind them. One that leads elsewhere may be a card between paragraphs:
 * it stays where others of its level do. */
void ts_enclosed_keep_headings(ts_blocks *blocks);

/* Drops the names of tables of contents that are dropped. */
void ts_enclosed_drop_contents(ts_blocks *blocks);

#endif
