/* What an element of a page becomes in the tree, by its name. */
#ifndef TS_ARTICLE_ELEMENT_KIND_H
#define TS_ARTICLE_ELEMENT_KIND_H

#include "dom/dom.h"

typedef enum ts_element_kind {
    TS_BECOMES_OTHER, /* inline, without meaning of its own */
    TS_BECOMES_SKIP,
    TS_BECOMES_BLOCK, /* the first of the blocks: one without meaning of its own */
    TS_BECOMES_BREAK,
    TS_BECOMES_RULE,
    TS_BECOMES_HEADING,
    TS_BECOMES_LIST,
    TS_BECOMES_ITEM,
    TS_BECOMES_QUOTE,
    TS_BECOMES_LABEL,
    TS_BECOMES_DEFINITIONS,
    TS_BECOMES_TERM,
    TS_BECOMES_DETAILS,
    TS_BECOMES_PRE,
    TS_BECOMES_TABLE,
    TS_BECOMES_ROW,
    TS_BECOMES_CELL,
    TS_BECOMES_CAPTION,
    TS_BECOMES_FIGURE, /* the last of the blocks */
    TS_BECOMES_IMAGE,
    TS_BECOMES_LINK,
    TS_BECOMES_STRONG,
    TS_BECOMES_EMPH,
    TS_BECOMES_DELETED,
    TS_BECOMES_CODE,
    TS_BECOMES_SUB,
    TS_BECOMES_SUP,
    TS_BECOMES_RUBY,
    TS_BECOMES_MATH,
    TS_BECOMES_FRAME,
    TS_BECOMES_PLAYER,
    TS_BECOMES_Q,
} ts_element_kind;

/* `name` is in lower case. */
ts_element_kind ts_element_kind_of(const char *name);
/* The same, or what its content, its role and its class make of it. */
ts_element_kind ts_element_kind_beyond(const ts_node *node, ts_element_kind kind);

#endif
