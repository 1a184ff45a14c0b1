/* An HTTP server for one folder, on one address: files as they are, pages with a script that reloads them. */
#ifndef TS_PREVIEW_SERVER_H
#define TS_PREVIEW_SERVER_H

#include "base/error.h"
#include "preview/news.h"

typedef struct ts_server ts_server;

/* The first port tried where none is asked for, and how many after it. */
#define TS_SERVER_PORT 4000
#define TS_SERVER_PORTS 20

/* Serves `folder`, which may not be there yet, at `host` (NULL: 127.0.0.1) and `port` (0: the first free one
 * from TS_SERVER_PORT). On a loopback address only requests for that very host are answered, so that no page
 * on the web can read through the browser what is served here. NULL on error. The news outlive the server. */
ts_server *ts_server_start(const char *folder, const char *host, int port, ts_news *news, ts_error *error);
/* "http://127.0.0.1:4000/" */
const char *ts_server_url(const ts_server *server);
/* Ends the news first. Takes NULL. */
void ts_server_stop(ts_server *server);

#endif
