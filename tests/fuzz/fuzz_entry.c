/* An entry as the cache holds it: damaged bytes are refused, and what is read packs to the same entry again.
 */
#include "site/entry_pack.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_entry(ts_arena *arena, const ts_library *library, ts_str bytes)
{
    ts_buf first, second;
    ts_buf_init(&first, TS_BUF_MAX);
    ts_buf_init(&second, TS_BUF_MAX);
    ts_unpack in = {.arena = arena, .bytes = bytes};
    const ts_entry *entry = ts_entry_unpack(&in, library);
    if (entry) {
        ts_entry_pack(&first, entry);
        ts_unpack again = {.arena = arena, .bytes = ts_buf_str(&first)};
        entry = ts_entry_unpack(&again, library);
        if (!entry)
            abort();
        ts_entry_pack(&second, entry);
        if (!ts_str_eq(ts_buf_str(&first), ts_buf_str(&second)))
            abort();
    }
    ts_buf_free(&first);
    ts_buf_free(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ts_arena *arena = ts_arena_new();
    ts_library library = {.media_by_path = ts_map_new()};
    ts_str bytes = {(const char *)data, size};
    check_entry(arena, &library, bytes);
    ts_record_unpack(arena, bytes);
    ts_map_free(library.media_by_path);
    ts_arena_free(arena);
    return 0;
}
