/* What the files of text/json share. */
#ifndef TS_TEXT_JSON_PARTS_H
#define TS_TEXT_JSON_PARTS_H

#include "base/buf.h"

/* Appends the text with mended what text/json.h says is safe to mend; one pass. */
void ts_json_mend(ts_buf *out, ts_str text);

#endif
