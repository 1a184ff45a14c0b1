/* What a build spent its time on, for --profile and --trace. All calls but ts_trace_free take NULL for a
 * build that nobody measures, and then do nothing. */
#ifndef TS_SITE_TRACE_H
#define TS_SITE_TRACE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "script/script.h"

#include <pthread.h>

typedef enum ts_span_kind {
    TS_SPAN_PHASE,
    TS_SPAN_FILE, /* of the content, read and converted */
    TS_SPAN_PAGE, /* rendered and handed to the output */
    TS_SPAN_COPY
} ts_span_kind;

typedef struct ts_span {
    ts_span_kind kind;
    int worker;           /* from 0 */
    const char *name;     /* of the phase, the file, the page */
    const char *template; /* of a page; NULL where it has none */
    int64_t start, end;   /* nanoseconds since the build began */
    int64_t processor;    /* of a phase: processor time of all threads, nanoseconds */
} ts_span;

typedef struct ts_template_time {
    const char *name;
    int64_t runs, time; /* nanoseconds, with all that it includes */
} ts_template_time;

typedef struct ts_trace {
    ts_arena *arena;
    int64_t started, phase_processor;
    ts_span phase;         /* the one that runs */
    TS_VEC(ts_span) spans; /* in no set order */
    ts_map *templates;     /* name → ts_template_time */
    pthread_mutex_t lock;
} ts_trace;

/* Starts the clock. */
ts_trace *ts_trace_new(void);
/* Takes NULL. */
void ts_trace_free(ts_trace *trace);

/* The phase of that name begins, and the one before it ends; NULL: none begins. */
void ts_trace_phase(ts_trace *trace, const char *name);

/* The time now, for the start of a span. */
int64_t ts_trace_now(const ts_trace *trace);
/* A piece of work ends, on any thread. The names are copied; `template` may be NULL. */
void ts_trace_span(ts_trace *trace, ts_span_kind kind, int worker, const char *name, const char *template,
                   int64_t start);

/* Has a worker's state measure its templates, and takes what it measured. */
void ts_trace_watch_script(const ts_trace *trace, ts_script *script);
void ts_trace_take_script(ts_trace *trace, ts_script *script);

#endif
