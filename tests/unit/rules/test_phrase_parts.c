/* Rules in the parts that are tried, as they are packed. */
#include "base/baked.h"
#include "rules/phrase_index.h"
#include "rules/phrase_parts.h"
#include "text/width.h"
#include "one_arena.h"

#include <stdint.h>

/* The packed parts of a file's rules; `in` stands before the first. */
static ts_parts_head pack(const char *text, ts_parts_count *count, ts_unpack *in)
{
    ts_phrase_file file;
    ts_error error = {0};
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    assert_true(ts_phrase_file_read(arena, ts_str_of(text), "xx", &file, &error));
    ts_parts_pack(&out, "xx", &file, count);
    *in = (ts_unpack){.bytes = {ts_buf_copy(&out, arena), out.len}};
    ts_buf_free(&out);
    return ts_parts_unpack_head(in);
}

static const char RULES[] = "script Latin Greek\n"
                            "rule share any 60\n  = ^share$|^tweet\n  = (?i)^pin it$\n  + share\n  - it\n"
                            "rule tags ask 0\n  = ^tags:\n  = tagged\n  + tagged\n  - it\n";

static void a_rule_is_divided_where_all_of_it_begins_at_the_start(void **state)
{
    ts_parts_count count = {.rules = 7};
    ts_unpack in;
    ts_parts_head head = pack(RULES, &count, &in);
    assert_string_equal(head.name, "xx");
    assert_int_equal(head.scripts, TS_SCRIPT_LATIN | TS_SCRIPT_GREEK);
    assert_true(head.count == 3 && count.parts == 3 && count.rules == 9);
    static const ts_phrase_part expected[] = {
        {7, "share", TS_IN_HEAD | TS_IN_TAIL | TS_IN_BODY, 60, "^share$|^tweet", NULL, 0},
        {7, "share", TS_IN_HEAD | TS_IN_TAIL | TS_IN_BODY, 60, "(?i)^pin it$", NULL, 0},
        {8, "tags", 0, 0, "(?:^tags:)|(?:tagged)", NULL, 0}};
    for (size_t i = 0; i < 3; i++) {
        ts_phrase_part part = ts_parts_unpack(&in);
        assert_int_equal(part.rule, expected[i].rule);
        assert_string_equal(part.rule_class, expected[i].rule_class);
        assert_int_equal(part.zones, expected[i].zones);
        assert_int_equal(part.max, expected[i].max);
        assert_string_equal(part.pattern, expected[i].pattern);
    }
    assert_false(in.bad);
    assert_null(ts_parts_unpack_head(&in).name);
}

static void what_a_part_demands_comes_back(void **state)
{
    ts_parts_count count = {0};
    ts_unpack in;
    ts_demands demands, again;
    pack(RULES, &count, &in);
    for (size_t i = 0; i < 3; i++) {
        ts_phrase_part part = ts_parts_unpack(&in);
        ts_demands_of(arena, ts_str_of(part.pattern), &demands);
        ts_parts_unpack_demands(arena, &part, &again);
        assert_int_equal(again.len, demands.len);
        for (size_t k = 0; k < demands.len; k++) {
            const ts_demand *a = &demands.items[k], *b = &again.items[k];
            assert_memory_equal(&a->shape.first, &b->shape.first, sizeof a->shape.first);
            assert_memory_equal(&a->shape.last, &b->shape.last, sizeof a->shape.last);
            assert_int_equal(a->shape.without, b->shape.without);
            assert_true(a->literals.len == 1 && b->literals.len == 1);
            assert_true(ts_str_eq(a->literals.items[0], b->literals.items[0]));
        }
    }
}

/* The rules of the baked parts that are found in the line. */
static bool finds(const ts_phrase_index *index, const int *rules, ts_str line, int rule)
{
    ts_part_set found;
    ts_part_set_clear(&found);
    ts_phrase_index_find(index, line, &found);
    for (int i = 0; (i = ts_part_set_next(&found, i, TS_PARTS_MAX)) < TS_PARTS_MAX; i++)
        if (rules[i] == rule)
            return true;
    return false;
}

static ts_phrase_index *index_of_all(int *rules)
{
    ts_unpack in = {0};
    ts_phrase_index *index = ts_phrase_index_new(arena, 12);
    assert_true(ts_baked_find("rules/phrases.parts", &in.bytes));
    size_t parts = ts_unpack_count(&in), files = ts_unpack_count(&in), number = 0;
    assert_in_range(parts, 100, TS_PARTS_MAX);
    for (; files; files--)
        for (size_t left = ts_parts_unpack_head(&in).count; left; left--, number++) {
            ts_phrase_part part = ts_parts_unpack(&in);
            ts_demands demands;
            ts_parts_unpack_demands(arena, &part, &demands);
            ts_phrase_index_add(index, &demands, (int)number);
            rules[number] = part.rule;
        }
    assert_true(number == parts && !in.bad && in.at == in.bytes.len);
    return index;
}

/* Nothing that a rule's parts demand may turn away a line that the rule matches. */
static void no_case_of_any_rule_is_turned_away(void **state)
{
    const char *name;
    ts_buf folded;
    int number = 0, *rules = ts_arena_alloc(arena, TS_PARTS_MAX * sizeof *rules);
    ts_phrase_index *index = index_of_all(rules);
    ts_buf_init(&folded, TS_BUF_MAX);
    for (size_t i = ts_baked_first("rules/phrases/"); ts_baked_at(i, "rules/phrases/", &name); i++) {
        ts_str text;
        ts_phrase_file file;
        ts_error error = {0};
        assert_true(ts_baked_find(name, &text) && ts_phrase_file_read(arena, text, name, &file, &error));
        for (size_t r = 0; r < file.rules.len; r++, number++) {
            const ts_phrase_rule *rule = &file.rules.items[r];
            for (size_t k = 0; k < rule->cases.len; k++) {
                ts_buf_clear(&folded);
                ts_fold(&folded, rule->cases.items[k].text);
                if (rule->cases.items[k].matches && !finds(index, rules, ts_buf_str(&folded), number))
                    fail_msg("%s:%d: turned away", name, rule->cases.items[k].line);
            }
        }
    }
    ts_buf_free(&folded);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_arena, close_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_rule_is_divided_where_all_of_it_begins_at_the_start),
        TEST(what_a_part_demands_comes_back),
        TEST(no_case_of_any_rule_is_turned_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
