/* Lists, and the blocks of a table's cell. */
#include "article/build.h"
#include "extract/media.h"

#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Nodes that are looked at to see what a list holds. */
enum { LOOK = 500 };

static const ts_node *next_item(const ts_node *node)
{
    while (node && !ts_node_is(node, "li"))
        node = ts_node_next(node);
    return node;
}

/* The number that an element's attribute gives, else the other one. */
static long number_at(const ts_node *element, const char *name, long otherwise)
{
    const char *value = element ? ts_node_attr(element, name) : NULL;
    return value ? strtol(value, NULL, 10) : otherwise;
}

static long start_of(const ts_node *list)
{
    const ts_node *first = next_item(ts_node_first(list));
    long start = number_at(first, "value", 1);
    if (ts_node_attr(list, "reversed") && (!first || !ts_node_attr(first, "value")))
        for (start = 0; first; first = next_item(ts_node_next(first)))
            start++;
    return number_at(list, "start", start);
}

/* True where the numbers are not one after the other, upwards: no list of Markdown's counts so. */
static bool counts_its_own_way(const ts_node *list, long start)
{
    const ts_node *item = next_item(ts_node_first(list));
    if (!ts_node_is(list, "ol") || !item || ts_node_attr(list, "reversed"))
        return ts_node_is(list, "ol") && item;
    for (long n = start; item; item = next_item(ts_node_next(item)), n++)
        if (number_at(item, "value", n) != n)
            return true;
    return false;
}

static bool has_role(const ts_node *node, const char *role)
{
    const char *value = node ? ts_node_attr(node, "role") : NULL;
    return value && strcmp(value, role) == 0;
}

/* Page makers give whole columns of a page the role: a list of points has nothing big in it. */
bool ts_build_is_list(const ts_node *element)
{
    static const char *const BIG[] = {"p", "h1", "h2", "h3", "h4", "img", "table", "article", "figure", NULL};
    if (!has_role(element, "list"))
        return false;
    int looked = 0, items = 0;
    for (const ts_node *n = ts_node_walk(element, element); n; n = ts_node_walk(n, element)) {
        if (++looked > LOOK || ts_str_is_one_of(ts_str_of(ts_node_name(n)), BIG))
            return false;
        items += has_role(n, "listitem") && ts_node_parent(n) == element;
    }
    return items > 0;
}

bool ts_build_is_list_item(const ts_node *element)
{
    return has_role(element, "listitem") && has_role(ts_node_parent(element), "list");
}

void ts_build_checkbox(ts_builder *b, const ts_node *element)
{
    static const char *const NAMES[] = {"task", "check-list", "checklist", NULL};
    enum { NEAR = 3 };
    const char *type = ts_node_is(element, "input") ? ts_node_attr(element, "type") : NULL;
    if (!type || strcmp(type, "checkbox") != 0)
        return;
    const ts_node *around = ts_node_parent(element);
    for (int i = 0; i < NEAR && around && !ts_node_is(around, "li"); i++)
        around = ts_node_parent(around);
    bool task = ts_node_attr(element, "disabled") || ts_node_is_called(around, NAMES) ||
                (around && ts_node_is_called(ts_node_parent(around), NAMES));
    if (task && around && ts_node_is(around, "li") && ts_inlines_blank(&b->inlines))
        ts_build_text(b,
                      ts_node_attr(element, "checked") ? TS_STR("\xE2\x98\x91 ") : TS_STR("\xE2\x98\x90 "));
}

/* True where each item is a picture, with a caption or without: a gallery. */
static bool is_gallery(const ts_node *list)
{
    int looked = 0;
    bool picture = true, any = false;
    for (const ts_node *n = ts_node_walk(list, list); n;) {
        bool caption = ts_node_is(n, "figcaption") || ts_media_is_caption(n);
        if (++looked > LOOK || (ts_node_type(n) == TS_TEXT && ts_utf8_trim(ts_node_chars(n)).len))
            return false;
        if (ts_node_is(n, "li") && !picture)
            return false;
        picture = (picture && !ts_node_is(n, "li")) || ts_node_is(n, "img");
        any = any || ts_node_is(n, "img");
        n = caption || ts_node_is(n, "noscript") ? ts_node_skip(n, list) : ts_node_walk(n, list);
    }
    return any && picture;
}

/* True right in a cell, not in a heading or caption in it. */
static bool in_cell(const ts_builder *b)
{
    return b->table.in_cell && b->together == 1;
}

void ts_build_cell_block(ts_builder *b)
{
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    if (b->options->restore_width)
        ts_inlines_restore_width(&b->inlines);
    if (ts_inlines_build(&b->inlines, paragraph, false))
        cmark_node_append_child(ts_cell_holder(&b->table.blocks), paragraph);
    else
        cmark_node_free(paragraph);
}

void ts_build_paragraph(ts_builder *b)
{
    if (in_cell(b))
        ts_build_cell_block(b);
    else
        ts_build_boundary(b);
}

void ts_build_cell_item_end(ts_builder *b)
{
    ts_build_cell_block(b);
    ts_cell_item_end(&b->table.blocks);
}

void ts_build_cell_list_end(ts_builder *b)
{
    ts_build_cell_block(b);
    ts_cell_list_end(&b->table.blocks);
}

void ts_build_list(ts_builder *b, ts_node *element)
{
    bool ordered = ts_node_is(element, "ol");
    if (in_cell(b)) {
        ts_build_cell_block(b);
        ts_build_push(b, element, TS_END_CELL_LIST);
        ts_cell_list(&b->table.blocks, ordered, start_of(element));
        return;
    }
    ts_build_boundary(b);
    if (b->together || b->depth >= TS_BUILD_DEPTH || is_gallery(element))
        return;
    long start = start_of(element);
    bool own = counts_its_own_way(element, start);
    ts_build_open(b, element, ts_list_new(ordered && !own, start));
    ts_frame *frame = &b->frames.items[b->frames.len - 1];
    frame->flag = own;
    frame->number = own ? (int)start : 0;
}

/* In a list that counts its own way an item's text says its number. */
static void set_ordinal(ts_builder *b, const ts_node *item, ts_frame *list)
{
    bool down = ts_node_attr(list->element, "reversed") != NULL;
    list->number = (int)number_at(item, "value", list->number);
    b->ordinal = ts_arena_printf(b->arena, "%d. ", list->number);
    list->number += down ? -1 : 1;
}

/* True for an item that is nothing but a list: writers indent points so, who know no list within an item. */
static bool is_indented(const ts_node *item)
{
    const ts_node *list = NULL;
    for (const ts_node *n = ts_node_first(item); n; n = ts_node_next(n)) {
        if (ts_node_type(n) == TS_TEXT ? ts_utf8_trim(ts_node_chars(n)).len > 0 : list != NULL)
            return false;
        list = ts_node_type(n) == TS_TEXT ? list : n;
    }
    return ts_node_is(item, "li") && ts_node_is(list, "ul");
}

/* What the last item of a list of points says is a line. */
static bool ends_in_line(cmark_node *list)
{
    cmark_node *item = cmark_node_last_child(list);
    bool points = cmark_node_get_list_type(list) == CMARK_BULLET_LIST;
    return points && item && cmark_node_first_child(item) == cmark_node_last_child(item) &&
           cmark_node_get_type(cmark_node_first_child(item)) == CMARK_NODE_PARAGRAPH;
}

void ts_build_item(ts_builder *b, ts_node *element)
{
    if (in_cell(b) && b->table.blocks.lists) {
        ts_build_cell_block(b);
        ts_build_push(b, element, TS_END_CELL_ITEM);
        ts_cell_item(&b->table.blocks);
        return;
    }
    ts_build_boundary(b);
    if (b->together || cmark_node_get_type(b->container) != CMARK_NODE_LIST)
        return;
    if (is_indented(element) && ends_in_line(b->container))
        return;
    size_t list = b->frames.len - 1;
    b->ordinal = NULL;
    ts_build_open(b, element, cmark_node_new(CMARK_NODE_ITEM));
    if (list < b->frames.len && b->frames.items[list].flag && ts_node_is(element, "li") &&
        b->frames.items[list].element == ts_node_parent(element))
        set_ordinal(b, element, &b->frames.items[list]);
}
