#include "capture/archived.h"
#include "base/buf.h"
#include "text/date.h"
#include "text/url.h"

#include <string.h>

enum {
    HEAD = 16384,     /* bytes in which the archive's script stands */
    STAMP = 14,       /* digits of a moment */
    PREFIX_MOST = 200 /* bytes of an address before the moment */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A slash, as JSON may write it too. Returns where it begins, TS_NPOS where none ends before `end`. */
static size_t slash_before(ts_str s, size_t end)
{
    if (end == 0 || s.ptr[end - 1] != '/')
        return TS_NPOS;
    return end > 1 && s.ptr[end - 2] == '\\' ? end - 2 : end - 1;
}

/* Where "/20051215124110/", or "/20051215124110im_/", before `end` begins; *digits: where the moment does. */
static size_t stamp_before(ts_str s, size_t end, size_t *digits)
{
    size_t at = slash_before(s, end);
    if (at == TS_NPOS || at < STAMP)
        return TS_NPOS;
    if (s.ptr[at - 1] == '_' && at >= STAMP + 3)
        at -= 3;
    *digits = at - STAMP;
    for (size_t i = *digits; i < at; i++)
        if (!is_digit(s.ptr[i]))
            return TS_NPOS;
    return slash_before(s, *digits);
}

static const char *moment(ts_arena *arena, ts_str digits)
{
    ts_date date;
    const char *d = digits.ptr;
    const char *iso =
        ts_arena_printf(arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", d, d + 4, d + 6, d + 8, d + 10, d + 12);
    return ts_date_iso(ts_str_of(iso), &date) ? iso : NULL;
}

bool ts_archived_split(ts_arena *arena, const char *address, const char **url, const char **captured_at)
{
    ts_str s = ts_str_of(address);
    size_t http = ts_str_find(s, TS_STR("/http"), 0), digits = 0;
    if (http == TS_NPOS || stamp_before(s, http + 1, &digits) == TS_NPOS)
        return false;
    ts_str own = ts_str_sub(s, http + 1, s.len);
    const char *when = moment(arena, ts_str_sub(s, digits, digits + STAMP));
    if (!when || !ts_url_host(own).len)
        return false;
    *url = ts_url_resolve(arena, NULL, own); /* archives write the port that needs none */
    *captured_at = when;
    return true;
}

/* The next string of the script's call, without its quotes; empty where there is none. */
static ts_str take_string(ts_str *rest)
{
    size_t from = ts_str_find_char(*rest, '"', 0),
           to = from == TS_NPOS ? from : ts_str_find_char(*rest, '"', from + 1);
    if (to == TS_NPOS)
        return (ts_str){0};
    ts_str taken = ts_str_sub(*rest, from + 1, to);
    *rest = ts_str_sub(*rest, to + 1, rest->len);
    return taken;
}

const char *ts_archived_read(ts_arena *arena, ts_str html)
{
    ts_str rest = ts_str_sub(html, 0, HEAD);
    size_t call = ts_str_find(rest, TS_STR("__wm.wombat("), 0);
    if (call == TS_NPOS)
        return NULL;
    rest = ts_str_sub(rest, call, rest.len);
    ts_str url = take_string(&rest), stamp = take_string(&rest), host = take_string(&rest),
           path = take_string(&rest);
    return ts_arena_printf(arena, "%.*s%.*s/%.*s/%.*s", (int)host.len, host.ptr, (int)path.len, path.ptr,
                           (int)stamp.len, stamp.ptr, (int)url.len, url.ptr);
}

/* --- the page --- */

static bool ends_address(char c)
{
    return (unsigned char)c <= ' ' || strchr("\"'=(),;<>", c) != NULL;
}

/* Where the address begins of which the archive's part ends before `stamp`; TS_NPOS: it is none. */
static size_t address_start(ts_str s, size_t stamp, size_t least)
{
    size_t at = stamp;
    while (at > least && stamp - at < PREFIX_MOST && !ends_address(s.ptr[at - 1]))
        at--;
    ts_str address = ts_str_sub(s, at, s.len);
    bool whole = at == least || ends_address(s.ptr[at - 1]);
    bool path = *address.ptr == '/' || *address.ptr == '\\';
    return whole && (path || ts_str_starts(address, TS_STR("http"))) ? at : TS_NPOS;
}

static void put_own_addresses(ts_buf *out, ts_str s)
{
    size_t copied = 0, at = 0, digits;
    for (size_t http; (http = ts_str_find(s, TS_STR("/http"), at)) != TS_NPOS;) {
        at = http + 1;
        size_t stamp = stamp_before(s, at, &digits);
        size_t start = stamp == TS_NPOS ? TS_NPOS : address_start(s, stamp, copied);
        if (start == TS_NPOS)
            continue;
        ts_buf_put(out, ts_str_sub(s, copied, start));
        copied = at;
        while (at < s.len && !ends_address(s.ptr[at]))
            at++; /* what the page's own address holds is its own */
    }
    ts_buf_put(out, ts_str_sub(s, copied, s.len));
}

ts_str ts_archived_restore(ts_arena *arena, ts_str html)
{
    static const char BEGIN[] = "<!-- BEGIN WAYBACK TOOLBAR INSERT -->",
                      END[] = "<!-- END WAYBACK TOOLBAR INSERT -->";
    size_t begin = ts_str_find(html, TS_STR(BEGIN), 0);
    size_t end = begin == TS_NPOS ? begin : ts_str_find(html, TS_STR(END), begin);
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    put_own_addresses(&out, ts_str_sub(html, 0, end == TS_NPOS ? html.len : begin));
    if (end != TS_NPOS)
        put_own_addresses(&out, ts_str_sub(html, end + sizeof END - 1, html.len));
    return ts_buf_keep(&out, arena);
}
