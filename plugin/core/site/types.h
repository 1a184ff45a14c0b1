/* The types of the maps that templates see: a field that is not listed here is an error there, with a
 * suggestion. tearsheet-site(5) says what each holds. */
#ifndef TS_SITE_TYPES_H
#define TS_SITE_TYPES_H

#include "base/value.h"
#include "markdown/record.h"

extern const ts_type ts_site_type, ts_page_type, ts_article_page_type, ts_summary_type, ts_term_type,
    ts_pager_type, ts_link_type, ts_feeds_type, ts_url_type, ts_takedown_type, ts_republish_type;

#endif
