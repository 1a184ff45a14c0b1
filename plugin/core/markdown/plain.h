/* The tree as plain text. */
#ifndef TS_MARKDOWN_PLAIN_H
#define TS_MARKDOWN_PLAIN_H

#include "article/node.h"
#include "base/buf.h"

/* A blank line between blocks, cells apart by a tab, list items on lines of their own, no markup. */
void ts_plain_write(ts_buf *out, cmark_node *node, bool captions);
/* The inlines of one node, on one line. */
void ts_plain_inlines(ts_buf *out, cmark_node *node);

#endif
