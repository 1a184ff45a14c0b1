#include "extract/threshold.h"

#include <stdlib.h>

/* Nothing less likely is kept, whatever is expected. */
#define LEAST 0.15f
/* A piece raises the measure only where it is likelier than half of it: those below are mostly not looked at.
 */
#define LIKELY 0.4f

static int by_probability(const void *a, const void *b)
{
    const ts_likely *x = a, *y = b;
    if (x->probability != y->probability)
        return x->probability < y->probability ? 1 : -1;
    return (x->size < y->size) - (x->size > y->size);
}

/* Puts the likely ones before the others; returns how many they are. */
static size_t split(ts_likely *pieces, size_t count)
{
    size_t likely = 0;
    for (size_t i = 0; i < count; i++) {
        ts_likely piece = pieces[i];
        if (piece.probability < LIKELY)
            continue;
        pieces[i] = pieces[likely];
        pieces[likely++] = piece;
    }
    return likely;
}

static void sort(ts_likely *pieces, size_t count)
{
    if (count > 1)
        qsort(pieces, count, sizeof *pieces, by_probability);
}

float ts_threshold(ts_likely *pieces, size_t count)
{
    double all = 0, expected = 0, kept = 0, most = -1;
    float found = LEAST;
    for (size_t i = 0; i < count; i++)
        all += pieces[i].probability * (double)pieces[i].size;
    size_t likely = split(pieces, count);
    sort(pieces, likely);
    for (size_t i = 0; i < count; i++) {
        if (i == likely && most >= 2 * LIKELY)
            break;
        if (i == likely)
            sort(pieces + likely, count - likely);
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
