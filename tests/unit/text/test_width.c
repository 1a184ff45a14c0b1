#include "unit.h"

#include "text/width.h"

static void check(void (*convert)(ts_buf *, ts_str), const char *in, const char *expected)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    convert(&out, ts_str_of(in));
    assert_string_equal(out.ptr, expected);
    ts_buf_free(&out);
}

static void folding(void **state)
{
    check(ts_fold, "　来源：　人民　网｜Ａ１ ", "来源: 人民 网|A1");
    check(ts_fold, "a︱b丨c│d∣e￨f", "a|b|c|d|e|f");
    check(ts_fold, "a﹕b∶c꞉d", "a:b:c:d");
    check(ts_fold, "x\xE2\x80\x8By\xC2\xADz\xEF\xBB\xBF\xE2\x80\x8E", "xyz");
    check(ts_fold, "\xC2\xA0 \xE2\x80\x83\n", "");
    check(ts_fold, "【】〔〕、。“”", "【】〔〕、。“”");
    check(ts_fold, "", "");
}

static void marks_beside_wide_characters_are_restored(void **state)
{
    static const char *const cases[][2] = {
        {"来源:某某网", "来源：某某网"},
        {"信息近6000个,达成意向459人", "信息近6000个，达成意向459人"},
        {"增长5%,达到", "增长5%，达到"},
        {"什么?!", "什么？！"},
        {"他说:“好”,然后走了;她没有!", "他说：“好”，然后走了；她没有！"},
        {"“甲”,“乙”", "“甲”，“乙”"},
        {"发布日期:2020-03-12 08:30", "发布日期：2020-03-12 08:30"},
        {"(记者 于某)", "（记者 于某）"},
        {"甲区(四类)、乙区(二类)", "甲区（四类）、乙区（二类）"},
        {"《意见》),记者", "《意见》），记者"},
        {"完成。(A)", "完成。（A）"},
        {"(1)开工", "（1）开工"},
        {"中国(China)", "中国（China）"},
        {"((甲)乙)", "（（甲）乙）"},
        {"かな:カナ,ｶﾅ!", "かな：カナ，ｶﾅ！"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(ts_width_restore, cases[i][0], cases[i][1]);
}

static void numbers_addresses_and_latin_text_are_not(void **state)
{
    static const char *const cases[] = {
        "174.9亿元",
        "10,000元",
        "11:30开会",
        "比分3:1。",
        "2020-03-12",
        "Hello, world! (yes) a:b; c?",
        "Hello, 世界",
        "使用GB/T 15834, e.g. this",
        "见http://example.org/a,b?x=(1):2 结束",
        "见www.example.org/x?y=1 结束",
        "서울(Seoul), 부산!",
        "World Health Organization(WHO)说",
        "f(x)",
        ")(",
        "1. 甲",
        "",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(ts_width_restore, cases[i], cases[i]);
}

static void an_address_ends_before_its_last_comma(void **state)
{
    check(ts_width_restore, "详见http://example.org/a,请看", "详见http://example.org/a，请看");
    check(ts_width_restore, "网址:http://example.org", "网址：http://example.org");
}

static void brackets_pair_within_a_line(void **state)
{
    check(ts_width_restore, "(a\n甲)b", "(a\n甲）b");
    check(ts_width_restore, "甲(乙", "甲（乙");
}

static void folded_text_is_told_from_typed_text(void **state)
{
    assert_true(ts_width_folded(TS_STR("来源:某网,记者(甲)报道。")));
    assert_false(ts_width_folded(TS_STR("来源:某网,记者(甲)报道，完。")));
    assert_false(ts_width_folded(TS_STR("来源:某网,报道。")));
    assert_false(ts_width_folded(TS_STR("A page, in English: with (some) marks!")));
    assert_false(ts_width_folded(TS_STR("서울, 부산, 대구, (인천): 끝!")));
    assert_false(ts_width_folded((ts_str){0}));
}

static void many_brackets_take_linear_time(void **state)
{
    ts_buf in, out;
    ts_buf_init(&in, TS_BUF_MAX);
    ts_buf_init(&out, TS_BUF_MAX);
    for (int i = 0; i < 500000; i++)
        ts_buf_putc(&in, '(');
    ts_buf_puts(&in, "中");
    for (int i = 0; i < 500000; i++)
        ts_buf_putc(&in, ')');
    ts_width_restore(&out, ts_buf_str(&in));
    assert_int_equal(out.len, 3000003);
    ts_buf_free(&in);
    ts_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folding),
        cmocka_unit_test(marks_beside_wide_characters_are_restored),
        cmocka_unit_test(numbers_addresses_and_latin_text_are_not),
        cmocka_unit_test(an_address_ends_before_its_last_comma),
        cmocka_unit_test(brackets_pair_within_a_line),
        cmocka_unit_test(folded_text_is_told_from_typed_text),
        cmocka_unit_test(many_brackets_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
