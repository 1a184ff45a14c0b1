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

static struct {
    ts_arena *arena;
    ts_map *words, *names; /* to int */
    TS_VEC(prefix) prefixes;
} known;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* plugin/rules/classes: what its lines mean is said there. */
static void start(void)
{
    ts_str text = {0}, line, key, number, word;
    known.arena = ts_arena_new();
    known.words = ts_map_new();
    known.names = ts_map_new();
    ts_baked_find("rules/classes", &text);
    while (ts_str_line(&text, &line)) {
        if (!ts_str_word(&line, &key) || key.ptr[0] == '#' || !ts_str_word(&line, &number))
            continue;
        int *weight = TS_NEW(known.arena, int);
        *weight = (int)strtol(ts_arena_copy(known.arena, number), NULL, 10);
        while (ts_str_word(&line, &word)) {
            if (ts_str_is(key, "name"))
                ts_map_put(known.names, word, weight);
            else if (word.ptr[word.len - 1] == '*')
                ts_vec_push_in(known.arena, &known.prefixes,
                               ((prefix){ts_str_sub(word, 0, word.len - 1), *weight}));
            else
                ts_map_put(known.words, word, weight);
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

static char lower(char c)
{
    return is_upper(c) ? (char)(c | 0x20) : c;
}

static int weigh_word(ts_str word)
{
    const int *weight = ts_map_get(known.words, word);
    if (weight)
        return *weight;
    for (size_t i = 0; i < known.prefixes.len; i++)
        if (ts_str_starts(word, known.prefixes.items[i].text))
            return known.prefixes.items[i].weight;
    return 0;
}

/* One name of the attribute: known as a whole, or by its words, each counted once. */
static int weigh_name(ts_str name)
{
    char word[WORD_MAX], whole[WORD_MAX];
    size_t n = 0, len = name.len < WORD_MAX ? name.len : WORD_MAX;
    int sum = 0;
    for (size_t i = 0; i < len; i++)
        whole[i] = lower(name.ptr[i]);
    const int *known_name = ts_map_get(known.names, (ts_str){whole, len});
    if (known_name)
        return *known_name;
    for (size_t i = 0; i <= len; i++) {
        bool inside = i < len && is_word_char(name.ptr[i]);
        bool cut =
            inside && i > 0 && is_upper(name.ptr[i]) && name.ptr[i - 1] >= 'a' && name.ptr[i - 1] <= 'z';
        if (n && (!inside || cut)) {
            sum += weigh_word((ts_str){word, n});
            n = 0;
        }
        if (inside)
            word[n++] = whole[i];
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
