/* What a pattern's lines must hold, and the index that looks for all of it at once. */
#include "rules/phrase_index.h"
#include "rules/phrase_literals.h"
#include "one_arena.h"

/* The literals of a pattern's alternatives, a space between two; "-" where one has none. */
static const char *literals_of(const char *pattern)
{
    ts_demands demands;
    const char *all = "";
    ts_demands_of(arena, ts_str_of(pattern), &demands);
    for (size_t i = 0; i < demands.len; i++) {
        const ts_literals *found = &demands.items[i].literals;
        if (!found->len)
            return "-";
        for (size_t k = 0; k < found->len; k++)
            all = ts_arena_printf(arena, "%s%s%.*s", all, i + k ? " " : "", (int)found->items[k].len,
                                  found->items[k].ptr);
    }
    return all;
}

#define assert_literals(pattern, expected) assert_string_equal(literals_of(pattern), expected)

static void what_stands_in_a_row_is_joined(void **state)
{
    assert_literals("^abc$", "abc");
    assert_literals("(?i)^\\W*Editor\\s*:", "editor");
    assert_literals("a\\.b\\bc", "a.bc");
    assert_literals("(?<value>ab)c(?:de)(?i:FG)(?-i:h)", "abcdefgh");
    assert_literals("x(?=yes)y(?!no)z(?<=w)(?<!v)w", "xyzw");
    assert_literals("Ärger-2/]}ß.", "ärger-0/]}ß");
}

static void alternatives_and_classes_are_put_together(void **state)
{
    assert_literals("(news|text) (one|two)", "news one news two text one text two");
    assert_literals("[原本][题題]", "原题 原題 本题 本題");
    assert_literals("colou?r|hue", "colo hue");
    assert_literals("[a-c]\\s", "a b c");
    assert_literals("[\\]\\-^]", "] - ^");
    assert_literals("[]a]", "] a");
    assert_literals("Ä|Я", "ä я");
}

static void digits_are_one(void **state)
{
    assert_literals("\\d{4}-\\d{1,2}", "0000-0");
    assert_literals("[1-9][\\d,]", "00 0,");
    assert_literals("(19|20)\\d\\d", "0000");
}

static void what_is_looked_for_must_be_there(void **state)
{
    assert_literals("^(?=.*(news|home))\\w+", "news home");
    assert_literals("^(?!.*news)ab", "ab");
    assert_literals("(?<=end)\\w", "end");
}

static void what_may_be_left_out_or_repeated_ends_a_text(void **state)
{
    assert_literals("ab?cde", "cde");
    assert_literals("größe+", "größe");
    assert_literals("aβγ?", "aβ");
    assert_literals("abc{0,3}de", "ab");
    assert_literals("(abc)+de", "abc");
    assert_literals("x(yz){2}!", "xyzyz!");
    assert_literals("x(yz){2,3}!", "xyzyz");
    assert_literals("x{60}", "xxxx");
    assert_literals("abc.*?defg", "defg");
    assert_literals("ab(c(d|e)?f)g", "ab");
}

static void a_pattern_without_literals_says_so(void **state)
{
    assert_literals("", "-");
    assert_literals("^\\s+$", "-");
    assert_literals("abc|\\s", "-");
    assert_literals("(abc)?", "-");
    assert_literals("[^a]", "-");
    assert_literals("[a-z]", "-");
    assert_literals("\\p{Lu}[\\s]", "-");
}

static void an_unknown_form_has_none(void **state)
{
    assert_literals("abc(?x)d", "-");
    assert_literals("abc(?>d)", "-");
    assert_literals("(a)bcd\\1", "-");
    assert_literals("abc[[:alpha:]]", "-");
    assert_literals("abc\\Qd", "-");
    assert_literals("abc\\", "-");
    assert_literals("abc(", "-");
    assert_literals("abc)", "-");
    assert_literals("abc[", "-");
    assert_literals("{abc", "-");
    assert_literals("abc\\pL", "-");
}

#define NESTED 31

static void nesting_has_a_depth(void **state)
{
    char pattern[2 * NESTED + 4];
    for (int depth = NESTED - 2; depth < NESTED + 1; depth++) {
        memset(pattern, '(', (size_t)depth);
        memcpy(pattern + depth, "abc", 3);
        memset(pattern + depth + 3, ')', (size_t)depth);
        pattern[2 * depth + 3] = '\0';
        assert_literals(pattern, depth < NESTED - 1 ? "abc" : "-");
    }
}

enum { SLOT_BITS = 8 };

static void add(ts_phrase_index *index, const char *pattern, int rule)
{
    ts_demands demands;
    ts_demands_of(arena, ts_str_of(pattern), &demands);
    ts_phrase_index_add(index, &demands, rule);
}

static bool finds(const ts_phrase_index *index, ts_str line, int rule)
{
    ts_part_set found;
    ts_part_set_clear(&found);
    ts_phrase_index_find(index, line, &found);
    return ts_part_set_next(&found, rule, TS_PARTS_MAX) == rule;
}

static void the_index_finds_rules_by_their_literals(void **state)
{
    static const char *patterns[] = {"a", "ab", "abc", "abcd", "abcde", "来源|ſtaff", "\\s"};
    ts_phrase_index *index = ts_phrase_index_new(arena, SLOT_BITS);
    for (int i = 0; i < 7; i++)
        add(index, patterns[i], 100 * i);
    for (int i = 0; i < 5; i++) {
        ts_str line = ts_str_sub(TS_STR("abcde"), 0, (size_t)i + 1);
        for (int k = 0; k < 5; k++)
            assert_int_equal(finds(index, line, 100 * k), k <= i);
    }
    assert_true(finds(index, TS_STR("xxABCDE"), 400));
    assert_false(finds(index, TS_STR("xxabcd"), 400));
    assert_true(finds(index, TS_STR("本文来源"), 500));
    assert_false(finds(index, TS_STR("本文来"), 500));
    assert_true(finds(index, TS_STR("STAFF"), 500));
    add(index, "\\d日", 700);
    assert_true(finds(index, TS_STR("７日"), 700) && finds(index, TS_STR("٣日"), 700));
    assert_true(finds(index, TS_STR(""), 600));
    ts_str long_line = {ts_arena_alloc(arena, 100000), 100000};
    memset((char *)long_line.ptr, 'b', long_line.len);
    assert_false(finds(index, long_line, 0));
    memcpy((char *)long_line.ptr + long_line.len - 5, "abcde", 5);
    assert_true(finds(index, long_line, 400));
}

/* Letters whose lower case takes more bytes: the folded line still fits. */
static void a_line_may_grow_when_it_is_folded(void **state)
{
    ts_buf line;
    ts_phrase_index *index = ts_phrase_index_new(arena, SLOT_BITS);
    add(index, "Ⱥb", 0);
    ts_buf_init(&line, TS_BUF_MAX);
    for (int i = 0; i < 3000; i++)
        ts_buf_puts(&line, "Ⱥ");
    assert_false(finds(index, ts_buf_str(&line), 0));
    ts_buf_puts(&line, "B");
    assert_true(finds(index, ts_buf_str(&line), 0));
    ts_buf_free(&line);
}

static void a_rule_bound_to_the_ends_is_found_by_them(void **state)
{
    ts_phrase_index *index = ts_phrase_index_new(arena, SLOT_BITS);
    add(index, "^\\W*(news|source)\\s*:.*$|^\\d+ (comment|reply)$|home", 0);
    assert_true(finds(index, TS_STR("* Source: x"), 0));
    assert_false(finds(index, TS_STR("The source: x"), 0));
    assert_true(finds(index, TS_STR("7 comment"), 0));
    assert_false(finds(index, TS_STR("7 comments"), 0));
    assert_false(finds(index, TS_STR("No comment"), 0));
    assert_true(finds(index, TS_STR("No home here"), 0));
}

static void a_set_is_walked_in_order(void **state)
{
    static const int parts[] = {5, 63, 64, 700, 4095, 4096, 5000, TS_PARTS_MAX - 1};
    ts_part_set set;
    ts_part_set_clear(&set);
    assert_int_equal(ts_part_set_next(&set, 0, TS_PARTS_MAX), TS_PARTS_MAX);
    for (size_t i = sizeof parts / sizeof *parts; i-- > 0;)
        ts_part_set_add(&set, parts[i]);
    int part = -1;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        assert_int_equal(part = ts_part_set_next(&set, part + 1, TS_PARTS_MAX), parts[i]);
    assert_int_equal(ts_part_set_next(&set, part + 1, TS_PARTS_MAX), TS_PARTS_MAX);
    assert_int_equal(ts_part_set_next(&set, 65, 700), 700);
    assert_int_equal(ts_part_set_next(&set, 65, 701), 700);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_arena, close_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_stands_in_a_row_is_joined),
        TEST(alternatives_and_classes_are_put_together),
        TEST(digits_are_one),
        TEST(what_is_looked_for_must_be_there),
        TEST(what_may_be_left_out_or_repeated_ends_a_text),
        TEST(a_pattern_without_literals_says_so),
        TEST(an_unknown_form_has_none),
        TEST(nesting_has_a_depth),
        TEST(the_index_finds_rules_by_their_literals),
        TEST(a_line_may_grow_when_it_is_folded),
        TEST(a_rule_bound_to_the_ends_is_found_by_them),
        TEST(a_set_is_walked_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
