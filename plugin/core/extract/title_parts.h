/* A title and the names that outlets put before and behind it. */
#ifndef TS_EXTRACT_TITLE_PARTS_H
#define TS_EXTRACT_TITLE_PARTS_H

#include "base/arena.h"
#include "base/str.h"

/* Bytes of the separator at `at` that outlets set between headline, section and name; 0: none stands there.
 */
size_t ts_title_separator(ts_str s, size_t at);

/* The part of a window title that stands apart from the headline at its end, or before it at its start: most
 * likely the site's name. Empty where there is none; points into window_title. */
ts_str ts_title_site_part(ts_arena *arena, ts_str window_title, const char *headline);

/* Where a remark in brackets behind the headline opens, 0 where there is none: a space stands before it, or
 * the brackets are wide ones. */
size_t ts_title_remark(ts_str s);

#endif
