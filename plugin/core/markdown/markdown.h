/* Markdown to and from the tree. */
#ifndef TS_MARKDOWN_MARKDOWN_H
#define TS_MARKDOWN_MARKDOWN_H

#include "article/node.h"
#include "base/buf.h"

/* CommonMark with pipe tables, strikethrough and figures (an image alone in its paragraph, with a title: the
 * caption). Raw HTML stays as cmark's HTML nodes; html.h disarms it. Reference links to addresses anywhere in
 * the text. Never NULL. The caller frees it with cmark_node_free. */
cmark_node *ts_markdown_read(ts_arena *arena, ts_str text);

/* The tree as Markdown that every CommonMark reader understands as the same tree, a line end at its end.
 * Writing what was read gives the same bytes again from the second time on. */
void ts_markdown_write(ts_buf *out, cmark_node *node);

#endif
