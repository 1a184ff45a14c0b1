#include "site/sketch.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

/* Odd constants of splitmix64: every bit of the input reaches every bit of the result. */
static uint64_t mix(uint64_t x)
{
    x ^= x >> 30;
    x *= 0xBF58476D1CE4E5B9u;
    x ^= x >> 27;
    x *= 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

/* A gram's letters as the digits of a number to this odd base: the next gram takes one step from the last. */
#define BASE UINT64_C(0x9E3779B97F4A7C15)
#define BASE_GRAM (BASE * BASE * BASE * BASE * BASE)
_Static_assert(TS_SKETCH_GRAM == 5, "BASE_GRAM is the fifth power");

/* Parts that no gram fell into borrow from the next one that is filled, moved by the distance, so that two
 * texts with the same neighbours still agree. */
static void fill_empty(ts_sketch *sketch)
{
    uint32_t own[TS_SKETCH_LEN];
    memcpy(own, sketch->least, sizeof own);
    for (uint32_t i = 0; i < TS_SKETCH_LEN; i++)
        for (uint32_t d = 1; own[i] == UINT32_MAX && d < TS_SKETCH_LEN; d++) {
            uint32_t lent = own[(i + d) % TS_SKETCH_LEN];
            if (lent == UINT32_MAX)
                continue;
            sketch->least[i] = (uint32_t)mix(lent + ((uint64_t)d << 32));
            break;
        }
}

/* The letter or digit at *pos, which moves behind it, without its case; 0 for what is none. */
static uint64_t next_letter(ts_str text, size_t *pos)
{
    unsigned char byte = (unsigned char)text.ptr[*pos];
    if (byte < 0x80) {
        (*pos)++;
        unsigned char lower = byte | 0x20;
        return (unsigned char)(lower - 'a') < 26 ? lower : (unsigned char)(byte - '0') < 10 ? byte : 0;
    }
    uint32_t c = ts_fold_one(ts_utf8_next(text, pos));
    return !ts_is_alnum(c) ? 0 : c >= 'A' && c <= 'Z' ? c + 32 : c;
}

void ts_sketch_make(ts_sketch *sketch, ts_str text)
{
    uint64_t first = 0, second = 0, third = 0, fourth = 0, fifth = 0,
             number = 0; /* the gram, and as a number */
    uint32_t letters = 0;
    memset(sketch, 0, sizeof *sketch);
    memset(sketch->least, 0xFF, sizeof sketch->least);
    for (size_t pos = 0; pos < text.len;) {
        uint64_t letter = next_letter(text, &pos);
        if (!letter)
            continue;
        number = number * BASE + letter - first * BASE_GRAM;
        first = second, second = third, third = fourth, fourth = fifth, fifth = letter;
        if (++letters < TS_SKETCH_GRAM)
            continue;
        uint64_t hash = mix(number);
        uint32_t *least = &sketch->least[hash % TS_SKETCH_LEN];
        uint32_t value = (uint32_t)(hash >> 32);
        if (value < *least)
            *least = value;
    }
    sketch->grams = letters < TS_SKETCH_GRAM ? 0 : letters - TS_SKETCH_GRAM + 1;
    if (sketch->grams < TS_SKETCH_LEAST)
        sketch->grams = 0;
    else
        fill_empty(sketch);
}

double ts_sketch_likeness(const ts_sketch *a, const ts_sketch *b)
{
    int same = 0;
    if (!a->grams || !b->grams)
        return 0;
    for (int i = 0; i < TS_SKETCH_LEN; i++)
        same += a->least[i] == b->least[i];
    return (double)same / TS_SKETCH_LEN;
}
