#include "base/value.h"
#include "unit.h"

static void maps_keep_their_order(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_value *map = ts_value_map(arena, NULL);
    char key[16];
    for (int i = 0; i < 40; i++) {
        snprintf(key, sizeof key, "k%d", i);
        ts_value_set(arena, map, key, ts_value_int(arena, i));
    }
    ts_value_set(arena, map, "k5", ts_value_int(arena, 500));
    assert_int_equal(map->map.len, 40);
    assert_slice(map->map.pairs[5].key, "k5");
    assert_int_equal(ts_value_get_int(map, "k5", -1), 500);
    ts_value_remove(map, TS_STR("k0"));
    ts_value_remove(map, TS_STR("k39"));
    ts_value_remove(map, TS_STR("none"));
    assert_int_equal(map->map.len, 38);
    assert_slice(map->map.pairs[0].key, "k1");
    assert_null(ts_value_get(map, "k0"));
    assert_int_equal(ts_value_get_int(map, "k38", -1), 38);
    ts_arena_free(arena);
}

/* With a hash table, from one pair more than are searched one after another. */
static void large_maps(void **state)
{
    for (int len = TS_VALUE_SEARCH; len <= 5000; len = len == TS_VALUE_SEARCH ? len + 1 : len * 7) {
        ts_arena *arena = ts_arena_new();
        ts_value *map = ts_value_map(arena, NULL);
        char key[16];
        for (int i = 0; i < 2 * len; i++) {
            snprintf(key, sizeof key, "k%d", i % len);
            ts_value_set(arena, map, key, ts_value_int(arena, i));
        }
        assert_int_equal(map->map.len, len);
        ts_value_remove(map, TS_STR("k3"));
        assert_int_equal(map->map.len, len - 1);
        assert_null(ts_value_get(map, "k3"));
        assert_null(ts_value_get(map, "none"));
        assert_int_equal(ts_value_get_int(map, "k1", -1), len + 1);
        snprintf(key, sizeof key, "k%d", len - 1);
        assert_slice(map->map.pairs[len - 2].key, key);
        assert_int_equal(ts_value_get_int(map, key, -1), 2 * len - 1);
        ts_arena_free(arena);
    }
}

static void asking_is_safe(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_value *list = ts_value_list(arena), *map = ts_value_map(arena, NULL);
    assert_null(ts_value_get(NULL, "a"));
    assert_null(ts_value_get(list, "a"));
    assert_null(ts_value_get_string(map, "a"));
    ts_value_set_string(arena, map, "empty", "");
    ts_value_set_string(arena, map, "none", NULL);
    assert_int_equal(map->map.len, 0);
    ts_value_set_string(arena, map, "title", "News");
    ts_value_set(arena, map, "body", ts_value_html(arena, TS_STR("<p>")));
    ts_value_set(arena, map, "draft", ts_value_bool(arena, true));
    ts_value_set(arena, map, "score", ts_value_num(arena, 0.5));
    ts_value_set(arena, map, "nil", ts_value_nil(arena));
    assert_string_equal(ts_value_get_string(map, "title"), "News");
    assert_string_equal(ts_value_get_string(map, "body"), "<p>");
    assert_null(ts_value_get_string(map, "draft"));
    assert_true(ts_value_get_bool(map, "draft", false));
    assert_true(ts_value_get_bool(map, "title", true));
    assert_int_equal(ts_value_get_int(map, "score", 7), 7);
    assert_int_equal(ts_value_find(map, TS_STR("nil"))->kind, TS_NIL);
    ts_arena_free(arena);
}

static void texts_and_keys_are_copied(void **state)
{
    ts_arena *arena = ts_arena_new();
    char key[] = "key", text[] = "a\0b";
    ts_value *map = ts_value_map(arena, NULL);
    ts_value_set(arena, map, key, ts_value_string(arena, (ts_str){text, 3}));
    key[0] = text[0] = 'x';
    const ts_value *value = ts_value_get(map, "key");
    assert_non_null(value);
    assert_int_equal(value->string.len, 3);
    assert_memory_equal(value->string.ptr, "a\0b", 4);
    ts_arena_free(arena);
}

static void lists_grow(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_value *list = ts_value_list(arena);
    for (int i = 0; i < 1000; i++)
        ts_value_push(arena, list, ts_value_int(arena, i));
    assert_int_equal(list->list.len, 1000);
    assert_int_equal(list->list.items[999]->integer, 999);
    ts_arena_free(arena);
}

static void kinds_have_words(void **state)
{
    for (ts_kind kind = TS_NIL; kind <= TS_MAP; kind++)
        assert_true(strlen(ts_kind_word(kind)) > 2);
}

static const char *nearest(const char *word)
{
    static const char *const names[] = {"title", "date", "base_url", "language", "theme", "id", NULL};
    const char *name = ts_nearest(ts_str_of(word), names);
    return name ? name : "none";
}

static void near_names_are_suggested(void **state)
{
    assert_string_equal(nearest("titel"), "title");
    assert_string_equal(nearest("Title"), "title");
    assert_string_equal(nearest("data"), "date");
    assert_string_equal(nearest("dat"), "date");
    assert_string_equal(nearest("baseurl"), "base_url");
    assert_string_equal(nearest("langauge"), "language");
    assert_string_equal(nearest("di"), "id");
    assert_string_equal(nearest("xy"), "none");
    assert_string_equal(nearest("permalink"), "none");
    assert_string_equal(nearest(""), "none");
    char word[200];
    memset(word, 't', sizeof word);
    word[64] = '\0';
    assert_string_equal(nearest(word), "none");
    word[64] = 't';
    word[199] = '\0';
    assert_string_equal(nearest(word), "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maps_keep_their_order),
        cmocka_unit_test(large_maps),
        cmocka_unit_test(asking_is_safe),
        cmocka_unit_test(texts_and_keys_are_copied),
        cmocka_unit_test(lists_grow),
        cmocka_unit_test(kinds_have_words),
        cmocka_unit_test(near_names_are_suggested),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
