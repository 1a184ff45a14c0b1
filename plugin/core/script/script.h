/* Lua: one sandboxed state, the one protected call, and value trees in and out of it. */
#ifndef TS_SCRIPT_SCRIPT_H
#define TS_SCRIPT_SCRIPT_H

#include "article/article.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/value.h"

typedef struct ts_script ts_script;

typedef struct ts_script_limits {
    size_t memory;     /* bytes a state may hold; 0: 256 MiB */
    long instructions; /* VM instructions one call may run; 0: 200 million. They are counted once there is
                          code that did not come with the program. */
} ts_script_limits;

/* Where a script or template comes from: fills `source` (in the arena) and `path`, the name that messages
 * use; false without an error where there is no such file. */
typedef bool (*ts_loader)(void *context, ts_arena *arena, const char *name, ts_str *source, const char **path,
                          ts_error *error);

/* A state without files, processes, network, clock, bytecode and debug library. `load`, may be NULL, finds
 * templates ("layouts/base.html") and what require("tearsheet.text") asks for ("lua/tearsheet/text.lua");
 * what it does not find is looked for among the baked files. One thread at a time. NULL on error.
 *
 * All calls below name the file, line and column of what is wrong, show its source line with a caret, and go
 * on, line by line, with the callers and the page. No call leaves anything behind in the state for the next.
 */
ts_script *ts_script_new(const ts_script_limits *limits, ts_loader load, void *context, ts_error *error);
/* Takes NULL. */
void ts_script_free(ts_script *script);

/* Runs a Lua file that returns a table (site.lua, theme.lua) and hands back the table as a map of plain
 * values, in order of its keys. Tables with the keys 1 … n are lists, and so is an empty table inside it:
 * take an empty list for an empty map too. A function at one of the keys `functions` (ends in NULL; may be
 * NULL) is read as true; any other is an error that names its key. NULL on error. */
const ts_value *ts_script_table(ts_script *script, ts_arena *arena, ts_str source, const char *path,
                                const char *const *functions, ts_error *error);

/* Where functions may stand in site.lua: `pages`, `filter`, `sort`. */
extern const char *const ts_site_functions[];
/* Runs site.lua again for its `collections`, which ts_script_table has read: a map of lists by their
 * names, each with those of `articles` that its filter is true for, in the order of its sort, `limit` of them
 * at most. NULL on error. */
const ts_value *ts_script_collections(ts_script *script, ts_arena *arena, ts_str source, const char *path,
                                      const ts_value *collections, const ts_value *articles, ts_error *error);
/* Runs site.lua again for what its function `pages` returns for `site`: a list, which may hold values of
 * `site`. NULL on error. */
const ts_value *ts_script_pages(ts_script *script, ts_arena *arena, ts_str source, const char *path,
                                const ts_value *site, ts_error *error);

/* Renders the template of that name and appends it to `out`, which is as before on error. `globals` is a map
 * whose keys the template sees as variables, read-only; it is borrowed for the call only. ".xml" templates
 * escape as XML. The functions of templates read these of them, each of which may be missing: site.language,
 * site.base_url; page.path, page.kind ("404": links are absolute where there is a base_url) i18n: words by
 * key (text, or a map of plural forms), months, date {long, short, month, year}, languages, list {separator,
 * last} */
bool ts_script_render(ts_script *script, const char *name, const ts_value *globals, ts_buf *out,
                      ts_error *error);
/* Whether, on the pages rendered from here on, what an include wrote is written again wherever it is given
 * the same texts, booleans and maps of shared types, as far as nothing of the page went into it. Such maps,
 * and the globals `site` and `i18n`, then stay where and as they are until the script is freed. */
void ts_script_remember(ts_script *script, bool on);
/* From here on the runs of templates and includes are counted and timed. */
void ts_script_measure(ts_script *script);
/* Hands out what was measured, nanoseconds with all that a template includes; a name may come several times.
 */
void ts_script_measured(const ts_script *script,
                        void (*take)(void *context, const char *name, int64_t runs, int64_t time),
                        void *context);
/* One thing that a page was made from and that others may be made from as well. */
typedef struct ts_read {
    const ts_value *map; /* of a type that is shared; NULL: a template */
    const char *name;    /* of the field, NULL where the map is shared whole; of the template */
} ts_read;
typedef TS_VEC(ts_read) ts_read_list;

/* What the last ts_script_render read, each thing about once. Valid until the next. */
const ts_read_list *ts_script_reads(const ts_script *script);
/* Compiles the template of that name, what it extends and what it includes by a plain name, and reports all
 * that is wrong with them in one error. */
bool ts_script_compile(ts_script *script, const char *name, ts_error *error);

/* Loads one filter file (DESIGN 5.6); filters run in the order of loading. */
bool ts_script_add_filter(ts_script *script, ts_str source, const char *path, ts_error *error);
/* Runs all loaded filters over the article's tree and fields; the tree is tidy and well-formed again behind
 * each. On error the article may be half changed. */
bool ts_script_filter(ts_script *script, ts_article *article, ts_error *error);

#endif
