/* The capture's side of the inspector: its blocks as text, never as the page they come from. */
#include "preview/inspector_parts.h"
#include "preview/own_page.h"
#include "preview/inspector.h"
#include "text/escape.h"
#include "text/utf8.h"

#include <string.h>

/* Code points of a block, and bytes of an element's label, that are shown; steps to the right. */
enum { SHOWN = 600, LABEL_MAX = 60, DEPTH_MAX = 8 };

/* "div#story.body.wide" */
static void put_label(ts_buf *out, const ts_node *node)
{
    ts_buf label;
    ts_str classes = ts_str_of(ts_node_attr(node, "class")), word;
    const char *id = ts_node_attr(node, "id");
    ts_buf_init(&label, TS_BUF_MAX);
    ts_buf_puts(&label, ts_node_name(node));
    if (id && *id) {
        ts_buf_putc(&label, '#');
        ts_buf_puts(&label, id);
    }
    while (label.len < LABEL_MAX && ts_str_word(&classes, &word)) {
        ts_buf_putc(&label, '.');
        ts_buf_put(&label, word);
    }
    ts_str all = ts_buf_str(&label);
    size_t end = ts_utf8_offset(all, LABEL_MAX);
    ts_buf_puts(out, " <code>");
    ts_escape_html(out, ts_str_sub(all, 0, end));
    ts_buf_puts(out, end < all.len ? "…</code>" : "</code>");
    ts_buf_free(&label);
}

static void put_block(ts_buf *out, const ts_inspected *b, size_t i)
{
    bool kept = ts_inspected_kept(b);
    size_t end = ts_utf8_offset(b->text, SHOWN);
    int depth = b->depth < DEPTH_MAX ? b->depth : DEPTH_MAX;
    /* Only a block of a page can be named by a rule. */
    const char *tag = b->node ? "button" : "div";
    ts_buf_printf(out, "<li class=\"%s d%d\"><%s", kept ? "kept" : "dropped", depth, tag);
    if (b->node)
        ts_buf_printf(out, " type=\"button\" data-block=\"%zu\"", i);
    ts_buf_puts(out, "><span dir=\"auto\">");
    ts_escape_html(out, ts_str_sub(b->text, 0, end));
    ts_buf_printf(out, "%s</span> <small>%s: ", end < b->text.len ? "…" : "", kept ? "kept" : "dropped");
    ts_own_text(out, b->reason);
    if (b->node) {
        ts_buf_printf(out, " (%.2f)", b->score);
        put_label(out, b->node);
    }
    ts_buf_printf(out, "</small></%s></li>\n", tag);
}

static void put_more(ts_buf *out, const char *file, size_t from, const char *words)
{
    ts_buf_puts(out, " <a href=\"");
    ts_own_inspect_link(out, file);
    ts_buf_printf(out, "&amp;from=%zu\">%s</a>", from, words);
}

/* How many there are, and the way to those that are not shown. */
static void put_count(ts_buf *out, const char *file, size_t len, size_t kept, size_t from, size_t to)
{
    ts_buf_printf(out, "<p class=\"note\">%zu of %zu kept.", kept, len);
    if (from > 0 || to < len)
        ts_buf_printf(out, " Shown: %zu to %zu.", from + 1, to);
    if (from > 0)
        put_more(out, file, from > TS_INSPECTOR_BLOCKS ? from - TS_INSPECTOR_BLOCKS : 0, "Before these");
    if (to < len)
        put_more(out, file, to, "Behind these");
    ts_buf_puts(out, "</p>\n");
}

void ts_inspector_blocks(ts_buf *out, const ts_inspection *inspection, const char *file, size_t from)
{
    size_t len = inspection->blocks.len, kept = 0;
    from = from < len ? from : 0;
    size_t to = len - from < TS_INSPECTOR_BLOCKS ? len : from + TS_INSPECTOR_BLOCKS;
    for (size_t i = 0; i < len; i++)
        kept += ts_inspected_kept(&inspection->blocks.items[i]);
    put_count(out, file, len, kept, from, to);
    ts_buf_puts(out, "<ol class=\"blocks\">\n");
    for (size_t i = from; i < to; i++)
        put_block(out, &inspection->blocks.items[i], i);
    ts_buf_puts(out, "</ol>\n");
}
