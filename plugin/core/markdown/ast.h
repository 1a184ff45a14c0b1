/* The tree as an outline, for those who write filters: one node a line, children two spaces in. */
#ifndef TS_MARKDOWN_AST_H
#define TS_MARKDOWN_AST_H

#include "article/node.h"
#include "base/buf.h"

/* A line is the node's name as filters know it ("Para", "Link"), then its own properties as name=value, texts
 * as JSON strings. */
void ts_ast_write(ts_buf *out, cmark_node *node);

#endif
