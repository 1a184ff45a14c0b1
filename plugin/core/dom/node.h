/* The private face of dom: the tree itself. */
#ifndef TS_DOM_NODE_H
#define TS_DOM_NODE_H

#include "dom/dom.h"
#include "dom/sieve.h"

#include <stddef.h>
#include <stdint.h>

typedef enum ts_known { TS_UNKNOWN, TS_KNOWN_FALSE, TS_KNOWN_TRUE } ts_known;

struct ts_node {
    const char *name;         /* as in ts_node_head */
    uint64_t attribute_names; /* ts_attribute_bit of each */
    ts_node *parent, *first, *last, *next, *prev;
    union {
        ts_str chars; /* of a text */
        struct {
            ts_attribute *items;
            ts_arena *arena; /* for values that are asked for */
            unsigned count;
        } attributes;
    };
    ts_mark mark;
    ts_known hidden, block; /* what was asked already */
    uint64_t class_pairs;   /* ts_pairs_of its class, 0: not asked yet, or less than two characters */
};

_Static_assert(offsetof(struct ts_node, name) == offsetof(ts_node_head, name) &&
                   offsetof(struct ts_node, attribute_names) == offsetof(ts_node_head, attributes) &&
                   offsetof(struct ts_node, parent) == offsetof(ts_node_head, parent) &&
                   offsetof(struct ts_node, prev) == offsetof(ts_node_head, prev),
               "nodes begin with their head");

struct ts_dom {
    ts_arena *arena;
    ts_node *root, *head, *body;
    void *doc; /* libxml2's copy, for XPath */
    ts_node_list head_matter;
    ts_str_list states;
};

/* True for elements whose content nobody sees, whatever their attributes say. */
bool ts_is_unseen(const char *element);

/* A new last child; `parent` may be NULL. */
ts_node *ts_node_append(ts_arena *arena, ts_node *parent);

#endif
