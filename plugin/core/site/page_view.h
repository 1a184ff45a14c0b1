/* The variable `page` of templates, and which articles a feed shows. */
#ifndef TS_SITE_PAGE_VIEW_H
#define TS_SITE_PAGE_VIEW_H

#include "site/render.h"

/* `whole` false: a feed is without what comes out of the records of its articles. */
ts_value *ts_view_page(ts_arena *arena, const ts_renderer *renderer, const ts_page *page, bool whole);

/* Appends what that variable of a page of a term's articles hangs on, beside the settings: the terms and the
 * articles by their paths, as what is read of them is noted. */
void ts_view_put_term(ts_buf *out, const ts_renderer *renderer, const ts_page *page);

/* The i-th article of a feed, from 0; NULL behind the last. */
const ts_entry *ts_feed_entry(const ts_renderer *renderer, const ts_page *page, size_t i);

#endif
