/* JSON (RFC 8259) to and from value trees. Parsing is libjansson's. */
#ifndef TS_TEXT_JSON_H
#define TS_TEXT_JSON_H

#include "base/buf.h"
#include "base/error.h"
#include "base/value.h"

/* Nesting a document may have. */
#define TS_JSON_DEPTH 128

/* Any JSON value. */
const ts_value *ts_json_read(ts_arena *arena, ts_str text, const char *source, ts_error *error);
/* The same for what pages embed: where it does not parse, once more after mending what is safe to mend
 * (comments and CDATA around it, raw line ends and tabs in strings, commas before a closing bracket, a ';'
 * behind it, HTML entities for quotes). NULL without an error where that fails too. */
const ts_value *ts_json_read_lenient(ts_arena *arena, ts_str text);

/* On one line, keys in their order, UTF-8 unescaped but for what is unsafe inside <script>. */
void ts_json_write(ts_buf *out, const ts_value *value);
/* A string with its quotes. */
void ts_json_string(ts_buf *out, ts_str s);

/* True for text that begins as JSON-LD does, with its "@context": scripts forget to say so in their type. */
bool ts_json_is_linked_data(ts_str text);

#endif
