/* The nearest of some names to a mistyped word, by edits: a letter put in, left out, changed, or two swapped.
 */
#include "base/value.h"

#include <string.h>

/* Names are identifiers; a longer word is near to none of them. */
#define LONGEST 64

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits between two words of at most LONGEST bytes; a change of case is none. */
static size_t distance(ts_str a, ts_str b)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.len; j++)
        above[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            char x = lower(a.ptr[i - 1]), y = lower(b.ptr[j - 1]);
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == lower(b.ptr[j - 2]) && lower(a.ptr[i - 2]) == y)
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *spare = before;
        before = above;
        above = row;
        row = spare;
    }
    return above[b.len];
}

const char *ts_nearest(ts_str word, const char *const *names)
{
    if (word.len == 0 || word.len > LONGEST)
        return NULL;
    /* A third of the letters may be wrong. */
    size_t best = word.len / 3 + 1;
    if (word.len < 3)
        best = 2;
    const char *nearest = NULL;
    for (; *names; names++) {
        ts_str name = ts_str_of(*names);
        if (name.len > LONGEST)
            continue;
        size_t edits = distance(word, name);
        if (edits < best && edits < name.len) {
            best = edits;
            nearest = *names;
        }
    }
    return nearest;
}
