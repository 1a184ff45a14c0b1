/* Front matter: any file splits into two parts of itself, and the record that comes of it is written the same
 * again. */
#include "markdown/front_matter.h"
#include "markdown/markdown.h"
#include "markdown/record.h"
#include "text/yaml.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

/* The file with its front matter read and written; false where that does not parse. */
static bool pass(ts_str text, ts_buf *out)
{
    ts_article *article = ts_article_new();
    ts_error error = {0};
    ts_str yaml, body;
    int line;
    ts_front_matter_split(text, &yaml, &body, &line);
    must(yaml.len + body.len <= text.len && line >= 1);
    const ts_value *map = ts_yaml_read(article->arena, yaml, "fuzz", 2, &error);
    if (map) {
        ts_front_matter_apply(article, map);
        ts_article_set_tree(article, ts_markdown_read(article->arena, body));
        ts_record_markdown(out, article, NULL);
    }
    ts_article_free(article);
    return map != NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ts_buf once, twice;
    ts_buf_init(&once, TS_BUF_MAX);
    ts_buf_init(&twice, TS_BUF_MAX);
    if (pass((ts_str){(const char *)data, size}, &once)) {
        must(pass(ts_buf_str(&once), &twice));
        must(ts_str_eq(ts_buf_str(&once), ts_buf_str(&twice)));
    }
    ts_buf_free(&once);
    ts_buf_free(&twice);
    return 0;
}
