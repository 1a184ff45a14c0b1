/* An article, and the newest of them, for programs: Markdown, JSON, JSON Feed. */
#ifndef TS_SITE_ALTERNATES_H
#define TS_SITE_ALTERNATES_H

#include "site/render.h"

/* Appends what the page is: TS_PAGE_MARKDOWN, TS_PAGE_JSON or TS_PAGE_JSON_FEED. */
void ts_alternates_write(const ts_renderer *renderer, const ts_page *page, ts_buf *out);

#endif
