/* /_tearsheet/: what the preview knows of the site: what is wrong with it, and articles that need a look. */
#ifndef TS_PREVIEW_OVERVIEW_H
#define TS_PREVIEW_OVERVIEW_H

#include "preview/routes.h"

void ts_overview(const ts_request *request, ts_answer *answer);

#endif
