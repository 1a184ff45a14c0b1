#include "one_arena.h"
#include "unit.h"

#include "dom/dom.h"

/* What a reader of the page sees. */
static void check(const char *html, const char *expected)
{
    ts_error error = {0};
    ts_dom *dom = ts_dom_parse(arena, ts_str_of(html), "page.html", &error);
    assert_non_null(dom);
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    for (const ts_node *n = ts_dom_body(dom), *next; n; n = next) {
        next = ts_is_hidden(n) ? ts_node_skip(n, NULL) : ts_node_walk(n, NULL);
        if (ts_node_type(n) == TS_TEXT)
            ts_buf_put(&text, ts_node_chars(n));
    }
    assert_string_equal(text.len ? text.ptr : "", expected);
    ts_buf_free(&text);
}

static void pieces_go_to_their_places(void **state)
{
    check("<body><p>a<template id=\"B:1\"></template></p>d<div hidden id=\"S:1\">b<template "
          "id=\"P:a\"></template></div><div hidden id=\"S:a\">c</div></body>",
          "abcd");
    check("<body><template id=\"B:2\"></template>d<div hidden id=\"S:1\">b</div></body>", "db");
}

static void other_hidden_parts_stay_hidden(void **state)
{
    check(
        "<body>a<div hidden id=\"S\">b</div><div hidden id=\"T:1\">c</div><p id=\"S:1\" hidden>d</p></body>",
        "a");
}

static void a_place_in_its_own_piece_is_none(void **state)
{
    check("<body>a<div hidden id=\"S:1\">b<template id=\"B:1\"></template></div></body>", "ab");
    check("<body><div hidden id=\"S:1\">b<template id=\"B:2\"></template></div><div hidden "
          "id=\"S:2\">c<template "
          "id=\"B:1\"></template></div></body>",
          "cb");
}

static void pieces_and_depth_have_a_maximum(void **state)
{
    ts_buf html;
    ts_buf_init(&html, TS_BUF_MAX);
    ts_buf_puts(&html, "<body>");
    for (int i = 0; i < 300; i++)
        ts_buf_printf(&html, "<div hidden id=\"S:%d\">%c</div>", i, i < 256 ? 'x' : 'y');
    ts_error error = {0};
    ts_dom *dom = ts_dom_parse(arena, ts_buf_str(&html), "page.html", &error);
    int shown = 0;
    for (const ts_node *n = ts_dom_body(dom); n; n = ts_node_walk(n, NULL))
        shown += ts_node_is(n, "div") && !ts_is_hidden(n);
    assert_int_equal(shown, 256);
    for (int above = 497; above <= 498; above++) {
        ts_buf_clear(&html);
        ts_buf_puts(&html, "<body>");
        for (int i = 0; i < above; i++)
            ts_buf_puts(&html, "<div>");
        ts_buf_puts(&html, "<template id=\"B:1\"></template>a");
        for (int i = 0; i < above; i++)
            ts_buf_puts(&html, "</div>");
        ts_buf_puts(&html, "<div hidden id=\"S:1\">b</div>");
        check(html.ptr, above == 497 ? "ba" : "ab");
    }
    ts_buf_free(&html);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pieces_go_to_their_places, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(other_hidden_parts_stay_hidden, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_place_in_its_own_piece_is_none, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(pieces_and_depth_have_a_maximum, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
