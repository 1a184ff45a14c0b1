/* The variable `page`. */
#include "site/page_view.h"
#include "base/pack.h"

#include <string.h>

/* The word for a kind of page in the interface's language; the site's title where the theme has none. */
static const char *word(const ts_renderer *r, const char *key)
{
    const char *text = ts_value_get_string(r->site->i18n, key);
    return text ? text : r->site->settings.title;
}

static void push_link(ts_arena *arena, ts_value *list, const char *title, const char *path,
                      const char *language)
{
    ts_value *link = ts_value_map(arena, &ts_link_type);
    ts_value_set_string(arena, link, "title", title);
    ts_value_set_string(arena, link, "path", path);
    ts_value_set_string(arena, link, "language", language);
    ts_value_push(arena, list, link);
}

/* The way down to a term: home, the taxonomy, its parents, and the term itself where `whole`. */
static void push_term_path(ts_arena *arena, const ts_renderer *r, ts_value *list, ts_by by,
                           const ts_term *term, bool whole)
{
    const ts_taxonomy *taxonomy = &r->index->by[by];
    const ts_term *above[TS_SECTION_DEPTH + 1];
    int n = 0;
    push_link(arena, list, word(r, taxonomy->name), ts_arena_printf(arena, "%s/index.html", taxonomy->name),
              NULL);
    for (const ts_term *t = whole ? term : term->parent; t && n <= TS_SECTION_DEPTH; t = t->parent)
        above[n++] = t;
    while (n > 0) {
        n--;
        push_link(arena, list, above[n]->name, above[n]->path, above[n]->language);
    }
}

static ts_value *view_breadcrumb(ts_arena *arena, const ts_renderer *r, const ts_page *page)
{
    ts_value *list = ts_value_list(arena);
    if (page->kind == TS_PAGE_HOME || page->kind > TS_PAGE_CUSTOM)
        return list;
    push_link(arena, list, word(r, "home"), "index.html", NULL);
    if (page->kind == TS_PAGE_TERM)
        push_term_path(arena, r, list, page->by, page->term, false);
    if (page->kind == TS_PAGE_ARTICLE && r->index->articles[page->rank].section)
        push_term_path(arena, r, list, TS_BY_SECTION, r->index->articles[page->rank].section, true);
    return list;
}

/* The path of another page of the same list. */
static const char *path_of(ts_arena *arena, const ts_renderer *r, const ts_page *page, size_t number)
{
    return page->kind == TS_PAGE_TERMS ? ts_plan_terms_path(arena, &r->index->by[page->by], number)
                                       : ts_plan_list_path(arena, page->term, number);
}

/* All pages of an index, each by the name of its first term. */
static ts_value *view_pages(ts_arena *arena, const ts_renderer *r, const ts_page *page)
{
    const ts_taxonomy *taxonomy = &r->index->by[page->by];
    size_t each = ts_plan_terms_each(r->site, taxonomy);
    ts_value *list = ts_value_list(arena);
    for (size_t n = 1; n <= page->count; n++) {
        const ts_term *first = taxonomy->top.items[(n - 1) * each];
        push_link(arena, list, first->name, path_of(arena, r, page, n), first->language);
    }
    return list;
}

static ts_value *view_pager(ts_arena *arena, const ts_renderer *r, const ts_page *page)
{
    if (page->count < 2 || page->kind == TS_PAGE_SITEMAP)
        return NULL;
    ts_value *pager = ts_value_map(arena, &ts_pager_type);
    ts_value_set(arena, pager, "number", ts_value_int(arena, (int64_t)page->number));
    ts_value_set(arena, pager, "count", ts_value_int(arena, (int64_t)page->count));
    if (page->number > 1)
        ts_value_set_string(arena, pager, "prev", path_of(arena, r, page, page->number - 1));
    if (page->number < page->count)
        ts_value_set_string(arena, pager, "next", path_of(arena, r, page, page->number + 1));
    ts_value_set_string(arena, pager, "first", path_of(arena, r, page, 1));
    ts_value_set_string(arena, pager, "last", path_of(arena, r, page, page->count));
    if (page->kind == TS_PAGE_TERMS)
        ts_value_set(arena, pager, "pages", view_pages(arena, r, page));
    return pager;
}

static const char *const kinds[] = {
    [TS_PAGE_HOME] = "home",   [TS_PAGE_ARTICLE] = "article", [TS_PAGE_CUSTOM] = "custom",
    [TS_PAGE_ABOUT] = "about", [TS_PAGE_SEARCH] = "search",   [TS_PAGE_MISSING] = "404",
    [TS_PAGE_GONE] = "gone",   [TS_PAGE_ATOM] = "atom",       [TS_PAGE_RSS] = "rss",
    [TS_PAGE_OPML] = "opml",   [TS_PAGE_SITEMAP] = "sitemap", [TS_PAGE_SITEMAP_INDEX] = "sitemap",
    [TS_PAGE_KINDS] = NULL,
};

/* "home", "section", "tags", …: the word templates know a page by. */
static const char *kind_of(const ts_renderer *r, const ts_page *page)
{
    switch (page->kind) {
    case TS_PAGE_TERM:
        return page->term->kind;
    case TS_PAGE_TERMS:
        return r->index->by[page->by].name;
    default:
        return kinds[page->kind];
    }
}

static const char *title_of(ts_arena *arena, const ts_renderer *r, const ts_page *page)
{
    switch (page->kind) {
    case TS_PAGE_ARTICLE:
        return r->index->articles[page->rank].entry->title;
    case TS_PAGE_TERM:
        return page->term->name;
    case TS_PAGE_TERMS:
        return word(r, r->index->by[page->by].name);
    case TS_PAGE_ATOM:
    case TS_PAGE_RSS:
        return page->term ? ts_arena_printf(arena, "%s – %s", page->term->name, r->site->settings.title)
                          : r->site->settings.title;
    case TS_PAGE_ABOUT:
        return word(r, "about");
    case TS_PAGE_SEARCH:
        return word(r, "search");
    case TS_PAGE_MISSING:
        return word(r, "not_found");
    case TS_PAGE_GONE:
        return *r->index->gone.items[page->rank]->title ? r->index->gone.items[page->rank]->title
                                                        : word(r, "gone");
    default:
        return r->site->settings.title;
    }
}

/* The newest articles with their bodies, or without. */
static ts_value *view_feed(ts_arena *arena, const ts_renderer *r, const ts_page *page, bool whole)
{
    ts_value *list = ts_value_list(arena);
    const ts_entry *entry;
    for (size_t i = 0; (entry = ts_feed_entry(r, page, i)); i++) {
        ts_value *item = ts_view_copy(arena, entry->summary);
        if (whole)
            ts_value_set(arena, item, "html", ts_render_body(arena, r, entry, page->path, true));
        ts_value_push(arena, list, item);
    }
    return list;
}

/* The n-th address of the whole site: the home page, the articles, the terms. */
static void push_url(ts_arena *arena, const ts_renderer *r, ts_value *list, size_t n)
{
    const char *path = "index.html", *lastmod = NULL;
    if (n > 0 && n <= r->index->len) {
        const ts_entry *entry = r->index->articles[n - 1].entry;
        if (entry->takedown.status != TS_STANDING_LIVE)
            return;
        path = entry->path;
        lastmod = ts_value_get_string(entry->facts, "lastmod");
        if (!lastmod)
            lastmod = ts_value_get_string(entry->facts, "date");
    } else if (n > 0) {
        size_t term = n - 1 - r->index->len;
        int by = 0;
        while (by < TS_TAXONOMIES && term >= r->index->by[by].all.len)
            term -= r->index->by[by++].all.len;
        path = by < TS_TAXONOMIES ? r->index->by[by].all.items[term]->path : r->plan->custom.items[term];
    }
    ts_value *url = ts_value_map(arena, &ts_url_type);
    ts_value_reserve(arena, url, 2);
    ts_value_add(arena, url, TS_STR("url"), ts_value_borrowed(arena, ts_view_url(arena, r->site, path)));
    if (lastmod)
        ts_value_add(arena, url, TS_STR("lastmod"), ts_value_borrowed(arena, lastmod));
    ts_value_push(arena, list, url);
}

static ts_value *view_urls(ts_arena *arena, const ts_renderer *r, const ts_page *page)
{
    ts_value *list = ts_value_list(arena);
    size_t all = 1 + r->index->len + r->plan->custom.len;
    for (int by = 0; by < TS_TAXONOMIES; by++)
        all += r->index->by[by].all.len;
    size_t from = (page->number - 1) * TS_SITEMAP_MAX;
    for (size_t n = from; n < all && n < from + TS_SITEMAP_MAX; n++)
        push_url(arena, r, list, n);
    return list;
}

/* The addresses of all sitemaps. */
static ts_value *view_sitemaps(ts_arena *arena, const ts_renderer *r)
{
    ts_value *list = ts_value_list(arena);
    for (size_t n = 1; n <= r->plan->sitemaps; n++) {
        ts_value *url = ts_value_map(arena, &ts_url_type);
        ts_value_set_string(arena, url, "url", ts_view_url(arena, r->site, ts_plan_sitemap_path(arena, n)));
        ts_value_push(arena, list, url);
    }
    return list;
}

static ts_value *view_all_gone(ts_arena *arena, const ts_renderer *r)
{
    ts_value *list = ts_value_list(arena);
    for (size_t i = 0; i < r->index->gone.len; i++)
        ts_value_push(arena, list, ts_view_gone(arena, r->index->gone.items[i]));
    return list;
}

static void set_article(ts_arena *arena, const ts_renderer *r, const ts_page *page, ts_value *v)
{
    const ts_entry *entry = r->index->articles[page->rank].entry;
    const ts_value *record = ts_records_get(r->records, entry);
    const char *url = ts_view_url(arena, r->site, page->path);
    ts_value_set_string(arena, v, "description", ts_value_get_string(record, "description"));
    ts_value_set(arena, v, "jsonld", ts_view_jsonld(arena, r->site, entry, record, url));
    ts_value_set_string(arena, v, "language", entry->language);
    if (r->site->settings.canonical_origin)
        ts_value_set_string(arena, v, "canonical", entry->canonical ? entry->canonical : entry->url);
    if (entry->takedown.status == TS_STANDING_NOINDEX)
        ts_value_set(arena, v, "noindex", ts_value_bool(arena, true));
}

/* What only pages of one kind have. */
static void set_of_kind(ts_arena *arena, const ts_renderer *r, const ts_page *page, ts_value *v, bool whole)
{
    size_t each = (size_t)r->site->settings.paginate, from = page->number ? (page->number - 1) * each : 0;
    const ts_taxonomy *taxonomy = &r->index->by[page->by];
    switch (page->kind) {
    case TS_PAGE_HOME:
        ts_value_set(arena, v, "articles", ts_view_summaries(arena, r->index, NULL, from, from + each));
        ts_value_set_string(arena, v, "description", r->site->settings.description);
        break;
    case TS_PAGE_ARTICLE:
        set_article(arena, r, page, v);
        break;
    case TS_PAGE_TERM:
        if (page->by == TS_BY_SECTION)
            ts_value_set(arena, v, "feeds", ts_view_feeds(arena, page->term));
        ts_value_set(arena, v, "term", page->term->value);
        ts_value_set(arena, v, "articles",
                     ts_view_summaries(arena, r->index, &page->term->articles, from, from + each));
        break;
    case TS_PAGE_TERMS:
        each = ts_plan_terms_each(r->site, taxonomy);
        from = (page->number - 1) * each;
        ts_value_set(arena, v, "terms", ts_view_terms(arena, &taxonomy->top, from, from + each));
        break;
    case TS_PAGE_CUSTOM:
        for (size_t i = 0; i < page->given->map.len; i++) {
            const ts_pair *pair = &page->given->map.pairs[i];
            if (!ts_str_is(pair->key, "path") && !ts_str_is(pair->key, "template"))
                ts_value_set(arena, v, pair->key.ptr, pair->value);
        }
        break;
    case TS_PAGE_ATOM:
    case TS_PAGE_RSS:
        ts_value_set(arena, v, "articles", view_feed(arena, r, page, whole));
        ts_value_set(arena, v, "term", page->term ? page->term->brief : NULL);
        ts_value_set(arena, v, "gone", view_all_gone(arena, r));
        break;
    case TS_PAGE_SITEMAP:
        ts_value_set(arena, v, "urls", view_urls(arena, r, page));
        break;
    case TS_PAGE_SITEMAP_INDEX:
        ts_value_set(arena, v, "urls", view_sitemaps(arena, r));
        break;
    case TS_PAGE_GONE:
        ts_value_set(arena, v, "gone", ts_view_gone(arena, r->index->gone.items[page->rank]));
        ts_value_set(arena, v, "noindex", ts_value_bool(arena, true));
        break;
    case TS_PAGE_SEARCH:
    case TS_PAGE_MISSING:
        ts_value_set(arena, v, "noindex", ts_value_bool(arena, true));
        break;
    default:
        break;
    }
}

ts_value *ts_view_page(ts_arena *arena, const ts_renderer *r, const ts_page *page, bool whole)
{
    ts_value *v = ts_value_map(arena, &ts_page_type);
    ts_value_set_string(arena, v, "kind", kind_of(r, page));
    ts_value_set_string(arena, v, "title", title_of(arena, r, page));
    ts_value_set_string(arena, v, "path", page->path);
    ts_value_set(arena, v, "url", ts_value_string(arena, ts_str_of(ts_view_url(arena, r->site, page->path))));
    ts_value_set_string(arena, v, "canonical", ts_view_url(arena, r->site, page->path));
    ts_value_set_string(arena, v, "language", r->site->settings.language);
    ts_value_set(arena, v, "breadcrumb", view_breadcrumb(arena, r, page));
    ts_value_set(arena, v, "pager", view_pager(arena, r, page));
    ts_value_set(arena, v, "feeds", ts_value_get(r->site_view, "feeds"));
    set_of_kind(arena, r, page, v, whole);
    return v;
}

/* With the NUL behind it. */
static void put_text(ts_buf *out, const char *text)
{
    ts_buf_put(out, (ts_str){text ? text : "", (text ? strlen(text) : 0) + 1});
}

void ts_view_put_term(ts_buf *out, const ts_renderer *r, const ts_page *page)
{
    const ts_ranks *ranks = &page->term->articles;
    size_t each = (size_t)r->site->settings.paginate, from = (page->number - 1) * each;
    ts_pack_number(out, page->by);
    ts_pack_number(out, page->number);
    ts_pack_number(out, page->count);
    for (const ts_term *term = page->term; term; term = term->parent) {
        put_text(out, term->kind);
        put_text(out, term->name);
        put_text(out, term->path);
        put_text(out, term->language);
    }
    for (size_t i = from; i < ranks->len && i < from + each; i++)
        put_text(out, r->index->articles[ranks->items[i]].entry->path);
}
