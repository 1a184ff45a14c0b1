/* What site.lua makes of the articles: collections, and pages of its own. */
#ifndef TS_SITE_CUSTOM_H
#define TS_SITE_CUSTOM_H

#include "site/plan.h"
#include "site/views.h"

/* Sets `collections` in the variable `site`, and adds the pages that site.lua returns to the plan, behind all
 * others. A path that is taken, or is none, is an error. */
bool ts_custom_make(ts_arena *arena, const ts_site *site, const ts_index *index, ts_plan *plan,
                    ts_value *site_view, ts_error *error);

#endif
