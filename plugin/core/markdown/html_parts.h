/* The HTML writer's inner parts, shared by html*.c. */
#ifndef TS_MARKDOWN_HTML_PARTS_H
#define TS_MARKDOWN_HTML_PARTS_H

#include "base/map.h"
#include "markdown/html.h"
#include "markdown/raw.h"

typedef struct ts_note_count {
    size_t number, references;
} ts_note_count;

typedef struct ts_html_writer {
    ts_buf *out;
    const ts_html_options *options;
    ts_arena *arena;       /* for ids and hosts */
    ts_map *ids;           /* every id given, with the number its next namesake gets */
    ts_map *notes;         /* a ts_note_count for each label that was referred to */
    int images;            /* written so far */
    bool header_cells;     /* in a header row */
    const ts_align *align; /* of the next cell */
    ts_raw_tags raw;       /* raw tags that stand open */
} ts_html_writer;

static inline void ts_html_put(ts_html_writer *w, const char *z)
{
    ts_buf_puts(w->out, z);
}

void ts_html_text(ts_html_writer *w, const char *z);

static inline const char *ts_html_tag(cmark_event_type event, const char *enter, const char *leave)
{
    return event == CMARK_EVENT_ENTER ? enter : leave;
}

/* The tag that opens a link to a safe address; `title` may be NULL. */
void ts_html_anchor(ts_html_writer *w, ts_str url, const char *title);
/* A node of our own kinds; its children are written between the two events. */
void ts_html_ours(ts_html_writer *w, cmark_node *node, cmark_event_type event);
/* Links from a note back to its references. */
void ts_html_note_back(ts_html_writer *w, cmark_node *note);
/* True for a node whose children are written already when it has been entered. */
bool ts_html_skips(cmark_node *node);

#endif
