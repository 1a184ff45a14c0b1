/* Our own kinds of nodes in the cmark tree: custom nodes with a typed payload, for what CommonMark lacks.
 *
 * A TS_NODE_… block is a CMARK_NODE_CUSTOM_BLOCK, an inline one a CMARK_NODE_CUSTOM_INLINE, whose user data
 * is a ts_payload in the article's arena. Shapes, checked by ts_tree_check:
 *
 *   table = row+                              figure = paragraph with one image | table; then caption
 *   row = as many cells as columns            caption = one text
 *   cell = inlines | (paragraph | list)+      deleted, run_in, span = inlines
 *   definitions = (term+ details+)+           ruby = one text, its reading in the payload
 *   term = inlines                            note_ref = nothing; a note of its label is in the document
 *   details = blocks without definitions      note = blocks; children of the document, behind all others
 *   card = one text
 *
 * A paragraph of lines parted by hard breaks, at least three and none of them long, has a payload of kind
 * TS_NODE_VERSE. Items of lists in cells hold lists and paragraphs, no two of these side by side; a cell of
 * one paragraph holds its inlines. Lists of definitions stand in the document and in block quotes. An image,
 * though a node of cmark's own, may have a payload of kind TS_NODE_NONE for its size and credit. A formula is
 * code that begins and ends with a dollar sign, or a code block of the language "math". */
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
    TS_NODE_SPAN,   /* inline: in another language or direction than what is around it */
    TS_NODE_DEFINITIONS,
    TS_NODE_TERM,
    TS_NODE_DETAILS,
    TS_NODE_NOTE_REF, /* inline */
    TS_NODE_NOTE,
    TS_NODE_VERSE, /* a paragraph of cmark's own whose lines are verse */
    TS_NODE_CARD,  /* what was embedded: a video, a post */
    TS_NODE_KINDS,
} ts_payload_kind;

typedef enum ts_align { TS_ALIGN_NONE, TS_ALIGN_LEFT, TS_ALIGN_CENTER, TS_ALIGN_RIGHT } ts_align;

typedef struct ts_payload {
    ts_payload_kind kind;
    bool header;           /* row: of header cells; first cell of another row: the row's header */
    bool beside;           /* caption: its figure's alone, no text of the article's own */
    ts_align *aligns;      /* table: one for each column */
    int columns;           /* table */
    const char *reading;   /* ruby */
    const char *credit;    /* image, may be NULL */
    int width, height;     /* image: CSS pixels, 0 not known */
    const char *label;     /* note, note_ref: ts_is_note_label */
    const char *url;       /* card */
    const char *provider;  /* card: who shows it */
    const char *language;  /* span: ts_is_language, may be NULL */
    const char *direction; /* span: "ltr" or "rtl", may be NULL */
} ts_payload;

/* A custom node with a zeroed payload of that kind. */
cmark_node *ts_node_new(ts_arena *arena, ts_payload_kind kind);
ts_payload_kind ts_node_kind_of(cmark_node *node);
/* The kind's name in filters and outlines, which is pandoc's where pandoc has such a thing. */
const char *ts_node_kind_name(ts_payload_kind kind);
bool ts_node_kind_is_inline(ts_payload_kind kind);
/* NULL for a node of cmark's own, but for images that have one. */
ts_payload *ts_node_payload(cmark_node *node);
/* The payload of an image, made where it has none. */
ts_payload *ts_node_image_payload(ts_arena *arena, cmark_node *image);

/* A text node with these characters (cmark takes C strings only; NUL bytes end it). */
cmark_node *ts_node_text_new(ts_str text);
/* The node behind this one in document order, inside `root` only; NULL at the end. `into`: what is below the
 * node comes first. */
cmark_node *ts_node_behind(cmark_node *node, cmark_node *root, bool into);
/* The same, past what paragraphs and headings hold. */
cmark_node *ts_node_block_behind(cmark_node *node, cmark_node *root);

/* True for a note's label that every reader takes for one: letters and digits, with -_.: between. */
#define TS_NOTE_LABEL 100
bool ts_is_note_label(ts_str label);

/* True for what may be a language's tag: letters and digits, with hyphens between. */
#define TS_LANGUAGE 35
bool ts_is_language(ts_str tag);
/* True for "ltr" and "rtl". */
bool ts_is_direction(ts_str direction);
/* True where a span says a language or a direction, and both are proper if they are there. */
bool ts_node_is_span(cmark_node *node);

/* A tight list; one that begins at a number that no list has begins at 1. */
cmark_node *ts_list_new(bool ordered, long start);

/* Levels that lists in a cell may nest. */
#define TS_CELL_LISTS 5

/* True for a cell of blocks. */
bool ts_cell_has_blocks(cmark_node *cell);
/* Makes the blocks of a cell inlines, with breaks between. */
void ts_cell_flatten(ts_arena *arena, cmark_node *cell);

/* The block's only child where that is strong (or a run-in label); NULL otherwise. */
cmark_node *ts_node_lone_strong(cmark_node *block);

/* In Markdown a card is a link alone in its paragraph with the title "card: " and the provider. */
#define TS_CARD_TITLE "card:"

/* HTML that no reader shows. In Markdown it holds apart what would run together, in a tree there is none. */
#define TS_EMPTY_COMMENT "<!-- -->"
/* True for it, and for any comment of nothing but white space. */
bool ts_is_empty_comment(ts_str html);

/* Levels a tree may nest. */
#define TS_TREE_DEPTH 100

/* True for a well-formed tree: cmark's own links, only kinds that may stand where they stand, our shapes, the
 * depth. The sentence says which node is wrong. */
bool ts_tree_check(cmark_node *document, ts_error *error);

/* Puts a tree into its canonical form, the one that Markdown can hold: texts merged, white space squeezed and
 * moved out of emphasis, soft breaks joined (without a space between wide characters), emphasis inside the
 * same emphasis unwrapped, empty nodes gone, tables rectangular, what nests too deep flattened. What Markdown
 * says by its look has that meaning here: an image with a title alone in a paragraph is a figure, a link
 * alone whose title begins with TS_CARD_TITLE a card, a strong line before a table its caption, a strong
 * first cell the header of its row. Notes stand in the order they are referred to; those that nobody refers
 * to become blocks, references to nothing text.
 *
 * Texts, captions, titles and readings are put into NFC (ts_utf8_nfc says what it leaves alone); code, raw
 * HTML, addresses and links whose text is their address are not: there, a character is what its bytes are.
 *
 * Every tree that is built, read or changed by a filter goes through it once; a second time changes nothing.
 */
void ts_tree_tidy(ts_arena *arena, cmark_node *document);
/* The same for a tree whose paragraphs and headings were all made by ts_inlines_build (inlines.h). */
void ts_tree_tidy_built(ts_arena *arena, cmark_node *document);

#endif
