#include "dom/dom.h"
#include "dom/libxml.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* A longer reference is none, a longer tag neither; a longer text has its tags for markup. */
enum { REFERENCE_MAX = 32, TAG_MAX = 500, TOLD_MAX = 500 };

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The character that the reference at `at` means, 0 for none; *end is set behind it. */
static uint32_t reference_at(ts_str s, size_t at, size_t *end)
{
    char name[REFERENCE_MAX];
    size_t i = at + 1, n = 0;
    bool numeric = i < s.len && s.ptr[i] == '#';
    if (numeric)
        i++;
    while (i < s.len && n + 1 < sizeof name && is_alnum(s.ptr[i]))
        name[n++] = s.ptr[i++];
    name[n] = '\0';
    if (n == 0 || i == s.len || s.ptr[i] != ';')
        return 0;
    *end = i + 1;
    if (numeric) {
        bool hex = name[0] == 'x' || name[0] == 'X';
        unsigned long code = strtoul(name + hex, NULL, hex ? 16 : 10);
        return code < 0x110000 ? (uint32_t)code : 0xFFFD;
    }
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
    if (entity)
        return entity->value;
    return strcmp(name, "apos") == 0 ? '\'' : 0;
}

/* Behind the tag at `at`, or `at` where no tag stands. */
static size_t skip_tag(ts_str s, size_t at)
{
    size_t i = at + 1;
    if (i < s.len && s.ptr[i] == '/')
        i++;
    if (i == s.len || !is_alnum(s.ptr[i]))
        return at;
    ts_str near = ts_str_sub(s, 0, i + TAG_MAX);
    size_t close = ts_str_find_char(near, '>', i), open = ts_str_find_char(near, '<', i);
    return close == TS_NPOS || open < close ? at : close + 1;
}

/* True for the tag from `at` to `end` where the text tells of it, "Why <dialog> is here", "Option<T>":
 * nothing closes it, and it is none that a title is written with. */
static bool is_told(ts_str s, size_t at, size_t end)
{
    static const char *const WRITTEN[] = {"a",   "b",    "i",   "u",    "s",    "p",     "q",      "em",
                                          "br",  "hr",   "h1",  "h2",   "h3",   "img",   "sup",    "sub",
                                          "div", "font", "wbr", "span", "cite", "small", "strong", NULL};
    char close[TAG_MAX + 4] = "</";
    size_t n = 2;
    ts_str name = end > at ? ts_str_sub(s, at + 1, end - 1) : (ts_str){0};
    if (s.len > TOLD_MAX || !name.len || ts_str_is_one_of(name, WRITTEN))
        return false;
    for (size_t i = 0; i < name.len; i++) {
        if (!is_alnum(name.ptr[i]))
            return false;
        close[n++] = name.ptr[i];
    }
    return ts_str_find(s, (ts_str){close, n}, end) == TS_NPOS;
}

/* `tags`: takes them out too. */
static void decode(ts_buf *out, ts_str s, bool tags)
{
    for (size_t i = 0; i < s.len;) {
        size_t end = i;
        uint32_t c = s.ptr[i] == '&' ? reference_at(s, i, &end) : 0;
        if (!c)
            end = i; /* none that we know */
        if (s.ptr[i] == '<' && tags)
            end = skip_tag(s, i);
        if (!c && is_told(s, i, end))
            end = i;
        if (c)
            ts_buf_put_utf8(out, c);
        else if (end == i)
            ts_buf_putc(out, s.ptr[i++]);
        else if (ts_str_starts(ts_str_sub(s, i, end), TS_STR("<br")))
            ts_buf_putc(out, ' ');
        if (end > i)
            i = end;
    }
}

void ts_html_unescape(ts_buf *out, ts_str s)
{
    ts_buf once, twice;
    ts_buf_init(&once, TS_BUF_MAX);
    ts_buf_init(&twice, TS_BUF_MAX);
    decode(&once, s, true);
    decode(&twice, ts_buf_str(&once), false);
    ts_utf8_squeeze(out, ts_buf_str(&twice));
    ts_buf_free(&once);
    ts_buf_free(&twice);
}
