/* A site's own rule files, changed line by line: for whoever is shown a page and says what is wrong with it.
 */
#ifndef TS_RULES_SITE_RULES_EDIT_H
#define TS_RULES_SITE_RULES_EDIT_H

#include "rules/site_rules.h"

/* The file in `folder` that a rule for this address goes into: the one that counts for it now, or HOST.txt.
 * NULL where the address has no host that can name a file. */
const char *ts_site_file_own(ts_arena *arena, const char *folder, const ts_site_file *file);

/* Writes the rule into that file, which is made where it is missing; comments and other lines stay as they
 * are. Of keys whose first line wins it comes before the others. A rule that is there already changes
 * nothing; one that the file could not be read with is refused, whatever holds line ends or controls too. */
bool ts_site_rule_add(ts_arena *arena, const char *folder, const char *url, ts_str key, ts_str value,
                      ts_error *error);

/* Takes the rule out again; a file without any other line goes. TS_NOT_FOUND where it is not there. */
bool ts_site_rule_remove(ts_arena *arena, const char *folder, const char *url, ts_str key, ts_str value,
                         ts_error *error);

#endif
