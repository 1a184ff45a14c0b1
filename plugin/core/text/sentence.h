/* Where sentences begin, in any script. */
#ifndef TS_TEXT_SENTENCE_H
#define TS_TEXT_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What was read of a text; zeroed at its start. */
typedef struct ts_sentence {
    uint32_t before;         /* the last character */
    size_t word_len;         /* letters of the word now read */
    size_t digits;           /* of them */
    bool capital;            /* it begins with a capital letter */
    bool dotted;             /* it has a full stop inside */
    bool voiced;             /* it has a vowel, or letters of which nobody knows */
    bool stopped, wide_stop; /* a sentence end was read; it is one that no space follows */
    bool gap;                /* white space was read last */
} ts_sentence;

/* Reads the next character; true where a sentence begins with it and another ended before: at 。！？ . ! ? ؟,
 * with a space behind one that is not wide, and no abbreviation before it. */
bool ts_sentence_next(ts_sentence *sentence, uint32_t c);

#endif
