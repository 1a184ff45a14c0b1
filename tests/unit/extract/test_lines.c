/* One line of a page: its verdict, and what it moves into the fields. */
#include "unit.h"

#include "extract/line_pieces.h"
#include "extract/lines.h"

typedef struct test_line {
    ts_arena *arena;
    ts_fields fields;
    const char *rule_class;
    ts_line_verdict verdict;
} test_line;

static int make_line(void **state)
{
    test_line *l = ts_malloc(sizeof *l);
    *l = (test_line){.arena = ts_arena_new()};
    ts_fields_init(&l->fields);
    *state = l;
    return 0;
}

static int free_line(void **state)
{
    test_line *l = *state;
    ts_arena_free(l->arena);
    free(l);
    return 0;
}

static ts_line_verdict read(test_line *l, const char *language, const char *line, ts_zone zone)
{
    l->verdict = ts_line_read(l->arena, NULL, language, ts_str_of(line), zone, &l->fields, &l->rule_class);
    return l->verdict;
}

static void one_sentence_says_who_and_when(void **state)
{
    test_line *l = *state;
    assert_int_equal(
        read(l, "de", "Dieser Beitrag wurde am 12. März 2020 von Anna Seetal veröffentlicht.", TS_ZONE_TAIL),
        TS_LINE_DROP);
    assert_int_equal(l->fields.authors.len, 1);
    assert_string_equal(l->fields.authors.items[0].name, "Anna Seetal");
    assert_string_equal(l->fields.date, "2020-03-12");
}

static void several_labels_on_one_line(void **state)
{
    test_line *l = *state;
    const char *line =
        "放大字体\xc2\xa0 缩小字体 发布日期：2021-05-09\xc2\xa0\xc2\xa0来源：湖滨日报　作者：于山川、刘湖";
    assert_int_equal(read(l, "zh", line, TS_ZONE_HEAD), TS_LINE_DROP);
    assert_string_equal(l->fields.date, "2021-05-09");
    assert_string_equal(l->fields.source.name, "湖滨日报");
    assert_int_equal(l->fields.authors.len, 2);
    assert_string_equal(l->fields.provenance.items[0].evidence, "来源：湖滨日报");
}

static void names_go_on_behind_a_gap(void **state)
{
    test_line *l = *state;
    assert_int_equal(read(l, "zh", "责任编辑：刘湖  张小雪", TS_ZONE_TAIL), TS_LINE_DROP);
    assert_int_equal(l->fields.editors.len, 2);
    assert_string_equal(l->fields.editors.items[1].name, "张小雪");
}

static void a_label_that_no_rule_knows_ends_the_names(void **state)
{
    test_line *l = *state;
    assert_int_equal(read(l, "zh", "作者:灶台阿婆 点击:次", TS_ZONE_HEAD), TS_LINE_DROP);
    assert_int_equal(l->fields.authors.len, 1);
    assert_string_equal(l->fields.authors.items[0].name, "灶台阿婆");
}

static void an_outlet_among_tags_is_none(void **state)
{
    test_line *l = *state;
    assert_int_equal(read(l, "en", "Topics: locks, the mill, Lakeside News", TS_ZONE_HEAD), TS_LINE_DROP);
    assert_null(l->fields.source.name);
    assert_int_equal(read(l, "fr", "Envoyer :  Mail", TS_ZONE_HEAD), TS_LINE_DROP);
    assert_null(l->fields.source.name);
}

static void a_sentence_with_its_source_is_text(void **state)
{
    test_line *l = *state;
    const char *line = "The new lock would require that boats wait for an hour.  Source: Supplied";
    assert_int_equal(read(l, "en", line, TS_ZONE_HEAD), TS_LINE_BODY);
    assert_null(l->fields.source.name);
}

static void an_outlet_beside_a_date_is_the_source(void **state)
{
    test_line *l = *state;
    assert_int_equal(read(l, "en", "March 12, 2020 | Lakeside Courier", TS_ZONE_HEAD), TS_LINE_DROP);
    assert_string_equal(l->fields.date, "2020-03-12");
    assert_string_equal(l->fields.source.name, "Lakeside Courier");
}

static void what_a_field_holds_stays(void **state)
{
    test_line *l = *state;
    read(l, "zh", "来源：湖滨日报", TS_ZONE_HEAD);
    read(l, "zh", "来源：湖滨晚报", TS_ZONE_TAIL);
    assert_string_equal(l->fields.source.name, "湖滨日报");
    read(l, "zh", "2021-05-09", TS_ZONE_HEAD);
    read(l, "zh", "2021-05-10", TS_ZONE_HEAD);
    assert_string_equal(l->fields.date, "2021-05-09");
}

static void the_original_headline_that_was_added_to(void **state)
{
    test_line *l = *state;
    l->fields.title = "湖滨频道:唐山川 老街新貌";
    assert_int_equal(read(l, "zh", "（原标题：老街新貌）", TS_ZONE_BODY), TS_LINE_DROP);
    assert_string_equal(l->fields.title, "老街新貌");
    assert_string_equal(l->fields.alt_title, "湖滨频道:唐山川 老街新貌");
}

static void the_original_headline_that_was_replaced(void **state)
{
    test_line *l = *state;
    l->fields.title = "一条老街的春天";
    read(l, "zh", "原标题：《老街新貌》", TS_ZONE_TAIL);
    assert_string_equal(l->fields.title, "一条老街的春天");
    assert_string_equal(l->fields.alt_title, "老街新貌");
}

static void a_disclaimer_is_the_notice_and_names_the_publisher(void **state)
{
    test_line *l = *state;
    assert_int_equal(read(l, "zh", "免责声明：本文与湖滨资源网无关。", TS_ZONE_TAIL), TS_LINE_DROP);
    assert_string_equal(l->fields.notice, "免责声明：本文与湖滨资源网无关。");
    assert_string_equal(l->fields.publisher.name, "湖滨资源网");
    read(l, "zh", "未经授权不得转载", TS_ZONE_TAIL);
    read(l, "zh", "未经授权不得转载", TS_ZONE_TAIL);
    assert_string_equal(l->fields.notice, "免责声明：本文与湖滨资源网无关。 未经授权不得转载");
}

static void a_name_and_a_date_need_no_mark_between_them(void **state)
{
    test_line *l = *state;
    assert_int_equal(read(l, "de", "Von Hanna Weber 12. März 2020, 08:30 Uhr", TS_ZONE_HEAD), TS_LINE_DROP);
    assert_string_equal(l->fields.authors.items[0].name, "Hanna Weber");
    assert_int_equal(read(l, "de", "Von Hanna Weber am 12. März 2020", TS_ZONE_HEAD), TS_LINE_DROP);
    assert_int_equal(read(l, "es", "12 de marzo de 2020, 08:30 Por Carmen Ruiz", TS_ZONE_HEAD), TS_LINE_DROP);
    /* A sentence that opens with a date, and the same words inside the article, are its text. */
    assert_int_equal(read(l, "en", "12 March 2020 By noon it rained", TS_ZONE_HEAD), TS_LINE_BODY);
    assert_int_equal(read(l, "de", "Von Hanna Weber 12. März 2020", TS_ZONE_BODY), TS_LINE_BODY);
}

static void lists_of_others_end_the_article_in_the_tail_only(void **state)
{
    test_line *l = *state;
    assert_int_equal(read(l, "en", "Related articles", TS_ZONE_TAIL), TS_LINE_END);
    assert_string_equal(l->rule_class, "related");
    assert_int_equal(read(l, "en", "Related articles", TS_ZONE_BODY), TS_LINE_DROP);
    assert_int_equal(read(l, "en", "Related articles", TS_ZONE_HEAD), TS_LINE_DROP);
}

static void corrections_and_prose_stay(void **state)
{
    test_line *l = *state;
    assert_int_equal(read(l, "en", "Correction: an earlier version gave another date.", TS_ZONE_TAIL),
                     TS_LINE_BODY);
    assert_string_equal(l->rule_class, "correction");
    assert_int_equal(read(l, "en", "The bridge is open again.", TS_ZONE_BODY), TS_LINE_BODY);
    assert_null(l->rule_class);
    assert_int_equal(read(l, "en", "", TS_ZONE_BODY), TS_LINE_BODY);
    /* What is no text is a row of marks. */
    assert_int_equal(read(l, NULL, "\xff\xfe\xfd", TS_ZONE_HEAD), TS_LINE_DROP);
}

static void tags_and_sections(void **state)
{
    test_line *l = *state;
    read(l, "en", "Tags: bridge, old river", TS_ZONE_TAIL);
    assert_int_equal(l->fields.tags.len, 2);
    assert_string_equal(l->fields.tags.items[1], "old river");
    read(l, "zh", "关键词：老街　屋檐", TS_ZONE_TAIL);
    assert_int_equal(l->fields.tags.len, 4);
    read(l, "en", "Home > News > Local", TS_ZONE_HEAD);
    assert_int_equal(l->fields.section.len, 2);
    assert_string_equal(l->fields.section.items[0], "News");
}

static void a_path_of_one_part_is_a_section(void **state)
{
    test_line *l = *state;
    read(l, "sv", "Hem > Sport", TS_ZONE_HEAD);
    assert_int_equal(l->fields.section.len, 1);
    assert_string_equal(l->fields.section.items[0], "Sport");
    read(l, "cs", "Domů > Sport", TS_ZONE_HEAD);
    assert_int_equal(l->fields.section.len, 1);
}

static void suffixes_and_datelines(void **state)
{
    test_line *l = *state;
    ts_line_read_suffix(l->arena, "zh", TS_STR("明年夏天完工。（记者 于山川）"), &l->fields);
    assert_int_equal(l->fields.authors.len, 1);
    assert_string_equal(l->fields.authors.items[0].name, "于山川");
    assert_string_equal(l->fields.authors.items[0].role, "reporter");
    assert_string_equal(l->fields.provenance.items[0].evidence, "（记者 于山川）");
    ts_line_read_dateline(l->arena, "en", TS_STR("LAKESIDE (Hill Press) — The bridge is open."), &l->fields);
    assert_int_equal(l->fields.authors.len, 1);
    assert_string_equal(l->fields.provenance.items[1].role, "originator");
    assert_string_equal(l->fields.provenance.items[1].name, "Hill Press");
    assert_string_equal(l->fields.dateline, "LAKESIDE");
    ts_line_read_dateline(l->arena, "zh", TS_STR("湖滨社北湖3月12日电（记者刘湖）老街"), &l->fields);
    assert_int_equal(l->fields.authors.len, 2);
    assert_string_equal(l->fields.provenance.items[3].name, "湖滨社");
    assert_string_equal(l->fields.dateline, "LAKESIDE");
    ts_line_read_suffix(l->arena, "en", (ts_str){0}, &l->fields);
    ts_line_read_dateline(l->arena, NULL, (ts_str){0}, &l->fields);
    ts_line_read_suffix(l->arena, "zh", ts_str_of("全票一千二百元。（編輯：李大明）1121220"), &l->fields);
    assert_string_equal(l->fields.editors.items[l->fields.editors.len - 1].name, "李大明");
}

static void evidence_is_one_clause(void **state)
{
    test_line *l = *state;
    read(l, "en", "By  Jane Doe  ,  John Roe", TS_ZONE_HEAD);
    assert_string_equal(l->fields.provenance.items[0].evidence, "By Jane Doe, John Roe");
    l->fields.provenance.len = l->fields.authors.len = 0;
    read(l, "en", "By  Jane Doe  and  John Roe", TS_ZONE_HEAD);
    assert_string_equal(l->fields.provenance.items[0].evidence, "By Jane Doe and John Roe");
    l->fields.provenance.len = 0;
    read(l, "zh",
         "免责声明:本文若有侵权,请联系我们,我们将及时删除!本文仅代表作者个人观点,"
         "与湖滨资源网无关。其原创性以及文"
         "中陈述文字和内容未经本站证实,"
         "对本文以及其中全部或者部分内容、文字的真实性、完整性、及时性本站不作任何保证"
         "或承诺,请读者仅作参考,并请自行核实相关内容。",
         TS_ZONE_TAIL);
    assert_string_equal(l->fields.provenance.items[0].evidence, "与湖滨资源网无关");
}

static void a_caption_beside_its_credit_is_text(void **state)
{
    test_line *l = *state;
    assert_int_equal(read(l, "de", "Am Wehr lief das Wasser über die Straße.  Foto: Jan Koch", TS_ZONE_HEAD),
                     TS_LINE_BODY);
    assert_int_equal(read(l, "de", "Foto: Jan Koch", TS_ZONE_HEAD), TS_LINE_DROP);
}

static void a_paragraph_with_a_button_is_text(void **state)
{
    test_line *l = *state;
    assert_int_equal(read(l, "zh", "他说今天借出去九本，还回来十本。  返回湖滨，查看更多", TS_ZONE_TAIL),
                     TS_LINE_BODY);
    assert_int_equal(read(l, "zh", "返回湖滨，查看更多", TS_ZONE_TAIL), TS_LINE_DROP);
}

static void a_page_with_guillemets_has_no_breadcrumb(void **state)
{
    test_line *l = *state;
    read(l, "ar", "«نجمة الشمال» ترسو في الميناء", TS_ZONE_HEAD);
    read(l, "fr", "Le marin dit « Bon vent » au port", TS_ZONE_HEAD);
    assert_int_equal(l->fields.section.len, 0);
    read(l, "fr", "Accueil » Culture » Livres", TS_ZONE_HEAD);
    assert_int_equal(l->fields.section.len, 2);
}

static void the_last_crumb_may_be_the_article(void **state)
{
    test_line *l = *state;
    read(l, "zh", "現在位置：首頁 / 地方新聞 / 內文", TS_ZONE_HEAD);
    assert_int_equal(l->fields.section.len, 1);
    assert_string_equal(l->fields.section.items[0], "地方新聞");
    l->fields.section.len = 0;
    read(l, "en", "Home > News > Full story", TS_ZONE_HEAD);
    assert_int_equal(l->fields.section.len, 1);
}

static void japanese_bylines_in_brackets(void **state)
{
    test_line *l = *state;
    assert_int_equal(read(l, "ja", "（文・写真　湖野はる）", TS_ZONE_TAIL), TS_LINE_DROP);
    assert_int_equal(read(l, "ja", "（記者　山川一）", TS_ZONE_TAIL), TS_LINE_DROP);
    assert_int_equal(l->fields.authors.len, 2);
    assert_string_equal(l->fields.authors.items[0].name, "湖野はる");
    assert_string_equal(l->fields.authors.items[0].role, "author");
    assert_string_equal(l->fields.authors.items[1].name, "山川一");
    assert_string_equal(l->fields.authors.items[1].role, "reporter");
}

static void chinese_authors_without_a_colon(void **state)
{
    test_line *l = *state;
    read(l, "zh", "发表于2014-08-24 21:30| 1164次阅读| 来源湖滨网| 0 条评论| 作者于山川", TS_ZONE_HEAD);
    assert_string_equal(l->fields.authors.items[0].name, "于山川");
    assert_string_equal(l->fields.source.name, "湖滨网");
    l->fields.authors.len = 0;
    read(l, "zh", "刘小湖/湖滨青年报", TS_ZONE_HEAD);
    assert_string_equal(l->fields.authors.items[0].name, "刘小湖");
    assert_string_equal(l->fields.provenance.items[l->fields.provenance.len - 1].role, "originator");
}

static void folded_slices_are_found_again(void **state)
{
    ts_str text = TS_STR("　来源：\xe2\x80\x8b湖滨　日报，Ａ"), folded = TS_STR("来源:湖滨 日报,A");
    assert_slice(ts_line_unfold(text, folded, ts_str_sub(folded, 7, 20)), "湖滨　日报");
    assert_slice(ts_line_unfold(text, folded, ts_str_sub(folded, 0, 7)), "来源：");
    assert_slice(ts_line_unfold(text, folded, ts_str_sub(folded, 20, 22)), "，Ａ");
    ts_str other = TS_STR("x");
    assert_slice(ts_line_unfold(other, folded, ts_str_sub(folded, 7, 20)), "湖滨 日报");
}

static void splitting(void **state)
{
    test_line *l = *state;
    ts_pieces pieces = {0};
    ts_line_split(l->arena, "en", TS_STR("By Jane Roe | March 12, 2020 · 5 min read  Share"), true, &pieces);
    assert_int_equal(pieces.len, 4);
    assert_slice(pieces.items[0], "By Jane Roe");
    assert_slice(pieces.items[3], "Share");
    pieces.len = 0;
    ts_line_split(l->arena, "zh", TS_STR("本文来源:湖滨晚报 责任编辑:杜湖"), true, &pieces);
    assert_int_equal(pieces.len, 2);
    assert_slice(pieces.items[1], "责任编辑:杜湖");
    pieces.len = 0;
    ts_line_split(l->arena, "zh", TS_STR("本文来源:湖滨晚报 责任编辑:杜湖"), false, &pieces);
    assert_int_equal(pieces.len, 1);
    pieces.len = 0;
    ts_line_split(l->arena, NULL, TS_STR(" |  | "), true, &pieces);
    assert_int_equal(pieces.len, 0);
}

#define LINE_TEST(name) cmocka_unit_test_setup_teardown(name, make_line, free_line)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LINE_TEST(one_sentence_says_who_and_when),
        LINE_TEST(several_labels_on_one_line),
        LINE_TEST(names_go_on_behind_a_gap),
        LINE_TEST(an_outlet_among_tags_is_none),
        LINE_TEST(a_sentence_with_its_source_is_text),
        LINE_TEST(an_outlet_beside_a_date_is_the_source),
        LINE_TEST(what_a_field_holds_stays),
        LINE_TEST(the_original_headline_that_was_added_to),
        LINE_TEST(the_original_headline_that_was_replaced),
        LINE_TEST(a_disclaimer_is_the_notice_and_names_the_publisher),
        LINE_TEST(a_name_and_a_date_need_no_mark_between_them),
        LINE_TEST(lists_of_others_end_the_article_in_the_tail_only),
        LINE_TEST(corrections_and_prose_stay),
        LINE_TEST(tags_and_sections),
        LINE_TEST(a_path_of_one_part_is_a_section),
        LINE_TEST(suffixes_and_datelines),
        LINE_TEST(evidence_is_one_clause),
        LINE_TEST(a_caption_beside_its_credit_is_text),
        LINE_TEST(a_paragraph_with_a_button_is_text),
        LINE_TEST(a_label_that_no_rule_knows_ends_the_names),
        LINE_TEST(a_page_with_guillemets_has_no_breadcrumb),
        LINE_TEST(the_last_crumb_may_be_the_article),
        LINE_TEST(japanese_bylines_in_brackets),
        LINE_TEST(chinese_authors_without_a_colon),
        LINE_TEST(folded_slices_are_found_again),
        LINE_TEST(splitting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
