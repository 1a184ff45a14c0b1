/* Answers of the server, each with the headers that all have. They are false where the connection is to be
 * closed.
 *
 * `etag`, a quoted string or NULL, tells one state of what stands at an address from another: a browser that
 * has it already is told so, and sent nothing. */
#ifndef TS_PREVIEW_SEND_H
#define TS_PREVIEW_SEND_H

#include "base/buf.h"

struct MHD_Connection;
struct MHD_Response;

/* Copies the bytes. */
bool ts_send_bytes(struct MHD_Connection *connection, unsigned status, const char *type, const char *etag,
                   ts_str bytes);
/* Takes the bytes out of the buffer. */
bool ts_send_buf(struct MHD_Connection *connection, unsigned status, const char *type, const char *etag,
                 ts_buf *bytes);
/* A file, or the one part of it that is asked for; closes it. */
bool ts_send_file(struct MHD_Connection *connection, unsigned status, const char *type, const char *etag,
                  int fd, uint64_t size);
/* A constant sentence. */
bool ts_send_text(struct MHD_Connection *connection, unsigned status, const char *text);
bool ts_send_redirect(struct MHD_Connection *connection, const char *to);
/* Takes the response, which may be NULL. */
bool ts_send_response(struct MHD_Connection *connection, unsigned status, const char *type,
                      struct MHD_Response *response);

#endif
