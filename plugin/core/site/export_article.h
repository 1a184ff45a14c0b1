/* One article as the files of a host. Seen by export*.c. */
#ifndef TS_SITE_EXPORT_ARTICLE_H
#define TS_SITE_EXPORT_ARTICLE_H

#include "site/export_form.h"
#include "site/output.h"

typedef struct ts_export_source {
    const char *folder;  /* its images stand in it or below */
    const char *path;    /* below it */
    const char *sidecar; /* likewise, or NULL */
    const char *name;    /* of its article's file */
} ts_export_source;

/* Puts the article's file, and copies of its images, into the output. `out_name`: the output folder's own
 * name. Changes the article's tree. */
bool ts_export_article(const ts_form *form, const ts_export_source *source, ts_article *article,
                       const char *name, const char *out_name, ts_output *output, ts_error *error);

#endif
