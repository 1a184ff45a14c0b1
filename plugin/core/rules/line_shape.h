/* What a line's first and last letters and digits must be before a pattern that is bound to the line's ends
 * can match it: most of its signs a rule lets stand before its words as they will. */
#ifndef TS_RULES_LINE_SHAPE_H
#define TS_RULES_LINE_SHAPE_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* A set of letters by their hashes: it may hold more than was put in. */
#define TS_LETTER_SLOTS 256
typedef struct ts_letter_set {
    uint64_t words[TS_LETTER_SLOTS / 64];
} ts_letter_set;

/* Of a piece of a pattern: what the texts that it matches look like. */
typedef struct ts_line_shape {
    ts_letter_set first, last; /* letters that such a text may have first and last */
    bool without;              /* it may have none */
    bool blank;                /* it is empty: an anchor, what looks around */
    bool starts, ends;         /* it stands at the line's start, at its end */
} ts_line_shape;

/* Of a line: the slots of its first and last letters; TS_LETTER_SLOTS where it has none. */
typedef struct ts_line_ends {
    uint16_t first, last;
} ts_line_ends;

ts_line_shape ts_shape_of_text(ts_str text);
/* Of one character that may be any. */
ts_line_shape ts_shape_of_any(void);
/* Of one that is neither letter nor digit. */
ts_line_shape ts_shape_of_sign(void);
/* Of an anchor, at the line's start or end, or neither. */
ts_line_shape ts_shape_of_anchor(bool starts, bool ends);

/* One behind the other. */
ts_line_shape ts_shape_join(const ts_line_shape *a, const ts_line_shape *b);
/* Either, or none at all. */
ts_line_shape ts_shape_optional(const ts_line_shape *shape);
/* Either. */
ts_line_shape ts_shape_either(const ts_line_shape *a, const ts_line_shape *b);

/* The lines of which a text of that shape is a part. */
ts_line_shape ts_shape_of_line(const ts_line_shape *part);

ts_line_ends ts_line_ends_of(ts_str line);

static inline bool ts_letter_set_has(const ts_letter_set *set, unsigned slot)
{
    return set->words[slot / 64] >> slot % 64 & 1;
}

/* False where no line of that shape has such ends. */
static inline bool ts_line_fits(const ts_line_shape *lines, ts_line_ends ends)
{
    if (ends.first == TS_LETTER_SLOTS)
        return lines->without;
    return ts_letter_set_has(&lines->first, ends.first) && ts_letter_set_has(&lines->last, ends.last);
}

#endif
