/* The tidier's parts, shared by tidy*.c. */
#ifndef TS_ARTICLE_TIDY_H
#define TS_ARTICLE_TIDY_H

#include "article/inlines.h"

/* Columns a table may have; further cells of a row are joined to its last. */
#define TS_TABLE_COLUMNS 100

/* A table becomes rectangular: as many cells in each row as the widest has, one header row at most,
 * alignments for all columns. One without a cell is freed, one too ragged becomes paragraphs. False where no
 * table is left. */
bool ts_tidy_table(ts_arena *arena, cmark_node *table);

/* A cell becomes inlines, or blocks that a table can hold. */
void ts_tidy_cell(ts_inlines *inlines, cmark_node *cell);

/* A cell that heads its row is strong, until ts_tidy_table has seen the whole table. */
void ts_tidy_head_cell(cmark_node *cell);

/* A paragraph that is one image with a title becomes a figure, one link of a card's title a card. */
void ts_tidy_paragraph(ts_arena *arena, cmark_node *paragraph);
/* A paragraph that looks like verse is some, any other is none. */
void ts_tidy_verse(ts_arena *arena, cmark_node *paragraph);
/* A figure without caption, or of more than it can hold, falls apart. */
void ts_tidy_figure(ts_arena *arena, cmark_node *figure);
/* A strong line before a table becomes its caption. */
void ts_tidy_caption(ts_arena *arena, cmark_node *table);
/* A card that lacks something becomes a paragraph. */
void ts_tidy_card(ts_arena *arena, cmark_node *card);

/* What stands before the first term becomes blocks, terms at the end strong lines; lists side by side become
 * one. True where blocks were made that nobody has tidied. */
bool ts_tidy_definitions(cmark_node *list);
/* Puts the terms, as strong lines, and the details' blocks behind the list, which is left without content. */
void ts_tidy_dissolve_definitions(cmark_node *list);
/* A term as a paragraph of strong text; takes its children. */
cmark_node *ts_tidy_strong_line(cmark_node *term);
/* Moves all children behind `node`. */
void ts_tidy_unwrap(cmark_node *node);

/* Notes go to the end, in the order of their references; what lacks its other half becomes text or blocks.
 * True where anything changed. */
bool ts_tidy_notes(ts_arena *arena, cmark_node *document);

#endif
