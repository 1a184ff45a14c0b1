/* The words of plugin/rules/dates, by themselves. */
#ifndef TS_RULES_DATE_WORDS_H
#define TS_RULES_DATE_WORDS_H

#include "base/str.h"

typedef enum ts_word_kind {
    TS_WORD_MONTH,    /* value 1–12; 13–24 for those of the Solar Hijri calendar */
    TS_WORD_FILLER,   /* stands between the parts of a date and means nothing */
    TS_WORD_HALF_DAY, /* 0 before noon, 12 after */
    TS_WORD_ZONE,     /* minutes east of UTC */
    TS_WORD_UNIT,     /* 0 year, 1 month, 2 day */
    TS_WORD_HOUR,     /* stands behind the hour, and before the minutes where there are any */
    TS_WORD_WEEKDAY,  /* 1 for Monday to 7 */
} ts_word_kind;

typedef struct ts_date_word {
    ts_word_kind kind;
    int value;
    const char *language;
    const struct ts_date_word *next; /* the same word in another language */
} ts_date_word;

/* What a word in lower case means, in that language first (may be NULL); NULL for a word that no file has. */
const ts_date_word *ts_date_word_find(ts_str word, const char *language);

typedef enum ts_date_span {
    TS_SPAN_MINUTE,
    TS_SPAN_HOUR,
    TS_SPAN_DAY,
    TS_SPAN_WEEK,
    TS_SPAN_MONTH,
    TS_SPAN_YEAR
} ts_date_span;

/* What tells a moment from now: "N_hours_ago", in lower case; "_" is white space, N a number. */
typedef struct ts_date_ago_pattern {
    ts_str pattern;
    ts_date_span span;
    int count; /* of spans, where the pattern has no N */
    const struct ts_date_ago_pattern *next;
} ts_date_ago_pattern;

/* The language's patterns, NULL for none. */
const ts_date_ago_pattern *ts_date_ago_patterns(const char *language);

/* How a language writes dates. */
typedef struct ts_date_habits {
    bool day_first, month_first; /* which of two ambiguous numbers is the day; both false: nobody knows */
    bool year_first;             /* a year of two digits may stand before the month */
    bool unpadded_month_first;   /* but 3/4/2020, without noughts, is the fourth of March */
    bool solar_hijri;            /* its years may be those of the Solar Hijri calendar */
    int era; /* years that its calendar is ahead of this one: 543 for Thai, -1911 for Chinese of Taiwan */
} ts_date_habits;

/* All zero for a language that no file is of, or NULL. */
ts_date_habits ts_date_habits_of(const char *language);

#endif
