/* Runs tests/lua/…lua in states as scripts have them: each returns { checks = how many it made }. */
#include "script_helper.h"

#include "base/file.h"

static void run_file(const char *path)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_str source;
    assert_true(ts_file_read(arena, path, 1 << 20, &source, &error));
    ts_script *script = ts_script_new(NULL, NULL, NULL, &error);
    const ts_value *result = ts_script_table(script, arena, source, path, NULL, &error);
    if (!result)
        fail_msg("%s:%d: %s", error.source, error.line, error.message);
    assert_true(ts_value_get_int(result, "checks", 0) > 0);
    ts_script_free(script);
    ts_arena_free(arena);
}

static void lua_tests_pass(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_found_list found = {0};
    size_t run = 0;
    assert_true(ts_folder_walk(arena, "tests/lua", &found, &error));
    for (size_t i = 0; i < found.len; i++)
        if (strcmp(ts_path_extension(found.items[i].path), "lua") == 0) {
            run_file(ts_path_join(arena, "tests/lua", found.items[i].path));
            run++;
        }
    assert_true(run > 0);
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lua_tests_pass),
    };
    return cmocka_run_group_tests_name("script/lua", tests, NULL, NULL);
}
