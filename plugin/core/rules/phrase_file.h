/* The reader of one phrase file: lines of text to rules, without compiling their patterns. What the form is
 * stands in tearsheet-rules.5 and at the head of plugin/rules/phrases/en. */
#ifndef TS_RULES_PHRASE_FILE_H
#define TS_RULES_PHRASE_FILE_H

#include "base/error.h"
#include "base/vec.h"

/* Where a rule holds; a rule without any is only ever asked for by its class. */
#define TS_IN_HEAD 1u
#define TS_IN_TAIL 2u
#define TS_IN_BODY 4u

/* Scripts of which a line must hold a letter before a file's rules are tried on it. */
#define TS_SCRIPT_LATIN 1u
#define TS_SCRIPT_HAN 2u
#define TS_SCRIPT_KANA 4u
#define TS_SCRIPT_HANGUL 8u
#define TS_SCRIPT_CYRILLIC 16u
#define TS_SCRIPT_ARABIC 32u
#define TS_SCRIPT_DEVANAGARI 64u
#define TS_SCRIPT_THAI 128u
#define TS_SCRIPT_GREEK 256u
#define TS_SCRIPT_HEBREW 512u
#define TS_SCRIPT_BENGALI 1024u
#define TS_SCRIPT_LAO 2048u
#define TS_SCRIPT_MYANMAR 4096u
#define TS_SCRIPT_KHMER 8192u
#define TS_SCRIPT_GEORGIAN 16384u
#define TS_SCRIPT_ARMENIAN 32768u
#define TS_SCRIPT_TAMIL 65536u
#define TS_SCRIPT_TELUGU 131072u
#define TS_SCRIPT_MALAYALAM 262144u
#define TS_SCRIPT_KANNADA 524288u
#define TS_SCRIPT_GUJARATI 1048576u
#define TS_SCRIPT_GURMUKHI 2097152u

/* One case of a rule: a line that must match (with these captures, where they are not NULL) or must not. */
typedef struct ts_phrase_case {
    int line;
    bool matches;
    ts_str text;
    const char *value, *name, *place;
} ts_phrase_case;

typedef struct ts_phrase_rule {
    int line; /* of the file */
    const char *rule_class;
    unsigned zones;
    size_t max;          /* code points of the folded line; 0: no limit */
    const char *pattern; /* PCRE2, names replaced, alternatives joined */
    TS_VEC(const char *) alternatives;
    TS_VEC(ts_phrase_case) cases;
} ts_phrase_rule;

/* How patterns are compiled; plain brackets group and only named ones capture. */
#define TS_PHRASE_OPTIONS                                                                                    \
    (PCRE2_UTF | PCRE2_UCP | PCRE2_DUPNAMES | PCRE2_NO_AUTO_CAPTURE | PCRE2_NEVER_BACKSLASH_C)
/* Named groups one rule may have, and one for the whole. */
#define TS_PHRASE_GROUPS 32

typedef struct ts_phrase_file {
    unsigned scripts; /* 0: rules are tried on every line */
    TS_VEC(ts_phrase_rule) rules;
} ts_phrase_file;

/* Reads a file; all in the arena. What it does not know is an error with its line. */
bool ts_phrase_file_read(ts_arena *arena, ts_str text, const char *source, ts_phrase_file *file,
                         ts_error *error);

/* The scripts of the letters in a line. */
unsigned ts_scripts_of(ts_str line);

#endif
