#include "base/vec.h"
#include "markdown/write_tokens.h"

#include <stdlib.h>
#include <string.h>

#define WIDE 4

/* A list that is being written. */
typedef struct list {
    bool ordered, tight;
    bool wide; /* what stands under an item is indented by WIDE, as readers older than CommonMark want it */
    char mark;
    int number;
} list;

typedef struct writer {
    ts_buf *out;
    const ts_markdown_options *options;
    ts_buf prefix; /* of every line: block quotes and items around */
    ts_buf lead;   /* instead of it on the next line, where an item or quote begins */
    bool has_lead;
    TS_VEC(list) lists;
    TS_VEC(size_t) lengths; /* of the prefix, outside of each container */
    ts_token_writer inlines;
    ts_buf text; /* of the block that is written */
    bool any;    /* something was written */
} writer;

static void put_prefix(writer *w, bool blank)
{
    ts_buf *prefix = w->has_lead ? &w->lead : &w->prefix;
    size_t len = prefix->len;
    while (blank && len > 0 && prefix->ptr[len - 1] == ' ')
        len--;
    ts_buf_put(w->out, ts_str_sub(ts_buf_str(prefix), 0, len));
    w->has_lead = false;
}

/* Lines, each behind the prefix; `lines` ends in a line end or at the end of its last line. */
static void put_lines(writer *w, ts_str lines)
{
    for (ts_str line; ts_str_line(&lines, &line);) {
        put_prefix(w, !line.len);
        ts_buf_put(w->out, line);
        ts_buf_putc(w->out, '\n');
    }
}

static bool in_tight_list(const writer *w, cmark_node *node)
{
    cmark_node *parent = cmark_node_parent(node);
    return parent && cmark_node_get_type(parent) == CMARK_NODE_ITEM && w->lists.len &&
           w->lists.items[w->lists.len - 1].tight;
}

/* The blank line between blocks. The first block of a container has none. */
static void separate(writer *w, cmark_node *node)
{
    bool first = !cmark_node_previous(node);
    if (w->any && !first && !w->has_lead && !in_tight_list(w, node)) {
        put_prefix(w, true);
        ts_buf_putc(w->out, '\n');
    }
    w->any = true;
}

static void put_block(writer *w, ts_str text)
{
    if (!text.len) {
        put_prefix(w, true);
        ts_buf_putc(w->out, '\n');
    }
    put_lines(w, text);
}

static void write_inlines(writer *w, cmark_node *node, const char *before, ts_place place)
{
    ts_buf_clear(&w->text);
    ts_buf_puts(&w->text, before);
    ts_write_inlines(&w->text, &w->inlines, node, place);
    put_block(w, ts_buf_str(&w->text));
}

static void write_heading(writer *w, cmark_node *node)
{
    char marks[8] = "";
    int level = cmark_node_get_heading_level(node);
    memset(marks, '#', (size_t)level);
    marks[level] = ' ';
    write_inlines(w, node, marks, TS_PLACE_HEADING);
}

/* True for a block that stands right behind the mark of a note. */
static bool begins_note(cmark_node *node)
{
    return ts_node_kind_of(cmark_node_parent(node)) == TS_NODE_NOTE && !cmark_node_previous(node);
}

/* True for code in a list, quotation or note that can stand indented, which readers older than CommonMark
 * want there: with no language and no blank line at an end, and not right behind the mark of a note. */
static bool can_indent(const writer *w, cmark_node *node)
{
    bool in_note = begins_note(node);
    ts_str code = ts_str_of(cmark_node_get_literal(node)), line;
    bool blank = true, first = true;
    if (!w->lengths.len || in_note || *cmark_node_get_fence_info(node))
        return false;
    while (ts_str_line(&code, &line)) {
        blank = ts_str_trim(line).len == 0;
        if (blank && (first || line.len))
            return false;
        first = false;
    }
    return !blank;
}

static void write_indented(writer *w, ts_str code)
{
    size_t len = w->prefix.len;
    ts_buf_puts(&w->prefix, "    ");
    ts_buf_puts(&w->lead, "    ");
    put_lines(w, code);
    ts_buf_truncate(&w->prefix, len);
}

/* The fence is longer than any in the code; tildes where the language has a backtick in its name. */
static void write_code(writer *w, cmark_node *node)
{
    ts_str code = ts_str_of(cmark_node_get_literal(node)), info = ts_str_of(cmark_node_get_fence_info(node));
    if (can_indent(w, node)) {
        write_indented(w, code);
        return;
    }
    char mark = ts_str_find_char(info, '`', 0) == TS_NPOS ? '`' : '~';
    size_t longest = 2, run = 0;
    for (size_t i = 0; i < code.len; i++) {
        run = code.ptr[i] == mark ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    ts_buf fence, first;
    ts_buf_init(&fence, TS_BUF_MAX);
    ts_buf_init(&first, TS_BUF_MAX);
    for (size_t i = 0; i <= longest; i++)
        ts_buf_putc(&fence, mark);
    ts_buf_put(&first, ts_buf_str(&fence));
    /* A language that begins with the fence's own character would lengthen the fence. */
    if (info.len && info.ptr[0] == mark)
        ts_buf_putc(&first, ' ');
    ts_write_info(&first, info);
    put_lines(w, ts_buf_str(&first));
    put_lines(w, code);
    put_lines(w, ts_buf_str(&fence));
    ts_buf_free(&first);
    ts_buf_free(&fence);
}

static void put_cell(writer *w, ts_buf *out, cmark_node *cell)
{
    ts_buf *text = &w->text;
    ts_buf_clear(text);
    if (cell)
        ts_write_inlines(text, &w->inlines, cell, TS_PLACE_CELL);
    ts_buf_putc(out, ' ');
    for (size_t i = 0; i < text->len; i++) {
        if (text->ptr[i] == '|')
            ts_buf_putc(out, '\\');
        ts_buf_putc(out, text->ptr[i]);
    }
    ts_buf_puts(out, text->len ? " |" : "|");
}

static void put_row(writer *w, ts_buf *out, cmark_node *row, int columns)
{
    cmark_node *cell = row ? cmark_node_first_child(row) : NULL;
    ts_buf_putc(out, '|');
    for (int i = 0; i < columns; i++) {
        put_cell(w, out, cell);
        cell = cell ? cmark_node_next(cell) : NULL;
    }
    ts_buf_putc(out, '\n');
}

/* Pipe tables must have a header: a table without one gets an empty row, which is dropped when it is read. */
static void write_table(writer *w, cmark_node *table)
{
    static const char *const rules[] = {" --- |", " :-- |", " :-: |", " --: |"};
    ts_payload *payload = ts_node_payload(table);
    cmark_node *row = cmark_node_first_child(table);
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    bool header = row && ts_node_payload(row)->header;
    put_row(w, &text, header ? row : NULL, payload->columns);
    ts_buf_putc(&text, '|');
    for (int i = 0; i < payload->columns; i++)
        ts_buf_puts(&text, rules[payload->aligns[i]]);
    ts_buf_putc(&text, '\n');
    for (row = header ? cmark_node_next(row) : row; row; row = cmark_node_next(row))
        put_row(w, &text, row, payload->columns);
    put_lines(w, ts_buf_str(&text));
    ts_buf_free(&text);
}

static void put_blank(writer *w)
{
    put_prefix(w, true);
    ts_buf_putc(w->out, '\n');
}

/* An image with its caption as title; a table behind its caption. */
static void write_figure(writer *w, cmark_node *figure)
{
    cmark_node *body = cmark_node_first_child(figure), *caption = cmark_node_last_child(figure);
    cmark_node *text = cmark_node_first_child(caption);
    if (ts_node_kind_of(body) == TS_NODE_TABLE) {
        write_inlines(w, caption, "", TS_PLACE_PARAGRAPH);
        put_blank(w);
        write_table(w, body);
        return;
    }
    ts_buf line;
    ts_buf_init(&line, TS_BUF_MAX);
    ts_write_image(&line, cmark_node_first_child(body), ts_str_of(cmark_node_get_literal(text)));
    put_lines(w, ts_buf_str(&line));
    ts_buf_free(&line);
}

/* Whether an item of the list holds more than a block of text. */
static bool has_blocks(cmark_node *node)
{
    for (cmark_node *item = cmark_node_first_child(node); item; item = cmark_node_next(item)) {
        cmark_node *first = cmark_node_first_child(item);
        cmark_node_type type = cmark_node_get_type(first);
        if (first != cmark_node_last_child(item) || type == CMARK_NODE_LIST || type == CMARK_NODE_CODE_BLOCK)
            return true;
    }
    return false;
}

/* True where readers would take the block for a part of the one before it, or miss that it begins an item. */
static bool runs_on(const writer *w, cmark_node *node)
{
    cmark_node *before = cmark_node_previous(node), *parent = cmark_node_parent(node);
    cmark_node_type type = cmark_node_get_type(node), last = cmark_node_get_type(before);
    bool begins = !before && cmark_node_get_type(parent) == CMARK_NODE_ITEM;
    const list *l = begins ? &w->lists.items[w->lists.len - 1] : NULL;
    switch (type) {
    case CMARK_NODE_LIST:
        return begins || last == type;
    case CMARK_NODE_BLOCK_QUOTE:
        return before ? last == type : begins && l->wide && !l->tight;
    case CMARK_NODE_CODE_BLOCK:
        if (!can_indent(w, node))
            return false;
        return before ? last != CMARK_NODE_PARAGRAPH && last != CMARK_NODE_HEADING
                      : begins || ts_node_kind_of(parent) == TS_NODE_DETAILS;
    default:
        return false;
    }
}

/* Puts what no reader shows before such a block. */
static void hold_apart(writer *w, cmark_node *node)
{
    if (!runs_on(w, node))
        return;
    put_lines(w, TS_STR(TS_EMPTY_COMMENT));
    if (!in_tight_list(w, node) || cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK)
        put_blank(w);
}

static void enter_list(writer *w, cmark_node *node)
{
    list l = {.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST,
              .tight = cmark_node_get_list_tight(node),
              .wide = has_blocks(node),
              .mark = '-',
              .number = cmark_node_get_list_start(node)};
    if (l.ordered)
        l.mark = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ')' : '.';
    ts_vec_push(&w->lists, l);
}

static void enter_container(writer *w, const char *first, const char *rest)
{
    ts_vec_push(&w->lengths, w->prefix.len);
    if (!w->has_lead) {
        ts_buf_clear(&w->lead);
        ts_buf_put(&w->lead, ts_buf_str(&w->prefix));
        w->has_lead = true;
    }
    ts_buf_puts(&w->lead, first);
    ts_buf_puts(&w->prefix, rest);
}

static void leave_container(writer *w)
{
    ts_buf_truncate(&w->prefix, w->lengths.items[--w->lengths.len]);
    /* Nothing stood in it. */
    if (w->has_lead) {
        put_prefix(w, true);
        ts_buf_putc(w->out, '\n');
    }
}

static void enter_item(writer *w, cmark_node *node)
{
    list *l = &w->lists.items[w->lists.len - 1];
    bool first = !cmark_node_previous(node);
    if (!first && !l->tight) {
        put_prefix(w, true);
        ts_buf_putc(w->out, '\n');
    }
    char mark[20], space[20] = "";
    int digits = l->ordered ? snprintf(mark, sizeof mark, "%d", l->number++) : 0;
    size_t at = (size_t)digits, len = l->wide && digits + 2 < WIDE ? WIDE : at + 2;
    mark[at] = l->mark;
    memset(mark + at + 1, ' ', len - at - 1);
    mark[len] = '\0';
    memset(space, ' ', len);
    enter_container(w, mark, space);
}

static bool is_term(cmark_node *node)
{
    return node && ts_node_kind_of(node) == TS_NODE_TERM;
}

/* Terms that share their details stand on one line, written with the last of them: many readers take one line
 * only for a term. */
static void enter_term(writer *w, cmark_node *term)
{
    cmark_node *first = term;
    if (is_term(cmark_node_next(term)))
        return;
    while (is_term(cmark_node_previous(first)))
        first = cmark_node_previous(first);
    if (cmark_node_previous(first))
        put_blank(w);
    ts_buf_clear(&w->text);
    ts_write_inlines(&w->text, &w->inlines, first, TS_PLACE_TERM);
    while (is_term(first = cmark_node_next(first))) {
        ts_buf_puts(&w->text, " <br>");
        ts_write_inlines(&w->text, &w->inlines, first, TS_PLACE_NEXT_TERM);
    }
    put_block(w, ts_buf_str(&w->text));
}

/* A blank line stands behind details that are more than one paragraph, so that nothing runs into them. */
static void enter_details(writer *w, cmark_node *details)
{
    cmark_node *before = cmark_node_previous(details), *first = cmark_node_first_child(before);
    if (ts_node_kind_of(before) == TS_NODE_DETAILS &&
        (cmark_node_next(first) || cmark_node_get_type(first) != CMARK_NODE_PARAGRAPH))
        put_blank(w);
    enter_container(w, ":   ", "    ");
}

static void write_paragraph(writer *w, cmark_node *node)
{
    bool in_note = begins_note(node);
    ts_buf note;
    ts_buf_init(&note, TS_BUF_MAX);
    ts_buf_clear(&w->text);
    ts_write_inlines(&w->text, &w->inlines, node, TS_PLACE_PARAGRAPH);
    if (in_note)
        ts_write_note_text(&note, ts_buf_str(&w->text));
    put_block(w, ts_buf_str(in_note ? &note : &w->text));
    ts_buf_free(&note);
}

static void enter_note(writer *w, cmark_node *note)
{
    ts_buf mark;
    ts_buf_init(&mark, TS_BUF_MAX);
    ts_buf_printf(&mark, "[^%s]: ", ts_node_payload(note)->label);
    enter_container(w, mark.ptr, "    ");
    ts_buf_free(&mark);
}

static void write_rule(writer *w, cmark_node *node)
{
    cmark_node *parent = cmark_node_parent(node);
    bool item = parent && cmark_node_get_type(parent) == CMARK_NODE_ITEM;
    put_lines(w, item ? TS_STR("___") : TS_STR("***"));
}

/* True where the node has been written with all that is below it. */
static bool enter_ours(writer *w, cmark_node *node)
{
    switch (ts_node_kind_of(node)) {
    case TS_NODE_TABLE:
        write_table(w, node);
        return true;
    case TS_NODE_FIGURE:
        write_figure(w, node);
        return true;
    case TS_NODE_CARD:
        write_inlines(w, node, "", TS_PLACE_PARAGRAPH);
        return true;
    case TS_NODE_TERM:
        enter_term(w, node);
        return true;
    case TS_NODE_DETAILS:
        enter_details(w, node);
        return false;
    case TS_NODE_NOTE:
        enter_note(w, node);
        return false;
    default:
        return false;
    }
}

/* Parts of a block, which look after their blank lines themselves. */
static bool is_part(cmark_node *node)
{
    ts_payload_kind kind = ts_node_kind_of(node);
    return cmark_node_get_type(node) == CMARK_NODE_ITEM || kind == TS_NODE_TERM || kind == TS_NODE_DETAILS;
}

static bool enter(writer *w, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type != CMARK_NODE_DOCUMENT && !is_part(node)) {
        separate(w, node);
        hold_apart(w, node);
    }
    switch (type) {
    case CMARK_NODE_BLOCK_QUOTE:
        enter_container(w, "> ", "> ");
        return false;
    case CMARK_NODE_LIST:
        enter_list(w, node);
        return false;
    case CMARK_NODE_ITEM:
        enter_item(w, node);
        return false;
    case CMARK_NODE_CODE_BLOCK:
        write_code(w, node);
        return true;
    case CMARK_NODE_HTML_BLOCK:
        put_lines(w, ts_str_of(cmark_node_get_literal(node)));
        return true;
    case CMARK_NODE_PARAGRAPH:
        write_paragraph(w, node);
        return true;
    case CMARK_NODE_HEADING:
        write_heading(w, node);
        return true;
    case CMARK_NODE_THEMATIC_BREAK:
        write_rule(w, node);
        return true;
    case CMARK_NODE_CUSTOM_BLOCK:
        return enter_ours(w, node);
    default:
        return type != CMARK_NODE_DOCUMENT;
    }
}

static bool is_indented(cmark_node *node)
{
    ts_payload_kind kind = ts_node_kind_of(node);
    return kind == TS_NODE_DETAILS || kind == TS_NODE_NOTE;
}

static void leave(writer *w, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_LIST)
        w->lists.len--;
    else if (type == CMARK_NODE_ITEM || type == CMARK_NODE_BLOCK_QUOTE || is_indented(node))
        leave_container(w);
}

void ts_markdown_write(ts_buf *out, cmark_node *node, const ts_markdown_options *options)
{
    static const ts_markdown_options defaults = {0};
    writer w = {.out = out, .options = options ? options : &defaults};
    ts_buf_init(&w.prefix, TS_BUF_MAX);
    ts_buf_init(&w.lead, TS_BUF_MAX);
    ts_buf_init(&w.text, TS_BUF_MAX);
    ts_token_writer_init(&w.inlines, w.options);
    cmark_iter *iter = cmark_iter_new(node);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *at = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_EXIT)
            leave(&w, at);
        else if (enter(&w, at) && cmark_node_first_child(at))
            cmark_iter_reset(iter, at, CMARK_EVENT_EXIT);
    }
    cmark_iter_free(iter);
    ts_buf_free(&w.prefix);
    ts_buf_free(&w.lead);
    ts_buf_free(&w.text);
    ts_token_writer_free(&w.inlines);
    ts_vec_free(&w.lists);
    ts_vec_free(&w.lengths);
}
