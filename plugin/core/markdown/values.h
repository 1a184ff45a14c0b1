/* Values out of front matter: what people write in many shapes, in ours. Used by front_matter.c. */
#ifndef TS_MARKDOWN_VALUES_H
#define TS_MARKDOWN_VALUES_H

#include "article/article.h"

/* The text of a scalar, trimmed; NULL for what is empty or none. */
const char *ts_value_text(ts_arena *arena, const ts_value *value);
/* An ISO 8601 date as precise as it was written; NULL where it is none. */
const char *ts_value_date(ts_arena *arena, const ts_value *value);
/* Names: a byline, or a list of names or of maps with name and role. */
ts_people ts_value_people(ts_arena *arena, const ts_value *value, const char *role);
/* Texts: one with commas between, or a list; a list in it is a path of which all parts count. */
ts_texts ts_value_texts(ts_arena *arena, const ts_value *value);
/* A name, or a map with name and url. */
ts_party ts_value_party(ts_arena *arena, const ts_value *value);
void ts_value_hops(ts_arena *arena, const ts_value *value, ts_fields *fields);
void ts_value_images(ts_arena *arena, const ts_value *value, ts_fields *fields);
void ts_value_warnings(ts_arena *arena, const ts_value *value, ts_fields *fields);

#endif
