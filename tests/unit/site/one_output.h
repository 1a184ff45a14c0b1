/* One output folder, built again and again. */
#ifndef TS_UNIT_ONE_OUTPUT_H
#define TS_UNIT_ONE_OUTPUT_H

#include "site/output.h"
#include "unit.h"

#include <sys/stat.h>

static ts_arena *arena;
static const char *out;
static ts_output_options plain; /* those of most builds */

static int start(void **state)
{
    arena = ts_arena_new();
    int status = make_scratch(state);
    out = ts_path_join(arena, *state, "public");
    plain = (ts_output_options){0};
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

/* The work folder is gone, wherever it was. */
static void assert_clean(void)
{
    assert_false(ts_is_folder(in(".tearsheet-stage")));
    assert_false(ts_is_folder(ts_path_join(arena, ts_path_folder(arena, out), ".public.tearsheet")));
}

static ino_t inode(const char *path)
{
    struct stat st;
    assert_int_equal(lstat(path, &st), 0);
    return st.st_ino;
}

static const char *kept_path;

static void note_kept(void *context, const char *path)
{
    kept_path = ts_arena_strdup(arena, path);
}

/* One build of these files: name, text, name, text, …, NULL. */
static ts_output_report publish_as(const ts_output_options *options, const char *const *files)
{
    ts_error error = {0};
    ts_output_report report = {0};
    ts_output *output = ts_output_open(out, options, &error);
    assert_string_equal(error.message, "");
    assert_non_null(output);
    for (int i = 0; files[i]; i += 2)
        assert_true(ts_output_put(output, files[i], ts_str_of(files[i + 1]), NULL, &error));
    kept_path = NULL;
    bool done = ts_output_commit(output, &report, note_kept, NULL, &error);
    assert_string_equal(error.message, "");
    assert_true(done);
    ts_output_close(output);
    assert_clean();
    return report;
}

static ts_output_report publish(const char *const *files)
{
    return publish_as(&plain, files);
}

#endif
