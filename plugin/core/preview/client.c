#include "preview/client.h"
#include "base/baked.h"
#include "text/escape.h"

ts_str ts_client_script(void)
{
    ts_str script = {0};
    ts_baked_find("preview/client.js", &script);
    return script;
}

static void put_script(ts_buf *out, const char *id, const char *mark)
{
    ts_buf_puts(out, "<script src=\"" TS_CLIENT_SCRIPT "\" data-id=\"");
    ts_escape_html(out, ts_str_of(id));
    if (mark) {
        ts_buf_puts(out, "\" data-mark=\"");
        ts_escape_html(out, ts_str_of(mark));
    }
    ts_buf_puts(out, "\"></script>\n");
}

void ts_client_inject(ts_buf *out, ts_str page, const char *id, const char *mark)
{
    const ts_str end = TS_STR("</body>");
    size_t at = page.len;
    for (size_t i = page.len >= end.len ? page.len - end.len + 1 : 0; i > 0; i--)
        if (ts_str_same(ts_str_sub(page, i - 1, i - 1 + end.len), end)) {
            at = i - 1;
            break;
        }
    ts_buf_put(out, ts_str_sub(page, 0, at));
    put_script(out, id, mark);
    ts_buf_put(out, ts_str_sub(page, at, TS_NPOS));
}

void ts_client_failure(ts_buf *out, const ts_error *error, const char *id)
{
    ts_buf_puts(out,
                "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width\">\n<title>500</title>\n"
                "<style>body { margin: 0; min-height: 100vh; background: #300; color: #fff }\n"
                "pre { margin: 0; padding: 2rem; font: 14px/1.5 monospace; white-space: pre-wrap }</style>\n"
                "</head>\n<body>\n<pre role=\"alert\" data-tearsheet=\"error\">");
    ts_escape_html(out, ts_str_of(error->source));
    if (error->line)
        ts_buf_printf(out, ":%d:%d", error->line, error->column);
    ts_buf_puts(out, error->source[0] ? "\n" : "");
    ts_escape_html(out, ts_str_of(error->message));
    ts_buf_puts(out, "</pre>\n");
    put_script(out, id, NULL);
    ts_buf_puts(out, "</body>\n</html>\n");
}
