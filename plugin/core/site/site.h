/* A site on disk and its settings. The settings are read once and shared, read-only, by all workers. */
#ifndef TS_SITE_SITE_H
#define TS_SITE_SITE_H

#include "article/article.h"
#include "base/buf.h"
#include "base/map.h"
#include "script/script.h"

typedef struct ts_settings {
    const char *title, *description, *base_url; /* base_url ends in "/" or is "" */
    const char *language;                       /* BCP 47 */
    const char *theme;                          /* a folder of the site's or a baked theme: "default" */
    const char *permalink;                      /* "{year}/{month}/{slug}.html" */
    const char *output;                         /* folder, relative to the site: "public" */
    const char *content;                        /* folder of the articles, relative to the site: "content" */
    const char *search;                         /* "pagefind" or "" */
    bool canonical_origin;                      /* rel=canonical names where an article comes from */
    int paginate;                               /* articles a list page shows */
    int feed_items;
    bool drafts;
    const ts_value *all; /* the whole table as the templates see it, defaults filled in */
} ts_settings;

/* A place that templates, assets and words are looked for in. */
typedef struct ts_layer {
    const char *base; /* a folder on disk, or the head of baked names: "templates/default" */
    bool baked;
} ts_layer;

typedef struct ts_site {
    const char *folder; /* as given */
    ts_settings settings;
    const char *path;        /* of site.lua */
    ts_str source;           /* its text */
    const ts_value *data;    /* a map: what data/ holds */
    const ts_value *i18n;    /* the interface's words in the site's language */
    TS_VEC(ts_layer) layers; /* the site's own templates/, the theme, its parent, …: nearest first */
    ts_map *takedowns;       /* what an article is known by → ts_takedown; never NULL once open */
    ts_texts filters;        /* paths of filters/…lua, in order of name */
    ts_arena *arena;         /* owns all of it */
} ts_site;

/* A folder that can hold nothing: the site with all defaults, without templates, filters and rules of its
 * own.
 */
#define TS_NO_SITE "/dev/null"

/* Reads site.lua, theme.lua and the words. `base_url`, may be NULL, replaces the setting. NULL on error. */
ts_site *ts_site_open(const char *folder, const char *base_url, ts_error *error);
/* Takes NULL. */
void ts_site_close(ts_site *site);

/* A state with all filters loaded; *script stays NULL, without an error, where there are none. */
bool ts_site_filters(const ts_site *site, ts_script **script, ts_error *error);
/* The folder of its site rules; NULL where it has none. */
const char *ts_site_rules_folder(const ts_site *site, ts_arena *arena);

/* The ts_loader of a site: its own templates/ and lua/, then the theme, its parent, then what is baked in. A
 * name that leads out of its folder is found nowhere. */
bool ts_site_load(void *site, ts_arena *arena, const char *name, ts_str *source, const char **path,
                  ts_error *error);

#endif
