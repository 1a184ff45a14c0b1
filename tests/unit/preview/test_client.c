#include "preview/client.h"
#include "preview/media_type.h"
#include "unit.h"

#define SCRIPT "<script src=\"" TS_CLIENT_SCRIPT "\" data-id=\"1-2\"></script>\n"

static void expect(const char *page, const char *expected)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_client_inject(&out, ts_str_of(page), "1-2", NULL);
    assert_string_equal(out.ptr, expected);
    ts_buf_free(&out);
}

static void the_script_stands_at_the_end_of_the_body(void **state)
{
    expect("<body>x</body></html>", "<body>x" SCRIPT "</body></html>");
    expect("<body><pre></body></pre>x</BODY>\n", "<body><pre></body></pre>x" SCRIPT "</BODY>\n");
    expect("x", "x" SCRIPT);
    expect("", SCRIPT);
    expect("</body", "</body" SCRIPT);
}

static void types_go_by_the_ending(void **state)
{
    assert_string_equal(ts_media_type("a/b.HTML"), "text/html; charset=utf-8");
    assert_string_equal(ts_media_type("style.css"), "text/css; charset=utf-8");
    assert_string_equal(ts_media_type("feed.xml"), "application/xml");
    assert_string_equal(ts_media_type("a.b/none"), "application/octet-stream");
    assert_string_equal(ts_media_type(""), "application/octet-stream");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_script_stands_at_the_end_of_the_body),
        cmocka_unit_test(types_go_by_the_ending),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
