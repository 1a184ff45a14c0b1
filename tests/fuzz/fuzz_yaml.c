/* YAML to values, and back: what is written must read as the same values. */
#include "text/json.h"
#include "text/yaml.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_buf yaml, first, second;
    ts_buf_init(&yaml, TS_BUF_MAX);
    ts_buf_init(&first, TS_BUF_MAX);
    ts_buf_init(&second, TS_BUF_MAX);

    const ts_value *value = ts_yaml_read(arena, (ts_str){(const char *)data, size}, "fuzz", 1, &error);
    if (!value && (error.status == TS_OK || !error.message[0]))
        abort();
    if (value && value->kind == TS_MAP) {
        ts_yaml_write(&yaml, value);
        const ts_value *again = ts_yaml_read(arena, ts_buf_str(&yaml), "again", 1, &error);
        if (!again)
            abort();
        ts_json_write(&first, value);
        ts_json_write(&second, again);
        if (!ts_str_eq(ts_buf_str(&first), ts_buf_str(&second)))
            abort();
    }
    ts_buf_free(&yaml);
    ts_buf_free(&first);
    ts_buf_free(&second);
    ts_arena_free(arena);
    return 0;
}
