#include "article/inlines.h"
#include "text/utf8.h"
#include "text/width.h"

#include <stdlib.h>
#include <string.h>

void ts_inlines_init(ts_inlines *inlines, ts_arena *arena)
{
    memset(inlines, 0, sizeof *inlines);
    inlines->arena = arena;
    ts_buf_init(&inlines->text, TS_BUF_MAX);
    ts_buf_init(&inlines->run, TS_BUF_MAX);
    ts_buf_init(&inlines->spaces, TS_BUF_MAX);
}

void ts_inlines_free(ts_inlines *inlines)
{
    for (size_t i = 0; i < inlines->leaves.len; i++)
        cmark_node_free(inlines->leaves.items[i].node);
    ts_vec_free(&inlines->leaves);
    ts_buf_free(&inlines->text);
    ts_buf_free(&inlines->run);
    ts_buf_free(&inlines->spaces);
}

void ts_inlines_clear(ts_inlines *inlines)
{
    inlines->leaves.len = 0;
    ts_buf_clear(&inlines->text);
}

static void add(ts_inlines *inlines, ts_leaf_kind kind, ts_str text, cmark_node *node)
{
    ts_leaf leaf = {kind, inlines->format, inlines->text.len, 0, node};
    ts_buf_put(&inlines->text, text);
    leaf.to = inlines->text.len;
    ts_vec_push(&inlines->leaves, leaf);
}

void ts_inlines_text(ts_inlines *inlines, ts_str text)
{
    if (text.len)
        add(inlines, TS_LEAF_TEXT, text, NULL);
}

void ts_inlines_text_from(ts_inlines *inlines, size_t from)
{
    ts_leaf leaf = {TS_LEAF_TEXT, inlines->format, from, inlines->text.len, NULL};
    if (leaf.to > from)
        ts_vec_push(&inlines->leaves, leaf);
}

void ts_inlines_code(ts_inlines *inlines, ts_str code)
{
    if (code.len)
        add(inlines, TS_LEAF_CODE, code, NULL);
}

static void add_html(ts_inlines *inlines, ts_str html)
{
    if (html.len)
        add(inlines, TS_LEAF_HTML, html, NULL);
}

/* No link goes through a reference to a note, which is a link itself. */
void ts_inlines_node(ts_inlines *inlines, cmark_node *node)
{
    add(inlines, TS_LEAF_NODE, (ts_str){0}, node);
    if (ts_node_kind_of(node) != TS_NODE_NOTE_REF)
        return;
    ts_leaf *leaf = &inlines->leaves.items[inlines->leaves.len - 1];
    for (const ts_format *f = leaf->format; f; f = f->outer)
        if (f->kind == TS_FORMAT_LINK)
            leaf->format = f->outer;
}

void ts_inlines_break(ts_inlines *inlines)
{
    add(inlines, TS_LEAF_BREAK, (ts_str){0}, NULL);
}

void ts_inlines_soft(ts_inlines *inlines)
{
    add(inlines, TS_LEAF_SOFT, (ts_str){0}, NULL);
}

/* Strong and run-in count as one. */
static int *count_of(ts_inlines *inlines, ts_format_kind kind)
{
    return &inlines->open[kind == TS_FORMAT_RUN_IN ? TS_FORMAT_STRONG : kind];
}

/* NULL where the kind is open already. */
static ts_format *open_format(ts_inlines *inlines, ts_format_kind kind)
{
    if ((*count_of(inlines, kind))++)
        return NULL;
    ts_format *format = TS_NEW(inlines->arena, ts_format);
    format->outer = inlines->format;
    format->kind = kind;
    inlines->format = format;
    return format;
}

void ts_inlines_open(ts_inlines *inlines, ts_format_kind kind, const char *url, const char *title)
{
    ts_format *format = open_format(inlines, kind);
    if (!format)
        return;
    ts_buf flat;
    ts_buf_init(&flat, TS_BUF_MAX);
    if (url) {
        ts_url_flat(&flat, ts_str_of(url));
        format->url = ts_buf_copy(&flat, inlines->arena);
        ts_buf_clear(&flat);
    }
    if (title) {
        ts_text_flat(&flat, ts_str_of(title));
        format->title = ts_buf_copy(&flat, inlines->arena);
    }
    ts_buf_free(&flat);
}

void ts_inlines_open_span(ts_inlines *inlines, const char *language, const char *direction)
{
    ts_format *format = open_format(inlines, TS_FORMAT_SPAN);
    if (!format)
        return;
    format->language = language ? ts_arena_strdup(inlines->arena, language) : NULL;
    format->direction = direction ? ts_arena_strdup(inlines->arena, direction) : NULL;
}

void ts_inlines_close(ts_inlines *inlines, ts_format_kind kind)
{
    if (--*count_of(inlines, kind) == 0)
        inlines->format = inlines->format->outer;
}

static bool is_blank_text(ts_str text)
{
    for (size_t pos = 0; pos < text.len;)
        if (!ts_is_flank_space(ts_utf8_next(text, &pos)))
            return false;
    return true;
}

static bool is_blank_leaf(const ts_inlines *inlines, const ts_leaf *leaf)
{
    return leaf->kind == TS_LEAF_BREAK || leaf->kind == TS_LEAF_SOFT ||
           (leaf->kind == TS_LEAF_TEXT && is_blank_text(ts_leaf_text(inlines, leaf)));
}

bool ts_inlines_blank(const ts_inlines *inlines)
{
    for (size_t i = 0; i < inlines->leaves.len; i++)
        if (!is_blank_leaf(inlines, &inlines->leaves.items[i]))
            return false;
    return true;
}

bool ts_inlines_after_break(const ts_inlines *inlines)
{
    for (size_t i = inlines->leaves.len; i-- > 0;) {
        const ts_leaf *leaf = &inlines->leaves.items[i];
        if (leaf->kind == TS_LEAF_BREAK)
            return true;
        if (!is_blank_leaf(inlines, leaf))
            return false;
    }
    return false;
}

/* The block's characters as the restorer should see them: what is no text stands as one object. */
static void put_context(const ts_inlines *inlines, ts_buf *out)
{
    for (size_t i = 0; i < inlines->leaves.len; i++) {
        const ts_leaf *leaf = &inlines->leaves.items[i];
        if (leaf->kind == TS_LEAF_TEXT)
            ts_buf_put(out, ts_leaf_text(inlines, leaf));
        else if (leaf->kind == TS_LEAF_BREAK || leaf->kind == TS_LEAF_SOFT)
            ts_buf_putc(out, '\n');
        else if (leaf->kind != TS_LEAF_HTML)
            ts_buf_put_utf8(out, 0xFFFC);
    }
}

/* Gives each text its own part of the restored characters back; they are as many as before. */
static void take_context(ts_inlines *inlines, ts_str restored)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    size_t at = 0;
    for (size_t i = 0; i < inlines->leaves.len; i++) {
        ts_leaf *leaf = &inlines->leaves.items[i];
        ts_str own = ts_leaf_text(inlines, leaf);
        leaf->from = text.len;
        if (leaf->kind == TS_LEAF_TEXT) {
            size_t start = at;
            for (size_t pos = 0; pos < own.len && at < restored.len;) {
                ts_utf8_next(own, &pos);
                ts_utf8_next(restored, &at);
            }
            ts_buf_put(&text, ts_str_sub(restored, start, at));
        } else {
            ts_buf_put(&text, own);
            if (leaf->kind != TS_LEAF_HTML && at < restored.len)
                ts_utf8_next(restored, &at);
        }
        leaf->to = text.len;
    }
    ts_buf_free(&inlines->text);
    inlines->text = text;
}

void ts_inlines_restore_width(ts_inlines *inlines)
{
    ts_buf before, after;
    ts_buf_init(&before, TS_BUF_MAX);
    ts_buf_init(&after, TS_BUF_MAX);
    put_context(inlines, &before);
    ts_width_restore(&after, ts_buf_str(&before));
    if (!ts_str_eq(ts_buf_str(&before), ts_buf_str(&after)) &&
        ts_utf8_count(ts_buf_str(&before)) == ts_utf8_count(ts_buf_str(&after)))
        take_context(inlines, ts_buf_str(&after));
    ts_buf_free(&before);
    ts_buf_free(&after);
}

/* The text of an image's alternative or of a ruby base: all that is below, as plain text. */
static void flatten(cmark_node *node)
{
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    cmark_iter *iter = cmark_iter_new(node);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *at = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(at);
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
            ts_buf_puts(&text, cmark_node_get_literal(at));
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            ts_buf_putc(&text, ' ');
    }
    cmark_iter_free(iter);
    while (cmark_node_first_child(node))
        cmark_node_free(cmark_node_first_child(node));
    ts_buf flat;
    ts_buf_init(&flat, TS_BUF_MAX);
    ts_text_flat(&flat, ts_buf_str(&text));
    if (flat.len)
        cmark_node_append_child(node, ts_node_text_new(ts_buf_str(&flat)));
    ts_buf_free(&flat);
    ts_buf_free(&text);
}

static void take_image(ts_inlines *inlines, cmark_node *image)
{
    flatten(image);
    ts_buf url;
    ts_buf_init(&url, TS_BUF_MAX);
    ts_url_flat(&url, ts_str_of(cmark_node_get_url(image)));
    if (url.len) {
        cmark_node_set_url(image, url.ptr);
        ts_buf_clear(&url);
        ts_text_flat(&url, ts_str_of(cmark_node_get_title(image)));
        cmark_node_set_title(image, url.ptr);
        cmark_node_unlink(image);
        ts_inlines_node(inlines, image);
    } else if (cmark_node_first_child(image)) {
        ts_inlines_text(inlines, ts_str_of(cmark_node_get_literal(cmark_node_first_child(image))));
    }
    ts_buf_free(&url);
}

static void take_ruby(ts_inlines *inlines, cmark_node *ruby)
{
    flatten(ruby);
    cmark_node *base = cmark_node_first_child(ruby);
    ts_payload *payload = ts_node_payload(ruby);
    ts_buf reading;
    ts_buf_init(&reading, TS_BUF_MAX);
    ts_text_flat(&reading, ts_str_of(payload->reading));
    if (base && reading.len) {
        payload->reading = ts_buf_copy(&reading, inlines->arena);
        cmark_node_unlink(ruby);
        ts_inlines_node(inlines, ruby);
    } else if (base) {
        ts_inlines_text(inlines, ts_str_of(cmark_node_get_literal(base)));
    }
    ts_buf_free(&reading);
}

static bool has_url(cmark_node *link)
{
    ts_buf url;
    ts_buf_init(&url, TS_BUF_MAX);
    ts_url_flat(&url, ts_str_of(cmark_node_get_url(link)));
    bool some = url.len > 0;
    ts_buf_free(&url);
    return some;
}

/* The format a node stands for; TS_FORMAT_KINDS for none. */
static ts_format_kind format_of(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_EMPH:
        return TS_FORMAT_EMPH;
    case CMARK_NODE_STRONG:
        return TS_FORMAT_STRONG;
    case CMARK_NODE_LINK:
        return has_url(node) ? TS_FORMAT_LINK : TS_FORMAT_KINDS;
    default:
        break;
    }
    ts_payload_kind kind = ts_node_kind_of(node);
    return kind == TS_NODE_DELETED  ? TS_FORMAT_DELETED
           : kind == TS_NODE_RUN_IN ? TS_FORMAT_RUN_IN
           : ts_node_is_span(node)  ? TS_FORMAT_SPAN
                                    : TS_FORMAT_KINDS;
}

static void enter(ts_inlines *inlines, cmark_node *node)
{
    ts_str literal = ts_str_of(cmark_node_get_literal(node));
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        ts_inlines_text(inlines, literal);
        break;
    case CMARK_NODE_CODE:
        ts_inlines_code(inlines, literal);
        break;
    case CMARK_NODE_HTML_INLINE:
        add_html(inlines, literal);
        break;
    case CMARK_NODE_SOFTBREAK:
        ts_inlines_soft(inlines);
        break;
    case CMARK_NODE_LINEBREAK:
        ts_inlines_break(inlines);
        break;
    default: {
        ts_format_kind kind = format_of(node);
        const ts_payload *payload = ts_node_payload(node);
        if (kind == TS_FORMAT_SPAN)
            ts_inlines_open_span(inlines, payload->language, payload->direction);
        else if (kind != TS_FORMAT_KINDS)
            ts_inlines_open(inlines, kind, cmark_node_get_url(node), cmark_node_get_title(node));
    }
    }
}

static bool is_atom(cmark_node *node)
{
    ts_payload_kind kind = ts_node_kind_of(node);
    return cmark_node_get_type(node) == CMARK_NODE_IMAGE || kind == TS_NODE_RUBY || kind == TS_NODE_NOTE_REF;
}

static void take_atom(ts_inlines *inlines, cmark_node *node)
{
    if (cmark_node_get_type(node) == CMARK_NODE_IMAGE) {
        take_image(inlines, node);
    } else if (ts_node_kind_of(node) == TS_NODE_RUBY) {
        take_ruby(inlines, node);
    } else {
        cmark_node_unlink(node);
        ts_inlines_node(inlines, node);
    }
}

/* The node behind `node` below `block`, closing formats on the way up. */
static cmark_node *leave(ts_inlines *inlines, cmark_node *node, cmark_node *block)
{
    for (; node != block; node = cmark_node_parent(node)) {
        ts_format_kind kind = is_atom(node) ? TS_FORMAT_KINDS : format_of(node);
        if (kind != TS_FORMAT_KINDS)
            ts_inlines_close(inlines, kind);
        if (cmark_node_next(node))
            return cmark_node_next(node);
    }
    return NULL;
}

static bool is_hooked(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_TEXT || type == CMARK_NODE_HTML_INLINE;
}

void ts_inlines_take(ts_inlines *inlines, cmark_node *block, ts_inlines_hook hook, void *context)
{
    cmark_node *node = cmark_node_first_child(block);
    while (node) {
        if (is_atom(node)) {
            cmark_node *next = cmark_node_next(node);
            cmark_node *parent = cmark_node_parent(node);
            take_atom(inlines, node);
            node = next ? next : leave(inlines, parent, block);
            continue;
        }
        if (!hook || !is_hooked(node) || !hook(context, inlines, node))
            enter(inlines, node);
        cmark_node *child = cmark_node_first_child(node);
        node = child ? child : leave(inlines, node, block);
    }
    while (cmark_node_first_child(block))
        cmark_node_free(cmark_node_first_child(block));
}

void ts_inlines_tidy(ts_arena *arena, cmark_node *block, bool one_line)
{
    ts_inlines inlines;
    ts_inlines_init(&inlines, arena);
    ts_inlines_take(&inlines, block, NULL, NULL);
    ts_inlines_build(&inlines, block, one_line);
    ts_inlines_free(&inlines);
}
