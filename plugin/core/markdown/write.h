/* The Markdown writer's inner parts, shared by write*.c. */
#ifndef TS_MARKDOWN_WRITE_H
#define TS_MARKDOWN_WRITE_H

#include "markdown/markdown.h"

/* Where inlines stand: in a cell a break is <br>, and line starts mean nothing. */
typedef enum ts_place {
    TS_PLACE_PARAGRAPH,
    TS_PLACE_TERM,
    TS_PLACE_NEXT_TERM, /* behind another on its line */
    TS_PLACE_CELL,
    TS_PLACE_HEADING
} ts_place;

/* What surrounds a text, for ts_write_text. */
typedef struct ts_text_place {
    bool in_brackets;               /* link text, alternative text */
    bool in_cell;                   /* of a table, whose writer escapes the bars */
    bool more;                      /* something other than white space is written right behind it */
    bool tildes, angles;            /* some reader may pair those of the block */
    bool before_link;               /* a bracket of a link or a reference to a note is */
    bool after_note;                /* a reference to a note does */
    bool entity_first, entity_last; /* the first, the last character becomes a numeric entity */
} ts_text_place;

/* A text with just those characters escaped that a reader would take for markup where they stand, in the
 * forms that readers older than CommonMark know too: no backslash before < and &, but one before each bar. */
void ts_write_text(ts_buf *out, ts_str text, const ts_text_place *place);
/* The address and title of a link or image: `(url "title")`. */
void ts_write_target(ts_buf *out, ts_str url, ts_str title);
/* An image with another title than its own. */
void ts_write_image(ts_buf *out, cmark_node *image, ts_str title);
/* A code span. */
void ts_write_code(ts_buf *out, ts_str code);
/* The content of a fence's info string. */
void ts_write_info(ts_buf *out, ts_str info);

/* A paragraph's or heading's inlines again, with what would begin a block at the start of a line escaped.
 * `link_first`: the first bracket is a link's, which a backslash would undo. */
void ts_write_lines(ts_buf *out, ts_str inlines, ts_place place, bool link_first);

/* A paragraph as it was written, behind the mark of a note: a reader that knows no notes would take one word
 * for the address of a link and show it no more, so an empty comment stands behind it. */
void ts_write_note_text(ts_buf *out, ts_str paragraph);

/* True where the text begins with what CommonMark takes for a character reference. */
bool ts_is_entity(ts_str text);

#endif
