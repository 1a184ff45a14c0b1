/* Numbers, texts and value trees as compact bytes, for caches that the same program reads back. What is read
 * may be damaged: then everything from there on is 0, NULL and nil, and `bad` says so. */
#ifndef TS_BASE_PACK_H
#define TS_BASE_PACK_H

#include "base/buf.h"
#include "base/value.h"

/* Levels and values a tree may have. */
#define TS_PACK_DEPTH 64
#define TS_PACK_VALUES 1000000

void ts_pack_number(ts_buf *out, uint64_t n);
void ts_pack_signed(ts_buf *out, int64_t n);
/* NULL is kept apart from "". */
void ts_pack_text(ts_buf *out, const char *z);
/* `types` ends in NULL and holds the types that maps of the tree may have; a map of another type is read back
 * without one. A tree that is nested too deep marks the buffer as full. */
void ts_pack_value(ts_buf *out, const ts_value *value, const ts_type *const *types);

typedef struct ts_unpack {
    ts_arena *arena; /* of the values; the texts in them stay where they are, in `bytes` */
    ts_str bytes;
    size_t at;
    size_t values; /* read so far */
    bool bad;
} ts_unpack;

uint64_t ts_unpack_number(ts_unpack *in);
int64_t ts_unpack_signed(ts_unpack *in);
/* A number of things that have at least one byte each, so that nobody makes room for more than there can be.
 */
size_t ts_unpack_count(ts_unpack *in);
/* NUL-terminated, or NULL. */
const char *ts_unpack_text(ts_unpack *in);
/* So many bytes as they are; NULL where there are fewer. */
const char *ts_unpack_bytes(ts_unpack *in, size_t len);
/* Never NULL. */
const ts_value *ts_unpack_value(ts_unpack *in, const ts_type *const *types);

#endif
