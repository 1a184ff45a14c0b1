/* What stands at a dump's head, and lines that a program parted. */
#include "dump_helper.h"

#include "extract/line_features.h"
#include "one_arena.h"

static test_dump read_text(const char *text)
{
    test_dump d;
    test_dump_text(&d, ts_str_of(text), TS_WIDTH_AUTO);
    assert_true(d.ok);
    return d;
}

static bool has_paragraph(const test_dump *d, const char *text)
{
    for (size_t i = 0; i < d->body.len; i++)
        if (ts_str_eq(d->body.items[i].text, ts_str_of(text)))
            return true;
    return false;
}

static void a_sentence_parted_at_its_links(void **state)
{
    test_dump d =
        read_text("Bridge opens again at Saltby\nMarch 12, 2020\n" TEST_DUMP_PROSE
                  "The works, which the county paid for, were led by\nAnna Berg\n, an engineer who\n"
                  "had rebuilt\nthe mill\n.\n"
                  "Ferries will go on as before, says the harbour master, at least until winter.\n");
    assert_true(has_paragraph(&d,
                              "The works, which the county paid for, were led by Anna Berg, an engineer who "
                              "had rebuilt the mill."));
    assert_string_equal(d.fields.title, "Bridge opens again at Saltby");
    test_dump_free(&d);
}

static void a_word_elided_before_a_link(void **state)
{
    test_dump d = read_text("Le pont de Saltby rouvre\n12 mars 2020\n" TEST_DUMP_PROSE
                            "Les travaux, payés par le comté, ont été menés avec l’aide de l’\nUnion des "
                            "ports\net d’une ingénieure qui avait rebâti le moulin.\n"
                            "Il faut lire, dit le maire, les conditions du port, et le bulletin du pays d'\n"
                            "Aurillac\n.\n");
    assert_true(
        has_paragraph(&d, "Les travaux, payés par le comté, ont été menés avec l’aide de l’Union des ports "
                          "et d’une ingénieure qui avait rebâti le moulin."));
    assert_true(has_paragraph(
        &d, "Il faut lire, dit le maire, les conditions du port, et le bulletin du pays d'Aurillac."));
    test_dump_free(&d);
}

static void a_closing_quote_elides_nothing(void **state)
{
    test_dump d = read_text("Bridge opens again at Saltby\nMarch 12, 2020\n" TEST_DUMP_PROSE
                            "The harbour master, who crossed it first, said that the bridge was ‘the best of "
                            "all’\nFerries will go on as before, he says, at least until the winter ends.\n"
                            "By going on you accept, the sign says, all that stands in the two brothers'\n"
                            "Rules of the Bridge\nand in the law of the county.\n");
    assert_true(
        has_paragraph(&d, "The harbour master, who crossed it first, said that the bridge was ‘the best of "
                          "all’"));
    assert_true(has_paragraph(&d,
                              "By going on you accept, the sign says, all that stands in the two brothers' "
                              "Rules of the Bridge and in the law of the county."));
    test_dump_free(&d);
}

static void a_byline_that_begins_small_is_not_the_headlines(void **state)
{
    test_dump d = read_text("Bridge opens again at Saltby\nby Jane Roe\nMarch 12, 2020\n" TEST_DUMP_PROSE);
    assert_string_equal(d.fields.title, "Bridge opens again at Saltby");
    assert_string_equal(test_dump_people(&d, &d.fields.authors), "Jane Roe (author)");
    test_dump_free(&d);
}

static void a_label_above_the_name(void **state)
{
    test_dump d = read_text("Bridge opens again at Saltby\nBy\nJane Roe\nMarch 12, 2020\n" TEST_DUMP_PROSE);
    assert_string_equal(test_dump_people(&d, &d.fields.authors), "Jane Roe (author)");
    assert_string_equal(d.fields.date, "2020-03-12");
    test_dump_free(&d);
}

static void a_name_alone_above_the_date(void **state)
{
    test_dump d = read_text("Bridge opens again at Saltby\nJane van Roe\nMarch 12, 2020\n" TEST_DUMP_PROSE);
    assert_string_equal(test_dump_people(&d, &d.fields.authors), "Jane van Roe (author)");
    test_dump_free(&d);
    d = read_text("Bridge opens again at Saltby\n12 comments\nMarch 12, 2020\n" TEST_DUMP_PROSE);
    assert_int_equal(d.fields.authors.len, 0);
    test_dump_free(&d);
}

static void a_headline_that_only_the_window_says(void **state)
{
    test_dump d = read_text("The old bridge at Saltby opened again on Monday | Lakeside Courier\n"
                            "Home\nNews\nSport\nMenu\n" TEST_DUMP_PROSE TEST_DUMP_PROSE);
    assert_string_equal(d.fields.title, "The old bridge at Saltby opened again on Monday");
    test_dump_free(&d);
}

static void a_picture_in_a_headline_is_none_of_it(void **state)
{
    test_dump d =
        read_text("[blog.png] Old bridge at Saltby open after the flood\nMarch 12, 2020\n" TEST_DUMP_PROSE
                      TEST_DUMP_PROSE);
    assert_string_equal(d.fields.title, "Old bridge at Saltby open after the flood");
    assert_null(d.fields.alt_title);
    test_dump_free(&d);
}

/* As w3m prints a page: menus with marks, said twice, and no <title>. */
static void a_headline_speaks_of_what_the_text_does(void **state)
{
    test_dump d =
        read_text("  • How It Works\n  • Book a Walk\nSearch the Archive\nHow It Works\nBook a Walk\n"
                  "\nOld bridge at Saltby open after the flood\n\nHanna van Weber\n\n"
                  "[bridge_2020]\nBook a Walk\n\n" TEST_DUMP_PROSE TEST_DUMP_PROSE);
    assert_string_equal(d.fields.title, "Old bridge at Saltby open after the flood");
    test_dump_free(&d);
    d = read_text("新闻 财经 体育 房产 教育 健康\n会员登录入口\n石桥镇老码头周一重新通航\n手机客户端下载\n"
                  "石桥镇的老码头因为春天的洪水关闭了半年，周一上午由镇长宣布重新通航，第一班渡船九点开出。\n"
                  "大约两百名居民乘坐了第一天的渡船，其中包括镇上最年长的船工，他在这条河上工作了五十年。\n");
    assert_string_equal(d.fields.title, "石桥镇老码头周一重新通航");
    test_dump_free(&d);
}

static void a_date_in_a_list_is_told_of(void **state)
{
    test_dump d =
        read_text("Old bridge at Saltby open after the flood\n"
                  "* The bridge had been built by the county and opened on August 14, 1935\n" TEST_DUMP_PROSE
                      TEST_DUMP_PROSE);
    assert_null(d.fields.date);
    test_dump_free(&d);
}

/* --- what the model sees --- */

static void a_row_for_each_line(void **state)
{
    ts_dump dump = {.arena = arena, .model = ts_model_baked(), .language = "en"};
    ts_error error = {0};
    assert_true(ts_dump_split(arena, TS_STR("Bridge opens at Saltby\n\nHome\n" TEST_DUMP_PROSE "Home\n"),
                              &dump.lines, &error));
    ts_dump_classify(&dump);
    ts_dump_find_body(&dump);
    assert_int_equal(dump.lines.len, 5);
    const float *rows = ts_line_features_make(&dump);
    const float *first = rows, *home = rows + TS_LINE_FEATURE_COUNT,
                *prose = rows + 2 * TS_LINE_FEATURE_COUNT;
    assert_float_equal(first[TS_LINE_FEATURE_SIZE], 2.995732, 1e-5); /* ln(1 + 19) */
    assert_float_equal(first[TS_LINE_FEATURE_GAP], 0, 0);
    assert_float_equal(first[TS_LINE_FEATURE_HEAD_SHARE], 1, 0);
    assert_float_equal(first[TS_LINE_FEATURE_CAPITAL_SHARE], 2 / 19.0, 1e-6);
    assert_float_equal(home[TS_LINE_FEATURE_GAP], 1, 0);
    assert_float_equal(home[TS_LINE_FEATURE_COPIES], 2, 0);
    assert_float_equal(home[TS_LINE_FEATURE_UNTIL_PROSE], 1, 0);
    assert_float_equal(home[TS_LINE_FEATURE_RUN_FROM], -1, 0);
    assert_float_equal(prose[TS_LINE_FEATURE_PROSE], 1, 0);
    assert_float_equal(prose[TS_LINE_FEATURE_CLOSED], 1, 0);
    assert_float_equal(prose[TS_LINE_FEATURE_STOPS], 1, 0);
    assert_float_equal(prose[TS_LINE_FEATURE_RUN_FROM], 0, 0);
    assert_float_equal(prose[TS_LINE_FEATURE_RUN_TO], 2, 0);
    assert_float_equal(prose[TS_LINE_FEATURE_CLOSED_BEHIND], 1, 0);
}

/* Some browsers indent all lines, and lists more. */
static void wrapped_and_indented(void **state)
{
    test_dump d =
        read_text("   Bridge opens again at Saltby\n\n   March 12, 2020\n\n"
                  "   The old bridge at Saltby, closed since a flood in spring, was opened again on\n"
                  "   Monday morning by the mayor. About two hundred people walked over it in the\n"
                  "   first hour, among them the oldest ferryman of the town. Two things he said in\n"
                  "   Saltby Hall on the day before will be remembered, as long as there are ferries:\n"
                  "     * That a bridge is a boat which has found its place, and need not look for one\n"
                  "     * Monday is no day for a feast, as everybody has to work on the day after it\n\n"
                  "   The works had cost a million, and the county paid for all of them but the inn.\n");
    assert_true(has_paragraph(&d,
                              "The old bridge at Saltby, closed since a flood in spring, was opened again "
                              "on Monday morning by the mayor. About two hundred people walked over it "
                              "in the first hour, among them the oldest ferryman of the town. Two "
                              "things he said in Saltby Hall on the day before will be remembered, as "
                              "long as there are ferries:"));
    assert_true(has_paragraph(&d, "* Monday is no day for a feast, as everybody has to work on the day after "
                                  "it"));
    test_dump_free(&d);
}

static void what_pictures_show(void **state)
{
    test_dump d = read_text("Bridge opens again at Saltby\nMarch 12, 2020\n" TEST_DUMP_PROSE
                            "The mayor cuts the ribbon on the old bridge of the town.\n"
                            "The mayor cuts the ribbon on the old bridge of the town. Photo: Hill Press\n"
                            "[7fc20280-b]\n"
                            "Boats below the bridge on Monday in Saltby Boats below the bridge on Monday in "
                            "Saltby (Hill Press)\n"
                            "[mill-2] The mill behind the bridge, which its owner has kept, is next to be "
                            "repaired.\n"
                            "Oh bridge, oh bridge, so long without a foot,\n"
                            "Oh bridge, oh bridge, so long without a foot,\n"
                            "so sang the ferrymen on their last crossing, and they were not sad at all.\n");
    assert_int_equal(d.body.len, 5);
    assert_true(has_paragraph(&d, "The mill behind the bridge, which its owner has kept, is next to be "
                                  "repaired."));
    assert_true(has_paragraph(&d, "Oh bridge, oh bridge, so long without a foot,"));
    test_dump_free(&d);
}

static void check_message(const char *text, const char *title, const char *author, const char *date)
{
    test_dump d = read_text(text);
    assert_string_equal(d.fields.title, title);
    assert_int_equal(d.fields.authors.len, 1);
    assert_string_equal(d.fields.authors.items[0].name, author);
    assert_string_equal(d.fields.date, date);
    test_dump_free(&d);
}

static void messages_of_news_and_boards(void **state)
{
    check_message("From: afinch@saltby.example (Ada Finch)\nNewsgroups: uk.rec.waterways\n"
                  "Subject: Re: Bridge opens again at Saltby\nDate: Thu, 12 Mar 2020 08:30:12 -0800\n"
                  "Organization: Saltby Ferry Office\nLines: 4\n"
                  "Message-ID: <a6l3k1$7v2$1@news.saltby.example>\n\n" TEST_DUMP_PROSE,
                  "Bridge opens again at Saltby", "Ada Finch", "2020-03-12T08:30:12-08:00");
    check_message("发信人: sluice (守闸人), 信区: Literature\n标  题: 渡口的苍鹭\n"
                  "发信站: 湖滨站 (Sun Oct  3 20:12:45 2004), 站内\n\n"
                  "今天早上水落到了闸底，苍鹭站在平时走船的地方。我把闸门提起一点，想看它怎么办。\n\n"
                  "它看我的样子，像我姑姑看县里来的那个人。然后它走完整条闸室，像别人一样，从台阶上去了。\n",
                  "渡口的苍鹭", "sluice", "2004-10-03T20:12:45");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_parted_at_its_links),
        cmocka_unit_test(a_word_elided_before_a_link),
        cmocka_unit_test(a_closing_quote_elides_nothing),
        cmocka_unit_test(wrapped_and_indented),
        cmocka_unit_test(what_pictures_show),
        cmocka_unit_test(a_byline_that_begins_small_is_not_the_headlines),
        cmocka_unit_test(a_label_above_the_name),
        cmocka_unit_test(a_name_alone_above_the_date),
        cmocka_unit_test(a_headline_that_only_the_window_says),
        cmocka_unit_test(a_headline_speaks_of_what_the_text_does),
        cmocka_unit_test(a_picture_in_a_headline_is_none_of_it),
        cmocka_unit_test(a_date_in_a_list_is_told_of),
        cmocka_unit_test(messages_of_news_and_boards),
        cmocka_unit_test_setup_teardown(a_row_for_each_line, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
