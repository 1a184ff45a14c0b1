/* Digests, from libnettle and libxxhash. */
#include "base/digest.h"

#include <nettle/sha2.h>
#include <xxhash.h>

static void to_hex(const unsigned char *bytes, size_t n, char *hex)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    hex[2 * n] = '\0';
}

void ts_sha256_hex(ts_str bytes, char hex[65])
{
    struct sha256_ctx context;
    unsigned char digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, bytes.len, (const uint8_t *)bytes.ptr);
    sha256_digest(&context, sizeof digest, digest);
    to_hex(digest, sizeof digest, hex);
}

/* The libraries' functions want a pointer even for no bytes. */
static const char *never_null(ts_str bytes)
{
    return bytes.ptr ? bytes.ptr : "";
}

uint64_t ts_hash64(ts_str bytes)
{
    return XXH3_64bits(never_null(bytes), bytes.len);
}

void ts_hash_hex(ts_str bytes, char hex[33])
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(never_null(bytes), bytes.len));
    to_hex(canonical.digest, sizeof canonical.digest, hex);
}
