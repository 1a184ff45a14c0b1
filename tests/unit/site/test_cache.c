/* The cache as builds use it: what makes an article anew, and what a damaged cache does. */
#include "site/build.h"
#include "site/map.h"
#include "scratch.h"

#include <fcntl.h>
#include <sys/stat.h>

static const char *folder;

static const char *in(const char *name)
{
    return ts_path_join(arena, folder, name);
}

static void put(const char *name, const char *text)
{
    ts_error error = {0};
    if (!ts_file_write(in(name), ts_str_of(text), NULL, &error))
        fail_msg("%s", error.message);
}

static void start_site(void **state)
{
    folder = *state;
    put("site.lua", "return { title = 'A' }");
    put("content/a.md", "---\ntitle: A\ndate: 2020-01-02\n---\n\nThe tide came in.\n\n![](sea.png)\n");
}

/* Maps the site; the number of the first body of a.md, by which it is seen whether it was made anew. */
static int64_t map(ts_mapped *mapped, bool drafts)
{
    ts_error error = {0};
    ts_watch watch;
    ts_library library;
    ts_cached_source found = {0};
    ts_cache *cache = ts_cache_open(folder, false);
    ts_site *site = ts_site_open(folder, NULL, &error);
    assert_non_null(cache);
    assert_non_null(site);
    assert_true(ts_cache_is_kept(cache));
    assert_true(ts_library_read(arena, site, &library, &error));
    ts_watch_start(&watch, NULL);
    assert_true(ts_map_library(site, &library, cache, drafts, 1, &watch, mapped, &error));
    ts_watch_end(&watch);
    ts_cache_find(cache, arena, "a.md", &found);
    ts_site_close(site);
    ts_cache_close(cache);
    return found.first;
}

static int64_t first(void)
{
    ts_mapped mapped;
    int64_t number = map(&mapped, false);
    ts_mapped_free(&mapped);
    return number;
}

static void what_has_not_changed_is_not_made_again(void **state)
{
    start_site(state);
    int64_t number = first();
    assert_true(number > 0);
    assert_int_equal(first(), number);
    /* Neither by another time, nor by what it does not read. */
    struct timespec old[] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
    assert_int_equal(utimensat(AT_FDCWD, in("content/a.md"), old, 0), 0);
    assert_int_equal(first(), number);
    put("site.lua", "return { title = 'B', paginate = 3 }");
    put("content/other.png", "PNG");
    put("templates/pages/home.html", "x");
    assert_int_equal(first(), number);
}

static void what_an_article_is_made_from_makes_it_anew(void **state)
{
    static const struct {
        const char *name, *text;
    } changes[] = {
        {"content/a.md", "---\ntitle: A\ndate: 2020-01-02\n---\n\nThe tide went out.\n\n![](sea.png)\n"},
        {"content/a.yaml", "tags: [sea]\n"},
        {"content/a.yaml", "tags: [see]\n"},
        {"content/sea.png", "PNG"},
        {"rules/origin.example.txt", "title: //h1\n"},
        {"filters/a.lua", "return {}"},
        {"filters/a.lua", "return { }"},
        {"lua/ours.lua", "return 1"},
        {"site.lua", "return { permalink = '{slug}.html' }"},
        {"site.lua", "return { permalink = '{slug}.html', base_url = 'https://a.example/' }"},
    };
    start_site(state);
    int64_t number = first();
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        put(changes[i].name, changes[i].text);
        int64_t next = first();
        if (next == number)
            fail_msg("change %zu, %s, was not seen", i, changes[i].name);
        number = next;
        assert_int_equal(first(), number);
    }
}

static void drafts_and_failures_are_kept_too(void **state)
{
    ts_mapped mapped;
    start_site(state);
    put("content/b.md", "---\ntitle: B\ndraft: true\n---\n\nNot yet.\n");
    put("content/c.md", "---\ntitle: C\n---\n");
    for (int round = 0; round < 4; round++) {
        bool drafts = round % 2 == 1;
        map(&mapped, drafts);
        assert_int_equal(mapped.entries.len, drafts ? 2 : 1);
        assert_int_equal(mapped.drafts, drafts ? 0 : 1);
        assert_int_equal(mapped.errors.len, 1);
        assert_string_equal(mapped.errors.items[0]->source, in("content/c.md"));
        /* What was made now is in memory as well. */
        assert_true((mapped.entries.items[0]->record == NULL) == (round > 0));
        ts_mapped_free(&mapped);
    }
}

static void bodies_are_held_up_to_a_limit(void **state)
{
    start_site(state);
    ts_cache *cache = ts_cache_open(*state, false);
    assert_true(ts_cache_grant(cache, TS_CACHE_HELD - 1));
    assert_false(ts_cache_grant(cache, 2));
    assert_true(ts_cache_grant(cache, 1));
    assert_false(ts_cache_grant(cache, 1));
    ts_cache_close(cache);
}

static void what_is_gone_leaves_the_cache(void **state)
{
    ts_error error = {0};
    ts_cached_source found;
    start_site(state);
    put("content/b.md", "Another.\n");
    assert_true(first() > 0);
    assert_true(ts_file_remove(in("content/b.md"), &error));
    assert_true(first() > 0);
    ts_cache *cache = ts_cache_open(folder, false);
    assert_false(ts_cache_find(cache, arena, "b.md", &found));
    assert_true(ts_cache_find(cache, arena, "a.md", &found));
    ts_cache_close(cache);
    cache = ts_cache_open(folder, true);
    assert_false(ts_cache_find(cache, arena, "a.md", &found));
    ts_cache_close(cache);
}

/* --- whole builds --------------------------------------------------------------------------------------- */

static int warnings;

static void count_warning(void *context, const char *source, const char *message)
{
    warnings++;
}

static ts_build_report build(void)
{
    ts_error error = {0};
    ts_build_report report;
    const ts_build_options options = {.workers = 1};
    const ts_build_events events = {.warning = count_warning};
    warnings = 0;
    if (!ts_build(folder, &options, &events, &report, &error))
        fail_msg("%s: %s", error.source, error.message);
    return report;
}

static ts_str database(void)
{
    ts_error error = {0};
    ts_str bytes;
    if (!ts_file_read(arena, in(".tearsheet/cache.db"), 1 << 24, &bytes, &error))
        fail_msg("%s", error.message);
    return bytes;
}

static void write_database(ts_str bytes)
{
    ts_error error = {0};
    assert_true(ts_file_write(in(".tearsheet/cache.db"), bytes, NULL, &error));
}

/* A build with that cache makes the same pages, and the one after it says nothing. */
static void survive(ts_str bytes)
{
    write_database(bytes);
    ts_build_report report = build();
    assert_int_equal(report.articles, 1);
    assert_int_equal(report.created + report.replaced + report.removed, 0);
    assert_true(warnings <= 1);
    build();
    assert_int_equal(warnings, 0);
}

static void a_cache_that_was_cut_is_made_anew(void **state)
{
    start_site(state);
    build();
    ts_str whole = database();
    const size_t lens[] = {0, 1, 15, 99, 100, 4096, 8192, 8193, 3 * 8192, whole.len / 2, whole.len - 1};
    for (size_t i = 0; i < sizeof lens / sizeof *lens; i++)
        survive((ts_str){whole.ptr, lens[i]});
}

static void a_cache_that_rotted_is_made_anew(void **state)
{
    start_site(state);
    build();
    ts_str whole = database();
    for (size_t at = 0; at < whole.len; at += at < 200 ? 7 : 977) {
        char *bytes = ts_arena_copy(arena, whole);
        memset(bytes + at, 0xA5, whole.len - at < 16 ? whole.len - at : 16);
        survive((ts_str){bytes, whole.len});
    }
}

static void a_cache_of_another_kind_is_said_once(void **state)
{
    start_site(state);
    build();
    ts_str whole = database();
    write_database(TS_STR("This is no database, but long enough to be taken for the head of one, which is "
                          "what this text is about, and it goes on a little."));
    build();
    assert_int_equal(warnings, 1);
    char *other = ts_arena_copy(arena, whole);
    other[63] ^= 0x40; /* of the version's number */
    write_database((ts_str){other, whole.len});
    build();
    assert_int_equal(warnings, 1);
    build();
    assert_int_equal(warnings, 0);
}

static void a_site_without_room_for_a_cache_is_built(void **state)
{
    start_site(state);
    put(".tearsheet", "a file");
    ts_build_report report = build();
    assert_false(report.cached);
    assert_int_equal(warnings, 0);
    assert_int_equal(report.articles, 1);
    report = build();
    assert_int_equal(report.created + report.replaced + report.removed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_has_not_changed_is_not_made_again, start, finish),
        cmocka_unit_test_setup_teardown(what_an_article_is_made_from_makes_it_anew, start, finish),
        cmocka_unit_test_setup_teardown(drafts_and_failures_are_kept_too, start, finish),
        cmocka_unit_test_setup_teardown(bodies_are_held_up_to_a_limit, start, finish),
        cmocka_unit_test_setup_teardown(what_is_gone_leaves_the_cache, start, finish),
        cmocka_unit_test_setup_teardown(a_cache_that_was_cut_is_made_anew, start, finish),
        cmocka_unit_test_setup_teardown(a_cache_that_rotted_is_made_anew, start, finish),
        cmocka_unit_test_setup_teardown(a_cache_of_another_kind_is_said_once, start, finish),
        cmocka_unit_test_setup_teardown(a_site_without_room_for_a_cache_is_built, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
