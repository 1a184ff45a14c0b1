/* Who publishes the article, and whom the page credits for it. */
#ifndef TS_EXTRACT_PARTIES_H
#define TS_EXTRACT_PARTIES_H

#include "extract/metadata.h"

/* Fills publisher and source. */
void ts_parties_settle(ts_arena *arena, const ts_evidence *evidence, ts_fields *fields);
/* The source where the page names none in so many words, once language and authors are known: the outlet
 * whose story a portal shows; on the platforms where everybody publishes, the account that signs alone. */
void ts_parties_account(ts_arena *arena, const ts_evidence *evidence, ts_fields *fields);

#endif
