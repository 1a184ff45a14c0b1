#include "markdown/raw.h"
#include "dom/dom.h"

void ts_raw_text(ts_buf *out, ts_str html)
{
    /* Half a comment is one for browsers, not for every parser. */
    if (ts_str_starts(ts_str_trim(html), TS_STR("<!")) || ts_str_starts(ts_str_trim(html), TS_STR("<?")))
        return;
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_dom *dom = ts_dom_parse(arena, html, NULL, &error);
    if (dom && ts_dom_body(dom))
        ts_node_text(out, ts_dom_body(dom));
    ts_arena_free(arena);
}
