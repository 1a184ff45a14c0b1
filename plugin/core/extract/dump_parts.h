/* The articles of a text dump that holds several, one behind the other. */
#ifndef TS_EXTRACT_DUMP_PARTS_H
#define TS_EXTRACT_DUMP_PARTS_H

#include "base/error.h"
#include "base/vec.h"

/* Articles that one dump may hold. */
#define TS_DUMP_PARTS 10000

typedef TS_VEC(ts_str) ts_dump_parts;

/* Cuts a dump where another article begins: at a form feed, at a row of marks ("-----"), at one more path or
 * labelled headline, where the file's first line comes again. Only where a headline, a line that tells who
 * wrote what follows, when or for whom, and prose come behind it. One part, the whole text, where there is
 * one article. Parts point into the text. More than TS_DUMP_PARTS is TS_LIMIT. */
bool ts_dump_cut(ts_arena *arena, ts_str text, ts_dump_parts *parts, ts_error *error);

#endif
