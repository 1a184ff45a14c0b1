/* A text as the numbers and words that dates are made of: what the readers of rules/dates share. */
#ifndef TS_RULES_DATE_TOKENS_H
#define TS_RULES_DATE_TOKENS_H

#include "rules/date_words.h"
#include "text/date.h"

/* Tokens of a text that are looked at. */
#define TS_DATE_TOKENS_MAX 400

typedef enum ts_date_token_kind {
    NUMBER,
    WORD,
    MONTH,
    FILLER,
    HALF_DAY,
    ZONE,
    UNIT,
    HOUR
} ts_date_token_kind;

typedef struct ts_date_token {
    ts_date_token_kind kind;
    int value;  /* number; month; 12 for pm, 0 for am; minutes east; unit: 0 year, 1 month, 2 day; of a word:
                   the weekday, from 1, or 0 */
    int digits; /* of a number */
    size_t start, end;
    char before; /* the ASCII mark right before it, or ' ' */
} ts_date_token;

typedef struct ts_date_tokens {
    ts_date_token items[TS_DATE_TOKENS_MAX];
    size_t len;
    ts_str text;
} ts_date_tokens;

/* Cuts the text into numbers and words, which mean what they do in that language first; may be NULL. */
void ts_date_tokenize(ts_str s, const char *language, ts_date_tokens *out);
/* Goes on behind the name of UTC where hours stand behind it, "GMT+7": sets the minutes east. */
void ts_date_read_east(ts_str s, size_t *i, int *minutes);
/* NULL behind the last. */
const ts_date_token *ts_date_token_at(const ts_date_tokens *all, size_t i);
/* The next token that is no filler ("de", "th"), near the one before; NULL where there is none. */
const ts_date_token *ts_date_next_part(const ts_date_tokens *all, size_t *i);
/* True where so little stands between the tokens that they may be parts of one date. */
bool ts_date_is_near(const ts_date_tokens *all, const ts_date_token *a, const ts_date_token *b);

/* Sets the time that stands behind token i, "8:30 am", "at 20.15", "8h30", with a zone or not; the index of
 * its last token, i where there is none. */
size_t ts_date_clock_behind(const ts_date_tokens *all, size_t i, ts_date *date);
/* The same for a time before token i, "08:30, 12 March 2020": the index of its first token. */
size_t ts_date_clock_before(const ts_date_tokens *all, size_t i, ts_date *date);

#endif
