#include "extract/licence.h"
#include "extract/markup.h"

#include <string.h>

enum {
    BOX_SIZE = 600,  /* the most text of a box, in Latin characters */
    LINE_SIZE = 320, /* … of a line */
    BOX_LEVELS = 6   /* elements around the link one of which is the box */
};
/* What is left of a probability in such a box. */
#define SHARE 0.15f

bool ts_is_licence_link(const ts_node *node)
{
    static const char HOST[] = "creativecommons.org/";
    const char *href = ts_node_is(node, "a") ? ts_node_attr(node, "href") : NULL;
    const char *at = href ? strstr(href, HOST) : NULL;
    ts_str path = ts_str_of(at ? at + sizeof HOST - 1 : NULL);
    return ts_str_starts(path, TS_STR("licenses/by")) || ts_str_starts(path, TS_STR("publicdomain/"));
}

/* "Pier at dawn by Marian Holt, CC BY": the links before it lead to a picture and to who took it. */
static bool ends_credit(const ts_blocks *blocks, int link)
{
    const ts_element *e = &blocks->elements.items[link], *before = e;
    const char *rel = ts_node_attr(e->node, "rel");
    if (rel && ts_has_token(rel, "license"))
        return false;
    while (before > blocks->elements.items && before[-1].first == e->first)
        if (ts_node_is((--before)->node, "a"))
            return true;
    return false;
}

/* The outermost element around the link that is called by what it tells, NULL: none. */
static const ts_element *box_around(const ts_blocks *blocks, const ts_sums *sums, int link)
{
    static const char *const WORDS[] = {"copyright", "licen", NULL};
    const ts_element *elements = blocks->elements.items;
    const ts_element *box = NULL;
    int level = 0;
    for (int e = elements[link].parent; e >= 0 && level < BOX_LEVELS; e = elements[e].parent, level++) {
        if (ts_sum(sums, size, &elements[e]) > BOX_SIZE)
            break;
        if (ts_node_is_called(elements[e].node, WORDS))
            box = &elements[e];
    }
    return box;
}

void ts_licence_lessen(ts_blocks *blocks, const ts_sums *sums)
{
    for (size_t i = 0; i < blocks->elements.len; i++) {
        const ts_element *e = &blocks->elements.items[i], *box;
        if ((size_t)e->first >= blocks->blocks.len || !ts_is_licence_link(e->node))
            continue;
        ts_block *line = &blocks->blocks.items[e->first];
        if (line->flags & TS_BLOCK_CAPTION)
            continue; /* that of a picture */
        box = box_around(blocks, sums, (int)i);
        if (!box && line->size <= LINE_SIZE && !ends_credit(blocks, (int)i))
            line->flags |= TS_BLOCK_LICENCE;
        for (int k = box ? box->first : 0; box && k < box->last; k++) {
            blocks->blocks.items[k].probability *= SHARE;
            blocks->blocks.items[k].reason = "unlikely, beside the article's licence";
        }
    }
}
