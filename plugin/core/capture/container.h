/* Files that hold many pages, or tell of them, and are none themselves. Seen by capture only. */
#ifndef TS_CAPTURE_CONTAINER_H
#define TS_CAPTURE_CONTAINER_H

#include "base/str.h"

/* What such a file is and the way out of it, as a sentence; NULL: it is none. By the first kilobytes of the
 * decoded text. */
const char *ts_container_advice(ts_str text);
/* The same by the ending of a file's name. */
const char *ts_container_advice_of(const char *path);

#endif
