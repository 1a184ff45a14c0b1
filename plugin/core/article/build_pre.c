#include "article/build.h"
#include "article/build_code.h"
#include "text/utf8.h"

#include <string.h>

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

/* Where blocks do not split, each line is code of its own. One alone may as well be a number in a table. */
static void put_together(ts_builder *b, ts_str text)
{
    if (ts_str_find_char(ts_str_trim(text), '\n', 0) == TS_NPOS) {
        ts_build_text(b, text);
        ts_build_boundary(b);
        return;
    }
    for (ts_str line; ts_str_line(&text, &line);) {
        line = ts_str_trim(line);
        if (line.len)
            ts_inlines_code(&b->inlines, line);
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

/* Code that is to be run again has no spaces that only look so, and nothing that cannot be seen. */
static void clean(ts_buf *out, ts_str text)
{
    size_t from = 0;
    for (size_t pos = 0; pos < text.len;) {
        size_t start = pos;
        uint32_t c = ts_utf8_next(text, &pos);
        bool space = c == 0xA0, unseen = c == 0x200B || c == 0xFEFF;
        if (!space && !unseen)
            continue;
        ts_buf_put(out, ts_str_sub(text, from, start));
        if (space)
            ts_buf_putc(out, ' ');
        from = pos;
    }
    ts_buf_put(out, ts_str_sub(text, from, text.len));
}

bool ts_build_pre(ts_builder *b, ts_node *element)
{
    ts_build_boundary(b);
    ts_buf lines, text;
    ts_buf_init(&lines, TS_BUF_MAX);
    ts_buf_init(&text, TS_BUF_MAX);
    ts_node *code = NULL;
    ts_code_lines(&lines, element, &code);
    clean(&text, ts_buf_str(&lines));
    if (is_gutter(element, ts_buf_str(&text))) {
        ts_buf_clear(&text);
    } else if (b->together) {
        put_together(b, ts_buf_str(&text));
    } else if (!code && is_prose(ts_buf_str(&text))) {
        put_prose(b, ts_buf_str(&text));
    } else {
        put_code(b, ts_buf_str(&text), ts_code_language(element, code));
    }
    ts_buf_free(&lines);
    ts_buf_free(&text);
    return false;
}
