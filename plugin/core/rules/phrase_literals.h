/* What a line must hold before a phrase's pattern is worth trying on it. */
#ifndef TS_RULES_PHRASE_LITERALS_H
#define TS_RULES_PHRASE_LITERALS_H

#include "base/vec.h"

typedef TS_VEC(ts_str) ts_literals;

/* Texts of which each line that the pattern matches holds at least one, both in the form of
 * ts_literal_fold; in the arena. False where none are known: the pattern must be tried on every line. */
bool ts_literals_of(ts_arena *arena, ts_str pattern, ts_literals *literals);

/* Writes the text with all characters that PCRE2 takes for one another without regard to case made one; its
 * new length. `out` has room for half as much again: there are letters whose lower case is longer. */
size_t ts_literal_fold(ts_str text, char *out);

#endif
