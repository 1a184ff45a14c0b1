#include "preview/server.h"
#include "preview/client.h"
#include "preview/pages.h"
#include "preview/routes.h"
#include "preview/send.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Bytes in which an event is handed over. */
#define EVENT_BLOCK ((size_t)64 << 10)
/* Browser tabs and requests at a time; others wait. */
#define CONNECTIONS_MAX 512
/* Seconds that a connection may be silent. */
#define SILENCE_MAX 10
/* Bytes of a thread's stack. */
#define STACK ((size_t)2 << 20)

struct ts_server {
    ts_arena *arena;
    const char *host, *url;
    int port;
    bool loopback;
    ts_live *live;
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

/* One request while it comes in. */
typedef struct exchange {
    ts_buf body;
    bool begun;
} exchange;

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

static bool answer_events(const ts_server *server, struct MHD_Connection *connection)
{
    MHD_set_connection_option(connection, MHD_CONNECTION_OPTION_TIMEOUT, 4 * TS_NEWS_PAUSE);
    reader *r = ts_malloc(sizeof *r);
    *r = (reader){.news = server->news};
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, EVENT_BLOCK, read_news, r, free_reader);
    if (!response)
        free_reader(r);
    return ts_send_response(connection, MHD_HTTP_OK, "text/event-stream", response);
}

/* --- requests
 * ---------------------------------------------------------------------------------------------------- */

/* An address in digits, which no name server can turn into ours. */
static bool is_number(const char *host, size_t len)
{
    return len && (*host == '[' ? host[len - 1] == ']' : strspn(host, "0123456789.") >= len);
}

/* The computer's own name, with ".local" behind it or not. */
static bool is_own_name(const char *host, size_t len)
{
    char own[256] = "";
    if (gethostname(own, sizeof own - 1) != 0 || !*own)
        return false;
    size_t own_len = strlen(own);
    return strncasecmp(host, own, own_len) == 0 && len >= own_len &&
           (len == own_len || (len == own_len + 6 && strncasecmp(host + own_len, ".local", 6) == 0));
}

/* Whether the Host field is one of the names of this very server. On an address that other computers reach,
 * they may call it by any of its addresses. */
static bool is_our_host(const ts_server *server, const char *host)
{
    const char *const names[] = {server->host, "localhost", "127.0.0.1", "[::1]", NULL};
    if (!host)
        return false;
    size_t len = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":");
    char *end = NULL;
    long port = host[len] == ':' ? strtol(host + len + 1, &end, 10) : 80;
    if (len > strlen(host) || (end ? *end || end == host + len + 1 : host[len] != '\0') ||
        port != server->port)
        return false;
    bool ours = !server->loopback && (is_number(host, len) || is_own_name(host, len));
    for (int i = 0; names[i] && !ours; i++)
        ours = strlen(names[i]) == len && strncasecmp(host, names[i], len) == 0;
    return ours;
}

/* A page of another site can send a POST here, but not without saying where it comes from. */
static bool is_from_here(struct MHD_Connection *connection, const char *host)
{
    const char *origin = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Origin");
    const char *scheme = "http://";
    return host && origin && strncmp(origin, scheme, strlen(scheme)) == 0 &&
           strcasecmp(origin + strlen(scheme), host) == 0;
}

static bool answer_route(const ts_server *server, struct MHD_Connection *connection,
                         const ts_route_entry *route, bool post, ts_str body)
{
    ts_answer answer = {MHD_HTTP_OK, "text/html; charset=utf-8", {0}};
    ts_request request = {.path = route->path,
                          .post = post,
                          .body = body,
                          .live = server->live,
                          .news = server->news,
                          .arena = ts_arena_new(),
                          .connection = connection};
    ts_buf_init(&answer.body, TS_BUF_MAX);
    (post ? route->post : route->get)(&request, &answer);
    bool sent = ts_send_buf(connection, answer.status, answer.type, NULL, &answer.body);
    ts_buf_free(&answer.body);
    ts_arena_free(request.arena);
    return sent;
}

static bool answer_post(const ts_server *server, struct MHD_Connection *connection, const char *url,
                        const exchange *x)
{
    const ts_route_entry *route = ts_route_find(url);
    const char *host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host");
    if (!route || !route->post)
        return ts_send_text(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "405 GET and HEAD only.\n");
    if (!is_from_here(connection, host))
        return ts_send_text(connection, MHD_HTTP_FORBIDDEN, "403 Not from a page of the preview.\n");
    if (x->body.full)
        return ts_send_text(connection, MHD_HTTP_CONTENT_TOO_LARGE, "413 That is too much.\n");
    return answer_route(server, connection, route, true, ts_buf_str(&x->body));
}

static bool answer_request(const ts_server *server, struct MHD_Connection *connection, const char *url,
                           const char *method, const exchange *x)
{
    const char *host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host");
    bool get = strcmp(method, "GET") == 0, head = strcmp(method, "HEAD") == 0;
    if (!is_our_host(server, host))
        return ts_send_text(connection, MHD_HTTP_FORBIDDEN,
                            "403 This server answers to its own address only.\n");
    if (strcmp(method, "POST") == 0)
        return answer_post(server, connection, url, x);
    if (!get && !head)
        return ts_send_text(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "405 GET and HEAD only.\n");
    if (get && strcmp(url, TS_CLIENT_EVENTS) == 0)
        return answer_events(server, connection);
    const ts_route_entry *route = ts_route_find(url);
    return route && route->get ? answer_route(server, connection, route, false, (ts_str){0})
                               : ts_pages_answer(server->live, server->news, connection, url);
}

/* Called when the headers are in, for each piece of a body, and once more at its end. */
static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload, size_t *upload_len,
                              void **state)
{
    exchange *x = *state;
    if (!x->begun) {
        x->begun = true;
        return MHD_YES;
    }
    if (*upload_len) {
        ts_buf_put(&x->body, (ts_str){upload, *upload_len});
        *upload_len = 0;
        return MHD_YES;
    }
    return answer_request(context, connection, url, method, x) ? MHD_YES : MHD_NO;
}

static void *begin_exchange(void *context, const char *uri, struct MHD_Connection *connection)
{
    exchange *x = ts_malloc(sizeof *x);
    x->begun = false;
    ts_buf_init(&x->body, TS_ROUTE_BODY_MAX);
    return x;
}

static void end_exchange(void *context, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode code)
{
    exchange *x = *state;
    if (x)
        ts_buf_free(&x->body);
    free(x);
    *state = NULL;
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
    server->daemon = MHD_start_daemon(
        flags, (uint16_t)port, NULL, NULL, handle, server, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&at,
        MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT, SILENCE_MAX,
        MHD_OPTION_THREAD_STACK_SIZE, STACK, MHD_OPTION_URI_LOG_CALLBACK, begin_exchange, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, end_exchange, NULL, MHD_OPTION_END);
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

ts_server *ts_server_start(ts_live *live, const char *host, int port, ts_news *news, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_server *server = TS_NEW(arena, ts_server);
    server->arena = arena;
    server->live = live;
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

bool ts_server_is_open(const ts_server *server)
{
    return !server->loopback;
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
