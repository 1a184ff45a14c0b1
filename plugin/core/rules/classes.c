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

typedef struct prefix {
    ts_str text;
    int weight;
} prefix;

/* Weights by what they are of. Most that is asked for is not there, which a bit tells before any search: by
 * its first two bytes and its length. */
typedef struct weights {
    ts_map *map; /* to int */
    bool begins[1024];
} weights;

static struct {
    ts_arena *arena;
    weights words, names;
    TS_VEC(prefix) prefixes;
    bool prefixed[256]; /* by a prefix's first byte */
} known;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static size_t beginning(ts_str text)
{
    unsigned first = (unsigned char)text.ptr[0], second = text.len > 1 ? (unsigned char)text.ptr[1] : 0;
    return (first * 29 + second * 5 + text.len) % 1024;
}

static void put(weights *w, ts_str text, int *weight)
{
    ts_map_put(w->map, text, weight);
    w->begins[beginning(text)] = true;
}

static const int *get(const weights *w, ts_str text)
{
    return text.len && w->begins[beginning(text)] ? ts_map_get(w->map, text) : NULL;
}

static void put_prefix(ts_str text, int weight)
{
    ts_vec_push_in(known.arena, &known.prefixes, ((prefix){text, weight}));
    known.prefixed[(unsigned char)text.ptr[0]] = true;
}

/* plugin/rules/classes: what its lines mean is said there. */
static void start(void)
{
    ts_str text = {0}, line, key, number, word;
    known.arena = ts_arena_new();
    known.words.map = ts_map_new();
    known.names.map = ts_map_new();
    ts_baked_find("rules/classes", &text);
    while (ts_str_line(&text, &line)) {
        if (!ts_str_word(&line, &key) || key.ptr[0] == '#' || !ts_str_word(&line, &number))
            continue;
        int *weight = TS_NEW(known.arena, int);
        *weight = (int)strtol(ts_arena_copy(known.arena, number), NULL, 10);
        while (ts_str_word(&line, &word)) {
            if (ts_str_is(key, "name"))
                put(&known.names, word, weight);
            else if (word.ptr[word.len - 1] == '*')
                put_prefix(ts_str_sub(word, 0, word.len - 1), *weight);
            else
                put(&known.words, word, weight);
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

static int weigh_word(ts_str word)
{
    const int *weight = get(&known.words, word);
    if (weight)
        return *weight;
    for (size_t i = 0; known.prefixed[(unsigned char)word.ptr[0]] && i < known.prefixes.len; i++)
        if (word.ptr[0] == known.prefixes.items[i].text.ptr[0] &&
            ts_str_starts(word, known.prefixes.items[i].text))
            return known.prefixes.items[i].weight;
    return 0;
}

/* One name of the attribute: known as a whole, or by its words, each counted once. */
static int weigh_name(ts_str name)
{
    char whole[WORD_MAX];
    size_t len = name.len < WORD_MAX ? name.len : WORD_MAX, from = 0; /* where a word begins */
    int sum = 0;
    for (size_t i = 0; i < len; i++)
        whole[i] = (char)(name.ptr[i] | (is_upper(name.ptr[i]) ? 0x20 : 0));
    const int *known_name = get(&known.names, (ts_str){whole, len});
    if (known_name)
        return *known_name;
    for (size_t i = 0; i <= len; i++) {
        bool inside = i < len && is_word_char(name.ptr[i]);
        bool cut =
            inside && i > 0 && is_upper(name.ptr[i]) && name.ptr[i - 1] >= 'a' && name.ptr[i - 1] <= 'z';
        if (inside && !cut)
            continue;
        if (i > from)
            sum += weigh_word((ts_str){whole + from, i - from});
        from = cut ? i : i + 1;
    }
    return sum;
}

int ts_class_weight(ts_str attribute)
{
    int sum = 0;
    ts_str rest = ts_str_sub(attribute, 0, ATTRIBUTE_MAX), name;
    pthread_once(&once, start);
    for (size_t i = 0, from = 0; i <= rest.len; i++) {
        if (i < rest.len && (unsigned char)rest.ptr[i] > ' ')
            continue;
        name = ts_str_sub(rest, from, i);
        from = i + 1;
        if (name.len)
            sum += weigh_name(name);
    }
    return sum;
}
