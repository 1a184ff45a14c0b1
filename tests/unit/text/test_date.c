#include "unit.h"

#include "base/buf.h"
#include "text/date.h"

static void iso_dates(void **state)
{
    static const char *const cases[][2] = {
        {"2020", "2020"},
        {"2020-03", "2020-03"},
        {"2020-03-12", "2020-03-12"},
        {"20200312", "2020-03-12"},
        {" 2020-03-12 ", "2020-03-12"},
        {"2020-03-12T08:30", "2020-03-12T08:30"},
        {"2020-03-12T08:30:05", "2020-03-12T08:30:05"},
        {"2020-03-12t08:30:05.123z", "2020-03-12T08:30:05Z"},
        {"2020-03-12 08:30:00 +0800", "2020-03-12T08:30:00+08:00"},
        {"2020-03-12T08:30:00-03:30", "2020-03-12T08:30:00-03:30"},
        {"2020-03-12T08:30+08", "2020-03-12T08:30+08:00"},
        {"2020-03-12T08", "2020-03-12T08:00"},
        {"20200312T083005Z", "2020-03-12T08:30:05Z"},
        {"2020-02-29", "2020-02-29"},
        {"2000-02-29", "2000-02-29"},
        {"2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ts_date date;
        if (!ts_date_iso(ts_str_of(cases[i][0]), &date))
            fail_msg("not read: %s", cases[i][0]);
        assert_string_equal(ts_date_format(*state, &date), cases[i][1]);
    }
    static const char *const wrong[] = {
        "",
        "20",
        "2020-3-12",
        "2020-13",
        "2020-00",
        "2020-02-30",
        "2019-02-29",
        "1900-02-29",
        "2020-03-12T",
        "2020-03-12T25:00",
        "2020-03-12T08:60",
        "2020-03-12T08:30:",
        "0000-01-01",
        "2020-03-12x",
        "2020-03-",
        "202003",
        "2020-03-12T08:30+25:00",
        "12-03-2020",
        "2020-03-12T0830+080",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ts_date date;
        if (ts_date_iso(ts_str_of(wrong[i]), &date))
            fail_msg("read: %s", wrong[i]);
    }
    ts_date date;
    assert_false(ts_date_iso((ts_str){0}, &date));
}

static void dates_inside_text(void **state)
{
    static const char *const cases[][3] = {
        /* text, date, what is left behind it */
        {"2020-03-12", "2020-03-12", ""},
        {"发布日期:2020-03-12  来源", "2020-03-12", "  来源"},
        {"2020/3/12 08:30", "2020-03-12T08:30", ""},
        {"2020.03.12", "2020-03-12", ""},
        {"2020. 3. 12. 오후 3:05", "2020-03-12T15:05", ""},
        {"2020-03-12 | 08:30", "2020-03-12T08:30", ""},
        {"2020-03-12 - 3 views", "2020-03-12", " - 3 views"},
        {"2020年3月12日 8时30分", "2020-03-12T08:30", ""},
        {"2020年03月12日08:30:15", "2020-03-12T08:30:15", ""},
        {"2020 年 3 月 12 日 星期四 下午3点 来", "2020-03-12T15:00", " 来"},
        {"2020年3月12日（木）18時05分", "2020-03-12T18:05", ""},
        {"2020年3月12日 上午12:05", "2020-03-12T00:05", ""},
        {"2020年3月號", "2020-03", "號"},
        {"民國109年3月12日", "2020-03-12", ""},
        {"民国一百零九年三月十二日", "2020-03-12", ""},
        {"中華民國 109 年 3 月 12 日", "2020-03-12", ""},
        {"令和2年3月12日", "2020-03-12", ""},
        {"令和元年五月一日", "2019-05-01", ""},
        {"平成31年4月30日", "2019-04-30", ""},
        {"昭和二十年八月十五日", "1945-08-15", ""},
        {"二〇二〇年三月十二日", "2020-03-12", ""},
        {"二零二零年十二月三十一日电", "2020-12-31", "电"},
        {"二○二○年十月廿一日", "2020-10-21", ""},
        {"２０２０年３月１２日　０８：３０", "2020-03-12T08:30", ""},
        {"２０２０／０３／１２", "2020-03-12", ""},
        {"٢٠٢٠/٠٣/١٢", "2020-03-12", ""},
        {"2020년 3월 12일 오후 3시 5분", "2020-03-12T15:05", ""},
        {"2020-03-12T08:30:00+08:00)", "2020-03-12T08:30:00+08:00", ")"},
        {"2020-03-12 08:30:00.123Z", "2020-03-12T08:30:00Z", ""},
        {"2020-03-12 8:30 PM", "2020-03-12T20:30", ""},
        {"2020-03-12 12:30 a.m. x", "2020-03-12T00:30", " x"},
        {"2020-03-12 08:30 UTC+8", "2020-03-12T08:30+08:00", ""},
        {"2020-03-12 08:30 (GMT)", "2020-03-12T08:30", " (GMT)"},
        {"2020-03-12 08:30 GMT", "2020-03-12T08:30Z", ""},
        {"2020-03-12 08:30-09:30", "2020-03-12T08:30", "-09:30"},
        {"2020-03-12 25:61", "2020-03-12", " 25:61"},
        {"http://example.org/2020/03/12/a.html", "2020-03-12", "/a.html"},
        {"http://example.org/2020/03/a.html", "2020-03", "/a.html"},
        {"2020–03–12", "2020-03-12", ""},
        {"2020年的春天，2021年3月5日", "2021-03-05", ""},
        {"2020年的春天", "2020", "的春天"},
        {"二〇二〇年", "2020", ""},
        {"1-2020-03-12", "2020-03-12", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ts_date date;
        size_t end;
        if (!ts_date_digits(ts_str_of(cases[i][0]), &date, &end))
            fail_msg("not read: %s", cases[i][0]);
        assert_string_equal(ts_date_format(*state, &date), cases[i][1]);
        assert_string_equal(cases[i][0] + end, cases[i][2]);
    }
}

static void what_is_no_date(void **state)
{
    static const char *const wrong[] = {
        "",           "03/12/2020",         "12.03.2020",   "20-03-12",    "2020",       "2020-3",
        "2020-13-01", "2020-02-30",         "12020-03-12",  "2020-03-123", "2020-2021",  "2020.3",
        "2563-03-12", "1441/07/17",         "4009-20-4009", "2020-03a",    "三月十二日", "民國年",
        "令和",       "一二三四五六七八九", "2020/03-12",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ts_date date;
        if (ts_date_digits(ts_str_of(wrong[i]), &date, NULL))
            fail_msg("read: %s as %s", wrong[i], ts_date_format(*state, &date));
    }
    ts_date date;
    assert_false(ts_date_digits((ts_str){0}, &date, NULL));
}

static void digits_are_counted_up_to_those_of_a_year(void **state)
{
    assert_int_equal(ts_date_count_digits((ts_str){0}), 0);
    assert_int_equal(ts_date_count_digits(TS_STR("湖滨，5 号")), 1);
    assert_int_equal(ts_date_count_digits(TS_STR("12-3")), 3);
    assert_int_equal(ts_date_count_digits(TS_STR("12-3-2020")), TS_YEAR_DIGITS);
    assert_int_equal(ts_date_count_digits(TS_STR("１２ ٣٤")), TS_YEAR_DIGITS);
    assert_int_equal(ts_date_count_digits(TS_STR("民国九年")), TS_YEAR_DIGITS);
}

static void long_runs_take_linear_time(void **state)
{
    static const struct {
        const char *run;
        bool date;
    } runs[] = {{"1", false},    {"一", false},   {"2020-", false}, {"2020年", true},
                {"民國", false}, {"\xFF", false}, {"十", false}};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        ts_buf buf;
        ts_buf_init(&buf, TS_BUF_MAX);
        for (int n = 0; n < 300000; n++)
            ts_buf_puts(&buf, runs[i].run);
        ts_date date;
        size_t end;
        assert_int_equal(ts_date_digits(ts_buf_str(&buf), &date, &end), runs[i].date);
        ts_buf_free(&buf);
    }
}

static void dates_of_feeds(void **state)
{
    static const char *const cases[][2] = {
        {"Thu, 12 Mar 2020 08:30:00 +0800", "2020-03-12T08:30:00+08:00"},
        {"12 Mar 2020 08:30 GMT", "2020-03-12T08:30Z"},
        {"Thu, 12 Mar 2020 08:30:00 EST", "2020-03-12T08:30:00-05:00"},
        {"Thursday, 12-Mar-20 08:30:00 GMT", "2020-03-12T08:30:00Z"},
        {"Thu Mar 12 08:30:00 2020", "2020-03-12T08:30:00"},
        {"Thu, 2 Mar 95 08:30:00 GMT", "1995-03-02T08:30:00Z"},
        {"12 Mar 2020", "2020-03-12"},
        {"Thu, 12 March 2020 08:30:00 XYZ", "2020-03-12T08:30:00"},
        {"Thu, 12 Mar 2020 08:30:00 +0000 (UTC)", "2020-03-12T08:30:00Z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ts_date date;
        if (!ts_date_rfc822(ts_str_of(cases[i][0]), &date))
            fail_msg("not read: %s", cases[i][0]);
        assert_string_equal(ts_date_format(*state, &date), cases[i][1]);
    }
    static const char *const wrong[] = {
        "",       "Thu, ",      "Thu, 32 Mar 2020",       "12 Foo 2020",
        "12 Mar", "2020-03-12", "Thu, 12 Mar 2020 25:00", "12 Mar 2020 and more"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ts_date date;
        if (ts_date_rfc822(ts_str_of(wrong[i]), &date))
            fail_msg("read: %s", wrong[i]);
    }
}

static ts_date of(const char *iso)
{
    ts_date date = {0};
    ts_date_iso(ts_str_of(iso), &date);
    return date;
}

static void other_forms(void **state)
{
    ts_date day = of("2020-03-12"), second = of("2020-03-12T08:30:05-03:30"), year = of("2021");
    assert_string_equal(ts_date_rfc3339(*state, &day), "2020-03-12T00:00:00Z");
    assert_string_equal(ts_date_rfc3339(*state, &second), "2020-03-12T08:30:05-03:30");
    assert_string_equal(ts_date_rfc3339(*state, &year), "2021-01-01T00:00:00Z");
    assert_string_equal(ts_date_rss(*state, &day), "Thu, 12 Mar 2020 00:00:00 +0000");
    assert_string_equal(ts_date_rss(*state, &second), "Thu, 12 Mar 2020 08:30:05 -0330");
    assert_string_equal(ts_date_rss(*state, &year), "Fri, 01 Jan 2021 00:00:00 +0000");
    ts_date old = of("1900-03-01");
    assert_string_equal(ts_date_rss(*state, &old), "Thu, 01 Mar 1900 00:00:00 +0000");
}

static void order(void **state)
{
    static const char *const ordered[] = {
        "",
        "1999-12-31",
        "2020",
        "2020-01",
        "2020-01-01",
        "2020-01-01T00:00",
        "2020-01-01T00:00:00",
        "2020-03-12T08:30+08:00",
        "2020-03-12T08:30Z",
        "2020-03-12T08:30-01:00",
    };
    size_t n = sizeof ordered / sizeof *ordered;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            ts_date a = of(ordered[i]), b = of(ordered[j]);
            assert_int_equal(ts_date_cmp(&a, &b), (i > j) - (i < j));
        }
    }
    ts_date a = of("2020-03-12T08:30+08:00"), b = of("2020-03-12T00:30Z");
    assert_int_equal(ts_date_cmp(&a, &b), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_arena, free_arena)

static void check_words(const ts_value *words, const char *iso, const char *style, const char *expected)
{
    ts_date date;
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    assert_true(ts_date_iso(ts_str_of(iso), &date));
    assert_int_equal(ts_date_words(&out, &date, words, style), expected != NULL);
    assert_string_equal(out.ptr, expected ? expected : "");
    ts_buf_free(&out);
}

static void in_words(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_value *words = ts_value_map(arena, NULL), *forms = ts_value_map(arena, NULL),
             *months = ts_value_list(arena);
    ts_value_push(arena, months, ts_value_string(arena, TS_STR("January")));
    ts_value_push(arena, months, ts_value_string(arena, TS_STR("February")));
    ts_value_set(arena, words, "months", months);
    ts_value_set(arena, words, "date", forms);
    ts_value_set_string(arena, forms, "long", "{d} {month} {year}{era}.");
    ts_value_set_string(arena, forms, "month", "{month} {year}");
    ts_value_set_string(arena, forms, "short", "{dd}.{mm}.{year} {m}/{day");
    check_words(words, "2020-02-05T10:00", "long", "5 February 2020.");
    check_words(words, "2020-03-05", "long", "2020-03-05");
    check_words(words, "2020-02", "long", "February 2020");
    check_words(words, "2020-02", "short", "February 2020");
    check_words(words, "2020", "month", "2020");
    check_words(words, "2020-02-05", "month", "February 2020");
    check_words(words, "2020-02-05", "year", "2020");
    check_words(words, "2020-02-05", "short", "05.02.2020 2/{day");
    check_words(words, "2020-02-05", "longer", NULL);
    check_words(NULL, "2020-02-05", "long", "2020-02-05");
    check_words(NULL, "2020-02", "month", "2020-02");
    ts_arena_free(arena);
}

static void moments_are_counted_since_1970(void **state)
{
    ts_date date;
    ts_arena *arena = ts_arena_new();
    assert_true(ts_date_epoch(TS_STR("1584001800"), &date));
    assert_string_equal(ts_date_format(arena, &date), "2020-03-12T08:30:00Z");
    assert_true(ts_date_epoch(TS_STR("1584001817250"), &date));
    assert_string_equal(ts_date_format(arena, &date), "2020-03-12T08:30:17Z");
    assert_false(ts_date_epoch(TS_STR("2020031208"), &date));
    assert_false(ts_date_epoch(TS_STR("158400180"), &date));
    assert_false(ts_date_epoch(TS_STR("158400180x"), &date));
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(digits_are_counted_up_to_those_of_a_year),
        TEST(iso_dates),
        TEST(dates_inside_text),
        TEST(what_is_no_date),
        TEST(long_runs_take_linear_time),
        TEST(dates_of_feeds),
        TEST(other_forms),
        TEST(order),
        TEST(in_words),
        cmocka_unit_test(moments_are_counted_since_1970),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
