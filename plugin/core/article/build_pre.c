#include "article/build.h"
#include "text/utf8.h"

#include <string.h>

static const char *const prefixes[] = {"language-", "lang-", "highlight-source-", "brush:"};

/* The language that a class attribute names ("language-c", "brush: js"), without NUL behind it. */
static ts_str language_in(const char *classes)
{
    ts_str all = ts_str_of(classes);
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t at = ts_str_find(all, ts_str_of(prefixes[i]), 0);
        if (at == TS_NPOS)
            continue;
        ts_str name = ts_str_trim(ts_str_sub(all, at + strlen(prefixes[i]), all.len));
        size_t end = 0;
        while (end < name.len && !strchr(" \t\n;`", name.ptr[end]))
            end++;
        return ts_str_sub(name, 0, end);
    }
    return (ts_str){0};
}

static ts_str language_of(ts_node *pre, ts_node *code)
{
    ts_node *const places[] = {code, pre, ts_node_parent(pre)};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (!places[i])
            continue;
        ts_str name = language_in(ts_node_attr(places[i], "class"));
        if (!name.len)
            name = ts_str_of(ts_node_attr(places[i], "data-lang"));
        if (name.len)
            return name;
    }
    return (ts_str){0};
}

/* True for the number of a line, by its class. */
static bool is_number(ts_node *node)
{
    static const char *const words[] = {"lineno", "line-number", "linenumber", "gutter", NULL};
    return ts_node_is_called(node, words);
}

/* True for a block of nothing but numbers, beside the code whose lines they count. */
static bool is_gutter(ts_node *pre, ts_str text)
{
    ts_node *cell = ts_node_parent(pre);
    while (cell && !ts_node_is(cell, "td") && !ts_node_is(cell, "th") && ts_is_block(ts_node_name(cell)))
        cell = ts_node_parent(cell);
    if (!cell || !(ts_node_is(cell, "td") || ts_node_is(cell, "th")) || !ts_node_next(cell))
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (!strchr("0123456789 \t\r\n", text.ptr[i]) || !text.ptr[i])
            return false;
    return true;
}

/* The characters as they stand, <br> a line end; nothing of what is hidden or dropped. */
static void raw_text(ts_buf *out, ts_node *pre, ts_node **code)
{
    ts_node *node = ts_node_walk(pre, pre);
    while (node) {
        bool skip =
            ts_node_type(node) == TS_ELEMENT && (ts_is_hidden(node) || ts_node_mark(node) == TS_MARK_DROP ||
                                                 ts_node_is(node, "button") || is_number(node));
        if (ts_node_type(node) == TS_TEXT && ts_node_mark(node) != TS_MARK_DROP)
            ts_buf_put(out, ts_node_chars(node));
        else if (ts_node_is(node, "br"))
            ts_buf_putc(out, '\n');
        else if (ts_node_is(node, "code") && !*code)
            *code = node;
        node = skip ? ts_node_skip(node, pre) : ts_node_walk(node, pre);
    }
}

/* Text in Han or kana is prose that somebody put in <pre> to keep its lines. */
static bool is_prose(ts_str text)
{
    size_t wide = 0, all = 0;
    for (size_t pos = 0; pos < text.len;) {
        uint32_t c = ts_utf8_next(text, &pos);
        if (ts_is_space(c))
            continue;
        all++;
        wide += ts_is_wide(c);
    }
    return wide * 2 > all;
}

static void put_prose(ts_builder *b, ts_str text)
{
    for (ts_str line; ts_str_line(&text, &line);) {
        ts_build_text(b, line);
        ts_build_boundary(b);
    }
}

static void put_code(ts_builder *b, ts_str text, ts_str language)
{
    while (text.len && (text.ptr[0] == '\n' || text.ptr[0] == '\r'))
        text = ts_str_sub(text, 1, text.len);
    while (text.len && strchr(" \t\r\n", text.ptr[text.len - 1]))
        text.len--;
    if (!text.len)
        return;
    cmark_node *block = cmark_node_new(CMARK_NODE_CODE_BLOCK);
    cmark_node_set_literal(block, ts_arena_copy(b->arena, text));
    cmark_node_set_fence_info(block, ts_arena_copy(b->arena, language));
    ts_build_append(b, block);
}

bool ts_build_pre(ts_builder *b, ts_node *element)
{
    ts_build_boundary(b);
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    ts_node *code = NULL;
    raw_text(&text, element, &code);
    if (is_gutter(element, ts_buf_str(&text))) {
        ts_buf_clear(&text);
    } else if (b->together) {
        ts_build_text(b, ts_buf_str(&text));
        ts_build_boundary(b);
    } else if (!code && is_prose(ts_buf_str(&text))) {
        put_prose(b, ts_buf_str(&text));
    } else {
        put_code(b, ts_buf_str(&text), language_of(element, code));
    }
    ts_buf_free(&text);
    return false;
}
