/* Markdown to and from the tree. */
#ifndef TS_MARKDOWN_MARKDOWN_H
#define TS_MARKDOWN_MARKDOWN_H

#include "article/node.h"
#include "base/buf.h"

/* CommonMark with pipe tables, strikethrough and figures (an image alone in its paragraph, with a title: the
 * caption). Raw HTML stays as cmark's HTML nodes; html.h disarms it. Reference links to addresses anywhere in
 * the text. Never NULL. The caller frees it with cmark_node_free. */
cmark_node *ts_markdown_read(ts_arena *arena, ts_str text);

/* How emphasis is saved beside East Asian text, where CommonMark's rule for words would fail it. */
typedef enum ts_emphasis {
    TS_EMPHASIS_ENTITY, /* the character outside becomes a numeric entity: the tree comes back as it was */
    TS_EMPHASIS_MOVE,   /* the punctuation inside moves out, wherever emphasis begins or ends with some */
} ts_emphasis;

typedef enum ts_wrap { TS_WRAP_NONE, TS_WRAP_SENTENCE } ts_wrap;

typedef struct ts_markdown_options {
    ts_emphasis emphasis;
    ts_wrap wrap; /* SENTENCE: paragraphs have one a line, which readers of East Asian text join */
} ts_markdown_options;

/* The tree as Markdown that every CommonMark reader understands as the same tree, a line end at its end.
 * Writing what was read gives the same bytes again from the second time on. `options` may be NULL. */
void ts_markdown_write(ts_buf *out, cmark_node *node, const ts_markdown_options *options);

/* A text of one line, nothing in which is markup, as the Markdown of a paragraph; of a heading of the first
 * level. No line end at its end. */
void ts_markdown_text(ts_buf *out, ts_str text);
void ts_markdown_title(ts_buf *out, ts_str text);

#endif
