#include "page_helper.h"
#include "one_arena.h"

#include "extract/media.h"

static ts_node *body_of(const char *html)
{
    ts_error error = {0};
    ts_dom *dom = ts_dom_parse(arena, ts_str_of(html), "page.html", &error);
    assert_non_null(dom);
    return ts_dom_body(dom);
}

static void check(const char *html, const char *source)
{
    const char *found = ts_media_source(arena, ts_node_first(body_of(html)));
    if (source)
        assert_string_equal(found, source);
    else
        assert_null(found);
}

static void plain_images_have_their_src(void **state)
{
    check("<img src=a.jpg>", "a.jpg");
    check("<img src=' a.jpg'>", "a.jpg");
    check("<amp-img src=a.jpg></amp-img>", "a.jpg");
    check("<img>", NULL);
    check("<img src=''>", NULL);
    check("<p>x", NULL);
}

static void lazy_images_have_their_real_address(void **state)
{
    check("<img src=blank.gif data-src=a.jpg>", "a.jpg");
    check("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-original=a.jpg>", "a.jpg");
    check("<img src='' data-src=a.jpg>", "a.jpg");
    check("<img src=/i/placeholder-600x400.png?v=2 data-src=a.jpg>", "a.jpg");
    check("<img src=dot.jpg width=1 height=1 data-src=a.jpg>", "a.jpg");
    check("<img src=/img/loading.gif>", NULL);
    check("<img data-src='data:image/svg+xml,x' src=a.jpg>", "a.jpg");
    check("<img src=lazy_placeholder.gif data-src=a.jpg>", "a.jpg");
    check("<img src=blank-page.png data-src=a.jpg>", "blank-page.png");
    check("<img src=placeholder.png data-srcset='s.jpg 300w, l.jpg 900w'>", "l.jpg");
}

static void a_picture_saved_beside_the_page_wins(void **state)
{
    check("<img src='Towpath_files/mill.jpg' data-src='https://img.example/mill.jpg'>",
          "Towpath_files/mill.jpg");
    check("<img src='Towpath_files/mill.jpg' srcset='https://img.example/mill.jpg 2x'>",
          "Towpath_files/mill.jpg");
    check("<img src='Towpath_files/blank.gif' data-src='https://img.example/mill.jpg'>",
          "https://img.example/mill.jpg");
    /* Words that a picture of something may begin with. */
    check("<img src=clear-sky.jpg data-src=b.jpg>", "clear-sky.jpg");
    check("<img src=sun.jpg data-src=b.jpg>", "sun.jpg");
}

static void the_largest_candidate_is_taken(void **state)
{
    check("<img srcset='a.jpg 1x, b.jpg 2x, c.jpg 1.5x'>", "b.jpg");
    check("<img srcset='a.jpg,b.jpg' src=blank.gif>", "a.jpg,b.jpg");
    check("<img srcset='a.jpg, b.jpg 2x' src=blank.gif>", "b.jpg");
    check("<img srcset='' src=x.jpg>", "x.jpg");
    check("<img srcset=', ,' src=x.jpg>", "x.jpg");
    check("<picture><source srcset='a.webp 400w, b.webp 800w'><img src=blank.gif></picture>", "b.webp");
    check("<picture><source srcset=a.webp></picture>", "a.webp");
}

static void a_wider_picture_than_the_shown_one_is_taken(void **state)
{
    check("<img src=t.jpg srcset='t.jpg 300w, l.jpg 900w'>", "l.jpg");
    check("<img src=t.jpg width=300 srcset='m.jpg 300w, l.jpg 900w'>", "l.jpg");
    check("<img src=a-150x150.jpg srcset='a-300x200.jpg 300w, a.jpg 900w'>", "a.jpg");
    check("<picture><source srcset='a.webp 400w, b.webp 800w'><img src=t.jpg width=60></picture>", "b.webp");
    check("<a href='/full/mill.jpg'><img src='/mill-300x200.jpg'></a>", "/full/mill.jpg");
    check("<a href='/s1600/mill.jpg'><picture><img src='/s320/mill.jpg'></picture></a>", "/s1600/mill.jpg");
    /* Nobody knows that it is wider, or the same. */
    check("<img src=full.jpg srcset='m.jpg 300w, l.jpg 900w'>", "full.jpg");
    check("<img src=full.jpg width=1200 srcset='m.jpg 300w, l.jpg 900w'>", "full.jpg");
    check("<img src=l.jpg srcset='t.jpg 300w, l.jpg 900w'>", "l.jpg");
    check("<img src=t.jpg srcset='t.jpg 1x, l.jpg 2x'>", "t.jpg");
    check("<a href='/wiki/File:Mill.jpg'><img src='/thumb/Mill.jpg/220px-Mill.jpg'></a>",
          "/thumb/Mill.jpg/220px-Mill.jpg");
    check("<a href='/mill'><img src='/mill.jpg'></a>", "/mill.jpg");
    check("<a href='/mill.jpg'><img src='/mill-wheel.jpg'></a>", "/mill-wheel.jpg");
    check("<img src='Towpath_files/t.jpg' srcset='https://img.example/t.jpg 300w, https://img.example/l.jpg "
          "900w' width=100>",
          "Towpath_files/t.jpg");
}

static void copies_for_pages_without_script_are_known(void **state)
{
    ts_node *body = body_of("<div><img data-src=a.jpg?w=1><noscript><img src=a.jpg?w=2></noscript></div>");
    ts_node *noscript = ts_node_last(ts_node_first(body));
    assert_true(ts_media_is_copy(arena, noscript));
    body = body_of("<div><p>text</p><noscript><img src=only.jpg></noscript></div>");
    assert_false(ts_media_is_copy(arena, ts_node_last(ts_node_first(body))));
    assert_false(ts_media_is_copy(arena, body));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(plain_images_have_their_src, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(lazy_images_have_their_real_address, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_picture_saved_beside_the_page_wins, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(the_largest_candidate_is_taken, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_wider_picture_than_the_shown_one_is_taken, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(copies_for_pages_without_script_are_known, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
