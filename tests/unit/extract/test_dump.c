/* Text dumps: one invented page of each shape, and inputs that are none. */
#include "dump_helper.h"
#include "extract/dump_lines.h"
#include "text/utf8.h"

static const char *or_none(const char *z)
{
    return z ? z : "-";
}

static void a_reprint_as_the_seed(void **state)
{
    test_dump d;
    test_dump_file(&d, "zh_reprint");
    assert_string_equal(d.fields.kind, "article");
    assert_string_equal(d.fields.title, "老街新貌 引来八方客");
    assert_string_equal(d.fields.alt_title, "湖滨频道：唐山川 老街新貌 引来八方客");
    assert_null(d.fields.description);
    assert_string_equal(d.fields.date, "2021-05-09");
    assert_string_equal(d.fields.source.name, "湖滨日报");
    assert_string_equal(d.fields.publisher.name, "湖滨资源网");
    assert_string_equal(d.fields.language, "zh-Hans");
    assert_string_equal(test_dump_people(&d, &d.fields.authors), "于山川 (reporter); 刘湖 (reporter)");
    assert_string_equal(test_dump_people(&d, &d.fields.editors), "陈湖生 (editor); 张小雪 (editor)");
    assert_string_equal(test_dump_texts(&d, &d.fields.section), "资讯; 国内; 湖滨");
    assert_string_equal(test_dump_hops(&d), "author 于山川 > author 刘湖 > source 湖滨日报 > "
                                            "republisher 湖滨资源网 > capture -");
    assert_string_equal(d.fields.provenance.items[0].evidence, "(记者 于山川 通讯员 刘湖)");
    assert_string_equal(d.fields.provenance.items[2].evidence, "来源:湖滨日报");
    assert_string_equal(d.fields.provenance.items[4].url, "https://news.example/a");
    assert_non_null(strstr(d.fields.notice, "免责声明：本文仅代表作者个人观点，"));
    assert_int_equal(d.fields.warnings.len, 1);
    assert_string_equal(d.fields.warnings.items[0].code, "width-restored");
    assert_int_equal(d.body.len, 4);
    assert_true(ts_str_starts(d.body.items[0].text, TS_STR("清晨六点，湖滨老街")));
    assert_true(ts_str_ends(d.body.items[3].text, TS_STR("（记者 于山川 通讯员 刘湖）")));
    test_dump_free(&d);
}

static void width_is_kept_when_asked(void **state)
{
    test_dump d;
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_str text;
    assert_true(ts_file_read(arena, "tests/unit/extract/data/zh_reprint.txt", 1 << 20, &text, &error));
    test_dump_text(&d, text, TS_WIDTH_KEEP);
    assert_int_equal(d.fields.warnings.len, 0);
    assert_string_equal(d.fields.alt_title, "湖滨频道:唐山川 老街新貌 引来八方客");
    assert_true(ts_str_starts(d.body.items[0].text, TS_STR("清晨六点,湖滨老街")));
    test_dump_free(&d);
    ts_arena_free(arena);
}

static void a_portal_with_labels_in_one_row(void **state)
{
    test_dump d;
    test_dump_file(&d, "zh_portal");
    assert_string_equal(d.fields.title, "老街屋檐修好了");
    assert_null(d.fields.alt_title);
    assert_string_equal(d.fields.date, "2021-05-09T08:30");
    assert_string_equal(d.fields.source.name, "湖滨晚报");
    assert_string_equal(d.fields.publisher.name, "湖滨新闻网");
    assert_string_equal(test_dump_people(&d, &d.fields.authors), "于山川 (author)");
    assert_string_equal(test_dump_people(&d, &d.fields.editors), "陈湖生 (editor)");
    assert_string_equal(test_dump_texts(&d, &d.fields.section), "新闻中心; 社会");
    assert_string_equal(test_dump_texts(&d, &d.fields.tags), "老街; 屋檐; 修缮");
    assert_int_equal(d.fields.warnings.len, 0);
    assert_int_equal(d.body.len, 4);
    test_dump_free(&d);
}

static void traditional_chinese(void **state)
{
    test_dump d;
    test_dump_file(&d, "zh_hant");
    assert_string_equal(d.fields.title, "老街新貌 引來八方客");
    assert_string_equal(d.fields.language, "zh-Hant");
    assert_string_equal(d.fields.date, "2021-05-09T08:30");
    assert_string_equal(test_dump_people(&d, &d.fields.authors), "王小明 (reporter)");
    assert_string_equal(test_dump_people(&d, &d.fields.editors), "陳小湖 (editor)");
    assert_string_equal(d.fields.holder, "湖濱日報");
    assert_int_equal(d.body.len, 3);
    test_dump_free(&d);
}

static void wrapped_chinese_is_joined_without_spaces(void **state)
{
    test_dump d;
    test_dump_file(&d, "zh_wrapped");
    assert_string_equal(d.fields.title, "老街新貌 引来八方客");
    assert_string_equal(d.fields.source.name, "湖滨日报");
    assert_string_equal(d.fields.date, "2021-05-09");
    assert_int_equal(d.body.len, 3);
    assert_slice(
        d.body.items[0].text,
        "清晨六点，湖滨老街的石板路刚刚被洒水车冲洗过，早点铺的蒸汽已经升了起来。唐山川把最后一块门板卸下，"
        "开始了新的一天。他的店里摆着三十多种旧书，都是从城里的仓库一本一本挑回来的。");
    test_dump_free(&d);
}

static void an_english_newspaper(void **state)
{
    test_dump d;
    test_dump_file(&d, "en_paper");
    assert_string_equal(d.fields.title, "Bridge reopens after nine years");
    assert_string_equal(or_none(d.fields.description),
                        "Residents crossed on foot first, then by bicycle, and only at noon by car.");
    assert_string_equal(d.fields.date, "2020-03-12T08:30");
    assert_string_equal(d.fields.lastmod, "2020-03-13");
    assert_string_equal(d.fields.publisher.name, "Lakeside Courier");
    assert_string_equal(d.fields.holder, "Lakeside Courier");
    assert_string_equal(test_dump_people(&d, &d.fields.authors), "Jane Roe (author); John Doe (author)");
    assert_string_equal(test_dump_texts(&d, &d.fields.section), "News; Local");
    assert_string_equal(test_dump_texts(&d, &d.fields.tags), "bridge; river; council");
    assert_string_equal(
        test_dump_hops(&d),
        "author Jane Roe > author John Doe > originator Hill Press > originator Hill Country Review > "
        "source Lakeside Courier > capture -");
    assert_int_equal(d.body.len, 6);
    assert_slice(d.body.items[4].text, "\"We shall see,\" said Ms Other.");
    assert_true(ts_str_starts(d.body.items[5].text, TS_STR("Correction: ")));
    test_dump_free(&d);
}

static void wrapped_english_is_joined_with_spaces(void **state)
{
    test_dump d;
    test_dump_file(&d, "en_wrapped");
    assert_string_equal(d.fields.title, "THE FERRY THAT STAYED");
    assert_string_equal(test_dump_people(&d, &d.fields.authors), "Jane Roe (author)");
    assert_int_equal(d.body.len, 3);
    assert_true(ts_str_ends(d.body.items[2].text, TS_STR("who say that the view from the water is better.")));
    assert_true(ts_str_find(d.body.items[1].text, TS_STR("the well-known bakery"), 0) != TS_NPOS);
    test_dump_free(&d);
}

static void several_short_lines_among_prose_are_headings(void **state)
{
    test_dump d;
    test_dump_file(&d, "en_headings");
    assert_string_equal(d.fields.title, "Nine years at the river");
    assert_string_equal(d.fields.date, "2020-03-12");
    assert_int_equal(d.body.len, 6);
    assert_int_equal(d.body.items[2].level, 2);
    assert_slice(d.body.items[2].text, "The ferry");
    assert_int_equal(d.body.items[4].level, 2);
    assert_int_equal(d.body.items[5].level, 0);
    test_dump_free(&d);
}

static void german_japanese_and_arabic(void **state)
{
    test_dump d;
    test_dump_file(&d, "de");
    assert_string_equal(d.fields.title, "Brücke nach neun Jahren wieder offen");
    assert_string_equal(d.fields.date, "2020-03-12T08:30");
    assert_null(d.fields.lastmod);
    assert_string_equal(d.fields.source.name, "Seetaler Bote");
    assert_string_equal(test_dump_people(&d, &d.fields.authors), "Hanna Weber (author); Jan Koch (author)");
    assert_int_equal(d.body.len, 3);
    test_dump_free(&d);
    test_dump_file(&d, "ja");
    assert_string_equal(d.fields.title, "九年ぶりに橋が再開 町に人の列");
    assert_string_equal(d.fields.date, "2020-03-12T08:30");
    assert_string_equal(d.fields.publisher.name, "湖畔新聞");
    assert_string_equal(test_dump_people(&d, &d.fields.authors), "湖野春 (author)");
    assert_int_equal(d.body.len, 3);
    test_dump_free(&d);
    test_dump_file(&d, "ar");
    assert_string_equal(d.fields.title, "إعادة فتح الجسر بعد تسع سنوات");
    assert_string_equal(d.fields.date, "2020-03-12");
    assert_string_equal(d.fields.direction, "rtl");
    assert_string_equal(d.fields.source.name, "صحيفة البحيرة");
    assert_string_equal(test_dump_people(&d, &d.fields.authors), "ليلى البحيري (author)");
    assert_int_equal(d.body.len, 3);
    test_dump_free(&d);
}

static bool ended(const char *text)
{
    return ts_dump_sentence_ended(ts_str_of(text));
}

#define PROSE                                                                                                \
    "The bridge over the river at Saltby was opened again on Monday, nine years after it had been "          \
    "closed.\n\n"                                                                                            \
    "The mayor, who cut the ribbon, said that the town had waited long enough for a bridge as good as "      \
    "new.\n\n"                                                                                               \
    "Work had been held up by floods, by a lawsuit and, in the end, by the want of a single bolt from "      \
    "abroad.\n\n"

static void a_headline_that_reads_like_a_sentence(void **state)
{
    test_dump d;
    test_dump_text(
        &d,
        TS_STR("Who will mind the bridge at Saltby now? - Saltby Courier\n\nNews\nSport\nWeather\n\n"
               "Who will mind the bridge at Saltby now?\nJane Roe\n12 Mar 2020 - updated today\n\n" PROSE),
        TS_WIDTH_AUTO);
    assert_string_equal(d.fields.title, "Who will mind the bridge at Saltby now?");
    assert_string_equal(d.fields.date, "2020-03-12");
    assert_int_equal(d.body.len, 3);
    test_dump_free(&d);
    /* The <title> says it in other words and other quotation marks. */
    test_dump_text(&d,
                   TS_STR("Mayor opens 'bridge of bolts' at Saltby - Courier\n\nThe weather today\n\n"
                          "Mayor opens \u2018bridge of bolts\u2019 in Saltby\n\n" PROSE
                          "The weather tomorrow\n"),
                   TS_WIDTH_AUTO);
    assert_string_equal(d.fields.title, "Mayor opens \u2018bridge of bolts\u2019 in Saltby");
    test_dump_free(&d);
}

/* A short line under the headline with a date that no rule knows; not one above it, not one far below. */
static void a_date_that_no_rule_knows(void **state)
{
    test_dump d;
    test_dump_text(&d,
                   TS_STR("Ferry stops March 1, 2019\n\nBridge opens at last in Saltby town\n"
                          "Politics / March 12, 2020 / Town desk\n\n" PROSE),
                   TS_WIDTH_AUTO);
    assert_string_equal(d.fields.title, "Bridge opens at last in Saltby town");
    assert_string_equal(d.fields.date, "2020-03-12");
    test_dump_free(&d);
    test_dump_text(&d, TS_STR("Bridge opens at last in Saltby town\n\n" PROSE "Ferry stops March 1, 2019\n"),
                   TS_WIDTH_AUTO);
    assert_null(d.fields.date);
    test_dump_free(&d);
}

static void a_sentence_that_an_advertisement_cut(void **state)
{
    test_dump d;
    test_dump_text(
        &d,
        TS_STR("Bridge opens at last in Saltby town\n\n" PROSE
               "The council, which had hoped for an earlier day, says that it will now turn to the\n\n"
               "Advertisement\n\n"
               "harbour, which is to be dredged in June, and to the lighthouse, which has no keeper.\n\n"
               "The keeper, who left in spring, said in a letter that nothing was to be seen from it,\n\n"
               "Advertisement\n\n"
               "Nobody has applied for his place so far, and the council fears that nobody ever will.\n"),
        TS_WIDTH_AUTO);
    assert_int_equal(d.body.len, 6);
    assert_true(ts_str_find(d.body.items[3].text, TS_STR("turn to the harbour, which"), 0) != TS_NPOS);
    assert_true(ts_str_starts(d.body.items[5].text, TS_STR("Nobody")));
    test_dump_free(&d);
    test_dump_text(
        &d,
        TS_STR(
            "湖滨老桥今天重新通车\n\n湖滨老桥九年后重新通车，市长周一上午剪彩时说，全城等这一天等得太久了，"
            "工人们也等得太久了，连河里的鱼都等得太久了，而"
            "这座\n\n"
            "广告\n\n新桥和当年一样结实，也一样好看，两岸居民早早来到桥边，等着走上去看一看对岸的变化。\n\n"
            "工程先后因为洪水和官司停工，最后还差一颗螺栓，螺栓从邻省运来，路上走了三个星期。\n"),
        TS_WIDTH_AUTO);
    assert_int_equal(d.body.len, 2);
    assert_true(ts_str_find(d.body.items[0].text, TS_STR("而这座新桥和当年"), 0) != TS_NPOS);
    test_dump_free(&d);
}

/* Behind the words that an article is over others are told of. */
static void the_end_is_the_end(void **state)
{
    test_dump d;
    test_dump_text(
        &d,
        TS_STR("Bridge opens at last in Saltby town\n12 March 2020\n\n" PROSE PROSE PROSE
               "- THE END -\n\nHarbour dredged\n\nIt is to be dredged in June, says the council, after years "
               "of talk.\n\n"
               "Light out\n\nThe lighthouse has no keeper, and nobody has applied for his place so far.\n"),
        TS_WIDTH_AUTO);
    assert_int_equal(d.body.len, 9);
    test_dump_free(&d);
}

static void a_sentence_ends_before_a_remark(void **state)
{
    assert_true(ended("亮度却提高了三成。（记者 苏晚棠）"));
    assert_true(ended("亮度却提高了三成。(记者 苏晚棠)"));
    assert_true(ended("They were \"brighter.\" (Jane Roe)"));
    assert_true(ended("亮度却提高了三成（记者 苏晚棠）。"));
    assert_false(ended("亮度却提高了三成（记者 苏晚棠）"));
    assert_false(ended("（记者 苏晚棠）"));
    assert_false(ended("A plan (b)"));
    assert_false(ended("A plan. b)"));
    assert_false(ended(")"));
    assert_false(ended(""));
    /* A remark of forty columns, and one of more. */
    assert_true(ended("End. (1234567890123456789012345678901234567890)"));
    assert_false(ended("End. (12345678901234567890123456789012345678901)"));
}

static void a_listing_is_no_article_but_keeps_its_text(void **state)
{
    test_dump d;
    test_dump_file(&d, "listing");
    assert_string_equal(d.fields.kind, "other");
    assert_true(d.fields.confidence >= 0 && d.fields.confidence < 0.3);
    assert_null(d.fields.title);
    assert_true(d.body.len >= 4);
    test_dump_free(&d);
}

static void assert_survives(ts_str text, size_t paragraphs)
{
    test_dump d;
    test_dump_text(&d, text, TS_WIDTH_RESTORE);
    assert_true(d.ok);
    assert_non_null(d.fields.kind);
    assert_int_equal(d.body.len, paragraphs);
    test_dump_free(&d);
}

static void nothing_and_next_to_nothing(void **state)
{
    assert_survives((ts_str){0}, 0);
    assert_survives(TS_STR("\n\r\n\f \t\n"), 0);
    assert_survives(TS_STR("x"), 1);
    assert_survives(TS_STR("\xe2\x80\x8b"), 0);
    assert_survives(TS_STR("a\fb\xe2\x80\xa8"
                           "c\xc2\x85"
                           "d\re"),
                    5);
}

static void a_line_without_end(void **state)
{
    size_t len = (size_t)4 << 20;
    char *text = ts_malloc(len);
    memset(text, 'a', len);
    assert_survives((ts_str){text, len}, 1);
    for (size_t i = 0; i < len; i += 6)
        memcpy(text + i, i % 60 ? "word, " : "ends. ", len - i < 6 ? len - i : 6);
    assert_survives((ts_str){text, len}, 1);
    memset(text, ' ', len);
    assert_survives((ts_str){text, len}, 0);
    memset(text, '(', len);
    assert_survives((ts_str){text, len}, 1);
    free(text);
}

static void lines_have_a_greatest_number(void **state)
{
    test_dump d;
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    for (int i = 0; i < 200001; i++)
        ts_buf_puts(&text, "a\n");
    test_dump_text(&d, ts_buf_str(&text), TS_WIDTH_AUTO);
    assert_false(d.ok);
    assert_failed(&d.error, TS_LIMIT, "200000 lines");
    test_dump_free(&d);
    ts_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reprint_as_the_seed),
        cmocka_unit_test(width_is_kept_when_asked),
        cmocka_unit_test(a_portal_with_labels_in_one_row),
        cmocka_unit_test(traditional_chinese),
        cmocka_unit_test(wrapped_chinese_is_joined_without_spaces),
        cmocka_unit_test(an_english_newspaper),
        cmocka_unit_test(wrapped_english_is_joined_with_spaces),
        cmocka_unit_test(several_short_lines_among_prose_are_headings),
        cmocka_unit_test(german_japanese_and_arabic),
        cmocka_unit_test(a_headline_that_reads_like_a_sentence),
        cmocka_unit_test(a_date_that_no_rule_knows),
        cmocka_unit_test(a_sentence_that_an_advertisement_cut),
        cmocka_unit_test(the_end_is_the_end),
        cmocka_unit_test(a_sentence_ends_before_a_remark),
        cmocka_unit_test(a_listing_is_no_article_but_keeps_its_text),
        cmocka_unit_test(nothing_and_next_to_nothing),
        cmocka_unit_test(a_line_without_end),
        cmocka_unit_test(lines_have_a_greatest_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
