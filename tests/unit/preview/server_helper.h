/* A preview's server over a site in a scratch folder, spoken to as a browser would. */
#ifndef SERVER_HELPER_H
#define SERVER_HELPER_H

#include "preview/server.h"
#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static ts_arena *arena;
static ts_news *news;
static ts_live *live;
static ts_server *server;
static int port;

/* A file of the site. */
static void put(void **state, const char *name, const char *text)
{
    ts_error error = {0};
    assert_true(ts_file_write(ts_path_join(arena, *state, name), ts_str_of(text), NULL, &error));
}

/* Serves the site whose files `write` puts. */
static int start_server(void **state, void (*write)(void **state))
{
    ts_error error = {0};
    arena = ts_arena_new();
    news = ts_news_new(false);
    if (make_scratch(state) != 0)
        return -1;
    write(state);
    live = ts_live_new(*state, &(ts_live_options){0});
    server = ts_server_start(live, NULL, 0, news, &error);
    if (!server || !ts_live_read(live, &error))
        return -1;
    port = (int)strtol(strrchr(ts_server_url(server), ':') + 1, NULL, 10);
    return 0;
}

static int finish(void **state)
{
    ts_server_stop(server);
    ts_live_free(live);
    ts_news_free(news);
    ts_arena_free(arena);
    return remove_scratch(state);
}

/* An open connection on which `request` was sent. */
static int send_request(const char *request)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct timeval patience = {10, 0};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    assert_int_equal(write(fd, request, strlen(request)), (ssize_t)strlen(request));
    return fd;
}

/* All that comes, up to `until` (NULL: to the end). */
static char *receive(int fd, const char *until)
{
    ts_buf answer;
    char part[4096];
    ts_buf_init(&answer, TS_BUF_MAX);
    for (ssize_t got; (got = read(fd, part, sizeof part)) > 0;) {
        ts_buf_put(&answer, (ts_str){part, (size_t)got});
        if (until && strstr(answer.ptr, until))
            break;
    }
    char *text = ts_buf_copy(&answer, arena);
    ts_buf_free(&answer);
    return text;
}

/* The whole answer to a request. */
static char *exchange(const char *request)
{
    int fd = send_request(request);
    char *answer = receive(fd, NULL);
    close(fd);
    return answer;
}

#endif
