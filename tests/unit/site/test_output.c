#include "site/output.h"
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

static ts_arena *arena;
static const char *out;

static int start(void **state)
{
    arena = ts_arena_new();
    int status = make_scratch(state);
    out = ts_path_join(arena, *state, "public");
    return status;
}

static int finish(void **state)
{
    ts_arena_free(arena);
    return remove_scratch(state);
}

static const char *in(const char *name)
{
    return ts_path_join(arena, out, name);
}

static void write_by_hand(const char *name, const char *text)
{
    ts_error error = {0};
    assert_true(ts_file_write(in(name), ts_str_of(text), NULL, &error));
}

static void assert_holds(const char *name, const char *text)
{
    ts_error error = {0};
    ts_str bytes;
    assert_true(ts_file_read(arena, in(name), 1000, &bytes, &error));
    assert_string_equal(bytes.ptr, text);
}

static const char *kept_path;

static void note_kept(void *context, const char *path)
{
    kept_path = ts_arena_strdup(arena, path);
}

/* One build of these files: name, text, name, text, …, NULL. */
static ts_output_report publish(const char *const *files)
{
    ts_error error = {0};
    ts_output_report report = {0};
    ts_output *output = ts_output_open(out, &error);
    assert_string_equal(error.message, "");
    assert_non_null(output);
    for (int i = 0; files[i]; i += 2)
        assert_true(ts_output_put(output, files[i], ts_str_of(files[i + 1]), &error));
    kept_path = NULL;
    assert_true(ts_output_commit(output, &report, note_kept, NULL, &error));
    ts_output_close(output);
    return report;
}

static void a_second_build_writes_what_changed(void **state)
{
    ts_output_report r = publish((const char *[]){"a.html", "1", "b/c/d.html", "2", "e.html", "3", NULL});
    assert_int_equal(r.created, 3);
    struct stat before, after;
    assert_int_equal(stat(in("a.html"), &before), 0);
    r = publish((const char *[]){"a.html", "1", "e.html", "changed", "f.html", "4", NULL});
    assert_int_equal(r.created, 1);
    assert_int_equal(r.replaced, 1);
    assert_int_equal(r.unchanged, 1);
    assert_int_equal(r.removed, 1);
    assert_int_equal(stat(in("a.html"), &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_holds("e.html", "changed");
    assert_false(ts_is_folder(in("b")));
    assert_false(ts_is_folder(in(".tearsheet-stage")));
}

static void nothing_is_visible_before_the_commit(void **state)
{
    ts_error error = {0};
    publish((const char *[]){"a.html", "old", NULL});
    ts_output *output = ts_output_open(out, &error);
    assert_true(ts_output_put(output, "a.html", TS_STR("new"), &error));
    assert_true(ts_output_put(output, "b.html", TS_STR("new"), &error));
    assert_holds("a.html", "old");
    assert_false(ts_is_file(in("b.html")));
    ts_output_close(output);
    assert_holds("a.html", "old");
    assert_false(ts_is_folder(in(".tearsheet-stage")));
}

static void a_build_that_fails_leaves_no_folder(void **state)
{
    ts_error error = {0};
    ts_output *output = ts_output_open(out, &error);
    assert_true(ts_output_put(output, "a.html", TS_STR("new"), &error));
    ts_output_close(output);
    assert_false(ts_is_folder(out));
}

static void folders_of_others_are_refused(void **state)
{
    ts_error error = {0};
    write_by_hand("thesis.txt", "years of work");
    assert_null(ts_output_open(out, &error));
    assert_failed(&error, TS_REFUSED, "not made by tearsheet");
    assert_holds("thesis.txt", "years of work");
    error = (ts_error){0};
    write_by_hand(TS_OUTPUT_MARK, "something else\n");
    assert_null(ts_output_open(out, &error));
    assert_failed(&error, TS_REFUSED, "no list of files");
    error = (ts_error){0};
    write_by_hand(TS_OUTPUT_MARK, "tearsheet-site 1\n00000000000000000000000000000000 ../thesis.txt\n");
    assert_null(ts_output_open(out, &error));
    assert_failed(&error, TS_REFUSED, "no list of files");
}

static void files_of_others_inside_ours_stay(void **state)
{
    publish((const char *[]){"a.html", "1", NULL});
    write_by_hand("CNAME", "saltby.example");
    write_by_hand("deep/own.txt", "x");
    publish((const char *[]){"b.html", "1", NULL});
    assert_holds("CNAME", "saltby.example");
    assert_holds("deep/own.txt", "x");
    assert_false(ts_is_file(in("a.html")));
    ts_error error = {0};
    ts_output *output = ts_output_open(out, &error);
    assert_true(ts_output_put(output, "deep/own.txt", TS_STR("x"), &error));
    assert_false(ts_output_put(output, "CNAME", TS_STR("other"), &error));
    assert_failed(&error, TS_REFUSED, "in the way");
    ts_output_close(output);
    assert_holds("CNAME", "saltby.example");
}

static void a_page_changed_by_hand_is_not_removed(void **state)
{
    publish((const char *[]){"a.html", "1", "b.html", "2", NULL});
    write_by_hand("a.html", "my own words");
    ts_output_report r = publish((const char *[]){"b.html", "2", NULL});
    assert_int_equal(r.removed, 0);
    assert_string_equal(kept_path, "a.html");
    assert_holds("a.html", "my own words");
}

static void one_build_at_a_time(void **state)
{
    ts_error error = {0};
    ts_output *first = ts_output_open(out, &error);
    assert_non_null(first);
    assert_null(ts_output_open(out, &error));
    assert_failed(&error, TS_REFUSED, "Another tearsheet");
    ts_output_close(first);
}

static void a_folder_that_cannot_be_made_is_named(void **state)
{
    ts_error error = {0};
    assert_true(ts_file_write(out, TS_STR("a file"), NULL, &error));
    assert_null(ts_output_open(out, &error));
    assert_failed(&error, TS_IO, "");
    ts_output_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_second_build_writes_what_changed, start, finish),
        cmocka_unit_test_setup_teardown(nothing_is_visible_before_the_commit, start, finish),
        cmocka_unit_test_setup_teardown(a_build_that_fails_leaves_no_folder, start, finish),
        cmocka_unit_test_setup_teardown(folders_of_others_are_refused, start, finish),
        cmocka_unit_test_setup_teardown(files_of_others_inside_ours_stay, start, finish),
        cmocka_unit_test_setup_teardown(a_page_changed_by_hand_is_not_removed, start, finish),
        cmocka_unit_test_setup_teardown(one_build_at_a_time, start, finish),
        cmocka_unit_test_setup_teardown(a_folder_that_cannot_be_made_is_named, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
