/* A line taken apart, and places of its folded copy found again in it. */
#ifndef TS_EXTRACT_LINE_PIECES_H
#define TS_EXTRACT_LINE_PIECES_H

#include "base/vec.h"

typedef TS_VEC(ts_str) ts_pieces;

/* The labelled pieces of a line, slices of it: cut where the page set them apart (two spaces, no-break and
 * full-width ones, tabs, '|', '·' between spaces) and, where it may have `labels`, before a known one
 * ("来源:"). */
void ts_line_split(ts_arena *arena, const char *language, ts_str line, bool labels, ts_pieces *pieces);

/* The characters of `text` that a slice of `folded`, its folded copy, stands for. The slice itself where they
 * cannot be found. */
ts_str ts_line_unfold(ts_str text, ts_str folded, ts_str slice);

/* Text folded and without any white space, for comparing what a page says twice. In the arena. */
ts_str ts_line_compact(ts_arena *arena, ts_str text);

#endif
