#include "preview/server.h"
#include "base/buf.h"
#include "base/file.h"
#include "preview/client.h"
#include "preview/media_type.h"
#include "preview/open_file.h"
#include "text/url.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Pages larger than this are sent as they are, without our script. */
#define PAGE_MAX ((size_t)64 << 20)
/* Bytes in which an event is handed over. */
#define EVENT_BLOCK ((size_t)64 << 10)
/* Browser tabs and requests at a time. */
#define CONNECTIONS_MAX 128

struct ts_server {
    ts_arena *arena;
    const char *folder, *host, *url;
    int port;
    bool loopback;
    ts_news *news;
    struct MHD_Daemon *daemon;
};

/* A reader of the events. */
typedef struct reader {
    ts_news *news;
    unsigned long heard;
    char *event; /* being handed over */
    size_t len, at;
} reader;

/* --- answers
 * ----------------------------------------------------------------------------------------------------- */

static enum MHD_Result answer(struct MHD_Connection *connection, unsigned status, const char *type,
                              struct MHD_Response *response)
{
    if (!response)
        return MHD_NO;
    if (type)
        MHD_add_response_header(response, "Content-Type", type);
    MHD_add_response_header(response, "Cache-Control", "no-store");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result answer_text(struct MHD_Connection *connection, unsigned status, const char *text)
{
    return answer(
        connection, status, "text/plain; charset=utf-8",
        MHD_create_response_from_buffer(strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_PERSISTENT));
}

/* A page with our script in it, or NULL where it cannot be read. */
static struct MHD_Response *make_page(int fd, size_t size)
{
    ts_buf page;
    char *bytes = ts_malloc(size + 1);
    size_t len = 0;
    for (ssize_t got; len < size && (got = read(fd, bytes + len, size - len)) > 0;)
        len += (size_t)got;
    ts_buf_init(&page, TS_BUF_MAX);
    ts_client_inject(&page, (ts_str){bytes, len});
    free(bytes);
    char *whole = ts_buf_detach(&page, &len);
    ts_buf_free(&page);
    return MHD_create_response_from_buffer(len, whole, MHD_RESPMEM_MUST_FREE);
}

/* The file, which is closed by whoever sends it. */
static enum MHD_Result answer_file(struct MHD_Connection *connection, unsigned status, const char *name,
                                   int fd, size_t size)
{
    const char *type = ts_media_type(name);
    if (strncmp(type, "text/html", 9) != 0 || size > PAGE_MAX)
        return answer(connection, status, type, MHD_create_response_from_fd64(size, fd));
    struct MHD_Response *page = make_page(fd, size);
    close(fd);
    return answer(connection, status, type, page);
}

static enum MHD_Result answer_missing(const ts_server *server, struct MHD_Connection *connection,
                                      ts_arena *arena)
{
    int fd = -1;
    size_t size = 0;
    const char *name = NULL;
    if (ts_open_file(arena, server->folder, "/404.html", &fd, &size, &name) == TS_OPENED_FILE)
        return answer_file(connection, MHD_HTTP_NOT_FOUND, name, fd, size);
    /* Before the first build that goes well there is no page at all: one that waits for it. */
    static const char page[] = "<!doctype html><title>404</title><body><p>404</p>"
                               "<script src=\"" TS_CLIENT_SCRIPT "\"></script></body>";
    return answer(
        connection, MHD_HTTP_NOT_FOUND, "text/html; charset=utf-8",
        MHD_create_response_from_buffer(sizeof page - 1, (void *)(uintptr_t)page, MHD_RESPMEM_PERSISTENT));
}

/* Relative links of a folder's index need the "/" at its end. */
static enum MHD_Result answer_redirect(struct MHD_Connection *connection, ts_arena *arena, const char *path)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(0, (void *)(uintptr_t) "", MHD_RESPMEM_PERSISTENT);
    if (!response)
        return MHD_NO;
    while (path[1] == '/') /* "//host" would lead elsewhere */
        path++;
    MHD_add_response_header(response, "Location",
                            ts_arena_printf(arena, "%s/", ts_url_encode_path(arena, ts_str_of(path))));
    return answer(connection, MHD_HTTP_MOVED_PERMANENTLY, NULL, response);
}

/* --- events
 * ------------------------------------------------------------------------------------------------------ */

static ssize_t read_news(void *context, uint64_t position, char *to, size_t most)
{
    reader *r = context;
    if (r->at == r->len) {
        free(r->event);
        r->at = r->len = 0;
        r->event = ts_news_next(r->news, &r->heard, &r->len);
    }
    if (!r->event)
        return MHD_CONTENT_READER_END_OF_STREAM;
    size_t n = r->len - r->at < most ? r->len - r->at : most;
    memcpy(to, r->event + r->at, n);
    r->at += n;
    return (ssize_t)n;
}

static void free_reader(void *context)
{
    reader *r = context;
    free(r->event);
    free(r);
}

static enum MHD_Result answer_events(const ts_server *server, struct MHD_Connection *connection)
{
    reader *r = ts_malloc(sizeof *r);
    *r = (reader){.news = server->news};
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, EVENT_BLOCK, read_news, r, free_reader);
    if (!response)
        free_reader(r);
    return answer(connection, MHD_HTTP_OK, "text/event-stream", response);
}

/* --- requests
 * ---------------------------------------------------------------------------------------------------- */

/* Whether the Host field is one of the names of this very server. */
static bool is_our_host(const ts_server *server, const char *host)
{
    const char *const names[] = {server->host, "localhost", "127.0.0.1", "[::1]", NULL};
    if (!host)
        return false;
    for (int i = 0; names[i]; i++) {
        size_t len = strlen(names[i]);
        if (strncasecmp(host, names[i], len) != 0)
            continue;
        char *port = NULL;
        long number = host[len] == ':' ? strtol(host + len + 1, &port, 10) : 0;
        if ((host[len] == '\0' && server->port == 80) || (port && *port == '\0' && number == server->port))
            return true;
    }
    return false;
}

static enum MHD_Result answer_path(const ts_server *server, struct MHD_Connection *connection,
                                   const char *path)
{
    ts_arena *arena = ts_arena_new();
    int fd = -1;
    size_t size = 0;
    const char *name = NULL;
    enum MHD_Result result = MHD_NO;
    switch (ts_open_file(arena, server->folder, path, &fd, &size, &name)) {
    case TS_OPENED_FILE:
        result = answer_file(connection, MHD_HTTP_OK, name, fd, size);
        break;
    case TS_OPENED_FOLDER:
        result = answer_redirect(connection, arena, path);
        break;
    case TS_OPENED_NOTHING:
        result = answer_missing(server, connection, arena);
        break;
    }
    ts_arena_free(arena);
    return result;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload, size_t *upload_len,
                              void **state)
{
    static int begun;
    const ts_server *server = context;
    if (*state != &begun) { /* first call: the headers are in, a body may follow */
        *state = &begun;
        return MHD_YES;
    }
    if (*upload_len) { /* nothing we answer has a body */
        *upload_len = 0;
        return MHD_YES;
    }
    if (server->loopback &&
        !is_our_host(server, MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host")))
        return answer_text(connection, MHD_HTTP_FORBIDDEN,
                           "403 This server answers to its own address only.\n");
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return answer_text(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "405 GET and HEAD only.\n");
    if (strcmp(url, TS_CLIENT_EVENTS) == 0 && strcmp(method, "GET") == 0)
        return answer_events(server, connection);
    if (strcmp(url, TS_CLIENT_SCRIPT) == 0)
        return answer(connection, MHD_HTTP_OK, "text/javascript; charset=utf-8",
                      MHD_create_response_from_buffer(strlen(ts_client_script),
                                                      (void *)(uintptr_t)ts_client_script,
                                                      MHD_RESPMEM_PERSISTENT));
    return answer_path(server, connection, url);
}

/* --- start and stop
 * ------------------------------------------------------------------------------------------------ */

static void start_daemon(ts_server *server, const struct addrinfo *address, int port)
{
    struct sockaddr_storage at;
    memcpy(&at, address->ai_addr, address->ai_addrlen);
    unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL;
    if (address->ai_family == AF_INET6) {
        ((struct sockaddr_in6 *)&at)->sin6_port = htons((uint16_t)port);
        flags |= MHD_USE_IPv6;
    } else {
        ((struct sockaddr_in *)&at)->sin_port = htons((uint16_t)port);
    }
    server->port = port;
    errno = 0;
    server->daemon = MHD_start_daemon(flags, (uint16_t)port, NULL, NULL, handle, server, MHD_OPTION_SOCK_ADDR,
                                      (struct sockaddr *)&at, MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS_MAX,
                                      MHD_OPTION_CONNECTION_TIMEOUT, 4 * TS_NEWS_PAUSE, MHD_OPTION_END);
}

static bool is_loopback(const struct addrinfo *address)
{
    if (address->ai_family == AF_INET6)
        return IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)address->ai_addr)->sin6_addr);
    uint32_t ip = ntohl(((const struct sockaddr_in *)address->ai_addr)->sin_addr.s_addr);
    return ip >> 24 == 127;
}

static bool listen_on(ts_server *server, const struct addrinfo *address, int port, ts_error *error)
{
    server->loopback = is_loopback(address);
    if (port) {
        start_daemon(server, address, port);
        return server->daemon ||
               ts_fail_errno(error, NULL, "The port %d of %s cannot be had; choose another one with --port",
                             port, server->host);
    }
    for (int n = 0; n < TS_SERVER_PORTS && !server->daemon; n++)
        start_daemon(server, address, TS_SERVER_PORT + n);
    return server->daemon ||
           ts_fail_errno(error, NULL, "None of the ports %d to %d of %s can be had", TS_SERVER_PORT,
                         TS_SERVER_PORT + TS_SERVER_PORTS - 1, server->host);
}

ts_server *ts_server_start(const char *folder, const char *host, int port, ts_news *news, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_server *server = TS_NEW(arena, ts_server);
    server->arena = arena;
    server->folder = ts_arena_strdup(arena, folder);
    server->host = ts_arena_strdup(arena, host ? host : "127.0.0.1");
    server->news = news;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *address = NULL;
    bool ok = false;
    if (getaddrinfo(server->host, NULL, &hints, &address) != 0 || !address)
        ts_fail(error, TS_USAGE, NULL, 0, 0, "\"%s\" is no address of this computer.", server->host);
    else
        ok = listen_on(server, address, port, error);
    if (address)
        freeaddrinfo(address);
    bool v6 = strchr(server->host, ':') != NULL;
    server->url =
        ts_arena_printf(arena, "http://%s%s%s:%d/", v6 ? "[" : "", server->host, v6 ? "]" : "", server->port);
    if (ok)
        return server;
    ts_server_stop(server);
    return NULL;
}

const char *ts_server_url(const ts_server *server)
{
    return server->url;
}

void ts_server_stop(ts_server *server)
{
    if (!server)
        return;
    ts_news_end(server->news);
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    ts_arena_free(server->arena);
}
