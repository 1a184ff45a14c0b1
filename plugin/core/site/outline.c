#include "site/outline.h"
#include "site/types.h"

#include <string.h>

#define RUN_IN "<strong class=\"run-in\""

void ts_outline_mark(ts_buf *out, ts_str html)
{
    size_t number = 0;
    for (size_t at = 0; at < html.len;) {
        size_t point = ts_str_find(html, TS_STR(RUN_IN ">"), at);
        ts_buf_put(out, ts_str_sub(html, at, point));
        if (point == TS_NPOS)
            return;
        ts_buf_printf(out, RUN_IN " id=\"point-%zu\"", ++number);
        at = point + strlen(RUN_IN);
    }
}

/* The words between tags. */
static ts_value *words_of(ts_arena *arena, ts_str html)
{
    ts_buf words;
    ts_buf_init(&words, TS_BUF_MAX);
    for (size_t at = 0; at < html.len;) {
        size_t tag = ts_str_find_char(html, '<', at);
        ts_buf_put(&words, ts_str_sub(html, at, tag));
        size_t end = tag == TS_NPOS ? TS_NPOS : ts_str_find_char(html, '>', tag);
        at = end == TS_NPOS ? html.len : end + 1;
    }
    ts_value *value = ts_value_html(arena, ts_str_trim(ts_buf_str(&words)));
    ts_buf_free(&words);
    return value;
}

/* The element at `at` into the list, where it is a point with an id. */
static void add_point(ts_arena *arena, ts_value *list, ts_str html, size_t at)
{
    bool heading = html.ptr[at + 1] == 'h';
    size_t open = ts_str_find_char(html, '>', at), id = ts_str_find(html, TS_STR(" id=\""), at);
    size_t close = ts_str_find(html, heading ? TS_STR("</h") : TS_STR("</strong>"), at);
    if (open == TS_NPOS || close == TS_NPOS || id == TS_NPOS || id > open)
        return;
    id += strlen(" id=\"");
    ts_value *point = ts_value_map(arena, &ts_link_type);
    ts_value_set(arena, point, "title", words_of(arena, ts_str_sub(html, open + 1, close)));
    ts_value_set(arena, point, "path",
                 ts_value_string(arena, ts_str_sub(html, id, ts_str_find_char(html, '"', id))));
    ts_value_push(arena, list, point);
}

ts_value *ts_outline_view(ts_arena *arena, ts_str html)
{
    ts_value *list = ts_value_list(arena);
    for (size_t at = 0; (at = ts_str_find_char(html, '<', at)) != TS_NPOS; at++) {
        ts_str rest = ts_str_sub(html, at, TS_NPOS);
        bool heading = rest.len > 4 && rest.ptr[1] == 'h' && (rest.ptr[2] == '2' || rest.ptr[2] == '3');
        if ((heading || ts_str_starts(rest, TS_STR(RUN_IN))) && list->list.len < TS_OUTLINE_MAX)
            add_point(arena, list, html, at);
    }
    return list->list.len < 2 ? ts_value_list(arena) : list;
}
