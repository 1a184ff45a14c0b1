/* What became of a capture: each block of a page, or line of a dump, with the reason, and each field with all
 * that was claimed for it. For those who ask why: convert --explain, the inspector of the preview. */
#ifndef TS_EXTRACT_INSPECTION_H
#define TS_EXTRACT_INSPECTION_H

#include "extract/blocks.h"
#include "extract/extract.h"
#include "extract/metadata.h"

typedef struct ts_inspected {
    const char *verdict; /* "keep" or "drop"; of a dump's line "title", "summary", "heading", "body" too */
    const char *reason;  /* what decided: a rule, the model, a phrase's class; never NULL */
    double score;        /* how likely the model finds it the article's */
    ts_str text;         /* white space squeezed */
    ts_node *node;       /* the block element around it; NULL: a line */
    ts_node *first;      /* its first text node; likewise */
    int depth;           /* elements around it that hold other blocks as well */
} ts_inspected;

typedef struct ts_claimed {
    const char *field;  /* as the record calls it */
    const char *source; /* who says so: "JSON-LD", "a line of the page", … */
    const char *value;
    bool taken; /* the record has this one */
} ts_claimed;

struct ts_inspection {
    ts_dom *dom;                 /* NULL: of a dump */
    const char *url;             /* whose host site rules go by, may be NULL */
    TS_VEC(ts_inspected) blocks; /* in the order of the capture */
    TS_VEC(ts_claimed) claims;   /* field by field */
};

bool ts_inspected_kept(const ts_inspected *block);

/* Adds all blocks of a page as they were judged. */
void ts_inspect_blocks(ts_arena *arena, const ts_blocks *blocks, ts_inspection *inspection);

/* Adds what was claimed for each field. A value that nobody claims was concluded from the page as a whole.
 * `evidence` NULL, of a dump: its lines said it all. */
void ts_inspect_fields(ts_arena *arena, const ts_evidence *evidence, const ts_fields *fields,
                       ts_inspection *inspection);

#endif
