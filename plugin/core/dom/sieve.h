/* The bytes of a page taken apart: its tags, and what they and the texts between them hold, so that libxml2's
 * HTML parser need read no more than bare tags (dom/nest.h). Seen by dom only. */
#ifndef TS_DOM_SIEVE_H
#define TS_DOM_SIEVE_H

#include "base/buf.h"
#include "base/vec.h"
#include "dom/dom.h"
#include "dom/element.h"
#include "dom/tag.h"

/* One attribute as the tree keeps it. */
typedef struct ts_attribute {
    const char *name;  /* in lower case */
    const char *value; /* `len` bytes of the page, or a C string once it is decoded; NULL: none */
    size_t len;
    bool decoded;
} ts_attribute;

typedef enum ts_piece_kind {
    TS_PIECE_TEXT,
    TS_PIECE_START,
    TS_PIECE_EMPTY, /* a start tag that ends its element too */
    TS_PIECE_END,
    TS_PIECE_COMMENT
} ts_piece_kind;

/* A tag or a text. */
typedef struct ts_piece {
    const ts_element *element; /* of a tag */
    ts_attribute *attributes;
    uint64_t names; /* ts_attribute_bit of each attribute's name */
    ts_str text;    /* of a text; of a start tag, what its element holds and is no markup */
    uint32_t at;    /* in the skeleton: behind the tag's name, or behind the character that stands for it */
    unsigned char count;
    unsigned char kind; /* ts_piece_kind */
    bool blank;         /* a text of white space */
    bool own;           /* the parser need not see it (dom/nest.h) */
} ts_piece;

typedef struct ts_sieved {
    ts_arena *arena; /* of attributes and texts that are no slices of the page */
    ts_elements elements;
    TS_VEC(ts_piece) pieces; /* as they stand in the page */
    ts_buf skeleton;         /* ts_skeleton_write */
    ts_str_list states;      /* ts_script_state of scripts that are left out */
    size_t end_tags;         /* in the skeleton */
    bool streamed;           /* an attribute is as the id of a piece that came later (dom/streamed.h) */
} ts_sieved;

/* Leaves out comments, declarations, scripts (but for data: types with "json" in them, JSON-LD without
 * one, and TeX), styles, frames and drawings. Tags end where a browser ends them, a '<' that begins no tag is
 * a character, and an element that closes closes what is open inside it. `whole`: with all that is left out
 * otherwise. Linear in the page's length. The result points into the page. */
void ts_sieve(ts_arena *arena, ts_str html, bool whole, ts_sieved *sieved);
void ts_sieved_free(ts_sieved *sieved);

#endif
