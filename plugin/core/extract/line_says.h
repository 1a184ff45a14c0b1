/* From a matched line to the fields it fills. */
#ifndef TS_EXTRACT_LINE_SAYS_H
#define TS_EXTRACT_LINE_SAYS_H

#include "extract/fields.h"
#include "rules/phrases.h"

typedef struct ts_line_piece {
    ts_arena *arena;
    const char *language;
    ts_str text;   /* as it stands on the page */
    ts_str folded; /* what was matched */
    const ts_line_match *match;
    ts_fields *fields;
} ts_line_piece;

/* Moves what the piece says into its fields; what a field holds already stays. */
void ts_line_say(const ts_line_piece *piece);

/* True for classes whose value is a list, of names or of tags, that may go on behind a gap. */
bool ts_line_takes_list(const char *rule_class);

#endif
