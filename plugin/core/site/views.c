#include "site/views.h"
#include "rules/language.h"
#include "text/url.h"

#include <string.h>

/* Pairs that are added to a copy. */
#define COPY_ROOM 3
/* Pairs of a term without its articles. */
#define BRIEF_ROOM 5
#define GENERATOR "Tearsheet 0.1.0"

/* Fields of the record that are lists: an article without any has an empty one, so that templates need not
 * ask. */
static const char *const list_fields[] = {"authors",    "editors", "section",  "tags", "corrections",
                                          "provenance", "images",  "warnings", NULL};

const char *ts_view_url(ts_arena *arena, const ts_site *site, const char *path)
{
    if (!*site->settings.base_url)
        return "";
    ts_buf url;
    ts_buf_init(&url, TS_BUF_MAX);
    ts_buf_puts(&url, site->settings.base_url);
    ts_url_put_path(&url, ts_str_of(path));
    char *copy = ts_buf_copy(&url, arena);
    ts_buf_free(&url);
    return copy;
}

static void set_lists(ts_arena *arena, ts_value *map, const ts_type *type)
{
    for (const char *const *name = list_fields; *name; name++)
        for (const char *const *field = type->fields; *field; field++)
            if (**field == **name && strcmp(*field, *name) == 0 && !ts_value_get(map, *name))
                ts_value_add(arena, map, ts_str_of(*name), ts_value_list(arena));
}

ts_value *ts_view_pick(ts_arena *arena, const ts_value *record, const ts_type *type)
{
    ts_value *map = ts_value_map(arena, type);
    for (int i = 0; type->fields[i]; i++) {
        const ts_value *value = ts_value_get(record, type->fields[i]);
        if (value)
            ts_value_add(arena, map, ts_str_of(type->fields[i]), value);
    }
    set_lists(arena, map, type);
    return map;
}

ts_value *ts_view_copy(ts_arena *arena, const ts_value *map)
{
    ts_value *copy = ts_value_map(arena, map->map.type);
    ts_value_reserve(arena, copy, map->map.len + COPY_ROOM);
    for (size_t i = 0; i < map->map.len; i++)
        ts_value_add(arena, copy, map->map.pairs[i].key, map->map.pairs[i].value);
    return copy;
}

/* Entries and terms live as long as what is shown of them. */
static void set_text(ts_arena *arena, ts_value *map, const char *key, const char *z)
{
    if (z && *z)
        ts_value_set(arena, map, key, ts_value_borrowed(arena, z));
}

static ts_value *make_summary(ts_arena *arena, const ts_entry *entry)
{
    ts_value *summary = ts_view_copy(arena, entry->facts);
    set_text(arena, summary, "title", entry->title);
    set_text(arena, summary, "path", entry->path);
    set_text(arena, summary, "slug", entry->slug);
    return summary;
}

/* The same for a key that the map does not have. */
static void add_text(ts_arena *arena, ts_value *map, ts_str key, const char *z)
{
    if (z && *z)
        ts_value_add(arena, map, key, ts_value_borrowed(arena, z));
}

static ts_value *make_brief(ts_arena *arena, const ts_term *term)
{
    ts_value *brief = ts_value_map(arena, &ts_term_type);
    ts_value_reserve(arena, brief, BRIEF_ROOM);
    add_text(arena, brief, TS_STR("name"), term->name);
    add_text(arena, brief, TS_STR("path"), term->path);
    add_text(arena, brief, TS_STR("kind"), term->kind);
    add_text(arena, brief, TS_STR("language"), term->language);
    ts_value_add(arena, brief, TS_STR("count"), ts_value_int(arena, (int64_t)term->articles.len));
    return brief;
}

ts_value *ts_view_summaries(ts_arena *arena, const ts_index *index, const ts_ranks *ranks, size_t from,
                            size_t to)
{
    ts_value *list = ts_value_list(arena);
    size_t len = ranks ? ranks->len : index->len;
    for (size_t i = from; i < to && i < len; i++)
        ts_value_push(arena, list, index->articles[ranks ? ranks->items[i] : i].entry->summary);
    return list;
}

ts_value *ts_view_terms(ts_arena *arena, const ts_terms *terms, size_t from, size_t to)
{
    ts_value *list = ts_value_list(arena);
    for (size_t i = from; i < terms->len && i < to; i++)
        ts_value_push(arena, list, terms->items[i]->value);
    return list;
}

/* A term's own value holds its children's, so these are made first: children stand behind their parents. */
static void make_terms(ts_index *index, const ts_taxonomy *taxonomy)
{
    ts_arena *arena = index->arena;
    for (size_t i = 0; i < taxonomy->all.len; i++)
        taxonomy->all.items[i]->brief = make_brief(arena, taxonomy->all.items[i]);
    for (size_t i = taxonomy->all.len; i > 0; i--) {
        ts_term *term = taxonomy->all.items[i - 1];
        ts_value *value = ts_view_copy(arena, term->brief), *children = ts_value_list(arena);
        for (size_t c = 0; c < term->children.len; c++)
            ts_value_push(arena, children, term->children.items[c]->value);
        ts_value_add(arena, value, TS_STR("children"), children);
        ts_value_add(arena, value, TS_STR("articles"),
                     ts_view_summaries(arena, index, &term->articles, 0, TS_TERM_NEWEST));
        if (term->parent)
            ts_value_add(arena, value, TS_STR("parent"), term->parent->brief);
        term->value = value;
    }
}

void ts_views_make(ts_index *index)
{
    for (size_t i = 0; i < index->len; i++)
        index->articles[i].entry->summary = make_summary(index->arena, index->articles[i].entry);
    for (int by = 0; by < TS_TAXONOMIES; by++)
        make_terms(index, &index->by[by]);
}

void ts_views_update(ts_index *index, const ts_entry *entry)
{
    *(ts_value *)(uintptr_t)entry->summary = *make_summary(index->arena, entry);
}

/* The settings' own list, as links: its items have these two keys, as site/settings.c saw to. */
static ts_value *view_menu(ts_arena *arena, const ts_value *menu)
{
    ts_value *list = ts_value_list(arena);
    for (size_t i = 0; i < menu->list.len; i++) {
        ts_value *link = ts_value_map(arena, &ts_link_type);
        ts_value_set(arena, link, "title", ts_value_get(menu->list.items[i], "title"));
        ts_value_set(arena, link, "path", ts_value_get(menu->list.items[i], "path"));
        ts_value_push(arena, list, link);
    }
    return list;
}

ts_value *ts_view_feeds(ts_arena *arena, const ts_term *section)
{
    ts_value *feeds = ts_value_map(arena, &ts_feeds_type);
    ts_value_set_string(arena, feeds, "atom", ts_plan_feed_path(arena, section, "atom.xml"));
    ts_value_set_string(arena, feeds, "rss", ts_plan_feed_path(arena, section, "rss.xml"));
    ts_value_set_string(arena, feeds, "json", ts_plan_feed_path(arena, section, "feed.json"));
    ts_value_set_string(arena, feeds, "opml", section ? NULL : "feeds.opml");
    return feeds;
}

ts_value *ts_view_gone(ts_arena *arena, const ts_entry *entry)
{
    ts_value *v = ts_value_map(arena, &ts_takedown_type);
    ts_value_set_string(arena, v, "status", ts_standing_name(entry->takedown.status));
    ts_value_set_string(arena, v, "reason", entry->takedown.reason);
    ts_value_set_string(arena, v, "date", entry->takedown.date);
    ts_value_set_string(arena, v, "path", entry->path);
    return v;
}

ts_value *ts_view_site(ts_arena *arena, const ts_site *site, const ts_index *index)
{
    static const char *const texts[] = {"title",   "description", "language", "author",
                                        "contact", "rights",      NULL};
    static const char *const terms[TS_TAXONOMIES] = {"sections", "tags", "authors", "sources", "years"};
    const ts_value *all = site->settings.all, *menu = ts_value_get(all, "menu");
    ts_value *v = ts_value_map(arena, &ts_site_type);
    for (int i = 0; texts[i]; i++)
        ts_value_set_string(arena, v, texts[i], ts_value_get_string(all, texts[i]));
    ts_value_set_string(arena, v, "direction", ts_language_direction(site->settings.language));
    ts_value_set(arena, v, "base_url", ts_value_string(arena, ts_str_of(site->settings.base_url)));
    ts_value_set_string(arena, v, "generator", GENERATOR);
    if (menu->kind == TS_LIST && menu->list.len)
        ts_value_set(arena, v, "menu", view_menu(arena, menu));
    ts_value_set(arena, v, "params", ts_value_get(all, "params"));
    ts_value_set(arena, v, "data", site->data);
    for (int by = 0; by < TS_TAXONOMIES; by++)
        ts_value_set(arena, v, terms[by], ts_view_terms(arena, &index->by[by].top, 0, SIZE_MAX));
    ts_value_set(arena, v, "latest", ts_view_summaries(arena, index, NULL, 0, TS_SITE_LATEST));
    ts_value_set(arena, v, "count", ts_value_int(arena, (int64_t)index->len));
    ts_value_set(arena, v, "feeds", ts_view_feeds(arena, NULL));
    if (*site->settings.search)
        ts_value_set_string(arena, v, "search", TS_SEARCH_PATH);
    return v;
}

static ts_value *view_tags(ts_arena *arena, const ts_placed *article)
{
    ts_value *list = ts_value_list(arena);
    for (size_t i = 0; i < article->tags.len; i++)
        ts_value_push(arena, list, article->tags.items[i]->brief);
    return list;
}

/* The authors, with the way to their pages where authors have any. */
static ts_value *view_authors(ts_arena *arena, const ts_placed *article)
{
    ts_value *list = ts_value_list(arena);
    const ts_people *people = &article->entry->authors;
    for (size_t i = 0; i < people->len; i++) {
        const ts_term *term = i < article->authors.len ? article->authors.items[i] : NULL;
        ts_value *person = ts_value_map(arena, &ts_person_type);
        ts_value_set_string(arena, person, "name", people->items[i].name);
        ts_value_set_string(arena, person, "role", people->items[i].role);
        ts_value_set_string(arena, person, "path", term ? term->path : NULL);
        ts_value_push(arena, list, person);
    }
    return list;
}

static ts_value *view_ranks(ts_arena *arena, const ts_index *index, const uint32_t *ranks, size_t len,
                            size_t but, size_t most)
{
    ts_value *list = ts_value_list(arena);
    for (size_t i = 0; i < len && list->list.len < most; i++)
        if (ranks[i] != but)
            ts_value_push(arena, list, index->articles[ranks[i]].entry->summary);
    return list;
}

/* Neighbours in time: undated articles have none and are none. */
static void set_neighbours(ts_arena *arena, ts_value *v, const ts_index *index, size_t rank)
{
    if (rank >= index->dated)
        return;
    if (rank > 0)
        ts_value_set(arena, v, "next", index->articles[rank - 1].entry->summary);
    if (rank + 1 < index->dated)
        ts_value_set(arena, v, "prev", index->articles[rank + 1].entry->summary);
}

ts_value *ts_view_article(ts_arena *arena, const ts_index *index, size_t rank, const ts_value *record)
{
    const ts_placed *article = &index->articles[rank];
    const ts_entry *entry = article->entry;
    ts_value *v = ts_view_pick(arena, record, &ts_article_page_type);
    ts_value_set_string(arena, v, "title", entry->title);
    ts_value_set_string(arena, v, "path", entry->path);
    ts_value_set_string(arena, v, "slug", entry->slug);
    ts_value_set_string(arena, v, "markdown_path", article->markdown);
    ts_value_set_string(arena, v, "json_path", article->json);
    if (entry->image)
        ts_value_set(arena, v, "image", entry->image);
    if (article->section)
        ts_value_set(arena, v, "section_term", article->section->value);
    if (article->source)
        ts_value_set(arena, v, "source_term", article->source->brief);
    ts_value_set(arena, v, "tag_terms", view_tags(arena, article));
    ts_value_set(arena, v, "author_terms", view_authors(arena, article));
    uint32_t related[TS_RELATED_MAX];
    size_t related_len = ts_related_find(index, rank, related);
    ts_value_set(arena, v, "related", view_ranks(arena, index, related, related_len, rank, TS_RELATED_MAX));
    ts_value_set(arena, v, "reprints",
                 view_ranks(arena, index, article->same ? article->same->items : NULL,
                            article->same ? article->same->len : 0, rank, TS_REPRINTS_MAX));
    set_neighbours(arena, v, index, rank);
    return v;
}

/* --- what an article's page hangs on -------------------------------------------------------------------- */

static void put_text(ts_buf *out, const char *text)
{
    ts_buf_puts(out, text ? text : "-");
    ts_buf_putc(out, '\n');
}

static void put_terms(ts_buf *out, const ts_terms *terms)
{
    for (size_t i = 0; i < terms->len; i++)
        put_text(out, terms->items[i] ? terms->items[i]->path : NULL);
    ts_buf_putc(out, '\n');
}

static void put_ranks(ts_buf *out, const ts_index *index, const uint32_t *ranks, size_t len)
{
    for (size_t i = 0; i < len; i++)
        put_text(out, index->articles[ranks[i]].entry->path);
    ts_buf_putc(out, '\n');
}

void ts_view_put_place(ts_buf *out, const ts_index *index, size_t rank)
{
    const ts_placed *article = &index->articles[rank];
    uint32_t related[TS_RELATED_MAX];
    size_t len = ts_related_find(index, rank, related);
    bool dated = rank < index->dated;
    put_text(out, article->entry->path);
    put_text(out, ts_standing_name(article->entry->takedown.status));
    put_text(out, article->markdown);
    put_text(out, article->json);
    put_text(out, article->source ? article->source->path : NULL);
    for (const ts_term *t = article->section; t; t = t->parent) {
        put_text(out, t->path);
        put_text(out, t->name);
    }
    put_terms(out, &article->tags);
    put_terms(out, &article->authors);
    put_ranks(out, index, related, len);
    if (article->same) /* one more than are shown, as the article itself may be among them */
        put_ranks(out, index, article->same->items,
                  article->same->len <= TS_REPRINTS_MAX ? article->same->len : TS_REPRINTS_MAX + 1);
    put_text(out, dated && rank > 0 ? index->articles[rank - 1].entry->path : NULL);
    put_text(out, dated && rank + 1 < index->dated ? index->articles[rank + 1].entry->path : NULL);
}
