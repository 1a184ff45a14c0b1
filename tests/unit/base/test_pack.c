#include "base/pack.h"
#include "unit.h"

#include <string.h>

static const char *const fields[] = {"name", NULL};
static const ts_type person = {"person", fields, TS_SHARED_BY_NONE},
                     other = {"other", fields, TS_SHARED_BY_NONE};
static const ts_type *const types[] = {&person, NULL};

static ts_arena *arena;
static ts_buf out;

static int start(void **state)
{
    arena = ts_arena_new();
    ts_buf_init(&out, 1 << 20);
    return 0;
}

static int finish(void **state)
{
    ts_buf_free(&out);
    ts_arena_free(arena);
    return 0;
}

static ts_unpack reader(void)
{
    return (ts_unpack){.arena = arena, .bytes = ts_buf_str(&out)};
}

static void numbers_come_back(void **state)
{
    const int64_t numbers[] = {0, 1, -1, 127, 128, -128, 300, INT32_MAX, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        ts_pack_signed(&out, numbers[i]);
        ts_pack_number(&out, (uint64_t)numbers[i]);
    }
    ts_unpack in = reader();
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        assert_true(ts_unpack_signed(&in) == numbers[i]);
        assert_true(ts_unpack_number(&in) == (uint64_t)numbers[i]);
    }
    assert_false(in.bad);
    assert_int_equal(ts_unpack_number(&in), 0);
    assert_true(in.bad);
}

static void no_text_is_not_an_empty_one(void **state)
{
    ts_pack_text(&out, NULL);
    ts_pack_text(&out, "");
    ts_pack_text(&out, "tide");
    ts_unpack in = reader();
    assert_null(ts_unpack_text(&in));
    assert_string_equal(ts_unpack_text(&in), "");
    assert_string_equal(ts_unpack_text(&in), "tide");
    assert_false(in.bad);
}

/* A tree with a value of every kind. */
static ts_value *make_tree(void)
{
    ts_value *map = ts_value_map(arena, NULL), *list = ts_value_list(arena);
    ts_value *typed = ts_value_map(arena, &person), *strange = ts_value_map(arena, &other);
    ts_value_set_string(arena, typed, "name", "Ada");
    ts_value_push(arena, list, ts_value_nil(arena));
    ts_value_push(arena, list, ts_value_bool(arena, true));
    ts_value_push(arena, list, ts_value_bool(arena, false));
    ts_value_push(arena, list, ts_value_int(arena, -40));
    ts_value_push(arena, list, ts_value_num(arena, 0.25));
    ts_value_push(arena, list, ts_value_html(arena, TS_STR("<b>\0</b>")));
    ts_value_set(arena, map, "list", list);
    ts_value_set(arena, map, "typed", typed);
    ts_value_set(arena, map, "strange", strange);
    return map;
}

static void trees_come_back(void **state)
{
    ts_pack_value(&out, make_tree(), types);
    ts_unpack in = reader();
    const ts_value *map = ts_unpack_value(&in, types), *list = ts_value_get(map, "list");
    assert_false(in.bad);
    assert_int_equal(in.at, out.len);
    assert_int_equal(map->map.len, 3);
    assert_int_equal(list->list.len, 6);
    assert_int_equal(list->list.items[0]->kind, TS_NIL);
    assert_true(list->list.items[1]->boolean);
    assert_int_equal(list->list.items[2]->kind, TS_BOOL);
    assert_false(list->list.items[2]->boolean);
    assert_int_equal(list->list.items[3]->integer, -40);
    assert_true(list->list.items[4]->number == 0.25);
    assert_int_equal(list->list.items[5]->kind, TS_HTML);
    assert_int_equal(list->list.items[5]->string.len, 8);
    assert_ptr_equal(ts_value_get(map, "typed")->map.type, &person);
    assert_string_equal(ts_value_get_string(ts_value_get(map, "typed"), "name"), "Ada");
    assert_null(ts_value_get(map, "strange")->map.type);
}

static void what_is_cut_anywhere_is_bad(void **state)
{
    ts_pack_value(&out, make_tree(), types);
    for (size_t len = 0; len < out.len; len++) {
        ts_unpack in = {.arena = arena, .bytes = {ts_arena_copy(arena, (ts_str){out.ptr, len}), len}};
        assert_non_null(ts_unpack_value(&in, types));
        assert_true(in.bad);
    }
}

/* Lists, one inside the other. */
static const ts_value *nest(int depth)
{
    ts_value *inner = ts_value_list(arena);
    while (--depth > 0) {
        ts_value *list = ts_value_list(arena);
        ts_value_push(arena, list, inner);
        inner = list;
    }
    return inner;
}

static void trees_have_a_depth(void **state)
{
    ts_pack_value(&out, nest(TS_PACK_DEPTH), types);
    assert_false(out.full);
    ts_unpack in = reader();
    ts_unpack_value(&in, types);
    assert_false(in.bad);
    ts_pack_value(&out, nest(TS_PACK_DEPTH + 1), types);
    assert_true(out.full);
}

static void what_is_read_has_a_depth(void **state)
{
    for (int i = 0; i < TS_PACK_DEPTH + 1; i++)
        ts_buf_put(&out, (ts_str){"\7\1", 2}); /* a list of one */
    ts_buf_put(&out, (ts_str){"\0", 1});
    ts_unpack in = reader();
    ts_unpack_value(&in, types);
    assert_true(in.bad);
}

static void a_count_is_no_more_than_there_is(void **state)
{
    ts_pack_number(&out, UINT64_MAX);
    ts_pack_text(&out, "tide");
    ts_unpack in = reader();
    assert_int_equal(ts_unpack_count(&in), 0);
    assert_true(in.bad);
    assert_null(ts_unpack_text(&in));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers_come_back, start, finish),
        cmocka_unit_test_setup_teardown(no_text_is_not_an_empty_one, start, finish),
        cmocka_unit_test_setup_teardown(trees_come_back, start, finish),
        cmocka_unit_test_setup_teardown(what_is_cut_anywhere_is_bad, start, finish),
        cmocka_unit_test_setup_teardown(trees_have_a_depth, start, finish),
        cmocka_unit_test_setup_teardown(what_is_read_has_a_depth, start, finish),
        cmocka_unit_test_setup_teardown(a_count_is_no_more_than_there_is, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
