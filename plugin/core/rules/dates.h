/* Dates in words, per language: names of months, orders and eras from plugin/rules/dates/<lang>. */
#ifndef TS_RULES_DATES_H
#define TS_RULES_DATES_H

#include "text/date.h"

/* The first date inside s, in digits or in words of any known language (the given one first; may be NULL):
 * "12 March 2020, 8:30 am", "March 12, 2020", "12. März 2020", "2020年3月12日", "12 марта 2020", "١٢ مارس
 * ٢٠٢٠". `end`, may be NULL, is set behind it. */
bool ts_date_find(ts_str s, const char *language, ts_date *date, size_t *end);

#endif
