#include "dom/node.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Sorted, for bsearch. */
static const char *const BLOCKS[] = {
    "address",   "article", "aside",  "blockquote", "body",    "caption",  "center",   "dd",
    "details",   "dialog",  "dir",    "div",        "dl",      "dt",       "fieldset", "figcaption",
    "figure",    "footer",  "form",   "frameset",   "h1",      "h2",       "h3",       "h4",
    "h5",        "h6",      "header", "hgroup",     "hr",      "html",     "legend",   "li",
    "listing",   "main",    "menu",   "nav",        "ol",      "optgroup", "option",   "p",
    "plaintext", "pre",     "search", "section",    "summary", "table",    "tbody",    "td",
    "tfoot",     "th",      "thead",  "tr",         "ul",      "xmp",
};
static const char *const UNSEEN[] = {
    "area",  "base", "datalist", "head",   "link",  "meta",     "noembed", "noframes", "noscript",
    "param", "rp",   "script",   "source", "style", "template", "title",   "track",
};

static int compare_names(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

#define IN(names, name)                                                                                      \
    bsearch((name), (names), sizeof(names) / sizeof *(names), sizeof *(names), compare_names)

bool ts_is_block(const char *element)
{
    return IN(BLOCKS, element) != NULL;
}

bool ts_is_unseen(const char *element)
{
    return IN(UNSEEN, element) != NULL;
}

/* True where the style has the declaration, spaces or not. */
static bool has_style(const char *style, const char *property, const char *value)
{
    size_t len = strlen(property);
    for (const char *p = style; (p = ts_find_same(p, property)); p += len) {
        if (p > style && p[-1] == '-')
            continue;
        const char *q = p + len;
        q += strspn(q, " \t\n\r");
        if (*q != ':')
            continue;
        q += 1 + strspn(q + 1, " \t\n\r");
        if (strncasecmp(q, value, strlen(value)) == 0)
            return true;
    }
    return false;
}

bool ts_node_is_block(const ts_node *node)
{
    if (node->block == TS_UNKNOWN)
        ((ts_node *)node)->block = node->name && ts_is_block(node->name) ? TS_KNOWN_TRUE : TS_KNOWN_FALSE;
    return node->block == TS_KNOWN_TRUE;
}

/* The panel of an accordion, named by its button: a reader opens it. */
static bool is_panel(const ts_node *node)
{
    const char *role = ts_node_attr(node, "role");
    return role && strcasecmp(role, "region") == 0 && ts_node_attr(node, "aria-labelledby");
}

/* By what manuals call it: a word, or a drawing with one for those who do not see it. */
static bool is_called_anchor(const ts_node *link)
{
    static const char *const NAMES[] = {"headerlink",  "header-anchor", "heading-anchor", "hash-link",
                                        "anchor-link", "anchorjs",      "permalink",      NULL};
    return ts_node_is_called(link, NAMES) && (ts_node_prev(link) || ts_node_next(link));
}

/* The link to itself that manuals put beside a heading: one sign, "#" or a pilcrow, that is shown when the
 * mouse comes by. */
static bool is_anchor_sign(const ts_node *node)
{
    const char *href = ts_node_is(node, "a") ? ts_node_attr(node, "href") : NULL;
    const ts_node *only = href && strchr(href, '#') ? ts_node_first(node) : NULL;
    if (!only || !ts_node_heading(ts_node_parent(node)))
        return false;
    if (is_called_anchor(node))
        return true;
    if (href[0] != '#' || ts_node_next(only) || ts_node_type(only) != TS_TEXT)
        return false;
    ts_str sign = ts_utf8_trim(ts_node_chars(only));
    size_t pos = 0;
    return sign.len && !ts_is_alnum(ts_utf8_next(sign, &pos)) && pos == sign.len;
}

bool ts_is_opener(const ts_node *node)
{
    const ts_node *heading = ts_node_is(node, "button") ? ts_node_parent(node) : NULL;
    if (!heading || !ts_node_heading(heading))
        return false;
    for (const ts_node *n = ts_node_first(heading); n; n = ts_node_next(n))
        if (n != node && (ts_node_type(n) != TS_TEXT || ts_utf8_trim(ts_node_chars(n)).len))
            return false;
    return true;
}

/* What MediaWiki says to those who write: "[edit]" beside a heading, a box of what the article still lacks.
 */
static bool is_for_editors(const ts_node *node)
{
    static const char *const NAMES[] = {"ambox", NULL};
    const char *class = ts_node_is(node, "span") ? ts_node_attr(node, "class") : NULL;
    return (class && strcmp(class, "mw-editsection") == 0) ||
           (ts_node_is(node, "table") && ts_node_has_word(node, NAMES));
}

bool ts_is_set_off(const ts_node *text)
{
    const ts_node *label = ts_node_prev(text), *only = label ? ts_node_first(label) : NULL;
    if (!only || !ts_node_is(label, "span") || ts_node_prev(label) || !ts_node_attr(label, "class") ||
        ts_node_next(only) || ts_node_type(only) != TS_TEXT || !ts_node_is_block(ts_node_parent(text)) ||
        ts_node_heading(ts_node_parent(text)))
        return false; /* a heading colours half a name: "BetterHelp" */
    ts_str chars = ts_node_chars(text);
    return ts_is_lower(ts_utf8_last(ts_node_chars(only))) && ts_is_upper(ts_utf8_first(chars));
}

/* A picture of a row that a reader leafs through, no second copy of it; not a link to another page. */
static bool is_slide(const ts_node *node)
{
    static const char *const NAMES[] = {
        "slick-slide", "swiper-slide", "splide__slide", "flickity-cell", "glide__slide", "carousel-item",
        NULL};
    static const char *const COPIES[] = {"clone", "duplicate", NULL};
    enum { LOOK = 30 };
    int looked = 0;
    bool image = false;
    if (!ts_node_is_called(node, NAMES) || ts_node_is_called(node, COPIES))
        return false;
    for (const ts_node *n = ts_node_walk(node, node); n && ++looked < LOOK; n = ts_node_walk(n, node)) {
        if (ts_node_is(n, "a"))
            return false;
        image = image || ts_node_is(n, "img");
    }
    return image;
}

/* A caption that is not read out, because the picture's other text is. */
static bool is_caption(const ts_node *node)
{
    const ts_node *text = ts_node_first(node);
    return ts_node_is(ts_node_parent(node), "figcaption") && text && ts_node_type(text) == TS_TEXT &&
           ts_node_chars(text).len > 3;
}

/* A paragraph that those who hear the page are to pay for, too. */
static bool is_paid_for(const ts_node *node)
{
    static const char *const NAMES[] = {"paywall", NULL};
    return ts_node_is(node, "p") && ts_node_has_word(node, NAMES);
}

/* The picture of a formula that is there for those who cannot see it too, in a form that is not shown. */
static bool is_formula(const ts_node *node)
{
    static const char *const NAMES[] = {"math", "latex", NULL};
    return ts_node_is(node, "img") && ts_node_attr(node, "alt") && ts_node_is_called(node, NAMES);
}

/* Of an element that its name does not hide already. */
static bool find_hidden(const ts_node *node)
{
    if (is_panel(node))
        return false;
    const char *hidden = ts_node_attr(node, "hidden");
    if (hidden && strcasecmp(hidden, "until-found") != 0)
        return true;
    const char *aria = ts_node_attr(node, "aria-hidden");
    if (aria && strcasecmp(aria, "true") == 0 && !is_slide(node) && !is_caption(node) && !is_formula(node) &&
        !is_paid_for(node))
        return true;
    const char *type = ts_node_is(node, "input") ? ts_node_attr(node, "type") : NULL;
    if (type && strcasecmp(type, "hidden") == 0)
        return true;
    if (is_anchor_sign(node) || is_for_editors(node))
        return true;
    const char *style = ts_node_attr(node, "style");
    return style && (has_style(style, "display", "none") || has_style(style, "visibility", "hidden"));
}

bool ts_is_hidden(const ts_node *node)
{
    if (node->hidden == TS_UNKNOWN)
        ((ts_node *)node)->hidden = node->name && find_hidden(node) ? TS_KNOWN_TRUE : TS_KNOWN_FALSE;
    return node->hidden == TS_KNOWN_TRUE;
}

/* Appends with runs of white space as one space, none at the start; *space: one is due. */
static void put_squeezed(ts_buf *out, size_t start, ts_str s, bool *space)
{
    size_t pos = 0, from = 0;
    while (pos < s.len) {
        size_t at = pos;
        unsigned char c = (unsigned char)s.ptr[pos];
        bool blank =
            c < 0x80 ? (pos++, c == ' ' || (c >= '\t' && c <= '\r')) : ts_is_space(ts_utf8_next(s, &pos));
        if (blank) {
            ts_buf_put(out, ts_str_sub(s, from, at));
            from = pos;
            *space = true;
        } else if (*space) {
            if (out->len > start)
                ts_buf_putc(out, ' ');
            *space = false;
        }
    }
    ts_buf_put(out, ts_str_sub(s, from, s.len));
}

static bool leaves_out(const ts_node *node)
{
    const char *name = ts_node_name(node);
    return strcmp(name, "rt") == 0 ||
           (IN(UNSEEN, name) && strcmp(name, "title") != 0 && strcmp(name, "head") != 0);
}

static bool breaks(const ts_node *node)
{
    return ts_node_is(node, "br") || ts_node_is_block(node);
}

void ts_node_text(ts_buf *out, const ts_node *node)
{
    size_t start = out->len;
    bool space = false;
    const ts_node *n = node;
    while (n && !out->full) {
        if (ts_node_type(n) == TS_TEXT)
            put_squeezed(out, start, ts_node_chars(n), &space);
        bool skip = n != node && ts_node_type(n) == TS_ELEMENT && leaves_out(n);
        if (!skip && ts_node_type(n) == TS_ELEMENT && breaks(n))
            space = true;
        const ts_node *first = skip ? NULL : ts_node_first(n);
        if (first) {
            n = first;
            continue;
        }
        while (n && n != node && !ts_node_next(n)) {
            n = ts_node_parent(n);
            if (n && breaks(n))
                space = true; /* a block ends */
        }
        n = n && n != node ? ts_node_next(n) : NULL;
    }
}
