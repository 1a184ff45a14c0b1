/* tearsheet.h: articles. Each form is made when it is first asked for, and kept. */
#include "markdown/html.h"
#include "markdown/plain.h"
#include "markdown/record.h"
#include "site/public.h"

#include <string.h>

struct tearsheet_article {
    ts_article *article;
    ts_record_options bodies;
    const ts_value *record; /* without bodies */
    const char *json, *markdown, *html, *text;
};

static tearsheet_article *wrap(ts_article *article, const tearsheet_options *options, const ts_error *failure,
                               tearsheet_error **error)
{
    if (!article) {
        ts_public_fail(error, failure);
        return NULL;
    }
    tearsheet_article *wrapped = TS_NEW(article->arena, tearsheet_article);
    wrapped->article = article;
    wrapped->bodies = options ? options->bodies : ts_record_all;
    return wrapped;
}

tearsheet_article *tearsheet_convert_file(const char *path, const tearsheet_options *options,
                                          tearsheet_error **error)
{
    const ts_convert_options defaults = {0};
    ts_error failure = {0};
    ts_article *article = ts_convert_file(path, options ? &options->convert : &defaults, &failure);
    return wrap(article, options, &failure, error);
}

tearsheet_article *tearsheet_convert_bytes(const void *bytes, size_t len, const char *name,
                                           const tearsheet_options *options, tearsheet_error **error)
{
    const ts_convert_options defaults = {0};
    ts_error failure = {0};
    ts_article *article = ts_convert_bytes((ts_str){bytes, len}, name ? name : "-",
                                           options ? &options->convert : &defaults, &failure);
    return wrap(article, options, &failure, error);
}

void tearsheet_article_free(tearsheet_article *article)
{
    if (article)
        ts_article_free(article->article); /* whose arena we live in */
}

const char *tearsheet_article_field(tearsheet_article *article, const char *name)
{
    ts_record_options none = {0};
    if (!article->record)
        article->record = ts_record_value(article->article->arena, article->article, &none);
    return ts_value_get_string(article->record, name);
}

/* Keeps what was written into the buffer, and ends the buffer. */
static const char *keep(tearsheet_article *article, ts_buf *out)
{
    const char *text = ts_buf_copy(out, article->article->arena);
    ts_buf_free(out);
    return text;
}

const char *tearsheet_article_json(tearsheet_article *article)
{
    ts_buf out;
    if (article->json)
        return article->json;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_record_json(&out, article->article, &article->bodies);
    return article->json = keep(article, &out);
}

const char *tearsheet_article_markdown(tearsheet_article *article)
{
    ts_buf out;
    if (article->markdown)
        return article->markdown;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_record_markdown(&out, article->article, &article->bodies.style);
    return article->markdown = keep(article, &out);
}

const char *tearsheet_article_html(tearsheet_article *article)
{
    ts_html_options options = {.language = article->article->fields.language};
    ts_buf out;
    if (article->html)
        return article->html;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_html_write(&out, article->article->tree, &options);
    return article->html = keep(article, &out);
}

const char *tearsheet_article_text(tearsheet_article *article)
{
    ts_buf out;
    if (article->text)
        return article->text;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_plain_write(&out, article->article->tree, article->bodies.captions);
    return article->text = keep(article, &out);
}
