/* Which kind of capture a file is. Seen by capture only. */
#ifndef TS_CAPTURE_KIND_H
#define TS_CAPTURE_KIND_H

#include "capture/capture.h"

/* "html", "text", "markdown" or a media type, with parameters or not; -1 for any other. */
int ts_kind_of_type(ts_str type);
/* By the first kilobytes of the decoded text. */
ts_capture_kind ts_kind_sniff(ts_str text);
const char *ts_kind_media_type(ts_capture_kind kind);

#endif
