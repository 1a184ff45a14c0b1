/* What tells under which licence an article may be reprinted, by its link to the licence: a line, or a box
 * that names who wrote what and where it stands as well. */
#ifndef TS_EXTRACT_LICENCE_H
#define TS_EXTRACT_LICENCE_H

#include "extract/score.h"

/* True for a link to a licence of Creative Commons, or to their waiver. */
bool ts_is_licence_link(const ts_node *node);

/* Makes the lines of a box around such a link unlikely; a line with one that is in no box gets the flag
 * TS_BLOCK_LICENCE. */
void ts_licence_lessen(ts_blocks *blocks, const ts_sums *sums);

#endif
