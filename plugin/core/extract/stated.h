/* What a page's own data repeat of its text: the ingredients and the steps of a recipe, short lines that look
 * like no article's. */
#ifndef TS_EXTRACT_STATED_H
#define TS_EXTRACT_STATED_H

#include "base/value.h"
#include "extract/blocks.h"

typedef struct ts_stated {
    TS_VEC(uint64_t) lines; /* hashes of their letters and digits, in the arena */
} ts_stated;

/* Adds the lines of an object of schema.org, a Recipe or a HowTo. */
void ts_stated_read(ts_arena *arena, ts_stated *stated, const ts_value *node);

/* Adds a line, as the page or its data write it. */
void ts_stated_add(ts_arena *arena, ts_stated *stated, ts_str line);

/* The text of an article as its data have it, as HTML in paragraphs. */
ts_str ts_stated_html(ts_arena *arena, ts_str body);

/* Keeps the blocks that hold such a line, each line once, the rest of a list that is mostly made of them, and
 * the headings above them. Returns how many places were found where one stands. */
int ts_stated_keep(ts_arena *arena, const ts_stated *stated, ts_blocks *blocks);

#endif
