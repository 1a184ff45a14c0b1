/* The tree as plain text. */
#ifndef TS_MARKDOWN_PLAIN_H
#define TS_MARKDOWN_PLAIN_H

#include "article/node.h"
#include "base/buf.h"

/* Figure captions in it: AUTO leaves out those that are no text of the article's own (ts_payload.beside). */
typedef enum ts_captions { TS_CAPTIONS_AUTO, TS_CAPTIONS_KEEP, TS_CAPTIONS_CUT } ts_captions;

/* A blank line between blocks, cells apart by a tab, list items on lines of their own, no markup; the labels
 * of notes in brackets, where they are referred to and before them. */
void ts_plain_write(ts_buf *out, cmark_node *node, ts_captions captions);
/* The inlines of one node, on one line, nothing of notes. */
void ts_plain_inlines(ts_buf *out, cmark_node *node);

#endif
