/* Base64: what RFC 4648 has as examples, and what is none. */
#include "one_arena.h"
#include "base/base64.h"

static const struct {
    const char *bytes, *text;
} examples[] = {{"", ""},
                {"f", "Zg=="},
                {"fo", "Zm8="},
                {"foo", "Zm9v"},
                {"foob", "Zm9vYg=="},
                {"fooba", "Zm9vYmE="},
                {"foobar", "Zm9vYmFy"}};

static void examples_of_the_standard(void **state)
{
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        ts_buf out;
        ts_str bytes;
        ts_buf_init(&out, 100);
        ts_base64_write(&out, ts_str_of(examples[i].bytes));
        assert_string_equal(out.ptr, examples[i].text);
        assert_true(ts_base64_read(arena, ts_str_of(examples[i].text), &bytes));
        assert_string_equal(bytes.ptr, examples[i].bytes);
        ts_buf_free(&out);
    }
}

static void what_is_none_is_refused(void **state)
{
    ts_str bytes;
    assert_false(ts_base64_read(arena, TS_STR("Zm9v*"), &bytes));
    assert_false(ts_base64_read(arena, TS_STR("Zm9vY"), &bytes));
    assert_false(ts_base64_read(arena, TS_STR("Z==="), &bytes));
}

/* Pieces are encoded one after another: no padding may fall between them. */
static void long_texts_have_padding_at_their_end_only(void **state)
{
    ts_buf out, long_text;
    ts_str bytes;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_buf_init(&long_text, TS_BUF_MAX);
    for (int i = 0; i < 10000; i++)
        ts_buf_putc(&long_text, (char)(i % 251));
    ts_base64_write(&out, ts_buf_str(&long_text));
    assert_int_equal(out.len, 13336);
    assert_true(ts_base64_read(arena, ts_buf_str(&out), &bytes));
    assert_true(ts_str_eq(bytes, ts_buf_str(&long_text)));
    ts_buf_free(&out);
    ts_buf_free(&long_text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(examples_of_the_standard),
        TEST(what_is_none_is_refused),
        TEST(long_texts_have_padding_at_their_end_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
