/* The Markdown reader and all writers: what was read is a well-formed tree, what was written once is written
 * the same again, and the HTML holds no tag, attribute or address but those that do no harm. */
#include "markdown/html.h"
#include "markdown/markdown.h"
#include "markdown/plain.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static bool is_one_of(ts_str name, const char *const *names)
{
    while (*names && !ts_str_same(name, ts_str_of(*names)))
        names++;
    return *names;
}

static ts_str take_name(ts_str *rest)
{
    size_t end = 0;
    while (end < rest->len && !strchr(" =>\"/", rest->ptr[end]))
        end++;
    ts_str name = ts_str_sub(*rest, 0, end);
    *rest = ts_str_sub(*rest, end, rest->len);
    return name;
}

static void must_start(ts_str *rest, const char *with)
{
    must(ts_str_starts(*rest, ts_str_of(with)));
    *rest = ts_str_sub(*rest, strlen(with), rest->len);
}

/* Relative, or of a scheme that runs nothing; the colon may stand as a reference. */
static void check_address(ts_str url, bool image)
{
    static const char *const schemes[] = {"http", "https", "mailto", "tel", "ftp", NULL};
    size_t end = 0;
    while (end < url.len && (ts_is_alnum((unsigned char)url.ptr[end]) || strchr("+-.", url.ptr[end])))
        end++;
    ts_str rest = ts_str_sub(url, end, url.len);
    if (end && !(image && ts_str_starts(url, TS_STR("data:image/"))) &&
        (ts_str_starts(rest, TS_STR(":")) || ts_str_starts(rest, TS_STR("&#58;"))))
        must(is_one_of(ts_str_sub(url, 0, end), schemes));
}

static void check_html(ts_str html)
{
    static const char *const elements[] = {
        "a",     "abbr", "b",      "bdi", "blockquote", "br",         "caption", "cite", "code", "dd",
        "del",   "dfn",  "dl",     "dt",  "em",         "figcaption", "figure",  "h1",   "h2",   "h3",
        "h4",    "h5",   "h6",     "hr",  "i",          "img",        "ins",     "kbd",  "li",   "mark",
        "ol",    "p",    "pre",    "q",   "rp",         "rt",         "ruby",    "s",    "samp", "section",
        "small", "span", "strong", "sub", "sup",        "table",      "tbody",   "td",   "th",   "thead",
        "time",  "tr",   "u",      "ul",  "var",        NULL};
    static const char *const attributes[] = {"alt",   "class", "datetime", "decoding", "dir",   "height",
                                             "href",  "id",    "lang",     "loading",  "rel",   "role",
                                             "scope", "src",   "start",    "title",    "width", NULL};
    for (size_t at; (at = ts_str_find_char(html, '<', 0)) != TS_NPOS;) {
        html = ts_str_sub(html, at + 1, html.len);
        if (html.len && html.ptr[0] == '/')
            html = ts_str_sub(html, 1, html.len);
        must(is_one_of(take_name(&html), elements));
        while (html.len && html.ptr[0] == ' ') {
            html = ts_str_sub(html, 1, html.len);
            ts_str name = take_name(&html);
            must(is_one_of(name, attributes));
            must_start(&html, "=\"");
            size_t end = ts_str_find_char(html, '"', 0);
            must(end != TS_NPOS);
            ts_str value = ts_str_sub(html, 0, end);
            must(ts_str_find_char(value, '<', 0) == TS_NPOS);
            if (ts_str_is(name, "href") || ts_str_is(name, "src"))
                check_address(value, ts_str_is(name, "src"));
            html = ts_str_sub(html, end + 1, html.len);
        }
        must_start(&html, ">");
    }
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
    check_html(ts_buf_str(&other));
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
