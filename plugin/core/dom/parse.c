#include "dom/libxml.h"
#include "dom/nest.h"
#include "dom/node.h"
#include "dom/streamed.h"

#include <libxml/parserInternals.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>
#include <strings.h>

/* Every end tag is compared with the names of the open elements, so a page may not be deep and full of end
 * tags at once. The largest real pages stay three orders below. */
#define END_TAG_WORK 1000000000u

/* libxml2 reads the skeleton of the page and says which element begins and ends where; the tree is ours, and
 * what its nodes hold comes from the pieces that the sieve laid beside the skeleton. */
typedef struct builder {
    ts_arena *arena;
    ts_sieved *sieved;
    size_t piece; /* the last one that the parser has passed */
    bool taken;   /* its node is there */
    ts_node *root, *open, *last_text;
    size_t text_cap; /* bytes behind last_text's characters, where they are ours to add to; else 0 */
    size_t nodes, depth, max_depth;
    const char *limit; /* the sentence, once one is passed */
    ts_node_list head_matter;
} builder;

static void init_library(void)
{
    xmlInitParser();
}

static void stop(xmlParserCtxt *ctxt, builder *b, const char *sentence)
{
    b->limit = sentence;
    xmlStopParser(ctxt);
}

static bool count_node(xmlParserCtxt *ctxt, builder *b)
{
    bool room = ++b->nodes <= TS_DOM_NODES;
    if (!room)
        stop(ctxt, b, "The page has more than 5,000,000 elements and texts.");
    return room;
}

/* The piece that the parser has just read, the first of those in one place; NULL where its node is there
 * already. */
static const ts_piece *current_piece(const xmlParserCtxt *ctxt, builder *b)
{
    const ts_piece *pieces = b->sieved->pieces.items;
    size_t count = b->sieved->pieces.len;
    size_t at = (size_t)(ctxt->input->cur - ctxt->input->base) + ctxt->input->consumed;
    for (size_t next = b->piece + 1; next < count && pieces[next].at <= at; next++) {
        if (pieces[next].at == pieces[b->piece].at)
            continue;
        b->piece = next;
        b->taken = false;
    }
    return b->taken || count == 0 || pieces[b->piece].at > at ? NULL : &pieces[b->piece];
}

/* The tag that begins this element, NULL where the parser begins one that the page leaves out. */
static const ts_piece *piece_of_tag(const xmlParserCtxt *ctxt, builder *b, const char *name)
{
    const ts_piece *piece = current_piece(ctxt, b);
    if (!piece || piece->own || (piece->kind != TS_PIECE_START && piece->kind != TS_PIECE_EMPTY) ||
        strcasecmp(piece->element->mended, name) != 0)
        return NULL;
    b->taken = true;
    return piece;
}

static void set_chars(builder *b, ts_node *parent, ts_str chars)
{
    b->last_text = ts_node_append(b->arena, parent);
    b->last_text->chars = chars;
    b->text_cap = 0;
}

static void begin_element(xmlParserCtxt *ctxt, builder *b, const ts_element *element, const ts_piece *piece)
{
    if (!count_node(ctxt, b))
        return;
    if (++b->depth > b->max_depth) {
        stop(ctxt, b,
             b->max_depth == TS_DOM_DEPTH ? "The page nests more than 4,000 elements."
                                          : "The page nests too many elements for its number of tags.");
        return;
    }
    ts_node *node = ts_node_append(b->arena, b->open);
    node->name = element->name;
    node->block = element->block ? TS_KNOWN_TRUE : TS_KNOWN_FALSE;
    node->hidden = element->unseen ? TS_KNOWN_TRUE : piece && piece->count ? TS_UNKNOWN : TS_KNOWN_FALSE;
    if (!b->root)
        b->root = node;
    b->open = node;
    if (piece) {
        node->attributes.items = piece->attributes;
        node->attributes.count = piece->count;
        node->attributes.arena = b->arena;
        node->attribute_names = piece->names;
    }
    if (piece && piece->text.len && count_node(ctxt, b))
        set_chars(b, node, piece->text);
    if (element->head_matter)
        ts_vec_push_in(b->arena, &b->head_matter, node);
}

static void end_element(builder *b)
{
    if (b->depth)
        b->depth--;
    if (b->open)
        b->open = b->open->parent;
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
    xmlParserCtxt *ctxt = context;
    builder *b = ctxt->_private;
    (void)attributes; /* the skeleton has none */
    if (b->limit)
        return;
    /* No limits of its own for long texts: the page's size is limited already. */
    ctxt->options |= XML_PARSE_HUGE;
    const ts_piece *piece = piece_of_tag(ctxt, b, (const char *)name);
    bool named = piece && piece->element->plain;
    begin_element(ctxt, b,
                  named ? piece->element : ts_element_of(&b->sieved->elements, ts_str_of((const char *)name)),
                  piece);
}

static void on_end(void *context, const xmlChar *name)
{
    xmlParserCtxt *ctxt = context;
    builder *b = ctxt->_private;
    (void)name;
    if (!b->limit)
        end_element(b);
}

/* Room doubles, so that a text of many pieces takes no longer than one of few. */
static void lengthen(builder *b, ts_str more)
{
    ts_str *chars = &b->last_text->chars;
    if (chars->len + more.len > b->text_cap) {
        b->text_cap = 2 * (chars->len + more.len);
        char *copy = ts_arena_alloc(b->arena, b->text_cap);
        memcpy(copy, chars->ptr, chars->len);
        chars->ptr = copy;
    }
    memcpy((char *)(void *)(size_t)chars->ptr + chars->len, more.ptr, more.len);
    chars->len += more.len;
}

static void add_text(xmlParserCtxt *ctxt, builder *b, ts_str text)
{
    /* Pieces of one text come one after another and are counted once. */
    if (b->open->last && b->open->last == b->last_text)
        lengthen(b, text);
    else if (count_node(ctxt, b))
        set_chars(b, b->open, text);
}

static void on_characters(void *context, const xmlChar *chars, int len)
{
    xmlParserCtxt *ctxt = context;
    builder *b = ctxt->_private;
    (void)chars; /* one that stands for a run of pieces */
    (void)len;
    if (b->limit)
        return;
    const ts_piece *piece = current_piece(ctxt, b), *end = b->sieved->pieces.items + b->sieved->pieces.len;
    if (!piece || !(piece->own || piece->kind == TS_PIECE_TEXT) || !b->open)
        return;
    b->taken = true;
    for (size_t at = piece->at; piece < end && piece->at == at && !b->limit; piece++) {
        if (piece->kind == TS_PIECE_TEXT)
            add_text(ctxt, b, piece->text);
        else if (piece->kind != TS_PIECE_END)
            begin_element(ctxt, b, piece->element, piece);
        if (piece->kind == TS_PIECE_EMPTY || piece->kind == TS_PIECE_END)
            end_element(b);
    }
    b->piece = (size_t)(piece - b->sieved->pieces.items) - 1;
}

static void on_comment(void *context, const xmlChar *text)
{
    xmlParserCtxt *ctxt = context;
    builder *b = ctxt->_private;
    (void)text; /* empty in the skeleton */
    if (!b->limit && b->open && count_node(ctxt, b))
        ts_node_append(b->arena, b->open)->name = "";
}

static void hook(xmlParserCtxt *ctxt, builder *b)
{
    ctxt->_private = b;
    *ctxt->sax = (xmlSAXHandler){.startElement = on_start,
                                 .endElement = on_end,
                                 .characters = on_characters,
                                 .ignorableWhitespace = on_characters,
                                 .comment = on_comment,
                                 .initialized = 1};
}

static ts_node *child_named(const ts_node *parent, const char *name)
{
    ts_node *child = parent ? parent->first : NULL;
    while (child && !ts_node_is(child, name))
        child = child->next;
    return child;
}

static bool belongs_into_head(const ts_node *n)
{
    static const char *const names[] = {"base",     "basefont", "bgsound", "link",     "meta",  "noframes",
                                        "noscript", "script",   "style",   "template", "title", NULL};
    for (int i = 0; ts_node_type(n) == TS_ELEMENT && names[i]; i++)
        if (ts_node_is(n, names[i]))
            return true;
    return ts_node_type(n) != TS_ELEMENT;
}

/* The body begins with the first element that is of no head, as browsers have it: the parser leaves <main>,
 * <header> and their like in a head whose end tag the page left out. */
static void begin_body(ts_dom *dom)
{
    ts_node *head = dom->head, *body = dom->body, *first = head ? head->first : NULL;
    while (first && belongs_into_head(first))
        first = first->next;
    if (!first || !body)
        return;
    ts_node *last = head->last;
    for (ts_node *n = first; n; n = n->next)
        n->parent = body;
    head->last = first->prev;
    *(first->prev ? &first->prev->next : &head->first) = NULL;
    first->prev = NULL;
    last->next = body->first;
    *(body->first ? &body->first->prev : &body->last) = last;
    body->first = first;
}

static bool build(builder *b, const char *source, ts_error *error)
{
    size_t end_tags = b->sieved->end_tags;
    b->max_depth = end_tags > END_TAG_WORK / TS_DOM_DEPTH ? END_TAG_WORK / end_tags : TS_DOM_DEPTH;
    htmlParserCtxt *ctxt = htmlNewParserCtxt();
    if (!ctxt) {
        ts_fail(error, TS_INTERNAL, source, 0, 0, "The HTML parser does not start.");
        return false;
    }
    hook(ctxt, b);
    xmlDoc *none =
        htmlCtxtReadMemory(ctxt, b->sieved->skeleton.ptr, (int)b->sieved->skeleton.len, NULL, "UTF-8",
                           HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                               HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC);
    xmlFreeDoc(none);
    htmlFreeParserCtxt(ctxt);
    if (b->limit)
        ts_fail(error, TS_LIMIT, source, 0, 0, "%s", b->limit);
    return !b->limit;
}

static ts_dom *parse(ts_arena *arena, ts_str html, bool whole, const char *source, ts_error *error)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, init_library);

    ts_dom *dom = NULL;
    ts_sieved sieved;
    builder b = {.arena = arena, .sieved = &sieved};
    ts_sieve(arena, html, whole, &sieved);
    if (!whole)
        ts_nest(&sieved);
    ts_skeleton_write(&sieved);
    if (sieved.skeleton.full || sieved.skeleton.len > INT_MAX) {
        ts_fail(error, TS_LIMIT, source, 0, 0, "The page is too large to be parsed (more than 1 GiB).");
        goto out;
    }
    if (sieved.skeleton.len > 0 && !build(&b, source, error))
        goto out;
    dom = TS_NEW(arena, ts_dom);
    *dom = (ts_dom){.arena = arena, .root = b.root, .head_matter = b.head_matter, .states = sieved.states};
    dom->head = child_named(dom->root, "head");
    dom->body = child_named(dom->root, "body");
    begin_body(dom);
    if (sieved.streamed)
        ts_dom_join_streamed(dom);
out:
    ts_sieved_free(&sieved);
    return dom;
}

ts_dom *ts_dom_parse(ts_arena *arena, ts_str html, const char *source, ts_error *error)
{
    return parse(arena, html, false, source, error);
}

ts_dom *ts_dom_parse_whole(ts_arena *arena, ts_str html, const char *source, ts_error *error)
{
    return parse(arena, html, true, source, error);
}

ts_node *ts_dom_root(const ts_dom *dom)
{
    return dom->root;
}

const ts_node_list *ts_dom_head_matter(const ts_dom *dom)
{
    return &dom->head_matter;
}

const ts_str_list *ts_dom_states(const ts_dom *dom)
{
    return &dom->states;
}

ts_node *ts_dom_body(const ts_dom *dom)
{
    return dom->body;
}
