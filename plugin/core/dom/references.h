/* Characters of a page as libxml2's HTML parser would hand them on. Seen by dom only. */
#ifndef TS_DOM_REFERENCES_H
#define TS_DOM_REFERENCES_H

#include "base/buf.h"

typedef enum ts_text_kind {
    TS_TEXT_BLANK = 0,   /* white space only, or nothing */
    TS_TEXT_PLAIN = 1,   /* stands for itself */
    TS_TEXT_ENCODED = 2, /* holds references, or characters that no page may have */
} ts_text_kind;

ts_text_kind ts_text_kind_of(ts_str s);
/* A page's text without references and characters that no page may have. */
void ts_text_decode(ts_buf *out, ts_str s);
/* What a script or style holds: the same without references. */
void ts_raw_decode(ts_buf *out, ts_str s);
/* What an attribute's value comes to. A reference there needs its ';'; one to no character ends the value. */
void ts_value_decode(ts_buf *out, ts_str s);

#endif
