/* What the model sees of a block: a row of numbers, the same in training and in use. */
#ifndef TS_EXTRACT_FEATURES_H
#define TS_EXTRACT_FEATURES_H

#include "extract/model.h"
#include "extract/score.h"
#include "extract/tokens.h"

/* Name in the weights file, constant. "Score" is the sum of the class table over the block's tokens, "words"
 * that of the text table; a look is the tag and class of a block's element and of its parent; "best" is the
 * container that ts_blocks_container finds, "most" the smallest element with 70 % of the page's prose. */
#define TS_FEATURES(X)                                                                                       \
    X(size, SIZE)             /* logarithm */                                                                \
    X(link_share, LINK_SHARE) /* of its own size */                                                          \
    X(stops, STOPS)                                                                                          \
    X(commas, COMMAS) /* for each 100 of size */                                                             \
    X(closed, CLOSED)                                                                                        \
    X(digit_share, DIGIT_SHARE)                                                                              \
    X(capital_share, CAPITAL_SHARE)                                                                          \
    X(heading, HEADING) /* 0 none, 1 to 6 */                                                                 \
    X(tag, TAG)         /* of the block element, by its kind */                                              \
    X(list, LIST)       /* 1 in a list item, 2 in a cell, 3 in a definition list */                          \
    X(caption, CAPTION)                                                                                      \
    X(quote, QUOTE)                                                                                          \
    X(copies, COPIES)     /* blocks with the same text */                                                    \
    X(position, POSITION) /* share of the page's text before it */                                           \
    X(depth, DEPTH)                                                                                          \
    X(score, SCORE)                                                                                          \
    X(words, WORDS)                                                                                          \
    X(score_over, SCORE_OVER)   /* score less the page's mean, by size */                                    \
    X(look_size, LOOK_SIZE)     /* share of the page's unlinked text in blocks of the same look */           \
    X(look_score, LOOK_SCORE)   /* their mean score */                                                       \
    X(look_links, LOOK_LINKS)   /* their share of links */                                                   \
    X(look_stops, LOOK_STOPS)   /* their sentence ends, for each 100 of size */                              \
    X(size_before, SIZE_BEFORE) /* the same of the blocks before and behind */                               \
    X(size_behind, SIZE_BEHIND)                                                                              \
    X(size_before2, SIZE_BEFORE2)                                                                            \
    X(size_behind2, SIZE_BEHIND2)                                                                            \
    X(links_before, LINKS_BEFORE)                                                                            \
    X(links_behind, LINKS_BEHIND)                                                                            \
    X(score_before, SCORE_BEFORE)                                                                            \
    X(score_behind, SCORE_BEHIND)                                                                            \
    X(score_before2, SCORE_BEFORE2)                                                                          \
    X(score_behind2, SCORE_BEHIND2)                                                                          \
    X(score_before3, SCORE_BEFORE3)                                                                          \
    X(score_behind3, SCORE_BEHIND3)                                                                          \
    X(words_before, WORDS_BEFORE)                                                                            \
    X(words_behind, WORDS_BEHIND)                                                                            \
    X(prose_before, PROSE_BEFORE) /* share of the page's prose before it, and how far the next is */         \
    X(prose_near, PROSE_NEAR)     /* share of prose in the five blocks on each side */                       \
    X(best_up, BEST_UP)           /* levels from it to what it shares with "best" */                         \
    X(best_down, BEST_DOWN)       /* and from there down to "best" */                                        \
    X(most_up, MOST_UP)                                                                                      \
    X(most_down, MOST_DOWN)                                                                                  \
    X(title_distance, TITLE_DISTANCE) /* blocks behind the title's own, -200: none */                        \
    X(parent_prose, PARENT_PROSE)     /* share of prose in the parent element, and in its parent */          \
    X(parent_links, PARENT_LINKS)                                                                            \
    X(grandparent_prose, GRANDPARENT_PROSE)                                                                  \
    X(grandparent_links, GRANDPARENT_LINKS)                                                                  \
    X(class_least, CLASS_LEAST) /* the worst and best class words around it */                               \
    X(class_most, CLASS_MOST)                                                                                \
    X(around, AROUND)               /* 1 in <article> or <main>, -1 in <aside>, <nav>, <footer>, … */      \
    X(hidden, HIDDEN)               /* in an element that its style hides */                                 \
    X(unit, UNIT)                   /* share of the parent's text in it */                                   \
    X(heading_words, HEADING_WORDS) /* "words" of the heading above it */                                    \
    X(heading_distance, HEADING_DISTANCE) /* blocks behind it, 100: none */                                  \
    X(title_share, TITLE_SHARE)           /* share of its first words that are in the title */               \
    X(heading_links, HEADING_LINKS)       /* share of links in the heading above it */                       \
    X(asking_share, ASKING_SHARE)         /* share of the page's text in the smallest element around it in   \
                                           * which something can be filled in */                             \
    X(peers, PEERS) /* elements that look like the smallest one of several blocks around it, beside it */

typedef enum ts_feature {
#define TS_FEATURE_ENTRY(name, constant) TS_FEATURE_##constant,
    TS_FEATURES(TS_FEATURE_ENTRY)
#undef TS_FEATURE_ENTRY
        TS_FEATURE_COUNT
} ts_feature;

extern const char *const ts_feature_names[];

typedef struct ts_features {
    ts_tokens tokens;
    float *rows; /* TS_FEATURE_COUNT for each block */
    int title;   /* the block that is the title, -1: none */
    bool *words; /* entries of the text table that the page's blocks ask for: TS_TEXT_TABLE of them */
} ts_features;

/* Computes the rows. `title`, may be NULL, is the headline; `container` as found by ts_blocks_container. */
void ts_features_make(ts_arena *arena, const ts_blocks *blocks, const ts_sums *sums, const ts_model *model,
                      const char *title, int container, ts_features *features);

/* One row. */
static inline const float *ts_features_row(const ts_features *features, size_t block)
{
    return features->rows + block * TS_FEATURE_COUNT;
}

#endif
