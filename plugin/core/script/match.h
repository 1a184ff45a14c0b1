/* Lua's patterns once more, but each step counts as an instruction. Lua's own matcher cannot be stopped, and
 * a short hostile pattern keeps it busy for years. */
#ifndef TS_SCRIPT_MATCH_H
#define TS_SCRIPT_MATCH_H

#include "script/state.h"

#define TS_CAPTURES_MAX 32

#define TS_CAPTURE_OPEN ((size_t)-1)     /* length of a capture that is not closed yet */
#define TS_CAPTURE_POSITION ((size_t)-2) /* length of a position capture */

typedef struct ts_matcher {
    lua_State *L;
    ts_str text, pattern;
    int depth, level; /* level: captures so far */
    size_t steps;
    struct {
        size_t start, len;
    } captures[TS_CAPTURES_MAX];
} ts_matcher;

/* The pattern from its offset p on against the text at s: where the match ends, or TS_NPOS. Raises on a
 * malformed pattern and when the budget is used up. */
size_t ts_match(ts_matcher *m, size_t s, size_t p);
/* Counts steps of a search. */
void ts_match_steps(ts_matcher *m, size_t n);
void ts_match_step(ts_matcher *m);

#endif
