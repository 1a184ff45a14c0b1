/* Exports of one process after another: what did not change is not converted again. */
#include "site/export.h"
#include "unit.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *folder;
static ts_export_memory *memory;

static const char *in_folder(ts_arena *arena, const char *name)
{
    return ts_path_join(arena, folder, name);
}

/* Writes a file of an hour ago, so that its state tells what is in it. */
static void write_file(const char *name, const char *text, int seconds)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    const char *path = in_folder(arena, name);
    struct timespec old[2] = {{time(NULL) - 3600 + seconds, 0}, {time(NULL) - 3600 + seconds, 0}};
    assert_true(ts_file_write(path, ts_str_of(text), NULL, &error));
    assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
    ts_arena_free(arena);
}

/* ctime cannot be set: a file that was just made is not settled for a moment. */
static void settle(const char *name)
{
    ts_arena *arena = ts_arena_new();
    ts_found file;
    do {
        usleep(20000);
        assert_true(ts_found_at(in_folder(arena, name), &file));
    } while (!ts_found_settled(&file));
    ts_arena_free(arena);
}

static ts_export_report export(void)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_export_report report;
    const char *inputs[] = {in_folder(arena, "in")};
    ts_export_options options = {.host = 0, .out = in_folder(arena, "out"), .workers = 2};
    assert_true(ts_export(inputs, 1, &options, memory, NULL, &report, &error));
    ts_arena_free(arena);
    return report;
}

static void what_did_not_change_is_not_converted(void **state)
{
    folder = *state;
    memory = ts_export_memory_new();
    write_file("in/a.md", "---\ntitle: A\n---\nThe pier.\n", 0);
    write_file("in/b.md", "---\ntitle: B\n---\nThe quay.\n", 0);
    write_file("in/c.md", "---\ntitle: C\n---\n", 0);
    settle("in/c.md");
    ts_export_report r = export();
    assert_int_equal(r.converted, 3);
    assert_int_equal(r.articles, 2);
    assert_int_equal(r.left_out, 1);

    /* What was left out is said again. */
    r = export();
    assert_int_equal(r.converted, 1);
    assert_int_equal(r.articles, 2);
    assert_int_equal(r.left_out, 1);
    assert_int_equal(r.files.unchanged, 2);

    write_file("in/c.md", "---\ntitle: C\n---\nThe mole.\n", 1);
    write_file("in/b.yaml", "title: The quay\n", 0);
    settle("in/b.yaml");
    r = export();
    assert_int_equal(r.converted, 2);
    assert_int_equal(r.articles, 3);
    assert_int_equal(r.files.replaced, 1);
    assert_int_equal(r.files.created, 1);
    ts_export_memory_free(memory);
}

static void what_is_gone_or_was_touched_is_made_again(void **state)
{
    folder = *state;
    memory = ts_export_memory_new();
    write_file("in/a.md", "![Pier](pier.png)\n\nThe pier.\n", 0);
    write_file("in/b.md", "The quay.\n", 0);
    settle("in/b.md");
    assert_int_equal(export().converted, 2);
    assert_int_equal(export().converted, 0);

    /* Somebody changed what was written. */
    write_file("out/b/index.md", "Mine.\n", 9);
    ts_export_report r = export();
    assert_int_equal(r.converted, 1);

    /* An image that was missing is asked about by all. */
    write_file("in/pier.png", "png", 0);
    r = export();
    assert_int_equal(r.converted, 2);
    assert_int_equal(r.files.created, 1);
    assert_int_equal(export().converted, 0);

    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    assert_true(ts_file_remove(in_folder(arena, "in/b.md"), &error));
    r = export();
    assert_int_equal(r.converted, 0);
    assert_int_equal(r.articles, 1);
    assert_int_equal(r.files.removed, 1);
    ts_arena_free(arena);
    ts_export_memory_free(memory);
}

/* What the next run of the program has of this one. */
static void go_on(void)
{
    ts_arena *arena = ts_arena_new();
    ts_export_memory_write(memory, in_folder(arena, "out"));
    ts_export_memory_free(memory);
    memory = ts_export_memory_read(in_folder(arena, "out"));
    ts_arena_free(arena);
}

static void the_next_run_knows_what_did_not_change(void **state)
{
    folder = *state;
    ts_arena *arena = ts_arena_new();
    memory = ts_export_memory_read(in_folder(arena, "out"));
    write_file("in/a.md", "The pier.\n", 0);
    write_file("in/b.md", "The quay.\n", 0);
    settle("in/b.md");
    assert_int_equal(export().converted, 2);
    go_on();
    ts_export_report r = export();
    assert_int_equal(r.converted, 0);
    assert_int_equal(r.articles, 2);
    assert_int_equal(r.files.unchanged, 2);

    write_file("in/b.md", "The mole.\n", 1);
    settle("in/b.md");
    go_on();
    r = export();
    assert_int_equal(r.converted, 1);
    assert_int_equal(r.files.replaced, 1);
    ts_export_memory_free(memory);
    ts_arena_free(arena);
}

static void a_damaged_memory_is_none(void **state)
{
    folder = *state;
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_str bytes;
    memory = ts_export_memory_new();
    write_file("in/a.md", "The pier.\n", 0);
    write_file("in/b.md", "The quay.\n", 0);
    settle("in/b.md");
    export();
    go_on();
    const char *path = in_folder(arena, "out/" TS_EXPORT_MEMORY);
    assert_true(ts_file_read(arena, path, TS_BUF_MAX, &bytes, &error));
    for (size_t len = 0; len < bytes.len; len++) {
        ts_export_memory_free(memory);
        assert_true(ts_file_write(path, ts_str_sub(bytes, 0, len), NULL, &error));
        memory = ts_export_memory_read(in_folder(arena, "out"));
        assert_int_equal(export().converted, 2);
    }
    ts_export_memory_free(memory);
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_did_not_change_is_not_converted, make_scratch, remove_scratch),
        cmocka_unit_test_setup_teardown(the_next_run_knows_what_did_not_change, make_scratch, remove_scratch),
        cmocka_unit_test_setup_teardown(a_damaged_memory_is_none, make_scratch, remove_scratch),
        cmocka_unit_test_setup_teardown(what_is_gone_or_was_touched_is_made_again, make_scratch,
                                        remove_scratch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
