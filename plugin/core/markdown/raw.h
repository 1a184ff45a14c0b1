/* What a reader sees of raw HTML that somebody put in Markdown: no tag of it passes, its text does. */
#ifndef TS_MARKDOWN_RAW_H
#define TS_MARKDOWN_RAW_H

#include "base/buf.h"

/* The text of a block of raw HTML, nothing of scripts, styles and comments. */
void ts_raw_text(ts_buf *out, ts_str html);

#endif
