/* Rules for one site, in the format of ftr-site-config: `key: value` lines in a file named by the host
 * ("example.org.txt", ".example.org.txt" for all hosts below it). Known keys: title author date body strip
 * strip_id_or_class, and our own keep; the collection's others are read over. XPath 1.0 in the values. */
#ifndef TS_RULES_SITE_RULES_H
#define TS_RULES_SITE_RULES_H

#include "base/error.h"
#include "base/vec.h"

typedef struct ts_site_rules {
    const char *source; /* the file they are of, may be NULL */
    TS_VEC(const char *) title, author, date, body, keep, strip, strip_id_or_class;
} ts_site_rules;

/* Reads one file; what it does not know is an error with its line. All in the arena; `source`, may be NULL,
 * is kept as it is. */
bool ts_site_rules_read(ts_arena *arena, ts_str text, const char *source, ts_site_rules *rules,
                        ts_error *error);

/* The same of a file on disk. */
bool ts_site_rules_load(ts_arena *arena, const char *path, ts_site_rules *rules, ts_error *error);

/* The two sides of a line; false for a comment, an empty line and one without a colon. */
bool ts_site_rule_split(ts_str line, ts_str *key, ts_str *value);

/* The file whose rules count for an address. */
typedef struct ts_site_file {
    const char *host; /* in lower case: a plain name; NULL where the address has none */
    const char *path; /* NULL: there is no file */
    ts_str text;
    bool baked;
} ts_site_file;

/* Looks in `folder` (a site's own rules/, may be NULL) first, then among the baked rules/sites. */
bool ts_site_file_find(ts_arena *arena, const char *folder, const char *url, ts_site_file *file,
                       ts_error *error);

/* The rules in that file. *rules is NULL where there are none. */
bool ts_site_rules_find(ts_arena *arena, const char *folder, const char *url, const ts_site_rules **rules,
                        ts_error *error);

#endif
