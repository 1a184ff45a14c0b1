#include "preview/own_page.h"
#include "preview/client.h"
#include "text/escape.h"
#include "text/url.h"

void ts_own_begin(ts_buf *out, const char *title)
{
    ts_buf_puts(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                     "form-action 'self'; base-uri 'none'\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width\">\n"
                     "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    ts_own_text(out, title);
    ts_buf_puts(out, "</title>\n<link rel=\"stylesheet\" href=\"" TS_PREVIEW_STYLE "\">\n"
                     "<script src=\"" TS_PREVIEW_SCRIPT "\" defer></script>\n"
                     "<script src=\"" TS_CLIENT_SCRIPT "\" defer></script>\n</head>\n");
}

void ts_own_end(ts_buf *out)
{
    ts_buf_puts(out, "</body>\n</html>\n");
}

void ts_own_text(ts_buf *out, const char *text)
{
    ts_escape_html(out, ts_str_of(text));
}

void ts_own_inspect_link(ts_buf *out, const char *file)
{
    ts_buf_puts(out, "/_tearsheet/inspect?file=");
    ts_escape_url_part(out, ts_str_of(file));
}

void ts_own_site_link(ts_buf *out, const char *path)
{
    ts_buf encoded;
    ts_buf_init(&encoded, TS_BUF_MAX);
    ts_buf_putc(&encoded, '/');
    ts_url_put_path(&encoded, ts_str_of(path));
    ts_escape_html(out, ts_buf_str(&encoded));
    ts_buf_free(&encoded);
}
