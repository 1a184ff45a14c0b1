/* Dates near the headline: of the publication and of the last change, told apart by the words before them, in
 * text, in <time> elements, and by how long ago they were. */
#ifndef TS_EXTRACT_NEAR_DATES_H
#define TS_EXTRACT_NEAR_DATES_H

#include "extract/blocks.h"
#include "extract/claims.h"

/* Reads a text's dates into the claims of TS_CLAIM_PAGE, each by the words before it; `updated` is what the
 * text's element says of a single one. */
void ts_near_dates_text(ts_claims *claims, ts_str text, bool updated, const char *language);

/* What a <time> says to programs, or an element of scripts or of old that does as well: <relative-time
 * datetime="…">, <abbr title="2020-03-12T08:30Z">. NULL for others. */
const char *ts_near_dates_machine(const ts_node *node);

/* Reads the <time> elements in `scope`, or itself one, as far as they are dates for programs; false where
 * there are none. */
bool ts_near_dates_times(ts_claims *claims, const ts_node *scope, const char *language);

/* The text with "3 hours ago" in it replaced by the date that it means at `now`, where the text says so with
 * a number, or `sure`. An empty slice where it says nothing. */
ts_str ts_near_dates_since(ts_arena *arena, ts_str text, bool sure, const char *language, const ts_date *now);
/* The same for a page whose capture is dated. */
ts_str ts_near_dates_ago(const ts_claims *claims, ts_str text, bool sure, const char *language);

/* True for a line that begins with a date, without a word that says what it is of. */
bool ts_near_dates_is_bare(ts_str line, const char *language);

/* True where any source tells when it was published. */
bool ts_near_dates_known(const ts_claims *claims);

/* Where no date is known: the one that a labelled line among the blocks from `first` on gives, a bare one
 * below its label, or one beside a byline, or a <time> right behind the article. Other articles' headlines
 * end the search. */
void ts_near_dates_behind(ts_claims *claims, const ts_blocks *blocks, int first, const char *language);

#endif
