/* What one build leaves for the next one's links. */
#include "base/digest.h"
#include "one_output.h"

#include <unistd.h>

static int start_with_spare(void **state)
{
    int status = start(state);
    plain.spare = ts_path_join(arena, *state, "spare");
    return status;
}

static const char *in_spare(const char *name)
{
    return ts_path_join(arena, plain.spare, name);
}

static void the_spare_becomes_the_site(void **state)
{
    publish((const char *[]){"a.html", "1", "b/c.html", "1", "gone/d.html", "1", "old/x/y.html", "1", NULL});
    assert_false(ts_is_folder(plain.spare));
    publish((const char *[]){"a.html", "1", "b/c.html", "2", "old/x/y.html", "1", NULL});
    /* It holds what both have. */
    assert_int_equal(inode(in_spare("a.html")), inode(in("a.html")));
    assert_false(ts_is_file(in_spare("b/c.html")));
    assert_false(ts_is_file(in_spare("gone/d.html")));
    ino_t spare = inode(plain.spare), folder = inode(out);
    publish((const char *[]){"a.html", "1", "b/c.html", "3", "e/f.html", "1", NULL});
    assert_int_equal(inode(out), spare);
    assert_int_equal(inode(plain.spare), folder);
    assert_holds("b/c.html", "3");
    assert_holds("e/f.html", "1");
    assert_false(ts_is_folder(in("gone")));
    assert_false(ts_is_folder(in("old")));
}

/* Whatever is in it: each file counts only where it is the site's. */
static void a_spare_is_not_trusted(void **state)
{
    ts_error error = {0};
    const char *const files[] = {"a.html", "1", "b/c.html", "1", "d/e.html", "1", "f.html", "1", NULL};
    const char *const next[] = {"a.html", "1",       "b/c.html", "1", "d/e.html", "1",
                                "f.html", "changed", "g/h.html", "1", NULL};
    publish(files);
    write_by_hand("CNAME", "saltby.example");
    assert_true(ts_folder_make(plain.spare, &error));
    assert_true(ts_file_write(in_spare("a.html"), TS_STR("x"), NULL, &error)); /* another file */
    assert_true(ts_file_write(in_spare("b"), TS_STR("x"), NULL, &error));      /* for a folder */
    assert_true(ts_file_write(in_spare("d/e.html/x"), TS_STR("x"), NULL, &error));
    assert_true(ts_file_write(in_spare("f.html/x"), TS_STR("x"), NULL, &error)); /* for a file */
    assert_true(ts_file_write(in_spare("g"), TS_STR("x"), NULL, &error));
    assert_true(ts_file_write(in_spare("d/more.html"), TS_STR("x"), NULL, &error)); /* too many */
    assert_true(ts_file_write(in_spare("more/more.html"), TS_STR("x"), NULL, &error));
    publish(next);
    for (int i = 0; next[i]; i += 2)
        assert_holds(next[i], next[i + 1]);
    assert_holds("CNAME", "saltby.example");
    assert_false(ts_is_file(in("d/more.html")));
    assert_false(ts_is_folder(in("more")));
}

static void what_was_taken_out_by_hand_does_not_come_back(void **state)
{
    ts_error error = {0};
    publish((const char *[]){"a.html", "1", NULL});
    write_by_hand("own/CNAME", "saltby.example");
    publish((const char *[]){"a.html", "2", NULL});
    assert_true(ts_is_file(in_spare("own/CNAME")));
    assert_true(ts_folder_remove(in("own"), &error));
    write_by_hand("own.txt", "new");
    publish((const char *[]){"a.html", "3", NULL});
    assert_false(ts_is_folder(in("own")));
    assert_holds("own.txt", "new");
}

/* Files that stand behind a link are put in place one by one, whatever the spare had. */
static void a_spare_is_given_up_for_a_link_to_a_folder(void **state)
{
    ts_error error = {0};
    const char *elsewhere = ts_path_join(arena, *state, "disk");
    publish((const char *[]){"a.html", "1", "b.html", "1", NULL});
    publish((const char *[]){"a.html", "1", "b.html", "2", NULL});
    assert_true(ts_folder_make(elsewhere, &error));
    assert_int_equal(symlink(elsewhere, in("media")), 0);
    publish((const char *[]){"a.html", "1", "b.html", "3", "media/x.png", "x", NULL});
    assert_holds("a.html", "1");
    assert_holds("b.html", "3");
    assert_true(ts_is_file(ts_path_join(arena, elsewhere, "x.png")));
}

/* Nobody who removes the site wants its files to stay on the disk. */
static void a_spare_without_a_site_goes(void **state)
{
    ts_error error = {0};
    publish((const char *[]){"a.html", "1", NULL});
    publish((const char *[]){"a.html", "1", "b.html", "1", NULL});
    assert_true(ts_is_folder(plain.spare));
    assert_true(ts_folder_remove(out, &error));
    publish((const char *[]){"a.html", "1", NULL});
    assert_false(ts_is_folder(plain.spare));
    assert_false(ts_is_file(in("b.html")));
}

/* What others do while a build is at work. */
static void a_change_behind_the_links_is_seen(void **state)
{
    ts_error error = {0};
    ts_output_report report;
    char hash[33];
    publish((const char *[]){"a.html", "1", "b/c.html", "1", NULL});
    write_by_hand("b/own.txt", "1");
    write_by_hand("gone/own.txt", "1");
    plain.workers = 2;
    ts_output *output = ts_output_open(out, &plain, &error);
    ts_output_prepare(output);
    ts_output_look(output);
    ts_hash_hex(TS_STR("1"), hash);
    assert_true(ts_output_keep(output, "b/c.html", hash));
    assert_true(ts_output_put(output, "a.html", TS_STR("2"), NULL, &error));
    write_by_hand("b/own.txt", "2");
    write_by_hand("b/new/more.txt", "2");
    assert_true(ts_folder_remove(in("gone"), &error));
    assert_true(ts_output_commit(output, &report, NULL, NULL, &error));
    ts_output_close(output);
    assert_int_equal(report.unchanged, 1);
    assert_holds("a.html", "2");
    assert_holds("b/c.html", "1");
    assert_holds("b/own.txt", "2");
    assert_holds("b/new/more.txt", "2");
    assert_false(ts_is_folder(in("gone")));
    assert_clean();
}

static void a_build_that_is_given_up_leaves_the_spare(void **state)
{
    ts_error error = {0};
    publish((const char *[]){"a.html", "1", "b/c.html", "1", NULL});
    publish((const char *[]){"a.html", "2", "b/c.html", "1", NULL});
    ino_t spare = inode(plain.spare);
    plain.workers = 2;
    ts_output *output = ts_output_open(out, &plain, &error);
    ts_output_prepare(output);
    ts_output_close(output);
    assert_int_equal(inode(plain.spare), spare);
    assert_true(ts_is_file(in_spare("b/c.html")));
    assert_clean();
}

static void a_folder_takes_the_place_of_a_file(void **state)
{
    publish((const char *[]){"a.html", "1", "b", "1", NULL});
    for (int i = 0; i < 2; i++) { /* by links alone, then with a spare */
        publish((const char *[]){"a.html", "1", "b/c/d.html", "1", NULL});
        assert_holds("b/c/d.html", "1");
        publish((const char *[]){"a.html", "1", NULL});
        publish((const char *[]){"a.html", "1", "b", "1", NULL});
    }
}

/* Folders of two depths, more than one thread takes at a time. */
#define FOLDERS 100

static void several_threads_link(void **state)
{
    const char *files[4 * FOLDERS + 3] = {"a.html", "1"};
    ino_t inodes[2 * FOLDERS];
    for (int i = 0; i < 2 * FOLDERS; i++) {
        files[2 * i + 2] = ts_arena_printf(arena, i % 2 ? "%d/more/x.html" : "%d/x.html", i / 2);
        files[2 * i + 3] = "1";
    }
    plain.workers = 4;
    publish(files);
    for (int i = 0; i < 2 * FOLDERS; i++)
        inodes[i] = inode(in(files[2 * i + 2]));
    for (int build = 2; build <= 4; build++) { /* by links alone, then with a spare */
        files[1] = ts_arena_printf(arena, "%d", build);
        assert_int_equal(publish(files).unchanged, 2 * FOLDERS);
        assert_holds("a.html", files[1]);
        for (int i = 0; i < 2 * FOLDERS; i++)
            assert_int_equal(inode(in(files[2 * i + 2])), inodes[i]);
    }
    files[6] = NULL; /* all but the first article go, in both of them */
    for (int build = 5; build <= 6; build++) {
        files[1] = ts_arena_printf(arena, "%d", build);
        publish(files);
        assert_holds("0/more/x.html", "1");
        assert_false(ts_is_folder(in("1")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_spare_becomes_the_site, start_with_spare, finish),
        cmocka_unit_test_setup_teardown(a_spare_is_not_trusted, start_with_spare, finish),
        cmocka_unit_test_setup_teardown(what_was_taken_out_by_hand_does_not_come_back, start_with_spare,
                                        finish),
        cmocka_unit_test_setup_teardown(a_spare_is_given_up_for_a_link_to_a_folder, start_with_spare, finish),
        cmocka_unit_test_setup_teardown(a_spare_without_a_site_goes, start_with_spare, finish),
        cmocka_unit_test_setup_teardown(a_change_behind_the_links_is_seen, start_with_spare, finish),
        cmocka_unit_test_setup_teardown(a_build_that_is_given_up_leaves_the_spare, start_with_spare, finish),
        cmocka_unit_test_setup_teardown(a_folder_takes_the_place_of_a_file, start_with_spare, finish),
        cmocka_unit_test_setup_teardown(several_threads_link, start_with_spare, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
