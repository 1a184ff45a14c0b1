#include "rules/site_rules_edit.h"
#include "scratch.h"

#include <unistd.h>

#define URL "https://www.news.example/a.html"

static const char *path_of(void **state, const char *name)
{
    return ts_path_join(arena, *state, name);
}

static void put(void **state, const char *name, const char *text)
{
    ts_error error = {0};
    assert_true(ts_file_write(path_of(state, name), ts_str_of(text), NULL, &error));
}

static void check(void **state, const char *name, const char *text)
{
    ts_error error = {0};
    ts_str bytes;
    if (!text) {
        assert_false(ts_is_file(path_of(state, name)));
        return;
    }
    if (!ts_file_read(arena, path_of(state, name), 10000, &bytes, &error))
        fail_msg("%s", error.message);
    assert_slice(bytes, text);
}

static bool add(void **state, const char *url, const char *key, const char *value, ts_error *error)
{
    *error = (ts_error){0};
    return ts_site_rule_add(arena, *state, url, ts_str_of(key), ts_str_of(value), error);
}

static bool take_out(void **state, const char *key, const char *value, ts_error *error)
{
    *error = (ts_error){0};
    return ts_site_rule_remove(arena, *state, URL, ts_str_of(key), ts_str_of(value), error);
}

static void a_rule_makes_the_file_and_goes_with_it(void **state)
{
    ts_error error;
    assert_true(add(state, URL, "strip", "//div[@class='poll']", &error));
    check(state, "news.example.txt", "strip: //div[@class='poll']\n");
    assert_true(add(state, URL, "strip", "//div[@class='poll']", &error));
    check(state, "news.example.txt", "strip: //div[@class='poll']\n");
    assert_true(take_out(state, "strip", "//div[@class='poll']", &error));
    check(state, "news.example.txt", NULL);
    assert_false(take_out(state, "strip", "//div[@class='poll']", &error));
    assert_failed(&error, TS_NOT_FOUND, "no such rule");
}

static void other_lines_stay(void **state)
{
    ts_error error;
    put(state, "news.example.txt", "# Theirs\r\n\r\ntitle: //h2\r\n  strip :  //b  \n# the end");
    assert_true(add(state, URL, "strip", "//i", &error));
    check(state, "news.example.txt",
          "# Theirs\r\n\r\ntitle: //h2\r\n  strip :  //b  \n# the end\nstrip: //i\n");
    assert_true(take_out(state, "strip", "//b", &error));
    check(state, "news.example.txt", "# Theirs\r\n\r\ntitle: //h2\r\n# the end\nstrip: //i\n");
    assert_true(take_out(state, "strip", "//i", &error));
    check(state, "news.example.txt", "# Theirs\r\n\r\ntitle: //h2\r\n# the end\n");
}

static void the_newest_title_comes_first(void **state)
{
    ts_error error;
    const ts_site_rules *rules;
    put(state, "news.example.txt", "# Theirs\nstrip: //b\ntitle: //h2\n");
    assert_true(add(state, URL, "title", "//h1", &error));
    check(state, "news.example.txt", "# Theirs\nstrip: //b\ntitle: //h1\ntitle: //h2\n");
    assert_true(ts_site_rules_find(arena, *state, URL, &rules, &error));
    assert_string_equal(rules->title.items[0], "//h1");
}

static void the_file_that_counts_is_the_one_changed(void **state)
{
    ts_error error;
    put(state, ".example.txt", "strip: //b\n");
    assert_true(add(state, URL, "keep", "//p[@class='note']", &error));
    check(state, ".example.txt", "strip: //b\nkeep: //p[@class='note']\n");
    check(state, "news.example.txt", NULL);
}

static void one_rule_is_one_line(void **state)
{
    ts_error error;
    char *huge = ts_arena_alloc(arena, 2002);
    assert_false(add(state, URL, "strip", "//a\ntitle: //b", &error));
    assert_failed(&error, TS_SYNTAX, "one line");
    assert_false(add(state, URL, "strip", "//a\r", &error));
    assert_false(add(state, URL, "strip", "", &error));
    assert_false(add(state, URL, "strip\ntitle", "//a", &error));
    assert_false(add(state, URL, "strip", "\xff\xfe", &error));
    memset(huge, 'a', 2001);
    assert_false(add(state, URL, "strip", huge, &error));
    huge[2000] = '\0';
    assert_true(add(state, URL, "strip", huge, &error));
    assert_true(add(state, URL, "strip", "//div[@class=\"o'neil\"]", &error));
    assert_true(add(state, URL, "strip", "//div[@class='选举']", &error));
    assert_true(take_out(state, "strip", huge, &error));
    check(state, "news.example.txt", "strip: //div[@class=\"o'neil\"]\nstrip: //div[@class='选举']\n");
}

static void a_file_that_cannot_be_read_is_left_alone(void **state)
{
    ts_error error;
    put(state, "news.example.txt", "strip: //b\nwhat is this\n");
    assert_false(add(state, URL, "strip", "//i", &error));
    assert_failed(&error, TS_SYNTAX, "key: value");
    assert_int_equal(error.line, 2);
    check(state, "news.example.txt", "strip: //b\nwhat is this\n");
    assert_false(add(state, "http://hill.example/", "launch", "//i", &error));
    assert_failed(&error, TS_SYNTAX, "launch");
    check(state, "hill.example.txt", NULL);
}

static void hosts_never_lead_out_of_the_folder(void **state)
{
    static const char *const hosts[] = {"http://../x",
                                        "http://..%2fx/",
                                        "http://.hidden/",
                                        "http://a..b/",
                                        "http://[::1]/",
                                        "http:///x",
                                        "file:///etc/passwd",
                                        "news.example",
                                        "",
                                        NULL};
    ts_error error;
    ts_found_list files = {0};
    for (size_t i = 0; hosts[i]; i++) {
        assert_false(add(state, hosts[i], "strip", "//i", &error));
        assert_failed(&error, TS_UNSUPPORTED, "has none");
    }
    assert_false(add(state, NULL, "strip", "//i", &error));
    /* The way is no part of the host. */
    assert_true(add(state, "http://a/../../x", "strip", "//i", &error));
    assert_true(add(state, "http://a\\..\\..\\x", "strip", "//i", &error));
    check(state, "a.txt", "strip: //i\n");
    error = (ts_error){0};
    assert_true(ts_folder_walk(arena, *state, &files, &error));
    assert_int_equal(files.len, 1);
}

/* A link that somebody put in rules/ is no way out either: the file takes its place. */
static void links_are_not_written_through(void **state)
{
    ts_error error;
    put(state, "elsewhere/target", "# theirs\n");
    assert_int_equal(symlink("elsewhere/target", path_of(state, "news.example.txt")), 0);
    assert_true(add(state, URL, "strip", "//i", &error));
    check(state, "elsewhere/target", "# theirs\n");
    check(state, "news.example.txt", "# theirs\nstrip: //i\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_rule_makes_the_file_and_goes_with_it, start, finish),
        cmocka_unit_test_setup_teardown(other_lines_stay, start, finish),
        cmocka_unit_test_setup_teardown(the_newest_title_comes_first, start, finish),
        cmocka_unit_test_setup_teardown(the_file_that_counts_is_the_one_changed, start, finish),
        cmocka_unit_test_setup_teardown(one_rule_is_one_line, start, finish),
        cmocka_unit_test_setup_teardown(a_file_that_cannot_be_read_is_left_alone, start, finish),
        cmocka_unit_test_setup_teardown(hosts_never_lead_out_of_the_folder, start, finish),
        cmocka_unit_test_setup_teardown(links_are_not_written_through, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
