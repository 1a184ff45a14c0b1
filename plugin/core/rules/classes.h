/* Words in class, id and role attributes that speak for or against an element being the article.
 * Data in plugin/rules/classes. */
#ifndef TS_RULES_CLASSES_H
#define TS_RULES_CLASSES_H

#include "base/str.h"

typedef struct ts_class {
    int weight;   /* above 0 for an article's body, below for what surrounds it */
    bool consent; /* a box that asks readers for their consent to cookies and the like */
} ts_class;

/* What the words say that are found among the attribute's tokens, split at anything but letters and digits,
 * and at lower-to-upper changes; the weight is the sum of theirs. */
ts_class ts_class_read(ts_str attribute);

#endif
