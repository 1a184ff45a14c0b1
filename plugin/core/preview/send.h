/* Answers of the server, each with the headers that all have. They are false where the connection is to be
 * closed. */
#ifndef TS_PREVIEW_SEND_H
#define TS_PREVIEW_SEND_H

#include "base/buf.h"

struct MHD_Connection;
struct MHD_Response;

/* Copies the bytes. */
bool ts_send_bytes(struct MHD_Connection *connection, unsigned status, const char *type, ts_str bytes);
/* Takes the bytes out of the buffer. */
bool ts_send_buf(struct MHD_Connection *connection, unsigned status, const char *type, ts_buf *bytes);
/* A constant sentence. */
bool ts_send_text(struct MHD_Connection *connection, unsigned status, const char *text);
bool ts_send_redirect(struct MHD_Connection *connection, const char *to);
/* Takes the response, which may be NULL. */
bool ts_send_response(struct MHD_Connection *connection, unsigned status, const char *type,
                      struct MHD_Response *response);

#endif
