#include "dom/node.h"
#include "dom/references.h"

#include <string.h>

ts_node *ts_node_append(ts_arena *arena, ts_node *parent)
{
    ts_node *node = TS_NEW(arena, ts_node);
    node->parent = parent;
    if (!parent)
        return node;
    node->prev = parent->last;
    if (parent->last)
        parent->last->next = node;
    else
        parent->first = node;
    parent->last = node;
    return node;
}

/* A line, whatever it is made of: roles are also given to whole threads. */
static bool is_line(const ts_node *node)
{
    enum { LOOK = 20 };
    static const char *const BIG[] = {"p", "ul", "ol", "details", "article", "table", "form", NULL};
    int looked = 0;
    for (const ts_node *n = ts_node_walk(node, node); n; n = ts_node_walk(n, node))
        if (++looked > LOOK || ts_str_is_one_of(ts_str_of(ts_node_name(n)), BIG))
            return false;
    return true;
}

int ts_node_heading(const ts_node *node)
{
    const char *name = node->name;
    if (name && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2])
        return name[1] - '0';
    const char *role = name ? ts_node_attr(node, "role") : NULL;
    if (!role || strcmp(role, "heading") != 0 || !ts_node_is_block(node) || !is_line(node))
        return 0;
    const char *level = ts_node_attr(node, "aria-level");
    return level && *level >= '1' && *level <= '6' && !level[1] ? *level - '0' : 2;
}

ts_str ts_node_chars(const ts_node *node)
{
    return node->name ? (ts_str){0} : node->chars;
}

/* Values are decoded when somebody asks for them: nobody ever does for most. */
static const char *value_of(ts_arena *arena, ts_attribute *a)
{
    if (!a->value)
        return "";
    if (!a->decoded) {
        ts_str raw = {a->value, a->len};
        if (ts_str_find_char(raw, '&', 0) == TS_NPOS) {
            a->value = ts_arena_copy(arena, raw);
        } else {
            ts_buf plain;
            ts_buf_init(&plain, TS_BUF_MAX);
            ts_value_decode(&plain, raw);
            a->value = ts_buf_keep(&plain, arena).ptr;
        }
        a->decoded = true;
    }
    return a->value;
}

const char *ts_node_value(const ts_node *node, const char *name)
{
    for (unsigned i = 0; node->name && i < node->attributes.count; i++) {
        ts_attribute *a = &node->attributes.items[i];
        if (a->name == name || (a->name[0] == name[0] && strcmp(a->name, name) == 0))
            return value_of(node->attributes.arena, a);
    }
    return NULL;
}

ts_node *ts_node_skip(const ts_node *node, const ts_node *root)
{
    for (; node && node != root; node = node->parent)
        if (node->next)
            return node->next;
    return NULL;
}

void ts_node_set_mark(ts_node *node, ts_mark mark)
{
    node->mark = mark;
}

ts_mark ts_node_mark(const ts_node *node)
{
    return node->mark;
}

/* Of the class, asked once: many ask what an element is called. */
static uint64_t class_pairs(const ts_node *node)
{
    const char *class = node->class_pairs ? NULL : ts_node_attr(node, "class");
    if (class)
        ((ts_node *)node)->class_pairs = ts_pairs_of(class);
    return node->class_pairs;
}

bool ts_node_is_called(const ts_node *node, const char *const *words)
{
    uint64_t pairs = node ? class_pairs(node) : 0;
    for (; pairs && *words; words++)
        if (ts_pairs_hold(pairs, *words) && ts_find_same(ts_node_attr(node, "class"), *words))
            return true;
    return false;
}

bool ts_node_has_word(const ts_node *node, const char *const *words)
{
    uint64_t pairs = class_pairs(node);
    bool may = false;
    for (size_t i = 0; pairs && words[i] && !may; i++)
        may = ts_pairs_hold(pairs, words[i]);
    return may && ts_str_has_word(ts_str_of(ts_node_attr(node, "class")), words);
}
