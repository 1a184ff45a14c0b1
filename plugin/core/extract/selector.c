#include "extract/selector.h"
#include "text/utf8.h"

#include <string.h>

enum {
    WORDS_MAX = 6,       /* class words that are tried */
    NAME_MAX_BYTES = 60, /* of an id or a class word */
    DIGITS_MAX = 2,      /* that names given by people have */
    STEPS_MAX = 12,      /* of a way without places; ways with them are four times as long at most */
};

const char *ts_selector_quote(ts_arena *arena, ts_str text)
{
    bool single = false, twofold = false;
    for (size_t i = 0; i < text.len; i++) {
        single = single || text.ptr[i] == '\'';
        twofold = twofold || text.ptr[i] == '"';
        if ((unsigned char)text.ptr[i] < 0x20 || text.ptr[i] == 0x7F)
            return NULL;
    }
    if (single && twofold)
        return NULL;
    return ts_arena_printf(arena, single ? "\"%.*s\"" : "'%.*s'", (int)text.len, text.ptr);
}

/* "poll", "story-body2"; not "css-1x8fk2", "post-48211". */
static bool is_stable(ts_str name)
{
    int digits = 0;
    bool lower = false, upper = false;
    for (size_t i = 0; i < name.len; i++) {
        digits += name.ptr[i] >= '0' && name.ptr[i] <= '9';
        lower = lower || (name.ptr[i] >= 'a' && name.ptr[i] <= 'z');
        upper = upper || (name.ptr[i] >= 'A' && name.ptr[i] <= 'Z');
    }
    return digits <= DIGITS_MAX && !(digits && lower && upper);
}

const char *ts_selector_tag(const ts_node *element)
{
    const char *name = ts_node_name(element);
    for (const char *c = name; *c; c++)
        if (!(*c >= 'a' && *c <= 'z') && !(*c >= '0' && *c <= '9' && c > name) && !(*c == '-' && c > name))
            return "*";
    return *name ? name : "*";
}

static void add(ts_arena *arena, ts_texts *to, const char *expression)
{
    ts_vec_push_in(arena, to, expression);
}

static void add_attribute(ts_arena *arena, const ts_node *element, const char *attribute, bool stable,
                          ts_texts *to)
{
    ts_str value = ts_str_of(ts_node_attr(element, attribute));
    const char *quoted = value.len && value.len <= NAME_MAX_BYTES ? ts_selector_quote(arena, value) : NULL;
    if (quoted && is_stable(value) == stable)
        add(arena, to, ts_arena_printf(arena, "//%s[@%s=%s]", ts_selector_tag(element), attribute, quoted));
}

static void add_classes(ts_arena *arena, const ts_node *element, bool stable, ts_texts *to)
{
    ts_str all = ts_str_of(ts_node_attr(element, "class")), rest = all, word;
    for (int i = 0; i < WORDS_MAX && ts_str_word(&rest, &word); i++) {
        if (word.len > NAME_MAX_BYTES || is_stable(word) != stable)
            continue;
        bool only = word.len == all.len;
        const char *quoted = ts_selector_quote(
            arena, only ? word : ts_str_of(ts_arena_printf(arena, " %.*s ", (int)word.len, word.ptr)));
        if (!quoted)
            continue;
        add(arena, to,
            only ? ts_arena_printf(arena, "//%s[@class=%s]", ts_selector_tag(element), quoted)
                 : ts_arena_printf(arena, "//%s[contains(concat(' ', normalize-space(@class), ' '), %s)]",
                                   ts_selector_tag(element), quoted));
    }
}

void ts_selectors_by_name(ts_arena *arena, const ts_node *element, bool stable, ts_texts *to)
{
    add_attribute(arena, element, "id", stable, to);
    add_attribute(arena, element, "itemprop", stable, to);
    add_attribute(arena, element, "rel", stable, to);
    add_classes(arena, element, stable, to);
}

void ts_selectors_by_tag(ts_arena *arena, const ts_node *element, ts_texts *to)
{
    static const char *const telling[] = {"h1",     "time",   "address", "figcaption", "aside", "nav",
                                          "footer", "header", "article", "main",       "table", "blockquote"};
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (ts_node_is(element, telling[i]))
            add(arena, to, ts_arena_printf(arena, "//%s", telling[i]));
}

/* Which of its parent's elements of that name it is. */
static size_t place_of(const ts_node *element)
{
    size_t place = 1;
    for (const ts_node *n = ts_node_prev(element); n; n = ts_node_prev(n))
        place += ts_node_type(n) == TS_ELEMENT && ts_node_is(n, ts_node_name(element));
    return place;
}

static const char *anchor_of(ts_arena *arena, const ts_node *element)
{
    ts_texts names = {0};
    ts_selectors_by_name(arena, element, true, &names);
    return names.len ? names.items[0] : NULL;
}

void ts_selectors_by_way(ts_arena *arena, const ts_node *element, bool places, ts_texts *to)
{
    const char *way = "";
    const ts_node *n = element;
    for (int steps = 0; n && steps < (places ? 4 * STEPS_MAX : STEPS_MAX); steps++, n = ts_node_parent(n)) {
        const char *anchor = n == element ? NULL : anchor_of(arena, n);
        if (anchor || !ts_node_parent(n)) {
            if (anchor || places)
                add(arena, to, ts_arena_printf(arena, "%s%s", anchor ? anchor : "/html", way));
            return;
        }
        const char *tag = ts_selector_tag(n);
        if (*tag == '*') /* its place among elements of one name says nothing */
            return;
        way = places ? ts_arena_printf(arena, "/%s[%zu]%s", tag, place_of(n), way)
                     : ts_arena_printf(arena, "/%s%s", tag, way);
    }
}
