/* The memory behind the typed arrays. */
#include "base/vec.h"

#include <stdint.h>

void *ts_vec_grow(ts_arena *arena, void *items, size_t item_size, size_t len, size_t *cap)
{
    size_t wanted = *cap ? *cap * 2 : 8;
    /* A product past SIZE_MAX asks for what no system has, and ends in the allocator's sentence. */
    size_t bytes = wanted > SIZE_MAX / 2 / item_size ? SIZE_MAX : wanted * item_size;
    *cap = wanted;
    return arena ? ts_arena_grow(arena, items, len * item_size, bytes) : ts_realloc(items, bytes);
}
