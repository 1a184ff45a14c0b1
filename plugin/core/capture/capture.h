/* What a user holds, made ready to read: bytes, where they came from, what kind they are. */
#ifndef TS_CAPTURE_CAPTURE_H
#define TS_CAPTURE_CAPTURE_H

#include "base/arena.h"
#include "base/error.h"

typedef enum ts_capture_kind { TS_CAPTURE_HTML, TS_CAPTURE_TEXT, TS_CAPTURE_MARKDOWN } ts_capture_kind;

typedef struct ts_capture {
    ts_capture_kind kind;
    const char *file;        /* as given; "-" for standard input */
    const char *url;         /* the page's own, may be NULL */
    const char *archived;    /* its address in the web archive that it was captured from, NULL: from none */
    const char *media_type;  /* "text/html", … */
    const char *charset;     /* the encoding the bytes were read as */
    const char *captured_at; /* ISO 8601, may be NULL */
    char sha256[65];         /* of the bytes as they came */
    ts_str text;             /* UTF-8, of the bytes themselves where they are such */
    size_t replaced;         /* byte sequences that were no text */
    bool mended;             /* the text had been decoded wrongly before it was saved */
} ts_capture;

typedef struct ts_capture_options {
    const char *url; /* may be NULL: taken from what the file itself says (SingleFile, "saved from url", a web
                      * archive's script); of a web archive: the page's own and the moment are in it */
    const char *type;    /* "html", "text", "markdown" or a media type; NULL: by name, then by content */
    const char *charset; /* hint, may be NULL */
    size_t max_bytes;    /* 0: TS_MAX_BYTES */
} ts_capture_options;

/* 100 MiB. */
#define TS_MAX_BYTES ((size_t)100 << 20)

/* The file endings that are read as content, without dot, and their kind; -1 for any other. */
int ts_capture_kind_of(const char *path);

/* Reads and decodes one file ("-": standard input). */
bool ts_capture_read(ts_arena *arena, const char *path, const ts_capture_options *options,
                     ts_capture *capture, ts_error *error);
/* The same from memory; `name` stands in messages. The bytes must live as long as the capture. */
bool ts_capture_bytes(ts_arena *arena, ts_str bytes, const char *name, const ts_capture_options *options,
                      ts_capture *capture, ts_error *error);

#endif
