#include "base/file.h"
#include "scratch.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char *in(void **state, const char *name)
{
    return ts_path_join(arena, *state, name);
}

static void write_file(const char *path, ts_str bytes)
{
    ts_error error = {0};
    if (!ts_file_write(path, bytes, NULL, &error))
        fail_msg("%s: %s", error.source, error.message);
}

static void reading_gives_what_was_written(void **state)
{
    ts_error error = {0};
    ts_str bytes;
    const size_t sizes[] = {0, 1, 65535, 65536, 65537, 300000};
    char *text = malloc(300000);
    for (size_t i = 0; i < 300000; i++)
        text[i] = (char)(i * 31);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        write_file(in(state, "a"), (ts_str){text, sizes[i]});
        assert_true(ts_file_read(arena, in(state, "a"), sizes[i], &bytes, &error));
        assert_int_equal(bytes.len, sizes[i]);
        assert_memory_equal(bytes.ptr, text, sizes[i]);
        assert_int_equal(bytes.ptr[bytes.len], 0);
    }
    free(text);
}

static void reading_has_a_limit(void **state)
{
    ts_error error = {0};
    ts_str bytes;
    write_file(in(state, "a"), TS_STR("12345"));
    assert_true(ts_file_read(arena, in(state, "a"), 5, &bytes, &error));
    assert_false(ts_file_read(arena, in(state, "a"), 4, &bytes, &error));
    assert_failed(&error, TS_LIMIT, "4 bytes");
    error = (ts_error){0};
    assert_false(ts_file_read(arena, "/dev/zero", 1000000, &bytes, &error));
    assert_failed(&error, TS_LIMIT, "1000000 bytes");
}

static void reading_fails_with_a_reason(void **state)
{
    ts_error error = {0};
    ts_str bytes;
    assert_false(ts_file_read(arena, in(state, "none"), 9, &bytes, &error));
    assert_failed(&error, TS_NOT_FOUND, "No such file");
    error = (ts_error){0};
    assert_false(ts_file_read(arena, *state, 9, &bytes, &error));
    assert_failed(&error, TS_IO, "folder");
    assert_string_equal(error.source, *state);
}

static void writing_says_what_it_did(void **state)
{
    ts_error error = {0};
    ts_written what;
    char *path = in(state, "deep/er/a.html");
    assert_true(ts_file_write(path, TS_STR("one"), &what, &error));
    assert_int_equal(what, TS_CREATED);
    assert_true(ts_file_write(path, TS_STR("one"), &what, &error));
    assert_int_equal(what, TS_UNCHANGED);
    assert_true(ts_file_write(path, TS_STR("two"), &what, &error));
    assert_int_equal(what, TS_REPLACED);
    assert_true(ts_file_write(path, (ts_str){0}, &what, &error));
    assert_int_equal(what, TS_REPLACED);
    assert_true(ts_file_write(path, (ts_str){0}, &what, &error));
    assert_int_equal(what, TS_UNCHANGED);

    ts_found_list files;
    assert_true(ts_folder_walk(arena, *state, &files, &error));
    assert_int_equal(files.len, 1);
}

static void modes_are_kept_and_follow_the_umask(void **state)
{
    struct stat st;
    mode_t mask = umask(027);
    write_file(in(state, "a"), TS_STR("one"));
    umask(mask);
    assert_int_equal(stat(in(state, "a"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_int_equal(chmod(in(state, "a"), 0604), 0);
    write_file(in(state, "a"), TS_STR("two"));
    assert_int_equal(stat(in(state, "a"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0604);
}

static void writing_replaces_a_link_and_spares_its_target(void **state)
{
    ts_error error = {0};
    ts_str bytes;
    write_file(in(state, "target"), TS_STR("one"));
    assert_int_equal(symlink("target", in(state, "link")), 0);
    write_file(in(state, "link"), TS_STR("two"));
    assert_true(ts_file_read(arena, in(state, "target"), 99, &bytes, &error));
    assert_slice(bytes, "one");
}

static void writing_refuses_what_is_no_file(void **state)
{
    ts_error error = {0};
    assert_false(ts_file_write(*state, TS_STR("x"), NULL, &error));
    assert_failed(&error, TS_REFUSED, "folder");
    error = (ts_error){0};
    assert_false(ts_file_write("/dev/null", TS_STR("x"), NULL, &error));
    assert_failed(&error, TS_REFUSED, "device");
    error = (ts_error){0};
    write_file(in(state, "file"), TS_STR("x"));
    assert_false(ts_file_write(in(state, "file/below"), TS_STR("x"), NULL, &error));
    assert_failed(&error, TS_IO, "Cannot make the folder");
}

static size_t count_files(void **state)
{
    size_t count = 0;
    DIR *dir = opendir(*state);
    assert_non_null(dir);
    while (readdir(dir))
        count++;
    closedir(dir);
    return count - 2; /* without . and .. */
}

static void a_failed_write_leaves_the_old_file(void **state)
{
    ts_error error = {0};
    ts_str bytes;
    struct rlimit before, small;
    char *path = in(state, "a");
    write_file(path, TS_STR("old"));

    /* A disk that is full after four bytes. */
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){4, before.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool written = ts_file_write(path, TS_STR("new and longer"), NULL, &error);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, handler);

    assert_false(written);
    assert_failed(&error, TS_IO, "Cannot write it: File too large.");
    assert_int_equal(count_files(state), 1);
    assert_true(ts_file_read(arena, path, 99, &bytes, &error));
    assert_slice(bytes, "old");
}

static void a_name_that_is_too_long_leaves_nothing(void **state)
{
    ts_error error = {0};
    char name[400];
    memset(name, 'n', sizeof name);
    name[399] = '\0';
    assert_false(ts_file_write(in(state, name), TS_STR("new"), NULL, &error));
    assert_failed(&error, TS_IO, "too long");
    assert_int_equal(count_files(state), 0);
}

static void removing_what_is_missing_is_fine(void **state)
{
    ts_error error = {0};
    write_file(in(state, "a"), TS_STR("x"));
    assert_true(ts_file_remove(in(state, "a"), &error));
    assert_true(ts_file_remove(in(state, "a"), &error));
    write_file(in(state, "folder/a"), TS_STR("x"));
    assert_false(ts_file_remove(in(state, "folder"), &error));
    assert_failed(&error, TS_IO, "not empty");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, finish)
    const struct CMUnitTest tests[] = {
        TEST(reading_gives_what_was_written),
        TEST(reading_has_a_limit),
        TEST(reading_fails_with_a_reason),
        TEST(writing_says_what_it_did),
        TEST(modes_are_kept_and_follow_the_umask),
        TEST(writing_replaces_a_link_and_spares_its_target),
        TEST(writing_refuses_what_is_no_file),
        TEST(a_failed_write_leaves_the_old_file),
        TEST(a_name_that_is_too_long_leaves_nothing),
        TEST(removing_what_is_missing_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
