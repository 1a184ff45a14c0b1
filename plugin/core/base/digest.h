/* Digests: SHA-256 (FIPS 180-4, from libnettle) for fixity, XXH3 for caches and hash tables. */
#ifndef TS_BASE_DIGEST_H
#define TS_BASE_DIGEST_H

#include "base/str.h"

#include <stdint.h>

/* 64 lower-case hexadecimal digits and NUL. */
void ts_sha256_hex(ts_str bytes, char hex[65]);

uint64_t ts_hash64(ts_str bytes);
/* 32 lower-case hexadecimal digits of the 128-bit XXH3 and NUL. */
void ts_hash_hex(ts_str bytes, char hex[33]);

#endif
