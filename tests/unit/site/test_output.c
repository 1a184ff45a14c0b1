#include "base/digest.h"
#include "one_output.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of a file, in seconds since 1970. */
static void make_time(const char *path, time_t seconds)
{
    struct timespec times[2] = {{.tv_sec = seconds}, {.tv_sec = seconds}};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

/* Makes a file newer than the list, whatever the clock's ticks are. */
static void later(const char *name)
{
    struct stat st;
    assert_int_equal(stat(in(TS_OUTPUT_MARK), &st), 0);
    make_time(in(name), st.st_mtim.tv_sec + 1);
}

static const ts_output_options one_by_one = {.one_by_one = true};

static void check_second_build(const ts_output_options *options, bool swapped)
{
    ts_output_report r =
        publish_as(options, (const char *[]){"a.html", "1", "b/c/d.html", "2", "e.html", "3", NULL});
    assert_int_equal(r.created, 3);
    ino_t file = inode(in("a.html")), folder = inode(out);
    r = publish_as(options, (const char *[]){"a.html", "1", "e.html", "changed", "f.html", "4", NULL});
    assert_int_equal(r.created, 1);
    assert_int_equal(r.replaced, 1);
    assert_int_equal(r.unchanged, 1);
    assert_int_equal(r.removed, 1);
    assert_int_equal(inode(in("a.html")), file);
    assert_int_equal(inode(out) != folder, swapped);
    assert_holds("e.html", "changed");
    assert_holds("f.html", "4");
    assert_false(ts_is_folder(in("b")));
    folder = inode(out);
    r = publish_as(options, (const char *[]){"a.html", "1", "e.html", "changed", "f.html", "4", NULL});
    assert_int_equal(r.unchanged, 3);
    assert_int_equal(inode(out), folder);
}

static void a_second_build_writes_what_changed(void **state)
{
    check_second_build(&plain, true);
}

static void files_are_put_in_place_one_by_one(void **state)
{
    check_second_build(&one_by_one, false);
}

/* The process must not be left in a folder that is gone. */
static void a_folder_one_stands_in_is_not_swapped(void **state)
{
    char *here = realpath(".", NULL);
    publish((const char *[]){"a.html", "1", NULL});
    assert_int_equal(chdir(out), 0);
    publish((const char *[]){"b.html", "2", NULL});
    assert_true(ts_is_file("b.html"));
    assert_int_equal(chdir(here), 0);
    free(here);
    assert_false(ts_is_file(in("a.html")));
}

static void a_link_to_the_folder_stays_a_link(void **state)
{
    struct stat st;
    const char *real = ts_path_join(arena, *state, "srv/www");
    ts_error error = {0};
    assert_true(ts_folder_make(real, &error));
    assert_int_equal(symlink("srv/www", out), 0);
    publish((const char *[]){"a.html", "1", NULL});
    publish((const char *[]){"a.html", "2", NULL});
    assert_int_equal(lstat(out, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_holds("a.html", "2");
    assert_true(ts_is_file(ts_path_join(arena, real, "a.html")));
    assert_false(ts_is_folder(ts_path_join(arena, *state, "srv/.www.tearsheet")));
    out = ts_path_join(arena, *state, "dangling");
    assert_int_equal(symlink("nowhere", out), 0);
    assert_null(ts_output_open(out, &plain, &error));
    assert_failed(&error, TS_NOT_FOUND, "cannot be opened");
}

/* Keeps the file where it holds that text. */
static bool keep(ts_output *output, const char *path, const char *text)
{
    char hash[33];
    ts_hash_hex(ts_str_of(text), hash);
    return ts_output_keep(output, path, hash);
}

static void a_kept_file_is_not_read(void **state)
{
    ts_error error = {0};
    ts_output_report r = {0};
    publish((const char *[]){"a.html", "1", "b.html", "2", "c.html", "3", NULL});
    write_by_hand("b.html", "by hand");
    later("b.html");
    ts_output *output = ts_output_open(out, &plain, &error);
    assert_true(keep(output, "a.html", "1"));
    assert_false(keep(output, "b.html", "2"));
    assert_false(keep(output, "c.html", "2"));
    assert_false(keep(output, "none.html", "1"));
    assert_true(ts_output_put(output, "b.html", TS_STR("2"), NULL, &error));
    assert_true(ts_output_commit(output, &r, NULL, NULL, &error));
    ts_output_close(output);
    assert_int_equal(r.unchanged, 1);
    assert_int_equal(r.replaced, 1);
    assert_int_equal(r.removed, 1);
    assert_holds("a.html", "1");
    assert_holds("b.html", "2");
    assert_false(ts_is_file(in("c.html")));
}

static void a_copied_folder_is_soon_known_again(void **state)
{
    ts_error error = {0};
    publish((const char *[]){"a.html", "1", NULL});
    later("a.html");
    ts_output *output = ts_output_open(out, &plain, &error);
    assert_false(keep(output, "a.html", "1"));
    ts_output_close(output);
    make_time(in("a.html"), 1);
    make_time(in(TS_OUTPUT_MARK), 0);
    publish((const char *[]){"a.html", "1", NULL});
    output = ts_output_open(out, &plain, &error);
    assert_true(keep(output, "a.html", "1"));
    ts_output_close(output);
}

static void a_file_that_vanishes_meanwhile_is_an_error(void **state)
{
    ts_error error = {0};
    ts_output_report r = {0};
    publish((const char *[]){"a.html", "1", "b.html", "2", NULL});
    ts_output *output = ts_output_open(out, &plain, &error);
    assert_true(ts_output_put(output, "a.html", TS_STR("1"), NULL, &error));
    assert_true(ts_output_put(output, "b.html", TS_STR("new"), NULL, &error));
    assert_int_equal(unlink(in("a.html")), 0);
    assert_false(ts_output_commit(output, &r, NULL, NULL, &error));
    assert_failed(&error, TS_IO, "vanished");
    assert_non_null(strstr(error.source, "public/a.html"));
    ts_output_close(output);
    assert_holds("b.html", "2");
    assert_clean();
}

static void what_killed_builds_left_is_mended(void **state)
{
    ts_error error = {0};
    publish((const char *[]){"a.html", "old", NULL});
    const char *work = ts_path_join(arena, *state, ".public.tearsheet");
    const char *half = ts_path_join(arena, work, "next/half.html");
    assert_true(ts_file_write(half, TS_STR("half"), NULL, &error));
    write_by_hand(".tearsheet-stage/x.html", "half");
    publish((const char *[]){"a.html", "old", NULL});
    /* Between two renames. */
    assert_true(ts_folder_make(work, &error));
    assert_int_equal(rename(out, ts_path_join(arena, work, "last")), 0);
    ts_output *output = ts_output_open(out, &plain, &error);
    assert_non_null(output);
    assert_holds("a.html", "old");
    ts_output_close(output);
    assert_holds("a.html", "old");
    assert_clean();
}

/* Lists of version 1 have hashes alone. */
static void an_older_list_is_read(void **state)
{
    ts_error error = {0};
    char hash[33];
    write_by_hand("a.html", "1");
    write_by_hand("b.html", "2");
    ts_hash_hex(TS_STR("1"), hash);
    write_by_hand(TS_OUTPUT_MARK,
                  ts_arena_printf(arena, "tearsheet-site 1\n%s a.html\n%s b.html\n", hash, hash));
    ts_output *output = ts_output_open(out, &plain, &error);
    assert_false(keep(output, "a.html", "1"));
    ts_output_close(output);
    ts_output_report r = publish((const char *[]){"c.html", "3", NULL});
    assert_int_equal(r.removed, 1);
    assert_string_equal(kept_path, "b.html");
}

static void nothing_is_visible_before_the_commit(void **state)
{
    ts_error error = {0};
    publish((const char *[]){"a.html", "old", NULL});
    ts_output *output = ts_output_open(out, &plain, &error);
    assert_true(ts_output_put(output, "a.html", TS_STR("new"), NULL, &error));
    assert_true(ts_output_put(output, "b.html", TS_STR("new"), NULL, &error));
    assert_holds("a.html", "old");
    assert_false(ts_is_file(in("b.html")));
    ts_output_close(output);
    assert_holds("a.html", "old");
    assert_clean();
}

static void a_build_that_fails_leaves_no_folder(void **state)
{
    ts_error error = {0};
    ts_output *output = ts_output_open(out, &plain, &error);
    assert_true(ts_output_put(output, "a.html", TS_STR("new"), NULL, &error));
    ts_output_close(output);
    assert_false(ts_is_folder(out));
}

static void folders_of_others_are_refused(void **state)
{
    ts_error error = {0};
    write_by_hand("thesis.txt", "years of work");
    assert_null(ts_output_open(out, &plain, &error));
    assert_failed(&error, TS_REFUSED, "not made by tearsheet");
    assert_holds("thesis.txt", "years of work");
    error = (ts_error){0};
    write_by_hand(TS_OUTPUT_MARK, "something else\n");
    assert_null(ts_output_open(out, &plain, &error));
    assert_failed(&error, TS_REFUSED, "no list of files");
    error = (ts_error){0};
    write_by_hand(TS_OUTPUT_MARK, "tearsheet-site 1\n00000000000000000000000000000000 ../thesis.txt\n");
    assert_null(ts_output_open(out, &plain, &error));
    assert_failed(&error, TS_REFUSED, "no list of files");
}

static void check_files_of_others(const ts_output_options *options)
{
    struct stat st;
    publish_as(options, (const char *[]){"a.html", "1", NULL});
    write_by_hand("CNAME", "saltby.example");
    write_by_hand("deep/own.txt", "x");
    write_by_hand(".git/config", "x");
    assert_int_equal(mkdir(in("empty"), 0700), 0);
    assert_int_equal(chmod(in("deep"), 0750), 0);
    assert_int_equal(symlink("nowhere", in("link")), 0);
    publish_as(options, (const char *[]){"b.html", "1", NULL});
    assert_holds("CNAME", "saltby.example");
    assert_holds("deep/own.txt", "x");
    assert_holds(".git/config", "x");
    assert_int_equal(stat(in("empty"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(stat(in("deep"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0750);
    assert_int_equal(lstat(in("link"), &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_false(ts_is_file(in("a.html")));
    ts_error error = {0};
    ts_output *output = ts_output_open(out, &plain, &error);
    assert_true(ts_output_put(output, "deep/own.txt", TS_STR("x"), NULL, &error));
    assert_false(ts_output_put(output, "CNAME", TS_STR("other"), NULL, &error));
    assert_failed(&error, TS_REFUSED, "in the way");
    ts_output_close(output);
    assert_holds("CNAME", "saltby.example");
}

static void files_of_others_inside_ours_stay(void **state)
{
    check_files_of_others(&plain);
}

static void files_of_others_stay_where_files_are_moved(void **state)
{
    check_files_of_others(&one_by_one);
}

/* A folder that lies elsewhere cannot be linked: then files are moved. */
static void a_link_to_a_folder_inside_ours_is_used(void **state)
{
    ts_error error = {0};
    struct stat st;
    const char *elsewhere = ts_path_join(arena, *state, "disk");
    publish((const char *[]){"a.html", "1", NULL});
    assert_true(ts_folder_make(elsewhere, &error));
    assert_int_equal(symlink(elsewhere, in("media")), 0);
    publish((const char *[]){"a.html", "1", "media/x.png", "x", NULL});
    publish((const char *[]){"a.html", "2", "media/x.png", "x", NULL});
    assert_int_equal(lstat(in("media"), &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_holds("media/x.png", "x");
    assert_holds("a.html", "2");
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

static ts_output *holder;

/* The other build is done as soon as somebody waits. */
static void let_go(void *context, const char *folder, long process)
{
    assert_string_equal(folder, out);
    assert_int_equal(process, getpid());
    ts_output_close(holder);
    holder = NULL;
}

static void one_build_at_a_time(void **state)
{
    ts_error error = {0};
    holder = ts_output_open(out, &plain, &error);
    assert_non_null(holder);
    assert_null(ts_output_open(out, &plain, &error));
    assert_failed(&error, TS_REFUSED, ts_arena_printf(arena, "process %ld", (long)getpid()));
    ts_output_options patient = {.patience = 10000, .waiting = let_go};
    error = (ts_error){0};
    ts_output *second = ts_output_open(out, &patient, &error);
    assert_non_null(second);
    assert_null(holder);
    assert_null(ts_output_open(out, &plain, &error));
    ts_output_close(second);
    assert_clean();
}

static void a_folder_that_cannot_be_made_is_named(void **state)
{
    ts_error error = {0};
    assert_true(ts_file_write(out, TS_STR("a file"), NULL, &error));
    assert_null(ts_output_open(out, &plain, &error));
    assert_failed(&error, TS_IO, "It is a file");
    ts_output_close(NULL);
}

/* A build that put files in place one by one, and was killed before the last folder of one went. */
static void folders_of_files_that_are_gone_go(void **state)
{
    publish((const char *[]){"a.html", "1", "b/c/d.html", "1", NULL});
    assert_int_equal(unlink(in("b/c/d.html")), 0);
    assert_int_equal(rmdir(in("b/c")), 0);
    publish((const char *[]){"a.html", "2", NULL});
    assert_false(ts_is_folder(in("b")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_second_build_writes_what_changed, start, finish),
        cmocka_unit_test_setup_teardown(files_are_put_in_place_one_by_one, start, finish),
        cmocka_unit_test_setup_teardown(a_folder_one_stands_in_is_not_swapped, start, finish),
        cmocka_unit_test_setup_teardown(a_link_to_the_folder_stays_a_link, start, finish),
        cmocka_unit_test_setup_teardown(a_kept_file_is_not_read, start, finish),
        cmocka_unit_test_setup_teardown(a_copied_folder_is_soon_known_again, start, finish),
        cmocka_unit_test_setup_teardown(a_file_that_vanishes_meanwhile_is_an_error, start, finish),
        cmocka_unit_test_setup_teardown(what_killed_builds_left_is_mended, start, finish),
        cmocka_unit_test_setup_teardown(an_older_list_is_read, start, finish),
        cmocka_unit_test_setup_teardown(nothing_is_visible_before_the_commit, start, finish),
        cmocka_unit_test_setup_teardown(a_build_that_fails_leaves_no_folder, start, finish),
        cmocka_unit_test_setup_teardown(folders_of_others_are_refused, start, finish),
        cmocka_unit_test_setup_teardown(files_of_others_inside_ours_stay, start, finish),
        cmocka_unit_test_setup_teardown(files_of_others_stay_where_files_are_moved, start, finish),
        cmocka_unit_test_setup_teardown(a_link_to_a_folder_inside_ours_is_used, start, finish),
        cmocka_unit_test_setup_teardown(a_page_changed_by_hand_is_not_removed, start, finish),
        cmocka_unit_test_setup_teardown(one_build_at_a_time, start, finish),
        cmocka_unit_test_setup_teardown(a_folder_that_cannot_be_made_is_named, start, finish),
        cmocka_unit_test_setup_teardown(folders_of_files_that_are_gone_go, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
