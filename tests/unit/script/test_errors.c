/* Each file of tests/spec/template-errors holds templates and, behind "==> message", what the first of them
 * fails with, to the letter. With ACCEPT=1 the messages are written anew. */
#include "script_helper.h"

#include "base/file.h"

#define FOLDER "tests/spec/template-errors"

/* Cuts "==> NAME" sections into files; the last is the message. */
static size_t split(ts_arena *arena, ts_str text, file *files, size_t max)
{
    size_t n = 0, from = 0, at = 0;
    for (ts_str rest = text, line; ts_str_line(&rest, &line);) {
        at = (size_t)(line.ptr - text.ptr);
        if (!ts_str_starts(line, TS_STR("==> ")))
            continue;
        if (n)
            files[n - 1].text = ts_arena_copy(arena, ts_str_sub(text, from, at));
        assert_true(n < max);
        files[n++].name = ts_arena_copy(arena, ts_str_sub(line, 4, line.len));
        from = (size_t)(rest.ptr ? rest.ptr - text.ptr : (ptrdiff_t)text.len);
    }
    if (n)
        files[n - 1].text = ts_arena_copy(arena, ts_str_sub(text, from, text.len));
    return n;
}

static void check_case(const char *path)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_str text;
    file files[12] = {{NULL, NULL}};
    bool ok;
    assert_true(ts_file_read(arena, path, 1 << 20, &text, &error));
    size_t n = split(arena, text, files, 11);
    assert_true(n >= 2);
    assert_string_equal(files[n - 1].name, "message");
    const char *expected = files[n - 1].text;
    files[n - 1].name = NULL;
    char *message = render_files(files, files[0].name, "x", &ok);
    char *line = ts_arena_printf(arena, "%s\n", message);
    free(message);
    if (getenv("ACCEPT")) {
        size_t head = ts_str_find(text, TS_STR("==> message\n"), 0) + strlen("==> message\n");
        char *whole = ts_arena_printf(arena, "%.*s%s", (int)head, text.ptr, line);
        assert_true(ts_file_write(path, ts_str_of(whole), NULL, &error));
    } else if (ok || strcmp(line, expected) != 0) {
        print_error("%s:\n%s", path, line);
        assert_string_equal(line, expected);
    }
    ts_arena_free(arena);
}

static void messages_are_as_written(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_found_list found = {0};
    assert_true(ts_folder_walk(arena, FOLDER, &found, &error));
    assert_true(found.len > 0);
    for (size_t i = 0; i < found.len; i++)
        check_case(ts_path_join(arena, FOLDER, found.items[i].path));
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_are_as_written),
    };
    return cmocka_run_group_tests_name("script/errors", tests, NULL, NULL);
}
