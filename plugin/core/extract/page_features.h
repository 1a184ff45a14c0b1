/* What the model sees of a page as a whole: is there an article on it? */
#ifndef TS_EXTRACT_PAGE_FEATURES_H
#define TS_EXTRACT_PAGE_FEATURES_H

#include "extract/claims.h"
#include "extract/features.h"

/* "Likely" blocks are those with a probability above one half. Nothing is taken from the address. */
#define TS_PAGE_FEATURES(X)                                                                                  \
    X(size, SIZE) /* logarithm of the page's text */                                                         \
    X(link_share, LINK_SHARE)                                                                                \
    X(expected, EXPECTED) /* logarithm of the size expected to be the article's */                           \
    X(expected_share, EXPECTED_SHARE)                                                                        \
    X(likely_size, LIKELY_SIZE) /* logarithm */                                                              \
    X(likely_share, LIKELY_SHARE)                                                                            \
    X(likely_mean, LIKELY_MEAN) /* mean probability of likely blocks, by size; and of the others */          \
    X(other_mean, OTHER_MEAN)                                                                                \
    X(likely_count, LIKELY_COUNT)                                                                            \
    X(likely_prose, LIKELY_PROSE)     /* share of prose in them */                                           \
    X(likely_longest, LIKELY_LONGEST) /* logarithm of the longest one's size */                              \
    X(likely_mean_size, LIKELY_MEAN_SIZE)                                                                    \
    X(likely_lists, LIKELY_LISTS) /* share of lists and tables in them */                                    \
    X(likely_digits, LIKELY_DIGITS)                                                                          \
    X(runs, RUNS)         /* stretches of likely blocks with others between */                               \
    X(headings, HEADINGS) /* and how many of them are mostly link */                                         \
    X(linked_headings, LINKED_HEADINGS)                                                                      \
    X(same_look, SAME_LOOK)   /* share of likely text whose look is the most frequent */                     \
    X(prose, PROSE)           /* logarithm of the page's prose */                                            \
    X(score, SCORE)           /* sum of the page table over names and words */                               \
    X(score_top, SCORE_TOP)   /* the same over those of <html> and <body> */                                 \
    X(claim_json, CLAIM_JSON) /* what the page says of itself */                                             \
    X(claim_graph, CLAIM_GRAPH)                                                                              \
    X(claim_listing, CLAIM_LISTING)                                                                          \
    X(claim_other, CLAIM_OTHER)                                                                              \
    X(dated, DATED)                                                                                          \
    X(signed, SIGNED)                                                                                        \
    X(titled, TITLED)                   /* the title has a block of its own */                               \
    X(date_printed, DATE_PRINTED)       /* a reader sees a date beside the article */                        \
    X(likely_headings, LIKELY_HEADINGS) /* share of headings, and of short lines, in the likely blocks */    \
    X(likely_short, LIKELY_SHORT)                                                                            \
    X(linked_above, LINKED_ABOVE) /* share of likely text below a heading that is mostly link, */            \
    X(peered, PEERED)             /* and of what stands among elements of its look */                        \
    X(prices, PRICES)             /* logarithms of the number of lines with a price, and with a date */      \
    X(dates, DATES)

typedef enum ts_page_feature {
#define TS_FEATURE_ENTRY(name, constant) TS_PAGE_FEATURE_##constant,
    TS_PAGE_FEATURES(TS_FEATURE_ENTRY)
#undef TS_FEATURE_ENTRY
        TS_PAGE_FEATURE_COUNT
} ts_page_feature;

extern const char *const ts_page_feature_names[];

typedef struct ts_page_view {
    const ts_blocks *blocks; /* with probabilities */
    const ts_sums *sums;
    const ts_features *features;
    const ts_claims *claims;
    const ts_model *model;
    bool dated, signed_by; /* the record has a date, has authors */
    int stated;            /* places of lines that the page's data state */
} ts_page_view;

/* `row` has TS_PAGE_FEATURE_COUNT numbers. */
void ts_page_features_make(const ts_page_view *view, float *row);

/* The page's names, and its words, in the page table: entries below TS_PAGE_TABLE, each once, in order;
 * return their number. */
int ts_page_names(const ts_page_view *view, uint32_t out[TS_PAGE_TABLE]);
int ts_page_words(const ts_page_view *view, uint32_t out[TS_PAGE_TABLE]);

#endif
