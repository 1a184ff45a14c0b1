/* One arena for each test, in a variable of the file's: for tests whose helpers all want it. */
#ifndef TS_UNIT_ONE_ARENA_H
#define TS_UNIT_ONE_ARENA_H

#include "unit.h"

static ts_arena *arena;

static inline int open_arena(void **state)
{
    arena = ts_arena_new();
    return 0;
}

static inline int close_arena(void **state)
{
    ts_arena_free(arena);
    return 0;
}

#endif
