/* Dates told from the moment a page was captured: "3 hours ago", "昨天 18:30", "vor 2 Tagen". */
#ifndef TS_RULES_DATE_AGO_H
#define TS_RULES_DATE_AGO_H

#include "base/buf.h"
#include "text/date.h"

typedef struct ts_ago {
    size_t start, end; /* what of the text says so */
    bool numbered;     /* it names a number */
    ts_date date;      /* no more precise than its words: hours ago give the day, months ago the month */
} ts_ago;

/* The first of the patterns of plugin/rules/dates that the text holds, the language's own only; `now`, with a
 * day, is when the page was captured. */
bool ts_date_ago(ts_str text, const char *language, const ts_date *now, ts_ago *ago);

#endif
