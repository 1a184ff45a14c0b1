/* One article of a site, as the map phase leaves it: it knows nothing of any other. */
#ifndef TS_SITE_ENTRY_H
#define TS_SITE_ENTRY_H

#include "base/value.h"
#include "base/vec.h"
#include "extract/fields.h"
#include "site/library.h"
#include "site/sketch.h"
#include "site/takedown.h"
#include "text/date.h"

/* A file below content/ that an article would show. */
typedef struct ts_asked {
    const char *path;
    const char *to; /* where it stands in the site; NULL: there is no such file */
    ts_medium *medium;
} ts_asked;

typedef struct ts_entry {
    const char *file;  /* relative to the site: "content/x.html", "content/x.txt#2" */
    const char *title; /* never NULL: the file's name where the article has none */
    const char *slug;
    const char *wish;            /* where it would like to stand in the site */
    const char *path;            /* where it stands: set by the index */
    const char *url, *canonical; /* may be NULL */
    const char *language;        /* may be NULL */
    ts_date date;
    ts_party source; /* name NULL: nobody said */
    ts_texts section, tags;
    ts_people authors;
    const ts_value *facts;  /* of its record, as summaries show them */
    const ts_value *record; /* the article record with text and html; addresses in html are those of the
                               capture,  but images that the site has stand as "media/…". NULL: it is in the
                               cache, as body number `body`; records.h reads it */
    int64_t body;
    uint64_t digest;         /* of all that the map made of it; 0: nobody asked */
    const ts_value *summary; /* set by the index, as it has the path in it */
    ts_texts warnings;       /* what the record warns of, as sentences */
    ts_texts missing;        /* addresses of images beside the source that the site does not have */
    const ts_value *image;   /* the first image that the site has, may be NULL */
    TS_VEC(ts_asked) asked;  /* the files that it would show, some perhaps twice */
    bool draft;
    ts_sketch sketch;
    ts_takedown takedown;
} ts_entry;

/* Makes the entry of a converted article, in an arena other than the article's. NULL where its body grows
 * past all bounds, or its status is none. */
ts_entry *ts_entry_make(ts_arena *arena, const ts_site *site, const ts_library *library,
                        const ts_source *source, const ts_article *article, ts_error *error);

#endif
