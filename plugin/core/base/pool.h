/* Work on all cores. */
#ifndef TS_BASE_POOL_H
#define TS_BASE_POOL_H

#include <stddef.h>

/* Processors this process may use, at least 1. */
int ts_pool_cores(void);

/* Calls work(context, i, worker) once for each i below n, on `workers` threads (at least 1; 1 runs on the
 * caller's own), in no set order; returns when all are done. `worker` is 0 … workers-1, one call at a time
 * each. */
void ts_pool_run(int workers, size_t n, void (*work)(void *context, size_t i, int worker), void *context);

#endif
