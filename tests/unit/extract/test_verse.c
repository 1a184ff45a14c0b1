#include "page_helper.h"
#include "one_arena.h"

#include "extract/verse.h"

#define PROSE "<p>这一句是正文。</p>"

static ts_blocks blocks;

/* What is kept, a letter a block: P of the prose, V of verse, - not. */
static void check(const char *html, const char *kept)
{
    ts_error error = {0};
    char seen[64] = "";
    ts_dom *dom = ts_dom_parse(arena, ts_str_of(html), "page.html", &error);
    assert_non_null(dom);
    ts_blocks_collect(arena, ts_dom_body(dom), TS_SIGHT_SHOWN, &blocks);
    for (size_t i = 0; i < blocks.blocks.len; i++)
        blocks.blocks.items[i].keep = ts_str_is(blocks.blocks.items[i].text, "这一句是正文。");
    ts_verse_keep(&blocks);
    for (size_t i = 0; i < blocks.blocks.len; i++) {
        const ts_block *b = &blocks.blocks.items[i];
        seen[i] = (b->flags & TS_BLOCK_VERSE) && b->keep ? 'V' : b->keep ? 'P' : '-';
    }
    assert_string_equal(seen, kept);
}

static void four_lines_alike_are_a_poem(void **state)
{
    check("<h1>渡口</h1><div>渡口霜寒月满沙，<br>孤灯照见客船斜。<br>不知今夜谁家笛，<br>吹落江头几树花。</"
          "div>" PROSE,
          "-VVVVP");
    check(
        "<div>渡口霜寒月，</div><div>孤灯照客船。</div><div>谁家吹夜笛？</div><div>江上起寒烟。</div>" PROSE,
        "VVVVP");
    /* Two of them in one block. */
    check(PROSE "<p>江楼一望水云间，落日孤帆去不还。</p><p>欲寄相思无尺素，断鸿声里数青山。</p>", "PVV");
    check("<p>江楼一望水云间，落日孤帆去不还。</p>" PROSE, "-P");
    check("<div>渡口霜寒月满沙，<br>孤灯照见客船斜。<br>不知今夜谁家笛，</div>" PROSE, "---P");
}

static void other_lines_are_none(void **state)
{
    check("<div>天气预报<br>股票行情<br>列车时刻<br>本地新闻</div>" PROSE, "----P");
    check("<div>渡口，<br>孤灯照见客船斜。<br>笛声。<br>吹落江头几树花。</div>" PROSE, "----P");
    check("<div>秋，<br>冬，<br>春，<br>夏。</div>" PROSE, "----P");
    check("<div><a href=1>渡口霜寒月满沙，</a><br><a href=2>孤灯照见客船斜。</a><br><a "
          "href=3>不知今夜谁家笛，</a><br>"
          "<a href=4>吹落江头几树花。</a></div>" PROSE,
          "----P");
    check("<div><div>渡口霜寒月满沙，</div></div><div>孤灯照见客船斜。</div><div><div>不知今夜谁家笛，</"
          "div></div>"
          "<div>吹落江头几树花。</div>" PROSE,
          "----P");
}

static void far_from_what_is_kept_they_stay_away(void **state)
{
#define POEM "<div>渡口霜寒月满沙，<br>孤灯照见客船斜。<br>不知今夜谁家笛，<br>吹落江头几树花。</div>"
    check(POEM "1<p>2<p>3<p>4<p>5<p>6<p>7" PROSE, "VVVV-------P");
    check(POEM "1<p>2<p>3<p>4<p>5<p>6<p>7<p>8" PROSE, "------------P");
    check(PROSE "1<p>2<p>3<p>4<p>5<p>6<p>7" POEM, "P-------VVVV");
    check(POEM, "----");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(four_lines_alike_are_a_poem, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(other_lines_are_none, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(far_from_what_is_kept_they_stay_away, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
