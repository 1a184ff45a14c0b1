/* Lists that a page writes as paragraphs, or lines, with bullets before them. */
#include "article/build.h"
#include "text/utf8.h"

#include <stdlib.h>

/* The first text of a block, in whatever format. */
static cmark_node *first_text(cmark_node *node)
{
    while (node &&
           (cmark_node_get_type(node) == CMARK_NODE_STRONG || cmark_node_get_type(node) == CMARK_NODE_EMPH))
        node = cmark_node_first_child(node);
    return node && cmark_node_get_type(node) == CMARK_NODE_TEXT ? node : NULL;
}

/* The bullet that an inline begins with, 0 for none; *end is where what follows begins. Squares and discs
 * also stand before headings, above all in East Asian text: for them a space tells. */
static uint32_t bullet_of(cmark_node *inl, size_t *end)
{
    static const uint32_t BULLETS[] = {0x2022, 0x25E6, 0x2023, 0x25CF, 0x25AA, 0x25CB, 0x25A0, 0xB7, 0xF0B7};
    cmark_node *node = first_text(inl);
    ts_str text = ts_str_of(node ? cmark_node_get_literal(node) : NULL);
    size_t pos = 0;
    uint32_t mark = text.len ? ts_utf8_next(text, &pos) : 0;
    bool known = false;
    for (size_t i = 0; i < sizeof BULLETS / sizeof *BULLETS; i++)
        known = known || mark == BULLETS[i];
    ts_str rest = ts_str_sub(text, pos, text.len), words = ts_utf8_trim(rest);
    bool spaced = words.ptr > rest.ptr, more = words.len || cmark_node_next(node ? node : inl);
    if (!known || !more || !(mark == 0x2022 || (spaced && !ts_is_wide(ts_utf8_first(words)))))
        return 0;
    *end = (size_t)(words.ptr - text.ptr);
    return mark;
}

static void cut(cmark_node *text, size_t end)
{
    char *rest = ts_strndup(ts_str_sub(ts_str_of(cmark_node_get_literal(text)), end, TS_NPOS));
    cmark_node_set_literal(text, rest);
    free(rest);
}

/* The box that recipes print for their reader to tick. */
static void cut_box(cmark_node *item)
{
    cmark_node *paragraph = cmark_node_first_child(item);
    cmark_node *text = paragraph ? first_text(cmark_node_first_child(paragraph)) : NULL;
    ts_str chars = ts_str_of(text ? cmark_node_get_literal(text) : NULL), box = TS_STR("\xE2\x96\xA2 ");
    if (ts_str_starts(chars, box))
        cut(text, box.len);
}

static bool is_break(cmark_node *inl)
{
    return cmark_node_get_type(inl) == CMARK_NODE_LINEBREAK;
}

/* The first inline of the next line. */
static cmark_node *next_line(cmark_node *inl)
{
    while (inl && !is_break(inl))
        inl = cmark_node_next(inl);
    return inl ? cmark_node_next(inl) : NULL;
}

/* The bullet of a paragraph's lines from *first on, which may have others before; 0 where one has another, or
 * none. */
static uint32_t bullet_of_lines(cmark_node *paragraph, cmark_node **first, int *lines)
{
    uint32_t mark = 0;
    size_t end;
    *lines = 0;
    for (cmark_node *line = cmark_node_first_child(paragraph); line; line = next_line(line)) {
        uint32_t bullet = bullet_of(line, &end);
        if (mark && bullet != mark)
            return 0;
        if (bullet && !mark)
            *first = line;
        mark = bullet;
        *lines += bullet != 0;
    }
    return mark;
}

/* Moves the line that begins with `inl` into an item of its own; returns the next one. */
static cmark_node *move_line(cmark_node *inl, cmark_node *list)
{
    cmark_node *item = cmark_node_new(CMARK_NODE_ITEM), *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    size_t end = 0;
    bullet_of(inl, &end);
    cut(first_text(inl), end);
    cmark_node_append_child(list, item);
    cmark_node_append_child(item, paragraph);
    while (inl && !is_break(inl)) {
        cmark_node *next = cmark_node_next(inl);
        cmark_node_unlink(inl);
        cmark_node_append_child(paragraph, inl);
        inl = next;
    }
    cmark_node *next = inl ? cmark_node_next(inl) : NULL;
    if (inl) {
        cmark_node_free(inl);
    }
    return next;
}

/* True where the paragraph behind goes on with the list. */
static bool goes_on(cmark_node *paragraph, uint32_t mark)
{
    cmark_node *next = cmark_node_next(paragraph), *first = NULL;
    int lines = 0;
    return next && cmark_node_get_type(next) == CMARK_NODE_PARAGRAPH &&
           bullet_of_lines(next, &first, &lines) == mark && first == cmark_node_first_child(next);
}

/* The list that the paragraph's lines are in now, or NULL. */
static cmark_node *make_list(cmark_node *paragraph, cmark_node *before, uint32_t before_mark, uint32_t *mark)
{
    cmark_node *first = NULL;
    int lines = 0;
    *mark = bullet_of_lines(paragraph, &first, &lines);
    bool whole = first == cmark_node_first_child(paragraph), goes = before && whole && before_mark == *mark;
    if (!*mark || !(goes || lines > 1 || (whole && goes_on(paragraph, *mark))))
        return NULL;
    cmark_node *list = goes ? before : ts_list_new(false, 1);
    if (!goes)
        cmark_node_insert_after(paragraph, list);
    cmark_node *last = whole ? NULL : cmark_node_previous(first);
    while (first)
        first = move_line(first, list);
    if (last)
        cmark_node_free(last);
    if (whole) {
        cmark_node_free(paragraph);
    }
    return list;
}

static void make_lists(cmark_node *container)
{
    cmark_node *list = NULL, *next = NULL;
    uint32_t mark = 0;
    for (cmark_node *node = cmark_node_first_child(container); node; node = next) {
        next = cmark_node_next(node);
        list = cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH ? make_list(node, list, mark, &mark) : NULL;
    }
}

void ts_build_bullets_end(cmark_node *document)
{
    TS_VEC(cmark_node *) containers = {0};
    for (cmark_node *node = document; node; node = ts_node_block_behind(node, document)) {
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_BLOCK_QUOTE)
            ts_vec_push(&containers, node);
        if (type == CMARK_NODE_ITEM)
            cut_box(node);
    }
    for (size_t i = 0; i < containers.len; i++)
        make_lists(containers.items[i]);
    ts_vec_free(&containers);
}
