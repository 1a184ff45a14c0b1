#include "text/escape.h"

#include "text/plain.h"
#include "text/utf8.h"

#include <string.h>

static const char hex_digits[] = "0123456789ABCDEF";

/* What HTML and XML forbid, and bytes that are no UTF-8, which ts_utf8_next gives as U+FFFD. */
static bool forbidden(uint32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF || c == 0xFFFD;
}

/* The two differ in how the quotes and the carriage return, which a parser would make a line feed, are named.
 */
static ts_str markup_reference(uint32_t c, bool xml)
{
    switch (c) {
    case '&':
        return xml ? TS_STR("&#38;") : TS_STR("&amp;");
    case '<':
        return xml ? TS_STR("&#60;") : TS_STR("&lt;");
    case '>':
        return xml ? TS_STR("&#62;") : TS_STR("&gt;");
    case '"':
        return xml ? TS_STR("&#34;") : TS_STR("&quot;");
    case '\'':
        return TS_STR("&#39;");
    case '\r':
        return xml ? TS_STR("&#13;") : TS_STR("");
    default:
        return forbidden(c) ? TS_STR("\xEF\xBF\xBD") : TS_STR("");
    }
}

/* What may need a reference. */
static const ts_marks marks_of_markup = {'&', '<', '>', '"', '\''};

static void escape_markup(ts_buf *out, ts_str s, bool xml)
{
    size_t run = 0;
    for (size_t pos = 0; pos < s.len;) {
        size_t at = pos = ts_plain_end(s, pos, marks_of_markup);
        if (at == s.len)
            break;
        ts_str reference = markup_reference(ts_utf8_next(s, &pos), xml);
        if (!reference.len)
            continue;
        ts_buf_put(out, ts_str_sub(s, run, at));
        ts_buf_put(out, reference);
        run = pos;
    }
    ts_buf_put(out, ts_str_sub(s, run, s.len));
}

void ts_escape_html(ts_buf *out, ts_str s)
{
    escape_markup(out, s, false);
}

void ts_escape_xml(ts_buf *out, ts_str s)
{
    escape_markup(out, s, true);
}

/* --- scripts and style sheets ----------------------------------------------------------------------------
 */

static void put_u_escape(ts_buf *out, uint32_t c)
{
    char text[6] = {'\\',
                    'u',
                    hex_digits[c >> 12 & 15],
                    hex_digits[c >> 8 & 15],
                    hex_digits[c >> 4 & 15],
                    hex_digits[c & 15]};
    ts_buf_put(out, (ts_str){text, sizeof text});
}

static bool odd_in_js(uint32_t c)
{
    return c < 0x20 || c == 0x7F || c == 0x2028 || c == 0x2029 || c == 0xFFFD || c == 0xFFFE || c == 0xFFFF;
}

/* Odd characters and those of ASCII in `marks` as \uXXXX. */
static void escape_js(ts_buf *out, ts_str s, const char *marks)
{
    size_t run = 0;
    for (size_t pos = 0; pos < s.len;) {
        size_t at = pos;
        uint32_t c = ts_utf8_next(s, &pos);
        if (!odd_in_js(c) && !(c < 0x80 && strchr(marks, (int)c)))
            continue;
        ts_buf_put(out, ts_str_sub(s, run, at));
        put_u_escape(out, c);
        run = pos;
    }
    ts_buf_put(out, ts_str_sub(s, run, s.len));
}

void ts_escape_js(ts_buf *out, ts_str s)
{
    escape_js(out, s, "\"'`\\<>&");
}

void ts_escape_js_tick(ts_buf *out, ts_str s)
{
    escape_js(out, s, "\"'`\\<>&${}");
}

void ts_escape_js_regex(ts_buf *out, ts_str s)
{
    escape_js(out, s, "\"'`\\<>&${}()[]|^.*+?/-,:=!#% ~@;");
}

static bool plain_in_css(uint32_t c)
{
    return ts_is_alnum(c) || c == ' ' || c == '-' || c == '_' || c == '.' || c == ',';
}

void ts_escape_css(ts_buf *out, ts_str s)
{
    for (size_t pos = 0; pos < s.len;) {
        size_t at = pos;
        uint32_t c = ts_utf8_next(s, &pos);
        if (plain_in_css(c))
            ts_buf_put(out, ts_str_sub(s, at, pos));
        else
            ts_buf_printf(out, "\\%06X", forbidden(c) ? 0xFFFDu : (unsigned)c);
    }
}

/* --- addresses -------------------------------------------------------------------------------------------
 */

/* What browsers skip in front of a scheme or inside it, and what looks like nothing. */
static bool skipped_in_scheme(uint32_t c)
{
    return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD || ts_is_space(c) ||
           (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFFFD;
}

#define SCHEME_MAX 16

/* The scheme in lower case and the place behind its colon; false where the address has none. A scheme too
 * long to be one of ours comes back cut, which is none of ours either. */
static bool read_scheme(ts_str url, char scheme[SCHEME_MAX + 1], size_t *end)
{
    size_t len = 0;
    for (size_t pos = 0; pos < url.len;) {
        uint32_t c = ts_utf8_next(url, &pos);
        if (skipped_in_scheme(c))
            continue;
        if (c == ':') {
            scheme[len] = '\0';
            *end = pos;
            return true;
        }
        bool fits = c < 0x80 && (ts_is_alnum(c) || c == '+' || c == '-' || c == '.');
        if (!fits)
            return false;
        if (len < SCHEME_MAX)
            scheme[len++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
    return false;
}

static bool is_image_data(ts_str rest)
{
    static const char *const types[] = {"image/png",  "image/gif",  "image/jpeg",
                                        "image/webp", "image/avif", NULL};
    for (const char *const *type = types; *type; type++) {
        size_t len = strlen(*type);
        if (rest.len > len && ts_str_same(ts_str_sub(rest, 0, len), ts_str_of(*type)))
            return rest.ptr[len] == ';' || rest.ptr[len] == ',';
    }
    return false;
}

bool ts_url_safe(ts_str url, bool data_images)
{
    static const char *const schemes[] = {"http", "https", "mailto", "tel", "ftp", NULL};
    char scheme[SCHEME_MAX + 1];
    size_t end;
    if (!read_scheme(url, scheme, &end))
        return true;
    for (const char *const *known = schemes; *known; known++)
        if (strcmp(scheme, *known) == 0)
            return true;
    return data_images && strcmp(scheme, "data") == 0 && is_image_data(ts_str_sub(url, end, url.len));
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static void put_percent(ts_buf *out, unsigned char byte)
{
    char text[3] = {'%', hex_digits[byte >> 4], hex_digits[byte & 15]};
    ts_buf_put(out, (ts_str){text, sizeof text});
}

/* Where the host of an absolute address, whose letters beyond ASCII and brackets are kept, lies: [*from,
 * *to). */
static void find_authority(ts_str url, size_t *from, size_t *to)
{
    size_t slash = ts_str_find_char(url, '/', 0);
    *from = *to = 0;
    bool alone = slash == 0 || (slash != TS_NPOS && ts_str_find_char(url, ':', 0) + 1 == slash);
    if (!alone || !ts_str_starts(ts_str_sub(url, slash, url.len), TS_STR("//")))
        return;
    *from = *to = slash + 2;
    while (*to < url.len && !strchr("/?#\\", url.ptr[*to]))
        ++*to;
}

bool ts_url_is_local(ts_str url)
{
    char scheme[SCHEME_MAX + 1];
    size_t end, slashes = 0;
    for (size_t pos = 0; pos < url.len && slashes < 2;) { /* "\\" is another "/" to browsers */
        uint32_t c = ts_utf8_next(url, &pos);
        if (c == '/' || c == '\\')
            slashes++;
        else if (!skipped_in_scheme(c))
            break;
    }
    return slashes < 2 && !read_scheme(url, scheme, &end);
}

/* ASCII that stands for itself anywhere in an address. */
static bool plain_in_url(char c)
{
    return (c >= 'a' && c <= 'z') || (c > '>' && c <= 'Z') || (c > '\'' && c < '<') || c == '_';
}

/* The address with all percent-encoded that may not stand in one, but for "&" and "'". */
static void normalise_url(ts_buf *out, ts_str url, bool html)
{
    url = ts_utf8_trim(url);
    size_t host, host_end;
    find_authority(url, &host, &host_end);
    bool in_fragment = false;
    for (size_t i = 0; i < url.len; i++) {
        size_t run = i;
        while (i < url.len && plain_in_url(url.ptr[i]))
            i++;
        ts_buf_put(out, ts_str_sub(url, run, i));
        if (i == url.len)
            break;
        unsigned char c = (unsigned char)url.ptr[i];
        bool in_host = i >= host && i < host_end;
        if (c == '\t' || c == '\n' || c == '\r')
            continue;
        if (html && c == '&')
            ts_buf_puts(out, "&amp;");
        else if (html && c == '\'')
            ts_buf_puts(out, "&#39;");
        else if (c == '%' && !(i + 2 < url.len && is_hex(url.ptr[i + 1]) && is_hex(url.ptr[i + 2])))
            ts_buf_puts(out, "%25");
        else if (c <= ' ' || c == 0x7F || strchr("\"<>\\^`{|}", c) || (c == '#' && in_fragment))
            put_percent(out, c);
        else if ((c >= 0x80 || c == '[' || c == ']') && !in_host)
            put_percent(out, c);
        else
            ts_buf_putc(out, (char)c);
        in_fragment |= c == '#';
    }
}

/* ASCII that stands for itself anywhere in an address, in HTML too, and makes no scheme of what is before it.
 */
static const bool plain_in_path[256] = {['a' ... 'z'] = true, ['?' ... 'Z'] = true, ['(' ... '9'] = true,
                                        [';'] = true,         ['='] = true,         ['_'] = true};

/* Nearly all addresses in a page are of this kind: letters, or bytes in hexadecimal, without a scheme. */
static bool is_plain_path(ts_str url)
{
    for (size_t i = 0; i < url.len; i++)
        if (!plain_in_path[(unsigned char)url.ptr[i]] &&
            !(url.ptr[i] == '%' && i + 2 < url.len && is_hex(url.ptr[i + 1]) && is_hex(url.ptr[i + 2])))
            return false;
    return true;
}

void ts_escape_url(ts_buf *out, ts_str url)
{
    if (is_plain_path(url))
        ts_buf_put(out, url);
    else if (ts_url_safe(url, true))
        normalise_url(out, url, true);
    else
        ts_buf_puts(out, "#unsafe-link");
}

void ts_escape_css_url(ts_buf *out, ts_str url)
{
    ts_buf plain;
    if (!ts_url_safe(url, true)) {
        ts_buf_puts(out, "#unsafe-link");
        return;
    }
    ts_buf_init(&plain, TS_BUF_MAX);
    normalise_url(&plain, url, false);
    ts_escape_css(out, ts_buf_str(&plain));
    ts_buf_free(&plain);
}

void ts_escape_url_part(ts_buf *out, ts_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c < 0x80 && (ts_is_alnum(c) || strchr("-._~", c)) && c != '\0')
            ts_buf_putc(out, (char)c);
        else
            put_percent(out, c);
    }
}
