/* Rules for one site, in the format of ftr-site-config: `key: value` lines in a file named by the host
 * ("example.org.txt", ".example.org.txt" for all hosts below it). Known keys: title author date body strip
 * strip_id_or_class, and our own keep; the collection's others are read over. XPath 1.0 in the values. */
#ifndef TS_RULES_SITE_RULES_H
#define TS_RULES_SITE_RULES_H

#include "base/error.h"
#include "base/vec.h"

typedef struct ts_site_rules {
    TS_VEC(const char *) title, author, date, body, keep, strip, strip_id_or_class;
} ts_site_rules;

/* Reads one file; what it does not know is an error with its line. All in the arena. */
bool ts_site_rules_read(ts_arena *arena, ts_str text, const char *source, ts_site_rules *rules,
                        ts_error *error);

/* The rules for the host of `url`, from `folder` (a site's own rules/, may be NULL) first, then from the
 * baked rules/sites. *rules is NULL where there are none. */
bool ts_site_rules_find(ts_arena *arena, const char *folder, const char *url, const ts_site_rules **rules,
                        ts_error *error);

#endif
