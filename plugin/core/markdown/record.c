#include "markdown/record.h"
#include "markdown/html.h"
#include "markdown/markdown.h"
#include "markdown/plain.h"
#include "text/json.h"
#include "text/date.h"
#include "text/url.h"
#include "text/yaml.h"

#include <math.h>

const ts_record_options ts_record_all = {.text = true, .markdown = true, .html = true};

static const char *const field_names[] = {
    "file",   "url",         "kind",     "confidence", "title",         "alt_title", "description", "excerpt",
    "date",   "lastmod",     "dateline", "authors",    "editors",       "source",    "publisher",   "section",
    "tags",   "corrections", "language", "direction",  "canonical_url", "rights",    "provenance",  "capture",
    "images", "words",       "minutes",  "warnings",   "text",          "markdown",  "html",        NULL,
};

const ts_type ts_article_type = {"article", field_names, TS_SHARED_BY_NONE};

static void put_list(ts_arena *arena, ts_value *map, const char *key, const ts_value *list)
{
    if (list->list.len)
        ts_value_set(arena, map, key, list);
}

static void put_map(ts_arena *arena, ts_value *map, const char *key, const ts_value *inner)
{
    if (inner->map.len)
        ts_value_set(arena, map, key, inner);
}

static void put_number(ts_arena *arena, ts_value *map, const char *key, int64_t number)
{
    if (number > 0)
        ts_value_set(arena, map, key, ts_value_int(arena, number));
}

static void put_people(ts_arena *arena, ts_value *map, const char *key, const ts_people *people)
{
    ts_value *list = ts_value_list(arena);
    for (size_t i = 0; i < people->len; i++) {
        ts_value *person = ts_value_map(arena, &ts_person_type);
        ts_value_set_string(arena, person, "name", people->items[i].name);
        ts_value_set_string(arena, person, "role", people->items[i].role);
        ts_value_push(arena, list, person);
    }
    put_list(arena, map, key, list);
}

static void put_party(ts_arena *arena, ts_value *map, const char *key, const ts_party *party)
{
    ts_value *inner = ts_value_map(arena, &ts_party_type);
    ts_value_set_string(arena, inner, "name", party->name);
    ts_value_set_string(arena, inner, "url", party->url);
    put_map(arena, map, key, inner);
}

static void put_texts(ts_arena *arena, ts_value *map, const char *key, const ts_texts *texts)
{
    ts_value *list = ts_value_list(arena);
    for (size_t i = 0; i < texts->len; i++)
        ts_value_push(arena, list, ts_value_string(arena, ts_str_of(texts->items[i])));
    put_list(arena, map, key, list);
}

static void put_hops(ts_arena *arena, ts_value *map, const ts_fields *f)
{
    ts_value *list = ts_value_list(arena);
    for (size_t i = 0; i < f->provenance.len; i++) {
        const ts_hop *hop = &f->provenance.items[i];
        ts_value *inner = ts_value_map(arena, &ts_hop_type);
        ts_value_set_string(arena, inner, "role", hop->role);
        ts_value_set_string(arena, inner, "name", hop->name);
        ts_value_set_string(arena, inner, "url", hop->url);
        ts_value_set_string(arena, inner, "date", hop->date);
        ts_value_set_string(arena, inner, "evidence", hop->evidence);
        ts_value_push(arena, list, inner);
    }
    put_list(arena, map, "provenance", list);
}

static void put_images(ts_arena *arena, ts_value *map, const ts_fields *f)
{
    ts_value *list = ts_value_list(arena);
    for (size_t i = 0; i < f->images.len; i++) {
        const ts_image *image = &f->images.items[i];
        ts_value *inner = ts_value_map(arena, &ts_image_type);
        ts_value_set_string(arena, inner, "src", image->src);
        ts_value_set_string(arena, inner, "alt", image->alt);
        ts_value_set_string(arena, inner, "caption", image->caption);
        ts_value_set_string(arena, inner, "credit", image->credit);
        put_number(arena, inner, "width", image->width);
        put_number(arena, inner, "height", image->height);
        ts_value_push(arena, list, inner);
    }
    put_list(arena, map, "images", list);
}

static void put_warnings(ts_arena *arena, ts_value *map, const ts_fields *f)
{
    ts_value *list = ts_value_list(arena);
    for (size_t i = 0; i < f->warnings.len; i++) {
        ts_value *inner = ts_value_map(arena, &ts_warning_type);
        ts_value_set_string(arena, inner, "code", f->warnings.items[i].code);
        ts_value_set_string(arena, inner, "message", f->warnings.items[i].message);
        ts_value_push(arena, list, inner);
    }
    put_list(arena, map, "warnings", list);
}

/* In front matter the address stands here, as hosts take a key "url" for the page's own path. */
static void put_capture(ts_arena *arena, ts_value *map, const ts_article *article, bool with_url)
{
    const ts_capture *capture = &article->capture;
    ts_value *inner = ts_value_map(arena, &ts_capture_type);
    ts_value_set_string(arena, inner, "file", capture->file);
    if (with_url)
        ts_value_set_string(arena, inner, "url", article->url);
    ts_value_set_string(arena, inner, "media_type", capture->media_type);
    ts_value_set_string(arena, inner, "charset", capture->charset);
    ts_value_set_string(arena, inner, "sha256", capture->sha256);
    ts_value_set_string(arena, inner, "captured_at", capture->captured_at);
    put_map(arena, map, "capture", inner);
}

static void put_headline(ts_arena *arena, ts_value *map, const ts_fields *f)
{
    ts_value_set_string(arena, map, "kind", f->kind);
    if (f->confidence >= 0)
        ts_value_set(arena, map, "confidence", ts_value_num(arena, round(f->confidence * 100) / 100));
    ts_value_set_string(arena, map, "title", f->title);
    ts_value_set_string(arena, map, "alt_title", f->alt_title);
    ts_value_set_string(arena, map, "description", f->description);
    if (f->description && f->excerpt)
        ts_value_set(arena, map, "excerpt", ts_value_bool(arena, true));
    ts_value_set_string(arena, map, "date", f->date);
    ts_value_set_string(arena, map, "lastmod", f->lastmod);
    ts_value_set_string(arena, map, "dateline", f->dateline);
}

static void put_rights(ts_arena *arena, ts_value *map, const ts_fields *f)
{
    ts_value *rights = ts_value_map(arena, &ts_rights_type);
    ts_value_set_string(arena, rights, "license", f->license);
    ts_value_set_string(arena, rights, "holder", f->holder);
    ts_value_set_string(arena, rights, "notice", f->notice);
    put_map(arena, map, "rights", rights);
}

static ts_value *make(ts_arena *arena, const ts_article *article, bool front_matter)
{
    const ts_fields *f = &article->fields;
    ts_value *map = ts_value_map(arena, &ts_article_type);
    if (!front_matter) {
        ts_value_set_string(arena, map, "file", article->file);
        ts_value_set_string(arena, map, "url", article->url);
    }
    put_headline(arena, map, f);
    put_people(arena, map, "authors", &f->authors);
    put_people(arena, map, "editors", &f->editors);
    put_party(arena, map, "source", &f->source);
    put_party(arena, map, "publisher", &f->publisher);
    put_texts(arena, map, "section", &f->section);
    put_texts(arena, map, "tags", &f->tags);
    put_texts(arena, map, "corrections", &f->corrections);
    ts_value_set_string(arena, map, "language", f->language);
    ts_value_set_string(arena, map, "direction", f->direction);
    ts_value_set_string(arena, map, "canonical_url", f->canonical_url);
    put_rights(arena, map, f);
    put_hops(arena, map, f);
    put_capture(arena, map, article, front_matter);
    put_images(arena, map, f);
    put_number(arena, map, "words", article->words);
    if (article->words > 0)
        ts_value_set(arena, map, "minutes", ts_value_num(arena, round(article->minutes * 10) / 10));
    put_warnings(arena, map, f);
    return map;
}

static void put_bodies(ts_arena *arena, ts_value *map, const ts_article *article,
                       const ts_record_options *options)
{
    ts_buf body;
    ts_buf_init(&body, TS_BUF_MAX);
    if (options->text) {
        ts_plain_write(&body, article->tree, options->captions);
        ts_value_set_string(arena, map, "text", body.ptr);
        ts_buf_clear(&body);
    }
    if (options->markdown) {
        ts_markdown_write(&body, article->tree, &options->style);
        ts_value_set_string(arena, map, "markdown", body.ptr);
        ts_buf_clear(&body);
    }
    if (options->html) {
        ts_str host = ts_url_host(ts_str_of(article->url));
        ts_html_options html = {.ids = true,
                                .host = host.len ? ts_arena_copy(arena, host) : NULL,
                                .language = article->fields.language};
        ts_html_write(&body, article->tree, &html);
        if (body.len)
            ts_value_set(arena, map, "html", ts_value_html(arena, ts_buf_str(&body)));
    }
    ts_buf_free(&body);
}

ts_value *ts_record_value(ts_arena *arena, const ts_article *article, const ts_record_options *options)
{
    ts_value *map = make(arena, article, false);
    put_bodies(arena, map, article, options);
    return map;
}

void ts_record_json(ts_buf *out, const ts_article *article, const ts_record_options *options)
{
    ts_arena *arena = ts_arena_new();
    ts_json_write(out, ts_record_value(arena, article, options));
    ts_arena_free(arena);
}

/* A time without seconds is none for YAML, and Hugo then has no date at all: in front matter they are said.
 */
static void say_seconds(ts_arena *arena, ts_value *map, const char *key)
{
    ts_date date;
    const char *text = ts_value_get_string(map, key);
    if (!text || !ts_date_iso(ts_str_of(text), &date) || date.minute < 0 || date.second >= 0)
        return;
    date.second = 0;
    ts_value_set_string(arena, map, key, ts_date_format(arena, &date));
}

void ts_record_markdown(ts_buf *out, const ts_article *article, const ts_markdown_options *style)
{
    ts_arena *arena = ts_arena_new();
    ts_value *map = make(arena, article, true);
    say_seconds(arena, map, "date");
    say_seconds(arena, map, "lastmod");
    if (article->draft)
        ts_value_set(arena, map, "draft", ts_value_bool(arena, true));
    for (size_t i = 0; article->extra && i < article->extra->map.len; i++)
        ts_value_set(arena, map, article->extra->map.pairs[i].key.ptr, article->extra->map.pairs[i].value);
    ts_buf_puts(out, "---\n");
    ts_yaml_write(out, map);
    ts_buf_puts(out, "---\n\n");
    ts_markdown_write(out, article->tree, style);
    ts_arena_free(arena);
}
