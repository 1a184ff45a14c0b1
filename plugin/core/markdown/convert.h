/* From a capture to an article: the map phase for one article, without Lua filters. */
#ifndef TS_MARKDOWN_CONVERT_H
#define TS_MARKDOWN_CONVERT_H

#include "article/article.h"
#include "extract/extract.h"

typedef struct ts_convert_options {
    ts_capture_options capture;
    ts_width width;
    const char *rules_folder;     /* the site's own rules, may be NULL */
    const ts_value *sidecar;      /* adds or corrects fields, may be NULL */
    const struct ts_model *model; /* of the extractor; NULL: the baked one */
    unsigned without;             /* steps of the extractor that are left out, a set of ts_step */
    ts_buf *features;             /* what the model saw of a page; NULL: not wanted */
    ts_explain explain;           /* may be NULL */
    void *explain_context;
} ts_convert_options;

/* Reads and converts one file; the caller frees the article with ts_article_free. NULL on error. The same
 * input gives the same article in every run and on every thread. */
ts_article *ts_convert_file(const char *path, const ts_convert_options *options, ts_error *error);
ts_article *ts_convert_bytes(ts_str bytes, const char *name, const ts_convert_options *options,
                             ts_error *error);

/* Counts and cuts again what hangs on the tree: words, minutes, a description that is an excerpt. For whoever
 * has changed the tree. */
void ts_convert_recount(ts_article *article);

#endif
