/* Footnotes and lists of definitions, which cmark knows nothing of: where a paragraph's lines turn out to
 * begin one, the source is read again with an item of a list in its place, so that cmark finds what belongs
 * to it. */
#include "base/map.h"
#include "markdown/read.h"

#include <stdlib.h>
#include <string.h>

/* The mark of those items, as wide as that of details. Lists of ours never have it. */
#define ITEM '+'
/* Blanks behind it that are no code. */
#define BLANKS 4

/* A line that begins a note, or details where it has no label. */
typedef struct start {
    size_t line, column; /* both from 0 */
    ts_str label;
} start;

typedef struct reader {
    ts_arena *arena;
    ts_read_lines lines;
    TS_VEC(start) starts;
    cmark_node *last; /* the paragraph looked at last, and how it ended */
    bool in_note, in_details;
} reader;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Where a paragraph's line begins behind the marks of the quotes around it. */
static size_t line_start(ts_str line, int quotes)
{
    size_t i = 0;
    for (;; i++) {
        while (i < line.len && is_blank(line.ptr[i]))
            i++;
        if (quotes-- <= 0 || i >= line.len || line.ptr[i] != '>')
            return i;
    }
}

/* The label of a note that begins there; empty for none. */
static ts_str note_label(ts_str line)
{
    static const ts_str head = {TS_READ_NOTE "[" TS_READ_NOTE "^",
                                sizeof TS_READ_NOTE "[" TS_READ_NOTE "^" - 1};
    if (!ts_str_starts(line, head))
        return (ts_str){0};
    size_t end = ts_str_find(line, TS_STR("]:"), head.len);
    return end == TS_NPOS ? (ts_str){0} : ts_str_sub(line, head.len, end);
}

static bool is_details(ts_str line)
{
    return line.len > 1 && line.ptr[0] == ':' && is_blank(line.ptr[1]) &&
           ts_str_trim(ts_str_sub(line, 1, line.len)).len > 0;
}

static int quotes_around(cmark_node *node)
{
    int n = 0;
    for (; node; node = cmark_node_parent(node))
        n += cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE;
    return n;
}

/* True where a paragraph may begin with details: behind its term, or behind other details, with what looks
 * like indented code as long as it is not read as part of them between. */
static bool follows_term(const reader *r, cmark_node *paragraph)
{
    cmark_node *before = cmark_node_previous(paragraph);
    bool direct = true;
    for (; before && cmark_node_get_type(before) == CMARK_NODE_CODE_BLOCK;
         before = cmark_node_previous(before))
        direct = false;
    return before && before == r->last && !r->in_note && (direct || r->in_details);
}

static void look_at(reader *r, cmark_node *paragraph)
{
    size_t first = (size_t)cmark_node_get_start_line(paragraph),
           last = (size_t)cmark_node_get_end_line(paragraph),
           column = (size_t)cmark_node_get_start_column(paragraph);
    bool outermost = cmark_node_get_type(cmark_node_parent(paragraph)) == CMARK_NODE_DOCUMENT;
    bool term = follows_term(r, paragraph), note = false, details = false;
    int quotes = quotes_around(paragraph);
    for (size_t k = first; column && k >= 1 && k <= last && k <= r->lines.len; k++) {
        ts_str line = r->lines.items[k - 1];
        size_t at = k == first ? column - 1 : line_start(line, quotes);
        ts_str rest = ts_str_sub(line, at, line.len);
        ts_str label = outermost ? (at < BLANKS ? note_label(rest) : (ts_str){0})
                                 : (at == 0 && k > first ? note_label(rest) : (ts_str){0});
        bool near = at + 1 >= (outermost ? 1 : column) && at + 1 < column + BLANKS;
        if (label.len) {
            ts_vec_push(&r->starts, ((start){k - 1, at, label}));
            note = true;
            term = details = false;
        } else if (term && near && is_details(rest)) {
            ts_vec_push(&r->starts, ((start){k - 1, at, {0}}));
            details = true;
        } else {
            term = term || !note;
        }
    }
    r->last = paragraph;
    r->in_note = note;
    r->in_details = details;
}

static void find_starts(reader *r, cmark_node *document)
{
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH) {
            look_at(r, node);
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
        }
    }
    cmark_iter_free(iter);
}

/* The line with an item's mark; a note's item holds something even where its line does not. */
static void put_start(ts_buf *out, ts_str line, start *s)
{
    bool note = s->label.len > 0;
    size_t behind = note ? ts_str_find(line, TS_STR("]:"), s->column) + 2 : s->column + 1;
    ts_str blanks = ts_str_sub(line, behind, line.len);
    size_t wide = 0;
    while (wide < blanks.len && is_blank(blanks.ptr[wide]))
        wide++;
    /* With the spaces at its end, which may break the line. */
    ts_str rest = ts_str_sub(blanks, wide, blanks.len);
    if (note)
        s->column = 0;
    else
        ts_buf_put(out, ts_str_sub(line, 0, s->column));
    ts_buf_putc(out, ITEM);
    if (note || wide > BLANKS)
        ts_buf_puts(out, "   ");
    else
        ts_buf_put(out, ts_str_sub(blanks, 0, wide));
    ts_buf_put(out, rest.len ? rest : TS_STR(TS_READ_NOTE));
}

static void rewrite(reader *r, ts_buf *out)
{
    size_t next = 0;
    for (size_t i = 0; i < r->lines.len; i++) {
        if (next < r->starts.len && r->starts.items[next].line == i)
            put_start(out, r->lines.items[i], &r->starts.items[next++]);
        else
            ts_buf_put(out, r->lines.items[i]);
        if (i + 1 < r->lines.len)
            ts_buf_putc(out, '\n');
    }
}

static int by_line(const void *a, const void *b)
{
    const start *x = a, *y = b;
    return x->line < y->line ? -1 : x->line > y->line;
}

static const start *start_of(const reader *r, cmark_node *item)
{
    start key = {.line = (size_t)cmark_node_get_start_line(item) - 1};
    const start *found = bsearch(&key, r->starts.items, r->starts.len, sizeof key, by_line);
    return found && found->column + 1 == (size_t)cmark_node_get_start_column(item) ? found : NULL;
}

static void move_children(cmark_node *from, cmark_node *to)
{
    for (cmark_node *child; (child = cmark_node_first_child(from)) != NULL;) {
        cmark_node_unlink(child);
        cmark_node_append_child(to, child);
    }
}

/* The lines of the paragraph before the list are the terms, <br> ends one too. */
static void take_terms(reader *r, cmark_node *definitions)
{
    cmark_node *paragraph = cmark_node_previous(definitions), *term = NULL;
    if (!paragraph || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH)
        return;
    for (cmark_node *child; (child = cmark_node_first_child(paragraph)) != NULL;) {
        cmark_node_type type = cmark_node_get_type(child);
        cmark_node_unlink(child);
        if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK || ts_read_is_break(child)) {
            cmark_node_free(child);
            term = NULL;
            continue;
        }
        if (!term) {
            term = ts_node_new(r->arena, TS_NODE_TERM);
            cmark_node_append_child(definitions, term);
        }
        cmark_node_append_child(term, child);
    }
    cmark_node_unlink(paragraph);
    cmark_node_free(paragraph);
}

/* A list that goes on behind items that were none. */
static cmark_node *list_like(cmark_node *list)
{
    cmark_node *copy = cmark_node_new(CMARK_NODE_LIST);
    cmark_node_set_list_type(copy, cmark_node_get_list_type(list));
    cmark_node_set_list_tight(copy, cmark_node_get_list_tight(list));
    return copy;
}

/* Puts notes, definitions and what is left of the list before it, and frees it. */
static void replace(reader *r, cmark_node *list)
{
    cmark_node *before = NULL; /* what was made last */
    for (cmark_node *item; (item = cmark_node_first_child(list)) != NULL;) {
        const start *s = start_of(r, item);
        ts_payload_kind kind = !s ? TS_NODE_NONE : s->label.len ? TS_NODE_NOTE : TS_NODE_DETAILS;
        ts_payload_kind wanted = kind == TS_NODE_DETAILS ? TS_NODE_DEFINITIONS : kind;
        cmark_node_unlink(item);
        if (!before || wanted == TS_NODE_NOTE || ts_node_kind_of(before) != wanted) {
            bool first = !before;
            before = s ? ts_node_new(r->arena, wanted) : list_like(list);
            cmark_node_insert_before(list, before);
            if (first && kind == TS_NODE_DETAILS)
                take_terms(r, before);
        }
        cmark_node *to = before;
        if (kind == TS_NODE_NOTE) {
            ts_node_payload(before)->label = ts_arena_copy(r->arena, s->label);
        } else if (kind == TS_NODE_DETAILS) {
            to = ts_node_new(r->arena, TS_NODE_DETAILS);
            cmark_node_append_child(before, to);
        } else {
            cmark_node_append_child(before, item);
            continue;
        }
        move_children(item, to);
        cmark_node_free(item);
    }
    cmark_node_unlink(list);
    cmark_node_free(list);
}

/* True for a list with an item that we made of a note or of details. */
static bool has_start(const reader *r, cmark_node *list)
{
    cmark_node *item = cmark_node_first_child(list);
    while (item && !start_of(r, item))
        item = cmark_node_next(item);
    return item;
}

static void replace_lists(reader *r, cmark_node *document)
{
    TS_VEC(cmark_node *) lists = {0};
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_LIST && has_start(r, node))
            ts_vec_push(&lists, node);
    }
    cmark_iter_free(iter);
    for (size_t i = 0; i < lists.len; i++)
        replace(r, lists.items[i]);
    ts_vec_free(&lists);
}

cmark_node *ts_read_blocks(ts_arena *arena, ts_buf *source)
{
    cmark_node *document = cmark_parse_document(source->ptr, source->len, CMARK_OPT_DEFAULT);
    ts_str all = ts_buf_str(source);
    if (ts_str_find(all, TS_STR(TS_READ_NOTE), 0) == TS_NPOS &&
        ts_str_find(all, TS_STR(": "), 0) == TS_NPOS && ts_str_find(all, TS_STR(":\t"), 0) == TS_NPOS)
        return document;
    reader r = {.arena = arena};
    ts_read_split(&r.lines, all);
    find_starts(&r, document);
    if (r.starts.len) {
        ts_buf again;
        ts_buf_init(&again, TS_BUF_MAX);
        for (size_t i = 0; i < r.starts.len; i++)
            r.starts.items[i].label.ptr = ts_arena_copy(arena, r.starts.items[i].label);
        rewrite(&r, &again);
        ts_buf_free(source);
        *source = again;
        cmark_node_free(document);
        document = cmark_parse_document(source->ptr, source->len, CMARK_OPT_DEFAULT);
        replace_lists(&r, document);
    }
    ts_vec_free(&r.lines);
    ts_vec_free(&r.starts);
    return document;
}
