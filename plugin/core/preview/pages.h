/* The site's own paths: pages are rendered, files sent as they are. */
#ifndef TS_PREVIEW_PAGES_H
#define TS_PREVIEW_PAGES_H

#include "site/live.h"

struct MHD_Connection;

/* Queues the answer for the path of a request, decoded, with "/" in front; false where the connection is to
 * be closed. */
bool ts_pages_answer(ts_live *live, struct MHD_Connection *connection, const char *path);

#endif
