#include "capture/saved.h"
#include "base/buf.h"
#include "text/date.h"
#include "text/url.h"

/* Such comments stand at the very beginning. */
enum { SAVED_HEAD = 16384 };

/* The word that begins at `from`: up to white space, '<' or "-->". */
static ts_str word_at(ts_str s, size_t from)
{
    size_t to = from;
    while (to < s.len && (unsigned char)s.ptr[to] > ' ' && s.ptr[to] != '<' &&
           !ts_str_starts(ts_str_sub(s, to, s.len), TS_STR("-->")))
        to++;
    return ts_str_sub(s, from, to);
}

static size_t skip_blanks(ts_str s, size_t at)
{
    while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '\t'))
        at++;
    return at;
}

/* The rest of the line behind a label, TS_NPOS-free: empty where the label is missing. */
static ts_str behind(ts_str s, ts_str label)
{
    size_t at = ts_str_find(s, label, 0);
    if (at == TS_NPOS)
        return (ts_str){0};
    ts_str rest = ts_str_sub(s, skip_blanks(s, at + label.len), s.len), line = {0};
    ts_str_line(&rest, &line);
    return line;
}

/* The next word of *rest, empty at its end. */
static ts_str take_word(ts_str *rest)
{
    *rest = ts_str_trim(*rest);
    ts_str word = ts_str_sub(*rest, 0, ts_str_find_char(*rest, ' ', 0));
    *rest = ts_str_sub(*rest, word.len, rest->len);
    return word;
}

/* "Sun Nov 22 2026 13:02:01 GMT+0100 (name)", as JavaScript writes a date, or ISO 8601. */
static const char *saved_date(ts_arena *arena, ts_str s)
{
    ts_date date;
    s = ts_str_sub(s, 0, ts_str_find(s, TS_STR("-->"), 0));
    if (ts_date_iso(ts_str_trim(s), &date))
        return ts_date_format(arena, &date);
    ts_str weekday = take_word(&s), month = take_word(&s), day = take_word(&s);
    ts_str year = take_word(&s), time = take_word(&s), zone = take_word(&s);
    if (!weekday.len || !ts_str_starts(zone, TS_STR("GMT")))
        return NULL;
    /* The same words in the order of mail. */
    const ts_str order[] = {day, month, year, time, ts_str_sub(zone, 3, zone.len)};
    ts_buf mail;
    ts_buf_init(&mail, SAVED_HEAD);
    ts_buf_put(&mail, weekday);
    ts_buf_putc(&mail, ',');
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        ts_buf_putc(&mail, ' ');
        ts_buf_put(&mail, order[i]);
    }
    bool ok = ts_date_rfc822(ts_buf_str(&mail), &date);
    ts_buf_free(&mail);
    return ok ? ts_date_format(arena, &date) : NULL;
}

static const char *address(ts_arena *arena, ts_str s)
{
    return ts_url_is_absolute(s) && ts_url_host(s).len ? ts_arena_copy(arena, s) : NULL;
}

void ts_saved_read(ts_arena *arena, ts_str html, const char **url, const char **captured_at)
{
    *url = *captured_at = NULL;
    ts_str head = ts_str_sub(html, 0, SAVED_HEAD);
    size_t at = ts_str_find(head, TS_STR("Page saved with SingleFile"), 0);
    if (at != TS_NPOS) {
        ts_str note = ts_str_sub(head, at, ts_str_find(head, TS_STR("-->"), at));
        *url = address(arena, word_at(behind(note, TS_STR("url:")), 0));
        *captured_at = saved_date(arena, behind(note, TS_STR("saved date:")));
        return;
    }
    at = ts_str_find(head, TS_STR("saved from url=("), 0);
    if (at == TS_NPOS)
        return;
    at = ts_str_find_char(head, ')', at);
    if (at != TS_NPOS)
        *url = address(arena, word_at(head, at + 1));
}
