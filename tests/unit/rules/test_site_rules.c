#include "rules/site_rules.h"
#include "unit.h"

static bool read(ts_arena *arena, const char *text, ts_site_rules *rules, ts_error *error)
{
    return ts_site_rules_read(arena, ts_str_of(text), "news.example.txt", rules, error);
}

static void keys_become_lists(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_site_rules rules;
    ts_error error = {0};
    assert_true(read(arena,
                     "# Lakeside Courier\r\n\r\ntitle: //h1\nbody: //div[@id='a:b']\nbody://div[2]\n"
                     "strip_id_or_class: 'ad'\nprune: no\nreplace_string(a:b): c\nfind_string: <p>\n"
                     "test_url: https://news.example/1\nauthor:\ndate: //time\nstrip: //aside\nkeep: //p",
                     &rules, &error));
    assert_int_equal(rules.title.len, 1);
    assert_string_equal(rules.title.items[0], "//h1");
    assert_int_equal(rules.body.len, 2);
    assert_string_equal(rules.body.items[0], "//div[@id='a:b']");
    assert_string_equal(rules.body.items[1], "//div[2]");
    assert_string_equal(rules.strip_id_or_class.items[0], "'ad'");
    assert_int_equal(rules.author.len, 0);
    assert_int_equal(rules.date.len, 1);
    assert_int_equal(rules.strip.len, 1);
    assert_string_equal(rules.keep.items[0], "//p");
    ts_arena_free(arena);
}

static void mistakes_have_a_line(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_site_rules rules;
    ts_error error = {0};
    assert_false(read(arena, "title: //h1\nbodi: //div\n", &rules, &error));
    assert_failed(&error, TS_SYNTAX, "bodi");
    assert_int_equal(error.line, 2);
    error = (ts_error){0};
    assert_false(read(arena, "\n\nno colon here\n", &rules, &error));
    assert_failed(&error, TS_SYNTAX, "key: value");
    assert_int_equal(error.line, 3);
    ts_arena_free(arena);
}

static void a_key_has_a_greatest_number_of_values(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_site_rules rules;
    ts_error error = {0};
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    for (int i = 0; i < 1000; i++)
        ts_buf_puts(&text, "strip: //a\n");
    assert_true(read(arena, text.ptr, &rules, &error));
    assert_int_equal(rules.strip.len, 1000);
    ts_buf_puts(&text, "strip: //a\n");
    assert_false(read(arena, text.ptr, &rules, &error));
    assert_failed(&error, TS_LIMIT, "1000");
    ts_buf_free(&text);
    ts_arena_free(arena);
}

static void write_file(ts_arena *arena, const char *folder, const char *name, const char *text)
{
    ts_error error = {0};
    assert_true(ts_file_write(ts_path_join(arena, folder, name), ts_str_of(text), NULL, &error));
}

static const char *title_for(ts_arena *arena, const char *folder, const char *url)
{
    const ts_site_rules *rules;
    ts_error error = {0};
    assert_true(ts_site_rules_find(arena, folder, url, &rules, &error));
    return rules ? rules->title.items[0] : NULL;
}

static void hosts_find_their_file(void **state)
{
    ts_arena *arena = ts_arena_new();
    write_file(arena, *state, "news.lake.example.txt", "title: own\n");
    write_file(arena, *state, ".lake.example.txt", "title: domain\n");
    assert_string_equal(title_for(arena, *state, "https://news.lake.example/a"), "own");
    assert_string_equal(title_for(arena, *state, "https://NEWS.lake.example:8080/a"), "own");
    assert_string_equal(title_for(arena, *state, "http://sport.lake.example/"), "domain");
    assert_string_equal(title_for(arena, *state, "http://www.lake.example/"), "domain");
    assert_null(title_for(arena, *state, "http://hill.example/"));
    assert_null(title_for(arena, *state, "file:///etc/passwd"));
    assert_null(title_for(arena, *state, "http://../x"));
    assert_null(title_for(arena, *state, NULL));
    assert_null(title_for(arena, NULL, "http://news.lake.example/"));
    ts_arena_free(arena);
}

static void a_bad_file_is_named(void **state)
{
    ts_arena *arena = ts_arena_new();
    const ts_site_rules *rules;
    ts_error error = {0};
    write_file(arena, *state, "bad.example.txt", "what\n");
    assert_false(ts_site_rules_find(arena, *state, "http://bad.example/", &rules, &error));
    assert_non_null(strstr(error.source, "bad.example.txt"));
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_become_lists),
        cmocka_unit_test(mistakes_have_a_line),
        cmocka_unit_test(a_key_has_a_greatest_number_of_values),
        cmocka_unit_test_setup_teardown(hosts_find_their_file, make_scratch, remove_scratch),
        cmocka_unit_test_setup_teardown(a_bad_file_is_named, make_scratch, remove_scratch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
