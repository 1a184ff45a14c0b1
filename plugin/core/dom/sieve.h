/* The bytes of a page made fit for libxml2's HTML parser. Seen by dom only. */
#ifndef TS_DOM_SIEVE_H
#define TS_DOM_SIEVE_H

#include "base/buf.h"

/* Attributes one tag keeps: libxml2 compares each name with all before it. */
#define TS_DOM_ATTRIBUTES 100

typedef struct ts_sieved {
    size_t tags;     /* start tags written */
    size_t end_tags; /* end tags written */
} ts_sieved;

/* Appends the page without comments, declarations, scripts (but for data: types with "json" in them), styles,
 * frames and drawings. Tags end where a browser ends them, a '<' that begins no tag is "&lt;", and an element
 * that closes closes what is open inside it. Linear in the page's length. */
void ts_sieve(ts_buf *out, ts_str html, ts_sieved *sieved);

#endif
