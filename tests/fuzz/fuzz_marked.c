/* Markdown that a program made of a whole page: the article in it is a well-formed tree, which is written
 * once as it is written again. The first byte tells whether the page has an address. */
#include "markdown/markdown.h"
#include "markdown/marked_dump.h"
#include "utf8_text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_tree(ts_arena *arena, cmark_node *tree)
{
    ts_error error = {0};
    ts_buf once, twice;
    ts_buf_init(&once, TS_BUF_MAX);
    ts_buf_init(&twice, TS_BUF_MAX);
    must(ts_tree_check(tree, &error));
    ts_markdown_write(&once, tree, NULL);
    cmark_node *again = ts_markdown_read(arena, ts_buf_str(&once));
    must(ts_tree_check(again, &error));
    ts_markdown_write(&twice, again, NULL);
    must(ts_str_eq(ts_buf_str(&once), ts_buf_str(&twice)));
    cmark_node_free(again);
    ts_buf_free(&once);
    ts_buf_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    ts_article *article = ts_article_new();
    ts_extract_options options = {.url =
                                      data[0] & 1 ? "https://news.example.org/2020/03/12/story.html" : NULL};
    ts_buf utf8;
    ts_buf_init(&utf8, TS_BUF_MAX);
    put_utf8_text(&utf8, data + 1, size - 1);
    ts_is_marked_dump(ts_buf_str(&utf8));
    if (ts_marked_dump_read(article, ts_buf_str(&utf8), &options))
        check_tree(article->arena, article->tree);
    ts_buf_free(&utf8);
    ts_article_free(article);
    return 0;
}
