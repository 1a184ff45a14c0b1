/* The output folder: files are collected beside it and put in place all at once, so that a build that fails
 * leaves the old site as it was.
 *
 * A folder is ours when it holds TS_OUTPUT_MARK, a list of the files we wrote with their hashes. A folder
 * that holds anything and no mark is refused; inside ours, files that are not in the list are never touched.
 */
#ifndef TS_SITE_OUTPUT_H
#define TS_SITE_OUTPUT_H

#include "base/error.h"
#include "base/str.h"

#define TS_OUTPUT_MARK ".tearsheet-site"

typedef struct ts_output ts_output;

typedef struct ts_output_report {
    size_t created, replaced, unchanged, removed;
} ts_output_report;

/* Makes the folder where it is missing, and locks it: one build at a time. NULL on error. */
ts_output *ts_output_open(const char *folder, ts_error *error);

/* One file of the new site, from any thread. Bytes that are there already are not written again. */
bool ts_output_put(ts_output *output, const char *path, ts_str bytes, ts_error *error);

/* Puts all files in place, removes those of the old site that the new one has not, and empty folders. A file
 * of the old site that was changed by hand since stays; `kept`, may be NULL, is told its path. */
bool ts_output_commit(ts_output *output, ts_output_report *report,
                      void (*kept)(void *context, const char *path), void *context, ts_error *error);

/* Takes NULL. What was not committed is thrown away. */
void ts_output_close(ts_output *output);

#endif
