#include "dom/state.h"
#include "one_arena.h"
#include "unit.h"

/* A script is long enough with these bytes behind it. */
static ts_str padded(const char *script)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_buf_puts(&text, script);
    for (int i = 0; i < 700; i++)
        ts_buf_putc(&text, 'x');
    return ts_buf_keep(&text, arena);
}

static void check(const char *script, const char *expected)
{
    ts_str state = ts_script_state(padded(script));
    assert_true(expected ? ts_str_starts(state, ts_str_of(expected)) : state.len == 0);
}

static void what_a_script_begins_with_is_handed_over(void **state)
{
    check("window.__INITIAL_STATE__={\"a\"", "{\"a\"");
    check("\n  window[\"__STATE__\"] = JSON.parse(\"{", "JSON.parse(");
    check("var page = [1", "[1");
    check("window.__NUXT__=(function(a){return", "(function");
}

static void other_scripts_hand_over_nothing(void **state)
{
    check("window.dataLayer = window.dataLayer || [];", NULL);
    check("(function(){var a = {}", NULL);
    check("a == {", NULL);
    check("go({\"a\"", NULL);
    check("", NULL);
    assert_int_equal(ts_script_state(TS_STR("var a = {};")).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_a_script_begins_with_is_handed_over, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(other_scripts_hand_over_nothing, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
