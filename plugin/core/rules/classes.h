/* Words in class, id and role attributes that speak for or against an element being the article.
 * Data in plugin/rules/classes. */
#ifndef TS_RULES_CLASSES_H
#define TS_RULES_CLASSES_H

#include "base/str.h"

/* The sum of the weights of the words found among the attribute's tokens (split at anything but letters and
 * digits, and at lower-to-upper changes): above 0 for an article's body, below for what surrounds it. */
int ts_class_weight(ts_str attribute);

#endif
