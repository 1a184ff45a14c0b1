#include "app/convert_item.h"
#include "extract/inspection.h"
#include "markdown/ast.h"
#include "markdown/html.h"
#include "markdown/plain.h"
#include "markdown/record.h"
#include "text/json.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Code points of a block that --explain shows. */
#define EXPLAIN_TEXT 60

/* One line of --explain; the text is cut where it is long. */
static void note(ts_buf *notes, const char *verdict, const char *reason, double score, ts_str text)
{
    ts_buf line;
    ts_buf_init(&line, TS_BUF_MAX);
    ts_utf8_squeeze(&line, text);
    ts_str shown = ts_str_sub(ts_buf_str(&line), 0, ts_utf8_offset(ts_buf_str(&line), EXPLAIN_TEXT));
    ts_buf_printf(notes, "%s\t", verdict);
    ts_utf8_squeeze(notes, ts_str_of(reason));
    ts_buf_printf(notes, "\t%.3f\t", score);
    ts_buf_put(notes, shown);
    ts_buf_puts(notes, shown.len < line.len ? "…\n" : "\n");
    ts_buf_free(&line);
}

static void explain(void *context, const ts_inspection *inspection)
{
    ts_convert_item *item = context;
    ts_buf reason;
    ts_buf_init(&reason, TS_BUF_MAX);
    for (size_t i = 0; i < inspection->blocks.len; i++) {
        const ts_inspected *b = &inspection->blocks.items[i];
        note(&item->notes, b->verdict, b->reason, b->score, b->text);
    }
    for (size_t i = 0; i < inspection->claims.len; i++) {
        const ts_claimed *c = &inspection->claims.items[i];
        ts_buf_clear(&reason);
        ts_buf_printf(&reason, "%s: %s", c->field, c->source);
        note(&item->notes, c->taken ? "take" : "pass", reason.ptr, c->taken, ts_str_of(c->value));
    }
    ts_buf_free(&reason);
}

static void write_article(const ts_convert_job *job, const ts_article *article, ts_buf *out)
{
    ts_record_options record = {
        .text = true, .markdown = true, .html = true, .captions = job->captions, .style = job->style};
    ts_html_options html = {.language = article->fields.language};
    switch (job->form) {
    case TS_AS_JSON:
        ts_record_json(out, article, &record);
        ts_buf_putc(out, '\n');
        break;
    case TS_AS_MARKDOWN:
        ts_record_markdown(out, article, &job->style);
        break;
    case TS_AS_HTML:
        ts_html_write(out, article->tree, &html);
        break;
    case TS_AS_TEXT:
        ts_plain_write(out, article->tree, job->captions);
        if (out->len && out->ptr[out->len - 1] != '\n')
            ts_buf_putc(out, '\n');
        break;
    case TS_AS_AST:
        ts_ast_write(out, article->tree);
        break;
    case TS_AS_FEATURES:
        break; /* written while the page was read */
    }
}

/* The object that stands in the place of a record: one line, as every record is. */
static void write_failure(const char *path, const ts_error *error, ts_buf *out)
{
    ts_arena *arena = ts_arena_new();
    ts_value *object = ts_value_map(arena, NULL), *inner = ts_value_map(arena, NULL);
    ts_value_set(arena, object, "file", ts_value_string(arena, ts_str_of(path)));
    ts_value_set(arena, object, "error", inner);
    ts_value_set_string(arena, inner, "status", ts_status_word(error->status));
    ts_value_set_string(arena, inner, "message", error->message);
    ts_value_set(arena, inner, "line", ts_value_int(arena, error->line));
    ts_value_set(arena, inner, "column", ts_value_int(arena, error->column));
    ts_json_write(out, object);
    ts_buf_putc(out, '\n');
    ts_arena_free(arena);
}

/* An error that knows no place is at least about this file. */
static void name_failure(const char *name, ts_error *error)
{
    ts_error named = {0};
    if (error->source[0])
        return;
    ts_fail(&named, error->status, name, error->line, error->column, "%s", error->message);
    *error = named;
}

static bool is_lines(const ts_convert_job *job)
{
    return job->form == TS_AS_JSON || job->form == TS_AS_FEATURES;
}

/* What is being written: one item, article by article. */
typedef struct writing {
    const ts_convert_job *job;
    ts_convert_item *item;
} writing;

static void write_heading(ts_convert_item *item, const char *name)
{
    ts_buf_printf(&item->out, "%s==> %s <==\n", item->out.len ? "\n" : "", name);
}

static void take(void *context, ts_article *article, const char *name, const ts_error *failure)
{
    const writing *w = context;
    ts_convert_item *item = w->item;
    ts_error error = *failure;
    size_t before = w->job->form == TS_AS_FEATURES ? 0 : item->out.len;
    if (article && (w->job->several || strcmp(name, item->path) != 0) && !is_lines(w->job))
        write_heading(item, name);
    if (article)
        write_article(w->job, article, &item->out);
    if (article && item->out.full)
        ts_fail(&error, TS_LIMIT, name, 0, 0, "The result is larger than 1 GiB.");
    ts_article_free(article);
    if (error.status == TS_OK) {
        item->done++;
        return;
    }
    name_failure(name, &error);
    ts_buf_truncate(&item->out, before);
    if (is_lines(w->job) && (w->job->several || strcmp(name, item->path) != 0))
        write_failure(name, &error, &item->out);
    ts_vec_push(&item->errors, error);
}

void ts_convert_item_run(const ts_convert_job *job, ts_convert_item *item)
{
    ts_buf_init(&item->out, TS_BUF_MAX);
    ts_buf_init(&item->notes, TS_BUF_MAX);
    ts_convert_options options = job->options;
    if (item->url)
        options.capture.url = item->url;
    if (job->form == TS_AS_FEATURES)
        options.features = &item->out;
    if (job->explain) {
        options.inspect = explain;
        options.inspect_context = item;
    }
    writing w = {job, item};
    ts_convert_each(item->path, NULL, &options, take, &w);
}

void ts_convert_item_free(ts_convert_item *item)
{
    ts_buf_free(&item->out);
    ts_buf_free(&item->notes);
    ts_vec_free(&item->errors);
    free(item->path);
    free(item->url);
}
