#include "extract/threshold.h"

#include <stdlib.h>

/* Nothing less likely is kept, whatever is expected. */
#define LEAST 0.15f

static int by_probability(const void *a, const void *b)
{
    const ts_likely *x = a, *y = b;
    if (x->probability != y->probability)
        return x->probability < y->probability ? 1 : -1;
    return (x->size < y->size) - (x->size > y->size);
}

float ts_threshold(ts_likely *pieces, size_t count)
{
    double all = 0, expected = 0, kept = 0, most = -1;
    float found = LEAST;
    for (size_t i = 0; i < count; i++)
        all += pieces[i].probability * (double)pieces[i].size;
    if (count)
        qsort(pieces, count, sizeof *pieces, by_probability);
    for (size_t i = 0; i < count; i++) {
        expected += pieces[i].probability * (double)pieces[i].size;
        kept += pieces[i].size;
        double f1 = kept + all > 0 ? 2 * expected / (kept + all) : 0;
        if (f1 <= most)
            continue;
        most = f1;
        found = pieces[i].probability;
    }
    return found < LEAST ? LEAST : found;
}
