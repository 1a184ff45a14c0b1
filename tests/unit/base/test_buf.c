#include "base/buf.h"
#include "unit.h"

static void appends_make_a_c_string(void **state)
{
    ts_buf buf;
    ts_buf_init(&buf, TS_BUF_MAX);
    assert_string_equal(buf.ptr, "");
    ts_buf_puts(&buf, "tear");
    ts_buf_puts(&buf, NULL);
    ts_buf_putc(&buf, ' ');
    ts_buf_put(&buf, TS_STR("sheet"));
    ts_buf_put(&buf, (ts_str){0});
    ts_buf_printf(&buf, " %d%s", 5, "!");
    ts_buf_printf(&buf, "%s", "");
    assert_string_equal(buf.ptr, "tear sheet 5!");
    ts_buf_truncate(&buf, 4);
    ts_buf_truncate(&buf, 99);
    assert_slice(ts_buf_str(&buf), "tear");
    ts_buf_clear(&buf);
    assert_string_equal(buf.ptr, "");
    ts_buf_free(&buf);
}

static void the_maximum_holds_and_sticks(void **state)
{
    ts_buf buf;
    ts_buf_init(&buf, 5);
    ts_buf_puts(&buf, "12345");
    assert_false(buf.full);
    ts_buf_putc(&buf, '6');
    assert_true(buf.full);
    assert_string_equal(buf.ptr, "12345");
    ts_buf_truncate(&buf, 1);
    ts_buf_puts(&buf, "x");
    ts_buf_printf(&buf, "%d", 1);
    assert_string_equal(buf.ptr, "1");
    ts_buf_clear(&buf);
    ts_buf_printf(&buf, "%s", "123456");
    assert_true(buf.full);
    assert_string_equal(buf.ptr, "");
    ts_buf_clear(&buf);
    ts_buf_printf(&buf, "%s", "12345");
    assert_false(buf.full);
    assert_string_equal(buf.ptr, "12345");
    ts_buf_free(&buf);

    ts_buf_init(&buf, 0);
    ts_buf_puts(&buf, "");
    assert_false(buf.full);
    ts_buf_putc(&buf, 'x');
    assert_true(buf.full);
    ts_buf_free(&buf);
}

static void it_grows_byte_by_byte(void **state)
{
    ts_buf buf;
    ts_buf_init(&buf, 100000);
    for (int i = 0; i < 100001; i++)
        ts_buf_putc(&buf, (char)('a' + i % 26));
    assert_int_equal(buf.len, 100000);
    assert_true(buf.full);
    assert_int_equal(buf.ptr[99999], 'a' + 99999 % 26);
    assert_int_equal(buf.ptr[100000], 0);
    ts_buf_free(&buf);
}

static void code_points_become_utf8(void **state)
{
    const struct {
        uint32_t code;
        const char *bytes;
    } cases[] = {
        {0x41, "A"},
        {0x7F, "\x7F"},
        {0x80, "\xC2\x80"},
        {0x7FF, "\xDF\xBF"},
        {0x800, "\xE0\xA0\x80"},
        {0xD7FF, "\xED\x9F\xBF"},
        {0xD800, "\xEF\xBF\xBD"},
        {0xDFFF, "\xEF\xBF\xBD"},
        {0xE000, "\xEE\x80\x80"},
        {0xFFFF, "\xEF\xBF\xBF"},
        {0x10000, "\xF0\x90\x80\x80"},
        {0x10FFFF, "\xF4\x8F\xBF\xBF"},
        {0x110000, "\xEF\xBF\xBD"},
        {UINT32_MAX, "\xEF\xBF\xBD"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ts_buf buf;
        ts_buf_init(&buf, TS_BUF_MAX);
        ts_buf_put_utf8(&buf, cases[i].code);
        assert_string_equal(buf.ptr, cases[i].bytes);
        ts_buf_free(&buf);
    }
}

static void a_character_is_put_whole_or_not_at_all(void **state)
{
    ts_buf buf;
    ts_buf_init(&buf, 4);
    ts_buf_puts(&buf, "ab");
    ts_buf_put_utf8(&buf, 0x4E00);
    assert_string_equal(buf.ptr, "ab");
    assert_true(buf.full);
    ts_buf_free(&buf);
}

static void bytes_change_hands(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_buf buf;
    ts_buf_init(&buf, TS_BUF_MAX);
    ts_buf_put(&buf, TS_STR("a\0b"));
    assert_memory_equal(ts_buf_copy(&buf, arena), "a\0b", 4);
    size_t len;
    char *bytes = ts_buf_detach(&buf, &len);
    assert_int_equal(len, 3);
    assert_memory_equal(bytes, "a\0b", 4);
    assert_string_equal(buf.ptr, "");
    free(bytes);
    ts_buf_puts(&buf, "again");
    assert_string_equal(buf.ptr, "again");
    ts_str kept = ts_buf_keep(&buf, arena);
    assert_int_equal(kept.len, 5);
    assert_string_equal(kept.ptr, "again");
    assert_null(buf.ptr);
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_make_a_c_string),
        cmocka_unit_test(the_maximum_holds_and_sticks),
        cmocka_unit_test(it_grows_byte_by_byte),
        cmocka_unit_test(code_points_become_utf8),
        cmocka_unit_test(a_character_is_put_whole_or_not_at_all),
        cmocka_unit_test(bytes_change_hands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
