/* What a plain scalar means, for the reader and the writer of YAML. */
#ifndef TS_TEXT_YAML_SCALAR_H
#define TS_TEXT_YAML_SCALAR_H

#include "base/value.h"

/* The value of a plain scalar in YAML 1.2's core schema. A whole number too big for 64 bits stays text, so
 * that no digit is lost. */
ts_value *ts_yaml_plain(ts_arena *arena, ts_str s);

/* True where some reader of YAML 1.1 or 1.2 takes the plain text for something other than text or a date:
 * nothing, a truth value, a number (with underscores, in base 2, 8, 16 or 60). */
bool ts_yaml_ambiguous(ts_str s);
/* True where a reader of YAML 1.1 takes it for a date or a time. */
bool ts_yaml_date_like(ts_str s);

#endif
