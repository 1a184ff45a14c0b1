/* The lines of a text dump as paragraphs: what was wrapped at a fixed width is joined again. */
#ifndef TS_EXTRACT_DUMP_LINES_H
#define TS_EXTRACT_DUMP_LINES_H

#include "base/buf.h"
#include "base/error.h"
#include "base/vec.h"
#include "extract/extract.h"

#include <stdint.h>

/* Lines with anything in them that a dump may have. */
#define TS_DUMP_LINES 200000

typedef struct ts_dump_line {
    ts_str text;            /* without white space at its ends and line ends inside */
    size_t width;           /* columns: two for a wide character */
    bool gap;               /* a blank line or a form feed stands before it */
    bool ended;             /* ends as a sentence does */
    bool prose;             /* looks like a paragraph of an article */
    const char *rule_class; /* of the first rule that knows it at an edge of the article, or NULL */
    bool last;              /* its class says that nothing behind it is the article */
    float probability;      /* that it is the article's, by the model */
    bool unlikely;          /* no line of the article, says the model, wherever it stands */
    bool dated;             /* a short one that holds a whole date; found out near a headline only */
    bool under;             /* stands under headlines: says when, by whom, whence; found out there only */
    int level;              /* of a heading, where the text is marked up: 1–6, else 0 */
    bool linked;            /* is a link as a whole, or several */
} ts_dump_line;

typedef TS_VEC(ts_dump_line) ts_dump_lines;

/* The line at *pos, as it stands there without its end, which *pos moves behind: \n, \r, \r\n, form feed,
 * U+0085, U+2028, U+2029. *end is the character that ended it, 0 at the end of the text. *pos must be below
 * text.len. */
ts_str ts_dump_next_line(ts_str text, size_t *pos, uint32_t *end);

/* As much of the text's beginning as its language is told by. */
ts_str ts_dump_sample(ts_str text);

/* Columns of a text: two for a wide character or Hangul. */
size_t ts_dump_columns(ts_str text);

/* Adds a line; its text, trimmed, is not copied. */
void ts_dump_push(ts_arena *arena, ts_dump_lines *lines, ts_str text, bool gap);

/* Cuts the text into lines and joins wrapped ones: without a space between wide characters. Lines point into
 * the text or the arena. */
bool ts_dump_split(ts_arena *arena, ts_str text, ts_dump_lines *lines, ts_error *error);

/* Appends what a line's text goes on with: without a space between wide characters and behind a hyphen. */
void ts_dump_join(ts_buf *out, ts_str text);

/* True where the text ends with a stop, or with one and closing quotes or brackets behind it. */
bool ts_dump_sentence_ended(ts_str text);

/* Runs of white space of any kind as one space. */
ts_str ts_dump_clean(ts_arena *arena, ts_str text);

/* The article in a dump whose lines another has cut, by marks that tell headings and links; a paragraph is
 * one line. Changes the lines. True where full-width punctuation that the text has lost is to be put back. */
bool ts_extract_lines(ts_arena *arena, ts_dump_lines *lines, const ts_extract_options *options,
                      ts_fields *fields, ts_paragraphs *body);
/* Puts it back in the fields, which say so, and in the body's texts; that may be NULL. */
void ts_extract_restore_width(ts_arena *arena, ts_fields *fields, ts_paragraphs *body);

#endif
