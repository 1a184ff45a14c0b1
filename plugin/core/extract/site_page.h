/* Rules written for one site, applied to a page of it. */
#ifndef TS_EXTRACT_SITE_PAGE_H
#define TS_EXTRACT_SITE_PAGE_H

#include "dom/dom.h"
#include "extract/fields.h"
#include "rules/site_rules.h"

/* What the rules find replaces what was found without them; the body they name replaces *body, what they
 * strip is marked TS_MARK_DROP. Rules that find nothing change nothing. */
bool ts_site_page_apply(ts_arena *arena, ts_dom *dom, const ts_site_rules *site, ts_fields *fields,
                        ts_node **body, ts_error *error);

#endif
