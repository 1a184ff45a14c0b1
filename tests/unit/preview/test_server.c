#include "preview/routes.h"
#include "server_helper.h"

#include <pthread.h>

static void write_site(void **state)
{
    put(state, "site.lua", "return { title = 'Saltby', permalink = 'a/{slug}/' }");
    put(state, "content/tide.md", "---\ntitle: Tide\n---\nWater.");
    put(state, "static/b/\xE6\xBD\xAE.txt", "tide");
    put(state, "templates/pages/home.html", "<body>home</body>");
}

static int start(void **state)
{
    return start_server(state, write_site);
}

static char *ask(const char *method, const char *path, const char *host)
{
    return exchange(ts_arena_printf(arena, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", method,
                                    path, host));
}

/* The request as it comes, with the header lines given. */
static char *post(const char *path, const char *headers, size_t body)
{
    char *bytes = ts_arena_alloc(arena, body + 1);
    memset(bytes, 'x', body);
    return exchange(ts_arena_printf(
        arena,
        "POST %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\nContent-Length: %zu\r\n%s\r\n%s",
        path, port, body, headers, bytes));
}

static char *get(const char *path)
{
    return ask("GET", path, ts_arena_printf(arena, "127.0.0.1:%d", port));
}

static void assert_says(const char *answer, const char *words)
{
    if (!strstr(answer, words))
        fail_msg("\"%s\" does not say \"%s\"", answer, words);
}

static void pages_come_with_the_script(void **state)
{
    char *answer = get("/");
    assert_says(answer, "HTTP/1.1 200 OK");
    assert_says(answer, "Content-Type: text/html; charset=utf-8");
    assert_says(answer, "Cache-Control: no-cache");
    assert_says(answer, "<body>home<script src=\"/_tearsheet/client.js\" data-id=\"");
    assert_says(get("/_tearsheet/client.js"), "EventSource");
    assert_says(get("/a/tide"), "Location: /a/tide/\r\n");
    assert_says(get("/a/tide/"), "Water.");
    answer = get("/b/%E6%BD%AE.txt?x=1");
    assert_says(answer, "Content-Type: text/plain; charset=utf-8");
    assert_says(answer, "\r\n\r\ntide");
}

static void head_has_no_body(void **state)
{
    char *answer = ask("HEAD", "/", ts_arena_printf(arena, "localhost:%d", port));
    assert_says(answer, "HTTP/1.1 200 OK");
    assert_null(strstr(answer, "home"));
}

static void other_methods_are_refused(void **state)
{
    assert_says(ask("POST", "/", ts_arena_printf(arena, "localhost:%d", port)), "405 Method Not Allowed");
    assert_says(ask("DELETE", "/", ts_arena_printf(arena, "localhost:%d", port)), "405 Method Not Allowed");
}

static void posts_are_for_routes_of_our_own_pages(void **state)
{
    const char *ours = ts_arena_printf(arena, "Origin: http://localhost:%d\r\n", port);
    assert_says(post("/", ours, 1), "405 Method Not Allowed");
    assert_says(post("/_tearsheet/", ours, TS_ROUTE_BODY_MAX + 1), "405 Method Not Allowed");
}

static void other_hosts_are_refused(void **state)
{
    const char *hosts[] = {
        "evil.example", "127.0.0.1", "127.0.0.1:1", "127.0.0.1:4000x", "127.0.0.1.evil.example:%d", ""};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        char *answer = ask("GET", "/", hosts[i]);
        assert_true(strstr(answer, "403 Forbidden") || strstr(answer, "400 Bad Request"));
        assert_null(strstr(answer, "home"));
    }
}

static void what_is_missing_is_404(void **state)
{
    assert_says(get("/none"), "404 Not Found");
    assert_says(get("/%2e%2e/secret"), "404 Not Found");
    assert_says(get("/a/%2e%2e/%2e%2e/site.lua"), "404 Not Found");
    assert_says(get("/none%00x"), "404 Not Found");
    assert_says(get("/none"), "<base href=\"/\">");
}

/* The value of a header, up to its line's end. */
static char *header(const char *answer, const char *name)
{
    const char *at = strstr(answer, ts_arena_printf(arena, "\r\n%s: ", name));
    if (!at)
        fail_msg("\"%s\" has no %s", answer, name);
    at += strlen(name) + 4;
    return ts_arena_copy(arena, (ts_str){at, strcspn(at, "\r")});
}

/* With one more header line. */
static char *get_with(const char *path, const char *line)
{
    return ask("GET", path, ts_arena_printf(arena, "127.0.0.1:%d\r\n%s", port, line));
}

static void what_a_browser_has_is_not_sent_again(void **state)
{
    static const char *const paths[] = {"/", "/a/tide/", "/b/%E6%BD%AE.txt", "/assets/style.css"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const char *path = paths[i];
        char *tag = header(get(path), "ETag");
        char *again = get_with(path, ts_arena_printf(arena, "If-None-Match: %s", tag));
        assert_says(again, "304 Not Modified");
        assert_says(get_with(path, "If-None-Match: \"other\""), "200 OK");
    }
    char *tag = header(get("/a/tide/"), "ETag");
    put(state, "content/tide.md", "---\ntitle: Tide\n---\nMore water.");
    ts_error error = {0};
    assert_true(ts_live_read(live, &error));
    assert_says(get_with("/a/tide/", ts_arena_printf(arena, "If-None-Match: %s", tag)), "More water.");
}

static void parts_of_files_are_sent(void **state)
{
    const char *path = "/b/%E6%BD%AE.txt"; /* "tide" */
    char *answer = get_with(path, "Range: bytes=1-2");
    assert_says(answer, "206 Partial Content");
    assert_string_equal(header(answer, "Content-Range"), "bytes 1-2/4");
    assert_says(answer, "\r\n\r\nid");
    assert_says(get_with(path, "Range: bytes=-1"), "\r\n\r\ne");
    answer = get_with(path, "Range: bytes=4-");
    assert_says(answer, "416 ");
    assert_string_equal(header(answer, "Content-Range"), "bytes */4");
    assert_says(get_with(path, "Range: bytes=0-1,2-3"), "200 OK");
    assert_says(get_with(path, "Range: bytes=1-2\r\nIf-Range: \"old\""), "\r\n\r\ntide");
}

static void nothing_outside_the_site_is_served(void **state)
{
    static const char *const paths[] = {"/../site.lua",
                                        "/%2e%2e/site.lua",
                                        "/..%2fsite.lua",
                                        "/%2e%2e%2fsite.lua",
                                        "/..%5csite.lua",
                                        "/b/../../site.lua",
                                        "/b/..%2f..%2fsite.lua",
                                        "//site.lua",
                                        "/./site.lua",
                                        "/site.lua",
                                        "/content/tide.md",
                                        "/static/b/x.txt",
                                        "/.tearsheet/cache.db",
                                        "/b/%C0%AE%C0%AE/x",
                                        "/%252e%252e/site.lua",
                                        "/link.txt",
                                        "/folder/secret.txt",
                                        "/file:///site.lua",
                                        "/site.lua%00.html",
                                        "/templates/pages/home.html",
                                        "/b/%ff",
                                        "/\\..\\site.lua",
                                        "/b",
                                        "/%2fetc%2fpasswd"};
    ts_error error = {0};
    put(state, "outside/secret.txt", "secret");
    assert_int_equal(symlink("../outside/secret.txt", ts_path_join(arena, *state, "static/link.txt")), 0);
    assert_int_equal(symlink("../outside", ts_path_join(arena, *state, "static/folder")), 0);
    assert_true(ts_live_read(live, &error));
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        char *answer = get(paths[i]);
        if (!strstr(answer, "404 Not Found") && !strstr(answer, "400 Bad Request"))
            fail_msg("%s: %s", paths[i], answer);
        if (strstr(answer, "secret") || strstr(answer, "permalink = "))
            fail_msg("%s is served", paths[i]);
    }
    /* A file that became a link since the site was read. */
    const char *file = ts_path_join(arena, *state, "static/b/\xE6\xBD\xAE.txt");
    assert_int_equal(unlink(file), 0);
    assert_int_equal(symlink("../../outside/secret.txt", file), 0);
    assert_says(get("/b/%E6%BD%AE.txt"), "404 Not Found");
}

static void a_page_with_a_mistake_is_alone(void **state)
{
    put(state, "templates/pages/home.html", "<body>\n{{ page.titel }}</body>");
    ts_error error = {0};
    assert_true(ts_live_read(live, &error));
    char *answer = get("/");
    assert_says(answer, "500 Internal Server Error");
    assert_says(answer, "home.html:2:9\n");
    assert_says(answer, "^");
    assert_says(get("/a/tide/"), "200 OK");
}

/* As many as fit in this process, which has both ends of each. */
static void silent_clients_keep_nobody_waiting(void **state)
{
    int fds[400];
    for (int i = 0; i < 400; i++)
        fds[i] = send_request(i % 2 ? "GET / HTTP/1.1\r\nHost: lo" : "");
    for (int i = 0; i < 20; i++)
        assert_says(get("/"), "200 OK");
    for (int i = 0; i < 400; i++)
        close(fds[i]);
}

static void *ask_often(void *context)
{
    for (int i = 0; i < 50; i++) {
        struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        char request[100], answer[16] = "";
        int len = snprintf(request, sizeof request, "GET / HTTP/1.0\r\nHost: localhost:%d\r\n\r\n", port);
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        bool well = connect(fd, (struct sockaddr *)&at, sizeof at) == 0 &&
                    write(fd, request, (size_t)len) == len && read(fd, answer, sizeof answer - 1) > 12 &&
                    strstr(answer, " 200 ");
        close(fd);
        if (!well)
            return context;
    }
    return NULL;
}

static void a_thousand_clients_are_answered_while_the_site_changes(void **state)
{
    pthread_t threads[20];
    ts_error error = {0};
    for (int i = 0; i < 20; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_often, threads), 0);
    for (int i = 0; i < 10; i++) {
        put(state, "content/tide.md", ts_arena_printf(arena, "---\ntitle: Tide\n---\nWater %d.", i));
        ts_texts files = {0};
        ts_live_change change;
        if (i % 2)
            ts_vec_push_in(arena, &files, "content/tide.md");
        assert_true(ts_live_update(live, i % 2 ? &files : NULL, NULL, NULL, arena, &change, &error));
    }
    for (int i = 0; i < 20; i++) {
        void *fault = NULL;
        pthread_join(threads[i], &fault);
        assert_null(fault);
    }
}

static void an_open_address_has_many_names(void **state)
{
    ts_error error = {0};
    ts_news *own = ts_news_new(false);
    ts_server *open = ts_server_start(live, "0.0.0.0", 0, own, &error);
    assert_non_null(open);
    assert_true(ts_server_is_open(open));
    assert_false(ts_server_is_open(server));
    int before = port;
    port = (int)strtol(strrchr(ts_server_url(open), ':') + 1, NULL, 10);
    assert_says(ask("GET", "/", ts_arena_printf(arena, "192.0.2.7:%d", port)), "200 OK");
    assert_says(ask("GET", "/", ts_arena_printf(arena, "[2001:db8::1]:%d", port)), "200 OK");
    assert_says(ask("GET", "/", ts_arena_printf(arena, "evil.example:%d", port)), "403 Forbidden");
    assert_says(ask("GET", "/", ts_arena_printf(arena, "192.0.2.7.evil.example:%d", port)), "403 Forbidden");
    port = before;
    ts_server_stop(open);
    ts_news_free(own);
}

static void pages_hear_of_builds(void **state)
{
    ts_error failure = {.status = TS_TEMPLATE,
                        .line = 3,
                        .column = 5,
                        .source = "pages/x.html",
                        .message = "There is no field\nlike that."};
    int fd = send_request(
        ts_arena_printf(arena, "GET /_tearsheet/events HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", port));
    char *first = receive(fd, "\n\n\r\n");
    assert_says(first, "Content-Type: text/event-stream");
    assert_says(first, "data: {\"id\":\"");
    assert_says(first, "\"first\":true}");
    ts_news_tell(news, &(ts_live_change){0}, &failure);
    assert_says(receive(fd, "}\n"), "\"error\":\"pages/x.html:3:5\\nThere is no field\\nlike that.\"");
    ts_news_tell(news, &(ts_live_change){.pages = true, .show = "a.html"}, NULL);
    assert_says(receive(fd, "}\n"), "\"pages\":true,\"copies\":[],\"show\":\"a.html\"");
    ts_news_end(news);
    receive(fd, NULL); /* comes to its end */
    close(fd);
}

static void a_port_that_is_taken_is_passed_over_or_said(void **state)
{
    ts_error error = {0};
    ts_news *own = ts_news_new(false);
    assert_null(ts_server_start(live, NULL, port, own, &error));
    assert_failed(&error, TS_IO, "choose another one with --port");
    ts_server *second = ts_server_start(live, "localhost", 0, own, &error);
    assert_non_null(second);
    assert_string_not_equal(ts_server_url(second), ts_server_url(server));
    ts_server_stop(second);
    ts_news_free(own);
}

static void an_address_that_is_none_is_said(void **state)
{
    ts_error error = {0};
    ts_news *own = ts_news_new(false);
    assert_null(ts_server_start(live, "not an address", 0, own, &error));
    assert_failed(&error, TS_USAGE, "no address of this computer");
    ts_news_free(own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pages_come_with_the_script, start, finish),
        cmocka_unit_test_setup_teardown(head_has_no_body, start, finish),
        cmocka_unit_test_setup_teardown(other_methods_are_refused, start, finish),
        cmocka_unit_test_setup_teardown(posts_are_for_routes_of_our_own_pages, start, finish),
        cmocka_unit_test_setup_teardown(other_hosts_are_refused, start, finish),
        cmocka_unit_test_setup_teardown(what_is_missing_is_404, start, finish),
        cmocka_unit_test_setup_teardown(what_a_browser_has_is_not_sent_again, start, finish),
        cmocka_unit_test_setup_teardown(parts_of_files_are_sent, start, finish),
        cmocka_unit_test_setup_teardown(nothing_outside_the_site_is_served, start, finish),
        cmocka_unit_test_setup_teardown(a_page_with_a_mistake_is_alone, start, finish),
        cmocka_unit_test_setup_teardown(silent_clients_keep_nobody_waiting, start, finish),
        cmocka_unit_test_setup_teardown(a_thousand_clients_are_answered_while_the_site_changes, start,
                                        finish),
        cmocka_unit_test_setup_teardown(an_open_address_has_many_names, start, finish),
        cmocka_unit_test_setup_teardown(pages_hear_of_builds, start, finish),
        cmocka_unit_test_setup_teardown(a_port_that_is_taken_is_passed_over_or_said, start, finish),
        cmocka_unit_test_setup_teardown(an_address_that_is_none_is_said, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
