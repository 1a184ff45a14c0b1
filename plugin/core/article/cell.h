/* The blocks of a table's cell while they are built: paragraphs and lists, as a page's elements, the tags in
 * Markdown or a tree open and close them. */
#ifndef TS_ARTICLE_CELL_H
#define TS_ARTICLE_CELL_H

#include "article/node.h"

/* Begins as {.to = cell}. Whoever gathers inlines puts them in their paragraph before each call. */
typedef struct ts_cell_blocks {
    cmark_node *to; /* where the next block goes: the cell, a list or an item in it */
    int lists;      /* that are open */
} ts_cell_blocks;

/* Opens a list; what a list at more than TS_CELL_LISTS levels holds goes on as items of the one around. */
void ts_cell_list(ts_cell_blocks *b, bool ordered, long start);
/* Opens an item, and closes the one before; nothing outside of a list. */
void ts_cell_item(ts_cell_blocks *b);
/* What ends without anything in it goes. */
void ts_cell_item_end(ts_cell_blocks *b);
void ts_cell_list_end(ts_cell_blocks *b);
/* What a paragraph is to be appended to: never a list, an item is opened in one. */
cmark_node *ts_cell_holder(ts_cell_blocks *b);

#endif
