#include "site/paths.h"
#include "unit.h"
#include "one_arena.h"

static bool check(const char *pattern, ts_error *error)
{
    *error = (ts_error){0};
    return ts_permalink_check(pattern, "site.lua", error);
}

static void patterns_are_checked(void **state)
{
    ts_error error;
    assert_true(check("{year}/{month}/{slug}.html", &error));
    assert_true(check("{section}/{slug}/", &error));
    assert_true(check("a/{source}-{language}-{day}/{slug}.html", &error));
    assert_false(check("{year}/{slugg}.html", &error));
    assert_failed(&error, TS_SETTINGS, "there is no {slugg}; did you mean {slug}?");
    assert_false(check("{zzzzzz}/{slug}.html", &error));
    assert_failed(&error, TS_SETTINGS, "known are {year}");
    assert_false(check("{year}.html", &error));
    assert_failed(&error, TS_SETTINGS, "has no {slug}");
    assert_false(check("{slug}", &error));
    assert_failed(&error, TS_SETTINGS, "must end in");
    assert_false(check("{slug.html", &error));
    assert_failed(&error, TS_SETTINGS, "has no \"}\"");
    assert_false(check("../{slug}.html", &error));
    assert_failed(&error, TS_SETTINGS, "no path inside the site");
    assert_false(check("/{slug}.html", &error));
    assert_false(check("{slug}?x.html", &error));
}

static void articles_get_their_place(void **state)
{
    const char *sections[] = {"News", "The Coast"};
    ts_permalink article = {.slug = "a-pier", .date = {.year = 2020, .month = 3, .day = 9}};
    const char *usual = "{year}/{month}/{slug}.html";
    assert_string_equal(ts_permalink_path(arena, usual, &article), "2020/03/a-pier.html");
    article.date.month = 0;
    assert_string_equal(ts_permalink_path(arena, usual, &article), "2020/a-pier.html");
    article.date.year = 0;
    assert_string_equal(ts_permalink_path(arena, usual, &article), "undated/a-pier.html");
    assert_string_equal(ts_permalink_path(arena, "{slug}/", &article), "a-pier/index.html");
    assert_string_equal(ts_permalink_path(arena, "{section}/{slug}.html", &article), "a-pier.html");
    article.section = sections;
    article.section_len = 2;
    assert_string_equal(ts_permalink_path(arena, "{section}/{slug}.html", &article),
                        "news/the-coast/a-pier.html");
    assert_string_equal(ts_permalink_path(arena, "{source}-x/{slug}.html", &article), "a-pier.html");
    article.source = "Saltby Gazette";
    article.language = "zh-Hans";
    assert_string_equal(ts_permalink_path(arena, "{source}-x/{language}/{slug}.html", &article),
                        "saltby-gazette-x/zh-hans/a-pier.html");
}

static void paths_are_given_away_once(void **state)
{
    ts_paths *paths = ts_paths_new();
    assert_string_equal(ts_paths_take(paths, arena, "a.html"), "a.html");
    assert_string_equal(ts_paths_take(paths, arena, "a.html"), "a-2.html");
    assert_string_equal(ts_paths_take(paths, arena, "A.HTML"), "A-3.HTML");
    assert_string_equal(ts_paths_take(paths, arena, "x/index.html"), "x/index.html");
    assert_string_equal(ts_paths_take(paths, arena, "x/index.html"), "x-2/index.html");
    assert_string_equal(ts_paths_take(paths, arena, "a.b/c"), "a.b/c");
    assert_string_equal(ts_paths_take(paths, arena, "a.b/c"), "a.b/c-2");
    assert_string_equal(ts_paths_take(paths, arena, "index.html"), "index.html");
    assert_string_equal(ts_paths_take(paths, arena, "index.html"), "index-2.html");
    assert_true(ts_paths_claim(paths, "b.html"));
    assert_false(ts_paths_claim(paths, "B.html"));
    assert_true(ts_paths_has(paths, "B.html"));
    assert_false(ts_paths_has(paths, "b"));
    ts_paths_free(paths);
    ts_paths_free(NULL);
}

static void a_number_that_is_taken_is_passed_over(void **state)
{
    ts_paths *paths = ts_paths_new();
    ts_paths_take(paths, arena, "a-2.html");
    ts_paths_take(paths, arena, "a.html");
    assert_string_equal(ts_paths_take(paths, arena, "a.html"), "a-3.html");
    ts_paths_free(paths);
}

/* 20,000 articles of one name: a search from 2 each time would take minutes. */
static void many_of_one_name_take_no_longer_than_others(void **state)
{
    ts_paths *paths = ts_paths_new();
    char *last = NULL;
    for (int i = 0; i < 20000; i++)
        last = ts_paths_take(paths, arena, "untitled.html");
    assert_string_equal(last, "untitled-20000.html");
    ts_paths_free(paths);
}

static void slugs_fit_in_a_file_name(void **state)
{
    char title[3 * 100 + 1] = "";
    for (int i = 0; i < 100; i++)
        strcat(title, "\xE6\xBD\xAE"); /* 潮 */
    char *slug = ts_path_slug(arena, title);
    assert_int_equal(strlen(slug), TS_PATH_PART_MAX);
    assert_string_equal(ts_path_slug(arena, "A Pier"), "a-pier");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(patterns_are_checked, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(articles_get_their_place, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(paths_are_given_away_once, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_number_that_is_taken_is_passed_over, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(many_of_one_name_take_no_longer_than_others, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(slugs_fit_in_a_file_name, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
