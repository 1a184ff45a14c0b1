#include "page_helper.h"
#include "one_arena.h"

#include "extract/score.h"

static ts_blocks blocks;

static void collect(const char *html, ts_sight sight)
{
    ts_error error = {0};
    ts_dom *dom = ts_dom_parse(arena, ts_str_of(html), "page.html", &error);
    assert_non_null(dom);
    ts_blocks_collect(arena, ts_dom_body(dom), sight, &blocks);
}

static void check_texts(const char *html, const char *const *texts)
{
    size_t n = 0;
    collect(html, TS_SIGHT_SHOWN);
    for (; texts[n]; n++) {
        assert_true(n < blocks.blocks.len);
        assert_slice(blocks.blocks.items[n].text, texts[n]);
    }
    assert_int_equal(blocks.blocks.len, n);
}

#define TEXTS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void blocks_end_where_elements_and_lines_do(void **state)
{
    check_texts("<p>a  b</p>c<div>d<p>e</p>f</div>", TEXTS("a b", "c", "d", "e", "f"));
    check_texts("one<br>two<br><br>three", TEXTS("one", "two", "three"));
    check_texts("<p>a <b>b</b><i>c</i> <span>d</span></p>", TEXTS("a bc d"));
    check_texts("<span><p>a</p>b</span>", TEXTS("a", "b"));
    check_texts("<p> &nbsp;　</p>", TEXTS(NULL));
    check_texts("<p>a<script>x</script><button>go</button><select><option>1</select><rt>r</rt>b</p>",
                TEXTS("ab"));
}

static void blocks_know_what_they_are_in(void **state)
{
    collect("<ul><li>item</ul><h2>head</h2><table><tr><td>cell</table><figure><figcaption>cap</figcaption></"
            "figure>"
            "<pre>pre</pre><blockquote><p>quote</p></blockquote>",
            false);
    const ts_block *b = blocks.blocks.items;
    assert_int_equal(blocks.blocks.len, 6);
    assert_int_equal(b[0].flags, TS_BLOCK_LIST);
    assert_int_equal(b[1].heading, 2);
    assert_int_equal(b[2].flags, TS_BLOCK_CELL);
    assert_int_equal(b[3].flags, TS_BLOCK_CAPTION);
    assert_int_equal(b[4].flags, TS_BLOCK_PRE);
    assert_int_equal(b[5].flags, TS_BLOCK_QUOTE | TS_BLOCK_PARAGRAPH);
}

/* The weight of the one element in the body that has an id or a role. */
static int weigh(const char *html)
{
    collect(html, TS_SIGHT_SHOWN);
    for (size_t i = 0; i < blocks.elements.len; i++) {
        const ts_element *e = &blocks.elements.items[i];
        if (ts_node_attr(e->node, "id") || ts_node_attr(e->node, "role"))
            return e->weight;
    }
    fail();
    return 0;
}

static void ids_made_of_headings_name_nothing(void **state)
{
    (void)state;
    assert_int_equal(weigh("<h2 id=share-the-harbour>Share the harbour</h2>"), 0);
    assert_int_equal(
        weigh("<section id=share-the-harbours-news><h2><a>#</a> 2.1 Share the <i>harbour</i>’s news"
              "</h2><p>a</p></section>"),
        0);
    assert_int_equal(weigh("<h2 id=Top_3_Related_Tools>Top 3 related tools for boats</h2>"), 0);
    assert_int_equal(weigh("<h2 id=3-related-tools>3 related tools</h2>"), 0);
    assert_int_equal(weigh("<h2 id=h-share-the-harbour>Share the harbour</h2>"), 0);
    assert_int_equal(weigh("<h2 id=share-the-harbour_2>Share the harbour</h2><p>a</p>"), 0);
    assert_int_equal(weigh("<div id=share-the-harbour_2><h2>Share the harbour</h2><p>a</p></div>"), 0);
    assert_true(weigh("<h2 id=share-the-harbours>Share the harbour</h2>") < 0);
    assert_true(weigh("<div id=share-the-harbour><p>Harbour</p></div>") < 0);
    assert_true(weigh("<div id=share-the-harbour></div><p>Share the harbour</p>") < 0);
    assert_true(weigh("<h2 id=related-news>Related news</h2>") < 0); /* two words are a name */
    assert_int_equal(weigh("<ul role=list><li>a</ul>"), 0);
    assert_true(weigh("<ul role=navigation><li>a</ul>") < 0);
}

/* Thai sets a space where others set a stop or a comma. */
static void text_without_stops_is_prose(void **state)
{
    (void)state;
    collect("<p>ลุงบอกว่าร่มสมัยก่อนโครงทำจากไม้ไผ่ หักซี่หนึ่งก็เหลาใหม่ได้ แต่ร่มสมัยนี้โครงเป็นอะลูมิเนียม "
            "ต้องเก็บซากร่มเก่าไว้ถอดอะไหล่</p><p>หน้าแรก ข่าว</p>",
            false);
    const ts_block *b = blocks.blocks.items;
    assert_int_equal(b[0].stops, 2); /* behind 35 letters and 32 */
    assert_int_equal(b[0].commas, 1);
    assert_true(b[0].closed);
    assert_true(ts_block_is_prose(&b[0]));
    assert_int_equal(b[1].stops, 0);
    assert_false(b[1].closed);
    assert_false(ts_block_is_prose(&b[1]));
}

static void sizes_count_scripts_and_links(void **state)
{
    collect(
        "<p>ab <a href=x>cd</a></p><p>河堤，重开。</p><p>Version 3.5 is out. See example.org, please!</p>",
        false);
    const ts_block *b = blocks.blocks.items;
    assert_true(b[0].size > 3.9f && b[0].size < 4.1f);
    assert_true(b[0].link_size > 1.9f && b[0].link_size < 2.1f);
    assert_true(b[1].size > 14.9f && b[1].size < 15.1f);
    assert_int_equal(b[1].stops, 1);
    assert_int_equal(b[1].commas, 1);
    assert_int_equal(b[2].stops, 2);
    assert_int_equal(b[2].commas, 1);
}

/* Counted in stretches that end where nothing ends, in the middle of words. */
static void long_texts_are_counted_whole(void **state)
{
    enum { SENTENCES = 3000 };
    static const char sentence[] = "Mill 7, rebuilt; \"done.\" ";
    ts_buf html;
    ts_buf_init(&html, TS_BUF_MAX);
    ts_buf_puts(&html, "<p>");
    for (int i = 0; i < SENTENCES; i++)
        ts_buf_puts(&html, sentence);
    collect(html.ptr, TS_SIGHT_SHOWN);
    const ts_block *b = blocks.blocks.items;
    assert_int_equal(blocks.blocks.len, 1);
    assert_int_equal(b->text.len, SENTENCES * (sizeof sentence - 1) - 1);
    assert_float_equal(b->size, SENTENCES * 21.0, 0);
    assert_int_equal(b->digits, SENTENCES);
    assert_int_equal(b->capitals, SENTENCES);
    assert_int_equal(b->commas, 2 * SENTENCES);
    assert_int_equal(b->stops, SENTENCES);
    assert_true(b->closed);
    ts_buf_free(&html);
}

static void elements_hold_ranges_of_blocks(void **state)
{
    collect("<div id=a><p>x</p><p>y</p></div><div id=b></div><p>z</p>", TS_SIGHT_SHOWN);
    const ts_element *body = &blocks.elements.items[0], *a = &blocks.elements.items[1];
    assert_string_equal(ts_node_name(body->node), "body");
    assert_int_equal(body->first, 0);
    assert_int_equal(body->last, 3);
    assert_int_equal(body->parent, -1);
    assert_int_equal(body->next, (int)blocks.elements.len);
    assert_int_equal(a->first, 0);
    assert_int_equal(a->last, 2);
    assert_int_equal(a->parent, 0);
    const ts_element *b = &blocks.elements.items[a->next];
    assert_string_equal(ts_node_attr(b->node, "id"), "b");
    assert_int_equal(b->first, b->last);
}

static void hidden_text_is_seen_on_demand(void **state)
{
    const char *html = "<p style=display:none>a</p><p>b</p><noscript><p>c</p></noscript>";
    collect(html, TS_SIGHT_SHOWN);
    assert_int_equal(blocks.blocks.len, 1);
    collect(html, TS_SIGHT_HIDDEN);
    assert_int_equal(blocks.blocks.len, 2);
    collect(html, TS_SIGHT_UNSCRIPTED);
    assert_int_equal(blocks.blocks.len, 3);
}

static void prose_scores_and_links_cost(void **state)
{
    ts_sums sums;
    collect("<ul><li><a href=a>A story elsewhere</a></ul><div><p>" TEST_P1 "</p><p>" TEST_Z1 "</p></div>",
            false);
    ts_blocks_score(arena, &blocks, &sums);
    assert_true(blocks.blocks.items[0].score < 0);
    assert_true(ts_block_is_prose(&blocks.blocks.items[1]));
    assert_true(ts_block_is_prose(&blocks.blocks.items[2]));
    assert_true(blocks.blocks.items[2].score > 0);
    int container = ts_blocks_container(&blocks, &sums);
    assert_string_equal(ts_node_name(blocks.elements.items[container].node), "div");
    assert_true(sums.prose[3] > 200);
}

static void nothing_speaks_for_no_container(void **state)
{
    ts_sums sums;
    collect("<p></p>", TS_SIGHT_SHOWN);
    ts_blocks_score(arena, &blocks, &sums);
    assert_int_equal(ts_blocks_container(&blocks, &sums), -1);
    collect("<ul><li><a href=a>A</a></ul>", TS_SIGHT_SHOWN);
    ts_blocks_score(arena, &blocks, &sums);
    assert_int_equal(ts_blocks_container(&blocks, &sums), -1);
}

/* A link to a heading in that heading leads nowhere; one to another heading is an entry of the contents. */
static void headings_that_link_to_themselves_are_no_links(void **state)
{
    (void)state;
    collect("<h2 id=a><a href=#a>Where does a hive stand?</a></h2><h2><a href=#a>Where it stands</a></h2>"
            "<h2 id=b><a href=/feeding#b>Feeding</a></h2><p id=c><a href=#c>Winter</a></p>",
            TS_SIGHT_SHOWN);
    const ts_block *b = blocks.blocks.items;
    assert_int_equal(blocks.blocks.len, 4);
    assert_true(b[0].link_size <= 0);
    for (int i = 1; i < 4; i++)
        assert_true(b[i].link_size > 0);
}

/* Class words of one that links to itself speak of its looks. */
static void headings_that_link_to_themselves_are_not_aside(void **state)
{
    (void)state;
    ts_sums sums;
    collect("<h2 class=sticky-navbar id=a>Where does a hive stand?<a href=#a>.</a></h2>"
            "<h2 class=sticky-navbar id=b>More of this</h2>",
            TS_SIGHT_SHOWN);
    ts_blocks_score(arena, &blocks, &sums);
    int headings = 0;
    for (size_t i = 0; i < blocks.elements.len; i++)
        if (ts_node_heading(blocks.elements.items[i].node))
            assert_int_equal(ts_element_is_aside(&blocks, &sums, (int)i), headings++ > 0);
    assert_int_equal(headings, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(blocks_end_where_elements_and_lines_do, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(blocks_know_what_they_are_in, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(ids_made_of_headings_name_nothing, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(text_without_stops_is_prose, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(sizes_count_scripts_and_links, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(long_texts_are_counted_whole, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(elements_hold_ranges_of_blocks, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(hidden_text_is_seen_on_demand, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(prose_scores_and_links_cost, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(nothing_speaks_for_no_container, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(headings_that_link_to_themselves_are_no_links, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(headings_that_link_to_themselves_are_not_aside, open_arena,
                                        close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
