/* Clocks for measuring, in nanoseconds. */
#ifndef TS_BASE_CLOCK_H
#define TS_BASE_CLOCK_H

#include <stdint.h>

/* A time that only runs forward, from no set beginning. */
int64_t ts_clock(void);
/* Processor time that all threads of the process have used. */
int64_t ts_clock_processor(void);

#endif
