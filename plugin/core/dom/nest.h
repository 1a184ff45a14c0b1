/* What of a page's tags nests so well that no parser need say how. Seen by dom only. */
#ifndef TS_DOM_NEST_H
#define TS_DOM_NEST_H

#include "dom/sieve.h"

/* Makes elements whose tags pair, and whose start closes nothing that is open, our own: in the skeleton one
 * "x" stands for a run of them and of texts, whose pieces have the same `at`. libxml2 would put them where
 * they stand. Linear. */
void ts_nest(ts_sieved *sieved);

#endif
