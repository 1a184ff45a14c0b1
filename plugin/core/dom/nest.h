/* What of a page's tags nests so well that no parser need say how. Seen by dom only. */
#ifndef TS_DOM_NEST_H
#define TS_DOM_NEST_H

#include "dom/sieve.h"

/* Makes elements whose tags pair, and whose start closes nothing that is open, our own: libxml2 would put
 * them where they stand. Linear. */
void ts_nest(ts_sieved *sieved);

/* Writes what libxml2 is shown: the tags that are not our own, without attributes, and for each run of what
 * is, and of texts, one "x", or " " where all of it is blank. The pieces learn their places in it, which
 * those of one run have in common. */
void ts_skeleton_write(ts_sieved *sieved);

#endif
