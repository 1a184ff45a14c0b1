#include "site/theme.h"
#include "unit.h"

static ts_arena *arena;
static const char *folder;

static int start(void **state)
{
    arena = ts_arena_new();
    int status = make_scratch(state);
    folder = *state;
    return status;
}

static int finish(void **state)
{
    ts_arena_free(arena);
    return remove_scratch(state);
}

static void put(const char *name, const char *text)
{
    ts_error error = {0};
    assert_true(ts_file_write(ts_path_join(arena, folder, name), ts_str_of(text), NULL, &error));
}

static ts_site *open_site(const char *settings)
{
    ts_error error = {0};
    put("site.lua", settings);
    ts_site *site = ts_site_open(folder, NULL, &error);
    if (!site)
        fail_msg("%s: %s", error.source, error.message);
    return site;
}

static void assert_finds(ts_site *site, const char *name, const char *words, const char *from)
{
    ts_error error = {0};
    ts_str bytes;
    const char *path = NULL;
    assert_true(ts_site_load(site, arena, name, &bytes, &path, &error));
    if (ts_str_find(bytes, ts_str_of(words), 0) == TS_NPOS)
        fail_msg("%s of %s does not hold \"%s\"", name, path, words);
    assert_non_null(strstr(path, from));
}

static void nearer_layers_stand_above_farther_ones(void **state)
{
    put("themes/child/theme.lua", "return { name = 'child', parent = 'middle' }");
    put("themes/child/pages/home.html", "home of child");
    put("themes/middle/theme.lua", "return { parent = 'default' }");
    put("themes/middle/pages/home.html", "home of middle");
    put("themes/middle/pages/list.html", "list of middle");
    put("templates/pages/list.html", "list of the site");
    ts_site *site = open_site("return { theme = 'child' }");
    assert_int_equal(site->layers.len, 4);
    assert_finds(site, "pages/home.html", "home of child", "themes/child");
    assert_finds(site, "pages/list.html", "list of the site", "templates/pages");
    assert_finds(site, "layouts/base.html", "<", "templates/default");
    ts_site_close(site);
}

static void names_that_lead_out_are_found_nowhere(void **state)
{
    const char *names[] = {
        "../site.lua", "pages/../../site.lua", "/etc/passwd", "pages//home.html", "./site.lua", "", "..",
        "a\\b",        "pages/none.html"};
    ts_site *site = open_site("return {}");
    put("templates/a.html", "x");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ts_error error = {0};
        ts_str bytes;
        const char *path = NULL;
        assert_false(ts_site_load(site, arena, names[i], &bytes, &path, &error));
        assert_int_equal(error.status, TS_OK);
    }
    ts_site_close(site);
}

static void scripts_have_a_place_of_their_own(void **state)
{
    put("lua/own.lua", "return 1");
    ts_site *site = open_site("return {}");
    assert_finds(site, "lua/own.lua", "return 1", "lua/own.lua");
    assert_finds(site, "lua/tearsheet/interface.lua", "return", "lua/tearsheet");
    ts_site_close(site);
}

static void assets_are_listed_once(void **state)
{
    put("templates/assets/style.css", "own");
    put("templates/assets/deep/extra.css", "own");
    ts_site *site = open_site("return {}");
    ts_texts names = {0};
    ts_error error = {0};
    int styles = 0, extras = 0;
    assert_true(ts_theme_list(site, arena, "assets/", &names, &error));
    for (size_t i = 0; i < names.len; i++) {
        styles += strcmp(names.items[i], "assets/style.css") == 0;
        extras += strcmp(names.items[i], "assets/deep/extra.css") == 0;
        assert_true(i == 0 || strcmp(names.items[i - 1], names.items[i]) < 0);
    }
    assert_int_equal(styles, 1);
    assert_int_equal(extras, 1);
    ts_site_close(site);
}

static void words_are_merged(void **state)
{
    put("i18n/zh.yaml", "home: own zh\nownword: w\n");
    put("templates/i18n/zh-Hant.yaml", "home: from templates\ndate: {long: L}\n");
    ts_site *site = open_site("return { language = 'zh-Hant-TW' }");
    assert_string_equal(ts_value_get_string(site->i18n, "ownword"), "w");
    assert_string_equal(ts_value_get_string(site->i18n, "home"), "from templates");
    const ts_value *date = ts_value_get(site->i18n, "date");
    assert_string_equal(ts_value_get_string(date, "long"), "L");
    assert_non_null(ts_value_get_string(date, "month"));
    ts_site_close(site);
    site = open_site("return { language = 'zh' }");
    assert_string_equal(ts_value_get_string(site->i18n, "home"), "own zh");
    ts_site_close(site);
    site = open_site("return { language = 'tlh' }"); /* nobody's words: English */
    assert_string_equal(ts_value_get_string(site->i18n, "home"), "Home");
    ts_site_close(site);
}

static void assert_refused(const char *settings, ts_status status, const char *words)
{
    ts_error error = {0};
    put("site.lua", settings);
    assert_null(ts_site_open(folder, NULL, &error));
    assert_failed(&error, status, words);
}

static void mistakes_in_themes_are_said(void **state)
{
    assert_refused("return { theme = 'nowhere' }", TS_NOT_FOUND, "\"default\")");
    assert_refused("return { theme = '../x' }", TS_SETTINGS, "leads out");
    put("themes/a/theme.lua", "return { parnt = 'default' }");
    assert_refused("return { theme = 'a' }", TS_SETTINGS, "no \"parnt\"");
    put("themes/a/theme.lua", "return { parent = 1 }");
    assert_refused("return { theme = 'a' }", TS_SETTINGS, "parent must be a text");
    put("themes/a/theme.lua", "return { parent = 'a' }");
    assert_refused("return { theme = 'a' }", TS_LIMIT, "or is its own");
    put("i18n/en.yaml", "- a list");
    assert_refused("return {}", TS_SETTINGS, "a map, not a list");
    put("i18n/en.yaml", "a: [");
    assert_refused("return {}", TS_SYNTAX, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nearer_layers_stand_above_farther_ones, start, finish),
        cmocka_unit_test_setup_teardown(names_that_lead_out_are_found_nowhere, start, finish),
        cmocka_unit_test_setup_teardown(scripts_have_a_place_of_their_own, start, finish),
        cmocka_unit_test_setup_teardown(assets_are_listed_once, start, finish),
        cmocka_unit_test_setup_teardown(words_are_merged, start, finish),
        cmocka_unit_test_setup_teardown(mistakes_in_themes_are_said, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
