/* Tests in a fresh folder, *state its path, with an arena each. */
#ifndef SCRATCH_H
#define SCRATCH_H

#include "unit.h"

static ts_arena *arena;

static int start(void **state)
{
    arena = ts_arena_new();
    return make_scratch(state);
}

static int finish(void **state)
{
    ts_arena_free(arena);
    return remove_scratch(state);
}

#endif
