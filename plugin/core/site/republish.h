/* An article for whoever may print it again: whole, with its credit line, in three forms. */
#ifndef TS_SITE_REPUBLISH_H
#define TS_SITE_REPUBLISH_H

#include "site/render.h"

/* {html, markdown, text}. They stand alone: no pictures, whose rights are often another's, no links that lead
 * nowhere elsewhere. */
ts_value *ts_view_republish(ts_arena *arena, const ts_renderer *renderer, const ts_entry *entry);

#endif
