#include "one_arena.h"
#include "unit.h"

#include "dom/dom.h"
#include "dom/nest.h"

/* The tree as markup with every end tag. */
static char *tree_of(const ts_dom *dom)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    for (const ts_node *n = ts_dom_root(dom); n;) {
        if (ts_node_type(n) == TS_ELEMENT)
            ts_buf_printf(&out, "<%s>", ts_node_name(n));
        else
            ts_buf_put(&out, ts_node_chars(n));
        if (ts_node_first(n)) {
            n = ts_node_first(n);
            continue;
        }
        for (; n; n = ts_node_parent(n)) {
            if (ts_node_type(n) == TS_ELEMENT)
                ts_buf_printf(&out, "</%s>", ts_node_name(n));
            if (ts_node_next(n))
                break;
        }
        n = n ? ts_node_next(n) : NULL;
    }
    char *copy = ts_buf_copy(&out, arena);
    ts_buf_free(&out);
    return copy;
}

/* What libxml2 is shown; and its tree of all tags is the one that is made with less. */
static void check(const char *html, const char *shown)
{
    ts_sieved sieved;
    ts_error error = {0};
    ts_sieve(arena, ts_str_of(html), false, &sieved);
    ts_nest(&sieved);
    ts_skeleton_write(&sieved);
    assert_int_equal(ts_str_cmp(ts_buf_str(&sieved.skeleton), ts_str_of(shown)), 0);
    ts_sieved_free(&sieved);
    const ts_dom *less = ts_dom_parse(arena, ts_str_of(html), "page.html", &error),
                 *all = ts_dom_parse_whole(arena, ts_str_of(html), "page.html", &error);
    assert_non_null(less);
    assert_non_null(all);
    assert_string_equal(tree_of(less), tree_of(all));
}

static void what_pairs_is_not_shown(void **state)
{
    check("<div><p>a</p> <p>b <b>c</b> d</p></div>", "<div>x</div>");
    check("<body><DIV>a<Span>b</SPAN></div></body>", "<body><DIV>x</DIV>");
    check("<div> <p>a</p></div>b<div>c</div>", "<div>x</div>x<div>x</div>");
    check("<div> </div>", "<div> </div>");
}

static void void_elements_pair_with_nothing(void **state)
{
    check("<div>a<br>b<img src=i.png/><hr><wbr>c</div>", "<div>x</div>");
    check("<p>a<hr>b", "<p>x<hr>x");
}

static void what_may_close_another_is_shown(void **state)
{
    check("<p>a<p>b</p>", "<p>x<p>x</p>");
    check("<ul><li>a<li>b</ul>", "<ul><li>x<li>x</ul>");
    check("<div><a>b<a>c</a></a></div>", "<div><a>x<a>x</a></a></div>");
    check("<div><p>a<div>b</div></p></div>", "<div><p>x<div>x</div></p></div>");
}

static void an_end_out_of_turn_is_shown_with_all_that_is_open(void **state)
{
    check("<div><section><b>a</section><i>b</i></div>", "<div><section><b>x</section><i>x</i></div>");
    check("<div><p>a</span><b>c</b></p></div>", "<div><p>x</span><b>x</b></p></div>");
    check("</p><div>a</div>", "</p><div>x</div>");
}

static void what_the_parser_adds_by_itself_is_left_to_it(void **state)
{
    check("<head><meta><div>a</div><body><p>b</p>", "<head><meta><div>x</div><body><p>x</p>");
    check("a<body><div>b</body><div>c<i>d</i></div>", "x<body><div>x");
    check("<frameset><frame></frameset>", "<frameset><frame></frameset>");
}

static void names_that_must_be_mended_are_shown(void **state)
{
    check("<div><a.b>x</a.b></div>", "<div><a_b>x</a.b></div>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_pairs_is_not_shown, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(void_elements_pair_with_nothing, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(what_may_close_another_is_shown, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(an_end_out_of_turn_is_shown_with_all_that_is_open, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(what_the_parser_adds_by_itself_is_left_to_it, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(names_that_must_be_mended_are_shown, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
