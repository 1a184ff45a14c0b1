/* A preview of a site on the loopback address: pages rendered as they are asked for, browsers told of
 * changes. */
#ifndef TS_PREVIEW_PREVIEW_H
#define TS_PREVIEW_PREVIEW_H

#include "site/live.h"

typedef struct ts_preview ts_preview;

typedef struct ts_preview_options {
    const char *host; /* NULL: 127.0.0.1 */
    int port;         /* 0: 4000, or the next free one */
    bool navigate;    /* open pages go to the article that changed */
    ts_live_options live;
} ts_preview_options;

typedef struct ts_preview_events {
    /* The site was read, for the first time or again: `site`, or NULL and why it could not be. */
    void (*read)(void *context, const ts_snapshot *site, const ts_error *error);
    void *context;
} ts_preview_events;

/* Reads the site and starts serving. A site with a mistake is served too: it can be mended meanwhile. NULL on
 * error. */
ts_preview *ts_preview_start(const char *folder, const ts_preview_options *options,
                             const ts_preview_events *events, ts_error *error);
/* "http://127.0.0.1:4000/" */
const char *ts_preview_url(const ts_preview *preview);
/* Whether other computers can reach it. */
bool ts_preview_is_open(const ts_preview *preview);
/* Why changes are not seen at once, a sentence; NULL where they are. */
const char *ts_preview_complaint(const ts_preview *preview);
/* Watches, and follows each change, until *stop is not 0. */
bool ts_preview_run(ts_preview *preview, const volatile int *stop, ts_error *error);
/* Takes NULL. */
void ts_preview_stop(ts_preview *preview);

#endif
