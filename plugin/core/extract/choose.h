/* From the model's probabilities to the blocks that are expected to be the article. */
#ifndef TS_EXTRACT_CHOOSE_H
#define TS_EXTRACT_CHOOSE_H

#include "extract/features.h"

/* Sets every block's probability by the model, lessened by the steps of `without` (extract.h) that are not
 * left out, and keeps those blocks which, in order of probability, maximise the F1 to expect. */
void ts_choose(ts_arena *arena, ts_blocks *blocks, const ts_sums *sums, const ts_features *features,
               const ts_model *model, unsigned without);

/* The smallest element around all kept blocks, an index; -1 where none is kept. */
int ts_chosen_container(const ts_blocks *blocks);

#endif
