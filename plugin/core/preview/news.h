/* What the server has to tell open pages: what changed, or what is wrong with the site. */
#ifndef TS_PREVIEW_NEWS_H
#define TS_PREVIEW_NEWS_H

#include "site/live.h"

typedef struct ts_news ts_news;

/* `navigate`: pages go to the article that changed. */
ts_news *ts_news_new(bool navigate);
/* Takes NULL. Nobody may be waiting any more. */
void ts_news_free(ts_news *news);

/* The site changed; `error` NULL: it is whole. From any thread. */
void ts_news_tell(ts_news *news, const ts_live_change *change, const ts_error *error);
/* Wakes all who wait, for good. */
void ts_news_end(ts_news *news);

/* What tells the last news from all others, of earlier runs too. */
#define TS_NEWS_ID_MAX 48
void ts_news_id(ts_news *news, char id[TS_NEWS_ID_MAX]);

/* The next server-sent event for a reader who has heard `*heard` (0 at first): the state of things at once,
 * {id, first: true, error}, then one at each change, {id, pages, copies, show, from, to, navigate, error} as
 * ts_live_change has them; a reader who missed one is told the state again. And a comment every TS_NEWS_PAUSE
 * seconds, so that a reader who went away is noticed. The bytes are malloc'd; NULL at the end. */
char *ts_news_next(ts_news *news, unsigned long *heard, size_t *len);
#define TS_NEWS_PAUSE 15

#endif
