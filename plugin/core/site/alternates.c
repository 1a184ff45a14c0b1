#include "site/alternates.h"
#include "site/page_view.h"
#include "text/json.h"
#include "text/yaml.h"

#include <string.h>

#define FEED_VERSION "https://jsonfeed.org/version/1.1"

/* The record without bodies and without the name of the file here, which says nothing elsewhere. */
static ts_value *fields_of(ts_arena *arena, const ts_renderer *r, const ts_entry *entry,
                           const ts_value *record)
{
    static const char *const left_out[] = {"file", "text", "markdown", "html", NULL};
    ts_value *fields = ts_value_map(arena, NULL);
    for (size_t i = 0; i < record->map.len; i++) {
        const ts_pair *pair = &record->map.pairs[i];
        bool out = false;
        for (int k = 0; left_out[k]; k++)
            out = out || ts_str_is(pair->key, left_out[k]);
        if (!out)
            ts_value_set(arena, fields, ts_arena_copy(arena, pair->key), pair->value);
    }
    ts_value_set_string(arena, fields, "archived_at", ts_view_url(arena, r->site, entry->path));
    return fields;
}

static void write_markdown(ts_arena *arena, const ts_renderer *r, const ts_entry *entry, ts_buf *out)
{
    const ts_value *record = ts_records_get(r->records, entry);
    const char *body = ts_value_get_string(record, "markdown");
    ts_buf_puts(out, "---\n");
    ts_yaml_write(out, fields_of(arena, r, entry, record));
    ts_buf_puts(out, "---\n\n");
    ts_buf_puts(out, body ? body : "");
}

static void write_json(ts_arena *arena, const ts_renderer *r, const ts_page *page, const ts_entry *entry,
                       ts_buf *out)
{
    const ts_value *record = ts_records_get(r->records, entry);
    ts_value *all = fields_of(arena, r, entry, record);
    ts_value_set_string(arena, all, "path", entry->path);
    ts_value_set_string(arena, all, "text", ts_value_get_string(record, "text"));
    ts_value_set_string(arena, all, "markdown", ts_value_get_string(record, "markdown"));
    const ts_value *html = ts_render_body(arena, r, entry, page->path, true);
    ts_value_set(arena, all, "html", ts_value_string(arena, html->string));
    ts_json_write(out, all);
    ts_buf_putc(out, '\n');
}

/* --- JSON Feed 1.1 -------------------------------------------------------------------------------------- */

/* {name}, as the feed has its authors. */
static ts_value *feed_authors(ts_arena *arena, const ts_value *people)
{
    ts_value *list = ts_value_list(arena);
    for (size_t i = 0; people && people->kind == TS_LIST && i < people->list.len; i++) {
        ts_value *author = ts_value_map(arena, NULL);
        ts_value_set_string(arena, author, "name", ts_value_get_string(people->list.items[i], "name"));
        ts_value_push(arena, list, author);
    }
    return list;
}

/* The feed wants a whole time with an offset: what the source does not say is midnight, and UTC. */
static void set_time(ts_arena *arena, ts_value *item, const char *key, const char *text)
{
    ts_date d;
    if (!text || !ts_date_iso(ts_str_of(text), &d))
        return;
    d.month += d.month == 0;
    d.day += d.day == 0;
    d.hour = d.hour < 0 ? 0 : d.hour;
    d.minute = d.minute < 0 ? 0 : d.minute;
    d.second = d.second < 0 ? 0 : d.second;
    d.has_offset = true;
    ts_value_set_string(arena, item, key, ts_date_format(arena, &d));
}

static const char *absolute(ts_arena *arena, const ts_renderer *r, const char *path)
{
    const char *url = ts_view_url(arena, r->site, path);
    return *url ? url : path;
}

static ts_value *feed_item(ts_arena *arena, const ts_renderer *r, const ts_page *page, const ts_entry *entry)
{
    const ts_value *record = ts_records_get(r->records, entry);
    const ts_value *authors = feed_authors(arena, ts_value_get(record, "authors"));
    const ts_value *tags = ts_value_get(record, "tags");
    ts_value *item = ts_value_map(arena, NULL);
    ts_value_set_string(arena, item, "id", absolute(arena, r, entry->path));
    ts_value_set_string(arena, item, "url", absolute(arena, r, entry->path));
    ts_value_set_string(arena, item, "external_url", entry->canonical ? entry->canonical : entry->url);
    ts_value_set_string(arena, item, "title", entry->title);
    ts_value_set_string(arena, item, "summary", ts_value_get_string(record, "description"));
    const ts_value *html = ts_render_body(arena, r, entry, page->path, true);
    ts_value_set(arena, item, "content_html", ts_value_string(arena, html->string));
    set_time(arena, item, "date_published", ts_value_get_string(record, "date"));
    set_time(arena, item, "date_modified", ts_value_get_string(record, "lastmod"));
    ts_value_set_string(arena, item, "language", entry->language);
    if (authors->list.len)
        ts_value_set(arena, item, "authors", authors);
    if (tags)
        ts_value_set(arena, item, "tags", tags);
    return item;
}

static void write_feed(ts_arena *arena, const ts_renderer *r, const ts_page *page, ts_buf *out)
{
    ts_value *feed = ts_value_map(arena, NULL), *items = ts_value_list(arena);
    const ts_settings *settings = &r->site->settings;
    const ts_entry *entry;
    const char *title =
        page->term ? ts_arena_printf(arena, "%s – %s", page->term->name, settings->title) : settings->title;
    ts_value_set_string(arena, feed, "version", FEED_VERSION);
    ts_value_set_string(arena, feed, "title", title);
    ts_value_set_string(arena, feed, "home_page_url",
                        absolute(arena, r, page->term ? page->term->path : "index.html"));
    ts_value_set_string(arena, feed, "feed_url", absolute(arena, r, page->path));
    ts_value_set_string(arena, feed, "description", settings->description);
    ts_value_set_string(arena, feed, "language", settings->language);
    for (size_t i = 0; (entry = ts_feed_entry(r, page, i)); i++)
        ts_value_push(arena, items, feed_item(arena, r, page, entry));
    ts_value_set(arena, feed, "items", items);
    ts_json_write(out, feed);
    ts_buf_putc(out, '\n');
}

void ts_alternates_write(const ts_renderer *r, const ts_page *page, ts_buf *out)
{
    ts_arena *arena = ts_arena_new();
    if (page->kind == TS_PAGE_MARKDOWN)
        write_markdown(arena, r, r->index->articles[page->rank].entry, out);
    else if (page->kind == TS_PAGE_JSON)
        write_json(arena, r, page, r->index->articles[page->rank].entry, out);
    else
        write_feed(arena, r, page, out);
    ts_arena_free(arena);
}
