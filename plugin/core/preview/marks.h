/* What a reader of the preview is told of articles that visitors will not see, or not like this. */
#ifndef TS_PREVIEW_MARKS_H
#define TS_PREVIEW_MARKS_H

#include "preview/routes.h"

/* "draft", "withdrawn" and so on; NULL for an article like any other. */
const char *ts_mark_of(const ts_entry *entry);

/* ts_route: the articles that have a mark, as one JSON object from path to mark, for links to them. */
void ts_marks(const ts_request *request, ts_answer *answer);

#endif
