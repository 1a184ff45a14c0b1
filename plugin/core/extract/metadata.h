/* From what each source claims to one record. */
#ifndef TS_EXTRACT_METADATA_H
#define TS_EXTRACT_METADATA_H

#include "extract/claims.h"

typedef struct ts_evidence {
    const ts_claims *claims;
    const ts_fields *lines; /* what the line rules found */
    const ts_fields *site;  /* what the rules of its site found, which comes first; may be NULL */
    const char *title;      /* chosen, may be NULL */
    const char *shared;     /* another headline, for those who link to the page; may be NULL */
    const char *url;        /* where the page was captured, or says it is; may be NULL */
    ts_str text;            /* of the body, may be empty */
} ts_evidence;

/* True for the name of a section that the page's machine-readable parts give it; NULL is none. */
bool ts_names_section(const ts_evidence *evidence, const char *name);

/* Fills the fields but for kind, confidence and images. */
void ts_metadata_settle(ts_arena *arena, const ts_evidence *evidence, ts_fields *fields);

#endif
