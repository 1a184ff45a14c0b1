/* Thematic breaks part what stands before and behind them. Where what one of both was is not of the article,
 * they part nothing. */
#include "article/build.h"

static void drop(cmark_node *node)
{
    cmark_node_unlink(node);
    cmark_node_free(node);
}

void ts_build_breaks_end(cmark_node *document)
{
    cmark_node *open = NULL, *next = NULL; /* a break behind something, with nothing behind it as yet */
    bool any = false;
    for (cmark_node *node = cmark_node_first_child(document); node; node = next) {
        next = cmark_node_next(node);
        if (cmark_node_get_type(node) == CMARK_NODE_THEMATIC_BREAK) {
            if (any && !open)
                open = node;
            else
                drop(node);
        } else if (ts_node_kind_of(node) != TS_NODE_NOTE) {
            any = true;
            open = NULL;
        }
    }
    if (open)
        drop(open);
}
