#include "preview/pages.h"
#include "base/file.h"
#include "preview/client.h"
#include "preview/media_type.h"
#include "preview/send.h"
#include "site/theme.h"
#include "text/escape.h"
#include "text/url.h"

#include <microhttpd.h>
#include <string.h>
#include <unistd.h>

/* One request for a path of the site. */
typedef struct asked {
    const ts_snapshot *site;
    struct MHD_Connection *connection;
    ts_arena *arena;
} asked;

static bool is_html(const char *path)
{
    return strncmp(ts_media_type(path), "text/html", 9) == 0;
}

/* The page that says why there is none. */
static bool send_failure(const asked *a, const ts_error *error)
{
    ts_buf text, page;
    ts_buf_init(&text, 1 << 20);
    ts_buf_init(&page, 1 << 20);
    ts_buf_puts(&text, "<!doctype html><meta charset=\"utf-8\"><title>500</title><body><pre>");
    ts_escape_html(&text, ts_str_of(error->source));
    ts_buf_printf(&text, ":%d:%d\n", error->line, error->column);
    ts_escape_html(&text, ts_str_of(error->message));
    ts_buf_puts(&text, "</pre></body>");
    ts_client_inject(&page, ts_buf_str(&text));
    ts_buf_free(&text);
    bool sent = ts_send_buf(a->connection, MHD_HTTP_INTERNAL_SERVER_ERROR, "text/html; charset=utf-8", &page);
    ts_buf_free(&page);
    return sent;
}

static bool send_page(const asked *a, unsigned status, const ts_page *page)
{
    ts_error error = {0};
    ts_buf out, injected;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_buf_init(&injected, TS_BUF_MAX);
    bool ok = ts_live_render(a->site, page, &out, &error);
    bool html = is_html(page->path);
    if (ok && html)
        ts_client_inject(&injected, ts_buf_str(&out));
    bool sent = ok ? ts_send_buf(a->connection, status, ts_media_type(page->path), html ? &injected : &out)
                   : send_failure(a, &error);
    ts_buf_free(&out);
    ts_buf_free(&injected);
    return sent;
}

static bool send_copy(const asked *a, unsigned status, const ts_copy *copy)
{
    const char *type = ts_media_type(copy->to), *path = NULL;
    ts_error error = {0};
    ts_str bytes;
    bool ok = copy->from ? ts_file_read(a->arena, copy->from, TS_BUF_MAX, &bytes, &error)
                         : ts_theme_find(a->site->site, a->arena, copy->to, &bytes, &path, &error);
    return ok ? ts_send_bytes(a->connection, status, type, bytes)
              : ts_send_text(a->connection, MHD_HTTP_NOT_FOUND, "404 The file is gone.\n");
}

static bool send_missing(const asked *a)
{
    ts_live_file file = a->site ? ts_live_find(a->site, "404.html") : (ts_live_file){0};
    if (file.page)
        return send_page(a, MHD_HTTP_NOT_FOUND, file.page);
    if (file.copy)
        return send_copy(a, MHD_HTTP_NOT_FOUND, file.copy);
    /* Before the site is whole for the first time there is no page at all: one that waits for it. */
    static const char page[] = "<!doctype html><title>404</title><body><p>404</p>"
                               "<script src=\"" TS_CLIENT_SCRIPT "\"></script></body>";
    return ts_send_bytes(a->connection, MHD_HTTP_NOT_FOUND, "text/html; charset=utf-8",
                         (ts_str){page, sizeof page - 1});
}

/* Relative links of a folder's index need the "/" at its end. */
static bool send_redirect(const asked *a, const char *path)
{
    while (path[1] == '/') /* "//host" would lead elsewhere */
        path++;
    return ts_send_redirect(a->connection,
                            ts_arena_printf(a->arena, "%s/", ts_url_encode_path(a->arena, ts_str_of(path))));
}

static bool send_path(const asked *a, const char *path)
{
    size_t len = strlen(path);
    bool folder = path[len - 1] == '/';
    const char *wanted = ts_arena_printf(a->arena, "%s%s", path + 1, folder ? "index.html" : "");
    ts_live_file file = ts_live_find(a->site, wanted);
    if (file.page)
        return send_page(a, MHD_HTTP_OK, file.page);
    if (file.copy)
        return send_copy(a, MHD_HTTP_OK, file.copy);
    if (!folder) {
        file = ts_live_find(a->site, ts_arena_printf(a->arena, "%s/index.html", wanted));
        if (file.page || file.copy)
            return send_redirect(a, path);
    }
    return send_missing(a);
}

bool ts_pages_answer(ts_live *live, struct MHD_Connection *connection, const char *path)
{
    ts_arena *arena = ts_arena_new();
    asked a = {ts_live_hold(live), connection, arena};
    bool sent = a.site && *path == '/' ? send_path(&a, path) : send_missing(&a);
    ts_live_release(live, a.site);
    ts_arena_free(arena);
    return sent;
}
