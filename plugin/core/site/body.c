#include "site/body.h"
#include "base/file.h"
#include "text/escape.h"
#include "text/url.h"

#include <stdio.h>
#include <string.h>

/* The value of an attribute inside a tag, still escaped; `at`, may be NULL, is set to its first byte in the
 * tag. False where the tag has none. */
static bool find_attribute(ts_str tag, const char *name, ts_str *value, size_t *at)
{
    char pattern[16];
    snprintf(pattern, sizeof pattern, " %s=\"", name);
    size_t start = ts_str_find(tag, ts_str_of(pattern), 0);
    if (start == TS_NPOS)
        return false;
    start += strlen(pattern);
    size_t end = ts_str_find_char(tag, '"', start);
    if (end == TS_NPOS)
        return false;
    *value = ts_str_sub(tag, start, end);
    if (at)
        *at = start;
    return true;
}

/* The character that a reference stands for, as far as text/escape.h writes them; 0 for any other. `len`
 * bytes. */
static char reference(ts_str s, size_t *len)
{
    static const struct {
        const char *name;
        char c;
    } known[] = {{"&amp;", '&'},  {"&lt;", '<'},    {"&gt;", '>'},  {"&quot;", '"'},
                 {"&#39;", '\''}, {"&#x27;", '\''}, {"&#38;", '&'}, {"&#34;", '"'}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (ts_str_starts(s, ts_str_of(known[i].name))) {
            *len = strlen(known[i].name);
            return known[i].c;
        }
    return 0;
}

/* An attribute's value without its escapes. */
static char *unescape(ts_arena *arena, ts_str value)
{
    char *text = ts_arena_copy(arena, value);
    size_t to = 0;
    for (size_t i = 0; i < value.len;) {
        size_t len = 0;
        char c = value.ptr[i] == '&' ? reference(ts_str_sub(value, i, TS_NPOS), &len) : 0;
        text[to++] = c ? c : value.ptr[i];
        i += c ? len : 1;
    }
    text[to] = '\0';
    return text;
}

/* The tag with one attribute's value replaced by an address. */
static void put_tag(ts_buf *out, ts_str tag, ts_str old, size_t at, const char *address)
{
    ts_buf_put(out, ts_str_sub(tag, 0, at));
    ts_escape_url(out, ts_str_of(address));
    ts_buf_put(out, ts_str_sub(tag, at + old.len, TS_NPOS));
}

/* What stands in the place of an image that is not in the site: its words, or its file's name, and a link to
 * it where no link is around it already. */
static void put_stand_in(ts_arena *arena, ts_buf *out, ts_str tag, const char *address, bool in_link)
{
    ts_str alt = {0};
    find_attribute(tag, "alt", &alt, NULL);
    ts_str a = ts_str_of(address);
    bool data = ts_str_starts(a, TS_STR("data:"));
    bool linked = !in_link && ts_url_is_absolute(a) && ts_url_safe(a, false);
    ts_buf_puts(out, linked ? "<a class=\"remote-image\" href=\"" : "<span class=\"remote-image\">");
    if (linked) {
        ts_escape_url(out, ts_str_of(address));
        ts_buf_puts(out, "\" rel=\"external\">");
    }
    const char *name = data ? "" : ts_path_name(address);
    if (ts_str_trim(alt).len)
        ts_buf_put(out, alt);
    else
        ts_escape_html(out, (ts_str){name, strcspn(name, "?#")});
    ts_buf_puts(out, linked ? "</a>" : "</span>");
}

static void put_image(ts_arena *arena, ts_buf *out, ts_str tag, const ts_addresses *how, bool in_link)
{
    ts_str old = {0};
    size_t at = 0;
    const char *address = find_attribute(tag, "src", &old, &at) ? unescape(arena, old) : "";
    const char *shown = *address ? how->image(how->context, arena, address) : NULL;
    if (shown == address)
        ts_buf_put(out, tag);
    else if (shown)
        put_tag(out, tag, old, at, shown);
    else
        put_stand_in(arena, out, tag, address, in_link);
}

/* The rest of a link's tag; what leads to a page of the site is not "external" any more. */
static void put_without_rel(ts_buf *out, ts_str rest, bool external)
{
    ts_str rel;
    size_t at = 0;
    if (external || !find_attribute(rest, "rel", &rel, &at)) {
        ts_buf_put(out, rest);
        return;
    }
    ts_buf_put(out, ts_str_sub(rest, 0, at - strlen(" rel=\"")));
    ts_buf_put(out, ts_str_sub(rest, at + rel.len + 1, TS_NPOS));
}

static void put_link(ts_arena *arena, ts_buf *out, ts_str tag, const ts_addresses *how)
{
    ts_str old = {0};
    size_t at = 0;
    const char *to = NULL;
    if (find_attribute(tag, "href", &old, &at))
        to = how->link(how->context, arena, unescape(arena, old));
    if (!to || !*to) {
        ts_buf_put(out, to ? TS_STR("<a>") : tag);
        return;
    }
    ts_buf_put(out, ts_str_sub(tag, 0, at));
    ts_escape_url(out, ts_str_of(to));
    put_without_rel(out, ts_str_sub(tag, at + old.len, TS_NPOS), ts_url_is_absolute(ts_str_of(to)));
}

/* The start tag of what a style sheet may let scroll. */
static bool may_scroll(ts_str tag)
{
    return ts_str_starts(tag, TS_STR("<table")) || ts_str_starts(tag, TS_STR("<pre"));
}

static void put_reachable(ts_buf *out, ts_str tag)
{
    ts_buf_put(out, ts_str_sub(tag, 0, tag.len - 1));
    ts_buf_puts(out, " tabindex=\"0\">");
}

void ts_body_rewrite(ts_arena *arena, ts_buf *out, ts_str html, const ts_addresses *how)
{
    bool in_link = false;
    for (size_t pos = 0; pos < html.len;) {
        size_t open = ts_str_find_char(html, '<', pos);
        ts_buf_put(out, ts_str_sub(html, pos, open));
        size_t close = open == TS_NPOS ? TS_NPOS : ts_str_find_char(html, '>', open);
        if (close == TS_NPOS) {
            ts_buf_put(out, ts_str_sub(html, open, TS_NPOS));
            return;
        }
        ts_str tag = ts_str_sub(html, open, close + 1);
        bool link = ts_str_starts(tag, TS_STR("<a "));
        in_link = (in_link || link) && !ts_str_starts(tag, TS_STR("</a>"));
        if (how->image && ts_str_starts(tag, TS_STR("<img ")))
            put_image(arena, out, tag, how, in_link);
        else if (how->link && link)
            put_link(arena, out, tag, how);
        else if (how->reach && may_scroll(tag))
            put_reachable(out, tag);
        else
            ts_buf_put(out, tag);
        pos = close + 1;
    }
}
