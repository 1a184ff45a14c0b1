#include "preview/preview.h"
#include "unit.h"

#include <pthread.h>
#include <unistd.h>

static ts_arena *arena;
static ts_preview *preview;
static volatile int stop;
static int good, bad; /* times that the site was read */

static void put(void **state, const char *name, const char *text)
{
    ts_error error = {0};
    assert_true(ts_file_write(ts_path_join(arena, *state, name), ts_str_of(text), NULL, &error));
}

static void count(void *context, const ts_snapshot *site, const ts_error *error)
{
    __atomic_fetch_add(error ? &bad : &good, 1, __ATOMIC_RELAXED);
}

static const ts_preview_events events = {.read = count};

static int start(void **state)
{
    arena = ts_arena_new();
    stop = good = bad = 0;
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

/* Waits until the site was read so often, or fails after ten seconds. */
static void wait_for(const int *counter, int times)
{
    for (int i = 0; i < 500; i++) {
        if (__atomic_load_n(counter, __ATOMIC_RELAXED) >= times)
            return;
        usleep(20000);
    }
    fail_msg("the site was never read %d times", times);
}

static void changes_are_followed(void **state)
{
    ts_preview_options options = {0};
    ts_error error = {0};
    pthread_t thread;
    preview = ts_preview_start(*state, &options, &events, &error);
    assert_non_null(preview);
    assert_true(strncmp(ts_preview_url(preview), "http://127.0.0.1:", 17) == 0);
    assert_false(ts_preview_is_open(preview));
    assert_int_equal(good, 1);
    assert_int_equal(pthread_create(&thread, NULL, run, NULL), 0);
    put(state, "content/b.md", "Second.");
    wait_for(&good, 2);
    put(state, "site.lua", "return { titel = 'Saltby' }");
    wait_for(&bad, 1);
    put(state, "site.lua", "return { title = 'Saltby again' }");
    wait_for(&good, 3);
    /* Another folder of articles is watched from then on. */
    put(state, "other/c.md", "Third.");
    put(state, "site.lua", "return { title = 'Saltby', content = 'other' }");
    wait_for(&good, 4);
    put(state, "other/c.md", "Fourth.");
    wait_for(&good, 5);
    __atomic_store_n(&stop, 1, __ATOMIC_RELAXED);
    pthread_join(thread, NULL);
    assert_false(ts_is_folder(ts_path_join(arena, *state, "public")));
}

static void a_site_with_a_mistake_can_be_mended(void **state)
{
    ts_preview_options options = {0};
    ts_error error = {0};
    put(state, "site.lua", "return {");
    preview = ts_preview_start(*state, &options, &events, &error);
    assert_non_null(preview);
    assert_int_equal(bad, 1);
}

static void a_site_that_is_none_is_refused(void **state)
{
    ts_preview_options options = {0};
    ts_error error = {0};
    assert_null(ts_preview_start("/nowhere/at/all", &options, &events, &error));
    assert_failed(&error, TS_NOT_FOUND, "no such folder");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(changes_are_followed, start, finish),
        cmocka_unit_test_setup_teardown(a_site_with_a_mistake_can_be_mended, start, finish),
        cmocka_unit_test_setup_teardown(a_site_that_is_none_is_refused, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
