/* A preview on the loopback address: the built pages, rebuilt when a source changes, browsers told to reload.
 */
#ifndef TS_PREVIEW_PREVIEW_H
#define TS_PREVIEW_PREVIEW_H

#include "site/build.h"

typedef struct ts_preview ts_preview;

typedef struct ts_preview_options {
    const char *host; /* NULL: 127.0.0.1 */
    int port;         /* 0: 4000, or the next free one */
    ts_build_options build;
} ts_preview_options;

typedef struct ts_preview_events {
    ts_build_events build;
    /* After each build; `error` is NULL when it went well. */
    void (*built)(void *context, const ts_build_report *report, const ts_error *error);
} ts_preview_events;

/* Builds and starts serving. NULL on error. */
ts_preview *ts_preview_start(const char *folder, const ts_preview_options *options,
                             const ts_preview_events *events, ts_error *error);
/* "http://127.0.0.1:4000/" */
const char *ts_preview_url(const ts_preview *preview);
/* Watches and rebuilds until *stop is not 0. */
bool ts_preview_run(ts_preview *preview, const volatile int *stop, ts_error *error);
/* Takes NULL. */
void ts_preview_stop(ts_preview *preview);

#endif
