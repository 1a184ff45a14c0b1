#include "unit.h"

#include <stdalign.h>

static void memory_is_zero_and_aligned(void **state)
{
    ts_arena *arena = ts_arena_new();
    /* Sizes on both sides of a chunk's quarter, its whole, and far past it. */
    const size_t sizes[] = {0, 1, 15, 16, 17, 1023, 1024, 1025, 4095, 4096, 4097, 100000, 1 << 20};
    for (int round = 0; round < 50; round++)
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            unsigned char *p = ts_arena_alloc(arena, sizes[i]);
            assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
            for (size_t b = 0; b < sizes[i]; b += 997)
                assert_int_equal(p[b], 0);
            if (sizes[i])
                memset(p, 0xAA, sizes[i]);
            if (round > 2 && sizes[i] > 4097)
                break;
        }
    ts_arena_free(arena);
    ts_arena_free(NULL);
}

/* Chunks are kept for the next arena: it must not see what was in them. */
static void memory_used_before_is_zero_again(void **state)
{
    for (int round = 0; round < 3; round++) {
        ts_arena *arenas[3];
        for (int a = 0; a < 3; a++) {
            arenas[a] = ts_arena_new();
            for (int i = 0; i < 4000; i++) {
                unsigned char *p = ts_arena_alloc(arenas[a], 1000);
                for (int b = 0; b < 1000; b += 99)
                    assert_int_equal(p[b], 0);
                memset(p, 0xAA, 1000);
            }
        }
        for (int a = 0; a < 3; a++)
            ts_arena_free(arenas[a]);
    }
}

static void pieces_do_not_overlap(void **state)
{
    ts_arena *arena = ts_arena_new();
    size_t *pieces[3000];
    for (size_t i = 0; i < 3000; i++) {
        pieces[i] = ts_arena_alloc(arena, sizeof(size_t) * (1 + i % 90));
        for (size_t k = 0; k <= i % 90; k++)
            pieces[i][k] = i;
    }
    for (size_t i = 0; i < 3000; i++)
        for (size_t k = 0; k <= i % 90; k++)
            assert_int_equal(pieces[i][k], i);
    ts_arena_free(arena);
}

static void texts_are_copied(void **state)
{
    ts_arena *arena = ts_arena_new();
    char source[] = "news";
    char *copy = ts_arena_copy(arena, (ts_str){source, 3});
    source[0] = 'x';
    assert_string_equal(copy, "new");
    assert_string_equal(ts_arena_copy(arena, (ts_str){0}), "");
    assert_null(ts_arena_strdup(arena, NULL));
    assert_string_equal(ts_arena_strdup(arena, source), "xews");
    assert_string_equal(ts_arena_printf(arena, "%s-%03d", "page", 7), "page-007");
    assert_int_equal(strlen(ts_arena_printf(arena, "%20000d", 1)), 20000);
    char *z = ts_strndup(TS_STR("a\0b"));
    assert_memory_equal(z, "a\0b", 4);
    free(z);
    ts_arena_free(arena);
}

static char order[8];

static void note(void *object)
{
    strncat(order, object, sizeof order - strlen(order) - 1);
}

static void hooks_run_in_reverse_while_memory_stands(void **state)
{
    ts_arena *arena = ts_arena_new();
    order[0] = '\0';
    ts_arena_defer(arena, note, ts_arena_strdup(arena, "1"));
    ts_arena_alloc(arena, 1 << 20);
    ts_arena_defer(arena, note, ts_arena_strdup(arena, "2"));
    ts_arena_defer(arena, note, ts_arena_strdup(arena, "3"));
    ts_arena_free(arena);
    assert_string_equal(order, "321");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zero_and_aligned),
        cmocka_unit_test(memory_used_before_is_zero_again),
        cmocka_unit_test(pieces_do_not_overlap),
        cmocka_unit_test(texts_are_copied),
        cmocka_unit_test(hooks_run_in_reverse_while_memory_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
