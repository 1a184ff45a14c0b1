#include "rules/phrases.h"

#include "base/baked.h"
#include "rules/phrase_file.h"
#include "text/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

/* What one match may cost; a pattern that needs more counts as not matching. */
#define MATCH_STEPS 100000
#define MATCH_DEPTH 1000
/* Matches after which a rule is worth compiling to machine code: that takes as long as 250 matches, which a
 * single page would never win back. */
#define JIT_AFTER 300
/* Lines of one zone after which it is worth asking all rules of a file at once whether one may match. */
#define SIFT_AFTER 100
/* Rules a file may have: a rule's number is its file's times this, plus its place. */
#define RULES_PER_FILE 10000

typedef struct rule {
    const char *rule_class;
    unsigned zones;
    size_t max;
    int id;
    const char *pattern;
    _Atomic(pcre2_code *)
        code; /* NULL until the rule is first tried, and for a pattern that does not compile */
    _Atomic(pcre2_code *) fast; /* the same, compiled by the JIT, once it has proved useful */
    atomic_uint uses;
    atomic_bool sifted; /* in the sifts of its zones */
} rule;

/* All patterns of a file and a zone that stand at a line's start, as one, which turns away most lines in one
 * match. */
typedef struct sift {
    _Atomic(pcre2_code *) code; /* NULL until it has proved useful */
    atomic_uint uses;
} sift;

#define ZONES 4
static const unsigned zone_bits[ZONES] = {TS_IN_HEAD, TS_IN_TAIL, TS_IN_BODY, TS_IN_HEAD | TS_IN_TAIL};

typedef struct rule_set {
    const char *name;
    ts_str text; /* of the file */
    unsigned scripts;
    int index;
    atomic_bool loaded;
    pthread_mutex_t loading;
    ts_arena *arena;
    rule *rules;
    size_t count;
    sift sifts[ZONES];
    size_t longest[ZONES]; /* the largest gate of each zone: longer lines are not looked at */
} rule_set;

struct ts_phrases {
    ts_arena *arena;
    rule_set *sets;
    size_t count;
    rule_set *common, *english; /* may be NULL */
    pcre2_match_context *context;
};

static ts_phrases all;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load_rules(rule_set *l)
{
    ts_phrase_file file;
    ts_error error = {0};
    l->arena = ts_arena_new();
    /* An error ends the file early; the rules before it still hold, and the unit tests name it. */
    ts_phrase_file_read(l->arena, l->text, l->name, &file, &error);
    l->rules = ts_arena_alloc(l->arena, (file.rules.len + 1) * sizeof *l->rules);
    for (size_t i = 0; i < file.rules.len && i < RULES_PER_FILE; i++) {
        const ts_phrase_rule *from = &file.rules.items[i];
        rule *to = &l->rules[l->count++];
        to->rule_class = from->rule_class;
        to->zones = from->zones;
        to->max = from->max;
        to->id = l->index * RULES_PER_FILE + (int)i;
        to->pattern = from->pattern;
        for (size_t z = 0; z < ZONES; z++)
            if ((to->zones & zone_bits[z]) && to->max > l->longest[z])
                l->longest[z] = to->max;
    }
}

static void load(rule_set *l)
{
    if (atomic_load_explicit(&l->loaded, memory_order_acquire))
        return;
    pthread_mutex_lock(&l->loading);
    if (!atomic_load_explicit(&l->loaded, memory_order_relaxed)) {
        load_rules(l);
        atomic_store_explicit(&l->loaded, true, memory_order_release);
    }
    pthread_mutex_unlock(&l->loading);
}

static void start(void)
{
    static const char folder[] = "rules/phrases/";
    const char *name;
    size_t first = ts_baked_first(folder), count = 0;
    while (ts_baked_at(first + count, folder, &name))
        count++;
    all.arena = ts_arena_new();
    all.sets = ts_arena_alloc(all.arena, (count + 1) * sizeof *all.sets);
    all.context = pcre2_match_context_create(NULL);
    if (all.context) {
        pcre2_set_match_limit(all.context, MATCH_STEPS);
        pcre2_set_depth_limit(all.context, MATCH_DEPTH);
    }
    for (size_t i = 0; ts_baked_at(first + i, folder, &name); i++) {
        rule_set *l = &all.sets[all.count++];
        l->name = name + sizeof folder - 1;
        l->index = (int)i;
        ts_baked_find(name, &l->text);
        l->scripts = ts_phrase_file_scripts(l->text);
        pthread_mutex_init(&l->loading, NULL);
        if (strcmp(l->name, "common") == 0)
            all.common = l;
        if (strcmp(l->name, "en") == 0)
            all.english = l;
    }
}

const ts_phrases *ts_phrases_get(void)
{
    pthread_once(&once, start);
    return &all;
}

/* The rule's pattern, compiled by whichever thread comes first. */
static const pcre2_code *compile(rule *r)
{
    int problem;
    size_t offset;
    pcre2_code *none = NULL, *made;
    if (!r->pattern)
        return NULL;
    made = pcre2_compile((PCRE2_SPTR)r->pattern, PCRE2_ZERO_TERMINATED, TS_PHRASE_OPTIONS, &problem, &offset,
                         NULL);
    if (atomic_compare_exchange_strong(&r->code, &none, made))
        return made;
    pcre2_code_free(made);
    return none;
}

/* Machine code for a rule that is used much. A copy is compiled and then published, as other threads may be
 * matching with the first. */
static const pcre2_code *code_of(rule *r)
{
    const pcre2_code *code = atomic_load_explicit(&r->fast, memory_order_acquire);
    if (code)
        return code;
    code = atomic_load_explicit(&r->code, memory_order_acquire);
    if (!code)
        return compile(r);
    if (atomic_fetch_add_explicit(&r->uses, 1, memory_order_relaxed) == JIT_AFTER) {
        pcre2_code *copy = pcre2_code_copy(code);
        if (copy && pcre2_jit_compile(copy, PCRE2_JIT_COMPLETE) == 0)
            atomic_store_explicit(&r->fast, copy, memory_order_release);
        else
            pcre2_code_free(copy);
    }
    return code;
}

/* The named group, the first of that name that took part in the match. */
static ts_str group(const pcre2_code *code, pcre2_match_data *data, const char *name, ts_str line)
{
    PCRE2_SPTR first, last;
    const size_t *places = pcre2_get_ovector_pointer(data);
    uint32_t pairs = pcre2_get_ovector_count(data);
    int size = pcre2_substring_nametable_scan(code, (PCRE2_SPTR)name, &first, &last);
    if (size <= 0)
        return (ts_str){0};
    for (PCRE2_SPTR entry = first; entry <= last; entry += size) {
        uint32_t n = (uint32_t)entry[0] << 8 | entry[1];
        if (n < pairs && places[2 * n] != PCRE2_UNSET && places[2 * n] <= places[2 * n + 1])
            return ts_str_sub(line, places[2 * n], places[2 * n + 1]);
    }
    return (ts_str){0};
}

/* One line, being tried on one rule after another. */
typedef struct attempt {
    const ts_phrases *phrases;
    ts_str line;
    size_t length; /* code points */
    unsigned scripts;
    pcre2_match_data *data;
    ts_line_match *match;
} attempt;

static bool try_rule(attempt *a, rule_set *l, rule *r)
{
    const pcre2_code *code = code_of(r);
    if (!code || pcre2_match(code, (PCRE2_SPTR)a->line.ptr, a->line.len, 0, PCRE2_NO_UTF_CHECK, a->data,
                             a->phrases->context) <= 0)
        return false;
    const size_t *places = pcre2_get_ovector_pointer(a->data);
    *a->match = (ts_line_match){.rule_class = r->rule_class,
                                .language = l->name,
                                .rule = r->id,
                                .value = group(code, a->data, "value", a->line),
                                .name = group(code, a->data, "name", a->line),
                                .role = group(code, a->data, "role", a->line),
                                .start = places[0],
                                .end = places[1]};
    return true;
}

/* True where the pattern matches at the start of a line only. */
static bool is_anchored(rule *r)
{
    uint32_t options = 0;
    const pcre2_code *code = code_of(r);
    return code && pcre2_pattern_info(code, PCRE2_INFO_ALLOPTIONS, &options) == 0 &&
           (options & PCRE2_ANCHORED);
}

static pcre2_code *make_sift(rule_set *l, int zone)
{
    int problem;
    size_t offset;
    ts_buf pattern;
    pcre2_code *code = NULL;
    ts_buf_init(&pattern, TS_BUF_MAX);
    for (size_t i = 0; i < l->count; i++) {
        rule *r = &l->rules[i];
        if (!(r->zones & zone_bits[zone]) || !is_anchored(r))
            continue;
        ts_buf_printf(&pattern, "%s(?:%s)", pattern.len ? "|" : "", r->pattern);
        atomic_store_explicit(&r->sifted, true, memory_order_relaxed);
    }
    if (pattern.len)
        code =
            pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len, TS_PHRASE_OPTIONS, &problem, &offset, NULL);
    if (code && pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0) {
        pcre2_code_free(code);
        code = NULL;
    }
    ts_buf_free(&pattern);
    return code;
}

/* False where no sifted rule of the file and zone matches the line. */
static bool may_match(const attempt *a, rule_set *l, int zone)
{
    sift *s = &l->sifts[zone];
    const pcre2_code *code = atomic_load_explicit(&s->code, memory_order_acquire);
    if (!code && atomic_fetch_add_explicit(&s->uses, 1, memory_order_relaxed) == SIFT_AFTER)
        atomic_store_explicit(&s->code, make_sift(l, zone), memory_order_release);
    return !code || pcre2_match(code, (PCRE2_SPTR)a->line.ptr, a->line.len, 0, PCRE2_NO_UTF_CHECK, a->data,
                                a->phrases->context) != PCRE2_ERROR_NOMATCH;
}

/* Most classes differ in their first letter already. */
static bool same_class(const char *a, const char *b)
{
    return a[0] == b[0] && strcmp(a, b) == 0;
}

/* The rules of one language: those of a zone, or those of a class where one is given. */
static bool try_language(attempt *a, rule_set *l, int zone, const char *rule_class)
{
    if (l->scripts && !(l->scripts & a->scripts))
        return false;
    load(l);
    if (!rule_class && a->length > l->longest[zone])
        return false;
    bool sifted_out = !rule_class && !may_match(a, l, zone);
    for (size_t i = 0; i < l->count; i++) {
        rule *r = &l->rules[i];
        if (rule_class ? !same_class(r->rule_class, rule_class) : !(r->zones & zone_bits[zone]))
            continue;
        if (sifted_out && atomic_load_explicit(&r->sifted, memory_order_relaxed))
            continue;
        if ((r->max == 0 || a->length <= r->max) && try_rule(a, l, r))
            return true;
    }
    return false;
}

/* The file of a language tag's first part: "zh-Hant" means "zh". */
static rule_set *find_language(const ts_phrases *phrases, const char *tag)
{
    size_t n = tag ? strcspn(tag, "-_") : 0;
    for (size_t i = 0; n && i < phrases->count; i++)
        if (strlen(phrases->sets[i].name) == n && memcmp(phrases->sets[i].name, tag, n) == 0)
            return &phrases->sets[i];
    return NULL;
}

/* Own language first, what is common to all next, then English, which pages everywhere use, then the others;
 * of these only other scripts' where the language is known: French rules have nothing to say on a German
 * page. */
static bool try_all(attempt *a, const char *tag, int zone, const char *rule_class)
{
    const ts_phrases *p = a->phrases;
    rule_set *own = find_language(p, tag);
    rule_set *first[] = {own, p->common, p->english};
    for (size_t i = 0; i < 3; i++)
        if (first[i] && (i == 0 || first[i] != own) && try_language(a, first[i], zone, rule_class))
            return true;
    for (size_t i = 0; i < p->count; i++) {
        rule_set *l = &p->sets[i];
        if (l == own || l == p->common || l == p->english || (own && (l->scripts & own->scripts)))
            continue;
        if (try_language(a, l, zone, rule_class))
            return true;
    }
    return false;
}

/* The length of the longest line that any rule of the zone looks at. */
static bool within_gates(const attempt *a, int zone)
{
    for (size_t i = 0; i < a->phrases->count; i++) {
        const rule_set *l = &a->phrases->sets[i];
        if (!atomic_load_explicit(&l->loaded, memory_order_acquire) || a->length <= l->longest[zone])
            return true;
    }
    return false;
}

static bool run(const ts_phrases *phrases, const char *tag, int zone, const char *rule_class, ts_str line,
                ts_line_match *match)
{
    bool found = false;
    attempt a = {.phrases = phrases, .line = line, .match = match};
    if (!line.len || !ts_utf8_valid(line))
        return false;
    a.length = ts_utf8_count(line);
    if (!rule_class && !within_gates(&a, zone))
        return false;
    a.scripts = ts_scripts_of(line);
    a.data = pcre2_match_data_create(TS_PHRASE_GROUPS, NULL);
    if (a.data)
        found = try_all(&a, tag, zone, rule_class);
    pcre2_match_data_free(a.data);
    return found;
}

bool ts_phrases_match(const ts_phrases *phrases, const char *language, ts_str folded, ts_zone zone,
                      ts_line_match *match)
{
    return run(phrases, language, (int)zone, NULL, folded, match);
}

bool ts_phrases_match_class(const ts_phrases *phrases, const char *language, const char *rule_class,
                            ts_str folded, ts_line_match *match)
{
    return run(phrases, language, 0, rule_class, folded, match);
}
