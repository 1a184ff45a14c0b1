/* One file of `tearsheet convert`: from its path to the bytes that are printed for its article, or for each
 * of the articles in it. */
#ifndef TS_APP_CONVERT_ITEM_H
#define TS_APP_CONVERT_ITEM_H

#include "base/buf.h"
#include "base/vec.h"
#include "markdown/convert.h"
#include "markdown/markdown.h"
#include "markdown/plain.h"

typedef enum ts_convert_form {
    TS_AS_MARKDOWN,
    TS_AS_JSON,
    TS_AS_HTML,
    TS_AS_TEXT,
    TS_AS_AST,
    TS_AS_FEATURES, /* JSON lines, of pages only */
} ts_convert_form;

typedef struct ts_convert_job {
    ts_convert_options options; /* without what one file brings itself: url, inspect */
    ts_convert_form form;
    ts_captions captions;
    ts_markdown_options style;
    bool explain;
    bool several; /* more than one file, or a list */
} ts_convert_job;

typedef struct ts_convert_item {
    char *path, *url;        /* from malloc; url may be NULL */
    ts_buf out;              /* what goes to standard output, headings before the forms that have them */
    ts_buf notes;            /* what --explain has to say */
    size_t done;             /* articles that went well */
    TS_VEC(ts_error) errors; /* one for each that did not; from malloc */
} ts_convert_item;

/* Fills all but path and url; nothing else may touch the item meanwhile. */
void ts_convert_item_run(const ts_convert_job *job, ts_convert_item *item);
void ts_convert_item_free(ts_convert_item *item);

#endif
