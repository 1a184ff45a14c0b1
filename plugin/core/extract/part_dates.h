/* Dates of which a line gives a part only, "12 March, 08:30" or 03/12/2020, and the page the rest. */
#ifndef TS_EXTRACT_PART_DATES_H
#define TS_EXTRACT_PART_DATES_H

#include "extract/blocks.h"
#include "extract/claims.h"

/* Bytes of a line that is little but such a date. */
enum { TS_PART_LINE = 48 };

/* What is known of the day without the line. */
typedef struct ts_part_known {
    ts_date day;             /* what the address says: its year at least; the year 0: nothing */
    const ts_date *captured; /* when the page was; may be NULL */
} ts_part_known;

/* `url` and `captured` may be NULL. */
ts_part_known ts_part_know(const char *url, const ts_date *captured);

/* The date that the line and what is known make together; false where they are not enough, or disagree. */
bool ts_part_date(ts_arena *arena, ts_str line, const char *language, const ts_part_known *known,
                  ts_date *date);

/* The first such line among the blocks from `first` up to `last`, where no date is known: into the claims of
 * TS_CLAIM_PAGE. What else the page says of a day tells which number of 03/12/2020 it is. */
void ts_part_read(ts_claims *claims, const ts_blocks *blocks, int first, int last, const ts_part_known *known,
                  const char *language);

#endif
