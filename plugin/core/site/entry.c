/* From a converted article to an entry. */
#include "site/entry.h"
#include "base/file.h"
#include "markdown/html.h"
#include "markdown/record.h"
#include "site/body.h"
#include "site/outline.h"
#include "site/paths.h"
#include "site/views.h"
#include "text/escape.h"
#include "text/url.h"

#include <string.h>

/* Missing images of one article that are remembered. */
#define MISSING_MAX 100

typedef struct page {
    const ts_library *library;
    const char *folder; /* of the source, relative to the content folder */
    ts_str base;        /* the folder of the address the page was captured from; empty where not known */
    ts_texts missing;   /* images without a host that are not in the site */
    ts_entry *entry;
    ts_arena *arena; /* of the entry */
} page;

/* Remembers what was asked for, as another answer would make another entry. */
static ts_medium *ask(const page *p, const char *path)
{
    ts_medium *medium = ts_map_get(p->library->media_by_path, ts_str_of(path));
    ts_asked asked = {ts_arena_strdup(p->arena, path), medium ? ts_arena_strdup(p->arena, medium->to) : NULL,
                      medium};
    ts_vec_push_in(p->arena, &p->entry->asked, asked);
    return medium;
}

static ts_medium *find_medium(const page *p, ts_arena *arena, const char *relative)
{
    ts_str path = {relative, strcspn(relative, "?#")};
    while (ts_str_starts(path, TS_STR("./")))
        path = ts_str_sub(path, 2, TS_NPOS);
    char *decoded = ts_url_decode(arena, path);
    const char *folder = p->folder;
    char *full = ts_path_join(arena, folder, decoded);
    /* "../" steps: each takes one folder off. */
    while (strncmp(decoded, "../", 3) == 0 && strcmp(folder, ".") != 0) {
        decoded += 3;
        folder = ts_path_folder(arena, folder);
        full = ts_path_join(arena, folder, decoded);
    }
    return ask(p, full);
}

/* The medium that an image's address means: a path beside the source, or an address below the page's own
 * folder whose rest is one (a saved page's links were made absolute). NULL: it is not in the site. */
static ts_medium *medium_of(const page *p, ts_arena *arena, const char *address)
{
    ts_str a = ts_str_of(address);
    if (!ts_url_is_absolute(a))
        return find_medium(p, arena, address);
    if (p->base.len && ts_str_starts(a, p->base))
        return find_medium(p, arena, address + p->base.len);
    return NULL;
}

/* ts_addresses' image: in the entry's HTML an image of the site stands by its path in the site,
 * percent-encoded. */
static const char *site_image(void *context, ts_arena *arena, const char *address)
{
    if (strncmp(address, "data:", 5) == 0)
        return ts_url_safe(ts_str_of(address), true) ? address : NULL;
    page *p = context;
    ts_medium *medium = medium_of(p, arena, address);
    if (!medium && !ts_url_is_absolute(ts_str_of(address)) && p->missing.len < MISSING_MAX)
        ts_vec_push_in(p->arena, &p->missing, (const char *)ts_arena_strdup(p->arena, address));
    if (!medium)
        return NULL;
    return ts_url_encode_path(arena, ts_str_of(medium->to));
}

/* "https://example.org/news/" of the page's address. */
static ts_str folder_of_url(const char *url)
{
    ts_str u = ts_str_of(url);
    if (!ts_url_is_absolute(u))
        return (ts_str){0};
    size_t len = strcspn(url, "?#");
    while (len > 0 && url[len - 1] != '/')
        len--;
    return (ts_str){url, len};
}

/* The highest heading of a body, 1 to 6; 0 where it has none. */
static int top_heading(ts_str html)
{
    int top = 0;
    for (size_t at = 0; (at = ts_str_find(html, TS_STR("<h"), at)) != TS_NPOS; at += 2) {
        int level = at + 3 < html.len ? html.ptr[at + 2] - '0' : 0;
        bool heading = level >= 1 && level <= 6 && (html.ptr[at + 3] == '>' || html.ptr[at + 3] == ' ');
        if (heading && (top == 0 || level < top))
            top = level;
    }
    return top;
}

/* The body, its highest heading right below the page's own. */
static const char *write_body(ts_arena *arena, const ts_article *article, page *p, const char *host)
{
    ts_html_options options = {.host = host, .ids = true, .language = article->fields.language};
    const ts_addresses how = {.image = site_image, .context = p};
    ts_buf html, body;
    ts_buf_init(&html, TS_BUF_MAX);
    ts_buf_init(&body, TS_BUF_MAX);
    ts_html_write(&html, article->tree, &options);
    int top = top_heading(ts_buf_str(&html));
    if (top != 0 && top != 2) {
        options.heading_shift = 2 - top;
        ts_buf_clear(&html);
        ts_html_write(&html, article->tree, &options);
    }
    ts_outline_mark(&body, ts_buf_str(&html));
    ts_buf_clear(&html);
    ts_body_rewrite(article->arena, &html, ts_buf_str(&body), &how);
    const char *copy = body.full || html.full ? NULL : ts_buf_copy(&html, arena);
    ts_buf_free(&html);
    ts_buf_free(&body);
    return copy;
}

/* The record's images that the site has, by their path in the site. The first is the article's picture. */
static void add_images(ts_arena *arena, const ts_article *article, page *p, ts_value *record, ts_entry *entry)
{
    ts_value *images = ts_value_list(arena);
    for (size_t i = 0; i < article->fields.images.len; i++) {
        const ts_image *image = &article->fields.images.items[i];
        const ts_medium *medium = image->src ? medium_of(p, article->arena, image->src) : NULL;
        if (!medium)
            continue;
        ts_value *v = ts_value_map(arena, &ts_image_type);
        ts_value_set_string(arena, v, "src", medium->to);
        ts_value_set_string(arena, v, "alt", image->alt);
        ts_value_set_string(arena, v, "caption", image->caption);
        ts_value_set_string(arena, v, "credit", image->credit);
        if (image->width > 0 && image->height > 0) {
            ts_value_set(arena, v, "width", ts_value_int(arena, image->width));
            ts_value_set(arena, v, "height", ts_value_int(arena, image->height));
        }
        ts_value_push(arena, images, v);
        if (!entry->image)
            entry->image = v;
    }
    ts_value_set(arena, record, "images", images);
}

static void copy_texts(ts_arena *arena, ts_texts *to, const ts_texts *from)
{
    for (size_t i = 0; i < from->len; i++)
        if (from->items[i] && *from->items[i])
            ts_vec_push_in(arena, to, (const char *)ts_arena_strdup(arena, from->items[i]));
}

static void copy_fields(ts_arena *arena, const ts_article *article, ts_entry *entry)
{
    const ts_fields *f = &article->fields;
    entry->url = ts_arena_strdup(arena, article->url);
    entry->canonical = ts_arena_strdup(arena, f->canonical_url);
    entry->language = ts_arena_strdup(arena, f->language);
    const ts_party *source = f->source.name ? &f->source : &f->publisher;
    entry->source.name = ts_arena_strdup(arena, source->name);
    entry->source.url = ts_arena_strdup(arena, source->url);
    if (f->date)
        ts_date_iso(ts_str_of(f->date), &entry->date);
    copy_texts(arena, &entry->section, &f->section);
    copy_texts(arena, &entry->tags, &f->tags);
    for (size_t i = 0; i < f->warnings.len; i++)
        ts_vec_push_in(arena, &entry->warnings,
                       (const char *)ts_arena_strdup(arena, f->warnings.items[i].message));
    for (size_t i = 0; i < f->authors.len; i++) {
        ts_person person = {ts_arena_strdup(arena, f->authors.items[i].name),
                            ts_arena_strdup(arena, f->authors.items[i].role)};
        if (person.name && *person.name)
            ts_vec_push_in(arena, &entry->authors, person);
    }
}

/* The name of the file stands in for a title that nobody gave: a list must show something to click on. */
static const char *title_of(ts_arena *arena, const ts_article *article, const char *file)
{
    const char *title = article->fields.title ? article->fields.title : article->fields.alt_title;
    if (title && *title)
        return ts_arena_strdup(arena, title);
    const char *name = ts_path_name(file), *extension = ts_path_extension(name);
    size_t len = strlen(name) - (*extension ? strlen(extension) + 1 : 0);
    return ts_arena_copy(arena, (ts_str){name, len});
}

/* The wish for a place, out of the article alone. */
static void choose_path(ts_arena *arena, const ts_site *site, const ts_article *article, ts_entry *entry)
{
    const char *wish = ts_value_get_string(article->extra, "slug");
    entry->slug = ts_path_slug(arena, wish && *wish ? wish : entry->title);
    ts_permalink link = {.slug = entry->slug,
                         .date = entry->date,
                         .section = entry->section.items,
                         .section_len = entry->section.len,
                         .source = entry->source.name,
                         .language = entry->language};
    entry->wish = ts_permalink_path(arena, site->settings.permalink, &link);
}

ts_entry *ts_entry_make(ts_arena *arena, const ts_site *site, const ts_library *library,
                        const ts_source *source, const ts_article *article, ts_error *error)
{
    ts_entry *entry = TS_NEW(arena, ts_entry);
    entry->file = ts_arena_strdup(arena, article->file);
    entry->draft = article->draft;
    if (!ts_takedown_own(arena, article->extra, entry->file, &entry->takedown, error))
        return NULL;
    page p = {.library = library,
              .folder = ts_path_folder(article->arena, source->path),
              .base = folder_of_url(article->url),
              .entry = entry,
              .arena = arena};
    ts_str host = ts_url_host(ts_str_of(site->settings.base_url));
    const char *html = write_body(arena, article, &p, host.len ? ts_arena_copy(article->arena, host) : NULL);
    if (!html) {
        ts_fail(error, TS_LIMIT, entry->file, 0, 0, "Its body is larger than 1 GiB.");
        return NULL;
    }
    entry->missing = p.missing;
    ts_record_options options = {.text = true, .markdown = true};
    ts_value *record = ts_record_value(arena, article, &options);
    ts_value_set(arena, record, "html", ts_value_html(arena, ts_str_of(html)));
    entry->record = record;
    entry->title = title_of(arena, article, source->path);
    copy_fields(arena, article, entry);
    add_images(arena, article, &p, record, entry);
    choose_path(arena, site, article, entry);
    ts_value *facts = ts_view_pick(arena, record, &ts_summary_type);
    ts_value_remove(facts, TS_STR("html"));
    if (entry->image)
        ts_value_set(arena, facts, "image", entry->image);
    entry->facts = facts;
    const ts_value *text = ts_value_get(record, "text");
    if (text && text->kind == TS_STRING)
        ts_sketch_make(&entry->sketch, text->string);
    return entry;
}
