#include "build_check.h"

static void blocks_become_paragraphs(void **state)
{
    check("<div>One <div>two</div> three</div>", "p{One}p{two}p{three}");
    check("<p>A<br>b<br> <br>c</p>", "p{A/b}p{c}");
    check("<p>　　甲。</p><p>&nbsp;</p><p>乙</p>", "p{甲。}p{乙}");
    check("<p>甲\n乙</p><p>one\ntwo</p>", "p{甲乙}p{one two}");
    check("text", "p{text}");
    check("", "");
    check("<p>a</p><hr><p>b</p>", "p{a}hr{}p{b}");
    check("<hr><hr><p>a</p><hr><hr><p>b</p><hr>", "p{a}hr{}p{b}");
    check("<hr>", "");
    check("<p>a</p><p>* * *</p><p>b</p>", "p{a}hr{}p{b}");
    check("<p>a</p><p>★★★★☆</p><p>* a *</p>", "p{a}p{★★★★☆}p{* a *}");
}

static void headings_begin_at_level_two(void **state)
{
    check("<h3>A</h3><h5>B</h5><p>x</p>", "h2{A}h4{B}p{x}");
    check("<h1>A</h1><h6>B</h6>", "h2{A}h6{B}");
    check("<h2>A<br>b<div>c</div></h2>", "h2{A b c}");
    check("<h2>A <b>b<br></b><br> c</h2>", "h2{A strong{b} c}");
    check("<h2> </h2><p>x</p>", "p{x}");
}

static void white_space_is_squeezed_across_elements(void **state)
{
    check("<p>a&#x2028;b&#x2029; c</p><h2>d &#x2028;e</h2>", "p{a b c}h2{d e}");
    check("<p> a <b> b </b> c <i>d</i></p>", "p{a strong{b} c emph{d}}");
    check("<p><b>a</b><b>b</b></p>", "p{strong{ab}}");
    check("<p><b>a <strong>b</strong></b> <em></em>c</p>", "p{strong{a b} c}");
    check("<p><b>a<br></b>b</p>", "p{strong{a}/b}");
    check("<p><b>a</b> <b>b</b> <b>c </b><b>d</b></p>", "p{strong{a} strong{b} strong{c d}}");
    check("<a href='http://b.example/'><div>a</div><div>b</div></a>",
          "p{a(http://b.example/){a}}p{a(http://b.example/){b}}");
    check("<p>x\xC2\xAD"
          "y\xEF\xBB\xBFz</p>",
          "p{xyz}");
}

static void formats_are_read(void **state)
{
    check("<p><del>a</del> <s>b</s> <code>x  y</code> <q>c</q></p>", "p{del{a} del{b} code{x y} “c”}");
    check("<p>H<sub>2</sub>O m<sup>2</sup> 1<sup>st</sup></p>", "p{H₂O m² 1st}");
    check("<p><span style='font-weight: bold'>a</span> <span style='font-style:italic'>b</span></p>",
          "p{strong{a} emph{b}}");
    check("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby></p>",
          "p{ruby(かん){漢}ruby(じ){字}}");
}

static void links_are_absolute_and_safe(void **state)
{
    check("<p><a href='../b'>b</a></p>", "p{a(http://a.example/b){b}}");
    check("<p><a href='javascript:x()'>a</a> <a href='#n'>b</a> <a href=''>c</a> <a name=x>d</a></p>",
          "p{a b c d}");
    check("<p><a href='mailto:x@a.example'>m</a></p>", "p{a(mailto:x@a.example){m}}");
    check("<p><a href='/1'>a</a><a href='/1'>b</a></p>", "p{a(http://a.example/1){ab}}");
}

static void lists_nest(void **state)
{
    check("<ul><li>a<ol start=3><li>b</li></ol></li><li><p>c</p><p>d</p></li></ul>",
          "ul{item{p{a}ol3{item{p{b}}}}item{p{c}p{d}}}");
    check("<ul>stray<li>a</li><li> </li></ul>", "ul{item{p{stray}}item{p{a}}}");
    check("<ul></ul><li>alone</li>", "p{alone}");
    check("<dl><dt>a</dt><dd>b</dd></dl>", "dl{dt{a}dd{p{b}}}");
    check("<dl><div><dt>a<br>b</dt><dt>c</dt><dd>d<p>e</p></dd></div>stray<dt>f</dt></dl>",
          "dl{dt{a b}dt{c}dd{p{d}p{e}}dd{p{stray}}}p{strong{f}}");
    check("<dl><dt><img src=i.jpg><dd>b</dl>", "p{img(http://a.example/x/i.jpg){}}p{b}");
    check("<ul><li><dl><dt>a<dd>b</dl></ul>", "ul{item{p{strong{a}}p{b}}}");
    check("<blockquote>a<p>b</p></blockquote>", "block_quote{p{a}p{b}}");
}

static void code_keeps_its_lines(void **state)
{
    check("<table><tr><td><pre>1\n2</pre><td><pre>a\nb</pre></table>", "pre(){a\nb\n}");
    check("<pre><span class=lineno>1</span>a</pre>", "pre(){a\n}");
    check("<pre class='language-c'><code>int x;\n\n  y<br>z\n</code></pre>", "pre(c){int x;\n\n  y\nz\n}");
    check("<pre>甲。\n  乙。\n</pre>", "p{甲。}p{乙。}");
    check("<pre>\n</pre>", "");
}

static void tables_keep_their_shape(void **state)
{
    check("<figure><table><tr><td>a<td>b<tr><th>c<td>d</table><figcaption>T</figcaption></figure>",
          "figure{table{tr{td{a}td{b}}tr{th{c}td{d}}}caption{T}}");
    check("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2<br>3</td></tr></table>",
          "table{th{td{a}td{b}}tr{td{1}td{2/3}}}");
    check("<table><tr><td colspan=2>a</td><td>b</td></tr><tr><td "
          "rowspan=2>c</td><td>d</td></tr><tr><td>e</td></tr></table>",
          "table{tr{td{a}td{}td{b}}tr{td{c}td{d}td{}}tr{td{}td{e}td{}}}");
    check("<table><caption>T</caption><tr><td>a</td><td><p>b</p><p>c</p></td></tr><tr><td></td><td>d</td></"
          "tr></table>",
          "figure{table{tr{td{a}td{p{b}p{c}}}tr{td{}td{d}}}caption{T}}");
}

static void layout_tables_are_opened(void **state)
{
    check("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "p{a}p{b}");
    check("<table role=presentation><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
          "p{a}p{b}p{c}p{d}");
    check("<table><tr><td><h2>a</h2>b</td><td>c</td></tr></table>", "h2{a}p{b}p{c}");
    check("<table><tr><td>x<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table></td></"
          "tr></table>",
          "p{x}table{th{td{a}td{b}}tr{td{1}td{2}}}");
}

static void images_stand_alone_or_in_text(void **state)
{
    check("<p><img src='/a.jpg' alt='A  b'>Text</p>", "p{img(http://a.example/a.jpg){A b}}p{Text}");
    check("<p>x <img src='/a.jpg'> y</p>", "p{x img(http://a.example/a.jpg){} y}");
    check("<p>x <img src='/a.jpg' alt='https://a.example/a.jpg'> y</p>",
          "p{x img(http://a.example/a.jpg){} y}");
    check("<p>x <img src='/a.jpg' alt=IMG_0815.JPG> y</p>", "p{x img(http://a.example/a.jpg){} y}");
    check("<p>x<img src='/p.gif' width=1 height=1></p>", "p{x}");
    check("<p>x <img class='wp-emoji' src='/e.png' alt='😀'></p>", "p{x 😀}");
    check("<p><img src='data:image/png;base64,AAAA'>x</p>", "p{x}");
    check("<p><img></p>", "");
}

static void figures_get_their_captions(void **state)
{
    check("<figure><img src='/a.jpg'><figcaption>A <b>road</b></figcaption></figure>",
          "figure{p{img(http://a.example/a.jpg){}}caption{A road}}");
    check("<figure><figcaption>First</figcaption><div><img src='/a.jpg'></div></figure>",
          "figure{p{img(http://a.example/a.jpg){}}caption{First}}");
    check("<figure><img src='/a.jpg'><p>By its text</p></figure>",
          "figure{p{img(http://a.example/a.jpg){}}caption{By its text}}");
    check("<figure><img src='/a.jpg'><img src='/b.jpg'><button>Enlarge</button><span>+</span>"
          "<figcaption>Two</figcaption></figure>",
          "p{img(http://a.example/a.jpg){}}figure{p{img(http://a.example/b.jpg){}}caption{Two}}");
    check("<img src='/a.jpg'><p class='wp-caption-text'>C</p><p class='caption'>D</p>",
          "figure{p{img(http://a.example/a.jpg){}}caption{C}}p{D}");
    check("<div class='wp-caption'><img src='/a.jpg'><p>C</p></div><p>D</p>",
          "figure{p{img(http://a.example/a.jpg){}}caption{C}}p{D}");
    check("<div class='captions'><p><img src='/a.jpg'></p><p><img src='/b.jpg'></p><p>D</p></div>",
          "p{img(http://a.example/a.jpg){}}p{img(http://a.example/b.jpg){}}p{D}");
    check("<figure><blockquote>Q</blockquote><figcaption>Who</figcaption></figure>",
          "block_quote{p{Q}}p{Who}");
}

/* Whether the caption of a page with one figure is marked as its figure's alone, after extract said so. */
static bool is_beside(ts_arena *arena, const char *html, ts_mark mark)
{
    ts_error error = {0};
    ts_dom *dom = ts_dom_parse(arena, ts_str_of(html), "test", &error);
    for (ts_node *n = ts_dom_body(dom); n; n = ts_node_walk(n, NULL))
        if (ts_node_type(n) == TS_TEXT)
            ts_node_set_mark(n, mark);
    ts_tree_options options = {0};
    cmark_node *tree = ts_tree_from_dom(arena, ts_dom_body(dom), &options, NULL);
    cmark_node *figure = cmark_node_first_child(tree);
    bool beside = figure && ts_node_payload(cmark_node_last_child(figure))->beside;
    cmark_node_free(tree);
    return beside;
}

static void captions_may_stand_beside_the_text(void **state)
{
    static const char *const pages[] = {
        "<figure><img src='/a.jpg'><figcaption>A road</figcaption></figure>",
        "<figure><figcaption>A road</figcaption><img src='/a.jpg'></figure>",
        "<figure><img src='/a.jpg'><p>A road</p></figure>",
        "<img src='/a.jpg'><p class='wp-caption-text'>A road</p>",
    };
    ts_arena *arena = ts_arena_new();
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        assert_true(is_beside(arena, pages[i], TS_MARK_BESIDE));
        assert_false(is_beside(arena, pages[i], TS_MARK_NONE));
    }
    /* Without a picture it is nothing. */
    assert_false(is_beside(arena, "<figure><figcaption>A road</figcaption></figure>", TS_MARK_BESIDE));
    ts_arena_free(arena);
}

static const char *build_chinese(ts_arena *arena, const char *html)
{
    ts_tree_options options = {.url = "http://a.example/x/y.html", .language = "zh"};
    return build(arena, html, &options, NULL);
}

static void a_line_below_an_image_may_be_its_caption(void **state)
{
    ts_arena *arena = ts_arena_new();
    assert_string_equal(build_chinese(arena, "<p><img src='/a.jpg'><br>新换的路灯。江一苇 摄</p><p>正文</p>"),
                        "figure{p{img(http://a.example/a.jpg){}}caption{新换的路灯。江一苇 摄}}p{正文}");
    assert_string_equal(build_chinese(arena, "<p><img src='/a.jpg'></p><p>图为新换的路灯。<br></p>"),
                        "figure{p{img(http://a.example/a.jpg){}}caption{图为新换的路灯。}}");
    assert_string_equal(build_chinese(arena, "<p><img src='/a.jpg'><br>新换的路灯，江一苇看见了。</p>"),
                        "p{img(http://a.example/a.jpg){}}p{新换的路灯，江一苇看见了。}");
    /* More than a line, or not right below. */
    assert_string_equal(build_chinese(arena, "<p><img src='/a.jpg'><br>▲新换的路灯<br>正文</p>"),
                        "p{img(http://a.example/a.jpg){}}p{▲新换的路灯/正文}");
    assert_string_equal(build_chinese(arena, "<p><img src='/a.jpg'></p><p>正文</p><p>▲新换的路灯</p>"),
                        "p{img(http://a.example/a.jpg){}}p{正文}p{▲新换的路灯}");
    ts_arena_free(arena);
}

static void addresses_of_nothing_are_none(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_tree_options options = {.url = NULL};
    assert_string_equal(
        build(arena, "<p><img src='&#xFEFF;' alt='x'>a <a href='&#xFEFF;'>b</a> <a href='c d'>e</a></p>",
              &options, NULL),
        "p{a b a(c%20d){e}}");
    ts_arena_free(arena);
}

static void images_saved_beside_their_page_stay_there(void **state)
{
    check("<p><img src='A page_files/b.jpg'></p>", "p{img(A%20page_files/b.jpg){}}");
    check("<p><img src='./Seite_files/b.jpg'></p>", "p{img(./Seite_files/b.jpg){}}");
    check("<p><img src='b_files.jpg'></p>", "p{img(http://a.example/x/b_files.jpg){}}");
    check("<p><img src='a/b_files/c.jpg'></p>", "p{img(http://a.example/x/a/b_files/c.jpg){}}");
    check("<p><img src='/b_files/c.jpg'></p>", "p{img(http://a.example/b_files/c.jpg){}}");
}

static void images_are_listed(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_tree_options options = {.url = "http://a.example/"};
    ts_fields fields;
    ts_fields_init(&fields);
    build(arena,
          "<figure><img src=a.jpg alt=x width=600 height=400px><figcaption>Road "
          "<span class='photo-credit'>Jo Doe</span></figcaption></figure><p>t <img src=b.jpg></p>",
          &options, &fields);
    assert_int_equal(fields.images.len, 2);
    const ts_image *image = &fields.images.items[0];
    assert_string_equal(image->src, "http://a.example/a.jpg");
    assert_string_equal(image->alt, "x");
    assert_string_equal(image->caption, "Road");
    assert_string_equal(image->credit, "Jo Doe");
    assert_int_equal(image->width, 600);
    assert_int_equal(image->height, 400);
    assert_null(fields.images.items[1].caption);
    ts_arena_free(arena);
}

static void a_credit_at_the_end_of_a_caption_is_the_images(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_tree_options options = {.url = "http://a.example/", .language = "en"};
    ts_fields fields;
    ts_fields_init(&fields);
    build(arena,
          "<figure><img src=a.jpg><figcaption>The road by the lake. Photo: A. Doe/Lake "
          "Agency</figcaption></figure>"
          "<figure><img src=b.jpg><figcaption>The lake by the road | Photo by Jo Doe</figcaption></figure>"
          "<figure><img src=c.jpg><figcaption>He kept a photo: the road by the lake</figcaption></figure>"
          "<figure><p>Text</p><figcaption>The road by night. Photo: Jo Doe</figcaption></figure>",
          &options, &fields);
    const ts_image *images = fields.images.items;
    assert_int_equal(fields.images.len, 3);
    assert_string_equal(images[0].caption, "The road by the lake.");
    assert_string_equal(images[0].credit, "A. Doe/Lake Agency");
    assert_string_equal(images[1].caption, "The lake by the road");
    assert_string_equal(images[1].credit, "Jo Doe");
    assert_string_equal(images[2].caption, "He kept a photo: the road by the lake");
    assert_null(images[2].credit);
    ts_arena_free(arena);
}

static void hidden_parts_are_left_out(void **state)
{
    check("<p>a</p><script>x</script><style>y</style><p hidden>z</p><p>b</p>", "p{a}p{b}");
    check("<p>a<iframe src='/x'>y</iframe><button>z</button></p>", "p{a}");
    check("<div><p>a<input type=checkbox></p></div>", "p{a}");
}

static void marks_are_followed(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_tree_options options = {0};
    ts_dom *dom =
        ts_dom_parse(arena, TS_STR("<p>a</p><div>b<section><p>c</p>d</section></div>e"), "test", &error);
    ts_node_list divs, sections;
    assert_true(ts_dom_xpath(arena, dom, "//div", &divs, &error));
    assert_true(ts_dom_xpath(arena, dom, "//section/p", &sections, &error));
    ts_node_set_mark(divs.items[0], TS_MARK_DROP);
    ts_node_set_mark(sections.items[0], TS_MARK_KEEP);
    cmark_node *tree = ts_tree_from_dom(arena, ts_dom_body(dom), &options, NULL);
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    outline(&out, tree);
    assert_string_equal(out.ptr, "p{a}p{c}p{e}");
    ts_buf_free(&out);
    cmark_node_free(tree);
    ts_arena_free(arena);
}

static void width_is_restored_across_elements(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_tree_options options = {.restore_width = true, .language = "zh-Hans"};
    assert_string_equal(build(arena, "<p>甲<b>乙</b>,丙<code>丁,戊</code></p>", &options, NULL),
                        "p{甲strong{乙}，丙code{丁,戊}}");
    ts_arena_free(arena);
}

static void depth_is_limited(void **state)
{
    ts_buf html;
    ts_buf_init(&html, TS_BUF_MAX);
    for (int i = 0; i < 300; i++)
        ts_buf_puts(&html, "<blockquote><ul><li><b>");
    ts_buf_puts(&html, "x");
    ts_arena *arena = ts_arena_new();
    ts_tree_options options = {0};
    assert_non_null(strstr(build(arena, html.ptr, &options, NULL), "p{strong{x}}"));
    ts_arena_free(arena);
    ts_buf_free(&html);
}

static void tables_that_would_explode_do_not(void **state)
{
    ts_buf html;
    ts_buf_init(&html, TS_BUF_MAX);
    ts_buf_puts(&html, "<table><tr><td colspan=100000 rowspan=100000>a</td><td>b</td></tr>");
    for (int i = 0; i < 5000; i++)
        ts_buf_puts(&html, "<tr><td>c</td><td></td></tr>");
    ts_arena *arena = ts_arena_new();
    ts_tree_options options = {0};
    assert_non_null(strstr(build(arena, html.ptr, &options, NULL), "a"));
    ts_arena_free(arena);
    ts_buf_free(&html);
}

static void paragraphs_become_a_tree(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_tree_options options = {0};
    ts_paragraph items[] = {{TS_STR("　甲 *乙*"), 0, 0}, {TS_STR("题"), 3, 0}, {TS_STR(" "), 0, 0}};
    ts_paragraphs body = {items, 3, 3};
    cmark_node *tree = ts_tree_from_paragraphs(arena, &body, &options);
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    outline(&out, tree);
    assert_string_equal(out.ptr, "p{甲 *乙*}h2{题}");
    ts_buf_free(&out);
    cmark_node_free(tree);
    ts_arena_free(arena);
}

static void embeds_become_cards(void **state)
{
    check(
        "<p>a</p><div><iframe src='https://www.youtube.com/embed/x1' title='A pier'></iframe></div><p>b</p>",
        "p{a}card(https://www.youtube.com/watch?v=x1){A pier}p{b}");
    check("<p>a<iframe src='https://ads.example/'></iframe>b</p>", "p{ab}");
    check("<p>a</p><iframe src='about:blank' data-cmp-src='https://player.vimeo.com/video/1'></iframe>",
          "p{a}card(https://vimeo.com/1){https://vimeo.com/1}");
    check("<p>a</p><lite-youtube videoid=x1></lite-youtube>",
          "p{a}card(https://www.youtube.com/watch?v=x1){https://www.youtube.com/watch?v=x1}");
    check("<p>a<video controls title='A pier'><source src='https://www.v.example/p.mp4'>Too old.</video>b",
          "p{a}card(https://www.v.example/p.mp4){A pier}p{b}");
    check("<audio src='https://a.example/p.mp3'></audio><video src='blob:https://v.example/1'>x</video>"
          "<video>y</video>",
          "card(https://a.example/p.mp3){https://a.example/p.mp3}");
    check("<blockquote class=twitter-tweet><p>New pier!</p>\xE2\x80\x94 Ann (@ann) <a "
          "href='https://twitter.com/ann/status/1'>March 1, 2020</a></blockquote>",
          "block_quote{p{New pier!}card(https://twitter.com/ann/status/1){\xE2\x80\x94 Ann (@ann) March 1, "
          "2020}}");
}

static void formulas_keep_their_source(void **state)
{
    check("<p>a <math><mi>x</mi><annotation encoding='application/x-tex'>x_1</annotation></math> b",
          "p{a code{$x_1$} b}");
    check("<p>a <math display=block alttext='x^2'><mi>x</mi></math> b", "p{a}pre(math){x^2\n}p{b}");
    check("<p>a <math><mi>x</mi><mo>=</mo></math> b", "p{a code{$x=$} b}");
    check("<p>a <script type='math/tex'>x < 1</script> b<script>c</script>", "p{a code{$x < 1$} b}");
    check("<p>a<script type='math/tex; mode=display'>x^2</script>b", "p{a}pre(math){x^2\n}p{b}");
    check("<p>a <span class='MathJax_Preview'>x</span><span class=MathJax>x</span>"
          "<script type='math/tex'>x</script>, <span class=MathJax>y</span>",
          "p{a code{$x$}, y}");
    check("<p>a <img class=latex src=f.png alt='x+y'> b", "p{a code{$x+y$} b}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_become_paragraphs),
        cmocka_unit_test(headings_begin_at_level_two),
        cmocka_unit_test(white_space_is_squeezed_across_elements),
        cmocka_unit_test(formats_are_read),
        cmocka_unit_test(links_are_absolute_and_safe),
        cmocka_unit_test(lists_nest),
        cmocka_unit_test(embeds_become_cards),
        cmocka_unit_test(formulas_keep_their_source),
        cmocka_unit_test(code_keeps_its_lines),
        cmocka_unit_test(tables_keep_their_shape),
        cmocka_unit_test(layout_tables_are_opened),
        cmocka_unit_test(images_stand_alone_or_in_text),
        cmocka_unit_test(figures_get_their_captions),
        cmocka_unit_test(captions_may_stand_beside_the_text),
        cmocka_unit_test(a_line_below_an_image_may_be_its_caption),
        cmocka_unit_test(addresses_of_nothing_are_none),
        cmocka_unit_test(images_saved_beside_their_page_stay_there),
        cmocka_unit_test(images_are_listed),
        cmocka_unit_test(a_credit_at_the_end_of_a_caption_is_the_images),
        cmocka_unit_test(hidden_parts_are_left_out),
        cmocka_unit_test(marks_are_followed),
        cmocka_unit_test(width_is_restored_across_elements),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(tables_that_would_explode_do_not),
        cmocka_unit_test(paragraphs_become_a_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
