/* From a capture to an article: the map phase for one article, without Lua filters. */
#ifndef TS_MARKDOWN_CONVERT_H
#define TS_MARKDOWN_CONVERT_H

#include "article/article.h"
#include "extract/extract.h"

typedef struct ts_convert_options {
    ts_capture_options capture;
    ts_width width;
    const char *rules_folder;       /* the site's own rules, may be NULL */
    const ts_value *sidecar;        /* adds or corrects fields, may be NULL */
    const struct ts_model *model;   /* of the extractor; NULL: the baked one */
    unsigned without;               /* steps of the extractor that are left out, a set of ts_step */
    ts_buf *features;               /* what the model saw of a page; NULL: not wanted */
    const struct ts_chrome *chrome; /* what other text dumps have taught, may be NULL */
    ts_inspect inspect;             /* called for each article of the file; may be NULL */
    void *inspect_context;
} ts_convert_options;

/* Reads and converts one file; the caller frees the article with ts_article_free. NULL on error. The same
 * input gives the same article in every run and on every thread. Of several articles in a text dump this is
 * the first, with a warning. */
ts_article *ts_convert_file(const char *path, const ts_convert_options *options, ts_error *error);
ts_article *ts_convert_bytes(ts_str bytes, const char *name, const ts_convert_options *options,
                             ts_error *error);

/* Is handed one article of a file, and frees it: NULL where this one failed, for the reason given. `name` is
 * the file's; "NAME#1", "NAME#2" and so on where the file holds several, as their own `file` is. */
typedef void (*ts_convert_take)(void *context, ts_article *article, const char *name, const ts_error *error);

/* Converts every article of a file and hands them over in order. A file that cannot be read at all is handed
 * over as one that failed. `bytes` NULL: reads the file `name`. */
void ts_convert_each(const char *name, const ts_str *bytes, const ts_convert_options *options,
                     ts_convert_take take, void *context);

/* Counts and cuts again what hangs on the tree: words, minutes, a description that is an excerpt. For whoever
 * has changed the tree. */
void ts_convert_recount(ts_article *article);

#endif
