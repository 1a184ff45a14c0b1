#include "preview/send.h"

#include <microhttpd.h>
#include <stdint.h>
#include <string.h>

bool ts_send_response(struct MHD_Connection *connection, unsigned status, const char *type,
                      struct MHD_Response *response)
{
    if (!response)
        return false;
    if (type)
        MHD_add_response_header(response, "Content-Type", type);
    MHD_add_response_header(response, "Cache-Control", "no-store");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "X-Frame-Options", "SAMEORIGIN");
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result == MHD_YES;
}

bool ts_send_bytes(struct MHD_Connection *connection, unsigned status, const char *type, ts_str bytes)
{
    return ts_send_response(
        connection, status, type,
        MHD_create_response_from_buffer(bytes.len, (void *)(uintptr_t)bytes.ptr, MHD_RESPMEM_MUST_COPY));
}

bool ts_send_buf(struct MHD_Connection *connection, unsigned status, const char *type, ts_buf *bytes)
{
    size_t len = 0;
    char *whole = ts_buf_detach(bytes, &len);
    return ts_send_response(connection, status, type,
                            MHD_create_response_from_buffer(len, whole, MHD_RESPMEM_MUST_FREE));
}

bool ts_send_text(struct MHD_Connection *connection, unsigned status, const char *text)
{
    return ts_send_response(
        connection, status, "text/plain; charset=utf-8",
        MHD_create_response_from_buffer(strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_PERSISTENT));
}

bool ts_send_redirect(struct MHD_Connection *connection, const char *to)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(0, (void *)(uintptr_t) "", MHD_RESPMEM_PERSISTENT);
    if (response)
        MHD_add_response_header(response, "Location", to);
    return ts_send_response(connection, MHD_HTTP_MOVED_PERMANENTLY, NULL, response);
}
