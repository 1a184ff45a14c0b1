/* Site rules for one block of a page: what to write so that it is kept or left out, or gives a field. */
#ifndef TS_EXTRACT_SUGGEST_H
#define TS_EXTRACT_SUGGEST_H

#include "extract/inspection.h"

#define TS_SUGGESTIONS_MAX 5

typedef struct ts_suggestion {
    const char *key, *value; /* the rule */
    size_t blocks;           /* of the page that it names */
    const char *found;       /* of a field: what the record will say; else NULL */
} ts_suggestion;
typedef TS_VEC(ts_suggestion) ts_suggestions;

/* Rules that `action` asks for ("keep", "drop", "title", "date", "author"), the best first: by an id, a class
 * or what the element is called before its words, and its place last. Each has been tried on the page. Empty
 * where none fits; so it is for lines of a dump and for other actions. */
void ts_suggest(ts_arena *arena, const ts_inspection *inspection, size_t block, ts_str action,
                ts_suggestions *suggestions);

#endif
