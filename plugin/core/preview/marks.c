#include "preview/marks.h"
#include "text/json.h"

const char *ts_mark_of(const ts_entry *entry)
{
    if (entry->draft)
        return "draft";
    return entry->takedown.status != TS_STANDING_LIVE ? ts_standing_name(entry->takedown.status) : NULL;
}

static void put_mark(ts_buf *out, const ts_entry *entry)
{
    const char *mark = ts_mark_of(entry);
    if (!mark)
        return;
    if (out->len > 1)
        ts_buf_putc(out, ',');
    ts_json_string(out, ts_str_of(entry->path));
    ts_buf_putc(out, ':');
    ts_json_string(out, ts_str_of(mark));
}

void ts_marks(const ts_request *request, ts_answer *answer)
{
    const ts_snapshot *site = ts_live_hold(request->live);
    answer->type = "application/json";
    ts_buf_putc(&answer->body, '{');
    for (size_t i = 0; site && i < site->renderer.index->len; i++)
        put_mark(&answer->body, site->renderer.index->articles[i].entry);
    for (size_t i = 0; site && i < site->renderer.index->gone.len; i++)
        put_mark(&answer->body, site->renderer.index->gone.items[i]);
    ts_buf_putc(&answer->body, '}');
    ts_live_release(request->live, site);
}
