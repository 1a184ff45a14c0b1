/* Which of all that calls itself the title is the headline. */
#ifndef TS_EXTRACT_TITLES_H
#define TS_EXTRACT_TITLES_H

#include "extract/blocks.h"
#include "extract/claims.h"
#include "extract/title_names.h"
#include "extract/title_parts.h"

/* The headline by agreement of metadata, window title and headings: the text, or the part of one without the
 * site's name, that most sources support. NULL where nobody names any. `url`, may be NULL, is the page's
 * address; `body` is the first block of the article, -1 where none is known. `shared` is set to the headline
 * that the page gives to those who link to it (Open Graph), where that is another one, else to NULL. */
const char *ts_title_choose(ts_arena *arena, const ts_claims *claims, const ts_blocks *blocks, int body,
                            const char *url, const char **shared);

#endif
