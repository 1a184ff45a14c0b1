/* Themes: a chain of layers, each overriding single files of the next. */
#ifndef TS_SITE_THEME_H
#define TS_SITE_THEME_H

#include "site/site.h"

/* Parents a theme may have above it. */
#define TS_THEME_DEPTH 8

/* Fills site->layers from the site's templates/ and the theme that the settings name. */
bool ts_theme_open(ts_site *site, ts_script *script, ts_error *error);

/* A file of the nearest layer that has it. False without an error where none does. `path` is what messages
 * call it. The bytes live in the arena, or as long as the program. */
bool ts_theme_find(const ts_site *site, ts_arena *arena, const char *name, ts_str *bytes, const char **path,
                   ts_error *error);
/* The same in one layer only. */
bool ts_layer_find(const ts_layer *layer, ts_arena *arena, const char *name, ts_str *bytes, const char **path,
                   ts_error *error);

/* Names of all files below `head` ("assets/") in any layer, each once, in byte order. */
bool ts_theme_list(const ts_site *site, ts_arena *arena, const char *head, ts_texts *names, ts_error *error);

/* True for a relative path of plain parts, that leads nowhere out. */
bool ts_theme_name_safe(const char *name);

/* The words of the interface for the site's language: English below the language below its exact tag, farther
 * layers below nearer ones, the site's own i18n/ above all. An empty map where no layer has any. */
bool ts_words_read(ts_site *site, ts_error *error);
/* The keys ("skip", "months") of English words that the site's language has none of its own for. */
bool ts_words_missing(const ts_site *site, ts_arena *arena, ts_texts *missing, ts_error *error);

#endif
