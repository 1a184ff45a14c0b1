/* The Markdown reader's inner parts, shared by read*.c.
 *
 * cmark cannot be told of extensions, so the source is marked before it parses and the marks are looked for
 * after: noncharacters, which no text may hold, stand where two tildes may be strikethrough, and beside stars
 * that CommonMark's rule for words would fail next to East Asian text. */
#ifndef TS_MARKDOWN_READ_H
#define TS_MARKDOWN_READ_H

#include "article/node.h"
#include "base/buf.h"

/* Two tildes that no backslash precedes. */
#define TS_READ_STRIKE "~\xEF\xB7\x90~"

/* The source with marks, and without what makes parsers slow: markers that nest beyond a sane depth, white
 * space beyond a sane width, unclosed images by the thousand. */
void ts_read_prepare(ts_buf *out, ts_str text);

/* Takes the marks out of the parsed tree, but for those of strikethrough in texts. */
void ts_read_clean(cmark_node *document);

/* Makes tables of the paragraphs that are pipe tables in the source. */
void ts_read_tables(ts_arena *arena, cmark_node *document, ts_str source);

/* Strikethrough, <br> and <ruby> in all blocks. */
void ts_read_inlines(ts_arena *arena, cmark_node *document);

#endif
