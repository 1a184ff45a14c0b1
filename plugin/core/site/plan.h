/* The plan: every file the site will have, and what it is made from. */
#ifndef TS_SITE_PLAN_H
#define TS_SITE_PLAN_H

#include "site/index.h"
#include "site/library.h"

typedef enum ts_page_kind {
    TS_PAGE_HOME,
    TS_PAGE_ARTICLE,
    TS_PAGE_TERM,   /* the articles of one term */
    TS_PAGE_TERMS,  /* all terms of one taxonomy */
    TS_PAGE_CUSTOM, /* of site.lua's own */
    TS_PAGE_ABOUT,
    TS_PAGE_SEARCH,
    TS_PAGE_MISSING, /* 404.html */
    TS_PAGE_GONE,    /* the tombstone of an article */
    TS_PAGE_ATOM,    /* the feeds: of one term, or of all */
    TS_PAGE_RSS,
    TS_PAGE_OPML,
    TS_PAGE_SITEMAP,
    TS_PAGE_SITEMAP_INDEX,
    TS_PAGE_JSON_FEED, /* from here on without a template */
    TS_PAGE_MARKDOWN,  /* an article once more */
    TS_PAGE_JSON,
    TS_PAGE_ROBOTS,
    TS_PAGE_HEADERS,
    TS_PAGE_REDIRECTS,
    TS_PAGE_HTACCESS,
    TS_PAGE_NGINX,
    TS_PAGE_KINDS
} ts_page_kind;

typedef struct ts_page {
    ts_page_kind kind;
    const char *path;
    ts_by by;              /* TERM, TERMS */
    const ts_term *term;   /* TERM; of a feed, NULL: all articles */
    uint32_t rank;         /* ARTICLE, MARKDOWN, JSON; GONE: in index->gone */
    const ts_value *given; /* CUSTOM: the map that site.lua returned */
    size_t number, count;  /* which page of how many; from 1 */
} ts_page;

/* A file that is copied as it is. */
typedef struct ts_copy {
    const char *to;
    const char *from;        /* on disk; NULL: an asset of the theme, by the name `to` */
    const ts_medium *medium; /* copied only where an article shows it; NULL: always */
} ts_copy;

typedef struct ts_plan {
    ts_arena *arena;
    ts_paths *paths;
    TS_VEC(ts_page) pages;
    TS_VEC(ts_copy) copies;
    ts_texts custom; /* paths of the custom pages that a sitemap lists */
    size_t sitemaps;
} ts_plan;

#define TS_ABOUT_PATH "about.html"
#define TS_SEARCH_PATH "search.html"
/* Addresses one sitemap may have, by its protocol. */
#define TS_SITEMAP_MAX 50000
/* A page of an index shows as many terms as so many pages of a list show articles. An index has so many pages
 * at most, as each links to all: where there are more terms, they are more a page. */
#define TS_TERMS_TIMES 10
#define TS_TERMS_PAGES 200

/* A plan begins with what has its place whatever the articles are: static/, the theme's assets, media. Free
 * with ts_plan_free. */
bool ts_plan_start(ts_arena *arena, const ts_site *site, ts_library *library, ts_plan *plan, ts_error *error);
/* The pages whose paths are fixed, for a site of so many articles; a file of static/ in the same place
 * stands. */
void ts_plan_fixed(ts_plan *plan, const ts_site *site, size_t articles);
/* The pages of the index, whose paths the index took from plan->paths. Gives articles the paths of their
 * other forms. */
void ts_plan_index(ts_plan *plan, const ts_site *site, ts_index *index);
/* A page of site.lua's own; false where the path is taken. */
bool ts_plan_custom(ts_plan *plan, const char *path, const ts_value *given);
/* What yields to pages of site.lua's own, and the sitemaps, where the site has an address: last, as they list
 * the pages. */
void ts_plan_last(ts_plan *plan, const ts_site *site, const ts_index *index);
void ts_plan_free(ts_plan *plan);

/* The terms of a taxonomy that one page of its index shows. Years are never parted. */
size_t ts_plan_terms_each(const ts_site *site, const ts_taxonomy *taxonomy);
/* The path of page `number` of a taxonomy's index. */
char *ts_plan_terms_path(ts_arena *arena, const ts_taxonomy *taxonomy, size_t number);
/* The path of page `number` of a term, or of the home page (term NULL). */
char *ts_plan_list_path(ts_arena *arena, const ts_term *term, size_t number);
/* The path of a feed, "atom.xml" and so on: of a section, or (term NULL) of the site. */
char *ts_plan_feed_path(ts_arena *arena, const ts_term *term, const char *name);
/* The path of one of several sitemaps. */
char *ts_plan_sitemap_path(ts_arena *arena, size_t number);

#endif
