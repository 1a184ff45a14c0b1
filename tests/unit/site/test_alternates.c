#include "site/alternates.h"
#include "one_site.h"

static const ts_value *json_of(const ts_page *page)
{
    ts_error error = {0};
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_alternates_write(&renderer, page, &out);
    const ts_value *v = ts_json_read(arena, ts_buf_str(&out), page->path, &error);
    assert_non_null(v);
    ts_buf_free(&out);
    return v;
}

static const char *const pier =
    "{\"file\":\"content/pier.html\",\"title\":\"A new pier\",\"date\":\"2020-03\",\"language\":\"en\","
    "\"lastmod\":\"2020-03-12T10:00:00+02:00\",\"url\":\"https://gazette.example/1\",\"tags\":[\"harbour\"],"
    "\"authors\":[{\"name\":\"Ada Quill\",\"role\":\"reporter\"}],\"description\":\"D\","
    "\"markdown\":\"It *opens*.\\n\",\"text\":\"It opens.\","
    "\"html\":\"<p><a href=\\\"ferry.md\\\">It</a> opens.</p>\"}";

static void markdown_has_the_record_and_the_body(void **state)
{
    add("pier", "{\"file\":\"content/pier.html\",\"title\":\"A new pier\",\"date\":\"2020-03-12\","
                "\"markdown\":\"It *opens*.\\n\",\"text\":\"It opens.\",\"html\":\"<p>It</p>\"}");
    place();
    const ts_page page = {.kind = TS_PAGE_MARKDOWN, .path = "2020/pier.md"};
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_alternates_write(&renderer, &page, &out);
    assert_string_equal(out.ptr, "---\ntitle: A new pier\ndate: 2020-03-12\n"
                                 "archived_at: https://saltby.example/archive/2020/pier.html\n---\n\n"
                                 "It *opens*.\n");
    ts_buf_free(&out);
}

static void json_has_all_forms_of_the_body(void **state)
{
    add("pier", pier);
    add("ferry", "{\"title\":\"The ferry\",\"date\":\"2019\",\"html\":\"\"}");
    place();
    const ts_value *v = json_of(&(ts_page){.kind = TS_PAGE_JSON, .path = "2020/pier.json"});
    assert_string_equal(text_of(v, "text"), "It opens.");
    assert_string_equal(text_of(v, "markdown"), "It *opens*.\n");
    assert_string_equal(text_of(v, "html"),
                        "<p><a href=\"https://saltby.example/archive/2020/ferry.html\">It</a> opens.</p>");
    assert_string_equal(text_of(v, "path"), "2020/pier.html");
    assert_string_equal(text_of(v, "archived_at"), "https://saltby.example/archive/2020/pier.html");
    assert_null(ts_value_get(v, "file"));
}

static void a_feed_is_json_feed_with_whole_times(void **state)
{
    add("pier", pier);
    add("ferry", "{\"title\":\"The ferry\",\"html\":\"\"}");
    place();
    const ts_value *feed = json_of(&(ts_page){.kind = TS_PAGE_JSON_FEED, .path = "feed.json"});
    const ts_value *items = ts_value_get(feed, "items"), *item = items->list.items[0];
    assert_string_equal(text_of(feed, "version"), "https://jsonfeed.org/version/1.1");
    assert_string_equal(text_of(feed, "feed_url"), "https://saltby.example/archive/feed.json");
    assert_string_equal(text_of(feed, "home_page_url"), "https://saltby.example/archive/index.html");
    assert_int_equal(items->list.len, 2);
    assert_string_equal(text_of(item, "id"), "https://saltby.example/archive/2020/pier.html");
    assert_string_equal(text_of(item, "external_url"), "https://gazette.example/1");
    assert_string_equal(text_of(item, "date_published"), "2020-03-01T00:00:00Z");
    assert_string_equal(text_of(item, "date_modified"), "2020-03-12T10:00:00+02:00");
    assert_string_equal(text_of(ts_value_get(item, "authors")->list.items[0], "name"), "Ada Quill");
    assert_null(ts_value_get(ts_value_get(item, "authors")->list.items[0], "role"));
    assert_null(ts_value_get(items->list.items[1], "date_published"));
}

static void a_feed_has_a_length(void **state)
{
    site->settings.feed_items = 2;
    for (int i = 0; i < 3; i++)
        add(ts_arena_printf(arena, "a%d", i), "{\"title\":\"T\",\"html\":\"\"}");
    place();
    const ts_value *feed = json_of(&(ts_page){.kind = TS_PAGE_JSON_FEED, .path = "feed.json"});
    assert_int_equal(ts_value_get(feed, "items")->list.len, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        site_test(markdown_has_the_record_and_the_body),
        site_test(json_has_all_forms_of_the_body),
        site_test(a_feed_is_json_feed_with_whole_times),
        site_test(a_feed_has_a_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
