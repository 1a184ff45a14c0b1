#include "dom/libxml.h"

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

/* For expressions with id(): the parser makes no table of ids. */
static void collect_ids(ts_dom *dom)
{
    size_t count = 0;
    if (dom->doc->ids)
        return;
    const ts_node *root = of_xml(dom->root);
    for (const ts_node *n = root; n && count < IDS_MAX; n = ts_node_walk(n, root)) {
        xmlAttr *id = xmlHasProp(to_xml(n), (const xmlChar *)"id");
        if (id && id->children && id->children->content) {
            xmlAddID(NULL, dom->doc, id->children->content, id);
            count++;
        }
    }
}

bool ts_dom_xpath(ts_arena *arena, ts_dom *dom, const char *expression, ts_node_list *nodes, ts_error *error)
{
    bool ok = false;
    xmlXPathContext *context = NULL;
    xmlXPathObject *result = NULL;
    *nodes = (ts_node_list){0};
    if (!dom->root)
        return true;
    if (strstr(expression, "id("))
        collect_ids(dom);
    context = xmlXPathNewContext(dom->doc);
    if (!context) {
        ts_fail(error, TS_INTERNAL, NULL, 0, 0, "XPath does not start.");
        goto out;
    }
    context->error = (xmlStructuredErrorFunc)keep_quiet;
    context->opLimit = STEPS_MAX;
    context->node = dom->root;
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
            xmlNode *node = result->nodesetval->nodeTab[i];
            if (node->type == XML_ATTRIBUTE_NODE)
                node = node->children; /* its value is a text of its own */
            if (node && (node->type == XML_ELEMENT_NODE || node->type == XML_TEXT_NODE))
                ts_vec_push_in(arena, nodes, of_xml(node));
        }
    }
    ok = true;
out:
    xmlXPathFreeObject(result);
    xmlXPathFreeContext(context);
    return ok;
}
