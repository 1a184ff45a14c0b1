/* The points of an article: its headings and the sentences that run in front of paragraphs. */
#ifndef TS_SITE_OUTLINE_H
#define TS_SITE_OUTLINE_H

#include "base/buf.h"
#include "base/value.h"

/* Points of one article that are listed. */
#define TS_OUTLINE_MAX 100

/* Appends our own writer's HTML with an id at each run-in point: "point-1" and so on. */
void ts_outline_mark(ts_buf *out, ts_str html);
/* {title, path} of each heading and run-in point in marked HTML; `path` is the id. Titles are HTML. Empty
 * where there are fewer than two. */
ts_value *ts_outline_view(ts_arena *arena, ts_str html);

#endif
