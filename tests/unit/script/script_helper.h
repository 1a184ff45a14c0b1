/* A script over templates in memory, and pages rendered from them. */
#ifndef SCRIPT_HELPER_H
#define SCRIPT_HELPER_H

#include "script/script.h"
#include "text/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Files by name, ends in a NULL name. */
typedef struct file {
    const char *name, *text;
} file;

static bool load_file(void *context, ts_arena *arena, const char *name, ts_str *source, const char **path,
                      ts_error *error)
{
    for (const file *f = context; f->name; f++)
        if (strcmp(f->name, name) == 0) {
            *source = ts_str_of(f->text);
            *path = f->name;
            return true;
        }
    return false;
}

/* What most templates here see. */
static const char *const sample_globals =
    "{\"site\":{\"title\":\"The Ledger\",\"language\":\"en\",\"base_url\":\"https://ledger.example/\"},"
    "\"page\":{\"title\":\"Anna <b> & co\",\"path\":\"2020/03/a.html\",\"kind\":\"article\",\"url\":\"\"},"
    "\"i18n\":{\"by\":\"by\",\"articles\":{\"one\":\"{count} article\",\"other\":\"{count} articles\"},"
    "\"page_of\":\"page {n} of {count}\",\"months\":[\"January\",\"February\",\"March\"],"
    "\"date\":{\"long\":\"{day} {month} {year}\",\"month\":\"{month} "
    "{year}\",\"short\":\"{year}-{mm}-{dd}\"},"
    "\"list\":{\"separator\":\", \",\"last\":\" and "
    "\"},\"languages\":{\"en\":\"English\",\"zh\":\"Chinese\"}}}";

static const char *const article_fields[] = {"title",   "description", "html", "tags",
                                             "authors", "date",        "url",  NULL};
static const ts_type article_type = {"article", article_fields, TS_SHARED_BY_NONE};

/* The sample, with an article whose fields are hostile or plain. */
static ts_value *make_globals(ts_arena *arena, const char *hostile)
{
    ts_error error = {0};
    const ts_value *parsed = ts_json_read(arena, ts_str_of(sample_globals), "sample", &error);
    assert_non_null(parsed);
    ts_value *globals = ts_value_map(arena, NULL), *article = ts_value_map(arena, &article_type);
    for (size_t i = 0; i < parsed->map.len; i++)
        ts_value_set(arena, globals, parsed->map.pairs[i].key.ptr, parsed->map.pairs[i].value);
    ts_value *tags = ts_value_list(arena), *authors = ts_value_list(arena);
    static const char *const words[] = {"harbour", "rail", "music"};
    static const char *const people[] = {"Ana", "Bo", "Cy"};
    for (size_t i = 0; i < 3; i++) {
        ts_value_push(arena, tags, ts_value_string(arena, ts_str_of(words[i])));
        ts_value *person = ts_value_map(arena, NULL);
        ts_value_set_string(arena, person, "name", people[i]);
        ts_value_push(arena, authors, person);
    }
    ts_value_set_string(arena, article, "title", "A new pier");
    ts_value_set_string(arena, article, "date", "2020-03-12");
    ts_value_set(arena, article, "html", ts_value_html(arena, TS_STR("<p>One &amp; two</p>")));
    ts_value_set(arena, article, "tags", tags);
    ts_value_set(arena, article, "authors", authors);
    ts_value_set(arena, globals, "article", article);
    if (hostile)
        ts_value_set_string(arena, globals, "x", hostile);
    return globals;
}

/* Renders `name` out of the files: the page, or the whole message "file:line:column: …". The caller frees it.
 */
static char *render_files(const file *files, const char *name, const char *hostile, bool *ok)
{
    ts_error error = {0};
    ts_arena *arena = ts_arena_new();
    ts_script *script = ts_script_new(NULL, load_file, (void *)files, &error);
    assert_non_null(script);
    ts_buf out;
    ts_buf_init(&out, 1 << 24);
    *ok = ts_script_render(script, name, make_globals(arena, hostile), &out, &error);
    if (!*ok)
        ts_buf_printf(&out, "%s:%d:%d: %s", error.source, error.line, error.column, error.message);
    size_t len;
    char *text = ts_buf_detach(&out, &len);
    ts_buf_free(&out);
    ts_script_free(script);
    ts_arena_free(arena);
    return text;
}

static inline void assert_files(const char *expected, const file *files, const char *name)
{
    bool ok;
    char *page = render_files(files, name, NULL, &ok);
    assert_string_equal(page, expected);
    free(page);
}

static inline void assert_page(const char *expected, const char *name, const char *template)
{
    const file files[] = {{name, template}, {NULL, NULL}};
    assert_files(expected, files, name);
}

/* The page with the variable x. */
static inline void assert_with(const char *expected, const char *template, const char *x)
{
    const file files[] = {{"a.html", template}, {NULL, NULL}};
    bool ok;
    char *page = render_files(files, "a.html", x, &ok);
    assert_string_equal(page, expected);
    free(page);
}

/* The template fails with a message that begins so. */
static inline void assert_fails(const char *expected, const char *template)
{
    const file files[] = {{"a.html", template}, {NULL, NULL}};
    bool ok;
    char *page = render_files(files, "a.html", "x", &ok);
    if (ok || strncmp(page, expected, strlen(expected)) != 0)
        assert_string_equal(page, expected);
    free(page);
}

#endif
