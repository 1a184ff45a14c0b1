#include "extract/blocks.h"
#include "text/utf8.h"

ts_str ts_spaced_text(ts_arena *arena, const char *gap, const ts_node *first, const ts_node *last,
                      const ts_node *root)
{
    ts_buf line, clean;
    ts_buf_init(&line, TS_BUF_MAX);
    ts_buf_init(&clean, TS_BUF_MAX);
    for (const ts_node *n = first, *next; n; n = next) {
        next = ts_is_hidden(n) ? ts_node_skip(n, root) : ts_node_walk(n, root);
        if (ts_node_type(n) == TS_TEXT) {
            ts_buf_clear(&clean);
            ts_utf8_squeeze(&clean, ts_node_chars(n));
            if (line.len && clean.len)
                ts_buf_puts(&line, gap);
            ts_buf_put(&line, ts_buf_str(&clean));
        }
        if (n == last)
            break;
    }
    ts_str text = {ts_buf_copy(&line, arena), line.len};
    ts_buf_free(&line);
    ts_buf_free(&clean);
    return text;
}
