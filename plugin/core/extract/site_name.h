/* The name of the site that served a page which does not say it in its metadata. */
#ifndef TS_EXTRACT_SITE_NAME_H
#define TS_EXTRACT_SITE_NAME_H

#include "extract/metadata.h"

/* The holder of the rights without what the line goes on with, in `arena`; NULL where the words around it
 * were all that was found. */
const char *ts_site_holder(ts_arena *arena, const char *name);
/* True where a line with a year, as it stands at the foot of a page, names in the holder of its rights the
 * publisher: no agency. Without a year it credits a picture. */
bool ts_site_may_publish(ts_str line, const char *holder);

/* The part of the window title that is not the headline, where it looks like an outlet's name or something
 * else on the page (host, holder of the rights, author that a template wrote, link to the first page) agrees;
 * else the holder of the rights, where the host agrees, or at the page's foot where it is an outlet or no
 * address is known. NULL where nothing is sure. */
const char *ts_site_name_guess(ts_arena *arena, const ts_evidence *evidence);

/* The part of a site's name that the address agrees with, where a bar or a dash parts it from what the site
 * says of itself: "Courier" of "Courier - News from the Lakes" at courier.example.org. Else all of it. */
const char *ts_site_name_cut(ts_arena *arena, const ts_evidence *evidence, const char *name);

#endif
