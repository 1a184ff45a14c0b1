#include "site/hosting.h"
#include "text/url.h"

#include <string.h>

/* All may read, and where the sitemap is. */
static void write_robots(ts_arena *arena, const ts_renderer *r, ts_buf *out)
{
    ts_buf_puts(out, "User-agent: *\nDisallow:\n");
    if (r->plan->sitemaps)
        ts_buf_printf(out, "Sitemap: %s\n", ts_view_url(arena, r->site, "sitemap.xml"));
}

/* The part of base_url behind the host: "/archive/". */
static const char *base_path(const ts_site *site)
{
    const char *host = strstr(site->settings.base_url, "://");
    const char *path = host ? strchr(host + 3, '/') : NULL;
    return path ? path : "/";
}

static const char *address(ts_arena *arena, const ts_renderer *r, const char *path)
{
    return ts_arena_printf(arena, "%s%s", base_path(r->site), ts_url_encode_path(arena, ts_str_of(path)));
}

/* Netlify's and Cloudflare's. */
static void write_headers(ts_arena *arena, const ts_renderer *r, ts_buf *out)
{
    ts_buf_printf(
        out,
        "%s*\n"
        "  X-Content-Type-Options: nosniff\n"
        "  Referrer-Policy: strict-origin-when-cross-origin\n"
        "  Content-Security-Policy: default-src 'self'; img-src 'self' data:; "
        "style-src 'self' 'unsafe-inline'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; "
        "base-uri 'none'; frame-ancestors 'self'\n",
        base_path(r->site));
    ts_buf_printf(out, "%s*.md\n  Content-Type: text/markdown; charset=utf-8\n", base_path(r->site));
    for (size_t i = 0; i < r->index->len; i++)
        if (r->index->articles[i].entry->takedown.status == TS_STANDING_NOINDEX)
            ts_buf_printf(out, "%s\n  X-Robots-Tag: noindex\n",
                          address(arena, r, r->index->articles[i].entry->path));
}

/* Netlify's: the tombstone, as an answer that the page is gone. */
static void write_redirects(ts_arena *arena, const ts_renderer *r, ts_buf *out)
{
    for (size_t i = 0; i < r->index->gone.len; i++) {
        const char *path = address(arena, r, r->index->gone.items[i]->path);
        ts_buf_printf(out, "%s %s 410!\n", path, path);
    }
}

/* Behind a "\" whatever a pattern takes for more than itself. */
static void put_pattern(ts_buf *out, const char *path)
{
    for (; *path; path++) {
        if (strchr(".+*?()[]{}|^$\\\"", *path))
            ts_buf_putc(out, '\\');
        ts_buf_putc(out, *path);
    }
}

/* Apache's. Patterns meet the path after its %XX are undone. The tombstone, which stands where the article
 * stood, is what says that it is gone: asked for as that, it is not gone again. */
static void write_htaccess(const ts_renderer *r, ts_buf *out)
{
    ts_buf_puts(out, "RewriteEngine On\n"
                     "ErrorDocument 410 /%{REQUEST_URI}\n"
                     "RewriteCond %{ENV:REDIRECT_STATUS} =410\n"
                     "RewriteRule ^ - [L]\n");
    for (size_t i = 0; i < r->index->gone.len; i++) {
        ts_buf_puts(out, "RewriteRule \"^");
        put_pattern(out, r->index->gone.items[i]->path);
        ts_buf_puts(out, "$\" - [G]\n");
    }
}

/* nginx's, for an include inside `server`. It too meets the path after its %XX are undone. */
static void write_nginx(const ts_renderer *r, ts_buf *out)
{
    ts_buf_puts(out, "location @gone { try_files $uri =410; }\n");
    for (size_t i = 0; i < r->index->gone.len; i++) {
        ts_buf_printf(out, "location = \"%s", base_path(r->site));
        for (const char *p = r->index->gone.items[i]->path; *p; p++) {
            if (strchr("\"\\", *p))
                ts_buf_putc(out, '\\');
            ts_buf_putc(out, *p);
        }
        ts_buf_puts(out, "\" { error_page 410 @gone; return 410; }\n");
    }
}

void ts_hosting_write(const ts_renderer *r, const ts_page *page, ts_buf *out)
{
    ts_arena *arena = ts_arena_new();
    if (page->kind == TS_PAGE_ROBOTS)
        write_robots(arena, r, out);
    else if (page->kind == TS_PAGE_HEADERS)
        write_headers(arena, r, out);
    else if (page->kind == TS_PAGE_REDIRECTS)
        write_redirects(arena, r, out);
    else if (page->kind == TS_PAGE_HTACCESS)
        write_htaccess(r, out);
    else if (page->kind == TS_PAGE_NGINX)
        write_nginx(r, out);
    ts_arena_free(arena);
}
