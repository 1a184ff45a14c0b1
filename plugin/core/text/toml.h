/* TOML 1.0 out of value trees. */
#ifndef TS_TEXT_TOML_H
#define TS_TEXT_TOML_H

#include "base/buf.h"
#include "base/value.h"

/* The pairs of a map, a line each; lists and maps in them on that line. Dates are texts like any other; nil
 * is left out. */
void ts_toml_write(ts_buf *out, const ts_value *map);

#endif
