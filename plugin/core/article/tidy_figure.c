/* What Markdown says by its look: figures, captions of tables, cards. */
#include "article/inlines.h"
#include "article/tidy.h"

#include <string.h>

static void drop(cmark_node *node)
{
    cmark_node_unlink(node);
    cmark_node_free(node);
}

static cmark_node *only_child(cmark_node *node, cmark_node_type type)
{
    cmark_node *child = cmark_node_first_child(node);
    return child && !cmark_node_next(child) && cmark_node_get_type(child) == type ? child : NULL;
}

/* Puts a figure in the body's place, the body and its caption into it. */
static void make_figure(ts_arena *arena, cmark_node *body, const char *text)
{
    cmark_node *figure = ts_node_new(arena, TS_NODE_FIGURE);
    cmark_node *caption = ts_node_new(arena, TS_NODE_CAPTION);
    cmark_node_append_child(caption, ts_node_text_new(ts_str_of(text)));
    cmark_node_insert_before(body, figure);
    cmark_node_unlink(body);
    cmark_node_append_child(figure, body);
    cmark_node_append_child(figure, caption);
}

/* The provider that the title of a card's link names; empty for all other links. */
static const char *provider_of(ts_arena *arena, cmark_node *link)
{
    ts_str title = ts_str_of(cmark_node_get_title(link));
    if (!ts_str_starts(title, TS_STR(TS_CARD_TITLE)))
        return "";
    return ts_arena_copy(arena, ts_str_trim(ts_str_sub(title, strlen(TS_CARD_TITLE), title.len)));
}

static void make_card(ts_arena *arena, cmark_node *paragraph, cmark_node *link, const char *provider)
{
    cmark_node *card = ts_node_new(arena, TS_NODE_CARD), *text = cmark_node_first_child(link);
    ts_payload *payload = ts_node_payload(card);
    payload->url = ts_arena_strdup(arena, cmark_node_get_url(link));
    payload->provider = provider;
    cmark_node_unlink(text);
    cmark_node_append_child(card, text);
    cmark_node_insert_before(paragraph, card);
    drop(paragraph);
}

void ts_tidy_paragraph(ts_arena *arena, cmark_node *paragraph)
{
    cmark_node *image = only_child(paragraph, CMARK_NODE_IMAGE);
    cmark_node *link = only_child(paragraph, CMARK_NODE_LINK);
    if (ts_node_kind_of(cmark_node_parent(paragraph)) == TS_NODE_FIGURE)
        return;
    if (image && *cmark_node_get_title(image)) {
        make_figure(arena, paragraph, cmark_node_get_title(image));
        cmark_node_set_title(image, "");
    } else if (link && only_child(link, CMARK_NODE_TEXT)) {
        const char *provider = provider_of(arena, link);
        if (*provider)
            make_card(arena, paragraph, link, provider);
    }
}

/* All text below a node on one line, added to `out`. */
static void flat_text(cmark_node *node, ts_buf *out)
{
    ts_buf all;
    ts_buf_init(&all, TS_BUF_MAX);
    cmark_iter *iter = cmark_iter_new(node);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *at = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(at) != CMARK_NODE_HTML_INLINE)
            ts_buf_puts(&all, cmark_node_get_literal(at));
    }
    cmark_iter_free(iter);
    ts_text_flat(out, ts_buf_str(&all));
    ts_buf_free(&all);
}

/* A paragraph of one text, inside a strong or link node where that is not NULL. */
static cmark_node *paragraph_of(ts_arena *arena, cmark_node *around, ts_str text)
{
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH), *parent = paragraph;
    if (around) {
        cmark_node_append_child(paragraph, around);
        parent = around;
    }
    cmark_node_append_child(parent, ts_node_text_new(text));
    ts_inlines_tidy(arena, paragraph, true);
    return paragraph;
}

/* Puts a block before `node`, unless it is empty. */
static void put_before(cmark_node *node, cmark_node *block)
{
    if (!cmark_node_first_child(block) || !cmark_node_insert_before(node, block))
        cmark_node_free(block);
}

void ts_tidy_caption(ts_arena *arena, cmark_node *table)
{
    cmark_node *line = cmark_node_previous(table);
    if (!line || cmark_node_get_type(line) != CMARK_NODE_PARAGRAPH)
        return;
    cmark_node *strong = ts_node_lone_strong(line);
    cmark_node *text = strong ? only_child(strong, CMARK_NODE_TEXT) : NULL;
    if (!text)
        return;
    make_figure(arena, table, cmark_node_get_literal(text));
    drop(line);
}

/* Takes one part out of a figure that falls apart. */
static void stand_alone(ts_arena *arena, cmark_node *figure, cmark_node *part)
{
    if (ts_node_kind_of(part) == TS_NODE_CAPTION) {
        cmark_node *text = cmark_node_first_child(part);
        if (text)
            put_before(figure, paragraph_of(arena, NULL, ts_str_of(cmark_node_get_literal(text))));
        return;
    }
    cmark_node_unlink(part);
    cmark_node_insert_before(figure, part);
    if (ts_node_kind_of(part) == TS_NODE_TABLE)
        ts_tidy_caption(arena, part);
    else if (cmark_node_get_type(part) == CMARK_NODE_PARAGRAPH)
        ts_tidy_paragraph(arena, part);
}

/* A table's caption is written as a strong line and must come back from that as it was. */
static void tidy_table_figure(ts_arena *arena, cmark_node *figure, ts_str text)
{
    cmark_node *table = cmark_node_first_child(figure), *caption = cmark_node_last_child(figure);
    cmark_node *line = paragraph_of(arena, cmark_node_new(CMARK_NODE_STRONG), text);
    cmark_node *strong = ts_node_lone_strong(line);
    cmark_node *kept = strong ? only_child(strong, CMARK_NODE_TEXT) : NULL;
    if (kept) {
        cmark_node_set_literal(cmark_node_first_child(caption), cmark_node_get_literal(kept));
        cmark_node_free(line);
        return;
    }
    put_before(figure, line);
    cmark_node_unlink(table);
    cmark_node_insert_before(figure, table);
    ts_tidy_caption(arena, table);
    drop(figure);
}

void ts_tidy_figure(ts_arena *arena, cmark_node *figure)
{
    cmark_node *body = cmark_node_first_child(figure);
    cmark_node *caption = cmark_node_last_child(figure);
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    if (caption && ts_node_kind_of(caption) == TS_NODE_CAPTION) {
        flat_text(caption, &text);
        while (cmark_node_first_child(caption))
            cmark_node_free(cmark_node_first_child(caption));
        if (text.len)
            cmark_node_append_child(caption, ts_node_text_new(ts_buf_str(&text)));
    }
    bool whole = body && text.len && cmark_node_next(body) == caption;
    bool paragraph = body && cmark_node_get_type(body) == CMARK_NODE_PARAGRAPH;
    cmark_node *image = paragraph ? only_child(body, CMARK_NODE_IMAGE) : NULL;
    if (whole && image) {
        cmark_node_set_title(image, "");
    } else if (whole && ts_node_kind_of(body) == TS_NODE_TABLE) {
        tidy_table_figure(arena, figure, ts_buf_str(&text));
    } else {
        for (cmark_node *part = body, *next; part; part = next) {
            next = cmark_node_next(part);
            stand_alone(arena, figure, part);
        }
        drop(figure);
    }
    ts_buf_free(&text);
}

void ts_tidy_card(ts_arena *arena, cmark_node *card)
{
    ts_payload *payload = ts_node_payload(card);
    cmark_node *link = NULL;
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    if (payload->url && *payload->url) {
        link = cmark_node_new(CMARK_NODE_LINK);
        cmark_node_set_url(link, payload->url);
        if (payload->provider && *payload->provider)
            cmark_node_set_title(link, ts_arena_printf(arena, TS_CARD_TITLE " %s", payload->provider));
    }
    flat_text(card, &text);
    cmark_node *paragraph = paragraph_of(arena, link, ts_buf_str(&text));
    ts_buf_free(&text);
    cmark_node_insert_before(card, paragraph);
    drop(card);
    if (cmark_node_first_child(paragraph))
        ts_tidy_paragraph(arena, paragraph);
    else
        drop(paragraph);
}
