#include "unit.h"
#include "one_arena.h"

#include "dom/dom.h"

static ts_dom *parse(ts_str html, ts_error *error)
{
    *error = (ts_error){0};
    return ts_dom_parse(arena, html, "page.html", error);
}

static char *text_of(ts_str html)
{
    ts_error error;
    ts_dom *dom = parse(html, &error);
    assert_non_null(dom);
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    if (ts_dom_root(dom))
        ts_node_text(&out, ts_dom_root(dom));
    char *copy = ts_buf_copy(&out, arena);
    ts_buf_free(&out);
    return copy;
}

/* `n` times the piece, between head and tail. */
static ts_str repeat(const char *head, const char *piece, size_t n, const char *tail)
{
    ts_buf buf;
    ts_buf_init(&buf, TS_BUF_MAX);
    ts_buf_puts(&buf, head);
    for (size_t i = 0; i < n; i++)
        ts_buf_puts(&buf, piece);
    ts_buf_puts(&buf, tail);
    ts_str s = {ts_buf_copy(&buf, arena), buf.len};
    ts_buf_free(&buf);
    return s;
}

static ts_node *head_of(const ts_dom *dom)
{
    return ts_node_first(ts_dom_root(dom));
}

static void a_page_has_root_head_and_body(void **state)
{
    ts_error error;
    ts_dom *dom = parse(TS_STR("<title>t</title><p>a</p>"), &error);
    assert_string_equal(ts_node_name(ts_dom_root(dom)), "html");
    assert_string_equal(ts_node_name(head_of(dom)), "head");
    assert_string_equal(ts_node_name(ts_dom_body(dom)), "body");
}

static void check_children(const ts_node *of, const char *const *names)
{
    const ts_node *n = ts_node_first(of), *before = NULL;
    for (; *names; names++, before = n, n = ts_node_next(n)) {
        assert_non_null(n);
        assert_string_equal(ts_node_name(n), *names);
        assert_ptr_equal(ts_node_parent(n), of);
        assert_ptr_equal(ts_node_prev(n), before);
    }
    assert_null(n);
    assert_ptr_equal(ts_node_last(of), before);
}
#define assert_children(of, ...) check_children(of, (const char *const[]){__VA_ARGS__, NULL})

static void the_body_begins_where_the_head_can_hold_no_more(void **state)
{
    ts_error error;
    ts_dom *dom = parse(TS_STR("<!doctype html><meta charset=utf-8><title>t</title><header><p>a</header>"
                               "<link href=x><main><p>b</main><div>c</div>"),
                        &error);
    assert_children(head_of(dom), "meta", "title");
    assert_children(ts_dom_body(dom), "header", "link", "main", "div");
    dom = parse(TS_STR("<head><nav>a</nav><p>b"), &error);
    assert_children(head_of(dom), NULL);
    assert_children(ts_dom_body(dom), "nav", "p");
    dom = parse(TS_STR("<head><title>t</title></head><body></body>"), &error);
    assert_children(head_of(dom), "title");
    assert_children(ts_dom_body(dom), NULL);
}

static void a_page_goes_on_behind_its_end(void **state)
{
    ts_error error = {0};
    ts_dom *dom = parse(TS_STR("<body><nav>n</nav></body></html><div>d</div></body></html>"), &error);
    assert_children(ts_dom_body(dom), "nav", "div");
    dom = parse(TS_STR("<body><nav>n</nav></body><div>d</div>"), &error);
    assert_children(ts_dom_body(dom), "nav", "div");
    dom = parse(
        TS_STR("<body><nav>n</nav></html><!DOCTYPE html><html><head></head><body><p>p</p></body></html>"),
        &error);
    assert_children(ts_dom_body(dom), "nav", "p");
}

static void places_of_the_page_itself_lose_its_address(void **state)
{
    ts_error error = {0};
    static const char *const expected[] = {"#n1", "#n2", "https://x.example/b#n3",
                                           "https://x.example/a?c=1&d", "#"};
    ts_dom *dom =
        parse(TS_STR("<a href='https://x.example/a?c=1&amp;d#n1'>1</a><a href=#n2>2</a>"
                     "<a href=https://x.example/b#n3>3</a><a href='https://x.example/a?c=1&amp;d'>4</a>"
                     "<a href=#>5</a><a>6</a>"),
              &error);
    ts_dom_own_places(dom, NULL);
    ts_dom_own_places(dom, "https://x.example/a?c=1&d#top");
    const ts_node *link = ts_node_first(ts_dom_body(dom));
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++, link = ts_node_next(link))
        assert_string_equal(ts_node_attr(link, "href"), expected[i]);
    assert_null(ts_node_attr(link, "href"));
}

static void head_matter_is_noted_wherever_it_stands(void **state)
{
    ts_error error;
    ts_dom *dom = parse(TS_STR("<title>t</title><link href=a><p>a<meta name=b content=c>"
                               "<script type='application/ld+json'>{}</script><menu></menu><link href=d>"),
                        &error);
    const ts_node_list *list = ts_dom_head_matter(dom);
    static const char *const names[] = {"title", "link", "meta", "script", "link"};
    assert_int_equal(list->len, sizeof names / sizeof *names);
    for (size_t i = 0; i < list->len; i++)
        assert_string_equal(ts_node_name(list->items[i]), names[i]);
    assert_string_equal(ts_node_attr(list->items[4], "href"), "d");
    assert_int_equal(ts_dom_head_matter(parse(TS_STR(""), &error))->len, 0);
}

static void nothing_is_a_page_without_root(void **state)
{
    ts_error error;
    ts_dom *dom = parse(TS_STR(""), &error);
    assert_non_null(dom);
    assert_null(ts_dom_root(dom));
    assert_null(ts_dom_body(dom));
    assert_string_equal(text_of(TS_STR("<!-- only a comment -->")), "");
}

static void text_is_utf8_whatever_the_page_declares(void **state)
{
    assert_string_equal(text_of(TS_STR("<meta charset=gbk><p>湖边新闻</p>")), "湖边新闻");
    assert_string_equal(text_of(TS_STR("<?xml version='1.0' encoding='Shift_JIS'?><p>湖</p>")), "湖");
}

static void broken_markup_is_mended(void **state)
{
    assert_string_equal(text_of(TS_STR("<p>a<p>b<div>c</span>d")), "a b cd");
    assert_string_equal(text_of(TS_STR("<script>var s = '</p><p>no</p>';</script><p>yes")), "yes");
    assert_string_equal(text_of(TS_STR("<ul><li>a<li>b</ul>c")), "a b c");
    assert_string_equal(text_of(TS_STR("\xEF\xBF\xBD<p>\x01x\x1f</p>")), "\xEF\xBF\xBD x");
}

static void depth_has_a_maximum(void **state)
{
    ts_error error;
    size_t fits = TS_DOM_DEPTH - 2; /* html and body are elements too */
    assert_non_null(parse(repeat("", "<div>", fits, "x"), &error));
    assert_null(parse(repeat("", "<div>", fits + 1, "x"), &error));
    assert_failed(&error, TS_LIMIT, "4,000");
    assert_string_equal(error.source, "page.html");
    assert_null(parse(repeat("", "<b>", 1000000, "x"), &error));
    assert_failed(&error, TS_LIMIT, "nests");
}

static void forgotten_end_tags_are_no_depth_attack(void **state)
{
    ts_str page = repeat("<body>", "<p><font size=2>x", 1000, "");
    ts_error error;
    assert_non_null(parse(page, &error));
}

static void end_tags_and_depth_together_have_a_maximum(void **state)
{
    ts_error error;
    ts_str deep = repeat("", "<x>", 3000, ""), many = repeat(deep.ptr, "</b>", 2000000, "");
    assert_null(parse(many, &error));
    assert_failed(&error, TS_LIMIT, "number of tags");
    assert_non_null(parse(repeat("", "<p></p>", 500000, ""), &error));
}

static void long_texts_are_whole(void **state)
{
    size_t n = 3000000; /* libxml2 alone gives up at 10 MB */
    ts_str page = repeat("<p>", "text ", n, "</p>");
    assert_int_equal(strlen(text_of(page)), 5 * n - 1);
}

static void a_page_of_one_tag_is_quick(void **state)
{
    ts_error error;
    ts_buf buf;
    ts_buf_init(&buf, TS_BUF_MAX);
    ts_buf_puts(&buf, "<p");
    for (int i = 0; i < 300000; i++)
        ts_buf_printf(&buf, " a%d=\"%d\"", i, i);
    ts_buf_puts(&buf, ">x");
    assert_non_null(parse(ts_buf_str(&buf), &error));
    ts_buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_page_has_root_head_and_body, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_page_goes_on_behind_its_end, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(places_of_the_page_itself_lose_its_address, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(the_body_begins_where_the_head_can_hold_no_more, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(head_matter_is_noted_wherever_it_stands, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(nothing_is_a_page_without_root, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(text_is_utf8_whatever_the_page_declares, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(broken_markup_is_mended, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(depth_has_a_maximum, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(forgotten_end_tags_are_no_depth_attack, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(end_tags_and_depth_together_have_a_maximum, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(long_texts_are_whole, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_page_of_one_tag_is_quick, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
