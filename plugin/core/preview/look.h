/* One article of the site, made once more while somebody looks. */
#ifndef TS_PREVIEW_LOOK_H
#define TS_PREVIEW_LOOK_H

#include "extract/inspection.h"
#include "site/live.h"

typedef struct ts_look {
    ts_arena *arena;
    const ts_snapshot *site;
    const char *file;         /* as the site calls it: "content/x.html", "content/x.txt#2" */
    const ts_entry *entry;    /* NULL: it is left out */
    const ts_error *left_out; /* why; NULL where there is an entry */
    const ts_value *sidecar;  /* a map; NULL: it has none */
    const char *rules;        /* the site's folder of site rules, which may be missing */
    const char *url;          /* whose host site rules go by, may be NULL */
} ts_look;

/* Makes the article of the file again, with the rules and filters as they are on disk now, and hands its
 * inspection over; Markdown has none. Looks at the site's own articles only: another file is TS_NOT_FOUND. An
 * article that is left out is looked at all the same. */
bool ts_look_at(ts_look *look, ts_arena *arena, const ts_snapshot *site, const char *file, ts_inspect inspect,
                void *context, ts_error *error);

#endif
