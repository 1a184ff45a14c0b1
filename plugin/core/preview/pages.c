#include "preview/pages.h"
#include "base/digest.h"
#include "base/file.h"
#include "preview/client.h"
#include "preview/marks.h"
#include "preview/media_type.h"
#include "preview/send.h"
#include "site/theme.h"
#include "text/url.h"

#include <fcntl.h>
#include <microhttpd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HTML "text/html; charset=utf-8"

/* One request for a path of the site. */
typedef struct asked {
    const ts_snapshot *site;
    struct MHD_Connection *connection;
    ts_arena *arena;
    char id[TS_NEWS_ID_MAX]; /* the news that the answer knows of: asked for before the site is looked at */
} asked;

static bool is_html(const char *path)
{
    return strncmp(ts_media_type(path), "text/html", 9) == 0;
}

/* "\"…\"", of all that the answer is made from. */
static const char *tag_of(const asked *a, ts_str bytes, const char *mark)
{
    char hash[33];
    ts_hash_hex(bytes, hash);
    return ts_arena_printf(a->arena, "\"%s%s\"", hash, mark ? "m" : "");
}

static const char *mark_of(const ts_snapshot *site, const ts_page *page)
{
    const ts_index *index = site->renderer.index;
    if (page->kind == TS_PAGE_GONE)
        return ts_mark_of(index->gone.items[page->rank]);
    return page->kind == TS_PAGE_ARTICLE ? ts_mark_of(index->articles[page->rank].entry) : NULL;
}

static bool send_html(const asked *a, unsigned status, ts_str bytes, const char *mark)
{
    ts_buf page;
    ts_buf_init(&page, TS_BUF_MAX);
    size_t head = status == MHD_HTTP_NOT_FOUND ? ts_str_find(bytes, TS_STR("<head>"), 0) : TS_NPOS;
    if (head != TS_NPOS) { /* its links are relative to the site, wherever it is shown */
        ts_buf_put(&page, ts_str_sub(bytes, 0, head));
        ts_buf_puts(&page, "<head><base href=\"/\">");
        bytes = ts_str_sub(bytes, head + strlen("<head>"), TS_NPOS);
    }
    ts_client_inject(&page, bytes, a->id, mark);
    bool sent = ts_send_buf(a->connection, status, HTML, tag_of(a, bytes, mark), &page);
    ts_buf_free(&page);
    return sent;
}

static bool send_failure(const asked *a, const ts_error *error)
{
    ts_buf page;
    ts_buf_init(&page, TS_BUF_MAX);
    ts_client_failure(&page, error, a->id);
    bool sent = ts_send_buf(a->connection, MHD_HTTP_INTERNAL_SERVER_ERROR, HTML, NULL, &page);
    ts_buf_free(&page);
    return sent;
}

static bool send_page(const asked *a, unsigned status, const ts_page *page)
{
    ts_error error = {0};
    ts_buf out;
    bool sent;
    ts_buf_init(&out, TS_BUF_MAX);
    if (!ts_live_render(a->site, page, &out, &error))
        sent = send_failure(a, &error);
    else if (is_html(page->path))
        sent = send_html(a, status, ts_buf_str(&out), mark_of(a->site, page));
    else
        sent = ts_send_buf(a->connection, status, ts_media_type(page->path),
                           tag_of(a, ts_buf_str(&out), NULL), &out);
    ts_buf_free(&out);
    return sent;
}

/* A file on disk, in pieces as it is read; never through a symbolic link. */
static bool send_from(const asked *a, unsigned status, const ts_copy *copy)
{
    struct stat st;
    int fd = open(copy->from, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        if (fd >= 0)
            close(fd);
        return ts_send_text(a->connection, MHD_HTTP_NOT_FOUND, "404 The file is gone.\n");
    }
    const char *tag = ts_arena_printf(a->arena, "\"%llx-%llx-%lx\"", (unsigned long long)st.st_size,
                                      (unsigned long long)st.st_mtim.tv_sec, (long)st.st_mtim.tv_nsec);
    return ts_send_file(a->connection, status, ts_media_type(copy->to), tag, fd, (uint64_t)st.st_size);
}

static bool send_copy(const asked *a, unsigned status, const ts_copy *copy)
{
    const char *path = NULL;
    ts_error error = {0};
    ts_str bytes;
    if (copy->from && !is_html(copy->to))
        return send_from(a, status, copy);
    bool ok = copy->from ? ts_file_read(a->arena, copy->from, TS_BUF_MAX, &bytes, &error)
                         : ts_theme_find(a->site->site, a->arena, copy->to, &bytes, &path, &error);
    if (!ok)
        return ts_send_text(a->connection, MHD_HTTP_NOT_FOUND, "404 The file is gone.\n");
    return is_html(copy->to)
               ? send_html(a, status, bytes, NULL)
               : ts_send_bytes(a->connection, status, ts_media_type(copy->to), tag_of(a, bytes, NULL), bytes);
}

static bool send_missing(const asked *a)
{
    ts_live_file file = a->site ? ts_live_find(a->site, "404.html") : (ts_live_file){0};
    if (file.page)
        return send_page(a, MHD_HTTP_NOT_FOUND, file.page);
    if (file.copy)
        return send_copy(a, MHD_HTTP_NOT_FOUND, file.copy);
    /* Before the site is whole for the first time there is no page at all: one that waits for it. */
    ts_error waiting = {.message = "The site has a mistake, so there is no page yet."};
    return send_failure(a, &waiting);
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

bool ts_pages_answer(ts_live *live, ts_news *news, struct MHD_Connection *connection, const char *path)
{
    ts_arena *arena = ts_arena_new();
    asked a = {.connection = connection, .arena = arena};
    ts_news_id(news, a.id);
    a.site = ts_live_hold(live);
    bool sent = a.site && *path == '/' ? send_path(&a, path) : send_missing(&a);
    ts_live_release(live, a.site);
    ts_arena_free(arena);
    return sent;
}
