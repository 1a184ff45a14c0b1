/* The pipe (tearsheet-pipe(5)): what one request asks, and what answers it. */
#ifndef TS_APP_PIPE_H
#define TS_APP_PIPE_H

#include "base/buf.h"
#include "site/host.h"
#include "site/public.h"

/* The number of the protocol: it grows when a host that was written for the old one would break. */
#define TS_PIPE_PROTOCOL 1
/* Bytes of one request: a capture of the greatest size in Base64, with room around it. */
#define TS_PIPE_LINE_MAX (TS_MAX_BYTES / 3 * 4 + ((size_t)1 << 20))

typedef enum ts_pipe_do {
    TS_PIPE_HELLO,
    TS_PIPE_CONFIGURE,
    TS_PIPE_CONVERT,
    TS_PIPE_RENDER,
    TS_PIPE_ASSETS,
    TS_PIPE_CANCEL,
} ts_pipe_do;

typedef struct ts_pipe_request ts_pipe_request;
struct ts_pipe_request {
    ts_pipe_request *next; /* in the queue */
    ts_arena *arena;       /* owns the request */
    ts_pipe_do what;
    const ts_value *body, *id; /* id: nil where the host sent none */
    ts_error error;            /* status not TS_OK: the line was no request */
};

/* What configure settles for all requests behind it. */
typedef struct ts_pipe_setting {
    ts_host *host;
    tearsheet_options *options; /* may be NULL */
    unsigned long number;       /* of the configure that made it: what tells it from the ones before */
} ts_pipe_setting;

/* What one worker keeps between requests; each made when it is first needed. */
typedef struct ts_pipe_worker {
    unsigned long number;           /* of the setting that the scripts are of */
    ts_script *filters, *templates; /* NULL: none yet */
    bool filters_read;              /* filters NULL then means that there are none */
} ts_pipe_worker;

/* Reads a line as a request: never NULL. The caller frees its arena. */
ts_pipe_request *ts_pipe_request_read(ts_str line);

/* Makes the setting of a configure request; what it held is freed. On error it stays as it was. */
bool ts_pipe_configure(ts_pipe_setting *setting, const ts_pipe_request *request, ts_error *error);
void ts_pipe_setting_free(ts_pipe_setting *setting);

/* Appends the line that answers the request, whatever becomes of it. Any thread, with a worker of its own. */
void ts_pipe_answer(const ts_pipe_setting *setting, ts_pipe_worker *worker, const ts_pipe_request *request,
                    ts_buf *out);
/* Appends the answer that the request failed. */
void ts_pipe_answer_error(const ts_pipe_request *request, const ts_error *error, ts_buf *out);
void ts_pipe_worker_free(ts_pipe_worker *worker);

#endif
