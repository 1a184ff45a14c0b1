#include "extract/media.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What a <source> or a lazy image may be asked for. */
enum { SOURCES_MAX = 20, NEAR_NODES = 12 };

/* Where scripts that load pictures late keep the address; the larger one first. */
static const char *const LAZY[] = {"data-original",     "data-src",     "data-lazy-src", "data-actualsrc",
                                   "data-original-src", "data-lazy",    "data-echo",     "data-url",
                                   "data-hi-res-src",   "data-image",   "data-full-src", "data-lazyload",
                                   "data-real-src",     "data-img-src", "original-src"};
static const char *const LAZY_SETS[] = {"data-srcset", "data-lazy-srcset", "data-original-set"};

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* A data: address of some hundred bytes is a transparent dot, one of SVG a drawing that waits. */
static bool is_placeholder(ts_str url)
{
    enum { DOT_BYTES = 600 };
    if (ts_str_starts(url, TS_STR("data:")))
        return url.len < DOT_BYTES || ts_str_starts(url, TS_STR("data:image/svg"));
    if (ts_str_starts(url, TS_STR("about:")) || ts_str_starts(url, TS_STR("javascript:")))
        return true;
    ts_str name = url;
    for (size_t i = url.len; i > 0; i--) {
        if (url.ptr[i - 1] == '/') {
            name = ts_str_sub(url, i, url.len);
            break;
        }
    }
    static const char *const NAMES[] = {"blank.",      "spacer.", "pixel.",   "transparent.", "placeholder",
                                        "loading.",    "lazy.",   "grey.",    "gray.",        "1x1.",
                                        "default.gif", "s.gif",   "clear.gif"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (ts_str_starts(name, ts_str_of(NAMES[i])))
            return true;
    return url.len == 0 || ts_str_is(url, "#");
}

static const char *usable(const char *url)
{
    while (url && is_blank(*url))
        url++;
    return url && *url && !is_placeholder(ts_str_trim(ts_str_of(url))) ? url : NULL;
}

/* The candidate with the largest width or density. */
static const char *largest(ts_arena *arena, const char *set)
{
    double most = -1;
    ts_str best = {0};
    for (const char *p = set; p && *p;) {
        while (is_blank(*p) || *p == ',')
            p++;
        const char *url = p;
        while (*p && !is_blank(*p))
            p++;
        ts_str address = {url, (size_t)(p - url)};
        bool bare = address.len && url[address.len - 1] == ',';
        while (address.len && url[address.len - 1] == ',')
            address.len--;
        double size = 1;
        if (!bare) {
            while (is_blank(*p))
                p++;
            if (*p && *p != ',')
                size = strtod(p, NULL);
            while (*p && *p != ',')
                p++;
        }
        if (address.len && size > most && !is_placeholder(address)) {
            most = size;
            best = address;
        }
    }
    return best.len ? ts_arena_copy(arena, best) : NULL;
}

static const char *from_sets(ts_arena *arena, const ts_node *node)
{
    const char *found = NULL;
    for (size_t i = 0; i < sizeof LAZY_SETS / sizeof *LAZY_SETS && !found; i++)
        found = largest(arena, ts_node_attr(node, LAZY_SETS[i]));
    return found ? found : largest(arena, ts_node_attr(node, "srcset"));
}

/* The sources of the <picture> around the image. */
static const char *from_picture(ts_arena *arena, const ts_node *picture)
{
    int sources = 0;
    for (const ts_node *n = ts_node_walk(picture, picture); n && sources < SOURCES_MAX;
         n = ts_node_walk(n, picture)) {
        const char *found = NULL;
        if (ts_node_is(n, "source")) {
            sources++;
            found = from_sets(arena, n);
        }
        if (found)
            return found;
    }
    return NULL;
}

static const ts_node *image_below(const ts_node *node)
{
    int steps = 0;
    for (const ts_node *n = node; n && steps < NEAR_NODES; n = ts_node_walk(n, node), steps++)
        if (ts_node_is(n, "img") || ts_node_is(n, "amp-img"))
            return n;
    return NULL;
}

const char *ts_media_source(ts_arena *arena, const ts_node *node)
{
    const ts_node *image = image_below(node);
    const char *found = NULL;
    if (!image)
        return ts_node_is(node, "picture") ? from_picture(arena, node) : NULL;
    for (size_t i = 0; i < sizeof LAZY / sizeof *LAZY && !found; i++)
        found = usable(ts_node_attr(image, LAZY[i]));
    if (!found)
        found = from_sets(arena, image);
    const ts_node *parent = ts_node_parent(image);
    const char *src = usable(ts_node_attr(image, "src"));
    if (!found && !src && parent && ts_node_is(parent, "picture"))
        found = from_picture(arena, parent);
    return found ? found : src;
}

/* An address without its query: sizes stand there. */
static ts_str core_of(const char *url)
{
    ts_str s = ts_str_trim(ts_str_of(url));
    return ts_str_sub(s, 0, ts_str_find_char(s, '?', 0));
}

bool ts_media_is_copy(ts_arena *arena, const ts_node *node)
{
    const ts_node *noscript = node;
    while (noscript && !ts_node_is(noscript, "noscript"))
        noscript = ts_node_parent(noscript);
    const char *own = noscript ? ts_media_source(arena, noscript) : NULL;
    if (!own)
        return false;
    for (int side = 0; side < 2; side++) {
        const ts_node *n = noscript;
        for (int i = 0; n && i < NEAR_NODES; i++) {
            n = side ? ts_node_next(n) : ts_node_prev(n);
            const char *other = n && ts_node_type(n) == TS_ELEMENT ? ts_media_source(arena, n) : NULL;
            if (other)
                return ts_str_eq(core_of(own), core_of(other)) || i < 2;
        }
    }
    return false;
}

bool ts_media_has_image(ts_arena *arena, const ts_node *node)
{
    for (const ts_node *n = node; n;) {
        bool dropped = ts_node_mark(n) == TS_MARK_DROP;
        if (!dropped && (ts_node_is(n, "img") || ts_node_is(n, "amp-img")) && ts_media_source(arena, n))
            return true;
        n = dropped ? ts_node_skip(n, node) : ts_node_walk(n, node);
    }
    return false;
}
