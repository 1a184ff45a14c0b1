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
/* Matches after which a part is worth compiling to machine code: that takes as long as so many matches, which
 * a single page would never win back. */
#define JIT_AFTER 100
/* Of the index of all zones' rules, and of a class's. */
#define HASH_BITS 16
#define CLASS_HASH_BITS 12

typedef struct part {
    ts_phrase_part is;
    const struct rule_file *file;
    const struct lazy_index *of_class;
    int before; /* number of the class's part before it, from 1 on; 0: it is the first */
    _Atomic(pcre2_code *)
        code; /* NULL until the part is first tried, and for a pattern that does not compile */
    _Atomic(pcre2_code *) fast; /* the same, compiled by the JIT, once it has proved useful */
    _Atomic(const uint8_t *)
        starts; /* a bit for each byte that a line it matches may begin with; NULL: any */
    atomic_uint uses;
} part;

#define ZONES 4
static const unsigned zone_bits[ZONES] = {TS_IN_HEAD, TS_IN_TAIL, TS_IN_BODY, TS_IN_HEAD | TS_IN_TAIL};

/* An index of parts, made when the first line is tried on them: most pages need those of two or three
 * languages. */
typedef struct lazy_index {
    _Atomic(ts_phrase_index *) index;
    const char *rule_class;      /* NULL: the rules of all zones, and those looked for beside them */
    int last;                    /* number of that class's last part, from 1 on */
    const struct rule_file *own; /* those that are tried on its pages; NULL: of all languages */
    bool far;                    /* of them those of other scripts only */
} lazy_index;

/* Looked for in each line, though its rules have no zone: nearly all lines are asked for it. */
static const char LABEL[] = "label";

/* The parts of one file's rules, which stand in a row. */
typedef struct rule_file {
    const char *name;
    uint64_t language; /* the name's letters as a number */
    unsigned scripts;
    int first, end;
    lazy_index near, far;
} rule_file;

struct ts_phrases {
    ts_arena *arena;
    rule_file *files;
    size_t file_count;
    const rule_file *common, *english; /* may be NULL */
    part *parts;
    int count;
    lazy_index index;
    ts_map *classes; /* to the lazy_index of each */
    const lazy_index *label;
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

/* A language's own rules, the common and the English ones are tried on each line of its pages. */
static bool is_near(const rule_file *l, const rule_file *own)
{
    return l == own || l == all.common || l == all.english;
}

static bool shares_script(const rule_file *l, const rule_file *own)
{
    return (l->scripts & own->scripts) != 0;
}

static bool belongs(const lazy_index *lazy, const part *p)
{
    if (lazy->rule_class)
        return true;
    bool near = lazy->own && is_near(p->file, lazy->own);
    return (p->is.zones || p->of_class == all.label) &&
           (!lazy->own || (lazy->far ? !near && !shares_script(p->file, lazy->own) : near));
}

static ts_phrase_index *make_index(const lazy_index *lazy)
{
    ts_phrase_index *index = ts_phrase_index_new(all.arena, lazy->rule_class ? CLASS_HASH_BITS : HASH_BITS);
    ts_arena *scratch = ts_arena_new();
    const part *p;
    for (int n = lazy->rule_class ? lazy->last : all.count; n; n = lazy->rule_class ? p->before : n - 1) {
        ts_demands demands;
        p = &all.parts[n - 1];
        if (!belongs(lazy, p))
            continue;
        ts_parts_unpack_demands(scratch, &p->is, &demands);
        ts_phrase_index_add(index, &demands, n - 1);
    }
    ts_arena_free(scratch);
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

static lazy_index *class_of(const char *rule_class)
{
    lazy_index *found = ts_map_get(all.classes, ts_str_of(rule_class));
    if (!found) {
        found = TS_NEW(all.arena, lazy_index);
        found->rule_class = rule_class;
        ts_map_put(all.classes, ts_str_of(rule_class), found);
    }
    return found;
}

static void load_part(ts_unpack *in, const rule_file *l)
{
    part *p = &all.parts[all.count++];
    p->is = ts_parts_unpack(in);
    p->file = l;
    lazy_index *of_class = class_of(p->is.rule_class);
    p->of_class = of_class;
    p->before = of_class->last;
    of_class->last = all.count;
    for (size_t z = 0; z < ZONES; z++) {
        if (!(p->is.zones & zone_bits[z]))
            continue;
        all.longest[z] = p->is.max > all.longest[z] ? p->is.max : all.longest[z];
        all.longest_line = p->is.max > all.longest_line ? p->is.max : all.longest_line;
    }
}

/* The letters of a language tag's first part as a number, so that "zh-Hant" is "zh"; 0 for none. */
static uint64_t number_of(const char *tag)
{
    uint64_t number = 0;
    while (tag && *tag && *tag != '-' && *tag != '_')
        number = number << 8 | (unsigned char)*tag++;
    return number;
}

static void load(ts_unpack *in, rule_file *l)
{
    ts_parts_head head = ts_parts_unpack_head(in);
    l->name = head.name;
    l->language = number_of(head.name);
    l->scripts = head.scripts;
    l->near.own = l->far.own = l;
    l->far.far = true;
    l->first = all.count;
    for (size_t i = 0; i < head.count && !in->bad; i++)
        load_part(in, l);
    l->end = all.count;
    if (strcmp(l->name, "common") == 0)
        all.common = l;
    if (strcmp(l->name, "en") == 0)
        all.english = l;
}

static void start(void)
{
    ts_unpack in = {0};
    all.arena = ts_arena_new();
    all.classes = ts_map_new();
    all.label = class_of(LABEL);
    all.context = pcre2_match_context_create(NULL);
    if (all.context) {
        pcre2_set_match_limit(all.context, MATCH_STEPS);
        pcre2_set_depth_limit(all.context, MATCH_DEPTH);
    }
    ts_baked_find("rules/phrases.parts", &in.bytes);
    size_t parts = ts_unpack_count(&in), files = ts_unpack_count(&in);
    all.parts = ts_arena_alloc(all.arena, parts * sizeof *all.parts);
    all.files = ts_arena_alloc(all.arena, files * sizeof *all.files);
    while (all.file_count < files)
        load(&in, &all.files[all.file_count++]);
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

/* The part's pattern, compiled by whichever thread comes first. */
static const pcre2_code *compile(part *p)
{
    int problem;
    size_t offset;
    pcre2_code *none = NULL, *made;
    made = pcre2_compile((PCRE2_SPTR)p->is.pattern, PCRE2_ZERO_TERMINATED, TS_PHRASE_OPTIONS, &problem,
                         &offset, NULL);
    if (!atomic_compare_exchange_strong(&p->code, &none, made)) {
        pcre2_code_free(made);
        return none;
    }
    if (made)
        atomic_store_explicit(&p->starts, starts_of(made), memory_order_release);
    return made;
}

/* Machine code for a part that is used much. A copy is compiled and then published, as other threads may be
 * matching with the first. */
static const pcre2_code *code_of(part *p)
{
    const pcre2_code *code = atomic_load_explicit(&p->fast, memory_order_acquire);
    if (code)
        return code;
    code = atomic_load_explicit(&p->code, memory_order_acquire);
    if (!code)
        return compile(p);
    if (atomic_fetch_add_explicit(&p->uses, 1, memory_order_relaxed) == JIT_AFTER) {
        pcre2_code *copy = pcre2_code_copy(code);
        if (copy && pcre2_jit_compile(copy, PCRE2_JIT_COMPLETE) == 0)
            atomic_store_explicit(&p->fast, copy, memory_order_release);
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

/* One line, being tried on one part after another. */
typedef struct attempt {
    const ts_phrase_line *line;
    unsigned zones; /* of which a part must have one; 0: whatever its zones are */
    pcre2_match_data *data;
    ts_line_match *match;
} attempt;

static bool try_part(attempt *a, int number)
{
    part *p = &all.parts[number];
    ts_str folded = a->line->folded;
    const uint8_t *starts = atomic_load_explicit(&p->starts, memory_order_acquire);
    unsigned char first = (unsigned char)*folded.ptr;
    if (starts && !(starts[first / 8] >> first % 8 & 1))
        return false;
    const pcre2_code *code = code_of(p);
    if (!code || pcre2_match(code, (PCRE2_SPTR)folded.ptr, folded.len, 0, PCRE2_NO_UTF_CHECK, a->data,
                             all.context) <= 0)
        return false;
    const size_t *places = pcre2_get_ovector_pointer(a->data);
    *a->match = (ts_line_match){.rule_class = p->is.rule_class,
                                .language = p->file->name,
                                .rule = p->is.rule,
                                .value = group(code, a->data, "value", folded),
                                .name = group(code, a->data, "name", folded),
                                .role = group(code, a->data, "role", folded),
                                .place = group(code, a->data, "place", folded),
                                .start = places[0],
                                .end = places[1]};
    return true;
}

/* The rules of one language. */
static bool try_language(attempt *a, const rule_file *l)
{
    if (l->scripts && !(l->scripts & a->line->scripts))
        return false;
    for (int i = l->first; (i = ts_part_set_next(&a->line->parts, i, l->end)) < l->end; i++) {
        const ts_phrase_part *is = &all.parts[i].is;
        if ((!a->zones || is->zones & a->zones) && (is->max == 0 || a->line->length <= is->max) &&
            try_part(a, i))
            return true;
    }
    return false;
}

static rule_file *find_language(const char *tag)
{
    uint64_t language = number_of(tag);
    for (size_t i = 0; language && i < all.file_count; i++)
        if (all.files[i].language == language)
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
    for (int i = 0; (i = ts_part_set_next(&a->line->parts, i, all.count)) < all.count;) {
        const rule_file *l = all.parts[i].file;
        bool tried = is_near(l, own) || (own && shares_script(l, own));
        if (!tried && try_language(a, l))
            return true;
        i = l->end;
    }
    return false;
}

/* Tries the parts that were found in the line. */
static bool run(attempt *a)
{
    bool found = false;
    a->data = atomic_exchange(&spare, NULL);
    if (!a->data)
        a->data = pcre2_match_data_create(TS_PHRASE_GROUPS, NULL);
    if (a->data)
        found = try_all(a, a->line->own);
    pcre2_match_data_free(atomic_exchange(&spare, a->data));
    return found;
}

/* False for what no rule can match. */
static bool is_text(ts_str folded)
{
    return folded.len && ts_utf8_valid(folded);
}

static bool has_parts(const ts_phrase_line *line)
{
    return ts_part_set_next(&line->parts, 0, all.count) < all.count;
}

void ts_phrases_look(const ts_phrases *phrases, const char *language, ts_str folded, ts_phrase_line *line)
{
    line->folded = folded;
    line->length = 0;
    line->scripts = 0;
    line->own = NULL;
    ts_part_set_clear(&line->parts);
    if (!is_text(folded))
        return;
    rule_file *own = line->own = find_language(language);
    line->length = ts_utf8_count(folded);
    if (line->length > phrases->longest_line)
        return;
    line->scripts = ts_scripts_of(folded);
    ts_phrase_index_find(index_of(own ? &own->near : &all.index), folded, &line->parts);
    if (own && line->scripts & ~own->scripts)
        ts_phrase_index_find(index_of(&own->far), folded, &line->parts);
}

bool ts_phrases_match_line(const ts_phrases *phrases, const ts_phrase_line *line, ts_zone zone,
                           ts_line_match *match)
{
    attempt a = {.line = line, .zones = zone_bits[zone], .match = match};
    return line->length <= phrases->longest[zone] && has_parts(line) && run(&a);
}

bool ts_phrases_has_label(const ts_phrases *phrases, const ts_phrase_line *line)
{
    bool found = line->length > phrases->longest_line;
    for (int i = 0; !found && (i = ts_part_set_next(&line->parts, i, all.count)) < all.count; i++)
        found = all.parts[i].of_class == all.label;
    return found;
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
    ts_phrase_line line;
    attempt a = {.line = &line, .match = match};
    if (!lazy || !folded.len)
        return false;
    ts_part_set_clear(&line.parts);
    ts_phrase_index_find(index_of(lazy), folded, &line.parts);
    if (!has_parts(&line) || !is_text(folded))
        return false;
    line.folded = folded;
    line.own = find_language(language);
    line.length = ts_utf8_count(folded);
    line.scripts = ts_scripts_of(folded);
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
