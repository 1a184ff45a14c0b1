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

int ts_node_heading(const ts_node *node)
{
    const char *name = node->name;
    return name && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2] ? name[1] - '0' : 0;
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
    for (unsigned i = 0; node->name && i < node->attributes.count; i++)
        if (node->attributes.items[i].name[0] == name[0] && strcmp(node->attributes.items[i].name, name) == 0)
            return value_of(node->attributes.arena, &node->attributes.items[i]);
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

bool ts_node_is_called(const ts_node *node, const char *const *words)
{
    const char *class = ts_node_attr(node, "class");
    for (; class && *words; words++)
        if (ts_find_same(class, *words))
            return true;
    return false;
}
