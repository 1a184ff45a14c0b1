#include "markdown/portable.h"
#include "base/vec.h"
#include "markdown/markdown.h"
#include "markdown/pictures.h"
#include "markdown/plain.h"
#include "markdown/raw.h"
#include "markdown/write.h"
#include "text/escape.h"
#include "text/url.h"

#include <string.h>

typedef TS_VEC(cmark_node *) nodes;

static void drop(cmark_node *node)
{
    cmark_node_unlink(node);
    cmark_node_free(node);
}

static void replace_by_text(cmark_node *node, ts_str text)
{
    cmark_node_insert_before(node, ts_node_text_new(text));
    drop(node);
}

static cmark_node *paragraph_of(cmark_node *inline_node)
{
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    cmark_node_append_child(paragraph, inline_node);
    return paragraph;
}

static void unwrap(cmark_node *node)
{
    for (cmark_node *child; (child = cmark_node_first_child(node));)
        cmark_node_insert_before(node, child);
    drop(node);
}

/* The words of a node, or the text of raw HTML, in its place. */
static void replace_by_words(cmark_node *node)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    if (cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK) {
        ts_raw_text(&text, ts_str_of(cmark_node_get_literal(node)));
        cmark_node_insert_before(node, paragraph_of(ts_node_text_new(ts_str_trim(ts_buf_str(&text)))));
        drop(node);
    } else {
        ts_plain_inlines(&text, node);
        replace_by_text(node, ts_buf_str(&text));
    }
    ts_buf_free(&text);
}

static const char *encoded(ts_arena *arena, const char *address)
{
    ts_buf url;
    ts_buf_init(&url, TS_BUF_MAX);
    for (const char *c = address; *c; c++)
        if (strchr("{}|", *c))
            ts_buf_printf(&url, "%%%02X", (unsigned)*c);
        else
            ts_buf_putc(&url, *c);
    return ts_buf_keep(&url, arena).ptr;
}

static void settle_link(ts_arena *arena, cmark_node *link)
{
    const char *address = cmark_node_get_url(link);
    if (ts_url_safe(ts_str_of(address), false))
        cmark_node_set_url(link, encoded(arena, address));
    else
        unwrap(link);
}

static void settle_image(ts_arena *arena, cmark_node *image, const ts_portable_options *options)
{
    const char *address = cmark_node_get_url(image);
    const char *shown = options->image ? options->image(options->context, address) : NULL;
    if (ts_url_safe(ts_str_of(address), true))
        cmark_node_set_url(image, shown ? shown : encoded(arena, address));
    else
        replace_by_words(image);
}

static void settle_card(ts_arena *arena, cmark_node *card)
{
    ts_payload *payload = ts_node_payload(card);
    if (ts_url_safe(ts_str_of(payload->url), false)) {
        payload->url = encoded(arena, payload->url);
        return;
    }
    cmark_node_insert_before(card, paragraph_of(cmark_node_first_child(card)));
    drop(card);
}

/* The caption, which Markdown keeps in the image's title, below the image. */
static void settle_figure(cmark_node *figure)
{
    cmark_node *body = cmark_node_first_child(figure), *caption = cmark_node_last_child(figure);
    if (ts_node_kind_of(body) == TS_NODE_TABLE)
        return;
    cmark_node *emphasis = cmark_node_new(CMARK_NODE_EMPH);
    cmark_node_append_child(emphasis, cmark_node_first_child(caption));
    cmark_node_insert_before(figure, body);
    cmark_node_insert_before(figure, paragraph_of(emphasis));
    drop(figure);
}

static void settle_ruby(ts_arena *arena, cmark_node *ruby)
{
    cmark_node *base = cmark_node_first_child(ruby);
    const char *text = base ? cmark_node_get_literal(base) : "";
    replace_by_text(ruby, ts_str_of(ts_arena_printf(arena, "%s(%s)", text, ts_node_payload(ruby)->reading)));
}

/* True where a break is written as <br>. */
static bool in_one_line(cmark_node *node)
{
    while ((node = cmark_node_parent(node)))
        if (cmark_node_get_type(node) == CMARK_NODE_HEADING || ts_node_kind_of(node) == TS_NODE_CELL ||
            ts_node_kind_of(node) == TS_NODE_TERM)
            return true;
    return false;
}

static void settle(ts_arena *arena, cmark_node *node, const ts_portable_options *options)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HTML_BLOCK:
        replace_by_words(node);
        return;
    case CMARK_NODE_HTML_INLINE:
        drop(node);
        return;
    case CMARK_NODE_LINK:
        settle_link(arena, node);
        return;
    case CMARK_NODE_IMAGE:
        settle_image(arena, node, options);
        return;
    case CMARK_NODE_LINEBREAK:
        if (!options->tags && in_one_line(node))
            replace_by_text(node, TS_STR(" "));
        return;
    default:
        break;
    }
    ts_payload_kind kind = ts_node_kind_of(node);
    if (kind == TS_NODE_FIGURE)
        settle_figure(node);
    else if (kind == TS_NODE_CARD)
        settle_card(arena, node);
    else if (kind == TS_NODE_RUBY && !options->tags)
        settle_ruby(arena, node);
    else if (kind == TS_NODE_SPAN && !options->tags)
        unwrap(node);
}

void ts_portable_images(cmark_node *document, const char *(*image)(void *context, const char *address),
                        void *context)
{
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event != CMARK_EVENT_ENTER || cmark_node_get_type(node) != CMARK_NODE_IMAGE)
            continue;
        const char *address = image(context, cmark_node_get_url(node));
        if (address)
            cmark_node_set_url(node, address);
    }
    cmark_iter_free(iter);
}

static void flatten_cells(ts_arena *arena, cmark_node *document)
{
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event != CMARK_EVENT_ENTER || ts_node_kind_of(node) != TS_NODE_CELL)
            continue;
        ts_cell_flatten(arena, node);
        cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
    }
    cmark_iter_free(iter);
}

/* All nodes below the document, inner ones first: an outer one that goes takes nothing along that is still to
 * be settled. */
static nodes nodes_of(cmark_node *document)
{
    nodes all = {0};
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        bool leaf = event == CMARK_EVENT_ENTER && !cmark_node_first_child(node),
             again = all.len && all.items[all.len - 1] == node;
        if ((leaf || event == CMARK_EVENT_EXIT) && !again && node != document)
            ts_vec_push(&all, node);
    }
    cmark_iter_free(iter);
    return all;
}

void ts_portable(ts_arena *arena, cmark_node *document, const ts_portable_options *options)
{
    if (!options->tags || !options->blocks)
        flatten_cells(arena, document);
    nodes all = nodes_of(document);
    for (size_t i = 0; i < all.len; i++)
        settle(arena, all.items[i], options);
    ts_vec_free(&all);
    ts_tree_tidy(arena, document);
}

static bool leads_somewhere(ts_str address)
{
    return ts_url_is_absolute(address) || ts_str_starts(address, TS_STR("#"));
}

/* True for what ts_portable_alone may have to take out; what it is not true for need not be read. */
static bool hangs_on_site(ts_str markdown)
{
    size_t at = 0;
    while ((at = ts_str_find(markdown, TS_STR("]("), at)) != TS_NPOS) {
        at += 2;
        if (!leads_somewhere(ts_str_sub(markdown, at, TS_NPOS)))
            return true;
    }
    return ts_str_find(markdown, TS_STR("!["), 0) != TS_NPOS;
}

static void cut_loose(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_IMAGE)
        drop(node);
    else if (type == CMARK_NODE_LINK && !leads_somewhere(ts_str_of(cmark_node_get_url(node))))
        unwrap(node);
    else if (ts_node_kind_of(node) == TS_NODE_FIGURE &&
             ts_node_kind_of(cmark_node_first_child(node)) != TS_NODE_TABLE)
        drop(node);
}

void ts_portable_alone(ts_arena *arena, ts_buf *out, ts_str markdown)
{
    if (!hangs_on_site(markdown)) {
        ts_buf_put(out, markdown);
        return;
    }
    ts_buf rest;
    ts_buf_init(&rest, TS_BUF_MAX);
    bool alone = ts_pictures_cut(&rest, markdown) && !hangs_on_site(ts_buf_str(&rest));
    if (alone)
        ts_buf_put(out, ts_buf_str(&rest));
    ts_buf_free(&rest);
    if (alone)
        return;
    cmark_node *document = ts_markdown_read(arena, markdown);
    nodes all = nodes_of(document);
    for (size_t i = 0; i < all.len; i++)
        cut_loose(all.items[i]);
    ts_vec_free(&all);
    ts_tree_tidy(arena, document);
    ts_markdown_write(out, document, NULL);
    cmark_node_free(document);
}
