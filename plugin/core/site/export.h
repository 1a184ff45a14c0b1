/* Captures as Markdown files for another site generator, in a folder that it reads. */
#ifndef TS_SITE_EXPORT_H
#define TS_SITE_EXPORT_H

#include "site/export_memory.h"
#include "site/watch.h"

/* The hosts that files can be written for, ends in NULL. */
extern const char *const ts_export_hosts[];

typedef struct ts_export_options {
    int host;        /* index into ts_export_hosts */
    const char *out; /* the folder: ours, missing or empty */
    int workers;     /* 0: one for each processor */
} ts_export_options;

typedef struct ts_export_report {
    size_t articles, left_out, drafts; /* drafts: kept back, as the host knows none */
    size_t converted;                  /* captures; the others are as they were */
    ts_output_report files;
} ts_export_report;

/* Writes every article of the inputs: one site, whose rules and filters work on it, or folders and files. A
 * file that did not change is not touched, one whose capture went is removed, what we did not write stays.
 * `memory`, may be NULL, is what the exports before this one, of the same inputs with the same options, made.
 * False where nothing was written. */
bool ts_export(const char *const *inputs, size_t len, const ts_export_options *options,
               ts_export_memory *memory, const ts_build_events *events, ts_export_report *report,
               ts_error *error);

#endif
