/* Which pages have to be made again, and which stand as the last build made them. */
#ifndef TS_SITE_AGAIN_H
#define TS_SITE_AGAIN_H

#include "site/cache.h"
#include "site/output.h"
#include "site/render.h"

typedef struct ts_again ts_again;

/* For the site that the renderer shows; `renderer` and `cache` outlive it. NULL on error. */
ts_again *ts_again_open(const ts_renderer *renderer, ts_cache *cache, int workers, ts_error *error);
/* Takes NULL. */
void ts_again_close(ts_again *again);

/* True where the page stands in the output as it would be made now: then it is kept there. *key is what
 * ts_again_note wants; 0: nothing is to be noted. `scratch` as for ts_render_key. */
bool ts_again_keep(ts_again *again, const ts_page *page, ts_output *output, ts_buf *scratch, uint64_t *key);
/* The same of a file that is copied. */
bool ts_again_keep_copy(ts_again *again, const ts_copy *copy, ts_output *output, uint64_t *key);

/* Remembers for the next build what was made for a path, by its hash of ts_output_put, and what was asked for
 * it, which may be NULL. */
void ts_again_note(ts_again *again, const char *path, uint64_t key, const ts_names *asked,
                   const char hash[33]);
/* Writes down what was noted, and forgets what nobody asked about: for when all pages and copies are done. */
void ts_again_commit(ts_again *again);

#endif
