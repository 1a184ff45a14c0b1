/* The Markdown reader's inner parts, shared by read*.c.
 *
 * cmark cannot be told of extensions, so the source is marked before it parses and the marks are looked for
 * after: noncharacters, which no text may hold, stand where two tildes may be strikethrough or a bracket a
 * note, and beside stars that CommonMark's rule for words would fail next to East Asian text. */
#ifndef TS_MARKDOWN_READ_H
#define TS_MARKDOWN_READ_H

#include "article/node.h"
#include "base/buf.h"
#include "base/vec.h"

/* Two tildes that no backslash precedes. */
#define TS_READ_STRIKE "~\xEF\xB7\x90~"

/* Behind the bracket of what may refer to a note, and before that of what may begin one. */
#define TS_READ_NOTE "\xEF\xB7\x92"

/* Behind the brace of what may be attributes of an image or link. */
#define TS_READ_ATTRIBUTES "\xEF\xB7\x93"
/* True where the text begins with attributes in braces. */
bool ts_read_has_attributes(ts_str text);

typedef TS_VEC(ts_str) ts_read_lines;
/* The lines of a source as cmark counts them, without their ends. */
void ts_read_split(ts_read_lines *lines, ts_str source);

/* The source with marks, and without what makes parsers slow: markers that nest beyond a sane depth, white
 * space beyond a sane width, unclosed images by the thousand. */
void ts_read_prepare(ts_buf *out, ts_str text);

/* True for a raw <br>. */
bool ts_read_is_break(cmark_node *node);

/* Parses the source, which may be changed for that, and makes nodes of its notes and definitions. */
cmark_node *ts_read_blocks(ts_arena *arena, ts_buf *source);

/* Takes the marks out of the parsed tree, but for those of strikethrough, notes and attributes in texts. */
void ts_read_clean(cmark_node *document);

/* Gives images and links the attributes behind them. */
void ts_read_attributes(ts_arena *arena, cmark_node *document);

/* Makes tables of the paragraphs that are pipe tables in the source. */
void ts_read_tables(ts_arena *arena, cmark_node *document, ts_str source);

/* Makes nodes of <ruby> and <span lang> in all blocks. */
void ts_read_tags(ts_arena *arena, cmark_node *document);

/* Makes blocks of the tags of paragraphs and lists in all cells. */
void ts_read_cells(cmark_node *document);

/* Strikethrough, references to notes and <br> in all blocks. */
void ts_read_inlines(ts_arena *arena, cmark_node *document);

#endif
