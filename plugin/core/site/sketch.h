/* A sketch of a text: a few numbers that tell how much two texts have in common, without either. */
#ifndef TS_SITE_SKETCH_H
#define TS_SITE_SKETCH_H

#include "base/str.h"

#include <stdint.h>

/* One number for each of so many parts of the hash space (one-permutation MinHash). */
#define TS_SKETCH_LEN 64
/* Runs of so many letters that texts share or do not. */
#define TS_SKETCH_GRAM 5
/* Grams below which a text is too short to be told from another. */
#define TS_SKETCH_LEAST 60

typedef struct ts_sketch {
    uint32_t least[TS_SKETCH_LEN];
    uint32_t grams; /* 0: the text was too short */
} ts_sketch;

/* Of the folded text's letters and digits, in order, without anything between them: layout and punctuation do
 * not count, nor does full or half width. */
void ts_sketch_make(ts_sketch *sketch, ts_str text);

/* The share of grams that both have in common, estimated, 0 to 1; 0 where either is too short. */
double ts_sketch_likeness(const ts_sketch *a, const ts_sketch *b);

#endif
