/* The files below content/: articles with their sidecars, and the media that pages show. */
#ifndef TS_SITE_LIBRARY_H
#define TS_SITE_LIBRARY_H

#include "base/file.h"
#include "base/map.h"
#include "site/site.h"

typedef struct ts_source {
    const char *path;                    /* relative to the content folder */
    const char *sidecar;                 /* likewise; NULL where it has none */
    const ts_found *file, *sidecar_file; /* as the walk found them; NULL: not known, or no sidecar */
} ts_source;

typedef struct ts_medium {
    const char *path; /* relative to the content folder */
    const char *to;   /* where it stands in the site: "media/…" */
    bool used;        /* a page shows it; set by any thread, from false to true only */
} ts_medium;

typedef struct ts_library {
    const char *folder; /* the content folder, as the program opens it */
    TS_VEC(ts_source) sources;
    TS_VEC(ts_medium *) media;
    ts_map *media_by_path; /* path → ts_medium */
    ts_map *source_paths;  /* paths of sources, for links between them; value is not NULL */
    ts_texts orphans;      /* sidecars without an article */
    ts_found_list found;   /* all files of the folder, whatever they are */
} ts_library;

/* Walks the content folder; a missing one is TS_NOT_FOUND. Files that a browser saved beside a page
 * (NAME_files/) are media, never articles. All memory is the arena's. */
bool ts_library_read(ts_arena *arena, const ts_site *site, ts_library *library, ts_error *error);
/* The same of any folder. */
bool ts_library_read_folder(ts_arena *arena, const char *folder, ts_library *library, ts_error *error);

/* True for a file that pages show, by its ending. */
bool ts_is_medium(const char *path);

/* Reads a sidecar, NAME.yaml beside an article: its text, and the map that it is. False where it cannot be
 * read or is none. */
bool ts_sidecar_read(ts_arena *arena, const char *path, ts_str *text, const ts_value **sidecar,
                     ts_error *error);
/* The sidecar on disk of the file at `path`, as the walk of a content folder would find it; NULL: none. */
const char *ts_sidecar_find(ts_arena *arena, const char *path);

#endif
