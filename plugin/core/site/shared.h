/* What pages ask of the site beside what is their own: each thing by a name, with a digest of what it is now.
 * A page that asked the same questions and got the same answers is the same. */
#ifndef TS_SITE_SHARED_H
#define TS_SITE_SHARED_H

#include "site/render.h"

typedef enum ts_question {
    TS_ASK_SITE,     /* a field of the variable `site` */
    TS_ASK_TERM,     /* a field of a term, by its path */
    TS_ASK_BRIEF,    /* a field of a term without its articles */
    TS_ASK_SUMMARY,  /* a whole summary, by its path */
    TS_ASK_TEMPLATE, /* a template, by its name */
    TS_ASK_URL,      /* which article was captured at an address, by its key */
    TS_ASK_FILE,     /* which article a source is, by its file */
    TS_ASK_IDS,      /* the places in an article that links may lead to, by its file */
    TS_ASK_MEDIUM,   /* where a medium stands */
    TS_ASK_PATHS,    /* all paths of the site */
} ts_question;

/* `field` may be NULL. */
uint64_t ts_shared_name(ts_question about, ts_str what, const char *field);

typedef struct ts_shared ts_shared;

/* Of the site that the renderer shows, which outlives it. NULL where a template cannot be read. */
ts_shared *ts_shared_make(const ts_renderer *renderer, ts_error *error);
/* Takes NULL. */
void ts_shared_free(ts_shared *shared);

/* The digest of the answer; 0 where there is nothing of that name. *medium is the file that whoever asks
 * shows, or NULL. */
uint64_t ts_shared_now(const ts_shared *shared, uint64_t name, ts_medium **medium);

/* The name of what a template has read. */
uint64_t ts_shared_name_of(const ts_read *read);

/* Appends what tells a value from others: maps that many pages share count by their names only. */
void ts_shared_put(ts_buf *out, const ts_value *value);

#endif
