/* The picture of an article whose body has none: as its metadata names it, or above its first paragraph. */
#ifndef TS_EXTRACT_LEAD_IMAGE_H
#define TS_EXTRACT_LEAD_IMAGE_H

#include "extract/claims.h"

/* `from` and `to` are the nodes between which a figure above the article may stand; `from` may be NULL. False
 * where there is none, or but the site's own sign. */
bool ts_lead_image(ts_arena *arena, const ts_claims *claims, const char *url, const ts_node *from,
                   const ts_node *to, ts_image *image);

#endif
