/* The line rules: each baked file keeps its own cases, and matching keeps its zones, gates and order. */
#include "base/baked.h"
#include "rules/phrase_index.h"
#include "rules/phrases.h"
#include "text/width.h"
#include "unit.h"

#include <pthread.h>

static void baked_files_keep_their_cases(void **state)
{
    const char *name;
    size_t files = 0;
    for (size_t i = ts_baked_first("rules/phrases/"); ts_baked_at(i, "rules/phrases/", &name); i++) {
        ts_str text;
        ts_error error = {0};
        size_t rules = 0, cases = 0;
        assert_true(ts_baked_find(name, &text));
        if (!ts_phrases_check(text, strrchr(name, '/') + 1, name, &rules, &cases, &error))
            fail_msg("%s:%d: %s", error.source, error.line, error.message);
        assert_true(rules > 0);
        assert_true(cases >= 2 * rules);
        files++;
    }
    assert_true(files >= 30);
}

/* A rule file that is wrong at that line, in those words. */
static void assert_wrong(const char *text, int line, const char *words)
{
    ts_error error = {0};
    assert_false(ts_phrases_check(ts_str_of(text), "xx", "rules/xx", NULL, NULL, &error));
    assert_failed(&error, TS_SYNTAX, words);
    assert_int_equal(error.line, line);
    assert_string_equal(error.source, "rules/xx");
}

static void mistakes_are_named_with_their_line(void **state)
{
    assert_wrong("rule a any 10\n  = ^x\n  + x\n  - y\n  + y\n", 5, "does not match its rule");
    assert_wrong("rule a any 10\n  = ^x\n  + x\n  - xy\n", 4, "must not");
    assert_wrong("rule a any 10\n  = ^x\n  + x\n", 1, "needs a case");
    assert_wrong("rule a any 10\n  = ^x\n  - y\n", 1, "needs a case");
    assert_wrong("rule a any 10\n  + x\n  - y\n", 1, "has no pattern");
    assert_wrong("rule a any 10\n  = (x\n  + x\n  - y\n", 1, "does not compile");
    assert_wrong("# nothing\nrule a where 10\n", 2, "where");
    assert_wrong("rule a any 0\n", 1, "greatest length");
    assert_wrong("rule a any 10001\n", 1, "greatest length");
    assert_wrong("rule a any ten\n", 1, "greatest length");
    assert_wrong("rule a any 10 20\n", 1, "greatest length");
    assert_wrong("rule\n", 1, "begins with its class");
    assert_wrong("= x\n", 1, "before the first rule");
    assert_wrong("rule a any 10\n  ! x\n", 2, "begins with");
    assert_wrong("rule a any 10\n  = ${NO}\n", 2, "No pattern is named");
    assert_wrong("rule a any 10\n  = ${NO\n", 2, "No pattern is named");
    assert_wrong("let A x\n", 1, "let NAME");
    assert_wrong("script Runes\n", 1, "No script");
    assert_wrong("rule a any 10\n  = x\n  - y\n    value x\n", 4, "belongs under");
    assert_wrong("rule a any 10\n  = (?<value>x)\n  + x\n    value y\n  - y\n", 3, "captures something else");
    assert_wrong("rule a any 10\n  = x\n  + x\n  - y\nrule b any 10\n  = ^x\n  + x\n  - y\n", 7,
                 "takes this case");
    assert_wrong("rule a any 3\n  = x+\n  + xxxx\n  - y\n", 3, "does not match");
}

static void a_right_file_is_counted(void **state)
{
    ts_error error = {0};
    size_t rules = 0, cases = 0;
    const char *text =
        "let X = (x|ex)\nlet Y = ${X}+\nrule a any 4\n  = ^(?<value>${Y})$\n  = ^zz$\n  + ｘｘｘ\n"
        "    value xxx\n  + zz\n  - xxxxx\n  - y\nrule b ask 0\n  = ^x\n  + xx\n  - y\n";
    if (!ts_phrases_check(ts_str_of(text), "xx", NULL, &rules, &cases, &error))
        fail_msg("%d: %s", error.line, error.message);
    assert_int_equal(rules, 2);
    assert_int_equal(cases, 6);
    assert_true(ts_phrases_check((ts_str){0}, "xx", NULL, &rules, &cases, &error));
    assert_int_equal(rules, 0);
}

static void a_pattern_that_grows_is_refused(void **state)
{
    char text[4000];
    size_t n = (size_t)snprintf(text, sizeof text, "let A = 0123456789012345678901234567890123456789\n");
    const char *letters = "ABCDEFGHIJKLMNOP";
    for (size_t i = 0; letters[i + 1]; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "let %c = ${%c}${%c}${%c}\n", letters[i + 1],
                              letters[i], letters[i], letters[i]);
    ts_error error = {0};
    assert_false(ts_phrases_check(ts_str_of(text), "xx", NULL, NULL, NULL, &error));
    assert_failed(&error, TS_SYNTAX, "too long");
}

static const char *class_of(const char *language, const char *line, ts_zone zone)
{
    ts_line_match match;
    return ts_phrases_match(ts_phrases_get(), language, ts_str_of(line), zone, &match) ? match.rule_class
                                                                                       : NULL;
}

static void zones_and_gates_hold(void **state)
{
    assert_string_equal(class_of("en", "Related articles", TS_ZONE_BODY), "related");
    assert_string_equal(class_of("en", "Leave a comment", TS_ZONE_TAIL), "comments");
    assert_null(class_of("en", "Leave a comment", TS_ZONE_BODY));
    assert_string_equal(class_of("en", "Leave a comment", TS_ZONE_EDGE), "comments");
    assert_string_equal(class_of("zh", "责任编辑:刘湖", TS_ZONE_BODY), "editor");
    assert_null(class_of("zh", "首页 > 新闻 > 社会", TS_ZONE_TAIL));
    assert_string_equal(class_of("zh", "首页 > 新闻 > 社会", TS_ZONE_HEAD), "breadcrumb");
    char line[400] = "Source: ";
    size_t n = strlen(line);
    memset(line + n, 'x', 92);
    assert_null(class_of("en", line, TS_ZONE_BODY));
    line[60] = 0;
    assert_string_equal(class_of("en", line, TS_ZONE_BODY), "source");
}

static void empty_bad_and_long_lines_match_nothing(void **state)
{
    ts_line_match match;
    char *line = ts_malloc(1 << 20);
    assert_null(class_of("en", "", TS_ZONE_HEAD));
    assert_null(class_of(NULL,
                         "\xff\xfe"
                         "By Jane Doe",
                         TS_ZONE_HEAD));
    memset(line, 'a', 1 << 20);
    assert_false(ts_phrases_match(ts_phrases_get(), NULL, (ts_str){line, 1 << 20}, TS_ZONE_TAIL, &match));
    free(line);
    assert_null(class_of("tlh", "nothing that anybody prints", TS_ZONE_HEAD));
}

static void languages_are_tried_in_order(void **state)
{
    ts_line_match match;
    assert_true(
        ts_phrases_match(ts_phrases_get(), "de-AT", TS_STR("Quelle: Seetaler Bote"), TS_ZONE_TAIL, &match));
    assert_string_equal(match.language, "de");
    assert_slice(match.value, "Seetaler Bote");
    /* English stands behind every language; another one of the same script only where none is known. */
    assert_string_equal(class_of("de", "Advertisement", TS_ZONE_BODY), "advert");
    assert_null(class_of("de", "Publicité", TS_ZONE_BODY));
    assert_string_equal(class_of(NULL, "Publicité", TS_ZONE_BODY), "advert");
    assert_string_equal(class_of("en", "責任編輯:陳小湖", TS_ZONE_BODY), "editor");
}

static void a_script_has_its_languages(void **state)
{
    assert_string_equal(class_of("el", "Σχετικά άρθρα", TS_ZONE_TAIL), "related");
    assert_string_equal(class_of("he", "כתבות נוספות", TS_ZONE_TAIL), "related");
    assert_string_equal(class_of("en", "Ροή ειδήσεων", TS_ZONE_TAIL), "related");
    assert_string_equal(class_of("bg", "Най-четени", TS_ZONE_TAIL), "related");
    assert_string_equal(class_of("fa", "اخبار مرتبط", TS_ZONE_TAIL), "related");
    assert_null(class_of("ru", "Най-четени", TS_ZONE_TAIL));
    assert_null(class_of("el", "Najnovější", TS_ZONE_TAIL));
}

static void classes_are_asked_for(void **state)
{
    ts_line_match first, second;
    const ts_phrases *phrases = ts_phrases_get();
    assert_true(ts_phrases_match_class(phrases, "zh", "run-in", TS_STR("一是分区分类。各区"), &first));
    assert_true(ts_phrases_match_class(phrases, "zh", "run-in", TS_STR("二是高位推动。成立"), &second));
    assert_int_equal(first.rule, second.rule);
    assert_slice(first.value, "一是");
    assert_int_equal(first.start, 0);
    assert_int_equal(first.end, strlen("一是"));
    assert_true(ts_phrases_match_class(phrases, "zh", "run-in", TS_STR("首先,把路修通"), &second));
    assert_int_not_equal(first.rule, second.rule);
    assert_false(ts_phrases_match_class(phrases, "zh", "run-in", TS_STR("把路修通"), &second));
    assert_false(ts_phrases_match_class(phrases, "zh", "no-such-class", TS_STR("一是"), &second));
}

#define THREADS 4

static void *match_many(void *result)
{
    bool *ok = result;
    *ok = true;
    for (int i = 0; i < 2000; i++) {
        const char *found =
            class_of(i % 2 ? "ru" : "ja", i % 2 ? "Автор: Анна Озерова" : "関連記事", TS_ZONE_BODY);
        *ok = *ok && found && strcmp(found, i % 2 ? "author" : "related") == 0;
    }
    return NULL;
}

/* The first matches compile, the later ones cross to machine code, all at once in several threads. */
static void threads_share_the_rules(void **state)
{
    pthread_t threads[THREADS];
    bool ok[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, match_many, &ok[i]), 0);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_true(ok[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(baked_files_keep_their_cases),
        cmocka_unit_test(mistakes_are_named_with_their_line),
        cmocka_unit_test(a_right_file_is_counted),
        cmocka_unit_test(a_pattern_that_grows_is_refused),
        cmocka_unit_test(zones_and_gates_hold),
        cmocka_unit_test(empty_bad_and_long_lines_match_nothing),
        cmocka_unit_test(languages_are_tried_in_order),
        cmocka_unit_test(a_script_has_its_languages),
        cmocka_unit_test(classes_are_asked_for),
        cmocka_unit_test(threads_share_the_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
