/* Whom of the persons that the sources of a page name the record calls authors and editors. */
#ifndef TS_EXTRACT_AUTHORS_H
#define TS_EXTRACT_AUTHORS_H

#include "extract/metadata.h"

/* Fills authors and editors; the publisher must be settled. */
void ts_authors_settle(ts_arena *arena, const ts_evidence *evidence, ts_fields *fields);

#endif
