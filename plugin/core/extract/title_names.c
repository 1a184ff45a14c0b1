#include "extract/title_names.h"
#include "extract/markup.h"
#include "text/url.h"
#include "text/utf8.h"

#include <string.h>

enum {
    SITE_BYTES = 120, /* of a bare name of a site: a longer one is a headline that was put in its place */
    HOST_LEAST = 4,   /* of a label of the address that names the site */
    LABEL_LEAST = 3,
    LABEL_MOST = 36,     /* of a section's bare name: a breadcrumb ends with the headline often enough */
    SITE_SURE = 30,      /* of a site's name: a longer one may be a headline in its place */
    HEADLINE_LEAST = 10, /* bytes of a bare name that may be the headline in a breadcrumb */
    SECOND_LEVEL = 3,    /* bytes of "co", "com", "org" before a country's two letters */
    BLOCKS_MAX = 400,    /* blocks among which headings that lead home are looked for */
    LINK_LEVELS = 4      /* elements between a heading's text and the link it is in */
};

/* The letters and digits of ASCII: with the bit that makes a letter small they are as they stay. */
static const unsigned char BARE[128] = {['0' ... '9'] = 1, ['A' ... 'Z'] = 1, ['a' ... 'z'] = 1};
enum { SMALL_BIT = 0x20 };

void ts_title_bare(ts_buf *out, ts_str s)
{
    if (!ts_buf_reserve(out, s.len)) {
        ts_buf_put(out, s); /* which says that it is full */
        return;
    }
    char *to = out->ptr + out->len;
    for (size_t pos = 0; pos < s.len;) {
        unsigned char byte = (unsigned char)s.ptr[pos];
        if (byte < 0x80) {
            *to = (char)(byte | SMALL_BIT);
            to += BARE[byte];
            pos++;
            continue;
        }
        size_t at = pos;
        if (!ts_is_alnum(ts_utf8_next(s, &pos)))
            continue;
        pos = ts_utf8_han_end(s, pos);
        memcpy(to, s.ptr + at, pos - at);
        to += pos - at;
    }
    *to = '\0';
    out->len = (size_t)(to - out->ptr);
}

ts_str ts_title_bare_copy(ts_arena *arena, ts_str s)
{
    ts_buf bare;
    ts_buf_init(&bare, TS_BUF_MAX);
    ts_title_bare(&bare, ts_str_sub(s, 0, TS_TITLE_BYTES));
    return ts_buf_keep(&bare, arena);
}

bool ts_title_same(const char *a, const char *b)
{
    ts_buf x, y;
    bool same = false;
    if (!a || !b)
        return false;
    ts_buf_init(&x, TS_BUF_MAX);
    ts_buf_init(&y, TS_BUF_MAX);
    ts_title_bare(&x, ts_str_of(a));
    ts_title_bare(&y, ts_str_of(b));
    same = x.len && ts_str_eq(ts_buf_str(&x), ts_buf_str(&y));
    ts_buf_free(&x);
    ts_buf_free(&y);
    return same;
}

bool ts_title_one_house(ts_str a, ts_str b)
{
    ts_str first, second;
    if (!ts_str_word(&a, &first) || !ts_str_word(&b, &second))
        return false;
    return ts_str_same(first, second) || ts_str_find(first, second, 0) != TS_NPOS ||
           ts_str_find(second, first, 0) != TS_NPOS;
}

/* What is compared of two writings of one headline: not the marks for emphasis and quotation. */
static void put_signs(ts_buf *out, ts_str s)
{
    for (size_t i = 0; i < s.len;) {
        uint32_t c = ts_utf8_next(s, &i);
        bool dash = c == '-' || c == 0x2013 || c == 0x2014;
        if (ts_is_space(c) && out->len && out->ptr[out->len - 1] != ' ')
            ts_buf_putc(out, ' ');
        else if (dash || c == ':' || c == ';' || c == ',' || c == '.')
            ts_buf_putc(out, dash ? '-' : (char)c);
        else if (ts_is_alnum(c))
            ts_buf_put_utf8(out, c);
    }
}

bool ts_title_same_signs(ts_str a, ts_str b)
{
    ts_buf x, y;
    ts_buf_init(&x, TS_BUF_MAX);
    ts_buf_init(&y, TS_BUF_MAX);
    put_signs(&x, a);
    put_signs(&y, b);
    bool same = ts_str_eq(ts_str_trim(ts_buf_str(&x)), ts_str_trim(ts_buf_str(&y)));
    ts_buf_free(&x);
    ts_buf_free(&y);
    return same;
}

/* --- the address --- */

/* The last label of a host, which is cut off it. */
static ts_str take_label(ts_str *host)
{
    size_t dot = host->len;
    while (dot > 0 && host->ptr[dot - 1] != '.')
        dot--;
    ts_str label = ts_str_sub(*host, dot, host->len);
    *host = ts_str_sub(*host, 0, dot ? dot - 1 : 0);
    return label;
}

/* "example" of "news.example.co.uk": the label that names the site. */
static ts_str site_label(ts_str host)
{
    ts_str top = take_label(&host), label = take_label(&host);
    if (!label.len)
        return top;
    if (host.len && top.len == 2 && label.len <= SECOND_LEVEL && !ts_str_is(host, "www"))
        label = take_label(&host);
    return label;
}

/* A breadcrumb may end with the headline, an address have it for a folder, and a site be called by it: then a
 * title begins with the name. */
static bool begins_title(const ts_title_names *n, const ts_claims *claims, ts_str bare)
{
    for (int i = 0; i <= TS_CLAIM_COUNT && bare.len >= HEADLINE_LEAST; i++) {
        const char *title = i < TS_CLAIM_COUNT ? claims->by[i].fields.title : claims->window_title;
        if (ts_str_starts(ts_title_bare_copy(n->arena, ts_str_of(title)), bare))
            return true;
    }
    return false;
}

void ts_title_names_add_site(ts_title_names *n, ts_str name)
{
    ts_str bare = ts_title_bare_copy(n->arena, name);
    if (bare.len >= 2 && bare.len <= SITE_BYTES && n->site_count < TS_TITLE_SITES)
        n->sites[n->site_count++] = bare;
}

static void add_label(ts_title_names *n, const ts_claims *claims, ts_str name)
{
    bool letters = false;
    ts_str bare = ts_title_bare_copy(n->arena, name);
    for (size_t i = 0; i < bare.len; i++)
        letters = letters || bare.ptr[i] > '9';
    if (letters && bare.len >= LABEL_LEAST && bare.len <= LABEL_MOST && n->label_count < TS_TITLE_LABELS &&
        !begins_title(n, claims, bare))
        n->labels[n->label_count++] = bare;
}

/* The host's labels, and the folders of the path: not its last part, which names the page. */
static void add_address(ts_title_names *n, const ts_claims *claims, ts_str url)
{
    ts_str host = ts_url_host(url), label = site_label(host);
    size_t at = host.len ? ts_str_find(url, host, 0) : TS_NPOS;
    if (at == TS_NPOS)
        return;
    if (label.len >= HOST_LEAST)
        ts_title_names_add_site(n, label);
    for (ts_str rest = host; rest.len;)
        if ((label = take_label(&rest)).len >= HOST_LEAST)
            add_label(n, claims, label);
    ts_str path = ts_str_sub(url, at + host.len, url.len);
    path = ts_str_sub(path, 0, ts_str_find_char(path, '?', 0));
    for (size_t slash; path.len && (slash = ts_str_find_char(path, '/', 1)) != TS_NPOS;) {
        if (ts_str_sub(path, slash, path.len).len > 1)
            add_label(n, claims, ts_str_of(ts_url_decode(n->arena, ts_str_sub(path, 1, slash))));
        path = ts_str_sub(path, slash, path.len);
    }
}

/* --- the page --- */

/* True where the block's text is a link to the first page. */
static bool leads_home(const ts_block *b)
{
    const ts_node *n = b->first;
    for (int i = 0; n && i < LINK_LEVELS; i++, n = ts_node_parent(n)) {
        const char *href = ts_node_is(n, "a") ? ts_node_attr(n, "href") : NULL;
        if (href)
            return b->link_size > 0.5f * b->size && ts_is_home(href);
    }
    return false;
}

/* True where the window's title begins with the block's text and a headline that leads nowhere says it again:
 * the page's own title, which some manuals link to their first page. */
static bool is_own_title(const ts_claims *claims, const ts_blocks *blocks, const ts_block *link)
{
    bool own = false;
    if (!ts_str_starts(ts_utf8_trim(ts_str_of(claims->window_title)), link->text))
        return false;
    for (size_t i = 0; i < blocks->blocks.len && !own; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        own = b->heading == 1 && b->link_size <= 0 && ts_str_eq(b->text, link->text);
    }
    return own;
}

void ts_title_names_gather(ts_title_names *n, const ts_claims *claims, const ts_blocks *blocks,
                           const char *url)
{
    for (int i = 0; i < TS_CLAIM_COUNT; i++) {
        const ts_fields *f = &claims->by[i].fields;
        ts_str site = ts_str_of(claims->by[i].site);
        if (site.len < SITE_SURE || !begins_title(n, claims, ts_title_bare_copy(n->arena, site)))
            ts_title_names_add_site(n, site);
        ts_title_names_add_site(n, ts_str_of(f->publisher.name));
        for (size_t k = 0; k < f->section.len; k++)
            add_label(n, claims, ts_str_of(f->section.items[k]));
    }
    add_address(n, claims, ts_str_of(url));
    for (size_t i = 0; i < blocks->blocks.len && i < BLOCKS_MAX; i++) {
        const ts_block *b = &blocks->blocks.items[i];
        if (b->heading == 1 && leads_home(b) && !is_own_title(claims, blocks, b))
            ts_title_names_add_site(n, b->text);
    }
}

bool ts_title_names_site(const ts_title_names *n, ts_str bare, bool part)
{
    for (int i = 0; i < n->site_count; i++) {
        ts_str site = n->sites[i];
        if (ts_str_eq(site, bare))
            return true;
        size_t most = part ? 3 * site.len + 8 : site.len + 4;
        if (site.len < 4 || bare.len < 4 || bare.len > most || site.len > 3 * bare.len + 8)
            continue;
        if (ts_str_starts(bare, site) || ts_str_ends(bare, site) || ts_str_starts(site, bare) ||
            (part && ts_str_ends(site, bare) && bare.len * 3 >= site.len))
            return true;
    }
    return false;
}

bool ts_title_names_label(const ts_title_names *n, ts_str bare)
{
    for (int i = 0; i < n->label_count; i++)
        if (ts_str_eq(n->labels[i], bare))
            return true;
    return false;
}
