/* What an element of a page becomes in the tree, by its name. */
#ifndef TS_ARTICLE_ELEMENT_KIND_H
#define TS_ARTICLE_ELEMENT_KIND_H

typedef enum ts_element_kind {
    TS_EL_OTHER, /* inline, without meaning of its own */
    TS_EL_SKIP,
    TS_EL_BLOCK, /* the first of the blocks: one without meaning of its own */
    TS_EL_BREAK,
    TS_EL_RULE,
    TS_EL_HEADING,
    TS_EL_LIST,
    TS_EL_ITEM,
    TS_EL_QUOTE,
    TS_EL_LABEL,
    TS_EL_DEFINITIONS,
    TS_EL_TERM,
    TS_EL_DETAILS,
    TS_EL_PRE,
    TS_EL_TABLE,
    TS_EL_ROW,
    TS_EL_CELL,
    TS_EL_CAPTION,
    TS_EL_FIGURE, /* the last of the blocks */
    TS_EL_IMAGE,
    TS_EL_LINK,
    TS_EL_STRONG,
    TS_EL_EMPH,
    TS_EL_DELETED,
    TS_EL_CODE,
    TS_EL_SUB,
    TS_EL_SUP,
    TS_EL_RUBY,
    TS_EL_MATH,
    TS_EL_FRAME,
    TS_EL_PLAYER,
    TS_EL_Q,
} ts_element_kind;

/* `name` is in lower case. */
ts_element_kind ts_element_kind_of(const char *name);

#endif
