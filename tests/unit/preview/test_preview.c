#include "preview/preview.h"
#include "unit.h"

#include <pthread.h>
#include <unistd.h>

static ts_arena *arena;
static ts_preview *preview;
static volatile int stop;
static volatile int builds, failures;

static void put(void **state, const char *name, const char *text)
{
    ts_error error = {0};
    assert_true(ts_file_write(ts_path_join(arena, *state, name), ts_str_of(text), NULL, &error));
}

static void count(void *context, const ts_build_report *report, const ts_error *error)
{
    if (error)
        __atomic_fetch_add(&failures, 1, __ATOMIC_RELAXED);
    else
        __atomic_fetch_add(&builds, 1, __ATOMIC_RELAXED);
}

static const ts_preview_events events = {.built = count};

static int start(void **state)
{
    arena = ts_arena_new();
    stop = builds = failures = 0;
    if (make_scratch(state) != 0)
        return -1;
    put(state, "site.lua", "return { title = 'Saltby' }");
    put(state, "content/a.md", "First.");
    return 0;
}

static int finish(void **state)
{
    ts_preview_stop(preview);
    preview = NULL;
    ts_arena_free(arena);
    return remove_scratch(state);
}

static void *run(void *context)
{
    ts_error error = {0};
    ts_preview_run(preview, &stop, &error);
    return NULL;
}

/* Waits until the file holds the words, or fails after ten seconds. */
static void wait_for(void **state, const char *name, const char *words)
{
    for (int i = 0; i < 500; i++) {
        ts_error error = {0};
        ts_str bytes;
        if (ts_file_read(arena, ts_path_join(arena, *state, name), 1 << 20, &bytes, &error) &&
            strstr(bytes.ptr, words))
            return;
        usleep(20000);
    }
    fail_msg("%s never held \"%s\"", name, words);
}

static void changes_are_built(void **state)
{
    ts_preview_options options = {0};
    ts_error error = {0};
    pthread_t thread;
    preview = ts_preview_start(*state, &options, &events, &error);
    assert_non_null(preview);
    assert_true(strncmp(ts_preview_url(preview), "http://127.0.0.1:", 17) == 0);
    assert_int_equal(builds, 1);
    assert_int_equal(pthread_create(&thread, NULL, run, NULL), 0);
    put(state, "content/b.md", "Second.");
    wait_for(state, "public/undated/b.html", "Second.");
    put(state, "templates/partials/colophon.html", "<footer>Third</footer>");
    wait_for(state, "public/index.html", "Third");
    put(state, "templates/partials/colophon.html", "{{ nothing }}");
    for (int i = 0; i < 500 && failures == 0; i++)
        usleep(20000);
    assert_int_equal(failures, 1);
    put(state, "templates/partials/colophon.html", "<footer>Fourth</footer>");
    wait_for(state, "public/index.html", "Fourth");
    stop = 1;
    pthread_join(thread, NULL);
}

static void a_site_with_a_mistake_can_be_mended(void **state)
{
    ts_preview_options options = {0};
    ts_error error = {0};
    put(state, "site.lua", "return {");
    preview = ts_preview_start(*state, &options, &events, &error);
    assert_non_null(preview);
    assert_int_equal(failures, 1);
}

static void a_folder_of_others_is_refused(void **state)
{
    ts_preview_options options = {0};
    ts_error error = {0};
    put(state, "public/mine.txt", "x");
    assert_null(ts_preview_start(*state, &options, &events, &error));
    assert_failed(&error, TS_REFUSED, "not made by tearsheet");
    assert_int_equal(builds + failures, 0);
    error = (ts_error){0};
    assert_null(ts_preview_start("/nowhere/at/all", &options, &events, &error));
    assert_failed(&error, TS_NOT_FOUND, "no such folder");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(changes_are_built, start, finish),
        cmocka_unit_test_setup_teardown(a_site_with_a_mistake_can_be_mended, start, finish),
        cmocka_unit_test_setup_teardown(a_folder_of_others_is_refused, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
