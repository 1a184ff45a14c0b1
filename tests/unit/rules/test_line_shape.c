/* What the ends of a line say of the patterns that may match it. */
#include "rules/phrase_literals.h"
#include "one_arena.h"

/* True where a line may be one that the pattern matches, as far as its ends tell. */
static bool fits(const char *pattern, const char *line)
{
    ts_demands demands;
    ts_str text = ts_str_of(line);
    char *folded = ts_arena_alloc(arena, 2 * text.len + 1);
    ts_line_ends ends = ts_line_ends_of((ts_str){folded, ts_literal_fold(text, folded)});
    ts_demands_of(arena, ts_str_of(pattern), &demands);
    for (size_t i = 0; i < demands.len; i++)
        if (ts_line_fits(&demands.items[i].shape, ends))
            return true;
    return false;
}

static void the_first_letter_is_one_that_the_pattern_begins_with(void **state)
{
    static const char LABEL[] = "^[\\[(\\s]*(来源|source|[d-f]x)\\s*:";
    assert_true(fits(LABEL, "( 来源: x") && fits(LABEL, "SOURCE") && fits(LABEL, "Ex"));
    assert_false(fits(LABEL, "本文来源: x") || fits(LABEL, "the source:") || fits(LABEL, "[]"));
    assert_true(fits("^\\d{1,2}", "3") && fits("^\\d{1,2}", "٣") && !fits("^\\d{1,2}", "x3"));
    assert_true(fits("^(ab)?c", "a") && fits("^(ab)?c", "c") && !fits("^(ab)?c", "b"));
}

static void the_last_letter_is_one_that_the_pattern_ends_with(void **state)
{
    assert_true(fits("^.*(摄|photo)\\W*$", "李明 摄)") && fits("^.*(摄|photo)\\W*$", "A PHOTO."));
    assert_false(fits("^.*(摄|photo)\\W*$", "摄影") || fits("^.*(摄|photo)\\W*$", "photos"));
    assert_true(fits("(a|b)$", "xa") && !fits("(a|b)$", "ax"));
}

static void a_pattern_that_is_not_bound_tells_nothing(void **state)
{
    assert_true(fits("ab", "x") && fits("^ab|cd", "x") && fits("(^ab|c)d", "x"));
    assert_true(fits("^\\W*", "x") && fits("^ab", "ax") && fits("^(?=a)", "x") && fits("^(ab)?", "x"));
    assert_true(fits("^\\p{Lu}", "x") && fits("^[^a]", "a") && fits("^.", "x") && fits("^\\w", "x"));
    assert_true(fits("^[\\s\\w]", "x") && fits("^[一-龥]", "x"));
}

static void a_line_of_signs_fits_what_may_be_of_signs(void **state)
{
    assert_true(fits("^[-=*]+$", "* * *") && fits("^\\W*(end)?\\W*$", "-") && fits("^.+$", "-"));
    assert_false(fits("^[-=*]+$", "* a *") || fits("^\\W*end\\W*$", "-"));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_arena, close_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_first_letter_is_one_that_the_pattern_begins_with),
        TEST(the_last_letter_is_one_that_the_pattern_ends_with),
        TEST(a_pattern_that_is_not_bound_tells_nothing),
        TEST(a_line_of_signs_fits_what_may_be_of_signs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
