/* One error: what went wrong, where, as a finished sentence.
 *
 * A function that can fail returns false and fills the ts_error it was handed, never NULL, which whoever
 * knows most fills first: later calls of ts_fail on a filled error change nothing. Only app prints it. */
#ifndef TS_BASE_ERROR_H
#define TS_BASE_ERROR_H

#include <stdbool.h>

/* Name, word for JSON and scripts. */
#define TS_STATUSES(X)                                                                                       \
    X(OK, "ok")                                                                                              \
    X(USAGE, "usage")             /* the call's words are off */                                             \
    X(NOT_FOUND, "not-found")     /* no such file or folder */                                               \
    X(IO, "io")                   /* the system refused a read or a write */                                 \
    X(LIMIT, "limit")             /* a maximum was passed */                                                 \
    X(ENCODING, "encoding")       /* bytes that are no text in any encoding we know */                       \
    X(EMPTY, "empty")             /* nothing in it */                                                        \
    X(SYNTAX, "syntax")           /* a rule, front matter, JSON or YAML that does not parse */               \
    X(SETTINGS, "settings")       /* site.lua, theme.lua: unknown key, wrong type */                         \
    X(TEMPLATE, "template")       /* a template does not compile or fails while it runs */                   \
    X(FILTER, "filter")           /* a Lua filter failed */                                                  \
    X(REFUSED, "refused")         /* we could, but would destroy what is not ours */                         \
    X(UNSUPPORTED, "unsupported") /* a kind of input we do not read */                                       \
    X(CANCELLED, "cancelled")     /* whoever asked for it took it back */                                    \
    X(INTERNAL, "internal")       /* our own mistake */

typedef enum ts_status {
#define TS_STATUS_NAME(name, word) TS_##name,
    TS_STATUSES(TS_STATUS_NAME)
#undef TS_STATUS_NAME
} ts_status;

/* "ok", "limit", … */
const char *ts_status_word(ts_status status);

typedef struct ts_error {
    ts_status status;
    int line, column;   /* 1-based; 0: not known. Columns count code points. */
    char source[1024];  /* file or template the error is in; "" where none */
    char message[3072]; /* a sentence, UTF-8, without the place; may go on over several lines */
} ts_error;

/* Fills the error unless it is filled already. Always returns false: `return ts_fail(…);`.
 * `source` may be NULL. Over-long texts are cut at a character. */
bool ts_fail(ts_error *error, ts_status status, const char *source, int line, int column, const char *format,
             ...) __attribute__((format(printf, 6, 7)));

/* The same with the text of errno behind the message, which has no full stop of its own: "Cannot read it"
 * gives "Cannot read it: Permission denied." ENOENT is TS_NOT_FOUND, all others TS_IO. */
bool ts_fail_errno(ts_error *error, const char *source, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
