/* libtearsheet: captured articles in, records, Markdown, HTML and sites out.
 *
 * All text is UTF-8. Objects are opaque; whoever is handed one frees it, strings that a call returns belong
 * to the object they came from unless it says otherwise. All functions may be called from any thread, one
 * object from one thread at a time. When the system has no memory left the process aborts; what input can
 * make grow is limited. */
#ifndef TEARSHEET_H
#define TEARSHEET_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define TEARSHEET_API __attribute__((visibility("default")))
#else
#define TEARSHEET_API
#endif

#define TEARSHEET_VERSION "0.1.0"

/* The version of the library that is running, "0.1.0". */
TEARSHEET_API const char *tearsheet_version(void);

/* --- errors ----------------------------------------------------------------------------------------------
 */

typedef struct tearsheet_error tearsheet_error;

/* Takes NULL. */
TEARSHEET_API void tearsheet_error_free(tearsheet_error *error);
/* "limit", "encoding", "not-found", …: stable words. */
TEARSHEET_API const char *tearsheet_error_status(const tearsheet_error *error);
/* A finished sentence. */
TEARSHEET_API const char *tearsheet_error_message(const tearsheet_error *error);
/* The file it is about, "" where none; line and column are 1-based, 0 where not known. */
TEARSHEET_API const char *tearsheet_error_source(const tearsheet_error *error);
TEARSHEET_API int tearsheet_error_line(const tearsheet_error *error);
TEARSHEET_API int tearsheet_error_column(const tearsheet_error *error);

/* --- options ---------------------------------------------------------------------------------------------
 */

typedef struct tearsheet_options tearsheet_options;

TEARSHEET_API tearsheet_options *tearsheet_options_new(void);
/* Takes NULL. */
TEARSHEET_API void tearsheet_options_free(tearsheet_options *options);
/* Sets url, type, charset, width (keep, restore, auto), captions (auto, keep, cut), emphasis (entity,
 * move), wrap (none, sentence), max_bytes or rules (a folder), as text, named as on the command line. 0, or
 * -1 for a name or value it does not know. */
TEARSHEET_API int tearsheet_options_set(tearsheet_options *options, const char *name, const char *value);

/* --- articles --------------------------------------------------------------------------------------------
 */

typedef struct tearsheet_article tearsheet_article;

/* Converts a file, or bytes in memory (`name` stands in messages and tells the kind by its ending). NULL on
 * failure; then *error, if error is not NULL, is an error the caller frees. `options` may be NULL. */
TEARSHEET_API tearsheet_article *tearsheet_convert_file(const char *path, const tearsheet_options *options,
                                                        tearsheet_error **error);
TEARSHEET_API tearsheet_article *tearsheet_convert_bytes(const void *bytes, size_t len, const char *name,
                                                         const tearsheet_options *options,
                                                         tearsheet_error **error);
/* Takes NULL. */
TEARSHEET_API void tearsheet_article_free(tearsheet_article *article);

/* A text field of the record by its name (title, date, language, url, …), NULL where it has none. */
TEARSHEET_API const char *tearsheet_article_field(tearsheet_article *article, const char *name);
/* The whole record on one line of JSON; the body three ways. */
TEARSHEET_API const char *tearsheet_article_json(tearsheet_article *article);
TEARSHEET_API const char *tearsheet_article_markdown(tearsheet_article *article);
TEARSHEET_API const char *tearsheet_article_html(tearsheet_article *article);
TEARSHEET_API const char *tearsheet_article_text(tearsheet_article *article);

/* --- sites -----------------------------------------------------------------------------------------------
 */

typedef struct tearsheet_site tearsheet_site;

/* A site's rules, filters and templates, to convert and render with one by one, as tearsheet-pipe(5) does.
 * `folder` NULL: no site, all defaults. NULL on failure, with *error set as above. */
TEARSHEET_API tearsheet_site *tearsheet_site_open(const char *folder, tearsheet_error **error);
/* Takes NULL. */
TEARSHEET_API void tearsheet_site_free(tearsheet_site *site);

/* Converts all articles of a file (`bytes` NULL; the sidecar beside it counts) or of bytes in memory that
 * messages call `path`, and runs the site's filters on them. `options` may be NULL. Returns one line of JSON,
 * {"digest":…,"articles":[{"article":{…},"page":{…}},…]}, with the fields of tearsheet-pipe(5); one of
 * several articles that failed has {"error":{…}} in its place. NULL where nothing could be read. What these
 * two return lives until the next call for the same site. */
TEARSHEET_API const char *tearsheet_site_convert(tearsheet_site *site, const char *path, const void *bytes,
                                                 size_t len, const tearsheet_options *options,
                                                 tearsheet_error **error);
/* The page of a record (the JSON object behind "article") by a template of the site ("pages/article.html"
 * where it is NULL), as if it stood at `path` in the site (NULL: where the site's permalink has it). NULL on
 * failure.
 */
TEARSHEET_API const char *tearsheet_site_render(tearsheet_site *site, const char *record,
                                                const char *template_name, const char *path,
                                                tearsheet_error **error);

/* Builds the site in `folder` into `output` (NULL: the site's own setting). 0, 3 when articles were left out,
 * or -1 with *error set as above. */
TEARSHEET_API int tearsheet_build(const char *folder, const char *output, tearsheet_error **error);

#ifdef __cplusplus
}
#endif

#endif
