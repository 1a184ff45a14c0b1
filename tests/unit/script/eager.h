/* A script whose collector is at its most eager: each first try to grow fails, so that Lua collects all its
 * garbage at every allocation. What is reachable only by luck is gone at once. */
#ifndef EAGER_H
#define EAGER_H

#include "script/state.h"

typedef struct eager {
    lua_Alloc alloc;
    void *user;
    bool again;
} eager;

static inline void *fail_first(void *user, void *old, size_t old_size, size_t size)
{
    eager *e = user;
    if (size > (old ? old_size : 0) && !(e->again = !e->again))
        return NULL;
    return e->alloc(e->user, old, old_size, size);
}

/* From here on; `e` lives until make_patient, which comes before the script is freed. */
static inline void make_eager(ts_script *script, eager *e)
{
    *e = (eager){.again = false};
    e->alloc = lua_getallocf(script->lua, &e->user);
    lua_setallocf(script->lua, fail_first, e);
}

static inline void make_patient(ts_script *script, const eager *e)
{
    lua_setallocf(script->lua, e->alloc, e->user);
}

#endif
