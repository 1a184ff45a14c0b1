/* Language tags as pages write them ("zh_CN", "EN-us"), made canonical BCP 47. Seen by rules/language.c only.
 */
#ifndef TS_RULES_LANGUAGE_TAG_H
#define TS_RULES_LANGUAGE_TAG_H

#include "base/map.h"

/* Bytes of a subtag that is kept, with the zero behind it. */
#define TS_SUBTAG 16

/* Each in its canonical case; empty where the tag has none. */
typedef struct ts_language_tag {
    char name[TS_SUBTAG], script[TS_SUBTAG], region[TS_SUBTAG];
} ts_language_tag;

/* Takes a tag apart: "zh_TW" is name "zh", region "TW". `aliases` leads from names to the names that stand
 * for them. False for what is no tag; all parts are empty then. */
bool ts_language_tag_read(ts_str text, const ts_map *aliases, ts_language_tag *tag);

/* Chinese is never without its script: that of the text (`detected`, a tag, may be NULL), else the tag's,
 * else the region's. Other languages stay as they are. */
void ts_language_tag_settle_chinese(ts_language_tag *tag, const char *detected);

/* The tag in one piece, for the program's life; NULL where too many different ones are kept already. */
const char *ts_language_tag_keep(const ts_language_tag *tag);

#endif
