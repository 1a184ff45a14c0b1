/* What the program says: errors, warnings and progress on standard error, results on standard output. */
#ifndef TS_APP_PRINT_H
#define TS_APP_PRINT_H

#include "app/app.h"
#include "base/error.h"
#include "base/str.h"

#include <stddef.h>

/* Looks once whether standard error is a terminal that may be coloured (NO_COLOR, TERM). */
void ts_print_start(void);

/* "tearsheet: FILE:LINE:COLUMN: sentence". */
void ts_print_error(const ts_error *error);
void ts_print_warning(const char *source, const char *message);
/* A sentence about the command line, with where to read more; returns TS_EXIT_USAGE. `command` may be NULL.
 */
int ts_print_usage(const ts_command *command, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Notes that were asked for (--explain), as they are, on standard error. */
void ts_print_notes(ts_str text);

/* Text and bytes on standard output. False where a write failed, now or before. */
bool ts_print_text(const char *text);
bool ts_print_bytes(ts_str bytes);
bool ts_print_flush(void);
/* Writes what is left. False, after saying why, where standard output did not take all it was given; a reader
 * who went away (a closed pipe) needs no sentence. */
bool ts_print_close(void);

/* A line that is written over and over, on a terminal only. */
void ts_progress_show(const char *what, size_t done, size_t all);
void ts_progress_clear(void);

#endif
