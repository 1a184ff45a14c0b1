#include "markdown/raw.h"
#include "dom/dom.h"

#include <string.h>

/* The HTML without the comments, declarations and instructions that it begins with: what browsers take for
 * such, not every parser does. */
static ts_str behind_comments(ts_str html)
{
    static const char *const signs[][2] = {{"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}, {"<!", ">"}};
    for (;;) {
        html = ts_str_trim(html);
        size_t i = 0;
        while (i < 4 && !ts_str_starts(html, ts_str_of(signs[i][0])))
            i++;
        if (i == 4)
            return html;
        size_t end = ts_str_find(html, ts_str_of(signs[i][1]), strlen(signs[i][0]));
        html = ts_str_sub(html, end == TS_NPOS ? html.len : end + strlen(signs[i][1]), html.len);
    }
}

void ts_raw_text(ts_buf *out, ts_str html)
{
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_dom *dom = ts_dom_parse(arena, behind_comments(html), NULL, &error);
    if (dom && ts_dom_body(dom))
        ts_node_text(out, ts_dom_body(dom));
    ts_arena_free(arena);
}
