/* Base64 (RFC 4648), which carries bytes in JSON. Reading and writing are libnettle's. */
#ifndef TS_BASE_BASE64_H
#define TS_BASE_BASE64_H

#include "base/buf.h"

/* The bytes in the arena, NUL behind them; white space in the text is passed over. False where it is no
 * Base64. */
bool ts_base64_read(ts_arena *arena, ts_str text, ts_str *bytes);
/* On one line, padded. */
void ts_base64_write(ts_buf *out, ts_str bytes);

#endif
