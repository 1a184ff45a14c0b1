/* What the article's address says of its title: many programs make the one of the other. */
#ifndef TS_EXTRACT_TITLE_SLUG_H
#define TS_EXTRACT_TITLE_SLUG_H

#include "base/buf.h"

/* Words in Latin letters of the part of the address's path that has most of them, in lower case without
 * marks, each between spaces: " towpath reopens after repairs ". Empty for less than three, and for NULL. */
ts_str ts_title_slug(ts_arena *arena, const char *url);

/* The share of the slug's words that the title has, from 0 to 1. */
double ts_title_slug_share(ts_str slug, const char *title);

#endif
