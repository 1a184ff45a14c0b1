/* Which of all that calls itself the title is the headline. */
#ifndef TS_EXTRACT_TITLES_H
#define TS_EXTRACT_TITLES_H

#include "extract/blocks.h"
#include "extract/claims.h"

/* Letters and digits only, ASCII letters in lower case: what is compared of two titles. */
void ts_title_bare(ts_buf *out, ts_str s);

/* The headline by agreement of metadata, window title and headings: the text, or the part of one without the
 * site's name, that most sources support. NULL where nobody names any. `host`, may be empty, is that of the
 * page's address; `body` is the first block of the article, -1 where none is known. */
const char *ts_title_choose(ts_arena *arena, const ts_claims *claims, const ts_blocks *blocks, int body,
                            ts_str host);

#endif
