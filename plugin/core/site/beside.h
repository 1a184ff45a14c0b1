/* Images that lie beside a capture on disk, as browsers save them. */
#ifndef TS_SITE_BESIDE_H
#define TS_SITE_BESIDE_H

#include "article/article.h"
#include "base/value.h"

/* The file on disk that an image's address on the page means: a medium beside the capture or below its
 * folder. `folder`: may not be left; `path`: the capture's, below it; `url`: where the page was captured,
 * whose links may have been made absolute, or NULL. NULL: there is none. */
const char *ts_beside_find(ts_arena *arena, const char *folder, const char *path, const char *url,
                           const char *address);

/* Gives each image of the article that lies beside the capture on disk an address of its own that has no
 * folder: "boat-1f2e3d4c.png", made of its name and its bytes. Changes the article's tree. Hands back a list
 * of {name, path}, each file once; NULL where there is none. */
ts_value *ts_beside_name(ts_arena *arena, ts_article *article, const char *capture);

/* Images of one article that are taken along, and bytes one may have. */
#define TS_BESIDE_MAX 1000
#define TS_BESIDE_BYTES ((size_t)64 << 20)

#endif
