/* Thematic breaks part what stands before and behind them. Where what one of both was is not of the article,
 * they part nothing. */
#include "article/build.h"
#include "rules/phrases.h"
#include "text/utf8.h"

/* Bytes of a line of signs. */
#define BREAK_BYTES 200

bool ts_build_break_line(ts_builder *b)
{
    ts_buf folded;
    ts_line_match match;
    if (b->inlines.text.len > BREAK_BYTES || b->inlines.leaves.len == 0 ||
        ts_is_alnum(ts_utf8_first(ts_buf_str(&b->inlines.text))))
        return false; /* no sign is a letter */
    ts_buf_init(&folded, TS_BUF_MAX);
    bool is =
        ts_build_fold_line(b, &folded) && ts_phrases_match_class(ts_phrases_get(), b->options->language,
                                                                 "separator", ts_buf_str(&folded), &match);
    ts_buf_free(&folded);
    if (is) {
        ts_inlines_clear(&b->inlines);
        ts_build_append(b, cmark_node_new(CMARK_NODE_THEMATIC_BREAK));
    }
    return is;
}

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
