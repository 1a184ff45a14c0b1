/* From what extract found to the cmark tree. */
#ifndef TS_ARTICLE_BUILD_TREE_H
#define TS_ARTICLE_BUILD_TREE_H

#include "article/node.h"
#include "dom/dom.h"
#include "extract/extract.h"

typedef struct ts_tree_options {
    const char *url;      /* links and images are made absolute against it; may be NULL */
    const char *language; /* may be NULL */
    bool restore_width; /* full-width punctuation that was folded is restored, never in code and addresses */
} ts_tree_options;

/* The tree of the body's elements, without those marked TS_MARK_DROP. Images with their captions and credits
 * go into fields->images too. Recursion never follows the page's depth: what nests deeper than TS_TREE_DEPTH
 * is flattened. Never NULL. The caller frees it with cmark_node_free. */
cmark_node *ts_tree_from_dom(ts_arena *arena, ts_node *body, const ts_tree_options *options,
                             ts_fields *fields);
/* The tree of a dump's paragraphs; body->text is plain text, nothing in it is markup. */
cmark_node *ts_tree_from_paragraphs(ts_arena *arena, const ts_paragraphs *body,
                                    const ts_tree_options *options);

/* Makes full-width punctuation of the tree's texts that was folded what it was, each block being the context.
 */
void ts_tree_restore_width(ts_arena *arena, cmark_node *document);

/* Shifts all headings so that the highest is of level 2, under the article's title; where not `both_ways`,
 * only down. Levels end at 6. */
void ts_tree_shift_headings(cmark_node *document, bool both_ways);

/* Makes run-in labels ("一是…。", "First, …") of at least two paragraphs of one sequence TS_NODE_RUN_IN
 * nodes. */
void ts_tree_mark_run_ins(ts_arena *arena, cmark_node *document, const char *language);

#endif
