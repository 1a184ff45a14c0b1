/* The files that `tearsheet convert` is asked for: those named on the command line, those below the folders
 * named there, those of a list. */
#ifndef TS_APP_CONVERT_FILES_H
#define TS_APP_CONVERT_FILES_H

#include "base/arena.h"
#include "base/error.h"
#include "base/vec.h"

#include <stdio.h>

typedef struct ts_convert_name {
    const char *path, *url; /* url may be NULL */
} ts_convert_name;

typedef struct ts_convert_files {
    ts_arena *arena;
    TS_VEC(ts_convert_name) named; /* known before the first one is read */
    FILE *stream; /* names that a list which is no regular file has yet to bring; NULL: none */
    const char *list;
    size_t next;
    char *line;
    size_t line_cap;
} ts_convert_files;

/* Takes the names of the command line and of the list ("-": standard input; NULL: none), which is read as it
 * comes where it is no regular file. Of a folder, all files with an ending that is read, in byte order. False
 * with an error where the list or a folder cannot be read. Free with ts_convert_files_free either way. */
bool ts_convert_files_open(ts_convert_files *files, char **names, int count, const char *url,
                           const char *list, ts_error *error);
/* The next file; its strings hold until the call after. False at the end. */
bool ts_convert_files_next(ts_convert_files *files, ts_convert_name *name);
/* False with an error where the list broke off. */
bool ts_convert_files_free(ts_convert_files *files, ts_error *error);

#endif
