#include "article/build_tree.h"
#include "tree_dump.h"
#include "unit.h"

static void check(const char *markdown, const char *language, const char *expected)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    cmark_node *tree = cmark_parse_document(markdown, strlen(markdown), CMARK_OPT_DEFAULT);
    ts_tree_tidy(arena, tree);
    ts_tree_mark_run_ins(arena, tree, language);
    assert_true(ts_tree_check(tree, &error));
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    outline(&out, tree);
    assert_string_equal(out.ptr, expected);
    ts_buf_free(&out);
    cmark_node_free(tree);
    ts_arena_free(arena);
}

static void sequences_get_labels(void **state)
{
    check("一是修路。全村出动。\n\n二是引水。也不难。", "zh-Hans",
          "p{label{一是修路。}全村出动。}p{label{二是引水。}也不难。}");
    check("一是一条很长很长很长很长很长很长很长很长很长很长很长的路，走了三天。完。\n\n二是引水。也不难。",
          "zh",
          "p{label{一是}一条很长很长很长很长很长很长很长很长很长很长很长的路，走了三天。完。}p{label{"
          "二是引水。}也不难。}");
}

static void labels_end_before_the_space(void **state)
{
    check("First, divers will clear the old piles from the sea bed before the tide.\n\n"
          "Second, the new deck will be laid from the shore outward, plank by plank.",
          "en",
          "p{label{First,} divers will clear the old piles from the sea bed before the tide.}"
          "p{label{Second,} the new deck will be laid from the shore outward, plank by plank.}");
}

static void one_is_no_sequence(void **state)
{
    check("一是修路。全村出动。\n\n路修好了。", "zh", "p{一是修路。全村出动。}p{路修好了。}");
    check("此外，修路。好。\n\n此外，引水。好。", "zh", "p{此外，修路。好。}p{此外，引水。好。}");
}

static void strong_text_stays_strong(void **state)
{
    check("**一是修路。** 全村出动。\n\n**二是引水。** 也不难。", "zh",
          "p{label{一是修路。} 全村出动。}p{label{二是引水。} 也不难。}");
    check("**First,** the road.\n\n**Second,** water.", "en",
          "p{label{First,} the road.}p{label{Second,} water.}");
    check("一是**修路。** 全村出动。\n\n二是**引水。** 也不难。", "zh",
          "p{一是strong{修路。} 全村出动。}p{二是strong{引水。} 也不难。}");
}

static void a_paragraph_is_not_all_label(void **state)
{
    check("一是修路。\n\n二是引水。", "zh", "p{label{一是}修路。}p{label{二是}引水。}");
    check("**一是修路。**\n\n**二是引水。**", "zh", "p{strong{一是修路。}}p{strong{二是引水。}}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sequences_get_labels),         cmocka_unit_test(labels_end_before_the_space),
        cmocka_unit_test(one_is_no_sequence),           cmocka_unit_test(strong_text_stays_strong),
        cmocka_unit_test(a_paragraph_is_not_all_label),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
