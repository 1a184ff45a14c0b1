/* What another site generator asks of us: one article by one, with a site's rules and filters, and pages made
 * from records, without a build. */
#ifndef TS_SITE_HOST_H
#define TS_SITE_HOST_H

#include "markdown/convert.h"
#include "markdown/record.h"
#include "site/site.h"

/* Read-only once open: any number of threads may use one, each with a script of its own. */
typedef struct ts_host {
    ts_site *site;
    const char *rules; /* a folder of site rules, may be NULL */
    char seed[33];     /* digest of all but the input that an article is made from: version, rules, filters */
    ts_arena *arena;
} ts_host;

/* `folder` NULL: no site, all defaults. `rules` NULL: the site's own. NULL on error; free with ts_host_close.
 */
ts_host *ts_host_open(const char *folder, const char *rules, ts_error *error);
/* Takes NULL. */
void ts_host_close(ts_host *host);

/* One input. */
typedef struct ts_host_input {
    const char *path;           /* of the file, or what messages call the bytes */
    const ts_str *bytes;        /* NULL: the file is read, and the sidecar beside it */
    ts_convert_options options; /* without sidecar and rules */
    ts_record_options bodies;
    const char *known; /* the digest of what the host holds of it already, may be NULL */
} ts_host_input;

/* Hands over what a host sees of each article of the input, as a list: maps with
 *   article   the record with text, markdown and html
 *   page      slug, summary, lang, isCJKLanguage, wordCount, readingTime, draft: what generators would guess;
 *             noindex where no search engine is to list it
 *   media     {name, path} of each image beside the capture that it shows, by that name; missing where none
 * is or error, where one article of several failed. An article that was withdrawn is not among them. `digest`
 * changes when any of it may. Where it is the one known, nothing is converted, and `articles` is NULL.
 * `script` holds the filters, NULL: none. False where nothing could be read. */
bool ts_host_convert(const ts_host *host, ts_script *script, const ts_host_input *input, ts_arena *arena,
                     ts_value **articles, char digest[33], ts_error *error);

/* Renders a record with a template of the site's theme ("pages/article.html"), as if it stood at `path` in
 * the site (NULL: where the site's permalink has it), and appends the page. `media`: the list that
 * ts_host_convert gave with the record, may be NULL; with a path, such images are taken to stand beside the
 * page. `script` is one of ts_host_script. */
bool ts_host_render(const ts_host *host, ts_script *script, const ts_value *record, const ts_value *media,
                    const char *template, const char *path, ts_buf *out, ts_error *error);
/* A state for templates. NULL on error. */
ts_script *ts_host_script(const ts_host *host, ts_error *error);

/* True for a language whose words hosts cannot count. NULL: false. */
bool ts_host_is_cjk(const char *language);

/* An error as hosts see it: {status, message, source, line, column}. */
ts_value *ts_host_error(ts_arena *arena, const ts_error *error);

#endif
