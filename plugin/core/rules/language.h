/* Which language a text is in: by its scripts, then by its commonest words (plugin/rules/languages). */
#ifndef TS_RULES_LANGUAGE_H
#define TS_RULES_LANGUAGE_H

#include "base/str.h"

/* A BCP 47 tag, "zh-Hans" and "zh-Hant" told apart by their characters; NULL where the text is too short or
 * nothing fits. The pointer lives as long as the program. */
const char *ts_language_detect(ts_str text);

/* A tag as pages write it ("zh_CN", "zh-cn", "EN-us") made canonical, with script for Chinese; the text may
 * overrule a tag of another script, and one of the same where it speaks clearly. What ts_language_detect says
 * of the text where `declared` is empty or no tag. The pointer lives as long as the program. */
const char *ts_language_settle(ts_str declared, ts_str text);

/* Whether the text, by its first letter, is in the script that the language is written in; false for a tag or
 * letters that nothing is known of. */
bool ts_language_writes(const char *tag, ts_str text);

/* "rtl" or "ltr". */
const char *ts_language_direction(const char *tag);

/* Characters that readers of a language in Latin script take in a minute; 0 where nothing is known of them.
 * `tag` may be NULL. */
int ts_language_speed(const char *tag);

#endif
