/* The private face of dom: its types are libxml2's. */
#ifndef TS_DOM_LIBXML_H
#define TS_DOM_LIBXML_H

#include "dom/dom.h"

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>

struct ts_dom {
    xmlDoc *doc;
    xmlNode *root, *head, *body;
    ts_node_list head_matter;
};

/* A ts_node is an xmlNode under another name; the two are never defined together. */
static inline xmlNode *to_xml(const ts_node *node)
{
    return (xmlNode *)(void *)node;
}

static inline ts_node *of_xml(const xmlNode *node)
{
    return (ts_node *)(void *)node;
}

#endif
