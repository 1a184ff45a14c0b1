/* Paths inside the site, and percent-encoding. */
#include "text/url.h"

#include "text/utf8.h"

#include <string.h>

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* Letters, digits and -._~!$&'()*+,;=:@/ */
static const bool plain_in_path[256] = {
    ['a' ... 'z'] = true, ['@' ... 'Z'] = true, ['&' ... ';'] = true, ['!'] = true,
    ['$'] = true,         ['='] = true,         ['_'] = true,         ['~'] = true};

void ts_url_put_path(ts_buf *out, ts_str path)
{
    static const char hex[] = "0123456789ABCDEF";
    char piece[96];
    size_t len = 0, plain = 0;
    while (plain < path.len && plain_in_path[(unsigned char)path.ptr[plain]])
        plain++;
    ts_buf_put(out, ts_str_sub(path, 0, plain));
    for (size_t i = plain; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        if (len + 3 > sizeof piece) {
            ts_buf_put(out, (ts_str){piece, len});
            len = 0;
        }
        if (plain_in_path[c]) {
            piece[len++] = (char)c;
        } else {
            piece[len++] = '%';
            piece[len++] = hex[c >> 4];
            piece[len++] = hex[c & 15];
        }
    }
    ts_buf_put(out, (ts_str){piece, len});
}

char *ts_url_encode_path(ts_arena *arena, ts_str path)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_url_put_path(&out, path);
    char *encoded = ts_buf_copy(&out, arena);
    ts_buf_free(&out);
    return encoded;
}

char *ts_url_decode(ts_arena *arena, ts_str s)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    bool sound = true;
    for (size_t i = 0; i < s.len; i++) {
        int high = -1, low = -1;
        if (s.ptr[i] == '%' && s.len - i > 2) {
            high = hex_value(s.ptr[i + 1]);
            low = hex_value(s.ptr[i + 2]);
        }
        if (high < 0 || low < 0) {
            ts_buf_putc(&out, s.ptr[i]);
            continue;
        }
        sound = sound && (high | low) != 0; /* a NUL would end the string */
        ts_buf_putc(&out, (char)(high << 4 | low));
        i += 2;
    }
    sound = sound && ts_utf8_valid(ts_buf_str(&out));
    char *decoded = sound ? ts_buf_copy(&out, arena) : ts_arena_copy(arena, s);
    ts_buf_free(&out);
    return decoded;
}

static ts_str without_root(ts_str path)
{
    while (path.len && path.ptr[0] == '/')
        path = ts_str_sub(path, 1, path.len);
    return path;
}

void ts_url_put_relative(ts_buf *out, ts_str from, ts_str to)
{
    from = without_root(from);
    to = without_root(to);
    size_t shared = 0; /* behind the last slash that both have come through */
    for (size_t i = 0; i < from.len && i < to.len && from.ptr[i] == to.ptr[i]; i++)
        if (from.ptr[i] == '/')
            shared = i + 1;

    size_t before = out->len;
    for (size_t i = shared; i < from.len; i++)
        if (from.ptr[i] == '/')
            ts_buf_puts(out, "../");
    ts_str rest = ts_str_sub(to, shared, to.len);
    /* "a:b" alone would be read as a scheme, "" as the page itself. */
    size_t colon = ts_str_find_char(rest, ':', 0);
    if (out->len == before && (rest.len == 0 || colon < ts_str_find_char(rest, '/', 0)))
        ts_buf_puts(out, "./");
    ts_url_put_path(out, rest);
}

char *ts_url_relative(ts_arena *arena, ts_str from, ts_str to)
{
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_url_put_relative(&out, from, to);
    char *relative = ts_buf_copy(&out, arena);
    ts_buf_free(&out);
    return relative;
}
