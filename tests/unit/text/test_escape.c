#include "unit.h"

#include "text/escape.h"

typedef void (*escaper)(ts_buf *, ts_str);

static void check(escaper escape, ts_str in, const char *expected)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    escape(&out, in);
    assert_string_equal(out.ptr, expected);
    ts_buf_free(&out);
}

static void html_and_xml(void **state)
{
    check(ts_escape_html, TS_STR("<a href=\"x\">'&'</a>中"),
          "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;中");
    check(ts_escape_html, TS_STR("a\0b\x01\tc\n\xFF"),
          "a\xEF\xBF\xBD"
          "b\xEF\xBF\xBD\tc\n\xEF\xBF\xBD");
    check(ts_escape_html, TS_STR("\xEF\xBF\xBE\xEF\xBF\xBF"), "\xEF\xBF\xBD\xEF\xBF\xBD");
    check(ts_escape_html, TS_STR("中\xE4\xB8<中\xE4"), "中\xEF\xBF\xBD\xEF\xBF\xBD&lt;中\xEF\xBF\xBD");
    check(ts_escape_html, (ts_str){0}, "");
    check(ts_escape_xml, TS_STR("<&>\"'\r"), "&#60;&#38;&#62;&#34;&#39;&#13;");
}

static void scripts_and_styles(void **state)
{
    check(ts_escape_js, TS_STR("</script>'\"\\`&\n"),
          "\\u003C/script\\u003E\\u0027\\u0022\\u005C\\u0060\\u0026\\u000A");
    check(ts_escape_js, TS_STR("中\xE2\x80\xA8\xFF"), "中\\u2028\\uFFFD");
    check(ts_escape_css, TS_STR("a-b_c 1.5,中"), "a-b_c 1.5,中");
    check(ts_escape_css, TS_STR("\"}</style>\\"), "\\000022\\00007D\\00003C\\00002Fstyle\\00003E\\00005C");
    check(ts_escape_css, TS_STR("\0"), "\\00FFFD");
}

static void safe_addresses(void **state)
{
    static const char *const safe[] = {
        "",          "a/b.html",           "../x",       "#top",
        "?q=1",      "//host/x",           "/a:b",       "http://example.org/",
        "HTTPS://x", "mailto:a@b.c",       "tel:+49 30", "ftp://x/",
        "中文:x",    "a/b?u=javascript:x", "#data:x",    "javascript%3Aalert(1)"};
    static const char *const unsafe[] = {"javascript:alert(1)",
                                         " javascript:alert(1)",
                                         "JaVaScRiPt:x",
                                         "java\nscript:x",
                                         "java\tscript:x",
                                         "\x01javascript:x",
                                         "java\xE2\x80\x8Bscript:x",
                                         "vbscript:x",
                                         "data:text/html,x",
                                         "file:///etc/passwd",
                                         "blob:x",
                                         "C:\\x",
                                         ":x",
                                         "data:image/png;base64,AA",
                                         "view-source:http://x",
                                         "\xEF\xBB\xBFjavascript:x",
                                         "http-and-a-very-long-scheme:x"};
    for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
        if (!ts_url_safe(ts_str_of(safe[i]), false))
            fail_msg("not safe: %s", safe[i]);
    for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
        if (ts_url_safe(ts_str_of(unsafe[i]), false))
            fail_msg("safe: %s", unsafe[i]);
    assert_false(ts_url_safe(TS_STR("java\0script:x"), false));
}

static void only_pictures_come_as_data(void **state)
{
    assert_true(ts_url_safe(TS_STR("data:image/png;base64,AA"), true));
    assert_true(ts_url_safe(TS_STR("DATA:image/WebP,x"), true));
    assert_false(ts_url_safe(TS_STR("data:image/svg+xml,<svg/>"), true));
    assert_false(ts_url_safe(TS_STR("data:image/pngx;base64,AA"), true));
    assert_false(ts_url_safe(TS_STR("data:text/html,x"), true));
    assert_false(ts_url_safe(TS_STR("data:"), true));
}

static void whole_addresses(void **state)
{
    check(ts_escape_url, TS_STR(" http://a.cn/中 文?q=\"é\"&x='1'#<f> "),
          "http://a.cn/%E4%B8%AD%20%E6%96%87?q=%22%C3%A9%22&amp;x=&#39;1&#39;#%3Cf%3E");
    check(ts_escape_url, TS_STR("http://例え.jp/a%20b%zz"), "http://例え.jp/a%20b%25zz");
    check(ts_escape_url, TS_STR("//[::1]:80/a[1]"), "//[::1]:80/a%5B1%5D");
    check(ts_escape_url, TS_STR("a\nb\tc#x#y%"), "abc#x%23y%25");
    check(ts_escape_url, TS_STR("../a/b%E4%B8%AD.html?x=1;y=2"), "../a/b%E4%B8%AD.html?x=1;y=2");
    check(ts_escape_url, TS_STR("a/100%"), "a/100%25");
    check(ts_escape_url, TS_STR("a//b://é/é"), "a//b://%C3%A9/%C3%A9");
    check(ts_escape_url, TS_STR("https://é/é//é"), "https://é/%C3%A9//%C3%A9");
    check(ts_escape_url, TS_STR("javascript:alert(1)"), "#unsafe-link");
    check(ts_escape_url, TS_STR("data:image/png;base64,AA=="), "data:image/png;base64,AA==");
    check(ts_escape_url, (ts_str){0}, "");
}

static void pieces_of_addresses(void **state)
{
    check(ts_escape_url_part, TS_STR("a-b._~/?&=中 \0\""), "a-b._~%2F%3F%26%3D%E4%B8%AD%20%00%22");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_and_xml),    cmocka_unit_test(scripts_and_styles),
        cmocka_unit_test(safe_addresses),  cmocka_unit_test(only_pictures_come_as_data),
        cmocka_unit_test(whole_addresses), cmocka_unit_test(pieces_of_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
