/* Bytes of a capture to UTF-8. The first byte picks the hint. */
#include "text/charset.h"
#include "text/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const hints[] = {
    NULL,          "utf-8",  "gb2312",     "big5",         "shift_jis",    "euc-jp",
    "iso-2022-jp", "euc-kr", "iso-8859-1", "windows-1251", "windows-1256", "utf-16le",
    "utf-16be",    "koi8-r", "macintosh",  "nonsense",
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const char *hint = hints[data[0] % (sizeof hints / sizeof *hints)];
    ts_str bytes = {(const char *)data + 1, size - 1};
    ts_arena *arena = ts_arena_new();
    ts_decoded out;
    ts_error error = {0};
    bool fine = ts_charset_decode(arena, bytes, hint, "fuzz", &out, &error);
    /* Either an error with a sentence, or UTF-8 without a NUL. */
    if (fine ? !ts_utf8_valid(out.text) || ts_str_find_char(out.text, '\0', 0) != TS_NPOS
             : error.status == TS_OK || !error.message[0])
        abort();
    ts_arena_free(arena);
    return 0;
}
