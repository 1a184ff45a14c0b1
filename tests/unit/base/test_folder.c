#include "base/file.h"
#include "scratch.h"

#include <sys/stat.h>
#include <unistd.h>

static char *in(void **state, const char *name)
{
    return ts_path_join(arena, *state, name);
}

static void put(void **state, const char *name)
{
    ts_error error = {0};
    assert_true(ts_file_write(in(state, name), TS_STR("x"), NULL, &error));
}

static void folders_are_made_with_those_above(void **state)
{
    ts_error error = {0};
    assert_true(ts_folder_make(in(state, "a/b//c/"), &error));
    assert_true(ts_is_folder(in(state, "a/b/c")));
    assert_true(ts_folder_make(in(state, "a/b/c"), &error));
    assert_true(ts_folder_make(in(state, "a/b/d//e/f"), &error));
    assert_true(ts_is_folder(in(state, "a/b/d/e/f")));
    assert_true(ts_folder_make("/", &error));
    put(state, "file");
    assert_true(ts_is_file(in(state, "file")));
    assert_false(ts_is_folder(in(state, "file")));
    assert_false(ts_is_file(*state));
    assert_false(ts_folder_make(in(state, "file/x"), &error));
    assert_failed(&error, TS_IO, "Cannot make the folder");
}

static void walks_are_sorted_and_skip_what_is_hidden(void **state)
{
    ts_error error = {0};
    ts_found_list files;
    const char *names[] = {"b", "a/z", "a.txt", "a/b/c", "a-b", ".hidden", ".git/config", "é"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        put(state, names[i]);
    assert_int_equal(symlink("a", in(state, "link")), 0);
    assert_int_equal(symlink("b", in(state, "c")), 0);
    assert_int_equal(mkfifo(in(state, "pipe"), 0600), 0);
    assert_true(ts_folder_walk(arena, *state, &files, &error));
    const char *expected[] = {"a-b", "a.txt", "a/b/c", "a/z", "b", "é"};
    assert_int_equal(files.len, 6);
    for (size_t i = 0; i < files.len; i++)
        assert_string_equal(files.items[i].path, expected[i]);
    assert_int_equal(files.items[0].size, 1);
    assert_true(files.items[0].mtime > INT64_C(1500000000000000000));
}

static void walks_fail_with_a_reason(void **state)
{
    ts_error error = {0};
    ts_found_list files;
    assert_false(ts_folder_walk(arena, in(state, "none"), &files, &error));
    assert_failed(&error, TS_NOT_FOUND, "Cannot read the folder");
    error = (ts_error){0};
    put(state, "file");
    assert_false(ts_folder_walk(arena, in(state, "file"), &files, &error));
    assert_failed(&error, TS_IO, "Not a directory");
}

static void walks_have_a_depth(void **state)
{
    ts_error error = {0};
    ts_found_list files;
    char path[2 * TS_WALK_DEPTH + 8] = "";
    for (int i = 0; i < TS_WALK_DEPTH; i++)
        strcat(path, "d/");
    put(state, strcat(path, "f"));
    assert_true(ts_folder_walk(arena, *state, &files, &error));
    assert_int_equal(files.len, 1);
    path[strlen(path) - 1] = '\0';
    put(state, strcat(path, "d/f"));
    assert_false(ts_folder_walk(arena, *state, &files, &error));
    assert_failed(&error, TS_LIMIT, "64 deep");
}

static void removing_follows_no_link(void **state)
{
    ts_error error = {0};
    put(state, "keep/file");
    put(state, "gone/a/b/c");
    put(state, "gone/.hidden/x");
    assert_int_equal(symlink("../../keep", in(state, "gone/a/link")), 0);
    assert_int_equal(symlink("gone", in(state, "link")), 0);
    assert_false(ts_folder_remove(in(state, "link"), &error));
    assert_failed(&error, TS_IO, "Cannot remove the folder");
    error = (ts_error){0};
    assert_true(ts_folder_remove(in(state, "gone"), &error));
    assert_false(ts_is_folder(in(state, "gone")));
    assert_true(ts_is_file(in(state, "keep/file")));
    assert_false(ts_folder_remove(in(state, "gone"), &error));
    assert_int_equal(error.status, TS_NOT_FOUND);
}

static void paths_are_joined_and_taken_apart(void **state)
{
    assert_string_equal(ts_path_join(arena, "a", "b"), "a/b");
    assert_string_equal(ts_path_join(arena, "a/", "b"), "a/b");
    assert_string_equal(ts_path_join(arena, "a", "/b"), "/b");
    assert_string_equal(ts_path_join(arena, "", "b"), "b");
    assert_string_equal(ts_path_join(arena, ".", "b"), "b");
    assert_string_equal(ts_path_join(arena, "a", ""), "a");
    assert_string_equal(ts_path_join(arena, "/", "b"), "/b");
    assert_string_equal(ts_path_name("a/b.c"), "b.c");
    assert_string_equal(ts_path_name("b"), "b");
    assert_string_equal(ts_path_name("a/"), "");
    assert_string_equal(ts_path_folder(arena, "a/b/c"), "a/b");
    assert_string_equal(ts_path_folder(arena, "a//c"), "a");
    assert_string_equal(ts_path_folder(arena, "c"), ".");
    assert_string_equal(ts_path_folder(arena, "/c"), "/");
    assert_string_equal(ts_path_folder(arena, "//c"), "/");
    assert_string_equal(ts_path_extension("a.b/c.tar.gz"), "gz");
    assert_string_equal(ts_path_extension("a.b/c"), "");
    assert_string_equal(ts_path_extension("a/.hidden"), "");
    assert_string_equal(ts_path_extension("a."), "");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, finish)
    const struct CMUnitTest tests[] = {
        TEST(folders_are_made_with_those_above), TEST(walks_are_sorted_and_skip_what_is_hidden),
        TEST(walks_fail_with_a_reason),          TEST(walks_have_a_depth),
        TEST(removing_follows_no_link),          TEST(paths_are_joined_and_taken_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
