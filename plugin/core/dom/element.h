/* What the name of an element says of it, asked once for each name of a page. Seen by dom only. */
#ifndef TS_DOM_ELEMENT_H
#define TS_DOM_ELEMENT_H

#include "base/arena.h"

/* Bytes of a longest name that libxml2 takes. */
#define TS_DOM_NAME 100

/* What becomes of content that is no markup. */
typedef enum ts_raw {
    TS_RAW_NONE, /* it is markup */
    TS_RAW_DROP,
    TS_RAW_DRAWING,
    TS_RAW_EMPTY,
    TS_RAW_SCRIPT,
    TS_RAW_TEXT
} ts_raw;

/* Names of elements that have any. */
#define TS_RAW_NAMES 9

/* Elements that nest as boxes do. */
typedef enum ts_box {
    TS_BOX_TD,
    TS_BOX_TH,
    TS_BOX_TABLE,
    TS_BOX_OTHER, /* the first of the others */
    TS_BOX_COUNT = TS_BOX_OTHER + 13,
    TS_BOX_NONE = TS_BOX_COUNT
} ts_box;

typedef struct ts_element {
    ts_str spelt;           /* as the page has it */
    const char *name;       /* in lower case */
    const char *mended;     /* as libxml2 would read it, which knows letters, digits and - _ : . only */
    bool plain;             /* libxml2 takes it as it is */
    unsigned char raw;      /* ts_raw */
    unsigned char raw_name; /* below TS_RAW_NAMES: which of them it is */
    unsigned char box;      /* ts_box */
    bool row;               /* of a table, or a group of such */
    bool no_end;            /* without end tag, and libxml2 does not know */
    bool outer;             /* <html>, <head>, <body> and frames: the parser has rules of its own for these */
    bool empty;             /* has no end tag, as libxml2 knows */
    bool repeats;           /* may stand in another of its name */
    bool keeps_space;       /* white space in it is text */
    bool block, unseen;     /* ts_is_block, ts_is_unseen */
    bool head_matter;       /* holds what the page says of itself */
} ts_element;

/* Names that are remembered, a power of two: a page has few different ones. */
#define TS_ELEMENTS 256

typedef struct ts_elements {
    ts_arena *arena;
    const ts_element *slots[TS_ELEMENTS];
} ts_elements;

/* Lives as long as the arena, and so must the name. Two calls for one name may give two elements, which then
 * differ in nothing but their place. */
const ts_element *ts_element_of(ts_elements *elements, ts_str spelt);

#endif
