#include "base/map.h"
#include "unit.h"

static void keys_are_found_and_replaced(void **state)
{
    int one = 1, two = 2;
    ts_map *map = ts_map_new();
    assert_null(ts_map_get(map, TS_STR("a")));
    assert_false(ts_map_has(map, TS_STR("a")));
    char key[] = "a";
    ts_map_put(map, ts_str_of(key), &one);
    key[0] = 'b';
    ts_map_put(map, ts_str_of(key), NULL);
    assert_ptr_equal(ts_map_get(map, TS_STR("a")), &one);
    assert_true(ts_map_has(map, TS_STR("b")));
    assert_null(ts_map_get(map, TS_STR("b")));
    ts_map_put(map, TS_STR("a"), &two);
    assert_ptr_equal(ts_map_get(map, TS_STR("a")), &two);
    assert_int_equal(ts_map_len(map), 2);
    ts_map_free(map);
    ts_map_free(NULL);
}

static void keys_may_be_empty_or_hold_nul(void **state)
{
    int empty = 0, nul = 0, other = 0;
    ts_map *map = ts_map_new();
    ts_map_put(map, (ts_str){0}, &empty);
    ts_map_put(map, TS_STR("a\0b"), &nul);
    ts_map_put(map, TS_STR("a\0c"), &other);
    assert_ptr_equal(ts_map_get(map, TS_STR("")), &empty);
    assert_ptr_equal(ts_map_get(map, TS_STR("a\0b")), &nul);
    assert_ptr_equal(ts_map_get(map, TS_STR("a\0c")), &other);
    assert_null(ts_map_get(map, TS_STR("a")));
    ts_map_free(map);
}

static void walks_follow_insertion(void **state)
{
    ts_map *map = ts_map_new();
    char key[16];
    for (intptr_t i = 0; i < 20000; i++) {
        snprintf(key, sizeof key, "key %d", (int)(i * 7919 % 20011));
        ts_map_put(map, ts_str_of(key), (void *)(i + 1));
    }
    assert_int_equal(ts_map_len(map), 20000);
    for (intptr_t i = 0; i < 20000; i++) {
        snprintf(key, sizeof key, "key %d", (int)(i * 7919 % 20011));
        assert_slice(ts_map_key_at(map, (size_t)i), key);
        assert_int_equal((intptr_t)ts_map_value_at(map, (size_t)i), i + 1);
        assert_int_equal((intptr_t)ts_map_get(map, ts_str_of(key)), i + 1);
    }
    assert_null(ts_map_get(map, TS_STR("key 20011")));
    ts_map_free(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_found_and_replaced),
        cmocka_unit_test(keys_may_be_empty_or_hold_nul),
        cmocka_unit_test(walks_follow_insertion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
