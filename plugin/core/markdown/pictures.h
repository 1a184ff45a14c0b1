/* The pictures of Markdown that markdown.h wrote. */
#ifndef TS_MARKDOWN_PICTURES_H
#define TS_MARKDOWN_PICTURES_H

#include "base/buf.h"

/* Writes the Markdown without the pictures that are blocks of their own outside of all others, as it would be
 * written again without them. False where only a tree tells; what was written then means nothing. Pictures
 * that stand in text or in other blocks stay. */
bool ts_pictures_cut(ts_buf *out, ts_str markdown);

#endif
