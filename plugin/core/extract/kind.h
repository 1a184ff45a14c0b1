/* What a page is, an article or not, and how sure that is. */
#ifndef TS_EXTRACT_KIND_H
#define TS_EXTRACT_KIND_H

#include "extract/page_features.h"

/* Sets kind and confidence of a record that is settled but for them. `found`: an element of the page holds
 * what is kept. */
void ts_kind_judge(const ts_page_view *view, bool found, ts_fields *fields);

#endif
