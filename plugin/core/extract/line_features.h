/* What the model sees of a line of a text dump: a row of numbers, the same in training and in use. */
#ifndef TS_EXTRACT_LINE_FEATURES_H
#define TS_EXTRACT_LINE_FEATURES_H

#include "extract/dump.h"
#include "extract/model.h"

/* Name in the weights file, constant. "Words" is the sum of the text table over a line's words; the run is
 * what ts_dump_find_body took for the body; the head is the last line above it, or in it near its start, that
 * says what the dump's first lines say: the headline, told once more. */
#define TS_LINE_FEATURES(X)                                                                                  \
    X(size, SIZE) /* logarithm */                                                                            \
    X(stops, STOPS)                                                                                          \
    X(commas, COMMAS) /* for each 100 of size */                                                             \
    X(closed, CLOSED)                                                                                        \
    X(digit_share, DIGIT_SHARE)                                                                              \
    X(capital_share, CAPITAL_SHARE)                                                                          \
    X(lower, LOWER)   /* begins with a small letter */                                                       \
    X(ending, ENDING) /* its last character: 0 none of these, 1 a comma, 2 a colon, 3 a closing mark */      \
    X(gap, GAP)                                                                                              \
    X(prose, PROSE)                                                                                          \
    X(rule, RULE)     /* of rules that know it: 0 none, 1 chrome, 2 other dumps have it, 3 the end */        \
    X(copies, COPIES) /* lines with the same text */                                                         \
    X(position, POSITION)                                                                                    \
    X(words, WORDS)                                                                                          \
    X(size_before, SIZE_BEFORE)                                                                              \
    X(size_behind, SIZE_BEHIND)                                                                              \
    X(size_before2, SIZE_BEFORE2)                                                                            \
    X(size_behind2, SIZE_BEHIND2)                                                                            \
    X(size_before3, SIZE_BEFORE3)                                                                            \
    X(size_behind3, SIZE_BEHIND3)                                                                            \
    X(closed_before, CLOSED_BEFORE)                                                                          \
    X(closed_behind, CLOSED_BEHIND)                                                                          \
    X(words_before, WORDS_BEFORE)                                                                            \
    X(words_behind, WORDS_BEHIND)                                                                            \
    X(words_before2, WORDS_BEFORE2)                                                                          \
    X(words_behind2, WORDS_BEHIND2)                                                                          \
    X(words_near, WORDS_NEAR)     /* their mean over five lines on each side, by size */                     \
    X(prose_near, PROSE_NEAR)     /* share of prose in them */                                               \
    X(prose_wide, PROSE_WIDE)     /* share of prose in twenty lines on each side */                          \
    X(prose_before, PROSE_BEFORE) /* share of the dump's prose before it */                                  \
    X(since_prose, SINCE_PROSE)   /* lines since the last prose, and to the next */                          \
    X(until_prose, UNTIL_PROSE)                                                                              \
    X(ends_before, ENDS_BEFORE) /* lines above it that say that the article is over */                       \
    X(rules_near, RULES_NEAR)   /* lines of five on each side that rules know */                             \
    X(run_from, RUN_FROM)       /* lines behind the run's first, and before its end */                       \
    X(run_to, RUN_TO)                                                                                        \
    X(run_share, RUN_SHARE)         /* of the dump's text in the run */                                      \
    X(head_distance, HEAD_DISTANCE) /* lines behind the head, -200: none */                                  \
    X(head_share, HEAD_SHARE)       /* share of its words that are in the dump's first line */

typedef enum ts_line_feature {
#define TS_FEATURE_ENTRY(name, constant) TS_LINE_FEATURE_##constant,
    TS_LINE_FEATURES(TS_FEATURE_ENTRY)
#undef TS_FEATURE_ENTRY
        TS_LINE_FEATURE_COUNT
} ts_line_feature;

extern const char *const ts_line_feature_names[];

/* A row of TS_LINE_FEATURE_COUNT for each line of a dump whose run is found. */
float *ts_line_features_make(const ts_dump *dump);

#endif
