/* A phrase file's own cases, run. */
#include "rules/phrases.h"

#include "rules/phrase_file.h"
#include "text/utf8.h"
#include "text/width.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdlib.h>
#include <string.h>

#define CASE_MAX ((size_t)64 << 10)

typedef struct checker {
    const char *source;
    const ts_phrase_file *file;
    pcre2_code **codes; /* one a rule */
    pcre2_match_data *data;
    ts_error *error;
} checker;

#define FAIL(c, line, ...) ts_fail((c)->error, TS_SYNTAX, (c)->source, (line), 0, __VA_ARGS__)

static bool compile_rules(checker *c)
{
    for (size_t i = 0; i < c->file->rules.len; i++) {
        const ts_phrase_rule *rule = &c->file->rules.items[i];
        int problem;
        size_t offset;
        c->codes[i] = pcre2_compile((PCRE2_SPTR)rule->pattern, PCRE2_ZERO_TERMINATED, TS_PHRASE_OPTIONS,
                                    &problem, &offset, NULL);
        if (!c->codes[i]) {
            char message[200];
            pcre2_get_error_message(problem, (PCRE2_UCHAR *)message, sizeof message);
            return FAIL(c, rule->line, "The pattern does not compile: %s, at byte %zu of “%s”.", message,
                        offset, rule->pattern);
        }
    }
    return true;
}

static bool matches(checker *c, size_t i, ts_str line)
{
    size_t max = c->file->rules.items[i].max;
    return (max == 0 || ts_utf8_count(line) <= max) &&
           pcre2_match(c->codes[i], (PCRE2_SPTR)line.ptr, line.len, 0, 0, c->data, NULL) > 0;
}

/* True where the named group of the last match is `expected`, or where nothing is expected. */
static bool captures(checker *c, size_t i, const char *name, const char *expected, ts_str line)
{
    PCRE2_SPTR first, last;
    const size_t *places = pcre2_get_ovector_pointer(c->data);
    ts_str found = {0};
    int size = pcre2_substring_nametable_scan(c->codes[i], (PCRE2_SPTR)name, &first, &last);
    if (!expected)
        return true;
    for (PCRE2_SPTR entry = first; size > 0 && !found.ptr && entry <= last; entry += size) {
        size_t n = (size_t)entry[0] << 8 | entry[1];
        if (n < pcre2_get_ovector_count(c->data) && places[2 * n] != PCRE2_UNSET)
            found = ts_str_sub(line, places[2 * n], places[2 * n + 1]);
    }
    return ts_str_is(found, expected);
}

/* The first rule of the file that holds in one of the zones and matches: what a reader would meet. */
static const ts_phrase_rule *first_rule(checker *c, unsigned zone, ts_str line)
{
    for (size_t i = 0; i < c->file->rules.len; i++)
        if ((c->file->rules.items[i].zones & zone) && matches(c, i, line))
            return &c->file->rules.items[i];
    return NULL;
}

static bool check_case(checker *c, size_t i, const ts_phrase_case *one, ts_str line)
{
    const ts_phrase_rule *rule = &c->file->rules.items[i];
    if (matches(c, i, line) != one->matches)
        return FAIL(c, one->line,
                    one->matches ? "The case does not match its rule “%s”."
                                 : "The case matches the rule “%s” and must not.",
                    rule->rule_class);
    if (!one->matches)
        return true;
    if (!captures(c, i, "value", one->value, line) || !captures(c, i, "name", one->name, line) ||
        !captures(c, i, "place", one->place, line))
        return FAIL(c, one->line, "The case captures something else than it says.");
    for (unsigned zone = TS_IN_HEAD; zone <= TS_IN_BODY; zone <<= 1) {
        if (!(rule->zones & zone))
            continue;
        const ts_phrase_rule *met = first_rule(c, zone, line);
        if (strcmp(met->rule_class, rule->rule_class) != 0)
            return FAIL(c, one->line, "The rule “%s” in line %d takes this case of “%s”.", met->rule_class,
                        met->line, rule->rule_class);
    }
    return true;
}

static bool check_cases(checker *c, size_t *cases)
{
    bool ok = true;
    ts_buf folded;
    ts_buf_init(&folded, CASE_MAX);
    for (size_t i = 0; ok && i < c->file->rules.len; i++) {
        const ts_phrase_rule *rule = &c->file->rules.items[i];
        for (size_t k = 0; ok && k < rule->cases.len; k++) {
            ts_buf_clear(&folded);
            ts_fold(&folded, rule->cases.items[k].text);
            ok = check_case(c, i, &rule->cases.items[k], ts_buf_str(&folded));
            *cases += ok;
        }
    }
    ts_buf_free(&folded);
    return ok;
}

bool ts_phrases_check(ts_str text, const char *language, const char *source, size_t *rules, size_t *cases,
                      ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_phrase_file file = {0};
    size_t count = 0;
    checker c = {.source = source ? source : language, .file = &file, .error = error};
    bool ok = ts_phrase_file_read(arena, text, c.source, &file, error);
    c.codes = ts_arena_alloc(arena, (file.rules.len + 1) * sizeof *c.codes);
    c.data = pcre2_match_data_create(TS_PHRASE_GROUPS, NULL);
    ok = ok && c.data && compile_rules(&c) && check_cases(&c, &count);
    if (rules)
        *rules = file.rules.len;
    if (cases)
        *cases = count;
    for (size_t i = 0; i < file.rules.len; i++)
        pcre2_code_free(c.codes[i]);
    pcre2_match_data_free(c.data);
    ts_arena_free(arena);
    return ok;
}
