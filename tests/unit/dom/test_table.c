#include "unit.h"
#include "one_arena.h"

#include "dom/dom.h"

static bool is_data(const char *html)
{
    ts_error error = {0};
    ts_dom *dom = ts_dom_parse(arena, ts_str_of(html), "page.html", &error);
    assert_non_null(dom);
    return ts_is_data_table(ts_node_first(ts_dom_body(dom)));
}

#define ROW "<tr><td>a</td><td>b</td></tr>"

static void rows_and_columns_are_data(void **state)
{
    assert_true(is_data("<table>" ROW ROW "</table>"));
    assert_true(is_data("<table><tr><th>a</th><td>b</td></tr></table>"));
    assert_true(is_data("<table><caption>c</caption>" ROW "</table>"));
    assert_false(is_data("<table>" ROW "</table>"));
    assert_false(is_data("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>"));
    assert_false(is_data("<table role=presentation>" ROW ROW "</table>"));
}

static void parts_of_a_page_are_none(void **state)
{
    assert_false(is_data("<table>" ROW "<tr><td><h2>a</h2></td><td>b</td></tr></table>"));
    assert_false(
        is_data("<table><tr><th>a</th><th>b</th></tr><tr><td><table>" ROW ROW "</table></td></tr></table>"));
    assert_true(is_data("<table><tr><th>a</th><th><h3>b</h3></th></tr>" ROW "</table>"));
    assert_true(is_data("<table><thead>" ROW "</thead><tr><td><pre>a</pre></td><td>b</td></tr></table>"));
}

static void paragraphs_are_counted_in_each_cell(void **state)
{
    assert_true(is_data("<table>" ROW "<tr><td><p>a<p>b<p>c</td><td><p>d<p>e</td></tr></table>"));
    assert_false(is_data("<table>" ROW "<tr><td><p>a<p>b<p>c<p>d</td><td>e</td></tr></table>"));
    /* Two <br> part paragraphs, lines do not. */
    assert_true(is_data("<table>" ROW "<tr><td>a<br>b<br>c<br>d<br>e</td><td>f</td></tr></table>"));
    assert_false(
        is_data("<table>" ROW "<tr><td>a<br> <br>b<br><br>c<br><br>d<br><br>e</td><td>f</td></tr></table>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_and_columns_are_data, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(parts_of_a_page_are_none, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(paragraphs_are_counted_in_each_cell, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
