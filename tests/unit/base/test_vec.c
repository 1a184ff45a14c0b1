#include "base/vec.h"
#include "unit.h"

static void items_stay_in_order(void **state)
{
    TS_VEC(int) numbers = {0};
    for (int i = 0; i < 10000; i++)
        ts_vec_push(&numbers, i);
    assert_int_equal(numbers.len, 10000);
    for (int i = 0; i < 10000; i++)
        assert_int_equal(numbers.items[i], i);
    ts_vec_free(&numbers);
    assert_null(numbers.items);
    assert_int_equal(numbers.cap, 0);
}

static void an_arena_can_hold_them(void **state)
{
    ts_arena *arena = ts_arena_new();
    TS_VEC(ts_str) names = {0};
    for (int i = 0; i < 100; i++)
        ts_vec_push_in(arena, &names, ts_str_of(ts_arena_printf(arena, "%d", i)));
    assert_slice(names.items[99], "99");
    assert_slice(names.items[0], "0");
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_stay_in_order),
        cmocka_unit_test(an_arena_can_hold_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
