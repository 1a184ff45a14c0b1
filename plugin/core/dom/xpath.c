#include "dom/libxml.h"
#include "dom/node.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

/* Nodes one expression gives, and steps it may take on the way. */
enum { FOUND_MAX = 10000, STEPS_MAX = 20000000 };
/* Ids that id() finds; libxml2's table gets slow beyond. */
enum { IDS_MAX = 100000 };

static void keep_quiet(void *context, const xmlError *error)
{
    (void)context;
    (void)error;
}

static void free_document(void *doc)
{
    xmlFreeDoc(doc);
}

/* A copy of one node for libxml2, which remembers the node in the field left to users. */
static xmlNode *copy_of(xmlDoc *doc, ts_node *node)
{
    if (ts_node_type(node) == TS_COMMENT)
        return NULL;
    xmlNode *copy = node->name
                        ? xmlNewDocNode(doc, NULL, (const xmlChar *)node->name, NULL)
                        : xmlNewDocTextLen(doc, (const xmlChar *)node->chars.ptr, (int)node->chars.len);
    if (!copy)
        return NULL;
    copy->_private = node;
    for (unsigned i = 0; node->name && i < node->attributes.count; i++) {
        const char *name = node->attributes.items[i].name;
        xmlNewNsProp(copy, NULL, (const xmlChar *)name, (const xmlChar *)ts_node_attr(node, name));
    }
    return copy;
}

/* The page as libxml2's own tree, made for the first expression that is asked of it. */
static xmlDoc *document_of(ts_dom *dom)
{
    if (dom->doc)
        return dom->doc;
    xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
    xmlNode *open = NULL;
    for (ts_node *n = dom->root; doc && n;) {
        xmlNode *copy = copy_of(doc, n);
        if (copy && open)
            xmlAddChild(open, copy);
        else if (copy)
            xmlDocSetRootElement(doc, copy);
        if (n->first && copy) {
            open = copy;
            n = n->first;
            continue;
        }
        for (; n && !n->next; n = n->parent)
            open = n != dom->root && open ? open->parent : open;
        n = n ? n->next : NULL;
    }
    if (doc)
        ts_arena_defer(dom->arena, free_document, doc);
    dom->doc = doc;
    return doc;
}

/* For expressions with id(): the copy has no table of ids. */
static void collect_ids(xmlDoc *doc)
{
    size_t count = 0;
    if (doc->ids)
        return;
    xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNode *n = root; n && count < IDS_MAX;) {
        xmlAttr *id = n->type == XML_ELEMENT_NODE ? xmlHasProp(n, (const xmlChar *)"id") : NULL;
        if (id && id->children && id->children->content) {
            xmlAddID(NULL, doc, id->children->content, id);
            count++;
        }
        if (n->type == XML_ELEMENT_NODE && n->children) {
            n = n->children;
            continue;
        }
        while (n && n != root && !n->next)
            n = n->parent;
        n = n && n != root ? n->next : NULL;
    }
}

/* The node that the copy stands for; for an attribute a text with its value. */
static ts_node *original_of(ts_dom *dom, const xmlNode *copy)
{
    if (copy->type == XML_ELEMENT_NODE || copy->type == XML_TEXT_NODE)
        return copy->_private;
    const xmlNode *value = copy->type == XML_ATTRIBUTE_NODE ? copy->children : NULL;
    if (!value || !value->content)
        return NULL;
    ts_node *text = ts_node_append(dom->arena, NULL);
    const char *chars = ts_arena_strdup(dom->arena, (const char *)value->content);
    text->chars = ts_str_of(chars);
    return text;
}

bool ts_dom_xpath(ts_arena *arena, ts_dom *dom, const char *expression, ts_node_list *nodes, ts_error *error)
{
    bool ok = false;
    xmlXPathContext *context = NULL;
    xmlXPathObject *result = NULL;
    *nodes = (ts_node_list){0};
    if (!dom->root)
        return true;
    xmlDoc *doc = document_of(dom);
    if (doc && strstr(expression, "id("))
        collect_ids(doc);
    context = doc ? xmlXPathNewContext(doc) : NULL;
    if (!context) {
        ts_fail(error, TS_INTERNAL, NULL, 0, 0, "XPath does not start.");
        goto out;
    }
    context->error = (xmlStructuredErrorFunc)keep_quiet;
    context->opLimit = STEPS_MAX;
    context->node = xmlDocGetRootElement(doc);
    result = xmlXPathEvalExpression((const xmlChar *)expression, context);
    if (!result) {
        ts_fail(error, TS_SYNTAX, NULL, 0, 0, "The XPath expression “%s” cannot be evaluated: %s.",
                expression,
                context->opCount >= STEPS_MAX ? "it takes too many steps" : "it is not XPath 1.0");
        goto out;
    }
    if (result->type == XPATH_NODESET && result->nodesetval) {
        xmlXPathNodeSetSort(result->nodesetval);
        for (int i = 0; i < result->nodesetval->nodeNr && i < FOUND_MAX; i++) {
            ts_node *node = original_of(dom, result->nodesetval->nodeTab[i]);
            if (node)
                ts_vec_push_in(arena, nodes, node);
        }
    }
    ok = true;
out:
    xmlXPathFreeObject(result);
    xmlXPathFreeContext(context);
    return ok;
}
