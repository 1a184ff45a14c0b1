/* The words of a text, and those that two have in common. */
#ifndef TS_EXTRACT_WORDS_H
#define TS_EXTRACT_WORDS_H

#include "base/str.h"

/* The next word at *pos, which moves behind it: a run of letters and digits, or one wide character where
 * words are not set apart. Empty at the end. */
ts_str ts_words_next(ts_str text, size_t *pos);

/* How many words of the line, runs of letters and digits or single wide characters, stand in the other text,
 * each time they are said. `words`, may be NULL, is how many it has. Takes as many steps as the product of
 * both: the caller keeps them short. */
size_t ts_words_shared(ts_str line, ts_str other, size_t *words);

#endif
