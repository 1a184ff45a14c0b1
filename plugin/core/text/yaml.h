/* YAML 1.1 as libyaml reads it, YAML 1.2's core schema for plain scalars (yes and no are text), to and from
 * value trees. Aliases, merge keys and tags are refused: front matter needs none, and bombs are made of them.
 */
#ifndef TS_TEXT_YAML_H
#define TS_TEXT_YAML_H

#include "base/buf.h"
#include "base/error.h"
#include "base/value.h"

#define TS_YAML_DEPTH 32

/* One document of at most 1 MiB. Empty text gives an empty map. Dates stay text, keys are text, a key that is
 * there twice is an error. `first_line` is the line of `source` at which the text begins, for messages. NULL
 * on error. */
const ts_value *ts_yaml_read(ts_arena *arena, ts_str text, const char *source, int first_line,
                             ts_error *error);

/* A map as block-style YAML, one key a line, in order, text quoted only where a reader of YAML 1.1 or 1.2
 * could take it for something else; short lists of plain text and small maps in flow style. Never wraps. Text
 * in the form of a date is left plain under keys that end in date, _at, lastmod, updated, modified or
 * published, so that hosts see a date. */
void ts_yaml_write(ts_buf *out, const ts_value *map);

#endif
