/* What browsers and SingleFile write into the pages they save. Seen by capture only. */
#ifndef TS_CAPTURE_SAVED_H
#define TS_CAPTURE_SAVED_H

#include "base/arena.h"

/* The address a saved page says it was saved from, and the moment as ISO 8601; each NULL where it does not
 * say. */
void ts_saved_read(ts_arena *arena, ts_str html, const char **url, const char **captured_at);

#endif
