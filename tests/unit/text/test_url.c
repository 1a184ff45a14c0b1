#include "unit.h"

#include "text/url.h"
#include "text/utf8.h"

static void resolving(void **state)
{
    static const char base[] = "http://Example.org/news/2020/a.html?p=2#top";
    static const char *const cases[][2] = {
        {"b.html", "http://example.org/news/2020/b.html"},
        {"./b.html", "http://example.org/news/2020/b.html"},
        {"../b.html", "http://example.org/news/b.html"},
        {"../../../../b", "http://example.org/b"},
        {"%2e%2E/b", "http://example.org/news/b"},
        {"..", "http://example.org/news/"},
        {".", "http://example.org/news/2020/"},
        {"", "http://example.org/news/2020/a.html?p=2"},
        {"#x", "http://example.org/news/2020/a.html?p=2#x"},
        {"?q", "http://example.org/news/2020/a.html?q"},
        {"/", "http://example.org/"},
        {"/x/./y/../z", "http://example.org/x/z"},
        {"//cdn.example/x", "http://cdn.example/x"},
        {"\\\\cdn.example\\x", "http://cdn.example/x"},
        {"https:\\\\Other.org\\a\\b", "https://other.org/a/b"},
        {"https:///other.org/a", "https://other.org/a"},
        {"///other.org/a", "http://other.org/a"},
        {"//", "//"},
        {"https:", "https:"},
        {"http:", "http://example.org/news/2020/a.html?p=2"},
        {"http:b.html", "http://example.org/news/2020/b.html"},
        {" \n http://x.org:80/a b\t \n", "http://x.org/a%20b"},
        {"https://u:p@x.org:443", "https://u:p@x.org/"},
        {"https://x.org:8443/", "https://x.org:8443/"},
        {"图/文.html?词=义#段", "http://example.org/news/2020/图/文.html?词=义#段"},
        {"a?b/../c", "http://example.org/news/2020/a?b/../c"},
        {"a\"<>`b?c\"'<d", "http://example.org/news/2020/a%22%3C%3E%60b?c%22%27%3Cd"},
        {"https://x.org/a_b/C.html?d=1&e#f/g", "https://x.org/a_b/C.html?d=1&e#f/g"},
        {"https://x.org?a", "https://x.org/?a"},
        {"https://x.org/a/../b|c", "https://x.org/b%7Cc"},
        {"https://x.org/a/.", "https://x.org/a/"},
        {"https://X.org:443/a'b", "https://x.org/a'b"},
        {"mailto:a@b.c", "mailto:a@b.c"},
        {"JavaScript:void(0)", "javascript:void(0)"},
        {"data:image/png;base64,AA==", "data:image/png;base64,AA=="},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(ts_url_resolve(*state, base, ts_str_of(cases[i][0])), cases[i][1]);
}

static void resolving_without_a_base(void **state)
{
    assert_string_equal(ts_url_resolve(*state, NULL, TS_STR("a/b.html")), "a/b.html");
    assert_string_equal(ts_url_resolve(*state, "notes/x.html", TS_STR("../b")), "../b");
    assert_string_equal(ts_url_resolve(*state, "about:blank", TS_STR("b")), "b");
    assert_string_equal(ts_url_resolve(*state, NULL, TS_STR("HTTP://X.org")), "http://x.org/");
    assert_string_equal(ts_url_resolve(*state, NULL, (ts_str){0}), "");
    assert_string_equal(ts_url_resolve(*state, "file:///home/a/b.html", TS_STR("c.png")),
                        "file:///home/a/c.png");
    assert_string_equal(ts_url_resolve(*state, "http://x.org", TS_STR("c")), "http://x.org/c");
}

static void deep_paths_take_linear_time(void **state)
{
    ts_buf ref;
    ts_buf_init(&ref, TS_BUF_MAX);
    for (int i = 0; i < 200000; i++)
        ts_buf_puts(&ref, "a/");
    for (int i = 0; i < 200000; i++)
        ts_buf_puts(&ref, "../");
    ts_buf_puts(&ref, "end");
    assert_string_equal(ts_url_resolve(*state, "http://x.org/d/", ts_buf_str(&ref)), "http://x.org/d/end");
    ts_buf_free(&ref);
}

static void hosts(void **state)
{
    assert_slice(ts_url_host(TS_STR("http://www.example.org:8080/a")), "example.org");
    assert_slice(ts_url_host(TS_STR("https://u:p@example.org?x")), "example.org");
    assert_slice(ts_url_host(TS_STR("https://[::1]:80/")), "[::1]");
    assert_slice(ts_url_host(TS_STR("http://www./")), "www.");
    assert_slice(ts_url_host(TS_STR("ftp://example.org/")), "");
    assert_slice(ts_url_host(TS_STR("/a/b")), "");
    assert_slice(ts_url_host((ts_str){0}), "");
    assert_true(ts_url_is_absolute(TS_STR("http://x")));
    assert_true(ts_url_is_absolute(TS_STR("mailto:x")));
    assert_false(ts_url_is_absolute(TS_STR("//x")));
    assert_false(ts_url_is_absolute(TS_STR("C:\\x")));
    assert_false(ts_url_is_absolute(TS_STR("a/b:c")));
    assert_false(ts_url_is_absolute(TS_STR("")));
}

static void relative_addresses(void **state)
{
    static const char *const cases[][3] = {
        {"2020/03/a.html", "tags/x/index.html", "../../tags/x/index.html"},
        {"2020/03/a.html", "2020/03/b.html", "b.html"},
        {"2020/03/a.html", "2020/04/b.html", "../04/b.html"},
        {"index.html", "a.html", "a.html"},
        {"a/b/c.html", "index.html", "../../index.html"},
        {"a/b.html", "a/", "./"},
        {"/a/b.html", "/c.html", "../c.html"},
        {"index.html", "x:y.html", "./x:y.html"},
        {"index.html", "标签/文 1#.html", "%E6%A0%87%E7%AD%BE/%E6%96%87%201%23.html"},
        {"ab/x.html", "abc/y.html", "../abc/y.html"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(ts_url_relative(*state, ts_str_of(cases[i][0]), ts_str_of(cases[i][1])),
                            cases[i][2]);
}

static void percent_encoding(void **state)
{
    assert_string_equal(ts_url_encode_path(*state, TS_STR("a/b c/中?#%")), "a/b%20c/%E4%B8%AD%3F%23%25");
    assert_string_equal(ts_url_decode(*state, TS_STR("a%20b%E4%B8%AD%zz%4")), "a b中%zz%4");
    assert_string_equal(ts_url_decode(*state, TS_STR("%FF%20")), "%FF%20");
    assert_string_equal(ts_url_decode(*state, TS_STR("a%00b")), "a%00b");
    assert_string_equal(ts_url_decode(*state, (ts_str){0}), "");
}

static void slugs(void **state)
{
    static const char *const cases[][2] = {
        {"Hello, World!", "hello-world"},
        {"精准精细发力 推动企业平稳复工", "精准精细发力-推动企业平稳复工"},
        {"  --A--  ", "a"},
        {"", "untitled"},
        {"！！！", "untitled"},
        {"../../etc/passwd", "etc-passwd"},
        {"CON", "con-page"},
        {"lpt1", "lpt1-page"},
        {"console", "console"},
        {"Cafe\xCC\x81", "café"},
        {"ÄÖÜ Straße", "äöü-straße"},
        {"नमस्ते दुनिया", "नमस्ते-दुनिया"},
        {"مرحبا بالعالم", "مرحبا-بالعالم"},
        {"soft\xC2\xADhyphen", "softhyphen"},
        {"2020年3月12日", "2020年3月12日"},
        {"a\xFFz", "a-z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(ts_slug(*state, ts_str_of(cases[i][0])), cases[i][1]);
}

static void slugs_are_short(void **state)
{
    ts_buf title;
    ts_buf_init(&title, TS_BUF_MAX);
    for (int i = 0; i < 5000; i++)
        ts_buf_puts(&title, "中");
    assert_int_equal(ts_utf8_count(ts_str_of(ts_slug(*state, ts_buf_str(&title)))), 80);
    ts_buf_clear(&title);
    for (int i = 0; i < 100; i++)
        ts_buf_puts(&title, "𠀀");
    assert_int_equal(strlen(ts_slug(*state, ts_buf_str(&title))), 240);
    ts_buf_clear(&title);
    for (int i = 0; i < 79; i++)
        ts_buf_putc(&title, 'a');
    ts_buf_puts(&title, " b");
    assert_int_equal(strlen(ts_slug(*state, ts_buf_str(&title))), 79);
    ts_buf_free(&title);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_arena, free_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(resolving), TEST(resolving_without_a_base), TEST(deep_paths_take_linear_time),
        TEST(hosts),     TEST(relative_addresses),       TEST(percent_encoding),
        TEST(slugs),     TEST(slugs_are_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
