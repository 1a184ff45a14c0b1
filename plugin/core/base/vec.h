/* A typed growing array. Zero it to start: TS_VEC(int) v = {0};
 *
 * The plain calls take memory from malloc (end with ts_vec_free), those with _in from an arena. One array
 * uses one kind only. */
#ifndef TS_BASE_VEC_H
#define TS_BASE_VEC_H

#include "base/arena.h"

#include <stdlib.h>

#define TS_VEC(type)                                                                                         \
    struct {                                                                                                 \
        type *items;                                                                                         \
        size_t len, cap;                                                                                     \
    }

/* The memory behind the macros: `items` grown so that one more item fits; `arena` may be NULL. */
void *ts_vec_grow(ts_arena *arena, void *items, size_t item_size, size_t len, size_t *cap);

#define ts_vec_push_in(arena, vec, item)                                                                     \
    ((vec)->len == (vec)->cap                                                                                \
         ? (void)((vec)->items =                                                                             \
                      ts_vec_grow((arena), (vec)->items, sizeof *(vec)->items, (vec)->len, &(vec)->cap))     \
         : (void)0,                                                                                          \
     (vec)->items[(vec)->len++] = (item))

#define ts_vec_push(vec, item) ts_vec_push_in(NULL, vec, item)

#define ts_vec_free(vec) (free((vec)->items), (vec)->items = NULL, (vec)->len = (vec)->cap = 0)

#endif
