/* Which source of a page each field's value came from, and what it beat: for --explain. */
#ifndef TS_EXTRACT_FIELD_ORIGINS_H
#define TS_EXTRACT_FIELD_ORIGINS_H

#include "extract/extract.h"
#include "extract/metadata.h"

/* Tells of each claim whether it is what the record says ("take") or not ("pass"), field by field; a value
 * that no source claims was concluded from "the page as a whole". */
void ts_field_origins(ts_arena *arena, const ts_evidence *evidence, const ts_fields *fields,
                      const ts_extract_options *options);

#endif
