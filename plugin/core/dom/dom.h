/* The parsed page. The only room that names libxml2, which says how the page nests; the tree itself lives in
 * the arena that the page was parsed into. A page belongs to one thread. */
#ifndef TS_DOM_DOM_H
#define TS_DOM_DOM_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/vec.h"

#include <stdint.h>
#include <string.h>

typedef struct ts_node ts_node;
typedef struct ts_dom ts_dom;

/* Elements a page may nest; deeper ones make the parse fail with TS_LIMIT. */
#define TS_DOM_DEPTH 4000
/* Elements and texts a page may have. */
#define TS_DOM_NODES 5000000

/* Parses a page of UTF-8 without NUL as HTML, mending what is broken, fetching nothing. Texts and attributes
 * point into `html`, which must live as long as the arena. */
ts_dom *ts_dom_parse(ts_arena *arena, ts_str html, const char *source, ts_error *error);
/* The same with what ts_dom_parse passes over because no reader sees it: scripts, styles, drawings, what
 * stands in frames, comments; and with libxml2 asked about every tag, not about broken markup only. To prove
 * that neither makes a difference. */
ts_dom *ts_dom_parse_whole(ts_arena *arena, ts_str html, const char *source, ts_error *error);

/* Hangs what this HTML has in its body behind what is in the page's. The HTML must live as long as the arena.
 * False where either has none. */
bool ts_dom_graft(ts_dom *dom, ts_str html);

/* The <html> element; NULL for a page without any. */
ts_node *ts_dom_root(const ts_dom *dom);
/* The <body> element, may be NULL. */
ts_node *ts_dom_body(const ts_dom *dom);

typedef TS_VEC(ts_node *) ts_node_list;
/* The elements that hold what the page says of itself: all its <meta>, <link>, <title> and <script>, in
 * order. They were noted while the page was parsed, so nobody has to walk over it for them. */
const ts_node_list *ts_dom_head_matter(const ts_dom *dom);

typedef TS_VEC(ts_str) ts_str_list;
/* What scripts hand over to the page's program (dom/state.h), of the first few that do. */
const ts_str_list *ts_dom_states(const ts_dom *dom);

typedef enum ts_node_kind { TS_ELEMENT, TS_TEXT, TS_COMMENT, TS_OTHER } ts_node_kind;

/* What nodes begin with, for the questions that are asked most; all else is dom's own. */
typedef struct ts_node_head {
    const char *name; /* of an element; NULL: a text, "": a comment */
    uint64_t attributes;
    ts_node *parent, *first, *last, *next, *prev;
} ts_node_head;

/* One of 64 bits by the name's first two characters: most elements are known not to have an attribute. */
static inline uint64_t ts_attribute_bit(const char *name)
{
    return (uint64_t)1 << (((unsigned char)name[0] * 5u + (unsigned char)name[1]) & 63);
}

static inline ts_node_kind ts_node_type(const ts_node *node)
{
    const char *name = ((const ts_node_head *)node)->name;
    return !name ? TS_TEXT : *name ? TS_ELEMENT : TS_COMMENT;
}
/* Lower-case element name, "" for what is none. */
static inline const char *ts_node_name(const ts_node *node)
{
    const char *name = ((const ts_node_head *)node)->name;
    return name ? name : "";
}
/* False for NULL, as the parent of the root is. Most names differ in their first letter already. */
static inline bool ts_node_is(const ts_node *node, const char *name)
{
    const char *own = node ? ((const ts_node_head *)node)->name : NULL;
    return own && own[0] == name[0] && strcmp(own, name) == 0;
}
/* 1 to 6 for <h1> to <h6> and what has the role of one, else 0. */
int ts_node_heading(const ts_node *node);
/* The characters of a text or comment node itself. */
ts_str ts_node_chars(const ts_node *node);
/* An attribute's value, entities decoded; NULL where the element has none. Valid as long as the document. */
const char *ts_node_value(const ts_node *node, const char *name);
static inline const char *ts_node_attr(const ts_node *node, const char *name)
{
    bool may = ((const ts_node_head *)node)->attributes & ts_attribute_bit(name);
    return may ? ts_node_value(node, name) : NULL;
}

/* True where the element's class has one of the words anywhere in it, in whatever case; the list ends in
 * NULL. False for NULL. */
bool ts_node_is_called(const ts_node *node, const char *const *words);
/* True where a word of the element's class is one of these, of two letters or more, letter for letter; the
 * list ends in NULL. */
bool ts_node_has_word(const ts_node *node, const char *const *words);
static inline ts_node *ts_node_parent(const ts_node *node)
{
    return ((const ts_node_head *)node)->parent;
}
static inline ts_node *ts_node_first(const ts_node *node)
{
    return ((const ts_node_head *)node)->first;
}
static inline ts_node *ts_node_last(const ts_node *node)
{
    return ((const ts_node_head *)node)->last;
}
static inline ts_node *ts_node_next(const ts_node *node)
{
    return ((const ts_node_head *)node)->next;
}
static inline ts_node *ts_node_prev(const ts_node *node)
{
    return ((const ts_node_head *)node)->prev;
}
/* The node behind this one in document order, inside `root` only; NULL at the end. ts_node_skip leaves out
 * what is below `node`. Neither recurses. */
ts_node *ts_node_skip(const ts_node *node, const ts_node *root);
static inline ts_node *ts_node_walk(const ts_node *node, const ts_node *root)
{
    ts_node *first = ts_node_first(node);
    return first ? first : ts_node_skip(node, root);
}

/* Links to places of the page itself lose its address, which browsers write before the place when they save a
 * page; NULL: it is not known. */
void ts_dom_own_places(ts_dom *dom, const char *address);

/* All text below the node as a reader sees it: white space squeezed, a space where a block or <br> begins,
 * nothing of script, style, template and noscript, no readings of ruby. Ends where `out` is full. */
void ts_node_text(ts_buf *out, const ts_node *node);

/* Text that was escaped for HTML once too often, as metadata often is: character references are decoded, tags
 * taken out, white space squeezed. */
void ts_html_unescape(ts_buf *out, ts_str s);

/* A verdict that extract leaves on a node, element or text, for those who read the body. KEEP: seen though
 * its style hides it. BESIDE, on texts: of a caption that is its figure's alone. */
typedef enum ts_mark { TS_MARK_NONE, TS_MARK_DROP, TS_MARK_KEEP, TS_MARK_BESIDE } ts_mark;
void ts_node_set_mark(ts_node *node, ts_mark mark);
ts_mark ts_node_mark(const ts_node *node);

/* Nodes that an XPath 1.0 expression finds from the root, in document order, at most 10,000: elements and
 * texts, for an attribute its value as a text. */
bool ts_dom_xpath(ts_arena *arena, ts_dom *dom, const char *expression, ts_node_list *nodes, ts_error *error);

/* Display types that HTML's own style sheet gives: p, div, li, h1 … are blocks. */
bool ts_is_block(const char *element);
bool ts_node_is_block(const ts_node *node);
/* display: none, hidden, aria-hidden, script, style, template, noscript and their like, the sign beside a
 * heading that links to it, a wiki's link to edit what is below it; but not what an accordion shows when its
 * button is pressed. */
bool ts_is_hidden(const ts_node *node);
/* True for a button that is all of a heading: it opens what stands below. */
bool ts_is_opener(const ts_node *node);
/* True for a text that only a style sheet sets off from the label that opens its block: "Saltby" and "The
 * council" in "<p><span class=place>Saltby</span>The council". The case of the letters tells. */
bool ts_is_set_off(const ts_node *text);
/* True for a <table> of rows and columns, false for one that only puts blocks beside each other. */
bool ts_is_data_table(const ts_node *table);
/* True for what holds lines of code and nothing else: <pre>, what highlighters put in its place, a <code> of
 * several lines that stands alone. */
bool ts_is_code(const ts_node *node);
/* The part of it that a class attribute tells, and what <code> itself is asked. */
bool ts_says_code(ts_str classes);
bool ts_is_code_lines(const ts_node *node);

#endif
