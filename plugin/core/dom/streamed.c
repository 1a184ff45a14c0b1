#include "dom/streamed.h"
#include "dom/node.h"

#include <string.h>

/* Pieces a page may have, and how deep a place may lie: a page of pieces in pieces stays shallow. */
enum { PIECES = 256, PLACE_DEPTH = 500 };

typedef struct spot {
    const char *id; /* behind the colon */
    ts_node *node;
} spot;

typedef struct spots {
    spot items[PIECES];
    int count;
} spots;

static void add(spots *list, const char *id, ts_node *node)
{
    if (list->count < PIECES)
        list->items[list->count++] = (spot){.id = id + 2, .node = node};
}

static void collect(ts_node *root, spots *pieces, spots *places)
{
    for (ts_node *n = root; n; n = ts_node_walk(n, root)) {
        if (ts_node_type(n) != TS_ELEMENT)
            continue;
        bool piece = ts_node_is(n, "div") && ts_node_attr(n, "hidden"), place = ts_node_is(n, "template");
        const char *id = piece || place ? ts_node_attr(n, "id") : NULL;
        if (!id || strlen(id) < 3 || id[1] != ':')
            continue;
        if (piece && id[0] == 'S')
            add(pieces, id, n);
        else if (place && (id[0] == 'B' || id[0] == 'P'))
            add(places, id, n);
    }
}

/* A place that a piece can go to: not inside itself, and not too deep. */
static bool is_open(const ts_node *place, const ts_node *piece)
{
    int depth = 0;
    for (const ts_node *n = place; n; n = n->parent)
        if (n == piece || ++depth > PLACE_DEPTH)
            return false;
    return true;
}

static void move_behind(ts_node *place, ts_node *piece)
{
    *(piece->prev ? &piece->prev->next : &piece->parent->first) = piece->next;
    *(piece->next ? &piece->next->prev : &piece->parent->last) = piece->prev;
    piece->parent = place->parent;
    piece->prev = place;
    piece->next = place->next;
    *(place->next ? &place->next->prev : &place->parent->last) = piece;
    place->next = piece;
}

void ts_dom_join_streamed(ts_dom *dom)
{
    spots pieces = {.count = 0}, places = {.count = 0};
    if (!dom->body)
        return;
    collect(dom->body, &pieces, &places);
    for (int i = 0; i < pieces.count; i++) {
        ts_node *piece = pieces.items[i].node;
        piece->hidden = TS_KNOWN_FALSE;
        for (int k = 0; k < places.count; k++) {
            spot *place = &places.items[k];
            if (strcmp(place->id, pieces.items[i].id) != 0 || !is_open(place->node, piece))
                continue;
            move_behind(place->node, piece);
            break;
        }
    }
}
