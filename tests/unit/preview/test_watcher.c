#include "preview/watcher.h"
#include "unit.h"

#include <unistd.h>
#ifdef __linux__
#include <sys/inotify.h>
#endif

static ts_arena *arena;
static ts_watcher *watcher;

static void put(void **state, const char *name, const char *text)
{
    ts_error error = {0};
    assert_true(ts_file_write(ts_path_join(arena, *state, name), ts_str_of(text), NULL, &error));
}

static int start(void **state)
{
    static const char *const below[] = {"content", "templates", NULL};
    ts_error error = {0};
    arena = ts_arena_new();
    if (make_scratch(state) != 0)
        return -1;
    put(state, "content/deep/a.md", "1");
    put(state, "site.lua", "1");
    watcher = ts_watcher_new(*state, below, &error);
    return watcher ? 0 : -1;
}

static int finish(void **state)
{
    ts_watcher_free(watcher);
    ts_arena_free(arena);
    return remove_scratch(state);
}

/* Long enough for a busy machine, and for where there is no inotify. */
#define LONG 3000
#define SHORT 100

static void changes_are_told_once(void **state)
{
    assert_false(ts_watcher_wait(watcher, SHORT));
    put(state, "content/deep/a.md", "2");
    assert_true(ts_watcher_wait(watcher, LONG));
    assert_false(ts_watcher_wait(watcher, SHORT));
    put(state, "site.lua", "2");
    assert_true(ts_watcher_wait(watcher, LONG));
    for (int i = 0; i < 50; i++)
        put(state, "content/deep/a.md", i % 2 ? "burst" : "of changes");
    assert_true(ts_watcher_wait(watcher, LONG));
    assert_false(ts_watcher_wait(watcher, SHORT));
}

static void what_changed_is_named(void **state)
{
    ts_texts changed = {0};
    put(state, "content/deep/a.md", "2");
    put(state, "site.lua", "2");
    assert_true(ts_watcher_wait(watcher, LONG));
    assert_true(ts_watcher_take(watcher, arena, &changed));
    assert_int_equal(changed.len, 2);
    assert_string_equal(changed.items[0], "content/deep/a.md");
    assert_string_equal(changed.items[1], "site.lua");
    changed.len = 0;
    /* A folder that is moved is watched under its new name. */
    assert_int_equal(
        rename(ts_path_join(arena, *state, "content/deep"), ts_path_join(arena, *state, "content/top")), 0);
    assert_true(ts_watcher_wait(watcher, LONG));
    ts_watcher_take(watcher, arena, &changed);
    assert_true(changed.len >= 2);
    changed.len = 0;
    put(state, "content/top/a.md", "3");
    assert_true(ts_watcher_wait(watcher, LONG));
    ts_watcher_take(watcher, arena, &changed);
    assert_int_equal(changed.len, 1);
    assert_string_equal(changed.items[0], "content/top/a.md");
}

/* Some editors move the old file aside, and write the new one a moment later. */
static void a_file_that_is_away_for_a_moment_has_changed(void **state)
{
    ts_texts changed = {0};
    const char *file = ts_path_join(arena, *state, "content/deep/a.md");
    assert_int_equal(rename(file, ts_arena_printf(arena, "%s~", file)), 0);
    put(state, "content/deep/a.md", "2");
    assert_true(ts_watcher_wait(watcher, LONG));
    ts_watcher_take(watcher, arena, &changed);
    assert_int_equal(changed.len, 1);
    assert_true(ts_is_file(file));
    assert_false(ts_watcher_has_more(watcher));
    put(state, "content/deep/a.md", "3");
#ifdef __linux__
    assert_true(ts_watcher_has_more(watcher));
#endif
}

static void new_folders_are_watched_too(void **state)
{
    put(state, "templates/pages/x.html", "1");
    assert_true(ts_watcher_wait(watcher, LONG));
    put(state, "templates/pages/x.html", "2");
    assert_true(ts_watcher_wait(watcher, LONG));
    put(state, "content/new/folders/b.md", "1");
    assert_true(ts_watcher_wait(watcher, LONG));
    put(state, "content/new/folders/b.md", "2");
    assert_true(ts_watcher_wait(watcher, LONG));
    assert_int_equal(unlink(ts_path_join(arena, *state, "content/new/folders/b.md")), 0);
    assert_true(ts_watcher_wait(watcher, LONG));
}

static void what_is_no_source_is_not_told(void **state)
{
    put(state, "public/index.html", "1");
    put(state, "content/.a.md.swp", "1");
    put(state, "content/a.md~", "1");
    put(state, "notes.txt", "1");
    assert_false(ts_watcher_wait(watcher, SHORT));
}

#ifdef __linux__
/* Waits until a change of this one file is told, and nothing else. */
static void expect_change(const char *path)
{
    ts_texts changed = {0};
    assert_true(ts_watcher_wait(watcher, LONG));
    assert_true(ts_watcher_take(watcher, arena, &changed));
    assert_int_equal(changed.len, 1);
    assert_string_equal(changed.items[0], path);
}

static void a_file_behind_a_link_is_watched(void **state)
{
    put(state, "elsewhere/one.html", "1");
    put(state, "templates/other.html", "1");
    assert_true(ts_watcher_wait(watcher, LONG));
    assert_int_equal(symlink("../elsewhere/one.html", ts_path_join(arena, *state, "templates/one.html")), 0);
    expect_change("templates/one.html");
    put(state, "elsewhere/one.html", "2"); /* another file takes its place */
    expect_change("templates/one.html");
    /* As some editors save: the old file is moved away first. */
    assert_int_equal(rename(ts_path_join(arena, *state, "elsewhere/one.html"),
                            ts_path_join(arena, *state, "elsewhere/one.html~")),
                     0);
    put(state, "elsewhere/one.html", "3");
    expect_change("templates/one.html");
    FILE *file = fopen(ts_path_join(arena, *state, "elsewhere/one.html"), "a");
    assert_non_null(file);
    fputs("4", file);
    fclose(file);
    expect_change("templates/one.html");
}

static void a_folder_that_is_a_link_is_watched(void **state)
{
    put(state, "elsewhere/deep/one.html", "1");
    assert_false(ts_watcher_wait(watcher, SHORT));
    assert_int_equal(symlink("elsewhere", ts_path_join(arena, *state, "templates")), 0);
    expect_change("templates");
    put(state, "elsewhere/deep/one.html", "2");
    expect_change("templates/deep/one.html");
}

/* With every inotify instance in somebody else's hands the watcher looks for itself. */
static void without_inotify_it_looks(void **state)
{
    static const char *const below[] = {"content", NULL};
    int fds[1024], n = 0;
    ts_error error = {0};
    while (n < 1024 && (fds[n] = inotify_init1(IN_CLOEXEC)) >= 0)
        n++;
    ts_watcher *looker = ts_watcher_new(*state, below, &error);
    while (n > 0)
        close(fds[--n]);
    assert_non_null(looker);
    assert_non_null(strstr(ts_watcher_complaint(looker), "max_user_instances"));
    assert_null(ts_watcher_complaint(watcher));
    assert_false(ts_watcher_wait(looker, SHORT));
    put(state, "content/deep/b.md", "1");
    assert_true(ts_watcher_wait(looker, LONG));
    assert_false(ts_watcher_wait(looker, SHORT));
    put(state, "site.lua", "longer");
    assert_true(ts_watcher_wait(looker, LONG));
    ts_watcher_free(looker);
}
#endif

static void a_folder_must_be_there(void **state)
{
    static const char *const below[] = {NULL};
    ts_error error = {0};
    assert_null(ts_watcher_new("/nowhere/at/all", below, &error));
    assert_failed(&error, TS_NOT_FOUND, "no such folder");
    ts_watcher_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(changes_are_told_once, start, finish),
        cmocka_unit_test_setup_teardown(what_changed_is_named, start, finish),
        cmocka_unit_test_setup_teardown(a_file_that_is_away_for_a_moment_has_changed, start, finish),
        cmocka_unit_test_setup_teardown(new_folders_are_watched_too, start, finish),
        cmocka_unit_test_setup_teardown(what_is_no_source_is_not_told, start, finish),
#ifdef __linux__
        cmocka_unit_test_setup_teardown(a_file_behind_a_link_is_watched, start, finish),
        cmocka_unit_test_setup_teardown(a_folder_that_is_a_link_is_watched, start, finish),
        cmocka_unit_test_setup_teardown(without_inotify_it_looks, start, finish),
#endif
        cmocka_unit_test(a_folder_must_be_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
