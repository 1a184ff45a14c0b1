/* All literals of all rules, looked for in a line at once: which rules are worth trying on it. */
#ifndef TS_RULES_PHRASE_INDEX_H
#define TS_RULES_PHRASE_INDEX_H

#include "rules/phrase_literals.h"

#include <stdint.h>

/* A set of rules, by number; plugin/rules/phrases must not have more. */
#define TS_RULES_MAX 2048
typedef struct ts_rule_set {
    uint64_t words[TS_RULES_MAX / 64];
} ts_rule_set;

static inline void ts_rule_set_add(ts_rule_set *set, int rule)
{
    set->words[rule / 64] |= (uint64_t)1 << rule % 64;
}

/* Takes what is not in `other`, unless it is NULL, out of the set; false where nothing is left. */
bool ts_rule_set_keep(ts_rule_set *set, const ts_rule_set *other);
/* The first rule of the set from `rule` on and before `end`, `end` where there is none. */
int ts_rule_set_next(const ts_rule_set *set, int rule, int end);

typedef struct ts_phrase_index ts_phrase_index;

/* In the arena, as all that is added; with two to the power of `slot_bits` slots, of which only a few should
 * be taken. */
ts_phrase_index *ts_phrase_index_new(ts_arena *arena, int slot_bits);
/* Adds a rule by what its pattern demands; the literals must outlive the index. */
void ts_phrase_index_add(ts_phrase_index *index, const ts_demands *demands, int rule);
/* Adds to `found` the rules that may match the line: no other can. Safe from several threads once all rules
 * are in. */
void ts_phrase_index_find(const ts_phrase_index *index, ts_str line, ts_rule_set *found);

#endif
