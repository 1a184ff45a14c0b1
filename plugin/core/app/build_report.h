/* What `build` and `serve` say while a site is built and when it is done. */
#ifndef TS_APP_BUILD_REPORT_H
#define TS_APP_BUILD_REPORT_H

#include "site/build.h"

typedef struct ts_build_talk {
    bool quiet;      /* no progress, no notes, no summary */
    bool verbose;    /* says what the folder's files became, even where nothing did */
    ts_trace *trace; /* notes what takes how long; NULL */
    int64_t start;   /* by ts_clock */
} ts_build_talk;

/* Starts the clock. */
void ts_build_talk_start(ts_build_talk *talk);
/* What a build is to be told of, with `talk` as the context. */
ts_build_events ts_build_talk_events(ts_build_talk *talk);
/* The summary on standard output. */
void ts_build_talk_end(const ts_build_talk *talk, const ts_build_report *report);

#endif
