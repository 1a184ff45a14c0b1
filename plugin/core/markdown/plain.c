#include "markdown/plain.h"
#include "markdown/raw.h"

#include <string.h>

typedef enum gap { GAP_NONE, GAP_LINE, GAP_BLANK } gap;

typedef struct writer {
    ts_buf *out;
    gap gap;   /* before the next line */
    int lists; /* around */
    ts_captions captions;
    ts_buf text; /* of a block */
} writer;

static void put_line(writer *w, ts_str line)
{
    if (!line.len)
        return;
    if (w->gap != GAP_NONE)
        ts_buf_puts(w->out, w->gap == GAP_BLANK ? "\n\n" : "\n");
    ts_buf_put(w->out, line);
    w->gap = w->lists ? GAP_LINE : GAP_BLANK;
}

static void put_inlines(ts_buf *out, cmark_node *node, const char *line_break, bool notes)
{
    size_t from = out->len;
    cmark_node_type type;
    for (cmark_node *at = node; at; at = ts_node_behind(at, node, type != CMARK_NODE_IMAGE)) {
        type = cmark_node_get_type(at);
        switch (type) {
        case CMARK_NODE_TEXT:
        case CMARK_NODE_CODE:
            ts_buf_puts(out, cmark_node_get_literal(at));
            break;
        case CMARK_NODE_SOFTBREAK:
            ts_buf_putc(out, ' ');
            break;
        case CMARK_NODE_LINEBREAK:
            ts_buf_puts(out, line_break);
            break;
        case CMARK_NODE_PARAGRAPH: /* of a cell */
            if (at != node && out->len > from)
                ts_buf_puts(out, line_break);
            break;
        case CMARK_NODE_CUSTOM_INLINE:
            if (notes && ts_node_kind_of(at) == TS_NODE_NOTE_REF)
                ts_buf_printf(out, "[%s]", ts_node_payload(at)->label);
            break;
        default:
            break;
        }
    }
}

void ts_plain_inlines(ts_buf *out, cmark_node *node)
{
    put_inlines(out, node, " ", false);
}

static void put_block(writer *w, cmark_node *node)
{
    cmark_node *note = cmark_node_parent(node);
    ts_buf_clear(&w->text);
    if (!cmark_node_previous(node) && ts_node_kind_of(note) == TS_NODE_NOTE)
        ts_buf_printf(&w->text, "[%s] ", ts_node_payload(note)->label);
    put_inlines(&w->text, node, "\n", true);
    put_line(w, ts_str_trim(ts_buf_str(&w->text)));
}

static void put_table(writer *w, cmark_node *table)
{
    ts_buf line;
    ts_buf_init(&line, TS_BUF_MAX);
    for (cmark_node *row = cmark_node_first_child(table); row; row = cmark_node_next(row)) {
        ts_buf_clear(&line);
        bool some = false;
        for (cmark_node *cell = cmark_node_first_child(row); cell; cell = cmark_node_next(cell)) {
            if (cell != cmark_node_first_child(row))
                ts_buf_putc(&line, '\t');
            size_t before = line.len;
            put_inlines(&line, cell, " ", true);
            some = some || line.len > before;
        }
        if (!some)
            continue;
        put_line(w, ts_buf_str(&line));
        w->gap = GAP_LINE;
    }
    w->gap = w->gap == GAP_NONE ? GAP_NONE : w->lists ? GAP_LINE : GAP_BLANK;
    ts_buf_free(&line);
}

static void put_literal(writer *w, cmark_node *node)
{
    ts_str text = ts_str_of(cmark_node_get_literal(node));
    ts_buf raw;
    ts_buf_init(&raw, TS_BUF_MAX);
    if (cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK) {
        ts_raw_text(&raw, text);
        text = ts_str_trim(ts_buf_str(&raw));
    }
    while (text.len && text.ptr[text.len - 1] == '\n')
        text.len--;
    put_line(w, text);
    ts_buf_free(&raw);
}

/* True where the node's children are not to be visited. */
static bool enter(writer *w, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
        put_block(w, node);
        return true;
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_HTML_BLOCK:
        put_literal(w, node);
        return true;
    case CMARK_NODE_LIST:
        w->lists++;
        return false;
    case CMARK_NODE_CUSTOM_BLOCK:
        break;
    default:
        return false;
    }
    switch (ts_node_kind_of(node)) {
    case TS_NODE_TABLE:
        put_table(w, node);
        return true;
    case TS_NODE_FIGURE:
        if (ts_node_kind_of(cmark_node_first_child(node)) != TS_NODE_TABLE)
            return false;
        put_block(w, cmark_node_last_child(node));
        put_table(w, cmark_node_first_child(node));
        return true;
    case TS_NODE_CAPTION:
        if (w->captions == TS_CAPTIONS_KEEP || (!w->captions && !ts_node_payload(node)->beside))
            put_block(w, node);
        return true;
    case TS_NODE_CARD:
        /* Nobody reads an address that stands for a missing title. */
        if (strcmp(cmark_node_get_literal(cmark_node_first_child(node)), ts_node_payload(node)->url) != 0)
            put_block(w, node);
        return true;
    case TS_NODE_TERM:
        put_block(w, node);
        return true;
    default:
        return false;
    }
}

void ts_plain_write(ts_buf *out, cmark_node *node, ts_captions captions)
{
    writer w = {.out = out, .captions = captions};
    ts_buf_init(&w.text, TS_BUF_MAX);
    cmark_iter *iter = cmark_iter_new(node);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *at = cmark_iter_get_node(iter);
        bool list = cmark_node_get_type(at) == CMARK_NODE_LIST;
        if (event == CMARK_EVENT_EXIT && list && --w.lists == 0 && w.gap == GAP_LINE)
            w.gap = GAP_BLANK;
        else if (event == CMARK_EVENT_ENTER && enter(&w, at) && cmark_node_first_child(at))
            cmark_iter_reset(iter, at, CMARK_EVENT_EXIT);
    }
    cmark_iter_free(iter);
    ts_buf_free(&w.text);
}
