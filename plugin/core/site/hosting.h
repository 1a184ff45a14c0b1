/* Files that tell crawlers and servers about the site: protocols, not pages, so they have no template. */
#ifndef TS_SITE_HOSTING_H
#define TS_SITE_HOSTING_H

#include "site/render.h"

/* Appends robots.txt, _headers, _redirects, .htaccess or the rules for nginx, whichever the page is. */
void ts_hosting_write(const ts_renderer *renderer, const ts_page *page, ts_buf *out);

#endif
