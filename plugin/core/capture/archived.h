/* Pages as web archives replay them (the Wayback Machine, pywb): addresses of the form
 * https://archive.example/web/20051215124110/http://courier.example/a.html, called a URI-M by RFC 7089, in
 * place of all that the page had, and a toolbar above it. Seen by capture only. */
#ifndef TS_CAPTURE_ARCHIVED_H
#define TS_CAPTURE_ARCHIVED_H

#include "base/arena.h"

/* Splits such an address into the page's own and the moment of its capture, as ISO 8601; false for any other,
 * and then neither is touched. `address` may be NULL. */
bool ts_archived_split(ts_arena *arena, const char *address, const char **url, const char **captured_at);

/* The address in the archive from what the archive's script says at the beginning of a page, for one saved
 * without it; NULL where no script does. */
const char *ts_archived_read(ts_arena *arena, ts_str html);

/* The page with its own addresses, and without the toolbar. */
ts_str ts_archived_restore(ts_arena *arena, ts_str html);

#endif
