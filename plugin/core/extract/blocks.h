/* A page as arrays: the elements a reader sees, and the blocks of text in them, in document order.
 *
 * A block is a run of text inside one element with no block element and no <br> in between: a paragraph, a
 * heading, a list item, a line. An element knows which blocks it holds, so that any sum over its blocks is a
 * difference of two prefix sums. */
#ifndef TS_EXTRACT_BLOCKS_H
#define TS_EXTRACT_BLOCKS_H

#include "dom/dom.h"
#include "rules/classes.h"

typedef enum ts_block_flags {
    TS_BLOCK_LIST = 1,       /* in a list item */
    TS_BLOCK_CELL = 2,       /* in a table's cell */
    TS_BLOCK_CAPTION = 4,    /* in <figcaption> or <caption> */
    TS_BLOCK_PRE = 8,        /* in <pre> or what stands for it */
    TS_BLOCK_QUOTE = 16,     /* in <blockquote> */
    TS_BLOCK_PARAGRAPH = 32, /* its nearest block element is <p> */
    TS_BLOCK_VERSE = 64,     /* by ts_verse_keep */
    TS_BLOCK_LICENCE = 128   /* by ts_licence_lessen: it leads to a licence */
} ts_block_flags;

typedef struct ts_block {
    ts_node *first, *last; /* the first and the last text node */
    int owner;             /* the innermost block element, an index */
    ts_str text;           /* white space squeezed */
    float size;            /* in Latin characters: a wide one counts 2.5 */
    float link_size;       /* the part of it inside links */
    int stops, commas;     /* marks that end sentences, marks inside them */
    int digits, capitals;  /* ASCII ones */
    bool closed;           /* its last character ends a sentence, or closes a quotation behind one */
    int heading;           /* 1–6, 0: none */
    unsigned flags;
    float score;       /* by ts_blocks_score: above 0 speaks for the article */
    float probability; /* by the model */
    bool aside;        /* by ts_blocks_score: in an element beside the article */
    bool keep;
    bool beside;        /* kept as a caption, no text of the article's own */
    const char *reason; /* why not, or why */
} ts_block;

/* What the value of such an attribute says; most elements with the same value share one. */
typedef struct ts_said {
    ts_str value;
    uint64_t hash;
    ts_class class; /* its words */
    unsigned comments;
    bool caption; /* it may be what a caption is called */
    bool code;    /* ts_says_code of it */
} ts_said;

enum { TS_SAID_CLASS, TS_SAID_ID, TS_SAID_ROLE, TS_SAID_COUNT };

typedef struct ts_element {
    ts_node *node;
    const ts_said *said[TS_SAID_COUNT]; /* NULL: nothing */
    int parent;                         /* an index, -1 for the root */
    int first, last;                    /* its blocks: first up to, not including, last */
    int block;                          /* the innermost block element around its text, perhaps itself */
    int next;                           /* the index of the first element behind it and all inside it */
    int depth;
    int weight;        /* of its class words */
    unsigned comments; /* ts_comments_said of its id and class */
    int heading;       /* 1–6 inside <h1> … <h6>, 0: none */
    unsigned flags;    /* of the blocks in it */
    bool consent;      /* its names say that readers are asked for consent here */
    bool asks;         /* a reader may fill something in here */
    bool asks_mail;    /* … an address for mail */
    bool alone;        /* no block element, but its text is a block by itself */
} ts_element;

typedef struct ts_blocks {
    TS_VEC(ts_block) blocks;
    TS_VEC(ts_element) elements;
} ts_blocks;

/* CJK characters say more than Latin ones. */
#define TS_WIDE_SIZE 2.5f

/* What a walk looks at, each with what is before it; never scripts and their like. */
typedef enum ts_sight {
    TS_SIGHT_SHOWN,
    TS_SIGHT_HIDDEN,     /* what a style sheet would hide */
    TS_SIGHT_UNSCRIPTED, /* what a browser without scripts shows */
} ts_sight;

/* Walks all below `root`. */
void ts_blocks_collect(ts_arena *arena, ts_node *root, ts_sight sight, ts_blocks *blocks);

/* True for blocks of one element, or of two in the same one. */
bool ts_blocks_are_beside(const ts_blocks *blocks, const ts_block *a, const ts_block *b);

/* The texts of all blocks, one right behind the other: a slice of what they are slices of. */
ts_str ts_blocks_text(const ts_blocks *blocks);

/* The texts of a block from its node `first` to `last`, or of all in `root` (one of both is NULL), with a gap
 * where an element begins or ends: "<i>A: x</i><i>B: y</i>" is two pieces to a reader. In `arena`. */
ts_str ts_spaced_text(ts_arena *arena, const char *gap, const ts_node *first, const ts_node *last,
                      const ts_node *root);

/* The block behind the element that a heading, block i, opens: the innermost one with more in it than the
 * heading and what stands before it; no element around `container` is asked, -1: all are. */
int ts_blocks_section_end(const ts_blocks *blocks, int i, int container);

#endif
