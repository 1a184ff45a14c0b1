/* What templates see: value trees made from the index. */
#ifndef TS_SITE_VIEWS_H
#define TS_SITE_VIEWS_H

#include "site/plan.h"
#include "site/types.h"

/* Makes every summary and every term's value, in the index's arena. */
void ts_views_make(ts_index *index);
/* Makes the summary of an article that changed, in the place of its old one: all lists that show it follow.
 */
void ts_views_update(ts_index *index, const ts_entry *entry);

/* The variable `site`, with the newest TS_SITE_LATEST articles. */
#define TS_SITE_LATEST 10
ts_value *ts_view_site(ts_arena *arena, const ts_site *site, const ts_index *index);

/* The variable `article` but for `html`, which hangs on where the page stands; out of its whole record. */
ts_value *ts_view_article(ts_arena *arena, const ts_index *index, size_t rank, const ts_value *record);
/* Appends what that and the page's own variables tell of the article's place among others: names by which
 * these are known, as what is read of them is noted. */
void ts_view_put_place(ts_buf *out, const ts_index *index, size_t rank);

/* Summaries of articles from..to of a list of ranks; NULL ranks: of all articles. */
ts_value *ts_view_summaries(ts_arena *arena, const ts_index *index, const ts_ranks *ranks, size_t from,
                            size_t to);

/* A map of that type with all its fields that the record has; those that are lists it always has. */
ts_value *ts_view_pick(ts_arena *arena, const ts_value *record, const ts_type *type);
/* Another map with the same pairs. */
ts_value *ts_view_copy(ts_arena *arena, const ts_value *map);

/* Paths of the feeds of a section, or (NULL) of the site. */
ts_value *ts_view_feeds(ts_arena *arena, const ts_term *section);
/* {status, reason, date, path} of an article that was withdrawn. */
ts_value *ts_view_gone(ts_arena *arena, const ts_entry *entry);

/* Values of the terms `from` to below `to`, in their order. */
ts_value *ts_view_terms(ts_arena *arena, const ts_terms *terms, size_t from, size_t to);

/* schema.org's NewsArticle, out of the whole record. `url` is the page's own absolute address, "" without
 * base_url. */
ts_value *ts_view_jsonld(ts_arena *arena, const ts_site *site, const ts_entry *entry, const ts_value *record,
                         const char *url);

/* base_url and a path of the site as one address; "" without base_url. */
const char *ts_view_url(ts_arena *arena, const ts_site *site, const char *path);

#endif
