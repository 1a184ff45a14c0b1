/* What a build spent its time on, for people and for trace viewers. */
#ifndef TS_APP_PROFILE_H
#define TS_APP_PROFILE_H

#include "site/trace.h"

/* Tables on standard error: phases, templates, the slowest pages and files. */
void ts_profile_print(const ts_trace *trace);

/* Writes all spans in the JSON form that Chrome's tracing, Perfetto and Speedscope read. */
bool ts_profile_write(const ts_trace *trace, const char *path, ts_error *error);

#endif
