/* Makes a table rectangular: as many cells in each row as the widest has, one header row at most, alignments
 * for all columns. A table without a cell is freed. Used by ts_tree_tidy. */
#ifndef TS_ARTICLE_TIDY_TABLE_H
#define TS_ARTICLE_TIDY_TABLE_H

#include "article/node.h"

/* Columns a table may have; further cells of a row are joined to its last. */
#define TS_TABLE_COLUMNS 100

void ts_tidy_table(ts_arena *arena, cmark_node *table);

#endif
