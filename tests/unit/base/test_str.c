#include "unit.h"

static void slices_are_cut_to_their_text(void **state)
{
    ts_str s = TS_STR("tear sheet");
    assert_slice(ts_str_sub(s, 5, 10), "sheet");
    assert_slice(ts_str_sub(s, 5, 99), "sheet");
    assert_slice(ts_str_sub(s, 99, 100), "");
    assert_slice(ts_str_sub(s, 7, 2), "");
    assert_slice(ts_str_sub((ts_str){0}, 0, 5), "");
    assert_int_equal(ts_str_of(NULL).len, 0);
}

static void equality_knows_lengths_and_case(void **state)
{
    assert_true(ts_str_eq((ts_str){0}, TS_STR("")));
    assert_false(ts_str_eq(TS_STR("a"), TS_STR("ab")));
    assert_true(ts_str_eq(TS_STR("a\0b"), TS_STR("a\0b")));
    assert_false(ts_str_eq(TS_STR("a\0b"), TS_STR("a\0c")));
    assert_true(ts_str_is(TS_STR("gbk"), "gbk"));
    assert_true(ts_str_same(TS_STR("UTF-8"), TS_STR("utf-8")));
    assert_false(ts_str_same(TS_STR("["), TS_STR("{")));
    assert_false(ts_str_same(TS_STR("É"), TS_STR("é")));
}

static void heads_and_tails(void **state)
{
    assert_true(ts_str_starts(TS_STR("rules/phrases"), TS_STR("rules/")));
    assert_true(ts_str_starts(TS_STR("x"), (ts_str){0}));
    assert_false(ts_str_starts(TS_STR("ru"), TS_STR("rules")));
    assert_true(ts_str_ends(TS_STR("a.html"), TS_STR(".html")));
    assert_false(ts_str_ends(TS_STR("html"), TS_STR(".html")));
}

static void finding(void **state)
{
    ts_str s = TS_STR("abcabc");
    assert_int_equal(ts_str_find(s, TS_STR("bc"), 0), 1);
    assert_int_equal(ts_str_find(s, TS_STR("bc"), 2), 4);
    assert_int_equal(ts_str_find(s, TS_STR("bc"), 5), TS_NPOS);
    assert_int_equal(ts_str_find(s, TS_STR(""), 6), 6);
    assert_int_equal(ts_str_find(s, TS_STR(""), 7), TS_NPOS);
    assert_int_equal(ts_str_find((ts_str){0}, TS_STR("a"), 0), TS_NPOS);
    assert_int_equal(ts_str_find_char(s, 'c', 3), 5);
    assert_int_equal(ts_str_find_char(s, 'c', 6), TS_NPOS);
    assert_int_equal(ts_str_find_char((ts_str){0}, 'c', 0), TS_NPOS);
}

static void trimming_takes_ascii_space_only(void **state)
{
    assert_slice(ts_str_trim(TS_STR(" \t\r\n\v\fx y ")), "x y");
    assert_slice(ts_str_trim(TS_STR("  \n")), "");
    assert_slice(ts_str_trim((ts_str){0}), "");
    assert_slice(ts_str_trim(TS_STR("\xE3\x80\x80x")), "\xE3\x80\x80x");
}

static void lines_lose_their_ends(void **state)
{
    ts_str rest = TS_STR("one\r\n\ntwo\rstill\n\r\nlast\r"), line;
    const char *expected[] = {"one", "", "two\rstill", "", "last\r"};
    for (size_t i = 0; i < 5; i++) {
        assert_true(ts_str_line(&rest, &line));
        assert_slice(line, expected[i]);
    }
    assert_false(ts_str_line(&rest, &line));
}

static void order_is_by_bytes(void **state)
{
    assert_true(ts_str_cmp(TS_STR("a"), TS_STR("b")) < 0);
    assert_true(ts_str_cmp(TS_STR("a"), TS_STR("a/")) < 0);
    assert_true(ts_str_cmp(TS_STR("z"), TS_STR("\xC3\xA9")) < 0);
    assert_int_equal(ts_str_cmp(TS_STR(""), (ts_str){0}), 0);
    assert_true(ts_str_cmp(TS_STR("b"), TS_STR("ab")) > 0);
}

static void words_are_taken_one_by_one(void **state)
{
    ts_str rest = TS_STR("  one\ttwo \n"), word;
    assert_true(ts_str_word(&rest, &word));
    assert_true(ts_str_is(word, "one"));
    assert_true(ts_str_word(&rest, &word));
    assert_true(ts_str_is(word, "two"));
    assert_false(ts_str_word(&rest, &word));
    assert_int_equal(word.len, 0);
}

static void numbers_are_as_short_as_they_can_be(void **state)
{
    static const struct {
        double number;
        const char *digits;
    } cases[] = {{0.1, "0.1"}, {0.1 + 0.2, "0.30000000000000004"}, {1e21, "1e+21"}, {-2, "-2"}};
    char digits[TS_DIGITS];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ts_number_digits(cases[i].number, digits);
        assert_string_equal(digits, cases[i].digits);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_are_cut_to_their_text),
        cmocka_unit_test(equality_knows_lengths_and_case),
        cmocka_unit_test(heads_and_tails),
        cmocka_unit_test(finding),
        cmocka_unit_test(trimming_takes_ascii_space_only),
        cmocka_unit_test(lines_lose_their_ends),
        cmocka_unit_test(order_is_by_bytes),
        cmocka_unit_test(words_are_taken_one_by_one),
        cmocka_unit_test(numbers_are_as_short_as_they_can_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
