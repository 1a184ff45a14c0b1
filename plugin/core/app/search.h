/* The index of the search page, which Pagefind makes of a finished site. */
#ifndef TS_APP_SEARCH_H
#define TS_APP_SEARCH_H

#include "site/build.h"

/* Runs the site's own pagefind (node_modules/.bin), or the one in PATH, over the site that was built, where
 * its settings ask for it. Says what is missing; the site stands without it. */
void ts_search_index(const char *site, const ts_build_report *report);

#endif
