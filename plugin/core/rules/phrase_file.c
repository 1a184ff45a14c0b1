#include "rules/phrase_file.h"

#include "base/buf.h"
#include "base/eight.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Bytes that one rule's pattern may grow to when names are replaced. */
#define PATTERN_MAX ((size_t)64 << 10)

/* What `let NAME = pattern` said. */
typedef struct let {
    ts_str name, pattern;
} let;

typedef struct reader {
    ts_arena *arena;
    const char *source;
    int line;
    ts_phrase_file *file;
    TS_VEC(let) lets;
    ts_phrase_rule *rule; /* the one being read, NULL before the first */
    ts_buf pattern;       /* of that rule, so far */
    ts_error *error;
} reader;

static const struct {
    const char *word;
    unsigned bits;
} zones[] = {{"head", TS_IN_HEAD},
             {"tail", TS_IN_TAIL},
             {"edge", TS_IN_HEAD | TS_IN_TAIL},
             {"any", TS_IN_HEAD | TS_IN_TAIL | TS_IN_BODY},
             {"ask", 0}},
  scripts[] = {{"Latin", TS_SCRIPT_LATIN},
               {"Han", TS_SCRIPT_HAN},
               {"Kana", TS_SCRIPT_KANA},
               {"Hangul", TS_SCRIPT_HANGUL},
               {"Cyrillic", TS_SCRIPT_CYRILLIC},
               {"Arabic", TS_SCRIPT_ARABIC},
               {"Devanagari", TS_SCRIPT_DEVANAGARI},
               {"Bengali", TS_SCRIPT_BENGALI},
               {"Thai", TS_SCRIPT_THAI},
               {"Greek", TS_SCRIPT_GREEK},
               {"Hebrew", TS_SCRIPT_HEBREW},
               {"Lao", TS_SCRIPT_LAO},
               {"Myanmar", TS_SCRIPT_MYANMAR},
               {"Khmer", TS_SCRIPT_KHMER},
               {"Georgian", TS_SCRIPT_GEORGIAN},
               {"Armenian", TS_SCRIPT_ARMENIAN},
               {"Tamil", TS_SCRIPT_TAMIL},
               {"Telugu", TS_SCRIPT_TELUGU},
               {"Malayalam", TS_SCRIPT_MALAYALAM},
               {"Kannada", TS_SCRIPT_KANNADA},
               {"Gujarati", TS_SCRIPT_GUJARATI},
               {"Gurmukhi", TS_SCRIPT_GURMUKHI}};

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define FAIL(r, ...) ts_fail((r)->error, TS_SYNTAX, (r)->source, (r)->line, 0, __VA_ARGS__)

/* A word of the file for an error's sentence. */
static const char *quote(const reader *r, ts_str word)
{
    return ts_arena_copy(r->arena, ts_str_sub(word, 0, ts_utf8_offset(word, 60)));
}

/* Takes the next word off *s, and the white space behind it; empty where nothing was left. */
static ts_str take_word(ts_str *s)
{
    ts_str word;
    ts_str_word(s, &word);
    *s = ts_str_trim(*s);
    return word;
}

/* Appends a piece of a pattern with each ${NAME} replaced by what `let NAME` said. */
static bool put_pattern(reader *r, ts_buf *out, ts_str text)
{
    for (size_t at = 0;;) {
        size_t open = ts_str_find(text, TS_STR("${"), at);
        ts_buf_put(out, ts_str_sub(text, at, open));
        if (open == TS_NPOS)
            break;
        size_t close = ts_str_find_char(text, '}', open);
        ts_str name = ts_str_sub(text, open + 2, close);
        size_t i = 0;
        while (i < r->lets.len && !ts_str_eq(r->lets.items[i].name, name))
            i++;
        if (close == TS_NPOS || i == r->lets.len)
            return FAIL(r, "No pattern is named “%s” above this line.", quote(r, name));
        ts_buf_put(out, r->lets.items[i].pattern);
        at = close + 1;
    }
    return !out->full || FAIL(r, "The pattern grows too long.");
}

static bool read_let(reader *r, ts_str rest)
{
    ts_str name = take_word(&rest);
    ts_str equals = take_word(&rest);
    if (!name.len || !ts_str_is(equals, "=") || !rest.len)
        return FAIL(r, "A name is given as “let NAME = pattern”.");
    ts_buf out;
    ts_buf_init(&out, PATTERN_MAX);
    bool ok = put_pattern(r, &out, rest);
    if (ok) {
        ts_str pattern = {ts_buf_copy(&out, r->arena), out.len};
        ts_vec_push_in(r->arena, &r->lets, ((let){name, pattern}));
    }
    ts_buf_free(&out);
    return ok;
}

static unsigned script_bits(ts_str word)
{
    for (size_t i = 0; i < COUNT(scripts); i++)
        if (ts_str_is(word, scripts[i].word))
            return scripts[i].bits;
    return 0;
}

static bool read_scripts(reader *r, ts_str rest)
{
    while (rest.len) {
        ts_str word = take_word(&rest);
        unsigned bits = script_bits(word);
        if (!bits)
            return FAIL(r, "No script is named “%s”.", quote(r, word));
        r->file->scripts |= bits;
    }
    return true;
}

/* Ends the rule being read: its alternatives become one pattern, and it must have both kinds of cases. */
static bool end_rule(reader *r)
{
    ts_phrase_rule *rule = r->rule;
    if (!rule)
        return true;
    size_t yes = 0;
    for (size_t i = 0; i < rule->cases.len; i++)
        yes += rule->cases.items[i].matches;
    r->rule = NULL;
    if (!r->pattern.len)
        return ts_fail(r->error, TS_SYNTAX, r->source, rule->line, 0, "The rule has no pattern.");
    if (yes == 0 || yes == rule->cases.len)
        return ts_fail(r->error, TS_SYNTAX, r->source, rule->line, 0,
                       "The rule needs a case that matches (+) and one that does not (-).");
    rule->pattern = ts_buf_copy(&r->pattern, r->arena);
    return true;
}

static bool read_rule(reader *r, ts_str rest)
{
    if (!end_rule(r))
        return false;
    ts_phrase_rule rule = {.line = r->line};
    ts_str rule_class = take_word(&rest), zone = take_word(&rest), max = take_word(&rest);
    size_t i = 0;
    while (i < COUNT(zones) && !ts_str_is(zone, zones[i].word))
        i++;
    if (!rule_class.len || i == COUNT(zones))
        return FAIL(r, "A rule begins with its class and head, tail, edge, any or ask, not “%s”.",
                    quote(r, zone));
    rule.rule_class = ts_arena_copy(r->arena, rule_class);
    rule.zones = zones[i].bits;
    char *end = NULL;
    char *digits = ts_arena_copy(r->arena, max);
    long n = strtol(digits, &end, 10);
    if (!max.len || *end || rest.len || n < (rule.zones ? 1 : 0) || n > 10000)
        return FAIL(r, "“%s” is no greatest length from 1 to 10000 (0, no limit, for “ask” only).",
                    quote(r, max));
    rule.max = (size_t)n;
    ts_vec_push_in(r->arena, &r->file->rules, rule);
    r->rule = &r->file->rules.items[r->file->rules.len - 1];
    ts_buf_clear(&r->pattern);
    return true;
}

static bool read_case(reader *r, ts_str text, bool matches)
{
    ts_phrase_case one = {.line = r->line, .matches = matches, .text = text};
    ts_vec_push_in(r->arena, &r->rule->cases, one);
    return true;
}

/* "value TEXT", "name TEXT" or "place TEXT": what the case above captures. */
static bool read_capture(reader *r, ts_str key, ts_str text)
{
    ts_phrase_case *last = r->rule->cases.len ? &r->rule->cases.items[r->rule->cases.len - 1] : NULL;
    if (!last || !last->matches)
        return FAIL(r, "“%s” belongs under a case that matches.", quote(r, key));
    const char **captured = ts_str_is(key, "value")  ? &last->value
                            : ts_str_is(key, "name") ? &last->name
                                                     : &last->place;
    *captured = ts_arena_copy(r->arena, text);
    return true;
}

static bool read_line(reader *r, ts_str line)
{
    ts_str rest = ts_str_trim(line);
    if (!rest.len || rest.ptr[0] == '#')
        return true;
    ts_str key = take_word(&rest);
    if (ts_str_is(key, "rule"))
        return read_rule(r, rest);
    if (ts_str_is(key, "let"))
        return end_rule(r) && read_let(r, rest);
    if (ts_str_is(key, "script"))
        return read_scripts(r, rest);
    if (!r->rule)
        return FAIL(r, "“%s” stands before the first rule.", quote(r, key));
    if (ts_str_is(key, "=")) {
        ts_buf_puts(&r->pattern, r->pattern.len ? "|(?:" : "(?:");
        size_t from = r->pattern.len;
        bool ok = put_pattern(r, &r->pattern, rest);
        ts_str alternative = ts_str_sub(ts_buf_str(&r->pattern), from, r->pattern.len);
        ts_vec_push_in(r->arena, &r->rule->alternatives, ts_arena_copy(r->arena, alternative));
        ts_buf_putc(&r->pattern, ')');
        return ok;
    }
    if (ts_str_is(key, "+") || ts_str_is(key, "-"))
        return read_case(r, rest, key.ptr[0] == '+');
    if (ts_str_is(key, "value") || ts_str_is(key, "name") || ts_str_is(key, "place"))
        return read_capture(r, key, rest);
    return FAIL(r, "A line of a rule begins with =, +, -, value, name or place, not with “%s”.",
                quote(r, key));
}

bool ts_phrase_file_read(ts_arena *arena, ts_str text, const char *source, ts_phrase_file *file,
                         ts_error *error)
{
    reader r = {.arena = arena, .source = source, .file = file, .error = error};
    bool ok = true;
    ts_str line;
    *file = (ts_phrase_file){0};
    ts_buf_init(&r.pattern, PATTERN_MAX);
    while (ok && ts_str_line(&text, &line)) {
        r.line++;
        ok = read_line(&r, line);
    }
    ok = ok && end_rule(&r);
    ts_buf_free(&r.pattern);
    return ok;
}

/* Blocks of 128 code points from Devanagari on; 0 for Oriya's, of which there is no file. */
enum { FIRST_INDIC = 0x900, BLOCK = 0x80 };
static const unsigned indic_scripts[] = {
    TS_SCRIPT_DEVANAGARI, TS_SCRIPT_BENGALI, TS_SCRIPT_GURMUKHI, TS_SCRIPT_GUJARATI, 0,
    TS_SCRIPT_TAMIL,      TS_SCRIPT_TELUGU,  TS_SCRIPT_KANNADA,  TS_SCRIPT_MALAYALAM};

static unsigned script_of(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? TS_SCRIPT_LATIN : 0;
    if (c < 0x2B0)
        return c >= 0xC0 && c != 0xD7 && c != 0xF7 ? TS_SCRIPT_LATIN : 0;
    if ((c >= 0x370 && c < 0x400) || (c >= 0x1F00 && c < 0x2000))
        return TS_SCRIPT_GREEK;
    if (c >= 0x400 && c < 0x530)
        return TS_SCRIPT_CYRILLIC;
    if (c >= 0x590 && c < 0x600)
        return TS_SCRIPT_HEBREW;
    if ((c >= 0x600 && c < 0x780) || (c >= 0xFB50 && c < 0xFE00) || (c >= 0xFE70 && c < 0xFEFF))
        return TS_SCRIPT_ARABIC;
    if (c >= 0x530 && c < 0x590)
        return TS_SCRIPT_ARMENIAN;
    if (c >= FIRST_INDIC && c < FIRST_INDIC + BLOCK * COUNT(indic_scripts))
        return indic_scripts[(c - FIRST_INDIC) / BLOCK];
    if (c >= 0xE00 && c < 0xF00)
        return c < 0xE80 ? TS_SCRIPT_THAI : TS_SCRIPT_LAO;
    if (c >= 0x1000 && c < 0x10A0)
        return TS_SCRIPT_MYANMAR;
    if (c >= 0x10A0 && c < 0x1100)
        return TS_SCRIPT_GEORGIAN;
    if (c >= 0x1780 && c < 0x1800)
        return TS_SCRIPT_KHMER;
    if (c < 0x2E80)
        return 0;
    if (ts_is_han(c))
        return TS_SCRIPT_HAN;
    if (ts_is_kana(c))
        return TS_SCRIPT_KANA;
    return ts_is_hangul(c) ? TS_SCRIPT_HANGUL : 0;
}

unsigned ts_scripts_of(ts_str line)
{
    unsigned found = 0;
    for (size_t i = 0; i < line.len;) {
        found |= script_of(ts_utf8_next(line, &i));
        if (found & TS_SCRIPT_HAN)
            i = ts_utf8_han_end(line, i);
        if (found & TS_SCRIPT_LATIN)
            i = ts_skip_ascii(line.ptr, i, line.len);
    }
    return found;
}
