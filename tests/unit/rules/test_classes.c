#include "rules/classes.h"
#include "unit.h"

#define assert_above(names) assert_true(ts_class_weight(ts_str_of(names)) > 0)
#define assert_below(names) assert_true(ts_class_weight(ts_str_of(names)) < 0)
#define assert_nothing(names) assert_int_equal(ts_class_weight(ts_str_of(names)), 0)

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
    assert_true(ts_class_weight(TS_STR("trs_editor")) == ts_class_weight(TS_STR("TRS_Editor")));
}

static void long_attributes_are_cut(void **state)
{
    char *text = ts_malloc(1 << 20);
    memset(text, 'a', 1 << 20);
    assert_int_equal(ts_class_weight((ts_str){text, 1 << 20}), 0);
    memset(text, ' ', 1 << 20);
    assert_int_equal(ts_class_weight((ts_str){text, 1 << 20}), 0);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bodies_and_what_surrounds_them),
        cmocka_unit_test(words_are_whole),
        cmocka_unit_test(known_names_hide_their_words),
        cmocka_unit_test(long_attributes_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
