/* Forests asked about rows of features: tree by tree, or eight rows at once where the processor can. */
#include "extract/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of nearly all trees (plugin/tools/train). */
enum { USUAL_DEPTH = 4, USUAL_TESTS = (1 << USUAL_DEPTH) - 1 };

/* The test or leaf behind test `at`. */
static inline size_t step(const ts_tree_test *tests, const float *row, size_t at)
{
    return 2 * at + 1 + (row[tests[at].feature] > tests[at].most);
}

static inline size_t walk(const ts_tree_test *tests, const float *row, unsigned depth)
{
    size_t at = 0;
    for (; depth > 0; depth--)
        at = step(tests, row, at);
    return at;
}

/* Written out: a processor then walks down several rows at a time. */
static inline size_t walk_usual(const ts_tree_test *tests, const float *row)
{
    _Static_assert(USUAL_DEPTH == 4, "there are four steps");
    size_t at = step(tests, row, step(tests, row, 0));
    return step(tests, row, step(tests, row, at));
}

static inline float leaf_of(const ts_tree *tree, const ts_tree_test *tests, const float *leaves,
                            const float *row)
{
    return leaves[walk(tests, row, tree->depth) - (((size_t)1 << tree->depth) - 1)];
}

/* Tree by tree: a tree stays in the processor's nearest cache while all rows walk down it. */
static void add_one_by_one(const ts_forest *forest, const float *rows, size_t count, size_t width,
                           double *sums)
{
    for (size_t t = 0; t < forest->trees.len; t++) {
        const ts_tree *tree = &forest->trees.items[t];
        const ts_tree_test *tests = forest->tests.items + tree->tests;
        const float *leaves = forest->leaves.items + tree->leaves;
        bool usual = tree->depth == USUAL_DEPTH;
        for (size_t i = 0; i < count && usual; i++)
            sums[i] += leaves[walk_usual(tests, rows + i * width) - USUAL_TESTS];
        for (size_t i = 0; i < count && !usual; i++)
            sums[i] += leaf_of(tree, tests, leaves, rows + i * width);
    }
}

/* --- eight rows at once --- */

#if defined(__x86_64__) && defined(__GNUC__)

enum { ROWS = 8 };

typedef float lanes __attribute__((vector_size(ROWS * sizeof(float)), aligned(sizeof(float))));
typedef int32_t masks __attribute__((vector_size(ROWS * sizeof(int32_t)), aligned(sizeof(int32_t))));
typedef double wide_lanes __attribute__((vector_size(ROWS * sizeof(double)), aligned(sizeof(double))));

/* The leaves that eight rows, feature by feature, come to: all tests are made, and each, from the leaves up
 * to the root, chooses between what those below it chose. */
__attribute__((target("avx2"))) static inline lanes fall(const ts_tree_test *tests, const float *leaves,
                                                         const lanes *rows)
{
    _Static_assert(USUAL_DEPTH == 4 && ROWS == 8, "sixteen leaves, eight times");
#define ALL(x) ((lanes){(x), (x), (x), (x), (x), (x), (x), (x)})
#define LEAF(i) ((masks)ALL(leaves[i]))
#define CHOOSE(i, less, more)                                                                                \
    ((less) ^ ((masks)(rows[tests[i].feature] > ALL(tests[i].most)) & ((less) ^ (more))))
    masks a = CHOOSE(7, LEAF(0), LEAF(1)), b = CHOOSE(8, LEAF(2), LEAF(3)), c = CHOOSE(9, LEAF(4), LEAF(5)),
          d = CHOOSE(10, LEAF(6), LEAF(7)), e = CHOOSE(11, LEAF(8), LEAF(9)),
          f = CHOOSE(12, LEAF(10), LEAF(11)), g = CHOOSE(13, LEAF(12), LEAF(13)),
          h = CHOOSE(14, LEAF(14), LEAF(15));
    masks ab = CHOOSE(3, a, b), cd = CHOOSE(4, c, d), ef = CHOOSE(5, e, f), gh = CHOOSE(6, g, h);
    masks left = CHOOSE(1, ab, cd), right = CHOOSE(2, ef, gh);
    return (lanes)CHOOSE(0, left, right);
#undef CHOOSE
#undef LEAF
#undef ALL
}

/* As add_one_by_one, of eight rows; adds in the same order. */
__attribute__((target("avx2"))) static void add_eight(const ts_forest *forest, const float *rows,
                                                      size_t width, double *sums)
{
    lanes turned[TS_FOREST_FEATURES];
    wide_lanes sum;
    for (size_t k = 0; k < width; k++) {
        const float *at = rows + k;
        turned[k] = (lanes){at[0],         at[width],     at[2 * width], at[3 * width],
                            at[4 * width], at[5 * width], at[6 * width], at[7 * width]};
    }
    memcpy(&sum, sums, sizeof sum);
    for (size_t t = 0; t < forest->trees.len; t++) {
        const ts_tree *tree = &forest->trees.items[t];
        const ts_tree_test *tests = forest->tests.items + tree->tests;
        const float *leaves = forest->leaves.items + tree->leaves;
        if (tree->depth == USUAL_DEPTH) {
            sum += __builtin_convertvector(fall(tests, leaves, turned), wide_lanes);
            continue;
        }
        for (size_t i = 0; i < ROWS; i++)
            sum[i] += leaf_of(tree, tests, leaves, rows + i * width);
    }
    memcpy(sums, &sum, sizeof sum);
}

/* Does as many rows as it can; returns how many. */
static size_t add_by_eights(const ts_forest *forest, const float *rows, size_t count, size_t width,
                            double *sums)
{
    size_t done = 0;
    if (width <= TS_FOREST_FEATURES && __builtin_cpu_supports("avx2"))
        for (; count - done >= ROWS; done += ROWS)
            add_eight(forest, rows + done * width, width, sums + done);
    return done;
}

#else

static size_t add_by_eights(const ts_forest *forest, const float *rows, size_t count, size_t width,
                            double *sums)
{
    return 0;
}

#endif

void ts_forest_probabilities(const ts_forest *forest, const float *rows, size_t count, size_t width,
                             double *probabilities)
{
    for (size_t i = 0; i < count; i++)
        probabilities[i] = forest->base;
    size_t done = add_by_eights(forest, rows, count, width, probabilities);
    add_one_by_one(forest, rows + done * width, count - done, width, probabilities + done);
    for (size_t i = 0; i < count; i++)
        probabilities[i] = 1 / (1 + exp(-probabilities[i]));
}

double ts_forest_probability(const ts_forest *forest, const float *row)
{
    double probability;
    ts_forest_probabilities(forest, row, 1, 0, &probability);
    return probability;
}
