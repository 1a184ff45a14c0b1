/* What the preview adds to pages on their way to the browser. */
#ifndef TS_PREVIEW_CLIENT_H
#define TS_PREVIEW_CLIENT_H

#include "base/buf.h"
#include "base/error.h"

#define TS_CLIENT_EVENTS "/_tearsheet/events"
#define TS_CLIENT_SCRIPT "/_tearsheet/client.js"

/* The script: listens to the events and changes the page where it stands; plugin/preview/client.js. */
ts_str ts_client_script(void);

/* The page with the script in front of its last </body>, or at its end. `id`: the news that the page knows
 * of; `mark`: what a reader is told of it, a few plain words, or NULL. */
void ts_client_inject(ts_buf *out, ts_str page, const char *id, const char *mark);

/* The page that stands in for one that cannot be made: where the mistake is, its line, and who called it. It
 * becomes the page itself once that can be. */
void ts_client_failure(ts_buf *out, const ts_error *error, const char *id);

#endif
