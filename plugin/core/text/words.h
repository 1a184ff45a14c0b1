/* Counting and cutting text as its readers do. */
#ifndef TS_TEXT_WORDS_H
#define TS_TEXT_WORDS_H

#include "base/arena.h"

/* Words: of scripts with spaces, Korean too, those that a dictionary finds in Thai, Lao, Khmer and Burmese,
 * plus one for each Han character and kana. Minutes to read: summed per script at the characters a minute of
 * Firefox's reader view: Han 255, but 357 beside kana, as kana; Arabic 612, Hebrew 833, Cyrillic 986, Latin
 * as its language is read, all others as English, 987; Korean at 200 words a minute. White space and
 * punctuation count to the script before them. */
typedef struct ts_count {
    long words;
    double minutes;
} ts_count;

/* `latin`: characters of Latin script a minute, 0 for English's. */
ts_count ts_words_count(ts_str text, int latin);

/* The head of the text as one paragraph, cut at a sentence end (。！？ . ! ? ؟, with a space or the end
 * behind one that is not wide, and no abbreviation before it) so that at most `max` code points remain; at a
 * word end with "…" where no sentence ends behind the first quarter of them, in Thai and its like at the end
 * of a phrase where the second half has one. A first paragraph of less than half of `max` is joined with the
 * next. White space is squeezed, line ends between wide characters are dropped. In the arena. */
char *ts_excerpt(ts_arena *arena, ts_str text, size_t max);

#endif
