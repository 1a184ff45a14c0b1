/* A file of weights: read or refused, and a forest that was read comes to an end. */
#include "extract/features.h"
#include "extract/model.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    float row[TS_FOREST_FEATURES] = {0};
    ts_error error = {0};
    ts_arena *arena = ts_arena_new();
    const ts_model *model = ts_model_read(arena, (ts_str){(const char *)data, size}, "fuzz", &error);
    if (!model && error.status == TS_OK)
        abort();
    if (model && !(ts_forest_probability(&model->block, row) <= 1))
        abort();
    ts_arena_free(arena);
    return 0;
}
