/* /_tearsheet/inspect?file=…: a capture beside its article, each block with what became of it and why. */
#ifndef TS_PREVIEW_INSPECTOR_H
#define TS_PREVIEW_INSPECTOR_H

#include "preview/routes.h"

/* Blocks one page shows; `from` in the query is the first of them. */
#define TS_INSPECTOR_BLOCKS 2000

void ts_inspector(const ts_request *request, ts_answer *answer);

#endif
