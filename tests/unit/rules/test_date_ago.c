#include "rules/date_ago.h"
#include "unit.h"

static const ts_date NOW = {.year = 2020,
                            .month = 3,
                            .day = 1,
                            .hour = 10,
                            .minute = 20,
                            .second = 30,
                            .has_offset = true,
                            .offset = 60};

static void check(const char *text, const char *language, const char *expected)
{
    ts_arena *arena = ts_arena_new();
    ts_ago ago;
    bool found = ts_date_ago(ts_str_of(text), language, &NOW, &ago);
    const char *got = found ? ts_date_format(arena, &ago.date) : "none";
    if (strcmp(got, expected) != 0)
        fail_msg("“%s” gives %s, not %s", text, got, expected);
    ts_arena_free(arena);
}

static void spans_are_as_precise_as_their_words(void **state)
{
    check("Posted 5 minutes ago", "en", "2020-03-01T10:15+01:00");
    check("11 hours ago", "en", "2020-02-29");
    check("3h ago", "en", "2020-03-01");
    check("a day ago", "en", "2020-02-29");
    check("2 weeks ago", "en", "2020-02-16");
    check("3 months ago", "en", "2019-12");
    check("2 years ago", "en", "2018");
    check("Yesterday at 8", "en", "2020-02-29");
}

static void languages_have_their_forms(void **state)
{
    check("vor 2 Tagen", "de", "2020-02-28");
    check("Vorgestern", "de", "2020-02-28");
    check("il y a 2 jours", "fr", "2020-02-28");
    check("hace 2 días", "es", "2020-02-28");
    check("há 2 dias", "pt-BR", "2020-02-28");
    check("2 dias atrás", "pt", "2020-02-28");
    check("2 giorni fa", "it", "2020-02-28");
    check("2 dagen geleden", "nl", "2020-02-28");
    check("2 dni temu", "pl", "2020-02-28");
    check("2 дня назад", "ru", "2020-02-28");
    check("2 дні тому", "uk", "2020-02-28");
    check("2 gün önce", "tr", "2020-02-28");
    check("2天前", "zh-Hans", "2020-02-28");
    check("２ 天前", "zh-Hant", "2020-02-28");
    check("前天 18:30", "zh", "2020-02-28");
    check("2日前", "ja", "2020-02-28");
    check("2일 전", "ko", "2020-02-28");
    check("منذ يومين", "ar", "2020-02-28");
    check("قبل ٢ يوم", "ar", "2020-02-28");
    check("2 วันที่แล้ว", "th", "2020-02-28");
    check("2 ngày trước", "vi", "2020-02-28");
    check("2 hari yang lalu", "id", "2020-02-28");
    check("2 दिन पहले", "hi", "2020-02-28");
    check("för 2 dagar sedan", "sv", "2020-02-28");
    check("for 2 dager siden", "no", "2020-02-28");
    check("2 dage siden", "da", "2020-02-28");
}

static void what_tells_no_moment(void **state)
{
    check("", "en", "none");
    check("hours ago", "en", "none");
    check("12345 days ago", "en", "none");
    check("Todayville", "en", "none");
    check("2 days agog", "en", "none");
    check("2 days ago", "de", "none");
    check("2 days ago", NULL, "none");
    check("\xff\xfe 2 days\xc3", "en", "none");
}

static void a_place_in_the_text_is_given(void **state)
{
    ts_ago ago;
    assert_true(ts_date_ago(TS_STR("İ – Posted 2 days ago by Jane"), "en", &NOW, &ago));
    assert_true(ago.numbered);
    assert_int_equal(ago.end - ago.start, strlen("2 days ago"));
    assert_int_equal(ago.start, strlen("İ – Posted "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_are_as_precise_as_their_words),
        cmocka_unit_test(languages_have_their_forms),
        cmocka_unit_test(what_tells_no_moment),
        cmocka_unit_test(a_place_in_the_text_is_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
