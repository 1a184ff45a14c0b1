/* The rows as the trainer reads them. */
#ifndef TS_EXTRACT_FEATURES_WRITE_H
#define TS_EXTRACT_FEATURES_WRITE_H

#include "extract/dump.h"
#include "extract/page_features.h"

/* JSON lines: one object for the page, {"blocks":N, "page":[…], "names":[…]}, then one for each block,
 * {"text", "size", "p", "keep", "row":[…], "class":[…], "words":[…]}; names, class and words are entries of
 * the tables. */
void ts_features_write(ts_buf *out, const ts_page_view *view);

/* The same of a dump: {"blocks":N}, and for each line {"text", "size", "p", "keep", "row":[…],
 * "words":[…]}. `rows` are ts_line_features_make's. */
void ts_line_features_write(ts_buf *out, const ts_dump *dump, const float *rows);

#endif
