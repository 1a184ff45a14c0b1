#include "site/plan.h"
#include "base/file.h"
#include "site/theme.h"

#include <string.h>

static void add_page(ts_plan *plan, ts_page page)
{
    ts_vec_push(&plan->pages, page);
}

/* A page whose path may be taken by a file of static/: then that stands, and the page is not made. */
static bool add_fixed(ts_plan *plan, ts_page page)
{
    bool is_free = ts_paths_claim(plan->paths, page.path);
    if (is_free)
        add_page(plan, page);
    return is_free;
}

static bool add_static(ts_plan *plan, const ts_site *site, ts_error *error)
{
    char *folder = ts_path_join(plan->arena, site->folder, "static");
    ts_found_list files = {0};
    if (!ts_is_folder(folder))
        return true;
    if (!ts_folder_walk(plan->arena, folder, &files, error))
        return false;
    for (size_t i = 0; i < files.len; i++) {
        const char *path = files.items[i].path, *from = ts_path_join(plan->arena, folder, path);
        if (strchr(path, '\n'))
            return ts_fail(error, TS_REFUSED, from, 0, 0,
                           "A file of static/ cannot have a line end in its name.");
        if (!ts_paths_claim(plan->paths, path))
            return ts_fail(error, TS_REFUSED, from, 0, 0,
                           "Another file of static/ has the same name but for the case of its letters; many "
                           "computers take the two for one. Rename one of them.");
        ts_vec_push_in(plan->arena, &plan->copies, ((ts_copy){path, from, NULL}));
    }
    return true;
}

static bool add_assets(ts_plan *plan, const ts_site *site, ts_error *error)
{
    ts_texts names = {0};
    if (!ts_theme_list(site, plan->arena, "assets/", &names, error))
        return false;
    for (size_t i = 0; i < names.len; i++)
        if (ts_paths_claim(plan->paths, names.items[i]))
            ts_vec_push_in(plan->arena, &plan->copies, ((ts_copy){names.items[i], NULL, NULL}));
    return true;
}

static void add_media(ts_plan *plan, ts_library *library)
{
    for (size_t i = 0; i < library->media.len; i++) {
        ts_medium *medium = library->media.items[i];
        if (strchr(medium->path, '\n'))
            continue;
        medium->to = ts_paths_take(plan->paths, plan->arena, medium->to);
        const char *from = ts_path_join(plan->arena, library->folder, medium->path);
        ts_vec_push_in(plan->arena, &plan->copies, ((ts_copy){medium->to, from, medium}));
    }
}

bool ts_plan_start(ts_arena *arena, const ts_site *site, ts_library *library, ts_plan *plan, ts_error *error)
{
    *plan = (ts_plan){.arena = arena, .paths = ts_paths_new()};
    if (!add_static(plan, site, error) || !add_assets(plan, site, error))
        return false;
    add_media(plan, library);
    return true;
}

void ts_plan_free(ts_plan *plan)
{
    ts_paths_free(plan->paths);
    ts_vec_free(&plan->pages);
    *plan = (ts_plan){0};
}

char *ts_plan_list_path(ts_arena *arena, const ts_term *term, size_t number)
{
    if (!term)
        return number == 1 ? ts_arena_strdup(arena, "index.html")
                           : ts_arena_printf(arena, "page/%zu.html", number);
    return number == 1 ? ts_arena_strdup(arena, term->path)
                       : ts_arena_printf(arena, "%s/page-%zu.html", term->folder, number);
}

static size_t pages_for(size_t articles, const ts_site *site)
{
    size_t each = (size_t)site->settings.paginate;
    return articles ? (articles + each - 1) / each : 1;
}

char *ts_plan_feed_path(ts_arena *arena, const ts_term *term, const char *name)
{
    return term ? ts_arena_printf(arena, "%s/%s", term->folder, name) : ts_arena_strdup(arena, name);
}

static void add_feeds(ts_plan *plan, const ts_term *term)
{
    static const struct {
        ts_page_kind kind;
        const char *name;
    } feeds[] = {{TS_PAGE_ATOM, "atom.xml"}, {TS_PAGE_RSS, "rss.xml"}, {TS_PAGE_JSON_FEED, "feed.json"}};
    for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++)
        add_fixed(plan, (ts_page){.kind = feeds[i].kind,
                                  .path = ts_plan_feed_path(plan->arena, term, feeds[i].name),
                                  .term = term});
}

char *ts_plan_sitemap_path(ts_arena *arena, size_t number)
{
    return ts_arena_printf(arena, "sitemap-%zu.xml", number);
}

void ts_plan_fixed(ts_plan *plan, const ts_site *site, size_t articles)
{
    size_t count = pages_for(articles, site);
    for (size_t n = 1; n <= count; n++)
        add_fixed(plan, (ts_page){.kind = TS_PAGE_HOME,
                                  .path = ts_plan_list_path(plan->arena, NULL, n),
                                  .number = n,
                                  .count = count});
    add_fixed(plan, (ts_page){.kind = TS_PAGE_MISSING, .path = "404.html"});
    add_feeds(plan, NULL);
    add_fixed(plan, (ts_page){.kind = TS_PAGE_OPML, .path = "feeds.opml"});
    add_fixed(plan, (ts_page){.kind = TS_PAGE_ROBOTS, .path = "robots.txt"});
    add_fixed(plan, (ts_page){.kind = TS_PAGE_HEADERS, .path = "_headers"});
    static const char *const indexes[TS_TAXONOMIES] = {"sections/index.html", "tags/index.html",
                                                       "authors/index.html", "sources/index.html",
                                                       "archive/index.html"};
    for (int by = 0; by < TS_TAXONOMIES; by++)
        add_fixed(plan, (ts_page){.kind = TS_PAGE_TERMS, .path = indexes[by], .by = (ts_by)by, .number = 1});
}

static void add_term(ts_plan *plan, const ts_site *site, ts_by by, const ts_term *term)
{
    size_t count = pages_for(term->articles.len, site);
    for (size_t n = 1; n <= count; n++) {
        ts_page page = {.kind = TS_PAGE_TERM,
                        .path = ts_plan_list_path(plan->arena, term, n),
                        .by = by,
                        .term = term,
                        .number = n,
                        .count = count};
        if (n == 1)
            add_page(plan, page);
        else
            add_fixed(plan, page);
    }
}

size_t ts_plan_terms_each(const ts_site *site, const ts_taxonomy *taxonomy)
{
    size_t len = taxonomy->top.len, least = (len + TS_TERMS_PAGES - 1) / TS_TERMS_PAGES;
    size_t each = (size_t)site->settings.paginate * TS_TERMS_TIMES;
    if (taxonomy->whole)
        return len ? len : 1;
    return each > least ? each : least;
}

char *ts_plan_terms_path(ts_arena *arena, const ts_taxonomy *taxonomy, size_t number)
{
    return number == 1 ? ts_arena_printf(arena, "%s/index.html", taxonomy->name)
                       : ts_arena_printf(arena, "%s/page-%zu.html", taxonomy->name, number);
}

static size_t index_pages(const ts_site *site, const ts_taxonomy *taxonomy)
{
    size_t each = ts_plan_terms_each(site, taxonomy), len = taxonomy->top.len;
    return len ? (len + each - 1) / each : 1;
}

/* The first page of each index was added when its terms were not known: it goes where the taxonomy is not
 * wanted, and the other pages join it. */
static void settle_indexes(ts_plan *plan, const ts_site *site, const ts_index *index)
{
    size_t kept = 0;
    for (size_t i = 0; i < plan->pages.len; i++) {
        ts_page *page = &plan->pages.items[i];
        page->count = page->kind == TS_PAGE_TERMS ? index_pages(site, &index->by[page->by]) : page->count;
        if (page->kind != TS_PAGE_TERMS || index->by[page->by].wanted)
            plan->pages.items[kept++] = *page;
    }
    plan->pages.len = kept;
    for (int by = 0; by < TS_TAXONOMIES; by++) {
        size_t count = index->by[by].wanted ? index_pages(site, &index->by[by]) : 1;
        for (size_t n = 2; n <= count; n++)
            add_fixed(plan, (ts_page){.kind = TS_PAGE_TERMS,
                                      .path = ts_plan_terms_path(plan->arena, &index->by[by], n),
                                      .by = (ts_by)by,
                                      .number = n,
                                      .count = count});
    }
}

bool ts_plan_custom(ts_plan *plan, const char *path, const ts_value *given)
{
    if (!add_fixed(plan, (ts_page){.kind = TS_PAGE_CUSTOM, .path = path, .given = given}))
        return false;
    if (ts_str_ends(ts_str_of(path), TS_STR(".html")))
        ts_vec_push_in(plan->arena, &plan->custom, path);
    return true;
}

static void add_sitemaps(ts_plan *plan, const ts_index *index)
{
    size_t urls = 1 + index->len + plan->custom.len;
    for (int by = 0; by < TS_TAXONOMIES; by++)
        urls += index->by[by].all.len;
    plan->sitemaps = (urls + TS_SITEMAP_MAX - 1) / TS_SITEMAP_MAX;
    bool several = plan->sitemaps > 1;
    if (several)
        add_fixed(plan, (ts_page){.kind = TS_PAGE_SITEMAP_INDEX, .path = "sitemap.xml"});
    for (size_t n = 1; n <= plan->sitemaps; n++)
        add_fixed(plan, (ts_page){.kind = TS_PAGE_SITEMAP,
                                  .path = several ? ts_plan_sitemap_path(plan->arena, n) : "sitemap.xml",
                                  .number = n,
                                  .count = plan->sitemaps});
}

void ts_plan_last(ts_plan *plan, const ts_site *site, const ts_index *index)
{
    if (add_fixed(plan, (ts_page){.kind = TS_PAGE_ABOUT, .path = TS_ABOUT_PATH}))
        ts_vec_push_in(plan->arena, &plan->custom, TS_ABOUT_PATH);
    if (*site->settings.search)
        add_fixed(plan, (ts_page){.kind = TS_PAGE_SEARCH, .path = TS_SEARCH_PATH});
    if (*site->settings.base_url)
        add_sitemaps(plan, index);
}

/* "2020/03/x.md" beside "2020/03/x.html"; NULL where another file has that place. */
static const char *add_form(ts_plan *plan, ts_page_kind kind, const char *ending, size_t rank,
                            const char *path)
{
    size_t len = strlen(path) - strlen(".html");
    char *own = ts_arena_alloc(plan->arena, len + strlen(ending) + 1);
    memcpy(own, path, len);
    memcpy(own + len, ending, strlen(ending));
    bool made = add_fixed(plan, (ts_page){.kind = kind, .path = own, .rank = (uint32_t)rank});
    return made ? own : NULL;
}

static void add_articles(ts_plan *plan, ts_index *index)
{
    for (size_t rank = 0; rank < index->len; rank++) {
        ts_placed *article = &index->articles[rank];
        const char *path = article->entry->path;
        add_page(plan, (ts_page){.kind = TS_PAGE_ARTICLE, .path = path, .rank = (uint32_t)rank});
        article->markdown = add_form(plan, TS_PAGE_MARKDOWN, ".md", rank, path);
        article->json = add_form(plan, TS_PAGE_JSON, ".json", rank, path);
    }
}

/* The tombstones, and what servers are told of them. */
static void add_gone(ts_plan *plan, const ts_index *index)
{
    for (size_t i = 0; i < index->gone.len; i++)
        add_page(plan,
                 (ts_page){.kind = TS_PAGE_GONE, .path = index->gone.items[i]->path, .rank = (uint32_t)i});
    if (!index->gone.len)
        return;
    add_fixed(plan, (ts_page){.kind = TS_PAGE_REDIRECTS, .path = "_redirects"});
    add_fixed(plan, (ts_page){.kind = TS_PAGE_HTACCESS, .path = ".htaccess"});
    add_fixed(plan, (ts_page){.kind = TS_PAGE_NGINX, .path = "gone.nginx.conf"});
}

void ts_plan_index(ts_plan *plan, const ts_site *site, ts_index *index)
{
    settle_indexes(plan, site, index);
    add_articles(plan, index);
    add_gone(plan, index);
    for (int by = 0; by < TS_TAXONOMIES; by++)
        for (size_t i = 0; i < index->by[by].all.len; i++)
            add_term(plan, site, (ts_by)by, index->by[by].all.items[i]);
    for (size_t i = 0; i < index->by[TS_BY_SECTION].all.len; i++)
        add_feeds(plan, index->by[TS_BY_SECTION].all.items[i]);
}
