#include "text/toml.h"
#include "text/json.h"
#include "unit.h"

static void check(const char *json, const char *toml)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_toml_write(&out, ts_json_read(arena, ts_str_of(json), NULL, &error));
    assert_string_equal(out.ptr, toml);
    ts_buf_free(&out);
    ts_arena_free(arena);
}

static void writes_scalars(void **state)
{
    check("{\"a\": true, \"b\": -3, \"c\": 0.5, \"d\": \"x\", \"e\": null}",
          "a = true\nb = -3\nc = 0.500000\nd = \"x\"\n");
}

static void escapes_strings_and_keys(void **state)
{
    check("{\"a b\": \"q\\\" \\\\ \\n \\u007f \xE6\xBD\xAE\", \"\": \"\"}",
          "\"a b\" = \"q\\\" \\\\ \\u000A \\u007F \xE6\xBD\xAE\"\n\"\" = \"\"\n");
}

static void writes_lists_and_maps_on_one_line(void **state)
{
    check("{\"a\": [], \"b\": [\"x\", [1]], \"c\": {\"k\": {}, \"n\": null, \"l\": [2, null]}}",
          "a = []\nb = [\"x\", [1]]\nc = {k = {}, l = [2]}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_scalars),
        cmocka_unit_test(escapes_strings_and_keys),
        cmocka_unit_test(writes_lists_and_maps_on_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
