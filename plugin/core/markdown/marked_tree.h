/* A dump's Markdown as a tree of what the page's readers saw. */
#ifndef TS_MARKDOWN_MARKED_TREE_H
#define TS_MARKDOWN_MARKED_TREE_H

#include "article/node.h"

/* Addresses become absolute against `url`, which may be NULL; links that lead nowhere become their text,
 * pictures without an address go, those that a reader service numbered have their own text again. Raw HTML
 * becomes what it shows; the rest of its tags goes. */
void ts_marked_tree_clean(ts_arena *arena, cmark_node *tree, const char *url);

#endif
