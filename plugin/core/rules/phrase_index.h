/* All literals of all rules, looked for in a line at once: which parts of rules are worth trying on it. */
#ifndef TS_RULES_PHRASE_INDEX_H
#define TS_RULES_PHRASE_INDEX_H

#include "rules/phrase_parts.h"

/* A set of parts, by number. Start it with
 * ts_part_set_clear: hardly any of its words is ever written. */
typedef struct ts_part_set {
    uint64_t used[TS_PARTS_MAX / 4096]; /* a bit for each word that holds any; the others are not set */
    uint64_t words[TS_PARTS_MAX / 64];
} ts_part_set;

static inline void ts_part_set_clear(ts_part_set *set)
{
    for (size_t i = 0; i < TS_PARTS_MAX / 4096; i++)
        set->used[i] = 0;
}

static inline void ts_part_set_add(ts_part_set *set, int part)
{
    uint64_t word = (uint64_t)1 << part / 64 % 64;
    if (!(set->used[part / 4096] & word))
        set->words[part / 64] = 0;
    set->used[part / 4096] |= word;
    set->words[part / 64] |= (uint64_t)1 << part % 64;
}

/* The first part of the set from `part` on and before `end`, `end` where there is none. */
int ts_part_set_next(const ts_part_set *set, int part, int end);

typedef struct ts_phrase_index ts_phrase_index;

/* In the arena, as all that is added; with two to the power of `hash_bits` hashes of windows, of which only a
 * few should be taken. */
ts_phrase_index *ts_phrase_index_new(ts_arena *arena, int hash_bits);
/* Adds a part by what its pattern demands; the literals must outlive the index. */
void ts_phrase_index_add(ts_phrase_index *index, const ts_demands *demands, int part);
/* Adds to `found` the parts that may match the line: no other can. Safe from several threads once all parts
 * are in. */
void ts_phrase_index_find(const ts_phrase_index *index, ts_str line, ts_part_set *found);

#endif
