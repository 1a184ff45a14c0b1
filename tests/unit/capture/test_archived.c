#include "unit.h"
#include "one_arena.h"

#include "capture/archived.h"
#include "capture/capture.h"

static void check_split(const char *address, const char *expected_url, const char *moment)
{
    const char *url = NULL, *captured_at = NULL;
    assert_int_equal(ts_archived_split(arena, address, &url, &captured_at), expected_url != NULL);
    if (expected_url) {
        assert_string_equal(url, expected_url);
        assert_string_equal(captured_at, moment);
    } else {
        assert_null(url);
        assert_null(captured_at);
    }
}

static void an_address_holds_the_page_and_the_moment(void **state)
{
    check_split("https://web.archive.example/web/20051215124110/http://www.courier.example:80/a.html?b=1",
                "http://www.courier.example/a.html?b=1", "2005-12-15T12:41:10Z");
    check_split("https://archive.example/20051215124110mp_/https://courier.example/",
                "https://courier.example/", "2005-12-15T12:41:10Z");
    check_split("https://courier.example/2005/12/15/http://a.example/", NULL, NULL);
    check_split("https://archive.example/web/20051315124110/http://courier.example/", NULL, NULL);
    check_split("https://archive.example/web/2005121512411/http://courier.example/", NULL, NULL);
    check_split("https://archive.example/web/20051215124110/httpd.html", NULL, NULL);
    check_split("20051215124110/http://courier.example/", NULL, NULL);
    check_split("/http", NULL, NULL);
    check_split("", NULL, NULL);
    check_split(NULL, NULL, NULL);
}

static void check_restored(const char *html, const char *expected)
{
    ts_str restored = ts_archived_restore(arena, ts_str_of(html));
    assert_slice(restored, expected);
}

#define AT "/web/20051215124110"

static void the_page_has_its_own_addresses_again(void **state)
{
    check_restored("<a href=\"" AT "/http://a.example/b\">x</a><a href=c>y</a>",
                   "<a href=\"http://a.example/b\">x</a><a href=c>y</a>");
    check_restored("<img src='https://archive.example" AT "im_/http://a.example/i.png'>",
                   "<img src='http://a.example/i.png'>");
    check_restored("<img srcset=\"" AT "im_/http://a.example/1 1x, " AT "im_/https://a.example/2 2x\">",
                   "<img srcset=\"http://a.example/1 1x, https://a.example/2 2x\">");
    check_restored("<a href=" AT "/http://a.example>x</a>", "<a href=http://a.example>x</a>");
    check_restored(
        "{\"url\":\"https:\\/\\/archive.example\\/web\\/20051215124110\\/http:\\/\\/a.example\\/\"}",
        "{\"url\":\"http:\\/\\/a.example\\/\"}");
    /* An archived page may itself lead to an archive. */
    check_restored("<a href=\"" AT "/https://archive.example/web/19990101000000/http://b.example/\">x</a>",
                   "<a href=\"https://archive.example/web/19990101000000/http://b.example/\">x</a>");
    check_restored("<a href=\"/20051215/http://a.example/\">/http /12345678901234/http",
                   "<a href=\"/20051215/http://a.example/\">/http http");
    check_restored("", "");
}

static void the_toolbar_goes(void **state)
{
    check_restored("<body><!-- BEGIN WAYBACK TOOLBAR INSERT --><div>43 captures</div>"
                   "<!-- END WAYBACK TOOLBAR INSERT --><p>x",
                   "<body><p>x");
    check_restored("<body><!-- BEGIN WAYBACK TOOLBAR INSERT --><p>x",
                   "<body><!-- BEGIN WAYBACK TOOLBAR INSERT --><p>x");
}

#define SCRIPT                                                                                               \
    "<script>__wm.wombat(\"http://courier.example/a.html\",\"20051215124110\",\"https://archive.example/"    \
    "\",\"web\","                                                                                            \
    "\"https://static.archive.example/\");</script>"

static void check_capture(const char *html, const char *url, const char *archived)
{
    ts_capture capture;
    ts_error error = {0};
    ts_capture_options options = {.type = "html"};
    assert_true(ts_capture_bytes(arena, ts_str_of(html), "a.html", &options, &capture, &error));
    assert_string_equal(capture.url ? capture.url : "", url);
    assert_string_equal(capture.archived ? capture.archived : "", archived);
    assert_string_equal(capture.captured_at ? capture.captured_at : "",
                        *archived ? "2005-12-15T12:41:10Z" : "");
}

static void a_capture_is_of_the_page_that_was_archived(void **state)
{
    static const char ADDRESS[] = "https://archive.example/web/20051215124110/http://courier.example/a.html";
    check_capture(SCRIPT "<p>x", "http://courier.example/a.html", ADDRESS);
    check_capture(
        "<!-- saved from url=(0075)https://archive.example/web/20051215124110/http://courier.example/a.html "
        "--><p>x",
        "http://courier.example/a.html", ADDRESS);
    check_capture("<p>See https://archive.example/web/20051215124110/http://courier.example/a.html.", "", "");
    check_capture("<script>__wm.wombat(\"http://courier.example/a.html\",\"2005", "", "");
    check_capture("<script>__wm.wombat(", "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_address_holds_the_page_and_the_moment, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(the_page_has_its_own_addresses_again, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(the_toolbar_goes, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_capture_is_of_the_page_that_was_archived, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
