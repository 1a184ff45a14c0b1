#include "rules/classes.h"

#include "base/baked.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"

#include <pthread.h>
#include <stdlib.h>

/* Bytes of an attribute that are looked at, and of one word in it. */
#define ATTRIBUTE_MAX 2000
#define WORD_MAX 100

/* What a word, or a name, speaks of. */
enum { CONSENT = 1, DIALOG = 2, ASKER = 4 };

typedef struct meaning {
    int weight;
    unsigned says;
} meaning;

typedef struct prefix {
    ts_str text;
    meaning meaning;
} prefix;

/* Meanings by what they are of. Most that is asked for is not there, which a bit tells before any search: by
 * its first two bytes and its length. */
typedef struct meanings {
    ts_map *map;
    bool begins[1024];
} meanings;

static struct {
    ts_arena *arena;
    meanings words, names;
    TS_VEC(prefix) prefixes;
    bool prefixed[256]; /* by a prefix's first byte */
} known;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static size_t beginning(ts_str text)
{
    unsigned first = (unsigned char)text.ptr[0], second = text.len > 1 ? (unsigned char)text.ptr[1] : 0;
    return (first * 29 + second * 5 + text.len) % 1024;
}

static meaning *get(const meanings *m, ts_str text)
{
    return text.len && m->begins[beginning(text)] ? ts_map_get(m->map, text) : NULL;
}

static void put(meanings *m, ts_str text, meaning more)
{
    meaning *known_one = get(m, text);
    if (!known_one) {
        known_one = TS_NEW(known.arena, meaning);
        ts_map_put(m->map, text, known_one);
        m->begins[beginning(text)] = true;
    }
    known_one->weight = more.weight ? more.weight : known_one->weight;
    known_one->says |= more.says;
}

static void put_prefix(ts_str text, meaning m)
{
    ts_vec_push_in(known.arena, &known.prefixes, ((prefix){text, m}));
    known.prefixed[(unsigned char)text.ptr[0]] = true;
}

static meaning read_meaning(ts_str key, ts_str value)
{
    static const struct {
        const char *name;
        unsigned says;
    } SAYS[] = {{"consent", CONSENT}, {"dialog", DIALOG}, {"asker", ASKER}};
    meaning m = {0};
    if (!ts_str_is(key, "says"))
        m.weight = (int)strtol(ts_arena_copy(known.arena, value), NULL, 10);
    for (size_t i = 0; i < sizeof SAYS / sizeof *SAYS && ts_str_is(key, "says"); i++)
        m.says |= ts_str_is(value, SAYS[i].name) ? SAYS[i].says : 0;
    return m;
}

/* plugin/rules/classes: what its lines mean is said there. */
static void start(void)
{
    ts_str text = {0}, line, key, value, word;
    known.arena = ts_arena_new();
    known.words.map = ts_map_new();
    known.names.map = ts_map_new();
    ts_baked_find("rules/classes", &text);
    while (ts_str_line(&text, &line)) {
        if (!ts_str_word(&line, &key) || key.ptr[0] == '#' || !ts_str_word(&line, &value))
            continue;
        meaning m = read_meaning(key, value);
        while (ts_str_word(&line, &word)) {
            if (ts_str_is(key, "name"))
                put(&known.names, word, m);
            else if (word.ptr[word.len - 1] == '*')
                put_prefix(ts_str_sub(word, 0, word.len - 1), m);
            else
                put(&known.words, word, m);
        }
    }
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_word_char(char c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static meaning read_word(ts_str word)
{
    const meaning *m = get(&known.words, word);
    if (m)
        return *m;
    for (size_t i = 0; known.prefixed[(unsigned char)word.ptr[0]] && i < known.prefixes.len; i++)
        if (word.ptr[0] == known.prefixes.items[i].text.ptr[0] &&
            ts_str_starts(word, known.prefixes.items[i].text))
            return known.prefixes.items[i].meaning;
    return (meaning){0};
}

/* One name of the attribute: known as a whole, or by its words, each counted once. */
static meaning read_name(ts_str name)
{
    char whole[WORD_MAX];
    size_t len = name.len < WORD_MAX ? name.len : WORD_MAX, from = 0; /* where a word begins */
    meaning sum = {0};
    for (size_t i = 0; i < len; i++)
        whole[i] = (char)(name.ptr[i] | (is_upper(name.ptr[i]) ? 0x20 : 0));
    const meaning *known_name = get(&known.names, (ts_str){whole, len});
    if (known_name)
        return *known_name;
    for (size_t i = 0; i <= len; i++) {
        bool inside = i < len && is_word_char(name.ptr[i]);
        bool cut =
            inside && i > 0 && is_upper(name.ptr[i]) && name.ptr[i - 1] >= 'a' && name.ptr[i - 1] <= 'z';
        if (inside && !cut)
            continue;
        meaning m = i > from ? read_word((ts_str){whole + from, i - from}) : (meaning){0};
        sum.weight += m.weight;
        sum.says |= m.says;
        from = cut ? i : i + 1;
    }
    return sum;
}

ts_class ts_class_read(ts_str attribute)
{
    ts_class class = {0};
    ts_str rest = ts_str_sub(attribute, 0, ATTRIBUTE_MAX), name;
    pthread_once(&once, start);
    for (size_t i = 0, from = 0; i <= rest.len; i++) {
        if (i < rest.len && (unsigned char)rest.ptr[i] > ' ')
            continue;
        name = ts_str_sub(rest, from, i);
        from = i + 1;
        meaning m = name.len ? read_name(name) : (meaning){0};
        class.weight += m.weight;
        class.consent = class.consent || m.says & ASKER || (m.says & CONSENT && m.says & DIALOG);
    }
    return class;
}
