/* Builds a site: map, reduce, render, publish. */
#ifndef TS_SITE_BUILD_H
#define TS_SITE_BUILD_H

#include "site/site.h"
#include "site/trace.h"

typedef struct ts_build_options {
    const char *output;   /* NULL: the site's own setting */
    const char *base_url; /* NULL: likewise */
    int workers;          /* 0: one for each processor */
    bool drafts, strict, full;
} ts_build_options;

typedef enum ts_phase { TS_PHASE_MAP, TS_PHASE_REDUCE, TS_PHASE_RENDER, TS_PHASE_PUBLISH } ts_phase;

/* What a build tells whoever watches it. Any of them may be NULL; called from any thread, one at a time. */
typedef struct ts_build_events {
    void (*progress)(void *context, ts_phase phase, size_t done, size_t all);
    /* An article that was left out, and why. */
    void (*left_out)(void *context, const ts_error *error);
    /* Something to look at that left nothing out. */
    void (*warning)(void *context, const char *source, const char *message);
    void *context;
    ts_trace *trace; /* notes what takes how long; NULL */
} ts_build_events;

typedef struct ts_build_report {
    size_t articles, left_out, drafts, pages, assets;
    size_t created, replaced, unchanged, removed; /* files of the output folder */
    bool cached;              /* what was made of the articles is kept for the next build */
    bool search;              /* the site wants an index of its words made */
    char search_language[36]; /* whose words decide where Han text is cut */
    char output[4096];        /* the folder that was built */
} ts_build_report;

/* False where there is no site to show: the old one is as it was then. */
bool ts_build(const char *folder, const ts_build_options *options, const ts_build_events *events,
              ts_build_report *report, ts_error *error);

#endif
