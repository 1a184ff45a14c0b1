/* The line rules: which lines on a page are not the article, and what they say of it.
 *
 * Data in plugin/rules/phrases/<lang>; a file's form is described in tearsheet-rules.5 and at the head of
 * phrases/en. Each rule has a class, a zone, a greatest length and a PCRE2 pattern, matched on the folded
 * copy (text/width.h) of one line. All languages' rules are tried on every page, the page's own first. */
#ifndef TS_RULES_PHRASES_H
#define TS_RULES_PHRASES_H

#include "base/error.h"
#include "base/arena.h"
#include "rules/phrase_index.h"

typedef enum ts_zone {
    TS_ZONE_HEAD, /* before the first body paragraph */
    TS_ZONE_TAIL, /* after the last one */
    TS_ZONE_BODY, /* among them: rules with zone "any" only */
    TS_ZONE_EDGE, /* before or after, for who does not know yet where the article stands */
} ts_zone;

typedef struct ts_line_match {
    const char *rule_class; /* "breadcrumb", "source", "editor", "disclaimer", … */
    const char *language;   /* of the file the rule stands in */
    int rule;               /* a number of its own for each rule: two lines of the same rule are a sequence */
    ts_str value;           /* (?<value>…) of the pattern; empty where it has none; points into the line */
    ts_str name;            /* (?<name>…), likewise: a person, an outlet */
    ts_str role;            /* (?<role>…), likewise */
    ts_str place;           /* (?<place>…), likewise: of a dateline */
    size_t start, end;      /* bytes of the folded line that matched */
} ts_line_match;

/* A folded line that has been looked over for what is asked of it. */
typedef struct ts_phrase_line {
    ts_str folded;
    size_t length;         /* code points */
    unsigned scripts;      /* of its letters */
    struct rule_file *own; /* of its language, may be NULL */
    ts_part_set parts;     /* that may match; not known of a line that is too long for any */
} ts_phrase_line;

typedef struct ts_phrases ts_phrases;

/* The baked rules of all languages, compiled once per process; safe to use from all threads. Never NULL: a
 * rule file that does not compile is a failure of the build's own tests. */
const ts_phrases *ts_phrases_get(void);

/* The first rule that matches the folded line in that zone; the language's own ("zh", "en", …; may be NULL)
 * first. False where none does. */
bool ts_phrases_match(const ts_phrases *phrases, const char *language, ts_str folded, ts_zone zone,
                      ts_line_match *match);
/* The same in two steps, for who asks more than once. */
void ts_phrases_look(const ts_phrases *phrases, const char *language, ts_str folded, ts_phrase_line *line);
bool ts_phrases_match_line(const ts_phrases *phrases, const ts_phrase_line *line, ts_zone zone,
                           ts_line_match *match);
/* False where no rule of the class "label" can match the line or a part of it. */
bool ts_phrases_has_label(const ts_phrases *phrases, const ts_phrase_line *line);
/* Asks for one class only, whatever the zone. */
bool ts_phrases_match_class(const ts_phrases *phrases, const char *language, const char *rule_class,
                            ts_str folded, ts_line_match *match);
/* True for a text that a rule of that class takes, of any language; not folded yet. */
bool ts_phrases_is_of(const char *rule_class, ts_str text);

/* Reads one rule file and runs every rule's own cases; the first that is wrong is the error, with its line.
 * `rules` and `cases`, may be NULL, count what was read. */
bool ts_phrases_check(ts_str text, const char *language, const char *source, size_t *rules, size_t *cases,
                      ts_error *error);

#endif
