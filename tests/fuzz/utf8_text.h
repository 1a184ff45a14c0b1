/* What a reader gets of a fuzzer's bytes. */
#ifndef TESTS_FUZZ_UTF8_TEXT_H
#define TESTS_FUZZ_UTF8_TEXT_H

#include "text/utf8.h"

/* What capture hands over is UTF-8 without NUL. */
static inline void put_utf8_text(ts_buf *out, const uint8_t *data, size_t size)
{
    ts_str bytes = {(const char *)data, size};
    for (size_t pos = 0; pos < bytes.len;) {
        uint32_t c = ts_utf8_next(bytes, &pos);
        ts_buf_put_utf8(out, c ? c : 0xFFFD);
    }
}

#endif
