#include "unit.h"

#include "extract/fields.h"

static void fields_start_empty(void **state)
{
    ts_fields f;
    ts_fields_init(&f);
    assert_null(f.title);
    assert_true(f.confidence < 0);
    assert_int_equal(f.authors.len, 0);
    assert_int_equal(f.provenance.len, 0);
}

static void texts_are_trimmed_and_there_once(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_texts texts = {0};
    ts_texts_add(arena, &texts, TS_STR("　bridge "));
    ts_texts_add(arena, &texts, TS_STR("bridge"));
    ts_texts_add(arena, &texts, TS_STR(" \xc2\xa0 "));
    ts_texts_add(arena, &texts, (ts_str){0});
    assert_int_equal(texts.len, 1);
    assert_string_equal(texts.items[0], "bridge");
    for (int i = 0; i < 300; i++)
        ts_texts_add(arena, &texts, ts_str_of(ts_arena_printf(arena, "%d", i)));
    assert_int_equal(texts.len, 200);
    ts_arena_free(arena);
}

static void warnings_are_there_once(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_fields f;
    ts_fields_init(&f);
    ts_warn(arena, &f, "a", "One.");
    ts_warn(arena, &f, "a", "One.");
    ts_warn(arena, &f, "a", "Two.");
    assert_int_equal(f.warnings.len, 2);
    for (int i = 0; i < 300; i++)
        ts_warn(arena, &f, "b", ts_arena_printf(arena, "%d", i));
    assert_int_equal(f.warnings.len, 100);
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_start_empty),
        cmocka_unit_test(texts_are_trimmed_and_there_once),
        cmocka_unit_test(warnings_are_there_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
