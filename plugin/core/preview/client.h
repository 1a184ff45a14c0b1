/* What the preview adds to pages on their way to the browser. */
#ifndef TS_PREVIEW_CLIENT_H
#define TS_PREVIEW_CLIENT_H

#include "base/buf.h"

#define TS_CLIENT_EVENTS "/_tearsheet/events"
#define TS_CLIENT_SCRIPT "/_tearsheet/client.js"

/* The script: listens to the events, reloads the page after a build, shows why one failed. */
extern const char ts_client_script[];

/* The page with the script in front of its last </body>, or at its end. */
void ts_client_inject(ts_buf *out, ts_str page);

#endif
