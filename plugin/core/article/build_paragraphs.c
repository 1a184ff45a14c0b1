#include "article/build_tree.h"
#include "article/inlines.h"

cmark_node *ts_tree_from_paragraphs(ts_arena *arena, const ts_paragraphs *body,
                                    const ts_tree_options *options)
{
    cmark_node *document = cmark_node_new(CMARK_NODE_DOCUMENT);
    ts_inlines inlines;
    ts_inlines_init(&inlines, arena);
    for (size_t i = 0; i < body->len; i++) {
        int level = body->items[i].level;
        cmark_node *block = cmark_node_new(level ? CMARK_NODE_HEADING : CMARK_NODE_PARAGRAPH);
        if (level)
            cmark_node_set_heading_level(block, level > 6 ? 6 : level);
        ts_inlines_text(&inlines, body->items[i].text);
        if (options->restore_width)
            ts_inlines_restore_width(&inlines);
        if (ts_inlines_build(&inlines, block, level > 0))
            cmark_node_append_child(document, block);
        else
            cmark_node_free(block);
    }
    ts_inlines_free(&inlines);
    ts_tree_shift_headings(document, true);
    return document;
}

static bool holds_inlines(cmark_node *block)
{
    cmark_node *child = cmark_node_first_child(block);
    return child && cmark_node_get_type(child) >= CMARK_NODE_FIRST_INLINE &&
           cmark_node_get_type(block) <= CMARK_NODE_LAST_BLOCK;
}

void ts_tree_restore_width(ts_arena *arena, cmark_node *document)
{
    ts_inlines inlines;
    ts_inlines_init(&inlines, arena);
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *block = cmark_iter_get_node(iter);
        if (event != CMARK_EVENT_ENTER || !holds_inlines(block))
            continue;
        ts_inlines_take(&inlines, block, NULL, NULL);
        ts_inlines_restore_width(&inlines);
        ts_inlines_build(&inlines, block, cmark_node_get_type(block) == CMARK_NODE_HEADING);
        cmark_iter_reset(iter, block, CMARK_EVENT_EXIT);
    }
    cmark_iter_free(iter);
    ts_inlines_free(&inlines);
}
