#include "article/build_tree.h"
#include "article/node.h"

/* The next heading behind `node`, NULL for none. */
static cmark_node *heading_behind(cmark_node *node, cmark_node *document)
{
    do {
        node = ts_node_block_behind(node, document);
    } while (node && cmark_node_get_type(node) != CMARK_NODE_HEADING);
    return node;
}

static int highest(cmark_node *document)
{
    int level = 7;
    for (cmark_node *node = document; (node = heading_behind(node, document));)
        if (cmark_node_get_heading_level(node) < level)
            level = cmark_node_get_heading_level(node);
    return level;
}

void ts_tree_shift_headings(cmark_node *document, bool both_ways)
{
    int level = highest(document);
    int shift = 2 - level;
    if (level > 6 || shift == 0 || (shift < 0 && !both_ways))
        return;
    for (cmark_node *node = document; (node = heading_behind(node, document));) {
        int to = cmark_node_get_heading_level(node) + shift;
        cmark_node_set_heading_level(node, to > 6 ? 6 : to);
    }
}
