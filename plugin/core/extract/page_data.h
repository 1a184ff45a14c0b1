/* The text of a page that only the data of its program hold. */
#ifndef TS_EXTRACT_PAGE_DATA_H
#define TS_EXTRACT_PAGE_DATA_H

#include "dom/dom.h"

/* The one long text with paragraphs, as HTML, in what the page's scripts hand over to its program: JSON in a
 * script of that type, or assigned to a variable. Empty where there is none, where there are several, and
 * where the text that the page shows has it. For pages that show no prose: it looks at all of that. */
ts_str ts_page_data_html(ts_arena *arena, const ts_dom *dom, ts_str shown);

#endif
