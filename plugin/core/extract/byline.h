/* Bylines by what they say, where no class word does: "By Jane Doe 12 March 2020", "Written by" above a name.
 */
#ifndef TS_EXTRACT_BYLINE_H
#define TS_EXTRACT_BYLINE_H

#include "extract/blocks.h"
#include "extract/claims.h"

/* The text before the first date in it, or behind one that opens it; all of it where there is none; a slice.
 */
ts_str ts_byline_cut(ts_str text, const char *language);
/* The place of the first date in a short text; false where there is none. */
bool ts_byline_find_date(ts_str text, const char *language, size_t *start, size_t *end);
/* Adds the persons that a short line names, or the one behind it where it is a label alone: "By", "Jane Doe".
 * `memo` may be NULL, `next` empty. */
void ts_byline_take(ts_arena *arena, ts_line_memo *memo, const char *language, ts_str line, ts_str next,
                    ts_people *authors);
/* True for what may be a person's name alone, in a script with capitals. */
bool ts_byline_is_name(ts_str line);
/* The same, where no rule says that it is something else: an outlet, a job, a company. */
bool ts_byline_is_persons(ts_str name);
/* What a byline's element says up to the first line that names nobody, which tells what a person does or
 * leads to what else there is: "By Jane Doe<br>Geographer". All of `text`, what the element says, where no
 * line names anybody; else in the arena, names parted by commas. */
ts_str ts_byline_lines(ts_arena *arena, const ts_node *root, ts_str text, const char *language);
/* True for "Written by" and nothing else: a name follows. */
bool ts_byline_is_label(ts_str line, const char *language);
/* Reads the short lines among the blocks from `first` up to `last`, until one names an author. */
void ts_byline_read(ts_claims *claims, const ts_blocks *blocks, int first, int last, const char *language);

/* The text behind the words that say that names follow: "Jane Doe" of "By Jane Doe". */
ts_str ts_byline_names(ts_str text, const char *language);

#endif
