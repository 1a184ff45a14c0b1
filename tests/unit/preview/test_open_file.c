#include "preview/open_file.h"
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

static ts_arena *arena;
static const char *folder;

static int start(void **state)
{
    arena = ts_arena_new();
    int status = make_scratch(state);
    folder = ts_path_join(arena, *state, "public");
    return status;
}

static int finish(void **state)
{
    ts_arena_free(arena);
    return remove_scratch(state);
}

static void put(void **state, const char *name)
{
    ts_error error = {0};
    assert_true(ts_file_write(ts_path_join(arena, *state, name), TS_STR("12345"), NULL, &error));
}

/* What a request for the path opens; closes it again. */
static ts_opened ask(const char *path, const char **name)
{
    int fd = -1;
    size_t size = 0;
    ts_opened opened = ts_open_file(arena, folder, path, &fd, &size, name);
    assert_int_equal(fd >= 0, opened == TS_OPENED_FILE);
    if (fd >= 0) {
        assert_int_equal(size, 5);
        close(fd);
    }
    return opened;
}

static void files_and_folders_are_found(void **state)
{
    const char *name = NULL;
    put(state, "public/index.html");
    put(state, "public/a/b/\xE6\xBD\xAE.html");
    put(state, "public/a/index.html");
    assert_int_equal(ask("/", &name), TS_OPENED_FILE);
    assert_string_equal(name, "index.html");
    assert_int_equal(ask("/a/", &name), TS_OPENED_FILE);
    assert_string_equal(name, "a/index.html");
    assert_int_equal(ask("/a/b/\xE6\xBD\xAE.html", &name), TS_OPENED_FILE);
    assert_int_equal(ask("/a", &name), TS_OPENED_FOLDER);
    assert_int_equal(ask("/a/b/", &name), TS_OPENED_NOTHING);
    assert_int_equal(ask("/none.html", &name), TS_OPENED_NOTHING);
    assert_int_equal(ask("/index.html/", &name), TS_OPENED_NOTHING);
}

static void nothing_outside_or_hidden_is(void **state)
{
    const char *name = NULL;
    put(state, "secret");
    put(state, "public/.tearsheet-site");
    put(state, "public/.git/config");
    put(state, "public/a/x");
    const char *paths[] = {
        "/../secret", "/a/../../secret", "/./a/x", "/.tearsheet-site", "/.git/config", "//a/x", "/a//x",
        "/a\\x",      "secret",          "",       "/a/x\xff",         "/a/.."};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_int_equal(ask(paths[i], &name), TS_OPENED_NOTHING);
}

static void links_and_pipes_are_not_followed(void **state)
{
    const char *name = NULL;
    put(state, "secret/file");
    put(state, "public/a/x");
    assert_int_equal(symlink("../secret", ts_path_join(arena, folder, "link")), 0);
    assert_int_equal(symlink("../secret/file", ts_path_join(arena, folder, "link.html")), 0);
    assert_int_equal(mkfifo(ts_path_join(arena, folder, "pipe"), 0600), 0);
    assert_int_equal(ask("/link/file", &name), TS_OPENED_NOTHING);
    assert_int_equal(ask("/link.html", &name), TS_OPENED_NOTHING);
    assert_int_equal(ask("/pipe", &name), TS_OPENED_NOTHING);
}

static void a_path_has_a_depth(void **state)
{
    const char *name = NULL;
    char path[1000] = "";
    for (int i = 0; i < 200; i++)
        strcat(path, "/a");
    assert_int_equal(ask(path, &name), TS_OPENED_NOTHING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(files_and_folders_are_found, start, finish),
        cmocka_unit_test_setup_teardown(nothing_outside_or_hidden_is, start, finish),
        cmocka_unit_test_setup_teardown(links_and_pipes_are_not_followed, start, finish),
        cmocka_unit_test_setup_teardown(a_path_has_a_depth, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
