/* The preview's own addresses, below /_tearsheet/.
 *
 * To add one: write a ts_route in a file of its own (preview/NAME.c), declare it in preview/NAME.h, and give
 * it a line in the table of routes.c. A route looks at the request, appends to answer->body and, where they
 * differ from 200 and HTML, sets answer->status and answer->type. It runs on a thread of its connection, so
 * it holds a snapshot of the site as long as it looks at one:
 *
 *     const ts_snapshot *site = ts_live_hold(request->live);   NULL while the site has never been whole
 *     …
 *     ts_live_release(request->live, site);
 *
 * A route that changes files writes them and is done: the watcher sees them, as it sees those of an editor.
 * Routes that take POST are only ever reached from the preview's own pages, with a body that is not larger
 * than TS_ROUTE_BODY_MAX: the server has made sure of both. */
#ifndef TS_PREVIEW_ROUTES_H
#define TS_PREVIEW_ROUTES_H

#include "preview/news.h"
#include "site/live.h"

#define TS_ROUTES "/_tearsheet/"
#define TS_ROUTE_BODY_MAX ((size_t)256 << 10)

struct MHD_Connection;

typedef struct ts_request {
    const char *path; /* decoded, without the query: "/_tearsheet/inspect" */
    bool post;        /* else GET or HEAD */
    ts_str body;      /* of a POST */
    ts_live *live;
    ts_news *news;
    ts_arena *arena; /* freed once the answer is made */
    struct MHD_Connection *connection;
} ts_request;

typedef struct ts_answer {
    unsigned status;
    const char *type; /* as HTTP says it; constant or in the request's arena */
    ts_buf body;
} ts_answer;

typedef void (*ts_route)(const ts_request *request, ts_answer *answer);

/* The parameter of the query, decoded; NULL where it has none or none that is UTF-8. */
const char *ts_request_query(const ts_request *request, const char *name);

typedef struct ts_route_entry {
    const char *path;
    ts_route get, post; /* NULL: not that way */
} ts_route_entry;

/* The route of a path below TS_ROUTES; NULL where there is none. */
const ts_route_entry *ts_route_find(const char *path);

#endif
