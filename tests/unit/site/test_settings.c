#include "site/settings.h"
#include "text/json.h"
#include "unit.h"
#include "one_arena.h"

/* The settings of a table written as JSON. */
static bool read(const char *json, ts_settings *settings, ts_error *error)
{
    *error = (ts_error){0};
    const ts_value *table = ts_json_read(arena, ts_str_of(json), "test", error);
    assert_non_null(table);
    return ts_settings_read(arena, table, "site.lua", settings, error);
}

static void nothing_set_means_defaults(void **state)
{
    ts_settings s;
    ts_error error;
    assert_true(read("{}", &s, &error));
    assert_string_equal(s.title, "Tearsheet");
    assert_string_equal(s.language, "en");
    assert_string_equal(s.theme, "default");
    assert_string_equal(s.permalink, "{year}/{month}/{slug}.html");
    assert_string_equal(s.output, "public");
    assert_string_equal(s.content, "content");
    assert_string_equal(s.base_url, "");
    assert_int_equal(s.paginate, 20);
    assert_int_equal(s.feed_items, 20);
    assert_false(s.drafts);
    assert_int_equal(ts_value_get(s.all, "menu")->kind, TS_LIST);
    assert_int_equal(ts_value_get(s.all, "params")->kind, TS_MAP);
    assert_true(ts_settings_read(arena, NULL, "site.lua", &s, &error));
    assert_string_equal(s.title, "Tearsheet");
}

static void what_is_set_counts(void **state)
{
    ts_settings s;
    ts_error error;
    assert_true(
        read("{\"title\":\"Saltby\",\"base_url\":\"https://saltby.example/a\",\"paginate\":1,\"drafts\":true,"
             "\"menu\":[{\"title\":\"Home\",\"path\":\"index.html\"}],\"taxonomies\":[\"tags\"],"
             "\"params\":{\"any\":[1]}}",
             &s, &error));
    assert_string_equal(s.title, "Saltby");
    assert_string_equal(s.base_url, "https://saltby.example/a/");
    assert_string_equal(ts_value_get_string(s.all, "base_url"), "https://saltby.example/a/");
    assert_int_equal(s.paginate, 1);
    assert_true(s.drafts);
}

static void an_empty_table_is_a_list_or_a_map(void **state)
{
    ts_settings s;
    ts_error error;
    assert_true(read("{\"menu\":{},\"params\":[],\"taxonomies\":{}}", &s, &error));
    assert_int_equal(ts_value_get(s.all, "menu")->kind, TS_LIST);
    assert_int_equal(ts_value_get(s.all, "params")->kind, TS_MAP);
    assert_true(read("[]", &s, &error));
}

static void mistakes_are_named(void **state)
{
    static const struct {
        const char *json, *words;
    } cases[] = {
        {"{\"titel\":\"x\"}", "There is no setting \"titel\"; did you mean \"title\"?"},
        {"{\"colour_of_everything\":1}", "goes into params"},
        {"{\"title\":1}", "title must be a text, not a "},
        {"{\"paginate\":\"20\"}", "paginate must be a whole number"},
        {"{\"paginate\":0}", "paginate must be from 1 to 10000"},
        {"{\"paginate\":10001}", "paginate must be from 1 to 10000"},
        {"{\"feed_items\":0}", "feed_items must be from 1 to 10000"},
        {"{\"drafts\":\"yes\"}", "drafts must be true or false"},
        {"{\"menu\":[{\"title\":\"x\"}]}", "menu must be a list of {title"},
        {"{\"menu\":[{\"title\":\"x\",\"path\":\"y\",\"z\":1}]}", "menu must be"},
        {"{\"taxonomies\":[\"tag\"]}", "there is no \"tag\""},
        {"{\"taxonomies\":[1]}", "taxonomies must be a list of texts"},
        {"{\"base_url\":\"saltby.example\"}", "is no address such as"},
        {"{\"base_url\":\"https://\"}", "is no address such as"},
        {"{\"base_url\":\"https://a.example/?x\"}", "is no address such as"},
        {"{\"language\":\"english please\"}", "no language tag"},
        {"{\"language\":\"e\"}", "no language tag"},
        {"{\"output\":\".\"}", "folder of its own"},
        {"{\"content\":\"../x\"}", "leads out of the site's folder"},
        {"{\"content\":\"/x\"}", "leads out of the site's folder"},
        {"{\"permalink\":\"x.html\"}", "has no {slug}"},
        {"[1]", "named values, not a list"},
    };
    ts_settings s;
    ts_error error;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(read(cases[i].json, &s, &error));
        assert_failed(&error, TS_SETTINGS, cases[i].words);
        assert_string_equal(error.source, "site.lua");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_set_means_defaults, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(what_is_set_counts, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(an_empty_table_is_a_list_or_a_map, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(mistakes_are_named, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
