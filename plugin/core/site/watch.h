/* Tells whoever watches a build what happens, one call at a time. */
#ifndef TS_SITE_WATCH_H
#define TS_SITE_WATCH_H

#include "site/build.h"

#include <pthread.h>

typedef struct ts_watch {
    const ts_build_events *events; /* may be NULL */
    ts_trace *trace;               /* theirs, may be NULL */
    pthread_mutex_t lock;
    ts_phase phase;
    size_t done, all;
} ts_watch;

void ts_watch_start(ts_watch *watch, const ts_build_events *events);
void ts_watch_end(ts_watch *watch);

/* A phase of `all` steps begins. */
void ts_watch_phase(ts_watch *watch, ts_phase phase, size_t all);
/* One step is done; from any thread. */
void ts_watch_step(ts_watch *watch);

void ts_watch_left_out(ts_watch *watch, const ts_error *error);
void ts_watch_warn(ts_watch *watch, const char *source, const char *message);

#endif
