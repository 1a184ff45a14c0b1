/* A page, from UTF-8 to the article in it. The first byte picks what is known of the page beforehand. */
#include "extract/inspection.h"
#include "extract/media.h"
#include "extract/suggest.h"
#include "utf8_text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void want(bool true_of_all)
{
    if (!true_of_all)
        abort();
}

static void want_text(const char *z)
{
    want(!z || ts_utf8_valid(ts_str_of(z)));
}

/* Rules for a block must be lines of a file that reads them. */
static void suggest(const ts_inspection *inspection)
{
    static const char *const actions[] = {"keep", "drop", "title", "date", "author"};
    size_t len = inspection->blocks.len, action = len % 5;
    ts_arena *arena = ts_arena_new();
    ts_suggestions found;
    ts_suggest(arena, inspection, len / 2, ts_str_of(actions[action]), &found);
    for (size_t i = 0; i < found.len; i++) {
        ts_site_rules rules;
        ts_error error = {0};
        const ts_suggestion *s = &found.items[i];
        ts_str line = ts_str_of(ts_arena_printf(arena, "%s: %s", s->key, s->value)), key, value;
        want(ts_site_rule_split(line, &key, &value) && ts_str_is(key, s->key) && ts_str_is(value, s->value));
        want(!memchr(line.ptr, '\n', line.len) && ts_site_rules_read(arena, line, "fuzz", &rules, &error));
        want(action < 2 ? s->blocks > 0 : s->found != NULL);
    }
    ts_arena_free(arena);
}

static void inspect(void *context, const ts_inspection *inspection)
{
    ++*(int *)context;
    suggest(inspection);
    for (size_t i = 0; i < inspection->blocks.len; i++) {
        const ts_inspected *b = &inspection->blocks.items[i];
        want(b->verdict && b->reason && b->node && ts_utf8_valid(b->text));
    }
    for (size_t i = 0; i < inspection->claims.len; i++)
        want_text(inspection->claims.items[i].value);
}

static void check_fields(const ts_fields *f)
{
    want(f->kind && f->confidence >= 0 && f->confidence <= 1);
    want_text(f->title);
    want_text(f->alt_title);
    want_text(f->description);
    want_text(f->date);
    want_text(f->lastmod);
    want_text(f->source.name);
    want_text(f->publisher.name);
    want_text(f->canonical_url);
    want_text(f->notice);
    for (size_t i = 0; i < f->authors.len; i++)
        want_text(f->authors.items[i].name);
    for (size_t i = 0; i < f->section.len; i++)
        want_text(f->section.items[i]);
    for (size_t i = 0; i < f->tags.len; i++)
        want_text(f->tags.items[i]);
}

static void check_body(ts_arena *arena, const ts_dom *dom, const ts_node *body)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_node_text(&text, body);
    want(ts_utf8_valid(ts_buf_str(&text)));
    for (const ts_node *n = body; n; n = ts_node_walk(n, body)) {
        if (ts_node_is(n, "img"))
            want_text(ts_media_source(arena, n));
        if (ts_node_is(n, "noscript"))
            ts_media_is_copy(arena, n);
    }
    const ts_node *top = body;
    while (ts_node_parent(top))
        top = ts_node_parent(top);
    want(top == ts_dom_root(dom));
    ts_buf_free(&text);
}

/* Site rules for a page in the fuzzer's own words: the first line is an expression. */
static void add_rules(ts_arena *arena, ts_site_rules *rules, ts_str *html)
{
    ts_str line;
    if (!ts_str_line(html, &line) || line.len > 200)
        return;
    const char *expression = ts_arena_copy(arena, line);
    ts_vec_push_in(arena, &rules->body, expression);
    ts_vec_push_in(arena, &rules->keep, "//li");
    ts_vec_push_in(arena, &rules->strip, "//p[1]");
    ts_vec_push_in(arena, &rules->strip_id_or_class, "ad");
    ts_vec_push_in(arena, &rules->title, "//h1");
    ts_vec_push_in(arena, &rules->date, "//time/@datetime");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    int inspected = 0;
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_site_rules rules = {0};
    ts_fields fields;
    ts_node *body = NULL;
    ts_extract_options options = {.inspect = inspect, .inspect_context = &inspected};
    ts_buf utf8;
    ts_buf_init(&utf8, TS_BUF_MAX);
    put_utf8_text(&utf8, data + 1, size - 1);
    ts_str html = ts_buf_str(&utf8);
    if (data[0] & 1)
        options.url = "https://news.example.org/2020/03/12/story.html";
    if (data[0] & 2) {
        add_rules(arena, &rules, &html);
        options.site = &rules;
    }
    ts_dom *dom = ts_dom_parse(arena, html, "fuzz", &error);
    if (dom && ts_extract_html(arena, dom, &options, &fields, &body, &error)) {
        check_fields(&fields);
        want(inspected == (ts_dom_root(dom) != NULL));
        if (body)
            check_body(arena, dom, body);
    } else {
        want(error.status != TS_OK && error.message[0]);
    }
    ts_buf_free(&utf8);
    ts_arena_free(arena);
    return 0;
}
