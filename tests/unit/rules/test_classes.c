#include "rules/classes.h"
#include "unit.h"

#define assert_above(names) assert_true(ts_class_read(ts_str_of(names)).weight > 0)
#define assert_below(names) assert_true(ts_class_read(ts_str_of(names)).weight < 0)
#define assert_nothing(names) assert_int_equal(ts_class_read(ts_str_of(names)).weight, 0)

static void bodies_and_what_surrounds_them(void **state)
{
    assert_above("article-content");
    assert_above("TRS_Editor");
    assert_above("main-content entry-content");
    assert_above("storyBody");
    assert_below("sidebar");
    assert_below("related_posts");
    assert_below("shareButtons");
    assert_below("bdsharebuttonbox");
    assert_below("site-footer");
    assert_below("comment-list");
}

static void words_are_whole(void **state)
{
    assert_nothing("");
    assert_nothing("   ");
    assert_nothing("xyzzy");
    /* "add" and "header-less" words hold "ad" and "head" but are neither. */
    assert_nothing("addition");
    assert_nothing("shadow");
}

static void known_names_hide_their_words(void **state)
{
    assert_below("article-footer");
    assert_true(ts_class_read(TS_STR("trs_editor")).weight == ts_class_read(TS_STR("TRS_Editor")).weight);
}

static void boxes_that_ask_for_consent(void **state)
{
    static const char *const ask[] = {"cookie-banner",       "js-x CookieNotice_wrap",
                                      "gdpr-overlay__inner", "onetrust-consent-sdk",
                                      "cmplz-body",          "eu_cookie_law"};
    static const char *const others[] = {"category-cookies", "banner", "cookies", "informed-consent",
                                         "message-box"};
    for (size_t i = 0; i < sizeof ask / sizeof *ask; i++)
        assert_true(ts_class_read(ts_str_of(ask[i])).consent);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(ts_class_read(ts_str_of(others[i])).consent);
}

static void long_attributes_are_cut(void **state)
{
    char *text = ts_malloc(1 << 20);
    memset(text, 'a', 1 << 20);
    assert_int_equal(ts_class_read((ts_str){text, 1 << 20}).weight, 0);
    memset(text, ' ', 1 << 20);
    assert_int_equal(ts_class_read((ts_str){text, 1 << 20}).weight, 0);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bodies_and_what_surrounds_them), cmocka_unit_test(words_are_whole),
        cmocka_unit_test(known_names_hide_their_words),   cmocka_unit_test(boxes_that_ask_for_consent),
        cmocka_unit_test(long_attributes_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
