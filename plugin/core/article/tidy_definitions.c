/* Lists of terms and what they mean. */
#include "article/tidy.h"

static void drop(cmark_node *node)
{
    cmark_node_unlink(node);
    cmark_node_free(node);
}

static void move_children(cmark_node *from, cmark_node *to)
{
    for (cmark_node *child; (child = cmark_node_first_child(from)) != NULL;) {
        cmark_node_unlink(child);
        cmark_node_append_child(to, child);
    }
}

cmark_node *ts_tidy_strong_line(cmark_node *term)
{
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH), *strong = cmark_node_new(CMARK_NODE_STRONG);
    cmark_node_append_child(paragraph, strong);
    move_children(term, strong);
    return paragraph;
}

/* Children behind `at`, in order; the last of them, or `at`. */
static cmark_node *spill(cmark_node *from, cmark_node *at)
{
    for (cmark_node *child; (child = cmark_node_first_child(from)) != NULL; at = child) {
        cmark_node_unlink(child);
        cmark_node_insert_after(at, child);
    }
    return at;
}

void ts_tidy_unwrap(cmark_node *node)
{
    spill(node, node);
}

void ts_tidy_dissolve_definitions(cmark_node *list)
{
    cmark_node *at = list;
    for (cmark_node *part = cmark_node_first_child(list); part; part = cmark_node_next(part)) {
        if (ts_node_kind_of(part) == TS_NODE_DETAILS) {
            at = spill(part, at);
            continue;
        }
        cmark_node *line = ts_tidy_strong_line(part);
        cmark_node_insert_after(at, line);
        at = line;
    }
}

/* Details before the first term become the blocks they hold, before the list. */
static bool spill_head(cmark_node *list)
{
    bool any = false;
    cmark_node *first;
    while ((first = cmark_node_first_child(list)) != NULL && ts_node_kind_of(first) == TS_NODE_DETAILS) {
        for (cmark_node *child; (child = cmark_node_first_child(first)) != NULL;) {
            cmark_node_unlink(child);
            cmark_node_insert_before(list, child);
        }
        drop(first);
        any = true;
    }
    return any;
}

/* Terms that nothing explains become strong lines behind the list. */
static bool spill_tail(cmark_node *list)
{
    bool any = false;
    cmark_node *last;
    while ((last = cmark_node_last_child(list)) != NULL && ts_node_kind_of(last) == TS_NODE_TERM) {
        cmark_node_insert_after(list, ts_tidy_strong_line(last));
        drop(last);
        any = true;
    }
    return any;
}

bool ts_tidy_definitions(cmark_node *list)
{
    bool again = spill_head(list);
    again = spill_tail(list) || again;
    cmark_node *before = cmark_node_previous(list);
    if (before && ts_node_kind_of(before) == TS_NODE_DEFINITIONS)
        move_children(list, before);
    if (!cmark_node_first_child(list))
        drop(list);
    return again;
}
