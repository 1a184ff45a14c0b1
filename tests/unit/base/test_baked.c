#include "base/baked.h"
#include "unit.h"

static void names_are_sorted(void **state)
{
    for (size_t i = 1; i < ts_baked_count; i++)
        assert_true(strcmp(ts_baked_files[i - 1].name, ts_baked_files[i].name) < 0);
}

static void every_file_is_found_and_ends_in_nul(void **state)
{
    ts_str bytes;
    for (size_t i = 0; i < ts_baked_count; i++) {
        assert_true(ts_baked_find(ts_baked_files[i].name, &bytes));
        assert_ptr_equal(bytes.ptr, ts_baked_files[i].bytes);
        assert_int_equal(bytes.ptr[bytes.len], 0);
    }
    assert_false(ts_baked_find("", &bytes));
    assert_false(ts_baked_find("rules/", &bytes));
    assert_false(ts_baked_find("zzz", &bytes));
}

static size_t count(const char *prefix)
{
    const char *name;
    size_t n = 0;
    for (size_t i = ts_baked_first(prefix); ts_baked_at(i, prefix, &name); i++, n++)
        assert_memory_equal(name, prefix, strlen(prefix));
    return n;
}

static void walks_begin_at_a_prefix(void **state)
{
    assert_int_equal(count(""), ts_baked_count);
    assert_int_equal(count("rules/") + count("skeleton/") + count("lua/") + count("preview/") +
                         count("templates/"),
                     ts_baked_count);
    assert_int_equal(count("no such folder/"), 0);
    assert_int_equal(count("\xFF"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_sorted),
        cmocka_unit_test(every_file_is_found_and_ends_in_nul),
        cmocka_unit_test(walks_begin_at_a_prefix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
