#include "capture/kind.h"
#include "base/file.h"

#include <strings.h>

static const struct {
    const char *ending;
    ts_capture_kind kind;
} ENDINGS[] = {
    {"html", TS_CAPTURE_HTML},   {"htm", TS_CAPTURE_HTML},          {"xhtml", TS_CAPTURE_HTML},
    {"shtml", TS_CAPTURE_HTML},  {"txt", TS_CAPTURE_TEXT},          {"text", TS_CAPTURE_TEXT},
    {"md", TS_CAPTURE_MARKDOWN}, {"markdown", TS_CAPTURE_MARKDOWN},
};

static const struct {
    const char *type;
    ts_capture_kind kind;
} TYPES[] = {
    {"html", TS_CAPTURE_HTML},
    {"text/html", TS_CAPTURE_HTML},
    {"application/xhtml+xml", TS_CAPTURE_HTML},
    {"text", TS_CAPTURE_TEXT},
    {"text/plain", TS_CAPTURE_TEXT},
    {"markdown", TS_CAPTURE_MARKDOWN},
    {"text/markdown", TS_CAPTURE_MARKDOWN},
    {"text/x-markdown", TS_CAPTURE_MARKDOWN},
};

int ts_capture_kind_of(const char *path)
{
    const char *ending = ts_path_extension(path);
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
        if (strcasecmp(ending, ENDINGS[i].ending) == 0)
            return (int)ENDINGS[i].kind;
    return -1;
}

int ts_kind_of_type(ts_str type)
{
    ts_str name = ts_str_trim(ts_str_sub(type, 0, ts_str_find_char(type, ';', 0)));
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
        if (ts_str_same(name, ts_str_of(TYPES[i].type)))
            return (int)TYPES[i].kind;
    return -1;
}

const char *ts_kind_media_type(ts_capture_kind kind)
{
    switch (kind) {
    case TS_CAPTURE_HTML:
        return "text/html";
    case TS_CAPTURE_MARKDOWN:
        return "text/markdown";
    default:
        return "text/plain";
    }
}

static bool starts_same(ts_str s, size_t at, const char *head)
{
    ts_str h = ts_str_of(head);
    return s.len - at >= h.len && ts_str_same(ts_str_sub(s, at, at + h.len), h);
}

/* Tags that only pages have; one of them in the first kilobytes makes a page. */
static bool is_page(ts_str head)
{
    static const char *const SIGNS[] = {"<!doctype html", "<html", "<head",  "<body", "<title",
                                        "<meta ",         "<div",  "<table", "<p>",   "<script",
                                        "<article",       "</p>",  "<h1",    "<br>",  "<!-- saved from url"};
    for (size_t at = 0; (at = ts_str_find_char(head, '<', at)) != TS_NPOS; at++)
        for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
            if (starts_same(head, at, SIGNS[i]))
                return true;
    return false;
}

ts_capture_kind ts_kind_sniff(ts_str text)
{
    ts_str head = ts_str_sub(text, 0, 4096), line;
    ts_str rest = ts_str_trim(head);
    if (!ts_str_line(&rest, &line))
        return TS_CAPTURE_TEXT;
    if (ts_str_is(ts_str_trim(line), "---") && ts_str_find(rest, TS_STR("\n---"), 0) != TS_NPOS)
        return TS_CAPTURE_MARKDOWN;
    if (is_page(head))
        return TS_CAPTURE_HTML;
    return ts_str_starts(line, TS_STR("# ")) ? TS_CAPTURE_MARKDOWN : TS_CAPTURE_TEXT;
}
