/* Text dumps that hold several articles, and those that only look like it. */
#include "unit.h"

#include "extract/dump_parts.h"
#include "text/utf8.h"

#define BODY                                                                                                 \
    "The old bridge over the river at Saltby was opened again on Monday, nine years after it was "           \
    "closed.\n\n"                                                                                            \
    "The mayor, who cut the ribbon, said that the town had waited long enough for a bridge as good as "      \
    "new.\n\n"                                                                                               \
    "Work had been held up by floods, by a lawsuit and, in the end, by the want of a single bolt.\n\n"
#define HEAD(title, name) title "\n\nBy " name "\n12 March 2020\n\n"
#define ZH_BODY                                                                                                                                                 \
    "湖滨老桥九年后重新通车，市长周一上午剪彩时说，全城等这一天等得太久了，新桥和当年一样结实，也一样好看。" \
    "\n\n"                                                                                                                                                      \
    "工程先后因为洪水和官司停工，最后还差一颗螺栓。螺栓从邻省运来，路上走了三个星期，工人们就在桥头等着。\n"  \
    "\n"                                                                                                                                                        \
    "通车当天，两岸居民早早来到桥边。一位老人说，他上一次走过这座桥，还是送孙女去上小学，如今孙女已经毕业。" \
    "\n\n"

#define TEN "━━━━━━━━━━"
#define RULE TEN TEN TEN TEN TEN TEN TEN TEN "\n\n"

/* The parts' beginnings, up to their first line end, joined by '|'. */
static const char *cut(ts_arena *arena, const char *text)
{
    ts_dump_parts parts = {0};
    ts_error error = {0};
    const char *line = "";
    assert_true(ts_dump_cut(arena, ts_str_of(text), &parts, &error));
    size_t sum = 0;
    for (size_t i = 0; i < parts.len; i++) {
        ts_str part = ts_utf8_trim(parts.items[i]);
        ts_str first = ts_str_sub(part, 0, ts_str_find_char(part, '\n', 0));
        line = ts_arena_printf(arena, "%s%s%.*s", line, i ? "|" : "", (int)first.len, first.ptr);
        sum += parts.items[i].len;
    }
    /* No byte is lost. */
    assert_int_equal(sum, strlen(text));
    return line;
}

static void cuts_at_form_feeds_and_rows(void **state)
{
    ts_arena *arena = ts_arena_new();
    assert_string_equal(cut(arena, HEAD("The Bridge Opens Again", "Jane Roe") BODY
                            "\f" HEAD("Harbour To Be Dredged", "Ada Quill") BODY
                            "\f\n\n" HEAD("A Third Story Today", "John Doe") BODY),
                        "The Bridge Opens Again|Harbour To Be Dredged|A Third Story Today");
    assert_string_equal(cut(arena, HEAD("The Bridge Opens Again", "Jane Roe") BODY
                            "==========\r\n\r\n" HEAD("Harbour To Be Dredged", "Ada Quill") BODY),
                        "The Bridge Opens Again|Harbour To Be Dredged");
    assert_string_equal(cut(arena,
                            "湖滨老桥今天重新通车\n2020年3月12日 来源：湖滨日报\n\n" ZH_BODY
                            "——————————\n湖滨港口夏天开始疏浚\n2020年3月13日 来源：湖滨日报\n\n" ZH_BODY),
                        "湖滨老桥今天重新通车|湖滨港口夏天开始疏浚");
    ts_arena_free(arena);
}

static void cuts_where_the_head_says_it(void **state)
{
    ts_arena *arena = ts_arena_new();
    assert_string_equal(cut(arena, "Headline: The bridge opens\nDate: 12 March 2020\n\n" BODY
                                   "Headline: The harbour is dredged\nDate: 13 March 2020\n\n" BODY),
                        "Headline: The bridge opens|Headline: The harbour is dredged");
    assert_string_equal(cut(arena, "Home > News > Town\n" HEAD("The Bridge Opens Again", "Jane Roe") BODY
                            "Home > News > Coast\n" HEAD("Harbour To Be Dredged", "Ada Quill") BODY),
                        "Home > News > Town|Home > News > Coast");
    assert_string_equal(cut(arena, "THE SALTBY COURIER\n\n" HEAD("The Bridge Opens Again", "Jane Roe") BODY
                            "THE SALTBY COURIER\n\n" HEAD("Harbour To Be Dredged", "Ada Quill") BODY),
                        "THE SALTBY COURIER|THE SALTBY COURIER");
    ts_arena_free(arena);
}

static void one_article_stays_whole(void **state)
{
    ts_arena *arena = ts_arena_new();
    /* Rows between its sections, a heading and text behind them. */
    assert_string_equal(
        cut(arena, HEAD("The Bridge Opens Again", "Jane Roe") BODY "----------\n\nWhat comes next\n\n" BODY),
        "The Bridge Opens Again");
    /* Pages with a running head, and a page that ends inside a sentence. */
    assert_string_equal(cut(arena, "The Saltby Courier\n12 March 2020\n\nThe Bridge Opens Again\n\n" BODY
                                   "\fThe Saltby Courier\n12 March 2020\n\n" BODY),
                        "The Saltby Courier");
    assert_string_equal(cut(arena, HEAD("The Bridge Opens Again", "Jane Roe") BODY
                            "The mayor said that he had never seen a crowd as large as the one\n\f" HEAD(
                                "Harbour To Be Dredged", "Ada Quill") BODY),
                        "The Bridge Opens Again");
    /* A browser's rule as wide as its lines is the page's own, unless a dated article follows. */
    assert_string_equal(cut(arena, HEAD("The Bridge Opens Again", "Jane Roe") BODY RULE
                            "2. The harbour is next\n\nSource: Saltby Courier\n\n" BODY),
                        "The Bridge Opens Again");
    assert_string_equal(cut(arena, HEAD("The Bridge Opens Again", "Jane Roe")
                                       BODY RULE HEAD("Harbour To Be Dredged", "Ada Quill") BODY),
                        "The Bridge Opens Again|Harbour To Be Dredged");
    /* Teasers of other articles, readers' remarks, a row at the very end. */
    assert_string_equal(
        cut(arena, HEAD("The Bridge Opens Again", "Jane Roe") BODY
            "----------\nHarbour To Be Dredged Soon\n13 March 2020\nWork is to begin in June, says the "
            "council.\n"
            "Lighthouse Looks For Keeper\n14 March 2020\nNobody has applied so far, says the council.\n"
            "Ferry Runs Again On Sundays\n15 March 2020\nThe timetable is to be had at the pier.\n"),
        "The Bridge Opens Again");
    assert_string_equal(cut(arena, HEAD("The Bridge Opens Again", "Jane Roe") BODY
                            "----------\nJohn Doe\n13 March 2020\n" BODY),
                        "The Bridge Opens Again");
    assert_string_equal(cut(arena, HEAD("The Bridge Opens Again", "Jane Roe") BODY "----------\n"),
                        "The Bridge Opens Again");
    /* What a page says to every reader, above the path to its one article. */
    assert_string_equal(cut(arena, "The Saltby Courier\n\n" BODY "Home > News > Town\n" HEAD(
                                       "The Bridge Opens Again", "Jane Roe") BODY "----------\n" BODY),
                        "The Saltby Courier");
    assert_string_equal(cut(arena, BODY "----------\n" HEAD("The Bridge Opens Again", "Jane Roe") BODY),
                        "The old bridge over the river at Saltby was opened again on Monday, nine years "
                        "after it was closed.");
    assert_string_equal(cut(arena, ""), "");
    assert_string_equal(cut(arena, "\f\f-----\n\f"), "-----");
    ts_arena_free(arena);
}

static void at_the_limit_and_past_it(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    for (size_t i = 0; i < TS_DUMP_PARTS; i++)
        ts_buf_printf(&text, HEAD("Story of the day, number %zu", "Jane Roe") BODY "\f", i);
    ts_dump_parts parts = {0};
    ts_error error = {0};
    assert_true(ts_dump_cut(arena, ts_buf_str(&text), &parts, &error));
    assert_int_equal(parts.len, TS_DUMP_PARTS);
    ts_buf_puts(&text, HEAD("One story too many for all", "Jane Roe") BODY);
    assert_false(ts_dump_cut(arena, ts_buf_str(&text), &parts, &error));
    assert_int_equal(error.status, TS_LIMIT);
    ts_buf_free(&text);
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_at_form_feeds_and_rows),
        cmocka_unit_test(cuts_where_the_head_says_it),
        cmocka_unit_test(one_article_stays_whole),
        cmocka_unit_test(at_the_limit_and_past_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
