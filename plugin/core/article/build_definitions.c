/* Lists of terms: <dl>. */
#include "article/build.h"

/* True for a list of terms: pages also put pictures above their captions so. */
static bool has_terms(ts_node *list)
{
    enum { LOOK = 200 };
    bool term = false, details = false;
    int looked = 0;
    for (ts_node *n = ts_node_walk(list, list); n && ++looked < LOOK; n = ts_node_walk(n, list)) {
        if (ts_node_is(n, "dt"))
            term = true;
        else if (ts_node_is(n, "img") && !details)
            return false;
        details = details || (term && ts_node_is(n, "dd"));
    }
    return term && details;
}

void ts_build_definitions(ts_builder *b, ts_node *node)
{
    ts_build_boundary(b);
    if (!b->together && b->depth < TS_BUILD_DEPTH && has_terms(node))
        ts_build_open(b, node, ts_node_new(b->arena, TS_NODE_DEFINITIONS));
}

static bool in_definitions(const ts_builder *b)
{
    return !b->together && ts_node_kind_of(b->container) == TS_NODE_DEFINITIONS;
}

void ts_build_details(ts_builder *b, ts_node *node)
{
    ts_build_boundary(b);
    if (in_definitions(b))
        ts_build_open(b, node, ts_node_new(b->arena, TS_NODE_DETAILS));
}

bool ts_build_term(ts_builder *b, ts_node *node)
{
    if (!in_definitions(b))
        return false;
    ts_build_boundary(b);
    ts_build_push(b, node, TS_END_TERM);
    b->together++;
    b->spaced = true;
    return true;
}

void ts_build_term_end(ts_builder *b)
{
    b->together--;
    b->spaced = false;
    ts_build_inlines(b, ts_node_new(b->arena, TS_NODE_TERM));
}
