/* The bytes of a captured page: what browsers, SingleFile and web archives wrote into it, and what takes the
 * page out of an archive. The first byte picks the address it is said to be from. */
#include "capture/archived.h"
#include "capture/capture.h"
#include "text/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const addresses[] = {NULL, "https://a.example/b",
                                        "https://archive.example/web/20051215124110/http://a.example/b"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    ts_arena *arena = ts_arena_new();
    ts_str bytes = {(const char *)data + 1, size - 1};
    ts_capture capture;
    ts_capture_options options = {.url = addresses[data[0] % (sizeof addresses / sizeof *addresses)]};
    ts_error error = {0};
    bool fine = ts_capture_bytes(arena, bytes, "fuzz", &options, &capture, &error);
    if (fine ? !ts_utf8_valid(capture.text) || (capture.archived && !capture.url) : !error.message[0])
        abort();
    /* A page only gets shorter. */
    ts_str once = fine ? ts_archived_restore(arena, capture.text) : (ts_str){0};
    if (once.len > (fine ? capture.text.len : 0))
        abort();
    ts_arena_free(arena);
    return 0;
}
