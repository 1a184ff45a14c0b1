#include "site/library.h"
#include "unit.h"

static ts_arena *arena;
static ts_site site;

static int start(void **state)
{
    arena = ts_arena_new();
    int status = make_scratch(state);
    site = (ts_site){.folder = *state, .arena = arena};
    site.settings.content = "content";
    return status;
}

static int finish(void **state)
{
    ts_arena_free(arena);
    return remove_scratch(state);
}

static void put(const char *name)
{
    ts_error error = {0};
    const char *path = ts_path_join(arena, ts_path_join(arena, site.folder, "content"), name);
    assert_true(ts_file_write(path, TS_STR("x"), NULL, &error));
}

static void read(ts_library *library)
{
    ts_error error = {0};
    assert_true(ts_library_read(arena, &site, library, &error));
}

static void articles_media_and_the_rest_are_told_apart(void **state)
{
    const char *names[] = {"a.html",  "b/c.md",     "b/d.txt",      "b/p.JPG",
                           "b/q.svg", "notes.docx", ".hidden.html", "e.htm"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        put(names[i]);
    ts_library library;
    read(&library);
    assert_int_equal(library.sources.len, 4);
    assert_string_equal(library.sources.items[0].path, "a.html");
    assert_string_equal(library.sources.items[3].path, "e.htm");
    assert_int_equal(library.media.len, 2);
    assert_string_equal(library.media.items[0]->to, "media/b/p.JPG");
    assert_true(ts_map_has(library.source_paths, TS_STR("b/c.md")));
    assert_ptr_equal(ts_map_get(library.media_by_path, TS_STR("b/q.svg")), library.media.items[1]);
}

static void sidecars_find_their_article(void **state)
{
    const char *names[] = {"a.html", "a.yaml", "b.html", "b.html.yaml", "c.yaml", "d.txt", "d.yml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        put(names[i]);
    ts_library library;
    read(&library);
    assert_int_equal(library.sources.len, 3);
    assert_string_equal(library.sources.items[0].sidecar, "a.yaml");
    assert_string_equal(library.sources.items[1].sidecar, "b.html.yaml");
    assert_string_equal(library.sources.items[2].sidecar, "d.yml");
    assert_int_equal(library.orphans.len, 1);
    assert_string_equal(library.orphans.items[0], "c.yaml");
}

/* "Save page as, complete": the frames and scripts beside a page are no articles; its images are media. */
static void what_a_browser_saved_beside_a_page_is_no_article(void **state)
{
    const char *names[] = {"x/a.html", "x/a_files/ad.html", "x/a_files/p.png", "x/a_files/s.js",
                           "other_files/b.html"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        put(names[i]);
    ts_library library;
    read(&library);
    assert_int_equal(library.sources.len, 2);
    assert_string_equal(library.sources.items[0].path, "other_files/b.html");
    assert_string_equal(library.sources.items[1].path, "x/a.html");
    assert_int_equal(library.media.len, 1);
}

static void a_site_needs_its_content(void **state)
{
    ts_error error = {0};
    ts_library library;
    assert_false(ts_library_read(arena, &site, &library, &error));
    assert_failed(&error, TS_NOT_FOUND, "articles belong in it");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(articles_media_and_the_rest_are_told_apart, start, finish),
        cmocka_unit_test_setup_teardown(sidecars_find_their_article, start, finish),
        cmocka_unit_test_setup_teardown(what_a_browser_saved_beside_a_page_is_no_article, start, finish),
        cmocka_unit_test_setup_teardown(a_site_needs_its_content, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
