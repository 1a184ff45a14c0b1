#include "markdown/markdown.h"
#include "markdown/read.h"

cmark_node *ts_markdown_read(ts_arena *arena, ts_str text)
{
    ts_buf source;
    ts_buf_init(&source, TS_BUF_MAX);
    ts_read_prepare(&source, text);
    cmark_node *document = ts_read_blocks(arena, &source);
    ts_read_tables(arena, document, ts_buf_str(&source));
    ts_read_clean(document);
    ts_read_attributes(arena, document);
    ts_read_tags(arena, document);
    ts_read_cells(document);
    ts_read_inlines(arena, document);
    ts_tree_tidy_built(arena, document);
    ts_buf_free(&source);
    return document;
}
