#include "dom/node.h"

bool ts_dom_graft(ts_dom *dom, ts_str html)
{
    ts_error error = {0};
    ts_node *body = dom->body;
    const ts_dom *other = body ? ts_dom_parse(dom->arena, html, "", &error) : NULL;
    ts_node *first = other && other->body ? other->body->first : NULL;
    if (!first)
        return false;
    for (ts_node *n = first; n; n = n->next)
        n->parent = body;
    first->prev = body->last;
    if (body->last)
        body->last->next = first;
    else
        body->first = first;
    body->last = other->body->last;
    other->body->first = other->body->last = NULL;
    return true;
}
