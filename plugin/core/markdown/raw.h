/* What passes of raw HTML that somebody put in Markdown. Of a block only its text does. In a line the tags of
 * an allow-list pass, none of which runs, loads or leads anywhere, with those attributes that say a language,
 * a direction or a meaning; of all other tags nothing does. */
#ifndef TS_MARKDOWN_RAW_H
#define TS_MARKDOWN_RAW_H

#include "base/buf.h"
#include "base/vec.h"

#include <cmark.h>

/* The text of a block of raw HTML, nothing of scripts, styles and comments. */
void ts_raw_text(ts_buf *out, ts_str html);

/* True for a raw tag of that name; *end: it is an end tag. */
bool ts_raw_is(ts_str html, const char *name, bool *end);

/* The language and direction that a raw tag <span …> says, one of which may be empty; false for any other
 * tag, and where it says anything else. They point into `html`. */
bool ts_raw_span(ts_str html, ts_str *language, ts_str *direction);

/* A raw tag that was written and waits for its end, in the node it stands in. */
typedef struct ts_raw_open {
    const char *name;
    cmark_node *parent;
} ts_raw_open;

typedef TS_VEC(ts_raw_open) ts_raw_tags;

/* Most raw tags that stand open at a time; more are left out. */
#define TS_RAW_TAGS 32

/* Writes a node of raw inline HTML, if its tag passes: an end tag only behind its start in the same node. */
void ts_raw_inline(ts_buf *out, ts_raw_tags *open, cmark_node *node);
/* Ends the raw tags that were left open in a node, at its end. */
void ts_raw_leave(ts_buf *out, ts_raw_tags *open, cmark_node *node);

#endif
