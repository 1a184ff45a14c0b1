/* Reading and resolving addresses, after the WHATWG URL Standard without its host parser. */
#include "text/url.h"

#include "text/utf8.h"

#include <string.h>

/* The parts of an address, as slices of it. A part that is missing has a NULL pointer; `path` never is. */
typedef struct parts {
    ts_str scheme, authority, path, query, fragment;
} parts;

static bool is_alpha(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The length of the scheme without its colon, 0 where there is none. One letter is a drive of Windows. */
static size_t scheme_len(ts_str url)
{
    if (url.len == 0 || !is_alpha(url.ptr[0]))
        return 0;
    for (size_t i = 1; i < url.len; i++) {
        char c = url.ptr[i];
        if (c == ':')
            return i > 1 ? i : 0;
        if (!is_alpha(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.')
            return 0;
    }
    return 0;
}

/* Schemes whose addresses have a host and a path. */
static bool is_special(ts_str scheme)
{
    static const char *const names[] = {"http", "https", "ftp", "file", "ws", "wss", NULL};
    for (const char *const *name = names; *name; name++)
        if (scheme.len && (*scheme.ptr | 0x20) == **name && ts_str_same(scheme, ts_str_of(*name)))
            return true;
    return false;
}

static bool is_slash(char c, bool special)
{
    return c == '/' || (special && c == '\\');
}

/* Cuts an address whose scheme is off already: `special` is its scheme's kind, or that of its base. */
static void split_rest(ts_str s, bool special, parts *p)
{
    size_t hash = ts_str_find_char(s, '#', 0);
    if (hash != TS_NPOS) {
        p->fragment = (ts_str){s.ptr + hash + 1, s.len - hash - 1};
        s.len = hash;
    }
    size_t mark = ts_str_find_char(s, '?', 0);
    if (mark != TS_NPOS) {
        p->query = (ts_str){s.ptr + mark + 1, s.len - mark - 1};
        s.len = mark;
    }
    size_t host = 0;
    if (s.len >= 2 && is_slash(s.ptr[0], special) && is_slash(s.ptr[1], special)) {
        host = 2;
        size_t end = host;
        while (end < s.len && !is_slash(s.ptr[end], special))
            end++;
        p->authority = (ts_str){s.ptr + host, end - host};
        host = end;
    }
    p->path = (ts_str){s.ptr + host, s.len - host};
}

static parts split(ts_str url)
{
    parts p = {0};
    if (!url.ptr)
        url = TS_STR("");
    size_t len = scheme_len(url);
    if (len) {
        p.scheme = ts_str_sub(url, 0, len);
        url = ts_str_sub(url, len + 1, url.len);
    }
    split_rest(url, is_special(p.scheme), &p);
    return p;
}

bool ts_url_is_absolute(ts_str url)
{
    return scheme_len(url) > 0;
}

ts_str ts_url_key(ts_str url)
{
    size_t at = ts_str_find(url, TS_STR("://"), 0);
    if (at == TS_NPOS || at > 8)
        return (ts_str){0};
    ts_str key = ts_str_sub(url, at + 3, ts_str_find_char(url, '#', 0));
    if (ts_str_starts(key, TS_STR("www.")))
        key = ts_str_sub(key, 4, TS_NPOS);
    while (key.len && key.ptr[key.len - 1] == '/')
        key.len--;
    return ts_str_find_char(key, '/', 0) == TS_NPOS ? (ts_str){0} : key;
}

ts_str ts_url_host(ts_str url)
{
    parts p = split(url);
    if (!p.authority.ptr ||
        !(ts_str_same(p.scheme, TS_STR("http")) || ts_str_same(p.scheme, TS_STR("https"))))
        return (ts_str){"", 0};
    ts_str host = p.authority;
    for (size_t i = host.len; i-- > 0;) {
        if (host.ptr[i] == '@') {
            host = ts_str_sub(host, i + 1, host.len);
            break;
        }
    }
    bool v6 = host.len && host.ptr[0] == '[';
    size_t end = ts_str_find_char(host, v6 ? ']' : ':', 0);
    if (end != TS_NPOS)
        host.len = v6 ? end + 1 : end;
    if (host.len > 4 && ts_str_same(ts_str_sub(host, 0, 4), TS_STR("www.")))
        host = ts_str_sub(host, 4, host.len);
    return host;
}

/* --- writing ---------------------------------------------------------------------------------------------
 */

static void put_encoded(ts_buf *out, ts_str s, const char *also)
{
    size_t run = 0; /* of bytes that stay as they are */
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool plain = (c >= '-' && c <= '/') || c == '_';
        if (plain || ts_is_alnum(c) || (c > ' ' && c != 0x7F && !strchr(also, c)))
            continue;
        ts_buf_put(out, ts_str_sub(s, run, i));
        ts_buf_printf(out, "%%%02X", c);
        run = i + 1;
    }
    ts_buf_put(out, ts_str_sub(s, run, s.len));
}

static void put_lower(ts_buf *out, ts_str s)
{
    for (size_t i = 0; i < s.len; i++)
        ts_buf_putc(out, (char)(s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? s.ptr[i] | 0x20 : s.ptr[i]));
}

/* The host in lower case, without the port that its scheme has anyway; user and password as they are. */
static void put_authority(ts_buf *out, ts_str authority, ts_str scheme)
{
    ts_str port = ts_str_same(scheme, TS_STR("http"))    ? TS_STR(":80")
                  : ts_str_same(scheme, TS_STR("https")) ? TS_STR(":443")
                                                         : TS_STR(":");
    while (ts_str_ends(authority, port) || ts_str_ends(authority, TS_STR(":")))
        authority.len -= ts_str_ends(authority, port) ? port.len : 1;
    size_t at = authority.len;
    while (at > 0 && authority.ptr[at - 1] != '@')
        at--;
    put_encoded(out, ts_str_sub(authority, 0, at), "\"<>`{}|^\\");
    ts_buf clean;
    ts_buf_init(&clean, TS_BUF_MAX);
    put_encoded(&clean, ts_str_sub(authority, at, authority.len), "\"<>`{}|^\\");
    put_lower(out, ts_buf_str(&clean));
    ts_buf_free(&clean);
}

/* The number of dots a path segment stands for, 1 or 2; 0 for any other segment. */
static int dots(ts_str segment)
{
    int n = 0;
    for (size_t i = 0; i < segment.len && n < 3; n++) {
        if (segment.ptr[i] == '.')
            i++;
        else if (segment.len - i >= 3 && ts_str_same(ts_str_sub(segment, i, i + 3), TS_STR("%2e")))
            i += 3;
        else
            return 0;
    }
    return n < 3 ? n : 0;
}

/* Appends the segments of a path, each with the slash before it. `root` is where the path begins in out:
 * ".." goes no higher. */
static void put_segments(ts_buf *out, size_t root, ts_str path, bool special)
{
    size_t i = 0;
    while (i < path.len) {
        size_t from = ++i; /* behind the slash */
        while (i < path.len && !is_slash(path.ptr[i], special))
            i++;
        ts_str segment = ts_str_sub(path, from, i);
        int n = dots(segment);
        if (n == 0) {
            ts_buf_putc(out, '/');
            put_encoded(out, segment, "\"<>`{}^|\\");
            continue;
        }
        if (n == 2) {
            size_t cut = out->len;
            while (cut > root && out->ptr[--cut] != '/')
                continue;
            ts_buf_truncate(out, cut);
        }
        if (i == path.len)
            ts_buf_putc(out, '/');
    }
}

static bool is_trimmed(uint32_t c)
{
    return c <= ' ' || ts_is_space(c);
}

/* White space and controls at the ends, line ends and tabs anywhere: gone. */
static void put_cleaned(ts_buf *out, ts_str s)
{
    for (size_t pos = 0; s.len && is_trimmed(ts_utf8_next(s, &pos)); pos = 0)
        s = ts_str_sub(s, pos, s.len);
    for (size_t pos = s.len; s.len && is_trimmed(ts_utf8_prev(s, &pos)); pos = s.len)
        s.len = pos;
    for (size_t i = 0, from = 0; i <= s.len; i++)
        if (i == s.len || s.ptr[i] == '\t' || s.ptr[i] == '\n' || s.ptr[i] == '\r') {
            ts_buf_put(out, ts_str_sub(s, from, i));
            from = i + 1;
        }
}

/* The path of `ref` joined to the base's: the base's up to its last slash, then the reference's. */
static void put_path(ts_buf *out, const parts *base, const parts *ref, bool special)
{
    size_t root = out->len;
    bool rooted = ref->path.len && is_slash(ref->path.ptr[0], special);
    if (rooted || ref->authority.ptr) {
        put_segments(out, root, ref->path, special);
    } else {
        size_t cut = base->path.len;
        while (cut > 0 && !is_slash(base->path.ptr[cut - 1], special))
            cut--;
        put_segments(out, root, cut ? ts_str_sub(base->path, 0, cut - 1) : base->path, special);
        ts_buf joined;
        ts_buf_init(&joined, TS_BUF_MAX);
        ts_buf_putc(&joined, '/');
        ts_buf_put(&joined, ref->path);
        put_segments(out, root, ts_buf_str(&joined), special);
        ts_buf_free(&joined);
    }
    if (out->len == root)
        ts_buf_putc(out, '/');
}

/* An address with a host: what `ref` leaves open comes from the base. */
static void put_address(ts_buf *out, const parts *base, const parts *ref)
{
    bool special = is_special(base->scheme);
    put_lower(out, base->scheme);
    ts_buf_puts(out, "://");
    put_authority(out, ref->authority.ptr ? ref->authority : base->authority, base->scheme);
    ts_str query = ref->query;
    if (ref->authority.ptr || ref->path.len) {
        put_path(out, base, ref, special);
    } else {
        size_t root = out->len;
        put_segments(out, root, base->path, special);
        if (out->len == root)
            ts_buf_putc(out, '/');
        if (!query.ptr)
            query = base->query;
    }
    if (query.ptr) {
        ts_buf_putc(out, '?');
        put_encoded(out, query, "\"<>'");
    }
    if (ref->fragment.ptr) {
        ts_buf_putc(out, '#');
        put_encoded(out, ref->fragment, "\"<>`");
    }
}

/* A reference that names its host: browsers take any number of slashes, either way round, in front of it.
 * False where no host is left. */
static bool put_with_host(ts_buf *out, ts_str scheme, ts_str rest)
{
    bool file = ts_str_same(scheme, TS_STR("file"));
    bool twice = rest.len > 1 && is_slash(rest.ptr[0], true) && is_slash(rest.ptr[1], true);
    while (!file && rest.len && is_slash(rest.ptr[0], true))
        rest = ts_str_sub(rest, 1, rest.len);
    ts_buf full;
    ts_buf_init(&full, TS_BUF_MAX);
    if (!file || !twice)
        ts_buf_puts(&full, "//");
    ts_buf_put(&full, rest);
    parts p = {0};
    split_rest(ts_buf_str(&full), true, &p);
    bool named = file || (p.authority.len > 0 && p.authority.ptr[0] != ':');
    if (named)
        put_address(out, &(parts){.scheme = scheme, .authority = p.authority, .path = p.path}, &p);
    ts_buf_free(&full);
    return named;
}

/* False where the reference means nothing without a better base. */
static bool put_resolved(ts_buf *out, const parts *base, ts_str ref)
{
    size_t len = scheme_len(ref);
    ts_str scheme = ts_str_sub(ref, 0, len), rest = ts_str_sub(ref, len ? len + 1 : 0, ref.len);
    bool usable = base->authority.ptr && is_special(base->scheme);
    if (len && !is_special(scheme)) {
        put_lower(out, scheme);
        ts_buf_putc(out, ':');
        put_encoded(out, rest, "\"<>");
        return true;
    }
    if (!len && !usable)
        return false;
    bool hosted = rest.len > 1 && is_slash(rest.ptr[0], true) && is_slash(rest.ptr[1], true);
    bool same = usable && (!len || ts_str_same(scheme, base->scheme));
    if (hosted || !same)
        return put_with_host(out, len ? scheme : base->scheme, rest);
    parts p = {0};
    split_rest(rest, true, &p);
    put_address(out, base, &p);
    return true;
}

/* What stays as it is in a host, and behind it. */
enum { IN_HOST = 1, BEHIND_HOST = 2 };
static const unsigned char SETTLED[256] = {
    ['a' ... 'z'] = IN_HOST | BEHIND_HOST,
    ['0' ... '9'] = IN_HOST | BEHIND_HOST,
    ['-'] = IN_HOST | BEHIND_HOST,
    ['.'] = IN_HOST | BEHIND_HOST,
    ['A' ... 'Z'] = BEHIND_HOST,
    ['_'] = BEHIND_HOST,
    ['~'] = BEHIND_HOST,
    ['!'] = BEHIND_HOST,
    ['#' ... '$'] = BEHIND_HOST,
    ['&'] = BEHIND_HOST,
    ['(' ... ','] = BEHIND_HOST,
    ['/'] = BEHIND_HOST,
    [':' ... ';'] = BEHIND_HOST,
    ['='] = BEHIND_HOST,
    ['?' ... '@'] = BEHIND_HOST,
};

/* True for most that are whole: an address of the web, with a path, that would be written as it is. */
static bool is_settled(ts_str ref)
{
    size_t i = ts_str_starts(ref, TS_STR("https://")) ? 8 : ts_str_starts(ref, TS_STR("http://")) ? 7 : 0;
    size_t host = i;
    while (i < ref.len && SETTLED[(unsigned char)ref.ptr[i]] & IN_HOST)
        i++;
    if (host == 0 || i == host || i == ref.len || ref.ptr[i] != '/')
        return false;
    for (char before = 0; i < ref.len; before = ref.ptr[i++])
        if (!(SETTLED[(unsigned char)ref.ptr[i]] & BEHIND_HOST) || (before == '/' && ref.ptr[i] == '.'))
            return false;
    return true;
}

char *ts_url_resolve(ts_arena *arena, const char *base, ts_str ref)
{
    ts_buf clean, out;
    if (is_settled(ref))
        return ts_arena_copy(arena, ref);
    ts_buf_init(&clean, TS_BUF_MAX);
    ts_buf_init(&out, TS_BUF_MAX);
    put_cleaned(&clean, ref);
    parts from = split(ts_str_of(base));
    bool resolved = put_resolved(&out, &from, ts_buf_str(&clean));
    char *result = resolved ? ts_buf_copy(&out, arena) : ts_arena_copy(arena, ref);
    ts_buf_free(&out);
    ts_buf_free(&clean);
    return result;
}
