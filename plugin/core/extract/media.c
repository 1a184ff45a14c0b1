#include "extract/media.h"

#include "rules/phrases.h"
#include "text/url.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What a <source> or a lazy image may be asked for. */
enum { SOURCES_MAX = 20, NEAR_NODES = 12, CAPTION_LEVELS = 4 };

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

/* The file's name of an address, without folders, query and fragment. */
static ts_str name_of(ts_str url)
{
    size_t end = url.len, start = 0;
    for (size_t i = 0; i < url.len && end == url.len; i++)
        if (url.ptr[i] == '?' || url.ptr[i] == '#')
            end = i;
    for (size_t i = 0; i < end; i++)
        if (url.ptr[i] == '/')
            start = i + 1;
    return ts_str_sub(url, start, end);
}

/* True for "_1x1", "-600x400" and nothing at all. */
static bool is_size(ts_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!strchr("-_0123456789xX", s.ptr[i]) || !s.ptr[i])
            return false;
    return true;
}

static bool is_waiting_word(ts_str word)
{
    static const char *const WORDS[] = {"blank",   "spacer", "pixel",    "transparent", "placeholder",
                                        "loading", "lazy",   "lazyload", "loader",      "spinner",
                                        "grey",    "gray",   "1x1",      "clear",       "default",
                                        "trans",   "empty",  "preload"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        size_t len = strlen(WORDS[i]);
        if (word.len >= len && strncasecmp(word.ptr, WORDS[i], len) == 0 &&
            is_size(ts_str_sub(word, len, word.len)))
            return true;
    }
    return false;
}

/* Names of the pictures that pages show until the real one is loaded: "lazy_placeholder-1x1.gif". */
static bool is_waiting_name(ts_str url)
{
    ts_str name = name_of(url);
    ts_str stem = ts_str_sub(name, 0, ts_str_find_char(name, '.', 0));
    bool waits = false;
    if (ts_str_is(stem, "s"))
        return true;
    for (size_t from = 0; from < stem.len;) {
        size_t to = from;
        while (to < stem.len && stem.ptr[to] != '-' && stem.ptr[to] != '_')
            to++;
        ts_str word = ts_str_sub(stem, from, to);
        bool known = is_waiting_word(word);
        waits = waits || known;
        if (!known && !is_size(word) && !ts_str_same(word, TS_STR("image")) &&
            !ts_str_same(word, TS_STR("img")))
            return false;
        from = to + 1;
    }
    return waits;
}

/* A data: address of some hundred bytes is a transparent dot, one of SVG a drawing that waits. */
bool ts_media_is_placeholder(ts_str url)
{
    enum { DOT_BYTES = 600 };
    if (ts_str_starts(url, TS_STR("data:")))
        return url.len < DOT_BYTES || ts_str_starts(url, TS_STR("data:image/svg"));
    if (ts_str_starts(url, TS_STR("about:")) || ts_str_starts(url, TS_STR("javascript:")))
        return true;
    if (url.len == 0 || ts_str_is(url, "#"))
        return true;
    return is_waiting_name(url);
}

static const char *usable(const char *url)
{
    while (url && is_blank(*url))
        url++;
    return url && *url && !ts_media_is_placeholder(ts_str_trim(ts_str_of(url))) ? url : NULL;
}

/* One picture of a srcset: "a.jpg 640w", "b.jpg 2x", "c.jpg". */
typedef struct candidate {
    ts_str address;
    double size; /* its width in pixels or its density */
    bool sized;  /* it is a width */
} candidate;

/* Goes on to the next one; false at the end. */
static bool next_candidate(const char **at, candidate *c)
{
    const char *p = *at;
    while (p && (is_blank(*p) || *p == ','))
        p++;
    if (!p || !*p)
        return false;
    *c = (candidate){.address = {p, 0}, .size = 1};
    while (*p && !is_blank(*p))
        p++;
    c->address.len = (size_t)(p - c->address.ptr);
    bool bare = p[-1] == ',';
    while (c->address.len && c->address.ptr[c->address.len - 1] == ',')
        c->address.len--;
    while (!bare && is_blank(*p))
        p++;
    if (!bare && *p && *p != ',') {
        char *unit = NULL;
        c->size = strtod(p, &unit);
        c->sized = *unit == 'w';
    }
    while (!bare && *p && *p != ',')
        p++;
    *at = p;
    return true;
}

/* The candidate with the largest width or density; of size 0 where there is none. */
static candidate largest(const char *set)
{
    candidate best = {0}, c;
    while (next_candidate(&set, &c))
        if (c.address.len && c.size > best.size && !ts_media_is_placeholder(c.address))
            best = c;
    return best;
}

static candidate from_sets(const ts_node *node)
{
    candidate found = {0};
    for (size_t i = 0; i < sizeof LAZY_SETS / sizeof *LAZY_SETS && found.size <= 0; i++)
        found = largest(ts_node_attr(node, LAZY_SETS[i]));
    return found.size > 0 ? found : largest(ts_node_attr(node, "srcset"));
}

/* The sources of the <picture> around the image. */
static candidate from_picture(const ts_node *picture)
{
    int sources = 0;
    candidate found = {0};
    for (const ts_node *n = ts_node_walk(picture, picture); n && sources < SOURCES_MAX && found.size <= 0;
         n = ts_node_walk(n, picture)) {
        if (ts_node_is(n, "source")) {
            sources++;
            found = from_sets(n);
        }
    }
    return found;
}

static candidate from_both(const ts_node *image)
{
    candidate found = from_sets(image);
    const ts_node *parent = ts_node_parent(image);
    return found.size <= 0 && parent && ts_node_is(parent, "picture") ? from_picture(parent) : found;
}

static const ts_node *image_below(const ts_node *node)
{
    int steps = 0;
    for (const ts_node *n = node; n && steps < NEAR_NODES; n = ts_node_walk(n, node), steps++)
        if (ts_node_is(n, "img") || ts_node_is(n, "amp-img"))
            return n;
    return NULL;
}

/* A picture of one dot, whatever its name. */
static bool is_dot(const ts_node *image)
{
    const char *width = ts_node_attr(image, "width"), *height = ts_node_attr(image, "height");
    return width && height && strcmp(width, "1") == 0 && strcmp(height, "1") == 0;
}

bool ts_media_is_saved(ts_str address)
{
    while (ts_str_starts(address, TS_STR("./")))
        address = ts_str_sub(address, 2, TS_NPOS);
    size_t end = ts_str_find_char(address, '/', 0);
    return end != TS_NPOS && !ts_url_is_absolute(address) &&
           ts_str_ends(ts_str_sub(address, 0, end), TS_STR("_files"));
}

/* Pixels across, by the attribute or by a name like "mill-300x200.jpg"; 0: unknown. */
static double shown_width(const ts_node *image, const char *src)
{
    const char *attr = ts_node_attr(image, "width");
    ts_str name = name_of(ts_str_of(src));
    size_t dash = name.len;
    char *end = NULL;
    while (dash > 0 && name.ptr[dash - 1] != '-')
        dash--;
    double width = attr || !dash ? 0 : strtod(name.ptr + dash, &end);
    return attr ? strtod(attr, NULL) : end && *end == 'x' ? width : 0;
}

/* True where the picture that is shown is one of the set and narrower, or is shown at a lesser width. */
static bool is_wider(const candidate *c, const ts_node *image, const char *src)
{
    const char *set = ts_node_attr(image, "srcset");
    double shown = shown_width(image, src);
    candidate own;
    if (!c->sized)
        return false;
    while (next_candidate(&set, &own))
        if (ts_str_eq(own.address, ts_str_trim(ts_str_of(src))))
            return own.sized && own.size < c->size;
    return shown > 0 && shown < c->size;
}

/* Bytes of the ending by which a name is a picture's; 0: it is none's. */
static size_t picture_ending(ts_str name)
{
    static const char *const ENDS[] = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif"};
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
        size_t len = strlen(ENDS[i]);
        if (name.len > len && ts_str_same(ts_str_sub(name, name.len - len, name.len), ts_str_of(ENDS[i])))
            return len;
    }
    return 0;
}

/* The file's name without its ending, which must be that of a picture; empty for another. */
static ts_str picture_stem(const char *url)
{
    ts_str name = name_of(ts_str_trim(ts_str_of(url)));
    size_t ending = picture_ending(name);
    return ending ? ts_str_sub(name, 0, name.len - ending) : (ts_str){0};
}

/* What the link around a small picture leads to, where it is the same picture by its name: "mill.jpg" around
 * "mill-300x200.jpg", a folder "s1600" around "s320". A page about a file has a name like a file's, but a
 * longer one: "File:Mill.jpg". */
static const char *linked(const ts_node *image, const char *src)
{
    const ts_node *parent = ts_node_parent(image);
    if (parent && ts_node_is(parent, "picture"))
        parent = ts_node_parent(parent);
    const char *href = parent && ts_node_is(parent, "a") ? ts_node_attr(parent, "href") : NULL;
    ts_str full = picture_stem(href), small = picture_stem(src);
    bool same = full.len && ts_str_starts(small, full) && is_size(ts_str_sub(small, full.len, small.len));
    return same ? usable(href) : NULL;
}

/* A picture that a browser saved beside the page is the one; one that waits for a script is none. */
const char *ts_media_source(ts_arena *arena, const ts_node *node)
{
    const ts_node *image = image_below(node);
    candidate set = {0};
    if (image)
        set = from_both(image);
    else if (ts_node_is(node, "picture"))
        set = from_picture(node);
    const char *wide = set.size > 0 ? ts_arena_copy(arena, set.address) : NULL;
    const char *src = image ? usable(ts_node_attr(image, "src")) : NULL, *found = NULL;
    if (src && !is_dot(image)) {
        if (ts_media_is_saved(ts_str_trim(ts_str_of(src))))
            return src;
        found = linked(image, src);
        return found ? found : wide && is_wider(&set, image, src) ? wide : src;
    }
    for (size_t i = 0; image && i < sizeof LAZY / sizeof *LAZY && !found; i++)
        found = usable(ts_node_attr(image, LAZY[i]));
    found = found ? found : wide;
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

/* What page makers call captions, in one word or parted by a sign. */
bool ts_media_is_caption(const ts_node *element)
{
    static const char *const CAPTIONS[] = {
        "caption",    "img_desc", "img-desc",  "imgdesc", "image_desc", "image-desc",       "photo_desc",
        "photo-desc", "pic-desc", "img_descr", "legende", "didascalia", "bildunterschrift", NULL};
    return ts_node_is_called(element, CAPTIONS);
}

bool ts_media_is_captioned(const ts_node *node)
{
    for (int level = 0; node && level < CAPTION_LEVELS; level++, node = ts_node_parent(node)) {
        const ts_node *before = ts_node_prev(node);
        while (before && ts_node_type(before) != TS_ELEMENT)
            before = ts_node_prev(before);
        if (ts_node_type(node) == TS_ELEMENT && ts_media_is_caption(node))
            return before && image_below(before);
    }
    return false;
}

const char *ts_media_caption(const char *caption)
{
    ts_line_match match;
    ts_str text = ts_str_of(caption);
    bool labelled = text.len && ts_phrases_match_class(ts_phrases_get(), NULL, "caption-label", text, &match);
    return labelled && match.start == 0 && match.end < text.len ? caption + match.end : caption;
}

bool ts_media_is_address(ts_str address)
{
    return picture_ending(ts_str_sub(address, 0, ts_str_find_char(address, '?', 0))) > 0;
}
