/* The HTML writer's inner parts, shared by html*.c. */
#ifndef TS_MARKDOWN_HTML_PARTS_H
#define TS_MARKDOWN_HTML_PARTS_H

#include "base/map.h"
#include "markdown/html.h"
#include "markdown/raw.h"

typedef struct ts_note_count {
    size_t number, references;
} ts_note_count;

/* A bracket of a title, 《 or 》, in a text. */
typedef struct ts_html_bracket {
    cmark_node *text;
    size_t at;
    bool closes, paired;
} ts_html_bracket;

/* Those of one block, in order. */
typedef struct ts_html_cites {
    TS_VEC(ts_html_bracket) found;
    TS_VEC(size_t) open; /* while they are paired: those that wait */
    size_t next;         /* the one that is written next */
    int depth;           /* of open titles */
} ts_html_cites;

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
    ts_html_cites cites;   /* of the block whose inlines are being written */
} ts_html_writer;

static inline void ts_html_put(ts_html_writer *w, const char *z)
{
    ts_buf_puts(w->out, z);
}

/* True for a block of inlines with a tag of its own, which ts_html_language writes the attributes of. */
bool ts_html_has_tag(cmark_node *block);
/* The attributes of a block that is in another language or direction as a whole. */
void ts_html_language(ts_html_writer *w, cmark_node *block);
/* The tags of such a block; `enter` is without its last character. */
void ts_html_block(ts_html_writer *w, cmark_node *block, cmark_event_type event, const char *enter,
                   const char *leave);
void ts_html_text(ts_html_writer *w, const char *z);

static inline const char *ts_html_tag(cmark_event_type event, const char *enter, const char *leave)
{
    return event == CMARK_EVENT_ENTER ? enter : leave;
}

/* The tag that opens a link to a safe address; `title` may be NULL. */
void ts_html_anchor(ts_html_writer *w, ts_str url, const char *title);
/* Pairs the brackets of titles in the inlines of a block, where the language has such titles. */
void ts_html_find_cites(ts_html_writer *w, cmark_node *block);
/* A text of the block that was looked at last, its titles marked. */
void ts_html_cite_text(ts_html_writer *w, cmark_node *text);
/* A node of our own kinds; its children are written between the two events. */
void ts_html_ours(ts_html_writer *w, cmark_node *node, cmark_event_type event);
/* Links from a note back to its references. */
void ts_html_note_back(ts_html_writer *w, cmark_node *note);
/* True for a node whose children are written already when it has been entered. */
bool ts_html_skips(cmark_node *node);

#endif
