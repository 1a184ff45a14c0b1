#include "base/base64.h"

#include <nettle/base64.h>

/* Bytes that are encoded at a time: a multiple of three, so that no padding falls between. */
#define STEP 3072

bool ts_base64_read(ts_arena *arena, ts_str text, ts_str *bytes)
{
    struct base64_decode_ctx state;
    size_t len = BASE64_DECODE_LENGTH(text.len);
    char *to = ts_arena_alloc(arena, len + 1);
    base64_decode_init(&state);
    if (!base64_decode_update(&state, &len, (uint8_t *)to, text.len, text.ptr) ||
        !base64_decode_final(&state))
        return false;
    to[len] = '\0';
    *bytes = (ts_str){to, len};
    return true;
}

void ts_base64_write(ts_buf *out, ts_str bytes)
{
    char chunk[BASE64_ENCODE_RAW_LENGTH(STEP)];
    for (size_t at = 0; at < bytes.len; at += STEP) {
        ts_str part = ts_str_sub(bytes, at, at + STEP);
        base64_encode_raw(chunk, part.len, (const uint8_t *)part.ptr);
        ts_buf_put(out, (ts_str){chunk, BASE64_ENCODE_RAW_LENGTH(part.len)});
    }
}
