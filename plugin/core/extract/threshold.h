/* How likely a piece of a capture must be for it to be kept. */
#ifndef TS_EXTRACT_THRESHOLD_H
#define TS_EXTRACT_THRESHOLD_H

#include <stddef.h>

/* A block of a page, or a line of a dump. */
typedef struct ts_likely {
    float probability, size;
} ts_likely;

/* The probability from which on pieces are kept, so that the F1 to expect is largest: 2·Σpw of the kept ÷ (Σw
 * of the kept + Σpw of all). Sorts the pieces. */
float ts_threshold(ts_likely *pieces, size_t count);

#endif
