/* A live site after any change shows, byte for byte, what a build of the same files writes. */
#include "site/build.h"
#include "site/live.h"
#include "unit.h"

#include <stdio.h>
#include <unistd.h>

static ts_arena *arena;
static ts_live *live;
static const char *folder, *out;
static ts_live_change change;

static void put(const char *name, const char *text)
{
    ts_error error = {0};
    assert_true(ts_file_write(ts_path_join(arena, folder, name), ts_str_of(text), NULL, &error));
}

static void put_article(const char *name, const char *title, const char *more, const char *body)
{
    put(name, ts_arena_printf(arena, "---\ntitle: %s\nlanguage: en\n%s---\n\n%s\n", title, more, body));
}

static int start(void **state)
{
    arena = ts_arena_new();
    if (make_scratch(state) != 0)
        return -1;
    folder = *state;
    out = ts_path_join(arena, folder, "public");
    put("site.lua", "return { title = 'Saltby', base_url = 'https://saltby.example/' }");
    put_article("content/a.md", "Tide",
                "date: 2020-01-02\ntags: [Water, Harbour]\nurl: https://p.example/1\n",
                "Water over the pier. See [the other](b.md).");
    put_article("content/b.md", "Pier", "date: 2020-01-03\ntags: [Harbour]\nsection: [News]\n",
                "The pier stands. ![A pier](pier.png)");
    put_article("content/c.md", "Mast", "date: 2019-05-01\nauthors: [{name: Nell}]\n", "A mast, as seen.");
    put("static/notes.txt", "notes");
    live = ts_live_new(folder, &(ts_live_options){.workers = 2});
    return 0;
}

static int finish(void **state)
{
    ts_live_free(live);
    ts_arena_free(arena);
    return remove_scratch(state);
}

/* --- comparing ------------------------------------------------------------------------------------------ */

static ts_str shown(const ts_snapshot *site, const char *path)
{
    ts_live_file file = ts_live_find(site, path);
    ts_error error = {0};
    ts_str bytes = {0};
    if (file.page) {
        ts_buf page;
        ts_buf_init(&page, TS_BUF_MAX);
        if (!ts_live_render(site, file.page, &page, &error))
            fail_msg("%s: %s", path, error.message);
        bytes = (ts_str){ts_buf_copy(&page, arena), page.len};
        ts_buf_free(&page);
    } else if (file.copy && file.copy->from) {
        assert_true(ts_file_read(arena, file.copy->from, TS_BUF_MAX, &bytes, &error));
    } else if (!file.copy) {
        fail_msg("%s is not there", path);
    }
    return bytes;
}

/* Builds, and compares each file. `what`: the change before it, for messages. */
static void compare(const char *what)
{
    ts_build_options options = {.output = out, .workers = 2};
    ts_build_report report;
    ts_error error = {0};
    ts_found_list files = {0};
    if (!ts_build(folder, &options, NULL, &report, &error))
        fail_msg("%s: %s", what, error.message);
    assert_true(ts_folder_walk(arena, out, &files, &error));
    const ts_snapshot *site = ts_live_hold(live);
    size_t pages = 0;
    for (size_t i = 0; i < files.len; i++) {
        ts_str built, now = shown(site, files.items[i].path);
        assert_true(
            ts_file_read(arena, ts_path_join(arena, out, files.items[i].path), TS_BUF_MAX, &built, &error));
        ts_live_file file = ts_live_find(site, files.items[i].path);
        pages += file.page != NULL;
        if ((file.page || file.copy->from) && !ts_str_eq(built, now))
            fail_msg("after %s, %s differs:\n%s\n--- from the build's:\n%s", what, files.items[i].path,
                     now.ptr, built.ptr);
    }
    for (size_t i = 0; i < site->plan->pages.len; i++)
        pages -= ts_path_name(site->plan->pages.items[i].path)[0] != '.';
    if (pages)
        fail_msg("after %s, the live site has other pages", what);
    ts_live_release(live, site);
}

static void update(const char *file)
{
    ts_texts files = {0};
    ts_error error = {0};
    if (file)
        ts_vec_push_in(arena, &files, file);
    if (!ts_live_update(live, file ? &files : NULL, NULL, NULL, arena, &change, &error))
        fail_msg("%s: %s", file, error.message);
}

/* The change of one file, followed and compared. */
static void follow(const char *file)
{
    update(file);
    compare(file);
}

/* --- what changes --------------------------------------------------------------------------------------- */

static void an_article_is_followed_alone(void **state)
{
    update(NULL);
    const ts_snapshot *before = ts_live_hold(live);
    ts_live_release(live, before);
    put_article("content/a.md", "Tide",
                "date: 2020-01-02\ntags: [Water, Harbour]\nurl: https://p.example/1\n", "Now dry.");
    follow("content/a.md");
    assert_string_equal(change.show, "2020/01/tide.html");
    assert_null(change.from);
    /* A new title is a new address. */
    put_article("content/a.md", "Ebb", "date: 2020-01-02\ntags: [Water, Harbour]\nurl: https://p.example/1\n",
                "Now dry.");
    follow("content/a.md");
    assert_string_equal(change.from, "2020/01/tide.html");
    assert_string_equal(change.to, "2020/01/ebb.html");
    put_article("content/a.md", "Tide",
                "date: 2020-01-02\ntags: [Water, Harbour]\nurl: https://p.example/1\n", "Back again.");
    follow("content/a.md");
    const ts_snapshot *after = ts_live_hold(live);
    ts_live_release(live, after);
    assert_ptr_equal(before, after); /* the same snapshot all the time */
}

static void a_path_that_another_wants_takes_a_new_snapshot(void **state)
{
    update(NULL);
    put_article("content/a.md", "Pier", "date: 2020-01-02\n", "Two of a name.");
    follow("content/a.md");
    assert_string_equal(change.to, "2020/01/pier.html");
    put_article("content/b.md", "Quay", "date: 2020-01-03\n", "One left.");
    follow("content/b.md");
    put_article("content/a.md", "Mole", "date: 2020-01-02\n", "None left.");
    follow("content/a.md");
    put_article("content/b.md", "Pier", "date: 2020-01-03\n", "Back to its old place.");
    follow("content/b.md");
    put_article("content/c.md", "Pier", "date: 2020-01-01\n", "Behind it.");
    follow("content/c.md");
    put_article("content/b.md", "Elsewhere", "date: 2020-01-03\n", "Away: the other gets its place.");
    follow("content/b.md");
}

static void files_come_and_go(void **state)
{
    update(NULL);
    put_article("content/sub/d.md", "New", "date: 2021-01-01\ntags: [Harbour]\n", "Come. ![](x.png)");
    follow("content/sub/d.md");
    assert_string_equal(change.show, "2021/01/new.html");
    put("content/b.yaml", "title: From the side\n");
    follow("content/b.yaml");
    put("content/b.yaml", "title: From the other side\n");
    follow("content/b.yaml");
    unlink(ts_path_join(arena, folder, "content/b.yaml"));
    follow("content/b.yaml");
    put("content/pier.png", "a picture");
    follow("content/pier.png");
    put("content/pier.png", "another picture");
    follow("content/pier.png");
    assert_false(change.pages);
    assert_string_equal(change.copies.items[0], "media/pier.png");
    unlink(ts_path_join(arena, folder, "content/pier.png"));
    follow("content/pier.png");
    assert_int_equal(
        rename(ts_path_join(arena, folder, "content/sub"), ts_path_join(arena, folder, "content/top")), 0);
    update("content/sub");
    follow("content/top");
    unlink(ts_path_join(arena, folder, "content/a.md"));
    follow("content/a.md");
    assert_null(change.show);
    put("content/empty.html", "<p></p>");
    follow("content/empty.html");
    const ts_snapshot *site = ts_live_hold(live);
    assert_int_equal(site->left_out.len, 1);
    ts_live_release(live, site);
}

static void the_rest_of_the_site_is_followed(void **state)
{
    update(NULL);
    put("templates/partials/colophon.html", "<footer>One</footer>");
    follow("templates/partials/colophon.html");
    put("templates/partials/colophon.html", "<footer>Two {{ page.title }}</footer>");
    follow("templates/partials/colophon.html");
    put("static/notes.txt", "other notes");
    follow("static/notes.txt");
    assert_false(change.pages);
    assert_string_equal(change.copies.items[0], "notes.txt");
    put("static/more/index.html", "<p>More</p>");
    follow("static/more/index.html");
    put("templates/assets/own.css", "a { color: red }");
    follow("templates/assets/own.css");
    put("templates/assets/own.css", "a { color: blue }");
    follow("templates/assets/own.css");
    assert_string_equal(change.copies.items[0], "assets/own.css");
    put("i18n/en.yaml", "home: Front\n");
    follow("i18n/en.yaml");
    put("data/crew.yaml", "[Nell]\n");
    follow("data/crew.yaml");
    put("filters/loud.lua", "return { Str = function(s) s.text = s.text:upper() return s end }");
    follow("filters/loud.lua");
    put("takedowns.lua", "return { ['content/a.md'] = {} }");
    follow("takedowns.lua");
    put_article("content/a.md", "Gone", "", "Not shown.");
    follow("content/a.md");
    put("site.lua", "return { title = 'Saltby', permalink = '{slug}/', paginate = 2 }");
    follow("site.lua");
    put("site.lua",
        "return { title = 'S', pages = function(site) return { { path = 'x/', title = 'X', template = "
        "'pages/404.html', data = { n = #site.latest } } } end, collections = { all = {} } }");
    follow("site.lua");
    put_article("content/b.md", "Pier", "date: 2020-01-03\n", "With functions.");
    follow("content/b.md");
}

static void a_mistake_leaves_the_last_snapshot(void **state)
{
    ts_error error = {0};
    ts_texts files = {0};
    ts_vec_push_in(arena, &files, "site.lua");
    update(NULL);
    put("site.lua", "return {");
    assert_false(ts_live_update(live, &files, NULL, NULL, arena, &change, &error));
    assert_int_equal(error.status, TS_SETTINGS);
    const ts_snapshot *site = ts_live_hold(live);
    assert_int_equal(site->renderer.index->len, 3);
    ts_live_release(live, site);
    put("site.lua", "return { title = 'Mended' }");
    put_article("content/a.md", "Tide", "", "Meanwhile.");
    update("content/a.md"); /* what failed is done with the next change */
    compare("a mistake that was mended");
}

static bool always(void *context)
{
    return true;
}

static void work_that_is_taken_back_is_done_later(void **state)
{
    ts_error error = {0};
    ts_texts files = {0};
    ts_vec_push_in(arena, &files, "content/a.md");
    update(NULL);
    put_article("content/a.md", "Tide", "", "First.");
    assert_false(ts_live_update(live, &files, always, NULL, arena, &change, &error));
    assert_int_equal(error.status, TS_CANCELLED);
    files.len = 0;
    error = (ts_error){0};
    assert_true(ts_live_update(live, &files, NULL, NULL, arena, &change, &error));
    assert_true(change.pages);
    compare("what was taken back");
}

static void a_large_site_has_its_texts_in_the_cache(void **state)
{
    for (int i = 0; i < 80; i++)
        put_article(ts_arena_printf(arena, "content/n%02d.md", i), ts_arena_printf(arena, "Note %d", i), "",
                    ts_arena_printf(arena, "The note of number %d.", i));
    update(NULL);
    assert_true(ts_is_file(ts_path_join(arena, folder, ".tearsheet/cache.db")));
    compare("opening");
    put_article("content/n07.md", "Note 7", "", "Another text.");
    follow("content/n07.md");
    put("filters/loud.lua", "return { Str = function(s) s.text = s.text:upper() return s end }");
    follow("filters/loud.lua");
    assert_false(ts_live_is_lost(live));
}

/* --- at random ------------------------------------------------------------------------------------------ */

static unsigned roll(unsigned below)
{
    static unsigned seed = 7;
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 16) % below;
}

static void random_edits_are_followed(void **state)
{
    static const char *const titles[] = {"Tide", "Pier", "Mast", "Quay"};
    static const char *const tags[] = {"[]", "[Water]", "[Water, Harbour]", "[harbour, Rope]"};
    static const char *const bodies[] = {"A short one.", "See [it](a1.md) and [that](/index.html).",
                                         "Once ![in a picture](p.png).", "# A head\n\nAnd words below it."};
    update(NULL);
    for (int i = 0; i < 60; i++) {
        const char *file = ts_arena_printf(arena, "content/a%u.md", roll(6));
        const char *path = ts_path_join(arena, folder, file);
        if (roll(8) == 0)
            unlink(path);
        else
            put_article(file, titles[roll(4)],
                        ts_arena_printf(arena, "date: 20%02u-03-0%u\ntags: %s\nstatus: %s\n", 10 + roll(2),
                                        1 + roll(2), tags[roll(4)], roll(9) ? "live" : "withdrawn"),
                        bodies[roll(4)]);
        if (roll(10) == 0) {
            const char *picture = ts_path_join(arena, folder, "content/p.png");
            if (ts_is_file(picture))
                unlink(picture);
            else
                put("content/p.png", "picture");
            update("content/p.png");
        }
        update(file);
        if (i % 3 == 0)
            compare(ts_arena_printf(arena, "edit %d, of %s", i, file));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_article_is_followed_alone, start, finish),
        cmocka_unit_test_setup_teardown(a_path_that_another_wants_takes_a_new_snapshot, start, finish),
        cmocka_unit_test_setup_teardown(files_come_and_go, start, finish),
        cmocka_unit_test_setup_teardown(the_rest_of_the_site_is_followed, start, finish),
        cmocka_unit_test_setup_teardown(a_mistake_leaves_the_last_snapshot, start, finish),
        cmocka_unit_test_setup_teardown(work_that_is_taken_back_is_done_later, start, finish),
        cmocka_unit_test_setup_teardown(a_large_site_has_its_texts_in_the_cache, start, finish),
        cmocka_unit_test_setup_teardown(random_edits_are_followed, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
