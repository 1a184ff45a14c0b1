#include "capture/capture.h"
#include "base/digest.h"
#include "base/file.h"
#include "capture/archived.h"
#include "capture/container.h"
#include "capture/kind.h"
#include "capture/saved.h"
#include "text/charset.h"
#include "text/utf8.h"

#include <string.h>

static size_t limit_of(const ts_capture_options *options)
{
    return options && options->max_bytes ? options->max_bytes : TS_MAX_BYTES;
}

static bool too_large(const char *name, size_t max, ts_error *error)
{
    return ts_fail(error, TS_LIMIT, name, 0, 0, "The file has more than %zu bytes; --max-bytes allows more.",
                   max);
}

/* The kind the caller or the name asks for, -1: the content decides. */
static bool asked_kind(const char *name, const ts_capture_options *options, int *kind, ts_error *error)
{
    *kind = -1;
    if (options && options->type) {
        *kind = ts_kind_of_type(ts_str_of(options->type));
        if (*kind < 0)
            return ts_fail(error, TS_UNSUPPORTED, name, 0, 0,
                           "The type “%s” is none that can be read; html, text and markdown are.",
                           options->type);
        return true;
    }
    const char *advice = ts_container_advice_of(name);
    if (advice)
        return ts_fail(error, TS_UNSUPPORTED, name, 0, 0, "%s", advice);
    *kind = ts_capture_kind_of(name);
    return true;
}

/* A page that a web archive replayed becomes the one that it had captured, at that moment. */
static void take_out_of_archive(ts_arena *arena, ts_capture *capture)
{
    const char *archived = capture->url;
    if (!ts_archived_split(arena, archived, &capture->url, &capture->captured_at)) {
        archived = ts_archived_read(arena, capture->text);
        if (!ts_archived_split(arena, archived, &capture->url, &capture->captured_at))
            return;
    }
    capture->archived = archived;
    capture->text = ts_archived_restore(arena, capture->text);
}

bool ts_capture_bytes(ts_arena *arena, ts_str bytes, const char *name, const ts_capture_options *options,
                      ts_capture *capture, ts_error *error)
{
    int kind;
    ts_decoded decoded;
    memset(capture, 0, sizeof *capture);
    if (bytes.len > limit_of(options))
        return too_large(name, limit_of(options), error);
    if (!asked_kind(name, options, &kind, error))
        return false;
    if (bytes.len == 0)
        return ts_fail(error, TS_EMPTY, name, 0, 0, "The file is empty.");
    if (!ts_charset_decode(arena, bytes, options ? options->charset : NULL, name, &decoded, error))
        return false;
    if (ts_utf8_trim(decoded.text).len == 0)
        return ts_fail(error, TS_EMPTY, name, 0, 0, "The file holds nothing but white space.");
    const char *advice = options && options->type ? NULL : ts_container_advice(decoded.text);
    if (advice)
        return ts_fail(error, TS_UNSUPPORTED, name, 0, 0, "%s", advice);

    capture->kind = kind < 0 ? ts_kind_sniff(decoded.text) : (ts_capture_kind)kind;
    capture->file = ts_arena_strdup(arena, name);
    capture->media_type = ts_kind_media_type(capture->kind);
    capture->charset = decoded.charset;
    capture->text = decoded.text;
    capture->replaced = decoded.replaced;
    capture->mended = decoded.mended;
    ts_sha256_hex(bytes, capture->sha256);
    if (capture->kind == TS_CAPTURE_HTML)
        ts_saved_read(arena, decoded.text, &capture->url, &capture->captured_at);
    if (options && options->url && *options->url)
        capture->url = ts_arena_strdup(arena, options->url);
    if (capture->kind == TS_CAPTURE_HTML)
        take_out_of_archive(arena, capture);
    return true;
}

bool ts_capture_read(ts_arena *arena, const char *path, const ts_capture_options *options,
                     ts_capture *capture, ts_error *error)
{
    ts_str bytes;
    ts_error reading = {0};
    int kind;
    /* What cannot be read anyway is not loaded first. */
    if (!asked_kind(path, options, &kind, error))
        return false;
    if (ts_file_read(arena, path, limit_of(options), &bytes, &reading))
        return ts_capture_bytes(arena, bytes, path, options, capture, error);
    if (reading.status == TS_LIMIT)
        return too_large(path, limit_of(options), error);
    return ts_fail(error, reading.status, reading.source, reading.line, reading.column, "%s",
                   reading.message);
}
