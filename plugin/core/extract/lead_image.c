#include "extract/lead_image.h"
#include "extract/media.h"
#include "text/url.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    NODES_MAX = 600,    /* between the headline and the article */
    WIDTH_LEAST = 300,  /* CSS pixels of a picture that is in no figure */
    FIGURE_LEVELS = 4,  /* elements between a picture and its figure */
    CAPTION_TEXT = 600, /* bytes of a caption */
};

/* True for an address whose last part names no picture of the article: the site's sign, or a stand-in. */
static bool is_sign(const char *url)
{
    static const char *const WORDS[] = {"logo",      "favicon",    "placeholder", "default", "no-image",
                                        "noimage",   "no_image",   "avatar",      "sprite",  "-icon",
                                        "no-thumb",  "blank.",     "spacer",      "pixel.",  "og-image.",
                                        "og_image.", "transparent"};
    const char *end = url + strcspn(url, "?#"), *name = end;
    while (name > url && name[-1] != '/')
        name--;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        const char *found = strcasestr(name, WORDS[i]);
        /* "maxresdefault.jpg" is a picture. */
        bool inside = found && found > name && found[-1] >= 'a' && found[-1] <= 'z' && *found == 'd';
        if (found && found < end && !inside)
            return true;
    }
    return false;
}

static const ts_node *figure_of(const ts_node *node)
{
    for (int up = 0; node && up < FIGURE_LEVELS; up++, node = ts_node_parent(node))
        if (ts_node_is(node, "figure"))
            return node;
    return NULL;
}

static const char *caption_of(ts_arena *arena, const ts_node *figure)
{
    const ts_node *n = figure;
    while (n && !ts_node_is(n, "figcaption"))
        n = ts_node_walk(n, figure);
    if (!n)
        return NULL;
    ts_buf text;
    ts_buf_init(&text, 16 * CAPTION_TEXT);
    ts_node_text(&text, n);
    const char *caption =
        !text.full && text.len && text.len <= CAPTION_TEXT ? ts_buf_copy(&text, arena) : NULL;
    ts_buf_free(&text);
    return ts_media_caption(caption);
}

static int length_of(const ts_node *node, const char *name)
{
    const char *value = ts_node_attr(node, name);
    long length = value ? strtol(value, NULL, 10) : 0;
    return length > 0 && length < 100000 ? (int)length : 0;
}

/* The first picture between the nodes that is in a figure, or large. */
static bool find_above(ts_arena *arena, const char *url, const ts_node *from, const ts_node *to,
                       ts_image *image)
{
    const ts_node *root = from;
    while (root && ts_node_parent(root))
        root = ts_node_parent(root);
    int steps = 0;
    for (const ts_node *n = from; n && n != to && steps < NODES_MAX; n = ts_node_walk(n, root), steps++) {
        if (!ts_node_is(n, "img") && !ts_node_is(n, "amp-img"))
            continue;
        const ts_node *figure = figure_of(n);
        const char *src = figure || length_of(n, "width") >= WIDTH_LEAST ? ts_media_source(arena, n) : NULL;
        if (!src || is_sign(src))
            continue;
        *image = (ts_image){.src = ts_url_resolve(arena, url, ts_str_of(src)),
                            .alt = ts_arena_strdup(arena, ts_node_attr(n, "alt")),
                            .caption = figure ? caption_of(arena, figure) : NULL,
                            .width = length_of(n, "width"),
                            .height = length_of(n, "height")};
        return true;
    }
    return false;
}

bool ts_lead_image(ts_arena *arena, const ts_claims *claims, const char *url, const ts_node *from,
                   const ts_node *to, ts_image *image)
{
    static const ts_claimant ORDER[] = {TS_CLAIM_OPEN_GRAPH, TS_CLAIM_JSON_LD, TS_CLAIM_MICRODATA,
                                        TS_CLAIM_META};
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
        const ts_claim *claim = &claims->by[ORDER[i]];
        if (!claim->image || is_sign(claim->image))
            continue;
        *image =
            (ts_image){.src = ts_url_resolve(arena, url, ts_str_of(claim->image)), .alt = claim->image_alt};
        return true;
    }
    return from && find_above(arena, url, from, to, image);
}
