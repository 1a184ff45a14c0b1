/* When the article was published and last changed, of all the dates that a page gives. */
#ifndef TS_EXTRACT_PUBLICATION_H
#define TS_EXTRACT_PUBLICATION_H

#include "extract/metadata.h"

/* Fills date and lastmod. */
void ts_publication_settle(ts_arena *arena, const ts_evidence *evidence, ts_fields *fields);

/* The date that the path of an address gives, as ISO 8601, NULL where it gives none. */
const char *ts_date_of_url(ts_arena *arena, const char *url);

#endif
