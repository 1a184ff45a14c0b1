/* What a block of code says: its lines, its language. For build_pre.c. */
#ifndef TS_ARTICLE_BUILD_CODE_H
#define TS_ARTICLE_BUILD_CODE_H

#include "dom/dom.h"

/* The characters as they stand, a line end where a line's element ends; nothing of what is hidden or dropped,
 * no numbers of lines, no buttons. *code: the first <code> in it, NULL without one. */
void ts_code_lines(ts_buf *out, ts_node *box, ts_node **code);
/* True for an element of nothing but the numbers of lines. */
bool ts_code_is_gutter(const ts_node *node);
/* The name of its language, without NUL behind it; empty where nothing says one. `code` may be NULL. */
ts_str ts_code_language(const ts_node *box, const ts_node *code);

#endif
