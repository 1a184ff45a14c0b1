#include "article/build_tree.h"

static int highest(cmark_node *document)
{
    int level = 7;
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_HEADING &&
            cmark_node_get_heading_level(node) < level)
            level = cmark_node_get_heading_level(node);
    }
    cmark_iter_free(iter);
    return level;
}

void ts_tree_shift_headings(cmark_node *document, bool both_ways)
{
    int level = highest(document);
    int shift = 2 - level;
    if (level > 6 || shift == 0 || (shift < 0 && !both_ways))
        return;
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event != CMARK_EVENT_ENTER || cmark_node_get_type(node) != CMARK_NODE_HEADING)
            continue;
        int to = cmark_node_get_heading_level(node) + shift;
        cmark_node_set_heading_level(node, to > 6 ? 6 : to);
    }
    cmark_iter_free(iter);
}
