#include "article/tidy.h"
#include "base/vec.h"
#include "markdown/read.h"

#include <stdlib.h>
#include <string.h>

/* Bytes that the cells of one document's tables may add by filling up short rows. */
#define CELLS 2000000

/* Stands before each cell when cmark reads it, so that nothing in it can begin a block. */
#define LEAD "| "

/* A paragraph that is a table, and where its cells are in the second document. */
typedef struct found {
    cmark_node *paragraph;
    cmark_node *table;
    bool before; /* text of the paragraph stands before the table */
} found;

typedef struct reader {
    ts_arena *arena;
    ts_read_lines source;
    ts_buf cells;            /* the second document: one paragraph for each cell */
    TS_VEC(cmark_node *) at; /* where each of its paragraphs belongs */
    TS_VEC(found) tables;
    size_t count; /* of cells, empty ones too */
} reader;

/* A line of a paragraph without the marks of the quotes around it and without indent. */
static ts_str strip(ts_str line, int quotes)
{
    size_t i = 0;
    for (;;) {
        while (i < line.len && (line.ptr[i] == ' ' || line.ptr[i] == '\t'))
            i++;
        if (quotes-- <= 0 || i >= line.len || line.ptr[i] != '>')
            break;
        i++;
    }
    return ts_str_trim(ts_str_sub(line, i, line.len));
}

/* The next cell of a row; bars behind a backslash do not end one. */
static bool next_cell(ts_str *row, ts_str *cell)
{
    if (!row->len)
        return false;
    size_t i = 0;
    while (i < row->len && (row->ptr[i] != '|' || (i > 0 && row->ptr[i - 1] == '\\')))
        i++;
    *cell = ts_str_trim(ts_str_sub(*row, 0, i));
    *row = ts_str_sub(*row, i + 1, row->len);
    return true;
}

static ts_str open_row(ts_str line)
{
    return line.len && line.ptr[0] == '|' ? ts_str_trim(ts_str_sub(line, 1, line.len)) : line;
}

static int count_cells(ts_str line)
{
    ts_str row = open_row(line), cell;
    int n = 0;
    while (next_cell(&row, &cell))
        n++;
    return n;
}

/* ":--", ":-:", "--:" or "---". */
static bool read_align(ts_str cell, ts_align *align)
{
    bool left = cell.len && cell.ptr[0] == ':', right = cell.len && cell.ptr[cell.len - 1] == ':';
    ts_str dashes = ts_str_sub(cell, left, cell.len - (right && cell.len > 1));
    for (size_t i = 0; i < dashes.len; i++)
        if (dashes.ptr[i] != '-')
            return false;
    *align = left && right ? TS_ALIGN_CENTER : left ? TS_ALIGN_LEFT : right ? TS_ALIGN_RIGHT : TS_ALIGN_NONE;
    return dashes.len > 0;
}

/* The columns that a line of dashes and bars rules; 0 where it is no such line. */
static int read_rule(ts_str line, ts_align *aligns)
{
    if (ts_str_find_char(line, '|', 0) == TS_NPOS)
        return 0;
    ts_str row = open_row(line), cell;
    int n = 0;
    while (next_cell(&row, &cell)) {
        if (n == TS_TABLE_COLUMNS || !read_align(cell, &aligns[n]))
            return 0;
        n++;
    }
    return n;
}

/* One cell's text as a paragraph of the second document; bars lose their backslash. */
static void put_cell(reader *r, cmark_node *node, ts_str text)
{
    r->count++;
    if (!text.len)
        return;
    ts_vec_push(&r->at, node);
    ts_buf_puts(&r->cells, LEAD);
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '\\' || i + 1 == text.len || text.ptr[i + 1] != '|')
            ts_buf_putc(&r->cells, text.ptr[i]);
    ts_buf_puts(&r->cells, "\n\n");
}

static void put_row(reader *r, cmark_node *table, ts_str line, bool header)
{
    ts_payload *payload = ts_node_payload(table);
    cmark_node *row = ts_node_new(r->arena, TS_NODE_ROW);
    ts_node_payload(row)->header = header;
    cmark_node_append_child(table, row);
    ts_str rest = open_row(line), text;
    for (int i = 0; i < payload->columns; i++) {
        cmark_node *cell = ts_node_new(r->arena, TS_NODE_CELL);
        cmark_node_append_child(row, cell);
        if (!next_cell(&rest, &text))
            text = (ts_str){0};
        put_cell(r, cell, text);
    }
}

/* Lines of the paragraph before its table; definitions of links that cmark has taken are passed over. */
static bool put_before(reader *r, cmark_node *paragraph, const ts_read_lines *all, size_t rows)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    for (size_t i = 0; i < rows; i++) {
        ts_str line = all->items[i];
        if (!text.len && line.len && line.ptr[0] == '[' && ts_str_find(line, TS_STR("]:"), 0) != TS_NPOS)
            continue;
        if (text.len)
            ts_buf_putc(&text, ' ');
        ts_buf_put(&text, line);
    }
    bool some = text.len > 0;
    put_cell(r, paragraph, ts_buf_str(&text));
    ts_buf_free(&text);
    return some;
}

static int quotes_around(cmark_node *node)
{
    int n = 0;
    for (; node; node = cmark_node_parent(node))
        n += cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE;
    return n;
}

/* A quick look at a line, before its paragraph is taken apart. */
static bool may_be_rule(ts_str line)
{
    bool bar = false, dash = false;
    for (size_t i = 0; i < line.len; i++) {
        if (!strchr("-|: \t>", line.ptr[i]) || line.ptr[i] == '\0')
            return false;
        bar = bar || line.ptr[i] == '|';
        dash = dash || line.ptr[i] == '-';
    }
    return bar && dash;
}

static bool collect(reader *r, cmark_node *paragraph, ts_read_lines *all)
{
    size_t first = (size_t)cmark_node_get_start_line(paragraph),
           last = (size_t)cmark_node_get_end_line(paragraph);
    if (first < 1 || last <= first || last > r->source.len)
        return false;
    bool ruled = false;
    for (size_t i = first; i < last && !ruled; i++)
        ruled = may_be_rule(r->source.items[i]);
    if (!ruled)
        return false;
    int quotes = quotes_around(paragraph);
    size_t column = (size_t)cmark_node_get_start_column(paragraph);
    ts_str head = r->source.items[first - 1];
    ts_vec_push(all, ts_str_trim(ts_str_sub(head, column ? column - 1 : 0, head.len)));
    for (size_t i = first; i < last; i++)
        ts_vec_push(all, strip(r->source.items[i], quotes));
    return true;
}

/* The line that rules the table, whose head is the line before; 0 where there is none. */
static size_t find_rule(const ts_read_lines *all, ts_align *aligns, int *columns)
{
    for (size_t i = 1; i < all->len; i++) {
        *columns = read_rule(all->items[i], aligns);
        if (*columns && count_cells(all->items[i - 1]) == *columns)
            return i;
    }
    return 0;
}

static void look(reader *r, cmark_node *paragraph)
{
    ts_align aligns[TS_TABLE_COLUMNS];
    ts_read_lines all = {0};
    int columns = 0;
    size_t rule = collect(r, paragraph, &all) ? find_rule(&all, aligns, &columns) : 0;
    if (rule && r->count + all.len * (size_t)columns <= CELLS) {
        cmark_node *table = ts_node_new(r->arena, TS_NODE_TABLE);
        ts_payload *payload = ts_node_payload(table);
        payload->columns = columns;
        payload->aligns = ts_arena_alloc(r->arena, sizeof *aligns * (size_t)columns);
        memcpy(payload->aligns, aligns, sizeof *aligns * (size_t)columns);
        found f = {paragraph, table, rule > 1 && put_before(r, paragraph, &all, rule - 1)};
        put_row(r, table, all.items[rule - 1], true);
        for (size_t i = rule + 1; i < all.len; i++)
            put_row(r, table, all.items[i], false);
        ts_vec_push(&r->tables, f);
    }
    ts_vec_free(&all);
}

/* Moves what cmark read of one cell to where it belongs. */
static void place(cmark_node *from, cmark_node *to)
{
    cmark_node *first = cmark_node_first_child(from);
    if (first && cmark_node_get_type(first) == CMARK_NODE_TEXT) {
        char *rest = ts_strndup(ts_str_of(cmark_node_get_literal(first)));
        cmark_node_set_literal(first, rest + (strncmp(rest, LEAD, strlen(LEAD)) == 0 ? strlen(LEAD) : 0));
        free(rest);
    }
    while (cmark_node_first_child(to))
        cmark_node_free(cmark_node_first_child(to));
    for (cmark_node *child = first, *next; child; child = next) {
        next = cmark_node_next(child);
        cmark_node_unlink(child);
        cmark_node_append_child(to, child);
    }
}

/* Reads all cells at once, the whole source behind them for its definitions of links. */
static void fill(reader *r, ts_str source)
{
    if (ts_str_find(source, TS_STR("]:"), 0) != TS_NPOS)
        ts_buf_put(&r->cells, source);
    cmark_node *second = cmark_parse_document(r->cells.ptr, r->cells.len, CMARK_OPT_DEFAULT);
    cmark_node *block = cmark_node_first_child(second);
    for (size_t i = 0; i < r->at.len && block; i++, block = cmark_node_next(block))
        place(block, r->at.items[i]);
    cmark_node_free(second);
    for (size_t i = 0; i < r->tables.len; i++) {
        found *f = &r->tables.items[i];
        cmark_node_insert_after(f->paragraph, f->table);
        if (f->before)
            continue;
        cmark_node_unlink(f->paragraph);
        cmark_node_free(f->paragraph);
    }
}

void ts_read_tables(ts_arena *arena, cmark_node *document, ts_str source)
{
    if (ts_str_find_char(source, '|', 0) == TS_NPOS)
        return;
    reader r = {.arena = arena};
    ts_buf_init(&r.cells, TS_BUF_MAX);
    ts_read_split(&r.source, source);
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH) {
            look(&r, node);
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
        }
    }
    cmark_iter_free(iter);
    if (r.tables.len)
        fill(&r, source);
    ts_buf_free(&r.cells);
    ts_vec_free(&r.source);
    ts_vec_free(&r.at);
    ts_vec_free(&r.tables);
}
