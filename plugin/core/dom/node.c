#include "dom/libxml.h"

#include <stdint.h>
#include <string.h>

ts_node_kind ts_node_type(const ts_node *node)
{
    switch (to_xml(node)->type) {
    case XML_ELEMENT_NODE:
        return TS_ELEMENT;
    case XML_TEXT_NODE:
    case XML_CDATA_SECTION_NODE:
        return TS_TEXT;
    case XML_COMMENT_NODE:
        return TS_COMMENT;
    default:
        return TS_OTHER;
    }
}

const char *ts_node_name(const ts_node *node)
{
    const xmlNode *x = to_xml(node);
    return x->type == XML_ELEMENT_NODE ? (const char *)x->name : "";
}

/* Most names differ in their first letter already. */
static bool same_name(const char *a, const char *b)
{
    return a[0] == b[0] && strcmp(a, b) == 0;
}

bool ts_node_is(const ts_node *node, const char *name)
{
    return same_name(ts_node_name(node), name);
}

ts_str ts_node_chars(const ts_node *node)
{
    ts_node_kind kind = ts_node_type(node);
    if (kind != TS_TEXT && kind != TS_COMMENT)
        return (ts_str){0};
    return ts_str_of((const char *)to_xml(node)->content);
}

const char *ts_node_attr(const ts_node *node, const char *name)
{
    const xmlNode *x = to_xml(node);
    if (x->type != XML_ELEMENT_NODE)
        return NULL;
    for (const xmlAttr *a = x->properties; a; a = a->next) {
        if (!same_name((const char *)a->name, name))
            continue;
        const xmlNode *value = a->children;
        return value && value->content ? (const char *)value->content : "";
    }
    return NULL;
}

ts_node *ts_node_parent(const ts_node *node)
{
    xmlNode *parent = to_xml(node)->parent;
    return parent && parent->type == XML_ELEMENT_NODE ? of_xml(parent) : NULL;
}

ts_node *ts_node_first(const ts_node *node)
{
    const xmlNode *x = to_xml(node);
    return x->type == XML_ELEMENT_NODE ? of_xml(x->children) : NULL;
}

ts_node *ts_node_last(const ts_node *node)
{
    const xmlNode *x = to_xml(node);
    return x->type == XML_ELEMENT_NODE ? of_xml(x->last) : NULL;
}

ts_node *ts_node_next(const ts_node *node)
{
    return of_xml(to_xml(node)->next);
}

ts_node *ts_node_prev(const ts_node *node)
{
    return of_xml(to_xml(node)->prev);
}

ts_node *ts_node_walk(const ts_node *node, const ts_node *root)
{
    ts_node *first = ts_node_first(node);
    return first ? first : ts_node_skip(node, root);
}

ts_node *ts_node_skip(const ts_node *node, const ts_node *root)
{
    while (node && node != root) {
        ts_node *next = ts_node_next(node);
        if (next)
            return next;
        node = ts_node_parent(node);
    }
    return NULL;
}

/* The mark lives in the field that libxml2 leaves to its users. */
void ts_node_set_mark(ts_node *node, ts_mark mark)
{
    to_xml(node)->_private = (void *)(uintptr_t)mark;
}

ts_mark ts_node_mark(const ts_node *node)
{
    return (ts_mark)(uintptr_t)to_xml(node)->_private;
}
