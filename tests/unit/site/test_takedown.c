#include "site/takedown.h"
#include "one_site.h"

static ts_takedown *list(const char *key, ts_standing status)
{
    ts_takedown *takedown = TS_NEW(arena, ts_takedown);
    takedown->status = status;
    takedown->reason = "R";
    ts_map_put(site->takedowns, ts_str_of(key), takedown);
    return takedown;
}

static void apply(void)
{
    ts_takedowns_apply(arena, site, entries, count);
}

static const char *const record =
    "{\"title\":\"The "
    "ferry\",\"date\":\"2020-03-12\",\"language\":\"en\",\"url\":\"https://www.gazette.example/ferry/\","
    "\"canonical_url\":\"https://gazette.example/"
    "f\",\"description\":\"Turnstiles\",\"authors\":[{\"name\":\"Ada\"}],"
    "\"source\":{\"name\":\"Gazette\"},\"tags\":[\"x\"],\"markdown\":\"M\",\"text\":\"T\",\"html\":\"<p>T</"
    "p>\"}";

static void an_article_is_known_by_any_of_its_names(void **state)
{
    static const char *const names[] = {"content/ferry.md", "2020/ferry.html", "gazette.example/ferry",
                                        "gazette.example/f", "saltby.example/archive/2020/ferry.html"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ts_map *own = site->takedowns;
        site->takedowns = ts_map_new();
        count = 0;
        const ts_takedown *listed = list(names[i], TS_STANDING_WITHDRAWN);
        const ts_entry *entry = add("ferry", record);
        apply();
        if (!listed->found || entry->takedown.status != TS_STANDING_WITHDRAWN)
            fail_msg("not known as %s", names[i]);
        ts_map_free(site->takedowns);
        site->takedowns = own;
    }
}

static void what_is_withdrawn_keeps_what_a_tombstone_says(void **state)
{
    list("content/ferry.md", TS_STANDING_WITHDRAWN);
    const ts_entry *entry = add("ferry", record);
    apply();
    assert_int_equal(entry->record->map.len, 4);
    assert_string_equal(text_of(entry->record, "title"), "The ferry");
    assert_string_equal(text_of(ts_value_get(entry->record, "source"), "name"), "Gazette");
    assert_string_equal(entry->wish, "2020/ferry.html");
    assert_string_equal(entry->takedown.reason, "R");
    assert_int_equal(entry->authors.len, 0);
    assert_null(entry->source.name);
}

static void what_is_purged_keeps_its_place_only(void **state)
{
    list("content/ferry.md", TS_STANDING_PURGED);
    const ts_entry *entry = add("ferry", record);
    apply();
    assert_int_equal(entry->record->map.len, 0);
    assert_string_equal(entry->title, "");
    assert_null(entry->language);
    assert_string_equal(entry->wish, "2020/ferry.html");
}

static void what_takes_away_more_counts(void **state)
{
    list("content/ferry.md", TS_STANDING_NOINDEX);
    ts_entry *entry = add("ferry", record);
    entry->takedown.status = TS_STANDING_WITHDRAWN;
    ts_entry *other = add("pier", record);
    other->url = other->canonical = NULL;
    apply();
    assert_int_equal(entry->takedown.status, TS_STANDING_WITHDRAWN);
    assert_int_equal(other->takedown.status, TS_STANDING_LIVE);
    assert_string_equal(text_of(other->record, "html"), "<p>T</p>");
}

static void front_matter_says_it_too(void **state)
{
    static const struct {
        const char *extra;
        bool good;
        ts_standing status;
    } cases[] = {
        {"{}", true, TS_STANDING_LIVE},
        {"{\"status\":\"live\"}", true, TS_STANDING_LIVE},
        {"{\"status\":\"noindex\"}", true, TS_STANDING_NOINDEX},
        {"{\"status\":\"withdrawn\",\"status_date\":\"2026-03-12\"}", true, TS_STANDING_WITHDRAWN},
        {"{\"status\":\"purged\"}", true, TS_STANDING_PURGED},
        {"{\"status\":\"withdrwan\"}", false, TS_STANDING_LIVE},
        {"{\"status\":\"withdrawn\",\"status_date\":\"last week\"}", false, TS_STANDING_LIVE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ts_error error = {0};
        ts_takedown takedown;
        const ts_value *extra = ts_json_read(arena, ts_str_of(cases[i].extra), "", &error);
        assert_int_equal(ts_takedown_own(arena, extra, "a.md", &takedown, &error), cases[i].good);
        if (cases[i].good)
            assert_int_equal(takedown.status, cases[i].status);
        else
            assert_failed(&error, TS_SETTINGS, i == 5 ? "withdrwan" : "last week");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        site_test(an_article_is_known_by_any_of_its_names),
        site_test(what_is_withdrawn_keeps_what_a_tombstone_says),
        site_test(what_is_purged_keeps_its_place_only),
        site_test(what_takes_away_more_counts),
        site_test(front_matter_says_it_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
