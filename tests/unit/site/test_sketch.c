#include "base/buf.h"
#include "site/sketch.h"
#include "unit.h"

/* So many sentences, the first one numbered `from`. */
static void tell(ts_buf *text, int from, int count)
{
    for (int i = from; i < from + count; i++)
        ts_buf_printf(text,
                      "On day %d the harbour of Saltby saw %d boats and %d gulls come in with the tide. ",
                      i * 7, i * 131 % 97, i * 53 % 89);
}

static double likeness(const char *a, const char *b)
{
    ts_sketch s, t;
    ts_sketch_make(&s, ts_str_of(a));
    ts_sketch_make(&t, ts_str_of(b));
    return ts_sketch_likeness(&s, &t);
}

static void the_same_text_is_alike_in_any_layout(void **state)
{
    ts_buf a, b;
    ts_buf_init(&a, TS_BUF_MAX);
    ts_buf_init(&b, TS_BUF_MAX);
    tell(&a, 0, 20);
    for (size_t i = 0; i < a.len; i++)
        ts_buf_puts(&b, a.ptr[i] == ' ' ? "\n  " : (char[]){a.ptr[i], 0});
    assert_true(likeness(a.ptr, b.ptr) == 1.0);
    ts_buf_free(&a);
    ts_buf_free(&b);
}

static void full_and_half_width_count_as_one(void **state)
{
    const char *full =
        "渔港今年共接待渔船一百三十二艘，比去年增加（百分之八）；岸上的市场也热闹起来，商户说：生意好做多了！"
        "镇上计划明年修一座新码头，让更多的船靠岸，工程预计两年完成，费用由镇里和渔民合作社分担。";
    const char *half =
        "渔港今年共接待渔船一百三十二艘,比去年增加(百分之八);岸上的市场也热闹起来,商户说:生意好做多了!"
        "镇上计划明年修一座新码头,让更多的船靠岸,工程预计两年完成,费用由镇里和渔民合作社分担。";
    assert_true(likeness(full, half) == 1.0);
}

static void likeness_follows_what_is_shared(void **state)
{
    ts_buf whole, most, other;
    ts_buf_init(&whole, TS_BUF_MAX);
    ts_buf_init(&most, TS_BUF_MAX);
    ts_buf_init(&other, TS_BUF_MAX);
    tell(&whole, 0, 40);
    tell(&most, 0, 34);
    for (int i = 0; i < 40; i++)
        ts_buf_printf(&other, "%c%c council voted %d to %d on the lighthouse lamp, clerk %d wrote. ",
                      'a' + i % 26, 'z' - i % 25, i, i * 3, i * i);
    assert_true(likeness(whole.ptr, most.ptr) > 0.6);
    assert_true(likeness(whole.ptr, other.ptr) < 0.2);
    ts_buf_free(&whole);
    ts_buf_free(&most);
    ts_buf_free(&other);
}

static void short_texts_are_like_nothing(void **state)
{
    char text[TS_SKETCH_LEAST + TS_SKETCH_GRAM] = "";
    for (int i = 0; i < TS_SKETCH_LEAST + TS_SKETCH_GRAM - 2; i++)
        text[i] = (char)('a' + i * i % 26);
    assert_true(likeness(text, text) == 0.0);
    text[TS_SKETCH_LEAST + TS_SKETCH_GRAM - 2] = 'q';
    assert_true(likeness(text, text) == 1.0);
    assert_true(likeness("", "") == 0.0);
    assert_true(likeness("\xff\xfe\xff", "......") == 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_text_is_alike_in_any_layout),
        cmocka_unit_test(full_and_half_width_count_as_one),
        cmocka_unit_test(likeness_follows_what_is_shared),
        cmocka_unit_test(short_texts_are_like_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
