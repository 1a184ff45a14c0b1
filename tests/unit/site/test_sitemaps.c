/* The maps for search engines: one address too many for a map makes a second one, and an index of both. */
#include "one_site.h"
#include "site/page_view.h"

/* The home page, an article, its year, month and day, the page about the archive. */
#define OWN 6

static const ts_page *find(const char *path)
{
    for (size_t i = 0; i < plan.pages.len; i++)
        if (strcmp(plan.pages.items[i].path, path) == 0)
            return &plan.pages.items[i];
    return NULL;
}

static const ts_value *urls_of(const char *path)
{
    assert_non_null(find(path));
    return ts_value_get(ts_view_page(arena, &renderer, find(path), true), "urls");
}

static void place_with(size_t addresses)
{
    ts_error error = {0};
    add("pier", "{\"title\":\"A new pier\",\"date\":\"2020-03-12\"}");
    assert_true(ts_plan_start(arena, site, &library, &plan, &error));
    for (size_t i = OWN; i < addresses; i++)
        assert_true(ts_plan_custom(&plan, ts_arena_printf(arena, "own/%zu.html", i), NULL));
    place_started();
}

static void a_full_map_is_one_map(void **state)
{
    place_with(TS_SITEMAP_MAX);
    assert_int_equal(plan.sitemaps, 1);
    assert_int_equal(urls_of("sitemap.xml")->list.len, TS_SITEMAP_MAX);
    assert_null(find("sitemap-1.xml"));
}

static void one_address_more_makes_two_and_an_index(void **state)
{
    place_with(TS_SITEMAP_MAX + 1);
    const ts_value *maps = urls_of("sitemap.xml");
    assert_int_equal(maps->list.len, 2);
    assert_string_equal(text_of(maps->list.items[1], "url"), "https://saltby.example/archive/sitemap-2.xml");
    assert_int_equal(urls_of("sitemap-1.xml")->list.len, TS_SITEMAP_MAX);
    const ts_value *rest = urls_of("sitemap-2.xml");
    assert_int_equal(rest->list.len, 1);
    assert_string_equal(text_of(rest->list.items[0], "url"), "https://saltby.example/archive/about.html");
}

static void what_is_not_to_be_listed_is_in_no_map(void **state)
{
    add("pier", "{\"title\":\"A new pier\"}")->takedown.status = TS_STANDING_NOINDEX;
    add("ferry", "{\"title\":\"The ferry\"}")->takedown.status = TS_STANDING_WITHDRAWN;
    place();
    const ts_value *urls = urls_of("sitemap.xml");
    assert_int_equal(urls->list.len, 2);
    assert_string_equal(text_of(urls->list.items[0], "url"), "https://saltby.example/archive/index.html");
    assert_string_equal(text_of(urls->list.items[1], "url"), "https://saltby.example/archive/about.html");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        site_test(a_full_map_is_one_map),
        site_test(one_address_more_makes_two_and_an_index),
        site_test(what_is_not_to_be_listed_is_in_no_map),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
