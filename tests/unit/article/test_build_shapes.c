#include "build_check.h"

static void bullets_before_paragraphs_make_a_list(void **state)
{
    check("<p>\xE2\x80\xA2 a</p><p>\xE2\x80\xA2&nbsp; <b>b</b></p><p>c</p>",
          "ul{item{p{a}}item{p{strong{b}}}}p{c}");
    check("<p><b>\xE2\x80\xA2 a</b> b</p><p>\xE2\x80\xA2 c</p>", "ul{item{p{strong{a} b}}item{p{c}}}");
    check("<p>With:<br>\xE2\x97\x8F a<br>\xE2\x97\x8F <i>b</i> c</p><p>\xE2\x97\x8F d</p>",
          "p{With:}ul{item{p{a}}item{p{emph{b} c}}item{p{d}}}");
    check("<p class=MsoListParagraph>\xC2\xB7&nbsp;&nbsp;&nbsp;a</p><p>\xC2\xB7 b</p>",
          "ul{item{p{a}}item{p{b}}}");
    check("<blockquote><p>\xE2\x80\xA2 a<p>\xE2\x80\xA2 b</blockquote>",
          "block_quote{ul{item{p{a}}item{p{b}}}}");
    /* One alone, before a heading, parts of a text. */
    check("<p>\xE2\x80\xA2 a</p><p>b</p><p>\xE2\x80\xA2 c</p>", "p{\xE2\x80\xA2 a}p{b}p{\xE2\x80\xA2 c}");
    check("<p>\xE2\x97\x8F甲</p><p>\xE2\x97\x8F 乙</p>", "p{\xE2\x97\x8F甲}p{\xE2\x97\x8F 乙}");
    check("<p>\xE2\x80\xA2 a<br>b</p><p>\xE2\x80\xA2 c</p>", "p{\xE2\x80\xA2 a/b}p{\xE2\x80\xA2 c}");
    check("<p>\xE2\x80\xA2</p><p>\xE2\x80\xA2</p>", "p{\xE2\x80\xA2}p{\xE2\x80\xA2}");
}

static void lists_may_say_so_by_their_role(void **state)
{
    check("<div role=list><div role=listitem>a</div><div role=listitem><span>b</span></div></div>",
          "ul{item{p{a}}item{p{b}}}");
    check("<div role=list><div role=listitem><p>a</p></div></div><div role=listitem>b</div>", "p{a}p{b}");
    check("<ol><li value=4>a<li>b</ol>", "ol4{item{p{a}}item{p{b}}}");
}

static void tasks_keep_their_state(void **state)
{
    check("<ul><li><input type=checkbox checked disabled> a<li class=task-list-item><label><input "
          "type=checkbox>b</label><li><input type=checkbox>c</ul>",
          "ul{item{p{\xE2\x98\x91 a}}item{p{\xE2\x98\x90 b}}item{p{c}}}");
    check("<ul><li>\xE2\x96\xA2 2 eggs</ul>", "ul{item{p{2 eggs}}}");
    check("<p><input type=checkbox> a</p>", "p{a}");
}

static void headings_may_say_so_by_their_role(void **state)
{
    check("<div role=heading aria-level=3>a</div><p>b</p><div role=heading>c</div>", "h3{a}p{b}h2{c}");
    check("<p>a <span role=heading>b</span></p>", "p{a b}");
}

static void links_of_headings_to_themselves_go(void **state)
{
    check("<h2>a<a class=hash-link href='#a'>Link to this heading</a></h2>", "h2{a}");
    check("<h2><a class=header-anchor href='/p#a'><svg></svg></a>a</h2>", "h2{a}");
    check("<h2><a class=permalink href='#a'>a</a></h2>", "h2{a}");
}

static void galleries_are_no_lists(void **state)
{
    check("<ul class=gallery><li><figure><img src=/a.jpg><figcaption>A</figcaption></figure><li><img "
          "src=/b.jpg>"
          "</ul>",
          "figure{p{img(http://a.example/a.jpg){}}caption{A}}p{img(http://a.example/b.jpg){}}");
    check("<dl><dt><img src=/a.jpg></dt><dd class=gallery-caption>A</dd></dl>",
          "figure{p{img(http://a.example/a.jpg){}}caption{A}}");
    check("<ul><li><img src=/a.jpg> a<li>b</ul>", "ul{item{p{img(http://a.example/a.jpg){}}p{a}}item{p{b}}}");
}

/* What stands below several pictures is not the last one's. */
static void a_caption_may_be_of_all_pictures(void **state)
{
    check(
        "<figure><figure><img src=/a.jpg></figure><figure><img src=/b.jpg></figure><figcaption>C</figcaption>"
        "</figure>",
        "p{img(http://a.example/a.jpg){}}p{img(http://a.example/b.jpg){}}p{C}");
}

static void recordings_keep_their_captions(void **state)
{
    check("<figure><audio src=/a.mp3></audio><figcaption>The talk.</figcaption></figure>",
          "card(http://a.example/a.mp3){http://a.example/a.mp3}p{The talk.}");
}

static void stanzas_may_be_of_blocks(void **state)
{
    check(
        "<div class=stanza><div class=line>a</div>\n<div class='line in'>b</div></div><div class=stanza><div "
        "class=line>c</div></div>",
        "p{a/b}p{c}");
    check("<div class=line-block><div class=line>a</div><div class=line><br></div><div "
          "class=line>b</div></div>",
          "p{a}p{b}");
    check("<div><div class=line>a</div><div class=line>b</div></div>", "p{a}p{b}");
}

static void a_button_may_be_a_heading(void **state)
{
    check("<h3><button aria-expanded=false>a</button></h3><p>b <button>c</button></p>", "h2{a}p{b}");
    check("<h3>a <button>Copy link</button></h3>", "h2{a}");
}

/* The picture's text is the other one for those who do not see. */
static void captions_need_not_be_read_out(void **state)
{
    check("<figure><img src=/a.jpg><figcaption><span aria-hidden=true>A road.</span></figcaption></figure>",
          "figure{p{img(http://a.example/a.jpg){}}caption{A road.}}");
    check("<figure><img src=/a.jpg><figcaption><span>A road.</span><span>Ann</span></figcaption></figure>",
          "figure{p{img(http://a.example/a.jpg){}}caption{A road. Ann}}");
}

static void a_break_before_notes_goes(void **state)
{
    check("<p>a<a href='#fn1' id=r1><sup>1</sup></a><div class=footnotes><hr><ol><li id=fn1>N. <a "
          "href='#r1'>b</a></ol></div><p>c</p>",
          "p{aref(1){}}p{c}note(1){p{N.}}");
}

static void the_foot_of_a_table_ends_it(void **state)
{
    check("<table><thead><tr><th>a<th>b<tfoot><tr><th>c<td>d<tbody><tr><th>e<td>f</table>",
          "table{th{td{a}td{b}}tr{th{e}td{f}}tr{th{c}td{d}}}");
}

static void lists_that_count_their_own_way_say_it(void **state)
{
    check("<ol reversed><li>a<li>b</ol>", "ul{item{p{2. a}}item{p{1. b}}}");
    check("<ol reversed start=10><li><h2>a</h2><p>x<li><h2>b</h2></ol>",
          "ul{item{h2{10. a}p{x}}item{h2{9. b}}}");
    check("<ol><li value=3>a<li value=7>b<li>c</ol>", "ul{item{p{3. a}}item{p{7. b}}item{p{8. c}}}");
    check("<ol><li value=3>a<li value=4>b</ol>", "ol3{item{p{a}}item{p{b}}}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bullets_before_paragraphs_make_a_list),
        cmocka_unit_test(lists_may_say_so_by_their_role),
        cmocka_unit_test(tasks_keep_their_state),
        cmocka_unit_test(headings_may_say_so_by_their_role),
        cmocka_unit_test(links_of_headings_to_themselves_go),
        cmocka_unit_test(galleries_are_no_lists),
        cmocka_unit_test(a_caption_may_be_of_all_pictures),
        cmocka_unit_test(recordings_keep_their_captions),
        cmocka_unit_test(stanzas_may_be_of_blocks),
        cmocka_unit_test(a_button_may_be_a_heading),
        cmocka_unit_test(captions_need_not_be_read_out),
        cmocka_unit_test(a_break_before_notes_goes),
        cmocka_unit_test(the_foot_of_a_table_ends_it),
        cmocka_unit_test(lists_that_count_their_own_way_say_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
