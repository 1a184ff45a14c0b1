#include "site/export_form.h"
#include "markdown/portable.h"
#include "markdown/record.h"
#include "site/export.h"
#include "site/host.h"
#include "text/escape.h"
#include "text/json.h"
#include "text/toml.h"
#include "text/yaml.h"

#include <string.h>

const char *const ts_export_hosts[] = {"hugo",   "hugo-data", "zola",  "eleventy", "hexo",
                                       "jekyll", "pelican",   "astro", "plain",    NULL};

static ts_value *names_of(ts_arena *arena, const ts_people *people)
{
    ts_value *list = ts_value_list(arena);
    for (size_t i = 0; i < people->len; i++)
        ts_value_push(arena, list, ts_value_string(arena, ts_str_of(people->items[i].name)));
    return list;
}

static ts_value *texts_of(ts_arena *arena, const ts_texts *texts)
{
    ts_value *list = ts_value_list(arena);
    for (size_t i = 0; i < texts->len; i++)
        ts_value_push(arena, list, ts_value_string(arena, ts_str_of(texts->items[i])));
    return list;
}

static void set_list(ts_arena *arena, ts_value *map, const char *key, const ts_value *list)
{
    if (list->list.len)
        ts_value_set(arena, map, key, list);
}

/* The whole record but for what the host's own keys say, under one key that no host knows. */
static void set_record(ts_arena *arena, ts_value *map, const ts_article *article)
{
    static const char *const said[] = {"file", "title", "description", "excerpt", "tags", NULL};
    ts_record_options none = {0};
    ts_value *record = ts_record_value(arena, article, &none);
    for (int i = 0; said[i]; i++)
        ts_value_remove(record, ts_str_of(said[i]));
    if (article->extra && article->extra->map.len)
        ts_value_set(arena, record, "extra", article->extra);
    ts_value_set(arena, map, "tearsheet", record);
}

static ts_value *start(ts_arena *arena, const ts_exported *e, const char *date, const char *lastmod)
{
    ts_value *map = ts_value_map(arena, NULL);
    ts_value_set_string(arena, map, "title", e->title);
    ts_value_set_string(arena, map, date, e->date);
    ts_value_set_string(arena, map, lastmod, e->lastmod);
    ts_value_set_string(arena, map, "description", e->article->fields.description);
    return map;
}

static void set_terms(ts_arena *arena, ts_value *map, const ts_article *a, const char *section)
{
    set_list(arena, map, section, texts_of(arena, &a->fields.section));
    set_list(arena, map, "tags", texts_of(arena, &a->fields.tags));
}

/* The record goes last: it is long. */
static void put_yaml(ts_buf *out, ts_arena *arena, ts_value *map, const ts_article *article,
                     const char *language)
{
    ts_value_set_string(arena, map, language, article->fields.language);
    set_list(arena, map, "authors", names_of(arena, &article->fields.authors));
    set_record(arena, map, article);
    ts_buf_puts(out, "---\n");
    ts_yaml_write(out, map);
    ts_buf_puts(out, "---\n\n");
}

static void put_summary(ts_arena *arena, ts_value *map, const char *key, const ts_article *article,
                        void (*write)(ts_buf *, ts_str))
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    write(&text, ts_str_of(article->fields.description));
    ts_value_set_string(arena, map, key, text.ptr);
    ts_buf_free(&text);
}

/* --- Hugo, which cannot count Han characters as words, nor cut them, unless it is told
 * -----------------------
 */

static void set_hugo(ts_arena *arena, ts_value *map, const ts_article *a)
{
    put_summary(arena, map, "summary", a, ts_markdown_text);
    if (ts_host_is_cjk(a->fields.language))
        ts_value_set(arena, map, "isCJKLanguage", ts_value_bool(arena, true));
    if (a->draft)
        ts_value_set(arena, map, "draft", ts_value_bool(arena, true));
}

static void front_hugo(ts_buf *out, ts_arena *arena, const ts_exported *e)
{
    const ts_article *a = e->article;
    ts_value *map = start(arena, e, "date", "lastmod");
    set_hugo(arena, map, a);
    set_terms(arena, map, a, "categories");
    /* Its own key "lang" chooses among the languages of the site. */
    put_yaml(out, arena, map, a, "language");
}

/* What AddPage of a content adapter takes: what Hugo has no key for stands in `params`, and terms do too. */
static void write_hugo_data(ts_buf *out, ts_arena *arena, const ts_exported *e)
{
    const ts_article *a = e->article;
    ts_value *map = ts_value_map(arena, NULL), *dates = ts_value_map(arena, NULL);
    ts_value *params = ts_value_map(arena, NULL), *content = ts_value_map(arena, NULL);
    ts_value_set_string(arena, map, "path", e->name);
    ts_value_set_string(arena, map, "title", e->title);
    set_hugo(arena, map, a);
    ts_value_set_string(arena, dates, "date", e->date);
    ts_value_set_string(arena, dates, "lastmod", e->lastmod);
    ts_value_set(arena, map, "dates", dates);
    ts_value_set_string(arena, map, "description", a->fields.description);
    ts_value_set_string(arena, params, "language", a->fields.language);
    set_terms(arena, params, a, "categories");
    set_list(arena, params, "authors", names_of(arena, &a->fields.authors));
    set_record(arena, params, a);
    ts_value_set(arena, map, "params", params);
    ts_value_set_string(arena, content, "mediaType", "text/markdown");
    ts_value_set(arena, content, "value", ts_value_string(arena, e->body));
    ts_value_set(arena, map, "content", content);
    ts_json_write(out, map);
    ts_buf_putc(out, '\n');
}

/* --- Zola -------------------------------------------------------------------------------------------------
 */

static void put_toml_date(ts_buf *out, const char *key, const char *date)
{
    if (date)
        ts_buf_printf(out, "%s = %s\n", key, date);
}

static void front_zola(ts_buf *out, ts_arena *arena, const ts_exported *e)
{
    const ts_article *a = e->article;
    ts_value *map = start(arena, e, "date", "updated"), *terms = ts_value_map(arena, NULL);
    ts_value *extra = ts_value_map(arena, NULL);
    ts_value_remove(map, TS_STR("date"));
    ts_value_remove(map, TS_STR("updated"));
    if (a->draft)
        ts_value_set(arena, map, "draft", ts_value_bool(arena, true));
    set_list(arena, map, "authors", names_of(arena, &a->fields.authors));
    set_terms(arena, terms, a, "categories");
    ts_value_set_string(arena, extra, "lang", a->fields.language);
    set_record(arena, extra, a);
    ts_buf_puts(out, "+++\n");
    ts_toml_write(out, map);
    put_toml_date(out, "date", e->date);
    put_toml_date(out, "updated", e->lastmod);
    if (terms->map.len) {
        ts_buf_puts(out, "\n[taxonomies]\n");
        ts_toml_write(out, terms);
    }
    ts_buf_puts(out, "\n[extra]\n");
    ts_toml_write(out, extra);
    ts_buf_puts(out, "+++\n\n");
}

/* --- those with YAML ---------------------------------------------------------------------------------------
 */

static void front_eleventy(ts_buf *out, ts_arena *arena, const ts_exported *e)
{
    ts_value *map = start(arena, e, "date", "updated");
    set_terms(arena, map, e->article, "categories");
    ts_value_set_string(arena, map, "templateEngineOverride", "md");
    put_yaml(out, arena, map, e->article, "lang");
}

static void front_hexo(ts_buf *out, ts_arena *arena, const ts_exported *e)
{
    ts_value *map = start(arena, e, "date", "updated");
    put_summary(arena, map, "excerpt", e->article, ts_escape_html);
    set_terms(arena, map, e->article, "categories");
    ts_value_set(arena, map, "disableNunjucks", ts_value_bool(arena, true));
    if (e->article->draft)
        ts_value_set(arena, map, "published", ts_value_bool(arena, false));
    put_yaml(out, arena, map, e->article, "lang");
}

/* Jekyll copies nothing beside its posts: the page of one with images stands where those do. */
static void front_jekyll(ts_buf *out, ts_arena *arena, const ts_exported *e)
{
    ts_value *map = start(arena, e, "date", "last_modified_at");
    ts_value_set_string(arena, map, "layout", "post");
    set_terms(arena, map, e->article, "categories");
    ts_value_set(arena, map, "render_with_liquid", ts_value_bool(arena, false));
    if (e->shown_at)
        ts_value_set_string(arena, map, "permalink", ts_arena_printf(arena, "/%s/", e->shown_at));
    if (e->article->draft)
        ts_value_set(arena, map, "published", ts_value_bool(arena, false));
    put_yaml(out, arena, map, e->article, "lang");
}

static void front_astro(ts_buf *out, ts_arena *arena, const ts_exported *e)
{
    ts_value *map = start(arena, e, "pubDate", "updatedDate");
    set_terms(arena, map, e->article, "categories");
    put_yaml(out, arena, map, e->article, "lang");
}

/* --- Pelican: lines of "Key: value", which its themes print as HTML
 * -----------------------------------------
 */

static void put_meta(ts_buf *out, const char *key, const char *value, void (*write)(ts_buf *, ts_str))
{
    if (!value || !*value)
        return;
    ts_buf_printf(out, "%s: ", key);
    write(out, ts_str_of(value));
    ts_buf_putc(out, '\n');
}

static void put_plain(ts_buf *out, ts_str text)
{
    ts_buf_put(out, text);
}

/* Pelican cuts names at semicolons where there is one, else at commas, so none may come with an entity: HTML
 * knows these without. */
static void put_name(ts_buf *out, ts_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (c == '<' || c == '>' || c == '&')
            ts_buf_puts(out, c == '<' ? "&lt" : c == '>' ? "&gt" : "&amp");
        else
            ts_buf_putc(out, c == ';' ? ',' : c);
    }
}

static void put_names(ts_buf *out, const char *key, const ts_value *names)
{
    bool commas = false;
    for (size_t i = 0; i < names->list.len; i++)
        commas = commas || ts_str_find_char(names->list.items[i]->string, ',', 0) != TS_NPOS ||
                 ts_str_find_char(names->list.items[i]->string, ';', 0) != TS_NPOS;
    for (size_t i = 0; i < names->list.len; i++) {
        ts_buf_printf(out, "%s%s", i ? (commas ? "; " : ", ") : key, i ? "" : ": ");
        put_name(out, names->list.items[i]->string);
    }
    if (names->list.len)
        ts_buf_puts(out, commas ? ";\n" : "\n");
}

static void front_pelican(ts_buf *out, ts_arena *arena, const ts_exported *e)
{
    const ts_article *a = e->article;
    put_meta(out, "Title", e->title, ts_escape_html);
    put_meta(out, "Date", e->date, put_plain);
    put_meta(out, "Modified", e->lastmod, put_plain);
    put_meta(out, "Slug", e->name, put_plain);
    put_meta(out, "Category", a->fields.section.len ? a->fields.section.items[0] : NULL, ts_escape_html);
    put_names(out, "Tags", texts_of(arena, &a->fields.tags));
    put_names(out, "Authors", names_of(arena, &a->fields.authors));
    put_meta(out, "Lang", a->fields.language, put_plain);
    put_meta(out, "Summary", a->fields.description, ts_markdown_text);
    put_meta(out, "Status", a->draft ? "draft" : NULL, put_plain);
    put_meta(out, "Source", a->fields.source.name, ts_escape_html);
    put_meta(out, "Publisher", a->fields.publisher.name, ts_escape_html);
    put_meta(out, "Original", a->url, ts_escape_html);
    ts_buf_putc(out, '\n');
}

const ts_form ts_export_forms[] = {
    {.file = "index.md", .drafts = true, .front = front_hugo, .body = ts_export_shield_hugo},
    {.file = "page.json",
     .drafts = true,
     .whole = true,
     .front = write_hugo_data,
     .body = ts_export_shield_hugo},
    {.file = "index.md",
     .drafts = true,
     .tags = true,
     .blocks = true,
     .front = front_zola,
     .body = ts_export_shield_zola},
    {.file = "index.md", .tags = true, .blocks = true, .front = front_eleventy},
    {.drafts = true, .tags = true, .blocks = true, .front = front_hexo},
    {.folder = "_posts/", .dated = true, .drafts = true, .tags = true, .front = front_jekyll},
    {.image_start = "{attach}",
     .image_folder = true,
     .dated = true,
     .drafts = true,
     .tags = true,
     .blocks = true,
     .front = front_pelican},
    {.file = "index.md", .image_start = "./", .tags = true, .blocks = true, .front = front_astro},
    {.image_folder = true, .drafts = true, .tags = true, .blocks = true},
};
