#include "rules/phrases.h"

#include "base/baked.h"
#include "base/map.h"
#include "rules/phrase_file.h"
#include "rules/phrase_index.h"
#include "text/utf8.h"
#include "text/width.h"

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
/* Slots of the index of all zones' rules, and of a class's. */
#define SLOT_BITS 16
#define CLASS_SLOT_BITS 12

typedef struct rule {
    const char *rule_class;
    const struct rule_file *file;
    size_t max;
    unsigned zones;
    const char *pattern;
    ts_demands demands; /* of its pattern; empty until somebody asks */
    _Atomic(pcre2_code *)
        code; /* NULL until the rule is first tried, and for a pattern that does not compile */
    _Atomic(pcre2_code *) fast; /* the same, compiled by the JIT, once it has proved useful */
    _Atomic(const uint8_t *)
        starts; /* a bit for each byte that a line it matches may begin with; NULL: any */
    atomic_uint uses;
} rule;

#define ZONES 4
static const unsigned zone_bits[ZONES] = {TS_IN_HEAD, TS_IN_TAIL, TS_IN_BODY, TS_IN_HEAD | TS_IN_TAIL};

/* An index of rules, made when the first line is tried on them: the literals of all patterns cost as much as
 * the conversion of a hundred articles, and most pages need those of two or three languages. */
typedef struct lazy_index {
    _Atomic(ts_phrase_index *) index;
    const char *rule_class;      /* NULL: the rules of all zones, and those looked for beside them */
    const struct rule_file *own; /* those that are tried on its pages; NULL: of all languages */
    bool far;                    /* of them those of other scripts only */
    ts_rule_set rules;           /* of the class */
} lazy_index;

/* Looked for in each line, though its rules have no zone: nearly all lines are asked for it. */
static const char LABEL[] = "label";

/* The rules of one file, which stand in a row. */
typedef struct rule_file {
    const char *name;
    unsigned scripts;
    int first, end;
    lazy_index near, far;
} rule_file;

struct ts_phrases {
    ts_arena *arena;
    rule_file *files;
    size_t count;
    const rule_file *common, *english; /* may be NULL */
    TS_VEC(rule) rules;
    lazy_index index;
    ts_map *classes; /* to the lazy_index of each */
    ts_rule_set zones[ZONES];
    size_t longest[ZONES]; /* the largest gate of each zone: longer lines are not tried */
    size_t longest_line;   /* the largest of these */
    pcre2_match_context *context;
};

static ts_phrases all;
/* One that no match is using: it has memory of its own, which takes longer to get than most matches. */
static _Atomic(pcre2_match_data *) spare;
static pthread_once_t once = PTHREAD_ONCE_INIT;
/* Over the arena and the literals, once the rules are there. */
static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;

/* --- indexes -------------------------------------------------------------------------------------------- */

/* What a rule's pattern demands, kept for good. */
static const ts_demands *demands_of(rule *r)
{
    if (r->demands.len)
        return &r->demands;
    ts_demands found;
    ts_arena *scratch = ts_arena_new();
    ts_demands_of(scratch, ts_str_of(r->pattern), &found);
    for (size_t i = 0; i < found.len; i++) {
        ts_demand kept = {.shape = found.items[i].shape};
        for (size_t k = 0; k < found.items[i].literals.len; k++) {
            ts_str from = found.items[i].literals.items[k];
            ts_vec_push_in(all.arena, &kept.literals, ((ts_str){ts_arena_copy(all.arena, from), from.len}));
        }
        ts_vec_push_in(all.arena, &r->demands, kept);
    }
    ts_arena_free(scratch);
    return &r->demands;
}

/* A language's own rules, the common and the English ones are tried on each line of its pages. */
static bool is_near(const rule_file *l, const rule_file *own)
{
    return l == own || l == all.common || l == all.english;
}

static bool shares_script(const rule_file *l, const rule_file *own)
{
    return (l->scripts & own->scripts) != 0;
}

static bool belongs(const lazy_index *lazy, const rule_file *l, const rule *r)
{
    if (lazy->rule_class)
        return strcmp(r->rule_class, lazy->rule_class) == 0;
    bool near = lazy->own && is_near(l, lazy->own);
    return (r->zones || strcmp(r->rule_class, LABEL) == 0) &&
           (!lazy->own || (lazy->far ? !near && !shares_script(l, lazy->own) : near));
}

static ts_phrase_index *make_index(const lazy_index *lazy)
{
    ts_phrase_index *index = ts_phrase_index_new(all.arena, lazy->rule_class ? CLASS_SLOT_BITS : SLOT_BITS);
    for (size_t f = 0; f < all.count; f++)
        for (int i = all.files[f].first; i < all.files[f].end; i++)
            if (belongs(lazy, &all.files[f], &all.rules.items[i]))
                ts_phrase_index_add(index, demands_of(&all.rules.items[i]), i);
    return index;
}

static const ts_phrase_index *index_of(lazy_index *lazy)
{
    ts_phrase_index *index = atomic_load_explicit(&lazy->index, memory_order_acquire);
    if (index)
        return index;
    pthread_mutex_lock(&making);
    index = atomic_load_explicit(&lazy->index, memory_order_relaxed);
    if (!index) {
        index = make_index(lazy);
        atomic_store_explicit(&lazy->index, index, memory_order_release);
    }
    pthread_mutex_unlock(&making);
    return index;
}

/* --- loading -------------------------------------------------------------------------------------------- */

static void add_rule(const rule_file *l, const ts_phrase_rule *from)
{
    int number = (int)all.rules.len;
    rule added = {.rule_class = from->rule_class,
                  .file = l,
                  .max = from->max,
                  .zones = from->zones,
                  .pattern = from->pattern};
    ts_vec_push_in(all.arena, &all.rules, added);
    lazy_index *of_class = ts_map_get(all.classes, ts_str_of(from->rule_class));
    if (!of_class) {
        of_class = TS_NEW(all.arena, lazy_index);
        of_class->rule_class = from->rule_class;
        ts_map_put(all.classes, ts_str_of(from->rule_class), of_class);
    }
    ts_rule_set_add(&of_class->rules, number);
    for (size_t z = 0; z < ZONES; z++) {
        if (!(from->zones & zone_bits[z]))
            continue;
        ts_rule_set_add(&all.zones[z], number);
        all.longest[z] = from->max > all.longest[z] ? from->max : all.longest[z];
        all.longest_line = from->max > all.longest_line ? from->max : all.longest_line;
    }
}

static void load(rule_file *l, ts_str text)
{
    ts_phrase_file file;
    ts_error error = {0};
    /* An error ends the file early; the rules before it still hold, and the unit tests name it. */
    ts_phrase_file_read(all.arena, text, l->name, &file, &error);
    l->scripts = file.scripts;
    l->near.own = l->far.own = l;
    l->far.far = true;
    l->first = (int)all.rules.len;
    for (size_t i = 0; i < file.rules.len && all.rules.len < TS_RULES_MAX; i++)
        if (file.rules.items[i].pattern)
            add_rule(l, &file.rules.items[i]);
    l->end = (int)all.rules.len;
}

static void start(void)
{
    static const char folder[] = "rules/phrases/";
    const char *name;
    size_t first = ts_baked_first(folder), count = 0;
    while (ts_baked_at(first + count, folder, &name))
        count++;
    all.arena = ts_arena_new();
    all.files = ts_arena_alloc(all.arena, (count + 1) * sizeof *all.files);
    all.classes = ts_map_new();
    all.context = pcre2_match_context_create(NULL);
    if (all.context) {
        pcre2_set_match_limit(all.context, MATCH_STEPS);
        pcre2_set_depth_limit(all.context, MATCH_DEPTH);
    }
    for (size_t i = 0; ts_baked_at(first + i, folder, &name); i++) {
        rule_file *l = &all.files[all.count++];
        ts_str text;
        l->name = name + sizeof folder - 1;
        ts_baked_find(name, &text);
        load(l, text);
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

/* --- matching ------------------------------------------------------------------------------------------- */

/* The bytes that a subject of the pattern begins with, where it is tried there only and they are few. */
static const uint8_t *starts_of(const pcre2_code *code)
{
    uint32_t options = 0;
    const uint8_t *starts = NULL;
    if (pcre2_pattern_info(code, PCRE2_INFO_ALLOPTIONS, &options) == 0 && options & PCRE2_ANCHORED)
        pcre2_pattern_info(code, PCRE2_INFO_FIRSTBITMAP, &starts);
    return starts;
}

/* The rule's pattern, compiled by whichever thread comes first. */
static const pcre2_code *compile(rule *r)
{
    int problem;
    size_t offset;
    pcre2_code *none = NULL, *made;
    made = pcre2_compile((PCRE2_SPTR)r->pattern, PCRE2_ZERO_TERMINATED, TS_PHRASE_OPTIONS, &problem, &offset,
                         NULL);
    if (!atomic_compare_exchange_strong(&r->code, &none, made)) {
        pcre2_code_free(made);
        return none;
    }
    if (made)
        atomic_store_explicit(&r->starts, starts_of(made), memory_order_release);
    return made;
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
    ts_phrase_line line;
    pcre2_match_data *data;
    ts_line_match *match;
} attempt;

static bool try_rule(attempt *a, const rule_file *l, int number)
{
    rule *r = &all.rules.items[number];
    const uint8_t *starts = atomic_load_explicit(&r->starts, memory_order_acquire);
    unsigned char first = (unsigned char)*a->line.folded.ptr;
    if (starts && !(starts[first / 8] >> first % 8 & 1))
        return false;
    const pcre2_code *code = code_of(r);
    if (!code || pcre2_match(code, (PCRE2_SPTR)a->line.folded.ptr, a->line.folded.len, 0, PCRE2_NO_UTF_CHECK,
                             a->data, all.context) <= 0)
        return false;
    const size_t *places = pcre2_get_ovector_pointer(a->data);
    *a->match = (ts_line_match){.rule_class = r->rule_class,
                                .language = l->name,
                                .rule = number,
                                .value = group(code, a->data, "value", a->line.folded),
                                .name = group(code, a->data, "name", a->line.folded),
                                .role = group(code, a->data, "role", a->line.folded),
                                .place = group(code, a->data, "place", a->line.folded),
                                .start = places[0],
                                .end = places[1]};
    return true;
}

/* The rules of one language. */
static bool try_language(attempt *a, const rule_file *l)
{
    if (l->scripts && !(l->scripts & a->line.scripts))
        return false;
    for (int i = l->first; (i = ts_rule_set_next(&a->line.rules, i, l->end)) < l->end; i++) {
        size_t max = all.rules.items[i].max;
        if ((max == 0 || a->line.length <= max) && try_rule(a, l, i))
            return true;
    }
    return false;
}

/* The file of a language tag's first part: "zh-Hant" means "zh". */
static rule_file *find_language(const char *tag)
{
    size_t n = tag ? strcspn(tag, "-_") : 0;
    for (size_t i = 0; n && i < all.count; i++)
        if (*all.files[i].name == *tag && strlen(all.files[i].name) == n &&
            memcmp(all.files[i].name, tag, n) == 0)
            return &all.files[i];
    return NULL;
}

/* Own language first, what is common to all next, then English, which pages everywhere use, then the others;
 * of these only other scripts' where the language is known: French rules have nothing to say on a German
 * page. */
static bool try_all(attempt *a, const rule_file *own)
{
    const rule_file *first[] = {own, all.common, all.english};
    for (size_t i = 0; i < 3; i++)
        if (first[i] && (i == 0 || first[i] != own) && try_language(a, first[i]))
            return true;
    int end = (int)all.rules.len;
    for (int i = 0; (i = ts_rule_set_next(&a->line.rules, i, end)) < end;) {
        const rule_file *l = all.rules.items[i].file;
        bool tried = is_near(l, own) || (own && shares_script(l, own));
        if (!tried && try_language(a, l))
            return true;
        i = l->end;
    }
    return false;
}

/* Tries the rules that were found in the line. */
static bool run(attempt *a)
{
    bool found = false;
    a->line.scripts = a->line.scripts ? a->line.scripts : ts_scripts_of(a->line.folded);
    a->data = atomic_exchange(&spare, NULL);
    if (!a->data)
        a->data = pcre2_match_data_create(TS_PHRASE_GROUPS, NULL);
    if (a->data)
        found = try_all(a, a->line.own);
    pcre2_match_data_free(atomic_exchange(&spare, a->data));
    return found;
}

/* False for what no rule can match. */
static bool is_text(ts_str folded)
{
    return folded.len && ts_utf8_valid(folded);
}

void ts_phrases_look(const ts_phrases *phrases, const char *language, ts_str folded, ts_phrase_line *line)
{
    *line = (ts_phrase_line){.folded = folded};
    if (!is_text(folded))
        return;
    line->own = find_language(language);
    line->length = ts_utf8_count(folded);
    if (line->length > phrases->longest_line) {
        memset(&line->rules, 0xFF, sizeof line->rules);
        return;
    }
    rule_file *own = line->own;
    line->scripts = ts_scripts_of(folded);
    ts_phrase_index_find(index_of(own ? &own->near : &all.index), folded, &line->rules);
    if (own && line->scripts & ~own->scripts)
        ts_phrase_index_find(index_of(&own->far), folded, &line->rules);
}

bool ts_phrases_match_line(const ts_phrases *phrases, const ts_phrase_line *line, ts_zone zone,
                           ts_line_match *match)
{
    attempt a = {.line = *line, .match = match};
    return line->length <= phrases->longest[zone] && ts_rule_set_keep(&a.line.rules, &phrases->zones[zone]) &&
           run(&a);
}

bool ts_phrases_has_label(const ts_phrases *phrases, const ts_phrase_line *line)
{
    const lazy_index *label = ts_map_get(phrases->classes, ts_str_of(LABEL));
    ts_rule_set rules = line->rules;
    return label && ts_rule_set_keep(&rules, &label->rules);
}

bool ts_phrases_match(const ts_phrases *phrases, const char *language, ts_str folded, ts_zone zone,
                      ts_line_match *match)
{
    ts_phrase_line line;
    ts_phrases_look(phrases, language, folded, &line);
    return ts_phrases_match_line(phrases, &line, zone, match);
}

bool ts_phrases_match_class(const ts_phrases *phrases, const char *language, const char *rule_class,
                            ts_str folded, ts_line_match *match)
{
    lazy_index *lazy = ts_map_get(phrases->classes, ts_str_of(rule_class));
    attempt a = {.line = {.folded = folded}, .match = match};
    if (!lazy || !is_text(folded))
        return false;
    ts_phrase_index_find(index_of(lazy), folded, &a.line.rules);
    if (!ts_rule_set_keep(&a.line.rules, NULL))
        return false;
    a.line.own = find_language(language);
    a.line.length = ts_utf8_count(folded);
    return run(&a);
}

bool ts_phrases_is_of(const char *rule_class, ts_str text)
{
    ts_buf folded;
    ts_line_match match;
    ts_buf_init(&folded, TS_BUF_MAX);
    ts_fold(&folded, text);
    bool found = ts_phrases_match_class(ts_phrases_get(), NULL, rule_class, ts_buf_str(&folded), &match);
    ts_buf_free(&folded);
    return found;
}
