#include "dom/libxml.h"
#include "dom/sieve.h"

#include <libxml/parserInternals.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>

/* Every end tag is compared with the names of the open elements, so a page may not be deep and full of end
 * tags at once. The largest real pages stay three orders below. */
#define END_TAG_WORK 1000000000u

typedef struct watch {
    startElementSAXFunc start;
    endElementSAXFunc end;
    charactersSAXFunc characters;
    size_t nodes, depth, max_depth;
    const char *limit; /* the sentence, once one is passed */
    ts_arena *arena;
    ts_node_list *head_matter;
} watch;

static void init_library(void)
{
    xmlInitParser();
}

static void stop(xmlParserCtxt *ctxt, watch *w, const char *sentence)
{
    w->limit = sentence;
    xmlStopParser(ctxt);
}

static bool is_head_matter(const char *name)
{
    switch (name[0]) {
    case 'l':
        return strcmp(name, "link") == 0;
    case 'm':
        return strcmp(name, "meta") == 0;
    case 's':
        return strcmp(name, "script") == 0;
    case 't':
        return strcmp(name, "title") == 0;
    default:
        return false;
    }
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
    xmlParserCtxt *ctxt = context;
    watch *w = ctxt->_private;
    if (w->limit)
        return;
    /* No limits of its own for long texts: the page's size is limited already. A document that is not called
     * HTML gets no table of its ids, whose lists grow long; ts_dom_xpath makes one where it is wanted. */
    ctxt->options |= XML_PARSE_HUGE;
    if (ctxt->myDoc)
        ctxt->myDoc->type = XML_DOCUMENT_NODE;
    if (++w->nodes > TS_DOM_NODES) {
        stop(ctxt, w, "The page has more than 5,000,000 elements and texts.");
        return;
    }
    if (++w->depth > w->max_depth) {
        stop(ctxt, w,
             w->max_depth == TS_DOM_DEPTH ? "The page nests more than 4,000 elements."
                                          : "The page nests too many elements for its number of tags.");
        return;
    }
    w->start(context, name, attributes);
    if (is_head_matter((const char *)name) && ctxt->node)
        ts_vec_push_in(w->arena, w->head_matter, of_xml(ctxt->node));
}

static void on_end(void *context, const xmlChar *name)
{
    xmlParserCtxt *ctxt = context;
    watch *w = ctxt->_private;
    if (w->limit)
        return;
    if (w->depth)
        w->depth--;
    w->end(context, name);
}

static void on_characters(void *context, const xmlChar *chars, int len)
{
    xmlParserCtxt *ctxt = context;
    watch *w = ctxt->_private;
    if (w->limit)
        return;
    /* Pieces of one text come one after another and are counted once. */
    xmlNode *last = ctxt->node ? ctxt->node->last : NULL;
    if (!(last && last->type == XML_TEXT_NODE) && ++w->nodes > TS_DOM_NODES) {
        stop(ctxt, w, "The page has more than 5,000,000 elements and texts.");
        return;
    }
    w->characters(context, chars, len);
}

static void hook(xmlParserCtxt *ctxt, watch *w)
{
    ctxt->_private = w;
    w->start = ctxt->sax->startElement;
    w->end = ctxt->sax->endElement;
    w->characters = ctxt->sax->characters;
    ctxt->sax->startElement = on_start;
    ctxt->sax->endElement = on_end;
    ctxt->sax->characters = on_characters;
    ctxt->sax->ignorableWhitespace = on_characters;
    /* CDATA nodes grow by copying all they hold, texts do not. */
    ctxt->sax->cdataBlock = NULL;
}

static void free_document(void *doc)
{
    xmlFreeDoc(doc);
}

static xmlNode *child_named(const xmlNode *parent, const char *name)
{
    xmlNode *child = parent ? parent->children : NULL;
    while (child && !(child->type == XML_ELEMENT_NODE && strcmp((const char *)child->name, name) == 0))
        child = child->next;
    return child;
}

/* `w` comes with its arena and list. */
static bool parse(ts_str clean, size_t end_tags, watch *w, const char *source, xmlDoc **doc, ts_error *error)
{
    bool ok = false;
    w->max_depth = end_tags > END_TAG_WORK / TS_DOM_DEPTH ? END_TAG_WORK / end_tags : TS_DOM_DEPTH;
    htmlParserCtxt *ctxt = htmlNewParserCtxt();
    if (!ctxt) {
        ts_fail(error, TS_INTERNAL, source, 0, 0, "The HTML parser does not start.");
        return false;
    }
    hook(ctxt, w);
    *doc = htmlCtxtReadMemory(ctxt, clean.ptr, (int)clean.len, NULL, "UTF-8",
                              HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                  HTML_PARSE_NONET | HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC);
    if (w->limit)
        ts_fail(error, TS_LIMIT, source, 0, 0, "%s", w->limit);
    else if (!*doc)
        ts_fail(error, TS_INTERNAL, source, 0, 0, "The HTML parser gave up on the page.");
    else
        ok = true;
    if (!ok && *doc) {
        xmlFreeDoc(*doc);
        *doc = NULL;
    }
    htmlFreeParserCtxt(ctxt);
    return ok;
}

ts_dom *ts_dom_parse(ts_arena *arena, ts_str html, const char *source, ts_error *error)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, init_library);

    ts_dom *dom = NULL;
    xmlDoc *doc = NULL;
    ts_node_list head_matter = {0};
    watch w = {.arena = arena, .head_matter = &head_matter};
    ts_sieved sieved;
    ts_buf clean;
    ts_buf_init(&clean, TS_BUF_MAX);
    ts_sieve(&clean, html, &sieved);
    if (clean.full || clean.len > INT_MAX) {
        ts_fail(error, TS_LIMIT, source, 0, 0, "The page is too large to be parsed (more than 1 GiB).");
        goto out;
    }
    if (clean.len > 0 && !parse(ts_buf_str(&clean), sieved.end_tags, &w, source, &doc, error))
        goto out;
    dom = TS_NEW(arena, ts_dom);
    dom->doc = doc;
    dom->head_matter = head_matter;
    if (doc) {
        ts_arena_defer(arena, free_document, doc);
        dom->root = xmlDocGetRootElement(doc);
        dom->head = child_named(dom->root, "head");
        dom->body = child_named(dom->root, "body");
    }
out:
    ts_buf_free(&clean);
    return dom;
}

ts_node *ts_dom_root(const ts_dom *dom)
{
    return of_xml(dom->root);
}

const ts_node_list *ts_dom_head_matter(const ts_dom *dom)
{
    return &dom->head_matter;
}

ts_node *ts_dom_head(const ts_dom *dom)
{
    return of_xml(dom->head);
}

ts_node *ts_dom_body(const ts_dom *dom)
{
    return of_xml(dom->body);
}
