/* What a line must hold before a phrase's pattern is worth trying on it. */
#ifndef TS_RULES_PHRASE_LITERALS_H
#define TS_RULES_PHRASE_LITERALS_H

#include "base/vec.h"
#include "rules/line_shape.h"

typedef TS_VEC(ts_str) ts_literals;

/* What one alternative of a pattern demands: each line that it matches has that shape and holds at least one
 * of the literals, in the form of ts_literal_fold; none where none are known. */
typedef struct ts_demand {
    ts_literals literals;
    ts_line_shape shape;
} ts_demand;
typedef TS_VEC(ts_demand) ts_demands;

/* One for each alternative, in the arena. Of a pattern that is not understood there is one that demands
 * nothing. */
void ts_demands_of(ts_arena *arena, ts_str pattern, ts_demands *demands);

/* Writes the text with all characters that PCRE2 takes for one another without regard to case made one; its
 * new length. `out` has room for half as much again, as there are letters whose lower case is longer; where
 * the text may be no UTF-8, for three times as much. */
size_t ts_literal_fold(ts_str text, char *out);
/* The same of one character. */
uint32_t ts_literal_fold_char(uint32_t c);

#endif
