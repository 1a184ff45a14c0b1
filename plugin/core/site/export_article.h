/* One article as the files of a host. Seen by export*.c. */
#ifndef TS_SITE_EXPORT_ARTICLE_H
#define TS_SITE_EXPORT_ARTICLE_H

#include "site/export_form.h"
#include "site/export_memory.h"
#include "site/library.h"

typedef struct ts_export_source {
    const char *folder;                  /* its images stand in it or below */
    const char *path;                    /* below it */
    const char *sidecar;                 /* likewise, or NULL */
    const char *name;                    /* of its article's file */
    const ts_found *file, *sidecar_file; /* as the walk of the folder found them, or NULL */
} ts_export_source;

/* Where the files of one capture go. */
typedef struct ts_export_files {
    ts_output *output;
    ts_export_made *made; /* takes them down */
} ts_export_files;

/* Puts the article's file, and copies of its images, among the files. `out_name`: the output folder's own
 * name. Changes the article's tree. */
bool ts_export_article(const ts_form *form, const ts_export_source *source, ts_article *article,
                       const char *name, const char *out_name, ts_export_files *files, ts_error *error);

#endif
