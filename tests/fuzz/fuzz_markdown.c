/* The Markdown reader and all writers: what was read is a well-formed tree, and what was written once is
 * written the same again. */
#include "markdown/html.h"
#include "markdown/markdown.h"
#include "markdown/plain.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_html_options options = {.ids = true};
    ts_buf once, twice, other;
    ts_buf_init(&once, TS_BUF_MAX);
    ts_buf_init(&twice, TS_BUF_MAX);
    ts_buf_init(&other, TS_BUF_MAX);
    cmark_node *tree = ts_markdown_read(arena, (ts_str){(const char *)data, size});
    must(ts_tree_check(tree, &error));
    ts_markdown_write(&once, tree, NULL);
    ts_html_write(&other, tree, &options);
    ts_plain_write(&other, tree, (ts_captions)(size % 3));
    cmark_node *again = ts_markdown_read(arena, ts_buf_str(&once));
    must(ts_tree_check(again, &error));
    ts_markdown_write(&twice, again, NULL);
    must(ts_str_eq(ts_buf_str(&once), ts_buf_str(&twice)));
    cmark_node_free(tree);
    cmark_node_free(again);
    ts_buf_free(&once);
    ts_buf_free(&twice);
    ts_buf_free(&other);
    ts_arena_free(arena);
    return 0;
}
