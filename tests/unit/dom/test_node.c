#include "unit.h"
#include "one_arena.h"

#include "dom/dom.h"

static ts_node *body_of(const char *html)
{
    ts_error error = {0};
    ts_dom *dom = ts_dom_parse(arena, ts_str_of(html), "page.html", &error);
    assert_non_null(dom);
    return ts_dom_body(dom);
}

static void nodes_have_kinds_and_names(void **state)
{
    ts_node *p = ts_node_first(body_of("<P>text<b>bold</b></P>"));
    assert_int_equal(ts_node_type(p), TS_ELEMENT);
    assert_string_equal(ts_node_name(p), "p");
    assert_true(ts_node_is(p, "p"));
    ts_node *text = ts_node_first(p);
    assert_int_equal(ts_node_type(text), TS_TEXT);
    assert_string_equal(ts_node_name(text), "");
    assert_slice(ts_node_chars(text), "text");
    assert_slice(ts_node_chars(p), "");
    assert_null(ts_node_first(text));
}

static void attributes_are_decoded(void **state)
{
    ts_node *a = ts_node_first(body_of("<a HREF='x?a=1&amp;b=2' hidden title=\"\">t</a>"));
    assert_string_equal(ts_node_attr(a, "href"), "x?a=1&b=2");
    assert_string_equal(ts_node_attr(a, "hidden"), "");
    assert_string_equal(ts_node_attr(a, "title"), "");
    assert_null(ts_node_attr(a, "class"));
    assert_null(ts_node_attr(ts_node_first(a), "href"));
}

static void walks_stay_inside_their_root(void **state)
{
    ts_node *body = body_of("<div><p>a<i>b</i></p><p>c</p></div><p>d</p>");
    ts_node *div = ts_node_first(body);
    char seen[32] = "";
    for (ts_node *n = div; n; n = ts_node_walk(n, div))
        strncat(seen, ts_node_type(n) == TS_TEXT ? ts_node_chars(n).ptr : ts_node_name(n),
                ts_node_type(n) == TS_TEXT ? ts_node_chars(n).len : 4);
    assert_string_equal(seen, "divpaibpc");
    ts_node *p = ts_node_first(div);
    assert_ptr_equal(ts_node_skip(p, div), ts_node_next(p));
    assert_null(ts_node_skip(ts_node_next(p), div));
    assert_null(ts_node_skip(div, div));
    assert_ptr_equal(ts_node_prev(ts_node_next(p)), p);
    assert_ptr_equal(ts_node_last(div), ts_node_next(p));
    assert_ptr_equal(ts_node_parent(p), div);
}

static void marks_stay(void **state)
{
    ts_node *p = ts_node_first(body_of("<p>a</p>"));
    assert_int_equal(ts_node_mark(p), TS_MARK_NONE);
    ts_node_set_mark(p, TS_MARK_DROP);
    ts_node_set_mark(ts_node_first(p), TS_MARK_KEEP);
    assert_int_equal(ts_node_mark(p), TS_MARK_DROP);
    assert_int_equal(ts_node_mark(ts_node_first(p)), TS_MARK_KEEP);
}

static void xpath_finds_elements_and_values(void **state)
{
    ts_error error = {0};
    ts_node_list found;
    ts_dom *dom =
        ts_dom_parse(arena, TS_STR("<div id=main><p class=x>a</p><p>b</p></div><meta name=n content=c>"),
                     "page.html", &error);
    assert_true(ts_dom_xpath(arena, dom, "//p", &found, &error));
    assert_int_equal(found.len, 2);
    assert_slice(ts_node_chars(ts_node_first(found.items[1])), "b");
    assert_true(ts_dom_xpath(arena, dom, "id('main')/p[@class]/text()", &found, &error));
    assert_int_equal(found.len, 1);
    assert_slice(ts_node_chars(found.items[0]), "a");
    assert_true(ts_dom_xpath(arena, dom, "//meta[@name='n']/@content", &found, &error));
    assert_slice(ts_node_chars(found.items[0]), "c");
    assert_true(ts_dom_xpath(arena, dom, "//table", &found, &error));
    assert_int_equal(found.len, 0);
    assert_true(ts_dom_xpath(arena, dom, "count(//p)", &found, &error));
    assert_int_equal(found.len, 0);
}

static void bad_xpath_is_an_error(void **state)
{
    ts_error error = {0};
    ts_node_list found;
    ts_dom *dom = ts_dom_parse(arena, TS_STR("<p>a"), "page.html", &error);
    assert_false(ts_dom_xpath(arena, dom, "//p[", &found, &error));
    assert_failed(&error, TS_SYNTAX, "//p[");
    ts_dom *empty = ts_dom_parse(arena, TS_STR(""), "page.html", &error);
    assert_true(ts_dom_xpath(arena, empty, "//p", &found, &error));
}

static void blocks_are_known(void **state)
{
    const char *const blocks[] = {"address", "article", "div", "h1", "li", "p", "section", "td", "ul", "xmp"};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        assert_true(ts_is_block(blocks[i]));
    assert_false(ts_is_block("span"));
    assert_false(ts_is_block("br"));
    assert_false(ts_is_block(""));
}

static void hidden_elements_are_known(void **state)
{
    const char *const hidden[] = {"<p hidden>",
                                  "<p aria-hidden=TRUE>",
                                  "<p style='color:red; DISPLAY : none'>",
                                  "<p style=visibility:hidden>",
                                  "<p role=region aria-label=Site hidden>",
                                  "<noscript>",
                                  "<template>"};
    const char *const shown[] = {"<p>",
                                 "<p hidden=until-found>",
                                 "<p aria-hidden=false>",
                                 "<p class=paywall aria-hidden=true>",
                                 "<p style='x-display:none'>",
                                 "<p style='display:block'>",
                                 "<p role=region aria-labelledby=b hidden>"};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        assert_true(ts_is_hidden(ts_node_first(body_of(hidden[i]))));
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        assert_false(ts_is_hidden(ts_node_first(body_of(shown[i]))));
    assert_false(ts_is_hidden(ts_node_first(ts_node_first(body_of("<p>text")))));
}

static bool sign_is_hidden(const char *html)
{
    return ts_is_hidden(ts_node_next(ts_node_first(ts_node_first(body_of(html)))));
}

static void signs_that_link_a_heading_to_itself_are_hidden(void **state)
{
    assert_true(sign_is_hidden("<h2>Locks<a href=#locks>\u00b6</a></h2>"));
    assert_true(sign_is_hidden("<h2>Locks<a href=#locks> # </a></h2>"));
    assert_false(sign_is_hidden("<h2>Locks<a href=#locks>1</a></h2>"));
    assert_false(sign_is_hidden("<h2>Locks<a href=#locks>##</a></h2>"));
    assert_false(sign_is_hidden("<h2>Locks<a href=#locks></a></h2>"));
    assert_false(sign_is_hidden("<h2>Locks<a href=locks>#</a></h2>"));
    assert_false(sign_is_hidden("<h2>Locks<a href=#locks><b>#</b></a></h2>"));
    assert_false(sign_is_hidden("<p>Locks<a href=#locks>#</a></p>"));
}

static void check_text(const char *html, const char *expected)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_node_text(&out, body_of(html));
    assert_string_equal(out.ptr, expected);
    ts_buf_free(&out);
}

static void text_is_as_a_reader_sees_it(void **state)
{
    check_text("<p>a \n\t b</p><p>c</p>", "a b c");
    check_text("<p>a<b>b</b>c<br>d</p>", "abc d");
    check_text("a<template>x</template><noscript>y</noscript>b", "ab");
    check_text("<ruby>災害<rp>(</rp><rt>さいがい</rt><rp>)</rp></ruby>情報", "災害情報");
    check_text("　　段落&nbsp;&nbsp;文字　", "段落 文字");
    check_text("<div><div>a</div></div>b", "a b");
}

static void text_escaped_twice_is_read(void **state)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_html_unescape(
        &out, TS_STR(" Tom &amp;amp; Ann&#8217;s <b>day</b>&nbsp;out &eacute; &bogus; &#x110000; 1 < 2"));
    assert_string_equal(out.ptr, "Tom & Ann\u2019s day out \u00e9 &bogus; \uFFFD 1 < 2");
    ts_buf_clear(&out);
    ts_html_unescape(&out, TS_STR("a<br>b<"));
    assert_string_equal(out.ptr, "a b<");
    ts_buf_clear(&out);
    ts_html_unescape(&out, TS_STR("Option<T>, <dialog> and <em>more</em> of <code>it</code></p>"));
    assert_string_equal(out.ptr, "Option<T>, <dialog> and more of it");
    ts_buf_free(&out);
}

static void another_body_is_hung_behind(void **state)
{
    ts_error error = {0};
    ts_dom *dom = ts_dom_parse(arena, TS_STR("<p>one</p>"), "page.html", &error);
    ts_node *body = ts_dom_body(dom), *one = ts_node_first(body);
    assert_true(ts_dom_graft(dom, TS_STR("<title>x</title><p>two</p><p>three</p>")));
    ts_node *two = ts_node_next(one);
    assert_string_equal(ts_node_name(two), "p");
    assert_ptr_equal(ts_node_parent(two), body);
    assert_ptr_equal(ts_node_prev(two), one);
    assert_slice(ts_node_chars(ts_node_first(ts_node_next(two))), "three");
    assert_false(ts_dom_graft(dom, TS_STR("")));
    dom = ts_dom_parse(arena, TS_STR("<body></body>"), "page.html", &error);
    assert_true(ts_dom_graft(dom, TS_STR("<p>two</p>")));
    assert_slice(ts_node_chars(ts_node_first(ts_node_first(ts_dom_body(dom)))), "two");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nodes_have_kinds_and_names, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(attributes_are_decoded, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(walks_stay_inside_their_root, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(marks_stay, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(xpath_finds_elements_and_values, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(bad_xpath_is_an_error, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(blocks_are_known, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(hidden_elements_are_known, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(signs_that_link_a_heading_to_itself_are_hidden, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(text_is_as_a_reader_sees_it, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(text_escaped_twice_is_read, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(another_body_is_hung_behind, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
