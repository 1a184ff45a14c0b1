/* Every block of the text becomes a line, or several where it has breaks: the readers of plain dumps find the
 * article among them, and what is not of it leaves the tree. */
#include "markdown/marked_dump.h"

#include "article/build_tree.h"
#include "extract/claims.h"
#include "extract/dump_lines.h"
#include "markdown/markdown.h"
#include "markdown/marked_tree.h"
#include "text/date.h"
#include "text/utf8.h"

#include <string.h>

/* Of ten columns of a line, those in links from which on it is one. */
#define LINKED_OF_TEN 9

/* Where a line stands in the tree: from this inline of the block on; of a row of a table no inline. A line of
 * the reader's head has no block. */
typedef struct place {
    cmark_node *block, *from;
} place;

/* A block without a line: a picture, code, a rule. */
typedef struct silent {
    cmark_node *block;
    size_t at; /* lines before it */
} silent;

typedef struct marked {
    ts_arena *arena;
    ts_dump_lines lines;
    TS_VEC(place) places; /* one a line */
    TS_VEC(silent) silents;
    bool *kept; /* one a line */
    size_t first, end, title; /* lines: that are kept, of the headline; TS_NPOS: none */
} marked;

static void push(marked *m, ts_str text, bool gap, place at)
{
    text = ts_dump_clean(m->arena, text);
    if (!text.len)
        return;
    ts_dump_push(m->arena, &m->lines, text, gap);
    ts_vec_push_in(m->arena, &m->places, at);
}

/* --- from the tree to lines --- */

/* Appends the node's text; counts the bytes that stand in links. */
static void put_text(ts_buf *out, cmark_node *node, size_t *linked)
{
    int links = 0;
    cmark_iter *iter = cmark_iter_new(node);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *at = cmark_iter_get_node(iter);
        size_t before = out->len;
        switch (cmark_node_get_type(at)) {
        case CMARK_NODE_TEXT:
        case CMARK_NODE_CODE:
            ts_buf_puts(out, cmark_node_get_literal(at));
            *linked += links ? out->len - before : 0;
            break;
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK:
            ts_buf_putc(out, ' ');
            break;
        case CMARK_NODE_LINK:
            links += event == CMARK_EVENT_ENTER ? 1 : -1;
            break;
        case CMARK_NODE_IMAGE:
            cmark_iter_reset(iter, at, CMARK_EVENT_EXIT);
            break;
        default:
            break;
        }
    }
    cmark_iter_free(iter);
}

static void flush(marked *m, ts_buf *text, size_t *linked, bool gap, place at)
{
    size_t before = m->lines.len;
    push(m, ts_buf_str(text), gap, at);
    if (m->lines.len > before) {
        ts_dump_line *line = &m->lines.items[before];
        bool heading = cmark_node_get_type(at.block) == CMARK_NODE_HEADING;
        line->level = heading ? cmark_node_get_heading_level(at.block) : 0;
        line->linked = *linked * 10 >= text->len * LINKED_OF_TEN;
        line->prose = line->prose && !line->linked;
    }
    ts_buf_clear(text);
    *linked = 0;
}

static bool is_tight(cmark_node *block)
{
    cmark_node *item = cmark_node_parent(block);
    return cmark_node_get_type(item) == CMARK_NODE_ITEM && cmark_node_get_list_tight(cmark_node_parent(item));
}

static bool has_image(cmark_node *block)
{
    bool found = false;
    cmark_iter *iter = cmark_iter_new(block);
    while (!found && cmark_iter_next(iter) != CMARK_EVENT_DONE)
        found = cmark_node_get_type(cmark_iter_get_node(iter)) == CMARK_NODE_IMAGE;
    cmark_iter_free(iter);
    return found;
}

/* A block of inlines: a line up to each break. */
static void read_block(marked *m, cmark_node *block)
{
    ts_buf text;
    size_t before = m->lines.len, linked = 0;
    bool gap = !is_tight(block);
    place at = {block, cmark_node_first_child(block)};
    ts_buf_init(&text, TS_BUF_MAX);
    for (cmark_node *child = at.from; child; child = cmark_node_next(child)) {
        if (cmark_node_get_type(child) != CMARK_NODE_LINEBREAK) {
            put_text(&text, child, &linked);
            continue;
        }
        flush(m, &text, &linked, gap && m->lines.len == before, at);
        at.from = cmark_node_next(child);
    }
    flush(m, &text, &linked, gap && m->lines.len == before, at);
    ts_buf_free(&text);
    if (m->lines.len == before && has_image(block))
        ts_vec_push_in(m->arena, &m->silents, ((silent){block, before}));
}

static void read_table(marked *m, cmark_node *table)
{
    ts_buf text;
    size_t linked = 0;
    ts_buf_init(&text, TS_BUF_MAX);
    for (cmark_node *row = cmark_node_first_child(table); row; row = cmark_node_next(row)) {
        for (cmark_node *cell = cmark_node_first_child(row); cell; cell = cmark_node_next(cell)) {
            put_text(&text, cell, &linked);
            ts_buf_putc(&text, ' ');
        }
        flush(m, &text, &linked, row == cmark_node_first_child(table), (place){row, NULL});
    }
    ts_buf_free(&text);
}

/* True where the block is read as a whole. */
static bool read_node(marked *m, cmark_node *node)
{
    ts_payload_kind kind = ts_node_kind_of(node);
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
        read_block(m, node);
        return true;
    case CMARK_NODE_CUSTOM_BLOCK:
        if (kind == TS_NODE_TABLE)
            read_table(m, node);
        else if (kind == TS_NODE_TERM)
            read_block(m, node);
        else if (kind != TS_NODE_FIGURE && kind != TS_NODE_CARD)
            return false;
        if (kind == TS_NODE_FIGURE)
            ts_vec_push_in(m->arena, &m->silents, ((silent){node, m->lines.len}));
        return true;
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_THEMATIC_BREAK:
        ts_vec_push_in(m->arena, &m->silents, ((silent){node, m->lines.len}));
        return true;
    default:
        return false;
    }
}

static void read_tree(marked *m, cmark_node *tree)
{
    cmark_iter *iter = cmark_iter_new(tree);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && read_node(m, node) && cmark_node_first_child(node))
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
    }
    cmark_iter_free(iter);
}

/* --- from the article's lines to its tree --- */

static void drop(cmark_node *node)
{
    cmark_node_unlink(node);
    cmark_node_free(node);
}

/* Drops the inlines from `from` up to `end`. */
static void drop_inlines(cmark_node *from, const cmark_node *end)
{
    for (cmark_node *next; from && from != end; from = next) {
        next = cmark_node_next(from);
        drop(from);
    }
}

/* What a block keeps of its lines, which begin at `i`; the line behind them. */
static size_t prune_block(marked *m, size_t i)
{
    cmark_node *block = m->places.items[i].block;
    size_t end = i, kept = 0;
    while (end < m->places.len && m->places.items[end].block == block)
        kept += m->kept[end++];
    for (size_t k = i; kept && k < end; k++)
        if (!m->kept[k])
            drop_inlines(m->places.items[k].from, k + 1 < end ? m->places.items[k + 1].from : NULL);
    if (!kept && block)
        drop(block);
    return end;
}

/* A table stays as a whole where most of its rows do. */
static size_t prune_table(marked *m, size_t i)
{
    cmark_node *table = cmark_node_parent(m->places.items[i].block);
    size_t end = i, kept = 0;
    while (end < m->places.len && m->places.items[end].block &&
           ts_node_kind_of(m->places.items[end].block) == TS_NODE_ROW &&
           cmark_node_parent(m->places.items[end].block) == table)
        kept += m->kept[end++];
    if (kept * 2 <= end - i)
        drop(table);
    return end;
}

static bool is_kept(const marked *m, size_t line)
{
    return line < m->lines.len && m->kept[line];
}

/* Code and rules stay between lines of the article, pictures beside them, or under its headline. */
static bool stays(const marked *m, const silent *s)
{
    bool before = s->at > 0 && is_kept(m, s->at - 1), behind = is_kept(m, s->at);
    cmark_node_type type = cmark_node_get_type(s->block);
    if (type != CMARK_NODE_PARAGRAPH && type != CMARK_NODE_CUSTOM_BLOCK)
        return before && behind;
    bool head = m->title < s->at && s->at <= m->first;
    return head || (s->at > m->first && s->at < m->end && (before || behind));
}

static void prune(marked *m, const ts_paragraphs *body)
{
    m->kept = ts_arena_alloc(m->arena, (m->lines.len + 1) * sizeof *m->kept);
    memset(m->kept, 0, m->lines.len + 1);
    for (size_t i = 0; i < body->len; i++)
        m->kept[body->items[i].line] = true;
    m->first = body->len ? body->items[0].line : 0;
    m->end = body->len ? body->items[body->len - 1].line + 1 : 0;
    for (size_t i = 0; i < m->silents.len; i++)
        if (!stays(m, &m->silents.items[i]))
            drop(m->silents.items[i].block);
    for (size_t i = 0; i < m->places.len;) {
        cmark_node *block = m->places.items[i].block;
        bool row = block && ts_node_kind_of(block) == TS_NODE_ROW;
        i = row ? prune_table(m, i) : prune_block(m, i);
    }
}

/* The line of the headline, the last above the body that says it. */
static size_t line_of(const marked *m, const char *title, const ts_paragraphs *body)
{
    for (size_t i = body->len ? body->items[0].line : 0; title && i > 0; i--)
        if (ts_str_find(m->lines.items[i - 1].text, ts_str_of(title), 0) != TS_NPOS)
            return i - 1;
    return TS_NPOS;
}

/* --- the whole --- */

/* A moment as a program writes it is the page's own word; any other is that of an answer, if nothing else. */
static void take_date(ts_article *a, ts_str published, bool sure)
{
    ts_date date;
    if (ts_date_iso(published, &date) == sure)
        ts_claim_date(a->arena, &a->fields.date, published);
}

bool ts_marked_dump_read(ts_article *a, ts_str text, const ts_extract_options *options)
{
    marked m = {.arena = a->arena};
    ts_paragraphs body = {0};
    ts_fields before = a->fields;
    ts_reader_head head;
    bool headed = ts_reader_head_read(text, &head);
    ts_buf source;
    ts_buf_init(&source, TS_BUF_MAX);
    ts_marked_source(&source, headed ? head.body : text);
    cmark_node *tree = ts_markdown_read(a->arena, ts_buf_str(&source));
    ts_buf_free(&source);
    ts_marked_tree_clean(a->arena, tree, options->url);
    push(&m, head.title, true, (place){0});
    read_tree(&m, tree);
    take_date(a, head.published, true);
    ts_extract_lines(a->arena, &m.lines, options, &a->fields, &body);
    take_date(a, head.published, false);
    if (!headed && strcmp(a->fields.kind, "article") != 0) {
        a->fields = before;
        cmark_node_free(tree);
        return false;
    }
    if (!headed)
        ts_warn(a->arena, &a->fields, "page-dump",
                "The Markdown was taken for a whole page, and what is not the article was left out; with front "
                "matter, be it empty, all stays.");
    if (!a->fields.title && head.title.len)
        a->fields.title = ts_arena_copy(a->arena, head.title);
    m.title = line_of(&m, a->fields.title, &body);
    prune(&m, &body);
    ts_tree_tidy(a->arena, tree);
    ts_tree_shift_headings(tree, true);
    ts_article_set_tree(a, tree);
    return true;
}
