/* The rules of the phrase files as they are tried: in parts, each with what it demands of a line. They are
 * made when the program is built (plugin/tools/phrase_parts.c), as to find what a pattern demands takes as
 * long as many conversions. */
#ifndef TS_RULES_PHRASE_PARTS_H
#define TS_RULES_PHRASE_PARTS_H

#include "base/pack.h"
#include "rules/phrase_file.h"
#include "rules/phrase_literals.h"

/* Parts that plugin/rules/phrases may have. */
#define TS_PARTS_MAX 8192

/* One alternative of a rule whose alternatives all begin at the line's start: the first of them that matches
 * is what the rule finds. Of another rule all its alternatives, as they stand. */
typedef struct ts_phrase_part {
    int rule; /* number of the rule, counted through all files */
    const char *rule_class;
    unsigned zones;
    size_t max;
    const char *pattern;
    const char *demands; /* packed */
    size_t demands_len;
} ts_phrase_part;

/* How many rules and parts have been packed. */
typedef struct ts_parts_count {
    int rules;
    size_t parts;
} ts_parts_count;

/* Packs the rules of one more file. */
void ts_parts_pack(ts_buf *out, const char *name, const ts_phrase_file *file, ts_parts_count *count);

/* What stands before a file's parts; the name is NULL behind the last file. */
typedef struct ts_parts_head {
    const char *name;
    unsigned scripts;
    size_t count;
} ts_parts_head;
ts_parts_head ts_parts_unpack_head(ts_unpack *in);
/* A part, and later what it demands; texts stay where they are packed. */
ts_phrase_part ts_parts_unpack(ts_unpack *in);
void ts_parts_unpack_demands(ts_arena *arena, const ts_phrase_part *part, ts_demands *demands);

#endif
