/* A start tag as it stands in the bytes of a page, read as a browser does. Seen by dom only. */
#ifndef TS_DOM_TAG_H
#define TS_DOM_TAG_H

#include "base/str.h"

/* Attributes one tag keeps: each name is compared with all before it. */
#define TS_DOM_ATTRIBUTES 100

typedef struct ts_raw_attribute {
    ts_str name, value; /* value.ptr NULL: none */
} ts_raw_attribute;

typedef struct ts_tag {
    ts_str name;
    const char *next; /* behind the '>' */
    bool self_closed;
    bool data; /* no script: JSON or TeX, says the type attribute */
    int count;
    ts_raw_attribute attributes[TS_DOM_ATTRIBUTES]; /* the first ones */
} ts_tag;

/* The bytes that tags are read from, and what is known of them: each is looked for once. */
typedef struct ts_tag_source {
    const char *end;
    bool no_quote[2]; /* no " and no ' from here on */
} ts_tag_source;

/* Reads the start tag whose name begins at `name`; false where the page ends inside it. */
bool ts_tag_read(ts_tag_source *source, const char *name, ts_tag *tag);
/* Behind the name of a tag. */
const char *ts_tag_name_end(const char *name, const char *end);

static inline bool ts_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool ts_is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

#endif
