#include "unit.h"

#include "text/json.h"

#include <math.h>

/* What comes out when the text is read and written again. */
static const char *rewritten(ts_arena *arena, ts_str text)
{
    ts_error error = {0};
    const ts_value *value = ts_json_read(arena, text, "x.json", &error);
    if (!value)
        fail_msg("%s", error.message);
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_json_write(&out, value);
    const char *copy = ts_buf_copy(&out, arena);
    ts_buf_free(&out);
    return copy;
}

static void values_survive(void **state)
{
    static const char *const cases[][2] = {
        {"{\"b\":1,\"a\":[true,false,null,-2.5,\"中\"],\"c\":{}}",
         "{\"b\":1,\"a\":[true,false,null,-2.5,\"中\"],\"c\":{}}"},
        {" [ ] ", "[]"},
        {"\"x\"", "\"x\""},
        {"12", "12"},
        {"0.1", "0.1"},
        {"1e300", "1e+300"},
        {"9223372036854775807", "9223372036854775807"},
        {"[12345678901234567890,3]", "[1.2345678901234567e+19,3]"},
        {"\"\\u4e2d\\ud83d\\ude00\\/\\n\"", "\"中😀/\\n\""},
        {"\"a\\u0000b\"", "\"a\xEF\xBF\xBD"
                          "b\""},
        {"{\"a\":1,\"a\":2}", "{\"a\":2}"},
        {"\xEF\xBB\xBF{}", "{}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(rewritten(*state, ts_str_of(cases[i][0])), cases[i][1]);
}

static void errors_say_where(void **state)
{
    ts_error error = {0};
    assert_null(ts_json_read(*state, TS_STR("{\n \"a\": ?\n}"), "x.json", &error));
    assert_failed(&error, TS_SYNTAX, "no JSON");
    assert_int_equal(error.line, 2);
    assert_string_equal(error.source, "x.json");
    error = (ts_error){0};
    assert_null(ts_json_read(*state, (ts_str){0}, NULL, &error));
    assert_failed(&error, TS_SYNTAX, "empty");
    error = (ts_error){0};
    assert_null(ts_json_read(*state, TS_STR("{} {}"), NULL, &error));
    assert_failed(&error, TS_SYNTAX, "no JSON");
    error = (ts_error){0};
    assert_null(ts_json_read(*state, TS_STR("\"\xFF\""), NULL, &error));
    assert_failed(&error, TS_SYNTAX, "no JSON");
}

static ts_str nested(ts_buf *buf, size_t depth)
{
    ts_buf_clear(buf);
    for (size_t i = 0; i < depth; i++)
        ts_buf_putc(buf, '[');
    ts_buf_puts(buf, "\"[[[[\"");
    for (size_t i = 0; i < depth; i++)
        ts_buf_putc(buf, ']');
    return ts_buf_str(buf);
}

static void nesting_has_a_limit(void **state)
{
    ts_error error = {0};
    ts_buf buf;
    ts_buf_init(&buf, TS_BUF_MAX);
    assert_non_null(ts_json_read(*state, nested(&buf, TS_JSON_DEPTH), NULL, &error));
    assert_null(ts_json_read(*state, nested(&buf, TS_JSON_DEPTH + 1), NULL, &error));
    assert_failed(&error, TS_LIMIT, "128");
    assert_int_equal(error.column, TS_JSON_DEPTH + 1);
    error = (ts_error){0};
    assert_null(ts_json_read(*state, nested(&buf, 1000000), NULL, &error));
    assert_failed(&error, TS_LIMIT, "128");
    assert_null(ts_json_read_lenient(*state, nested(&buf, 1000000)));
    ts_buf_free(&buf);
}

static void deep_trees_are_written_without_recursion(void **state)
{
    ts_value *root = ts_value_list(*state), *value = root;
    for (int i = 0; i < 200000; i++) {
        ts_value *child = ts_value_list(*state);
        ts_value_push(*state, value, child);
        value = child;
    }
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_json_write(&out, root);
    assert_int_equal(out.len, 400002);
    ts_buf_free(&out);
}

static void many_keys_take_linear_time(void **state)
{
    ts_buf buf;
    ts_buf_init(&buf, TS_BUF_MAX);
    for (int i = 0; i < 200000; i++)
        ts_buf_printf(&buf, "%s\"k%d\":%d", i ? "," : "{", i, i);
    ts_buf_putc(&buf, '}');
    ts_error error = {0};
    const ts_value *value = ts_json_read(*state, ts_buf_str(&buf), NULL, &error);
    assert_int_equal(value->map.len, 200000);
    assert_slice(value->map.pairs[7].key, "k7");
    ts_buf_free(&buf);
}

static void embedded_json_is_mended(void **state)
{
    static const char *const cases[][2] = {
        {"<!-- {\"a\":1} -->", "{\"a\":1}"},
        {"//<![CDATA[\n{\"a\":1}\n//]]>", "{\"a\":1}"},
        {"/*<![CDATA[*/ {\"a\":[[1]]} /*]]>*/", "{\"a\":[[1]]}"},
        {"<![CDATA[[[1]]]]>", "[[1]]"},
        {"{\"a\":1};", "{\"a\":1}"},
        {"{\"a\":[1,2,],}", "{\"a\":[1,2]}"},
        {"{\"a\":1,,\"b\":2}", "{\"a\":1,\"b\":2}"},
        {"{\"a\":\"line\r\n\tend\x01\"}", "{\"a\":\"line\\n\\tend \"}"},
        {"{\"a\": 1, // why\n \"b\": /* , */ 2}", "{\"a\":1,\"b\":2}"},
        {"{&quot;a&quot;:&quot;b \\&quot;c\\&quot; &amp; \"d\"&quot;}",
         "{\"a\":\"b \\\"c\\\" &amp; \\\"d\\\"\"}"},
        {"{\"a\":\"keep &quot;this&quot; // and /* this */\",}",
         "{\"a\":\"keep &quot;this&quot; // and /* this */\"}"},
        {"{\"a\":\"it\\'s \\d \\u12 \\ud800 \\ud83d\\ude00\"}",
         "{\"a\":\"it's \\\\d \\\\u12 \xEF\xBF\xBD 😀\"}"},
        {"{\"a\":\"\xFF\"}", "{\"a\":\"\xEF\xBF\xBD\"}"},
        {"{\"a\":1}", "{\"a\":1}"},
        {"{\"a\":\"say \"yes\", or \"no\"\n\", \"b\":\"c\"}",
         "{\"a\":\"say \\\"yes\\\", or \\\"no\\\"\\n\",\"b\":\"c\"}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const ts_value *value = ts_json_read_lenient(*state, ts_str_of(cases[i][0]));
        if (!value)
            fail_msg("not mended: %s", cases[i][0]);
        ts_buf out;
        ts_buf_init(&out, TS_BUF_MAX);
        ts_json_write(&out, value);
        assert_string_equal(out.ptr, cases[i][1]);
        ts_buf_free(&out);
    }
    static const char *const beyond[] = {"",   "{",  "{\"a\":", "var x = 1", "\"open",
                                         "/*", "//", "&quot;",  "{\"a\" 1}"};
    for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++)
        ts_json_read_lenient(*state, ts_str_of(beyond[i]));
    assert_null(ts_json_read_lenient(*state, TS_STR("var x = {}")));
    assert_null(ts_json_read_lenient(*state, (ts_str){0}));
}

static void what_needs_an_escape_gets_it_at_every_place(void **state)
{
    static const struct {
        char byte;
        const char *escape;
    } cases[] = {{'"', "\\\""},       {'\\', "\\\\"},      {'<', "\\u003C"},        {'\n', "\\n"},
                 {'\x7F', "\\u007F"}, {'\x01', "\\u0001"}, {'\xFF', "\xEF\xBF\xBD"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t at = 0; at < 40; at++) {
            char text[] = "The lock was closed, the ferry went out.", wanted[64];
            text[at] = cases[i].byte;
            snprintf(wanted, sizeof wanted, "\"%.*s%s%s\"", (int)at, text, cases[i].escape, text + at + 1);
            ts_buf out;
            ts_buf_init(&out, TS_BUF_MAX);
            ts_json_string(&out, ts_str_of(text));
            assert_string_equal(out.ptr, wanted);
            ts_buf_free(&out);
        }
}

static void writing_is_safe_in_a_script(void **state)
{
    ts_value *map = ts_value_map(*state, NULL);
    ts_value_set(*state, map, "</script>",
                 ts_value_string(*state, TS_STR("<!--\xE2\x80\xA8\"\\\x7F\x01\xFF")));
    ts_value_set(*state, map, "n", ts_value_num(*state, (double)NAN));
    ts_value_set(*state, map, "h", ts_value_html(*state, TS_STR("<b>")));
    ts_value_set(*state, map, "z", NULL);
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_json_write(&out, map);
    assert_string_equal(out.ptr,
                        "{\"\\u003C/script>\":\"\\u003C!--\\u2028\\\"\\\\\\u007F\\u0001\xEF\xBF\xBD\","
                        "\"n\":null,\"h\":\"\\u003Cb>\",\"z\":null}");
    ts_buf_free(&out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_arena, free_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(values_survive),
        TEST(errors_say_where),
        TEST(nesting_has_a_limit),
        TEST(deep_trees_are_written_without_recursion),
        TEST(many_keys_take_linear_time),
        TEST(embedded_json_is_mended),
        TEST(what_needs_an_escape_gets_it_at_every_place),
        TEST(writing_is_safe_in_a_script),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
