#include "preview/overview.h"
#include "text/escape.h"

static void put_text(ts_buf *out, const char *text)
{
    ts_escape_html(out, ts_str_of(text));
}

static void put_left_out(ts_buf *out, const ts_snapshot *site)
{
    ts_buf_printf(out, "<h2>Left out: %zu</h2>\n<ul>\n", site->left_out.len);
    for (size_t i = 0; i < site->left_out.len; i++) {
        const ts_error *error = site->left_out.items[i];
        ts_buf_puts(out, "<li><code>");
        put_text(out, error->source);
        if (error->line)
            ts_buf_printf(out, ":%d:%d", error->line, error->column);
        ts_buf_puts(out, "</code><pre>");
        put_text(out, error->message);
        ts_buf_puts(out, "</pre></li>\n");
    }
    ts_buf_puts(out, "</ul>\n");
}

void ts_overview(const ts_request *request, ts_answer *answer)
{
    ts_buf *out = &answer->body;
    const ts_snapshot *site = ts_live_hold(request->live);
    ts_buf_puts(
        out, "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Tearsheet preview</title>\n"
             "<body><h1>Preview</h1>\n");
    if (site)
        put_left_out(out, site);
    else
        ts_buf_puts(out, "<p>The site could not be made yet.</p>\n");
    ts_buf_puts(out, "</body></html>\n");
    ts_live_release(request->live, site);
}
