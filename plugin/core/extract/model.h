/* The learned weights: tables for hashed tokens and forests of boosted trees. Data in plugin/rules/model,
 * made by `make train`; its form is said in plugin/tools/train/README.md. */
#ifndef TS_EXTRACT_MODEL_H
#define TS_EXTRACT_MODEL_H

#include "base/arena.h"
#include "base/error.h"
#include "base/vec.h"

#include <stdint.h>

/* Entries of the tables, powers of two: tokens are cut to them. */
enum { TS_CLASS_TABLE = 8192, TS_TEXT_TABLE = 4096, TS_PAGE_TABLE = 8192 };
/* Nodes a forest may have, nodes between a tree's first and a leaf with the first, and features a node may
 * ask for. */
enum { TS_FOREST_NODES = 20000, TS_FOREST_DEPTH = 8, TS_FOREST_FEATURES = 200 };

typedef struct ts_tree_test {
    float most; /* the largest value that goes left */
    uint32_t feature;
} ts_tree_test;

/* A tree whose leaves are all equally deep: the tests of one depth stand behind those of the one above, those
 * behind test i are 2 i + 1 and 2 i + 2. A walk has no branch that a processor must foretell. */
typedef struct ts_tree {
    size_t tests, leaves; /* the first of them in the forest */
    unsigned depth;       /* tests before a leaf */
} ts_tree;

typedef struct ts_forest {
    double base;
    size_t nodes; /* in the file */
    TS_VEC(ts_tree) trees;
    TS_VEC(ts_tree_test) tests;
    TS_VEC(float) leaves;
} ts_forest;

typedef struct ts_model {
    int8_t classes[TS_CLASS_TABLE]; /* of names in class, id and role, by tokens.h */
    int8_t texts[TS_TEXT_TABLE];    /* of a block's words */
    int8_t pages[TS_PAGE_TABLE];    /* of names and words anywhere on a page, for its kind */
    ts_forest block, page, line;
} ts_model;

/* Reads weights; NULL with an error where they are none, or not for this program's features. */
const ts_model *ts_model_read(ts_arena *arena, ts_str text, const char *source, ts_error *error);
/* Those baked into the program, read once. Never NULL: all zeros where they do not fit, which a test forbids.
 */
const ts_model *ts_model_baked(void);

/* The probability that a row of features speaks of the article. */
double ts_forest_probability(const ts_forest *forest, const float *row);
/* The same of `count` rows that stand one behind the other, each of `width` features. */
void ts_forest_probabilities(const ts_forest *forest, const float *rows, size_t count, size_t width,
                             double *probabilities);

#endif
