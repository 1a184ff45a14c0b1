/* Who publishes the article, and whom the page credits for it. */
#ifndef TS_EXTRACT_PARTIES_H
#define TS_EXTRACT_PARTIES_H

#include "extract/metadata.h"

/* Fills publisher and source. */
void ts_parties_settle(ts_arena *arena, const ts_evidence *evidence, ts_fields *fields);
/* On the platforms where everybody publishes, the account that signs alone is whom the page credits: once
 * language and authors are known. */
void ts_parties_account(ts_fields *fields);

#endif
