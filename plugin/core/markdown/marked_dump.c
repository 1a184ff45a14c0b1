/* Every block of the text becomes a line, or several where it has breaks: the readers of plain dumps find the
 * article among them, and what is not of it leaves the tree. */
#include "markdown/marked_dump.h"

#include "article/build_tree.h"
#include "extract/claims.h"
#include "extract/dump_lines.h"
#include "extract/words.h"
#include "markdown/markdown.h"
#include "markdown/marked_tree.h"
#include "markdown/plain.h"
#include "text/date.h"
#include "text/url.h"
#include "text/utf8.h"

#include <string.h>

enum {
    LINKED_OF_TEN = 9,   /* of ten columns of a line, those in links from which on it is one */
    CAPTION_WORDS = 3,   /* of a picture's text that its caption says again */
    CAPTION_BYTES = 1000 /* of a caption */
};

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
    bool *kept;      /* one a line */
    const char *url; /* may be NULL */
    const ts_people *authors;
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

static void push_silent(marked *m, cmark_node *block)
{
    silent at = {block, m->lines.len};
    ts_vec_push_in(m->arena, &m->silents, at);
}

/* --- from the tree to lines --- */

/* Bytes of the node's text that stand in links. */
static size_t linked_bytes(cmark_node *node)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    cmark_iter *iter = cmark_iter_new(node);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *at = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(at) == CMARK_NODE_LINK) {
            ts_plain_inlines(&text, at);
            cmark_iter_reset(iter, at, CMARK_EVENT_EXIT);
        }
    }
    cmark_iter_free(iter);
    size_t bytes = text.len;
    ts_buf_free(&text);
    return bytes;
}

/* Appends the node's text; counts the bytes that stand in links. */
static void put_text(ts_buf *out, cmark_node *node, size_t *linked)
{
    ts_plain_inlines(out, node);
    *linked += linked_bytes(node);
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

/* The picture in a block; of several the first. */
static cmark_node *picture_of(cmark_node *block)
{
    cmark_node *found = NULL;
    cmark_iter *iter = cmark_iter_new(block);
    while (!found && cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        found = cmark_node_get_type(node) == CMARK_NODE_IMAGE ? node : NULL;
    }
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
    if (m->lines.len == before && picture_of(block))
        push_silent(m, block);
}

static void read_table(marked *m, cmark_node *table)
{
    ts_buf text;
    size_t linked = 0, before = m->lines.len;
    ts_buf_init(&text, TS_BUF_MAX);
    for (cmark_node *row = cmark_node_first_child(table); row; row = cmark_node_next(row)) {
        for (cmark_node *cell = cmark_node_first_child(row); cell; cell = cmark_node_next(cell)) {
            put_text(&text, cell, &linked);
            ts_buf_putc(&text, ' ');
        }
        flush(m, &text, &linked, row == cmark_node_first_child(table), (place){row, NULL});
    }
    ts_buf_free(&text);
    if (m->lines.len == before)
        push_silent(m, table);
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
            push_silent(m, node);
        return true;
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_THEMATIC_BREAK:
        push_silent(m, node);
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

static bool is_row(cmark_node *block)
{
    return block && ts_node_kind_of(block) == TS_NODE_ROW;
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

static bool is_kept(const marked *m, size_t line)
{
    return line < m->lines.len && m->kept[line];
}

/* A table stays as a whole where most of its rows do, or where it stands inside the article and is no menu.
 */
static size_t prune_table(marked *m, size_t i)
{
    cmark_node *table = cmark_node_parent(m->places.items[i].block);
    size_t end = i, kept = 0, linked = 0;
    for (; end < m->places.len && is_row(m->places.items[end].block) &&
           cmark_node_parent(m->places.items[end].block) == table;
         end++) {
        kept += m->kept[end];
        linked += m->lines.items[end].linked;
    }
    bool inside = i > 0 && is_kept(m, i - 1) && is_kept(m, end) && linked * 2 < end - i;
    if (!inside && kept * 2 <= end - i)
        drop(table);
    return end;
}

static ts_str alt_of(cmark_node *image)
{
    cmark_node *text = cmark_node_first_child(image);
    return text ? ts_str_of(cmark_node_get_literal(text)) : (ts_str){0};
}

/* A drawing, a portrait of who wrote it, or a picture that leads to another site: the page's own. */
static bool is_decoration(const marked *m, cmark_node *image)
{
    ts_str src = ts_str_of(cmark_node_get_url(image)), alt = alt_of(image);
    cmark_node *link = cmark_node_parent(image);
    bool leads = cmark_node_get_type(link) == CMARK_NODE_LINK;
    ts_str to = ts_url_host(ts_str_of(leads ? cmark_node_get_url(link) : NULL));
    bool elsewhere =
        to.len && !ts_str_eq(to, ts_url_host(src)) && !ts_str_eq(to, ts_url_host(ts_str_of(m->url)));
    for (size_t i = 0; i < m->authors->len; i++)
        if (ts_str_find(alt, ts_str_of(m->authors->items[i].name), 0) != TS_NPOS)
            return true;
    return elsewhere || ts_str_ends(src, TS_STR(".svg")) || ts_str_find(src, TS_STR(".svg?"), 0) != TS_NPOS;
}

/* The line right below the picture says what the picture does for those who do not see it, or is known for a
 * caption: it becomes that. */
static void take_caption(marked *m, const silent *s)
{
    static const char *const CLASSES[] = {"caption", "photo", NULL};
    cmark_node *image = picture_of(s->block), *below = cmark_node_next(s->block);
    if (s->at >= m->lines.len || !below || m->places.items[s->at].block != below)
        return;
    const ts_dump_line *line = &m->lines.items[s->at];
    ts_str text = ts_str_sub(line->text, 0, CAPTION_BYTES), alt = ts_str_sub(alt_of(image), 0, CAPTION_BYTES);
    size_t words, all, shared = ts_words_shared(alt, text, &words), said = ts_words_shared(text, alt, &all);
    bool alike = words >= CAPTION_WORDS && shared * 4 >= words * 3 && said * 2 >= all;
    bool known = line->rule_class && ts_str_is_one_of(ts_str_of(line->rule_class), CLASSES);
    if (line->text.len > CAPTION_BYTES || line->level || (!alike && !known))
        return;
    m->kept[s->at] = false;
    cmark_node_set_title(image, ts_arena_copy(m->arena, line->text));
}

/* Code and rules stay between lines of the article; pictures there, and under its headline. */
static bool stays(marked *m, const silent *s)
{
    bool before = s->at > 0 && is_kept(m, s->at - 1), behind = is_kept(m, s->at);
    cmark_node *image = picture_of(s->block);
    if (!image)
        return before && behind;
    if (is_decoration(m, image))
        return false;
    bool head = m->title < s->at && s->at <= m->first;
    bool captioned = cmark_node_get_title(image) && *cmark_node_get_title(image);
    return head || (s->at > m->first && s->at < m->end && ((before && behind) || captioned));
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
        if (picture_of(m->silents.items[i].block))
            take_caption(m, &m->silents.items[i]);
    for (size_t i = 0; i < m->silents.len; i++)
        if (!stays(m, &m->silents.items[i]))
            drop(m->silents.items[i].block);
    for (size_t i = 0; i < m->places.len;) {
        i = is_row(m->places.items[i].block) ? prune_table(m, i) : prune_block(m, i);
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

/* The tree of what stands behind the reader's head, which may be empty, and the lines of both. */
static cmark_node *read_lines(marked *m, ts_str text, const char *url, ts_reader_head *head)
{
    bool headed = ts_reader_head_read(text, head);
    ts_buf source;
    ts_buf_init(&source, TS_BUF_MAX);
    ts_marked_source(&source, headed ? head->body : text);
    cmark_node *tree = ts_markdown_read(m->arena, ts_buf_str(&source));
    ts_buf_free(&source);
    ts_marked_tree_clean(m->arena, tree, url);
    push(m, head->title, true, (place){0});
    read_tree(m, tree);
    return tree;
}

void ts_marked_dump_lines(ts_arena *arena, ts_str text, const char *url, ts_dump_lines *lines)
{
    marked m = {.arena = arena};
    ts_reader_head head;
    cmark_node_free(read_lines(&m, text, url, &head));
    *lines = m.lines;
}

bool ts_marked_dump_read(ts_article *a, ts_str text, const ts_extract_options *options)
{
    marked m = {.arena = a->arena};
    ts_paragraphs body = {0};
    ts_fields before = a->fields;
    ts_reader_head head;
    cmark_node *tree = read_lines(&m, text, options->url, &head);
    bool headed = head.url.len && head.body.ptr;
    take_date(a, head.published, true);
    bool folded = ts_extract_lines(a->arena, &m.lines, options, &a->fields, &body);
    take_date(a, head.published, false);
    if (!headed && strcmp(a->fields.kind, "article") != 0) {
        a->fields = before;
        cmark_node_free(tree);
        return false;
    }
    if (!headed)
        ts_warn(
            a->arena, &a->fields, "page-dump",
            "The Markdown was taken for a whole page, and what is not the article was left out; with front "
            "matter, be it empty, all stays.");
    if (!a->fields.title && head.title.len)
        a->fields.title = ts_arena_copy(a->arena, head.title);
    m.url = options->url;
    m.authors = &a->fields.authors;
    m.title = line_of(&m, a->fields.title, &body);
    prune(&m, &body);
    if (folded) {
        ts_extract_restore_width(a->arena, &a->fields, NULL);
        ts_tree_restore_width(a->arena, tree);
    }
    ts_tree_tidy(a->arena, tree);
    ts_tree_shift_headings(tree, true);
    ts_article_set_tree(a, tree);
    return true;
}
