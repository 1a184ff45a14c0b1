#include "site/render.h"
#include "site/alternates.h"
#include "base/digest.h"
#include "site/hosting.h"
#include "site/outline.h"
#include "site/page_view.h"
#include "site/republish.h"
#include "site/shared.h"

#include <string.h>

static const char *const templates[] = {
    [TS_PAGE_HOME] = "pages/home.html",
    [TS_PAGE_ARTICLE] = "pages/article.html",
    [TS_PAGE_TERM] = "pages/list.html",
    [TS_PAGE_TERMS] = "pages/terms.html",
    [TS_PAGE_CUSTOM] = NULL,
    [TS_PAGE_ABOUT] = "pages/about.html",
    [TS_PAGE_SEARCH] = "pages/search.html",
    [TS_PAGE_MISSING] = "pages/404.html",
    [TS_PAGE_GONE] = "pages/gone.html",
    [TS_PAGE_ATOM] = "pages/atom.xml",
    [TS_PAGE_RSS] = "pages/rss.xml",
    [TS_PAGE_OPML] = "pages/opml.xml",
    [TS_PAGE_SITEMAP] = "pages/sitemap.xml",
    [TS_PAGE_SITEMAP_INDEX] = "pages/sitemap-index.xml",
    [TS_PAGE_KINDS] = NULL,
};

const char *ts_render_template(const ts_page *page)
{
    if (page->kind == TS_PAGE_TERMS && page->by == TS_BY_DATE)
        return "pages/archive.html";
    if (page->kind == TS_PAGE_CUSTOM)
        return ts_value_get_string(page->given, "template");
    return templates[page->kind];
}

const ts_entry *ts_feed_entry(const ts_renderer *r, const ts_page *page, size_t i)
{
    const ts_ranks *ranks = page->term ? &page->term->articles : NULL;
    size_t len = ranks ? ranks->len : r->index->len, most = (size_t)r->site->settings.feed_items;
    return i < len && i < most ? r->index->articles[ranks ? ranks->items[i] : i].entry : NULL;
}

static bool is_feed(const ts_page *page)
{
    return page->kind == TS_PAGE_ATOM || page->kind == TS_PAGE_RSS || page->kind == TS_PAGE_JSON_FEED;
}

static bool is_of_article(const ts_page *page)
{
    return page->kind == TS_PAGE_ARTICLE || page->kind == TS_PAGE_MARKDOWN || page->kind == TS_PAGE_JSON;
}

static void put_entry(ts_buf *out, const ts_entry *entry)
{
    ts_buf_put(out, (ts_str){(const char *)&entry->digest, sizeof entry->digest});
    ts_buf_put(out, (ts_str){entry->path, strlen(entry->path) + 1});
}

/* What templates see of a page; not for those of articles and terms, which are many. */
static void put_view(ts_buf *key, const ts_renderer *r, const ts_page *page)
{
    ts_arena *arena = ts_arena_new();
    ts_shared_put(key, ts_view_page(arena, r, page, false));
    ts_arena_free(arena);
}

uint64_t ts_render_key(const ts_renderer *r, const ts_page *page, ts_buf *key)
{
    const char *template = r->template ? r->template : ts_render_template(page);
    const ts_entry *entry = NULL;
    if (page->kind >= TS_PAGE_ROBOTS)
        return 0;
    ts_buf_putc(key, (char)('a' + page->kind));
    ts_buf_puts(key, template ? template : "");
    if (is_of_article(page))
        put_entry(key, r->index->articles[page->rank].entry);
    for (size_t i = 0; is_feed(page) && (entry = ts_feed_entry(r, page, i)); i++)
        put_entry(key, entry);
    if (page->kind == TS_PAGE_ARTICLE)
        ts_view_put_place(key, r->index, page->rank);
    else if (page->kind == TS_PAGE_TERM)
        ts_view_put_term(key, r, page);
    else if (page->kind < TS_PAGE_JSON_FEED)
        put_view(key, r, page);
    if (page->kind == TS_PAGE_GONE)
        ts_shared_put(key, r->index->gone.items[page->rank]->record);
    if (page->kind == TS_PAGE_JSON_FEED && page->term)
        ts_buf_printf(key, "%s\n%s\n", page->term->name, page->term->path);
    ts_buf_puts(key, page->path);
    uint64_t digest = ts_hash64(ts_buf_str(key));
    ts_buf_clear(key);
    return digest ? digest : 1;
}

/* What the template read of the site. */
static void note_reads(const ts_renderer *r, const ts_script *script)
{
    const ts_read_list *reads = ts_script_reads(script);
    for (size_t i = 0; r->reads && i < reads->len; i++)
        ts_vec_push(r->reads, ts_shared_name_of(&reads->items[i]));
}

bool ts_render_page(const ts_renderer *r, ts_script *script, const ts_page *page, ts_buf *out,
                    ts_error *error)
{
    if (page->kind >= TS_PAGE_JSON_FEED) {
        if (page->kind < TS_PAGE_ROBOTS)
            ts_alternates_write(r, page, out);
        else
            ts_hosting_write(r, page, out);
        return !ts_records_failed(r->records, error) &&
               (!out->full || ts_fail(error, TS_LIMIT, page->path, 0, 0, "The file is larger than 1 GiB."));
    }
    ts_arena *arena = ts_arena_new();
    ts_value *globals = ts_value_map(arena, NULL);
    ts_value_set(arena, globals, "site", r->site_view);
    ts_value_set(arena, globals, "page", ts_view_page(arena, r, page, true));
    ts_value_set(arena, globals, "i18n", r->site->i18n);
    if (page->kind == TS_PAGE_ARTICLE) {
        const ts_entry *entry = r->index->articles[page->rank].entry;
        ts_value *article = ts_view_article(arena, r->index, page->rank, ts_records_get(r->records, entry));
        const ts_value *html = ts_render_body(arena, r, entry, page->path, false);
        ts_value_set(arena, article, "html", html);
        ts_value_set(arena, article, "outline", ts_outline_view(arena, html->string));
        ts_value_set(arena, article, "republish", ts_view_republish(arena, r, entry));
        ts_value_set(arena, globals, "article", article);
    } else if (page->kind == TS_PAGE_GONE) {
        ts_value_set(arena, globals, "article", r->index->gone.items[page->rank]->record);
    }
    const char *template = r->template ? r->template : ts_render_template(page);
    /* Feeds have summaries of their own, which go with the page. */
    ts_script_remember(script, r->lasting && page->kind < TS_PAGE_ATOM);
    bool ok =
        !ts_records_failed(r->records, error) && ts_script_render(script, template, globals, out, error);
    if (ok && out->full)
        ok = ts_fail(error, TS_LIMIT, page->path, 0, 0, "The page is larger than 1 GiB.");
    note_reads(r, script);
    ts_arena_free(arena);
    return ok;
}
