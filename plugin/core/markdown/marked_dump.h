/* The article in Markdown that a program made of a whole page, its menus and all: reader services, converters
 * from HTML. */
#ifndef TS_MARKDOWN_MARKED_DUMP_H
#define TS_MARKDOWN_MARKED_DUMP_H

#include "article/article.h"
#include "extract/dump_lines.h"
#include "extract/extract.h"

/* What a reader service writes above the page: "Title: …", "URL Source: …", "Published Time: …", "Markdown
 * Content:". Slices of the text, empty where it does not say. */
typedef struct ts_reader_head {
    ts_str title, url, published;
    ts_str body; /* what stands behind it */
} ts_reader_head;

/* False where the text does not begin with one. */
bool ts_reader_head_read(ts_str text, ts_reader_head *head);

/* True for Markdown with a reader service's head, or one that opens with rows of links as pages do. */
bool ts_is_marked_dump(ts_str text);

/* The text with what converters write beyond CommonMark made Markdown again, or taken out. */
void ts_marked_source(ts_buf *out, ts_str text);

/* The lines that the article is found among, in the arena. */
void ts_marked_dump_lines(ts_arena *arena, ts_str text, const char *url, ts_dump_lines *lines);

/* Reads the article: its fields, and its tree, where links, pictures, emphasis, lists and tables stay what
 * they were. `options->url` is the page's. False where the text holds no article. */
bool ts_marked_dump_read(ts_article *article, ts_str text, const ts_extract_options *options);

#endif
