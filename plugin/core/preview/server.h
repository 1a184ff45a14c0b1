/* The preview's HTTP server on one address: the pages of a live site, and its own (routes.h). */
#ifndef TS_PREVIEW_SERVER_H
#define TS_PREVIEW_SERVER_H

#include "preview/news.h"
#include "site/live.h"

typedef struct ts_server ts_server;

/* The first port tried where none is asked for, and how many after it. */
#define TS_SERVER_PORT 4000
#define TS_SERVER_PORTS 20

/* Serves the site, which may not have been read yet, at `host` (NULL: 127.0.0.1) and `port` (0: the first
 * free one from TS_SERVER_PORT). Only requests that name this very host are answered, so that no page on the
 * web can read through the browser what is served here. NULL on error. The news and the site outlive the
 * server. */
ts_server *ts_server_start(ts_live *live, const char *host, int port, ts_news *news, ts_error *error);
/* "http://127.0.0.1:4000/" */
const char *ts_server_url(const ts_server *server);
/* Whether other computers can reach it. */
bool ts_server_is_open(const ts_server *server);
/* Ends the news first. Takes NULL. */
void ts_server_stop(ts_server *server);

#endif
