#include "site/outline.h"
#include "one_arena.h"

static void expect(const char *html, const char *expected)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    const ts_value *list = ts_outline_view(arena, ts_str_of(html));
    for (size_t i = 0; i < list->list.len; i++) {
        ts_str title = ts_value_get(list->list.items[i], "title")->string;
        ts_buf_printf(&out, "%.*s=%s;", (int)title.len, title.ptr,
                      ts_value_get_string(list->list.items[i], "path"));
    }
    assert_string_equal(out.len ? out.ptr : "", expected);
    ts_buf_free(&out);
}

static void run_in_points_are_numbered(void **state)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_outline_mark(&out, TS_STR("<p><strong class=\"run-in\">First.</strong> A <strong>b</strong></p>"
                                 "<p><strong class=\"run-in\">Second.</strong> C</p>"));
    assert_string_equal(out.ptr,
                        "<p><strong class=\"run-in\" id=\"point-1\">First.</strong> A <strong>b</strong></p>"
                        "<p><strong class=\"run-in\" id=\"point-2\">Second.</strong> C</p>");
    expect(out.ptr, "First.=point-1;Second.=point-2;");
    ts_buf_free(&out);
}

static void headings_of_two_levels_are_points(void **state)
{
    expect("<h2 id=\"h-a\">A &amp; <em>B</em></h2><p>x</p><h3 id=\"h-c\">C</h3><h4 id=\"h-d\">D</h4>",
           "A &amp; B=h-a;C=h-c;");
}

static void one_point_is_no_outline(void **state)
{
    expect("<h2 id=\"h-a\">A</h2><p>x</p>", "");
    expect("", "");
}

static void what_has_no_id_or_no_end_is_no_point(void **state)
{
    expect("<h2>A</h2><h2 id=\"h-b\">B</h2><h2 id=\"h-c\">C</h2><h2 id=\"h-d\">D", "B=h-b;C=h-c;");
    expect("<header id=\"x\"></header><hr id=\"y\"><h2 id=\"h-b\">B</h2>", "");
}

static void an_outline_has_a_length(void **state)
{
    ts_buf html;
    ts_buf_init(&html, TS_BUF_MAX);
    for (int i = 0; i < TS_OUTLINE_MAX + 1; i++)
        ts_buf_printf(&html, "<h2 id=\"h-%d\">A</h2>", i);
    assert_int_equal(ts_outline_view(arena, ts_buf_str(&html))->list.len, TS_OUTLINE_MAX);
    ts_buf_free(&html);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(run_in_points_are_numbered, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(headings_of_two_levels_are_points, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(one_point_is_no_outline, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(what_has_no_id_or_no_end_is_no_point, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(an_outline_has_a_length, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
