/* Where pages stand inside the site: permalinks, and a register that gives no path away twice. */
#ifndef TS_SITE_PATHS_H
#define TS_SITE_PATHS_H

#include "base/arena.h"
#include "base/error.h"
#include "text/date.h"

/* Bytes one part of a path may have, so that an ending, a number and a temporary name still fit in the 255
 * that file systems allow. */
#define TS_PATH_PART_MAX 180

typedef struct ts_permalink {
    const char *slug;
    ts_date date;
    const char *const *section; /* names, outermost first */
    size_t section_len;
    const char *source, *language; /* may be NULL */
} ts_permalink;

/* False, with a sentence about `source`, where a pattern ("{year}/{month}/{slug}.html") has an unknown word,
 * no {slug}, leads out of the site, or ends in anything but ".html" or "/". */
bool ts_permalink_check(const char *pattern, const char *source, ts_error *error);

/* The path for one article. A part of the pattern whose words have no value is left out; an article without a
 * date, under a pattern that asks for one, stands in "undated/". A pattern that ends in "/" gives index.html.
 */
char *ts_permalink_path(ts_arena *arena, const char *pattern, const ts_permalink *article);

/* A slug that fits in a path: text/url.h's, cut to TS_PATH_PART_MAX bytes. */
char *ts_path_slug(ts_arena *arena, const char *text);

/* The path that an address without scheme and host leads to from a file in `folder` ("" or "." for the root),
 * or from the root where it begins with "/": without query, fragment, "." and ".." steps, percent-decoded,
 * index.html behind a folder's "/". NULL where it leads out. */
char *ts_path_resolve(ts_arena *arena, const char *folder, const char *address);

typedef struct ts_paths ts_paths;

ts_paths *ts_paths_new(void);
/* Takes NULL. */
void ts_paths_free(ts_paths *paths);

/* Registers a path. Where it is taken already, but for the case of its letters, the next free one with a
 * number behind its stem: a.html, a-2.html; a/index.html, a-2/index.html. */
char *ts_paths_take(ts_paths *paths, ts_arena *arena, const char *path);
/* Registers the very path; false where it is taken. */
bool ts_paths_claim(ts_paths *paths, const char *path);
/* Frees a path. False where another wanted it too, and would have had it: then nothing changes. */
bool ts_paths_give_back(ts_paths *paths, const char *path);
bool ts_paths_has(const ts_paths *paths, const char *path);

#endif
