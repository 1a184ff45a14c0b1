/* What a result hangs on, as one digest. */
#ifndef TS_SITE_INPUTS_H
#define TS_SITE_INPUTS_H

#include "site/site.h"

/* A list of digests, in hexadecimal, one behind the other: its own digest changes when any of them does. */
void ts_inputs_add(ts_buf *list, ts_str bytes);
/* The file's name and bytes. */
bool ts_inputs_add_file(ts_buf *list, const char *path, ts_error *error);
/* The Lua modules that scripts may ask for. */
bool ts_inputs_add_modules(ts_buf *list, const ts_site *site, ts_error *error);

/* The list of takedowns, where the site has one. */
bool ts_inputs_add_takedowns(ts_buf *list, const ts_site *site, ts_error *error);

/* All that every article is made from beside its own capture and sidecar: the program, its rules and those in
 * the folder `rules` (may be NULL), the filters and what they may ask for. */
bool ts_inputs_add_map(ts_buf *list, const ts_site *site, const char *rules, ts_error *error);

#endif
