/* Footnotes: what a kept paragraph refers to, and leads back there, is the article's however it looks. */
#include "base/map.h"
#include "extract/select.h"

#include <string.h>

/* Bytes of a reference's text; elements around it, and around the place it leads to, that are looked at;
 * nodes of a note that are; the size of a longer one. */
enum { SIGN = 12, CLIMB = 4, LOOK = 500, NOTE_SIZE = 2000 };

typedef struct notes {
    ts_map *wanted; /* places that short links in the article lead to */
    ts_map *refs;   /* places in the article that such links stand at */
} notes;

/* The place that a link leads to; NULL for any other element. */
static const char *place_of(const ts_node *link)
{
    const char *href = ts_node_is(link, "a") ? ts_node_attr(link, "href") : NULL;
    return href && href[0] == '#' && href[1] ? href + 1 : NULL;
}

static void add(ts_map *places, const char *name, const ts_node *node)
{
    if (name && *name)
        ts_map_put(places, ts_str_of(name), (void *)(uintptr_t)node);
}

/* A text of the article, which may be a reference. */
static void read_text(notes *n, const ts_node *text)
{
    const ts_node *link = ts_node_parent(text), *node = link;
    if (ts_str_trim(ts_node_chars(text)).len > SIGN)
        return;
    for (int i = 0; i < CLIMB && link && !place_of(link); i++)
        link = ts_node_is_block(link) ? NULL : ts_node_parent(link);
    if (!link || !place_of(link))
        return;
    add(n->wanted, place_of(link), link);
    for (int i = 0; i < CLIMB && node && !ts_node_is_block(node); i++, node = ts_node_parent(node)) {
        add(n->refs, ts_node_attr(node, "id"), node);
        add(n->refs, ts_node_attr(node, "name"), node);
    }
}

static void read_references(const ts_selection *s, notes *n)
{
    for (size_t i = 0; i < s->blocks->blocks.len; i++) {
        const ts_block *b = &s->blocks->blocks.items[i];
        for (const ts_node *node = b->keep && b->link_size > 0 ? b->first : NULL; node;
             node = ts_node_walk(node, NULL)) {
            if (ts_node_type(node) == TS_TEXT)
                read_text(n, node);
            if (node == b->last)
                break;
        }
    }
}

static bool leads_back(const notes *n, const ts_node *note)
{
    int looked = 0;
    for (const ts_node *node = note; node && ++looked <= LOOK; node = ts_node_walk(node, note)) {
        const char *place = place_of(node);
        if (place && ts_map_has(n->refs, ts_str_of(place)))
            return true;
    }
    return false;
}

/* The element that a note may be: this one, or the item or paragraph that it stands at the beginning of. */
static const ts_element *note_at(const ts_blocks *blocks, const ts_element *e)
{
    for (int i = 0; i < CLIMB && e; i++) {
        if (ts_node_is(e->node, "li") || ts_node_is(e->node, "p") || ts_node_is(e->node, "div") ||
            ts_node_is(e->node, "aside"))
            return e;
        e = e->parent < 0 ? NULL : &blocks->elements.items[e->parent];
    }
    return NULL;
}

static bool is_wanted(const notes *n, const char *place)
{
    return place && ts_map_has(n->wanted, ts_str_of(place));
}

static void keep(const ts_selection *s, const ts_element *note)
{
    for (int i = note->first; i < note->last; i++) {
        ts_block *b = &s->blocks->blocks.items[i];
        b->reason = b->keep ? b->reason : "a note of the article";
        b->keep = true;
    }
}

void ts_selection_notes(const ts_selection *s)
{
    notes n = {ts_map_new(), ts_map_new()};
    read_references(s, &n);
    for (size_t i = 0; ts_map_len(n.refs) && i < s->blocks->elements.len; i++) {
        const ts_element *e = &s->blocks->elements.items[i];
        if (!is_wanted(&n, ts_node_attr(e->node, "id")) && !is_wanted(&n, ts_node_attr(e->node, "name")))
            continue;
        const ts_element *note = note_at(s->blocks, e);
        if (note && ts_sum(s->sums, size, note) <= NOTE_SIZE && leads_back(&n, note->node))
            keep(s, note);
    }
    ts_map_free(n.wanted);
    ts_map_free(n.refs);
}
