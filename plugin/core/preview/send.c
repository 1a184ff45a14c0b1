#include "preview/send.h"

#include <ctype.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool ts_send_response(struct MHD_Connection *connection, unsigned status, const char *type,
                      struct MHD_Response *response)
{
    if (!response)
        return false;
    if (type)
        MHD_add_response_header(response, "Content-Type", type);
    MHD_add_response_header(response, "Cache-Control", "no-cache");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    /* A page of another site must not get clicks on the inspector. */
    MHD_add_response_header(response, "X-Frame-Options", "SAMEORIGIN");
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result == MHD_YES;
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* Whether the browser has this state already. */
static bool has_it(struct MHD_Connection *connection, unsigned status, const char *etag)
{
    const char *known = etag && status == MHD_HTTP_OK ? header(connection, "If-None-Match") : NULL;
    return known && (strstr(known, etag) || strcmp(known, "*") == 0);
}

/* Takes the response, and sends it or that it is known. */
static bool send_tagged(struct MHD_Connection *connection, unsigned status, const char *type,
                        const char *etag, struct MHD_Response *response)
{
    if (has_it(connection, status, etag)) {
        if (response)
            MHD_destroy_response(response);
        response = MHD_create_response_from_buffer(0, (void *)(uintptr_t) "", MHD_RESPMEM_PERSISTENT);
        status = MHD_HTTP_NOT_MODIFIED;
        type = NULL;
    }
    if (response && etag)
        MHD_add_response_header(response, "ETag", etag);
    return ts_send_response(connection, status, type, response);
}

bool ts_send_bytes(struct MHD_Connection *connection, unsigned status, const char *type, const char *etag,
                   ts_str bytes)
{
    return send_tagged(
        connection, status, type, etag,
        MHD_create_response_from_buffer(bytes.len, (void *)(uintptr_t)bytes.ptr, MHD_RESPMEM_MUST_COPY));
}

bool ts_send_buf(struct MHD_Connection *connection, unsigned status, const char *type, const char *etag,
                 ts_buf *bytes)
{
    size_t len = 0;
    char *whole = ts_buf_detach(bytes, &len);
    return send_tagged(connection, status, type, etag,
                       MHD_create_response_from_buffer(len, whole, MHD_RESPMEM_MUST_FREE));
}

bool ts_send_text(struct MHD_Connection *connection, unsigned status, const char *text)
{
    return ts_send_bytes(connection, status, "text/plain; charset=utf-8", NULL, ts_str_of(text));
}

bool ts_send_redirect(struct MHD_Connection *connection, const char *to)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(0, (void *)(uintptr_t) "", MHD_RESPMEM_PERSISTENT);
    if (response)
        MHD_add_response_header(response, "Location", to);
    return ts_send_response(connection, MHD_HTTP_MOVED_PERMANENTLY, NULL, response);
}

/* --- parts ---------------------------------------------------------------------------------------------- */

/* A number of nothing but digits; false where there is none, or it passes what a file can have. */
static bool read_number(const char **at, uint64_t *number)
{
    const char *start = *at;
    for (*number = 0; isdigit((unsigned char)**at) && *at - start < 18; (*at)++)
        *number = *number * 10 + (uint64_t)(**at - '0');
    return *at > start && !isdigit((unsigned char)**at);
}

/* What a header asks for of a file: all, a part, or one that it does not have. */
typedef enum extent { EXTENT_ALL, EXTENT_PART, EXTENT_NONE } extent;

/* The bytes of a range header's value, for a file of that size: "bytes=5-9", "bytes=5-", "bytes=-5". Several
 * ranges, or none that makes sense, are EXTENT_ALL. */
static extent read_range(const char *value, uint64_t size, uint64_t *from, uint64_t *len)
{
    uint64_t first = 0, last = 0;
    if (!value || strncmp(value, "bytes=", 6) != 0)
        return EXTENT_ALL;
    value += 6;
    bool has_first = read_number(&value, &first);
    if (*value++ != '-')
        return EXTENT_ALL;
    bool has_last = read_number(&value, &last);
    if (*value || (!has_first && !has_last) || (has_first && has_last && last < first))
        return EXTENT_ALL;
    if (!has_first) { /* so many at the end */
        first = last < size ? size - last : 0;
        has_last = false;
        if (last == 0)
            return EXTENT_NONE;
    }
    if (first >= size)
        return EXTENT_NONE;
    *from = first;
    *len = (has_last && last < size ? last + 1 : size) - first;
    return EXTENT_PART;
}

/* The part that is asked for, unless the file has changed since the browser got another part of it. */
static extent wanted_part(struct MHD_Connection *connection, unsigned status, const char *etag, uint64_t size,
                          uint64_t *from, uint64_t *len)
{
    const char *state = header(connection, "If-Range");
    bool same = !state || (etag && strcmp(state, etag) == 0);
    return status == MHD_HTTP_OK && same ? read_range(header(connection, "Range"), size, from, len)
                                         : EXTENT_ALL;
}

bool ts_send_file(struct MHD_Connection *connection, unsigned status, const char *type, const char *etag,
                  int fd, uint64_t size)
{
    uint64_t from = 0, len = size;
    char place[80] = "";
    extent range = wanted_part(connection, status, etag, size, &from, &len);
    if (has_it(connection, status, etag))
        range = EXTENT_ALL;
    if (range == EXTENT_NONE) {
        close(fd);
        struct MHD_Response *none =
            MHD_create_response_from_buffer(0, (void *)(uintptr_t) "", MHD_RESPMEM_PERSISTENT);
        snprintf(place, sizeof place, "bytes */%llu", (unsigned long long)size);
        if (none)
            MHD_add_response_header(none, "Content-Range", place);
        return ts_send_response(connection, MHD_HTTP_RANGE_NOT_SATISFIABLE, NULL, none);
    }
    struct MHD_Response *response = MHD_create_response_from_fd_at_offset64(len, fd, from);
    if (response)
        MHD_add_response_header(response, "Accept-Ranges", "bytes");
    if (response && range == EXTENT_PART) {
        snprintf(place, sizeof place, "bytes %llu-%llu/%llu", (unsigned long long)from,
                 (unsigned long long)(from + len - 1), (unsigned long long)size);
        MHD_add_response_header(response, "Content-Range", place);
        status = MHD_HTTP_PARTIAL_CONTENT;
    }
    return send_tagged(connection, status, type, etag, response);
}
