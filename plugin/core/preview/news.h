/* What the server has to tell open pages: that a build is done, or that it failed. */
#ifndef TS_PREVIEW_NEWS_H
#define TS_PREVIEW_NEWS_H

#include "base/error.h"

#include <stddef.h>

typedef struct ts_news ts_news;

ts_news *ts_news_new(void);
/* Takes NULL. Nobody may be waiting any more. */
void ts_news_free(ts_news *news);

/* A build is done; `error` NULL: it went well. From any thread. */
void ts_news_tell(ts_news *news, const ts_error *error);
/* Wakes all who wait, for good. */
void ts_news_end(ts_news *news);

/* The next server-sent event for a reader who has heard `*heard` (0 at first): the state of things at once,
 * then one at each change, and a comment every TS_NEWS_PAUSE seconds so that a reader who went away is
 * noticed. The bytes are malloc'd; NULL at the end. */
char *ts_news_next(ts_news *news, unsigned long *heard, size_t *len);
#define TS_NEWS_PAUSE 15

#endif
