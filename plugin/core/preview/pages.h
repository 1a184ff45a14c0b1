/* The site's own paths: pages are rendered, files sent as they are. */
#ifndef TS_PREVIEW_PAGES_H
#define TS_PREVIEW_PAGES_H

#include "preview/news.h"

struct MHD_Connection;

/* Queues the answer for the path of a request, decoded, with "/" in front; false where the connection is to
 * be closed. Only what the site's plan has is ever answered with, whatever the path may lead to on disk. */
bool ts_pages_answer(ts_live *live, ts_news *news, struct MHD_Connection *connection, const char *path);

#endif
