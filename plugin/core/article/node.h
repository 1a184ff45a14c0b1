/* Our own kinds of nodes in the cmark tree: custom nodes with a typed payload, for what CommonMark lacks.
 *
 * A TS_NODE_… block is a CMARK_NODE_CUSTOM_BLOCK, an inline one a CMARK_NODE_CUSTOM_INLINE, whose user data
 * is a ts_payload in the article's arena. Shapes, checked by ts_tree_check: table = row+ ; row = cell+ (as
 * many as the table has columns) ; cell = inlines figure = paragraph with one image | table ; then caption =
 * one text deleted, run_in = inlines ; ruby = one text, its reading in the payload An image, though a node of
 * cmark's own, may have a payload of kind TS_NODE_NONE for its size and credit. */
#ifndef TS_ARTICLE_NODE_H
#define TS_ARTICLE_NODE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#include <cmark.h>

typedef enum ts_payload_kind {
    TS_NODE_NONE, /* a node of cmark's own */
    TS_NODE_TABLE,
    TS_NODE_ROW,
    TS_NODE_CELL,
    TS_NODE_FIGURE,
    TS_NODE_CAPTION,
    TS_NODE_DELETED,
    TS_NODE_RUBY,   /* inline: base text as children, the reading in the payload */
    TS_NODE_RUN_IN, /* inline: a run-in label; writers make it strong */
} ts_payload_kind;

typedef enum ts_align { TS_ALIGN_NONE, TS_ALIGN_LEFT, TS_ALIGN_CENTER, TS_ALIGN_RIGHT } ts_align;

typedef struct ts_payload {
    ts_payload_kind kind;
    bool header;         /* row: of header cells */
    ts_align *aligns;    /* table: one for each column */
    int columns;         /* table */
    const char *reading; /* ruby */
    const char *credit;  /* image, may be NULL */
    int width, height;   /* image: CSS pixels, 0 not known */
} ts_payload;

/* A custom node with a zeroed payload of that kind. */
cmark_node *ts_node_new(ts_arena *arena, ts_payload_kind kind);
ts_payload_kind ts_node_kind_of(cmark_node *node);
/* NULL for a node of cmark's own, but for images that have one. */
ts_payload *ts_node_payload(cmark_node *node);
/* The payload of an image, made where it has none. */
ts_payload *ts_node_image_payload(ts_arena *arena, cmark_node *image);

/* A text node with these characters (cmark takes C strings only; NUL bytes end it). */
cmark_node *ts_node_text_new(ts_str text);

/* Levels a tree may nest. */
#define TS_TREE_DEPTH 100

/* True for a well-formed tree: cmark's own links, only kinds that may stand where they stand, our shapes, the
 * depth. The sentence says which node is wrong. */
bool ts_tree_check(cmark_node *document, ts_error *error);

/* Puts a tree into its canonical form, the one that Markdown can hold: texts merged, white space squeezed and
 * moved out of emphasis, soft breaks joined (without a space between wide characters), emphasis inside the
 * same emphasis unwrapped, empty nodes gone, tables rectangular, what nests too deep flattened. Every tree
 * that is built, read or changed by a filter goes through it once; a second time changes nothing. */
void ts_tree_tidy(ts_arena *arena, cmark_node *document);

#endif
