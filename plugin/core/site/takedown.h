/* Takedowns: articles that a site no longer shows, or no longer offers to search engines. */
#ifndef TS_SITE_TAKEDOWN_H
#define TS_SITE_TAKEDOWN_H

#include "article/article.h"
#include "site/site.h"

/* The list of a site, in its folder. */
#define TS_TAKEDOWNS "takedowns.lua"

/* From the least to the most that is taken away. */
typedef enum ts_standing {
    TS_STANDING_LIVE,
    TS_STANDING_NOINDEX,   /* stays, but no search engine is to list it */
    TS_STANDING_WITHDRAWN, /* its text goes, its title, date and source stay on a tombstone */
    TS_STANDING_PURGED,    /* its title, date and source go too */
} ts_standing;

typedef struct ts_takedown {
    ts_standing status;
    const char *reason, *date; /* why and since when (ISO 8601); may be NULL */
    bool found;                /* of takedowns.lua: the site has such an article */
} ts_takedown;

/* "withdrawn" and so on. */
const char *ts_standing_name(ts_standing status);

/* Reads takedowns.lua, where the site has one, into site->takedowns. */
bool ts_takedowns_read(ts_site *site, ts_script *script, ts_error *error);

/* What the article's own front matter or sidecar says: status, status_reason, status_date. False for a status
 * that is none: showing the article might be what it was to prevent. */
bool ts_takedown_own(ts_arena *arena, const ts_value *extra, const char *source, ts_takedown *takedown,
                     ts_error *error);

/* The same, with takedowns.lua laid over it, for an article that goes into no site of ours: the list knows it
 * by its file, its address and the address it calls its own. */
bool ts_takedown_of(const ts_site *site, const ts_article *article, ts_takedown *takedown, ts_error *error);

struct ts_entry;
/* Lays takedowns.lua over what the entries say themselves, and takes from those that go all that goes. */
void ts_takedowns_apply(ts_arena *arena, const ts_site *site, struct ts_entry *const *entries, size_t len);

#endif
