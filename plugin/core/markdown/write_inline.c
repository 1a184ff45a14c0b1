#include "article/inlines.h"
#include "base/vec.h"
#include "markdown/write.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

typedef enum token_kind {
    TOKEN_TEXT,
    TOKEN_OPEN, /* of emphasis, strong, deleted text */
    TOKEN_CLOSE,
    TOKEN_LINK_OPEN,
    TOKEN_LINK_CLOSE,
    TOKEN_AUTOLINK,
    TOKEN_ATOM, /* code, image, raw HTML, ruby: marks at both ends */
    TOKEN_NOTE,
    TOKEN_BREAK,
    TOKEN_SOFT,
} token_kind;

typedef struct token {
    token_kind kind;
    cmark_node *node;
    ts_str text;
    const char *mark; /* "*", "**", "_", "~~" */
    size_t partner;   /* the token that opens or closes what this one closes or opens */
    bool entity_first, entity_last;
} token;

typedef struct writer {
    TS_VEC(token) tokens;
    TS_VEC(size_t) open;  /* tokens that wait for their partners */
    TS_VEC(size_t) queue; /* marks that have to be looked at again */
    ts_place place;
} writer;

static const char *mark_of(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    ts_payload_kind kind = ts_node_kind_of(node);
    if (type == CMARK_NODE_STRONG || kind == TS_NODE_RUN_IN)
        return "**";
    if (type == CMARK_NODE_EMPH)
        return "*";
    return kind == TS_NODE_DELETED ? "~~" : NULL;
}

static void push(writer *w, token_kind kind, cmark_node *node, ts_str text, const char *mark)
{
    token t = {.kind = kind, .node = node, .text = text, .mark = mark};
    ts_vec_push(&w->tokens, t);
}

static token *last_token(writer *w)
{
    return w->tokens.len ? &w->tokens.items[w->tokens.len - 1] : NULL;
}

/* Equal marks side by side would melt into one run, so the two are written as one. */
static void open_mark(writer *w, cmark_node *node, const char *mark)
{
    token *last = last_token(w);
    if (last && last->kind == TOKEN_CLOSE && strcmp(last->mark, mark) == 0) {
        ts_vec_push(&w->open, last->partner);
        w->tokens.len--;
        return;
    }
    ts_vec_push(&w->open, w->tokens.len);
    push(w, TOKEN_OPEN, node, (ts_str){0}, mark);
}

static void close_mark(writer *w, cmark_node *node, const char *mark)
{
    size_t opener = w->open.items[--w->open.len];
    if (opener + 1 == w->tokens.len) {
        w->tokens.len--;
        return;
    }
    w->tokens.items[opener].partner = w->tokens.len;
    push(w, TOKEN_CLOSE, node, (ts_str){0}, mark);
    last_token(w)->partner = opener;
}

static bool is_autolink(cmark_node *link)
{
    cmark_node *child = cmark_node_first_child(link);
    ts_str url = ts_str_of(cmark_node_get_url(link));
    if (!child || cmark_node_next(child) || cmark_node_get_type(child) != CMARK_NODE_TEXT ||
        *cmark_node_get_title(link) || !ts_str_is(url, cmark_node_get_literal(child)))
        return false;
    size_t colon = ts_str_find_char(url, ':', 0);
    if (colon == TS_NPOS || colon < 2 || colon > 32)
        return false;
    for (size_t i = 0; i < colon; i++) {
        char c = url.ptr[i];
        bool alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!alpha && (i == 0 || !strchr("0123456789+.-", c)))
            return false;
    }
    for (size_t i = colon; i < url.len; i++)
        if ((unsigned char)url.ptr[i] <= 0x20 || strchr("<>\x7F", url.ptr[i]) ||
            ts_is_entity(ts_str_sub(url, i, url.len)))
            return false;
    return true;
}

static bool is_atom(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_CODE || type == CMARK_NODE_IMAGE || type == CMARK_NODE_HTML_INLINE ||
           ts_node_kind_of(node) == TS_NODE_RUBY;
}

/* True where the node's children are not to be visited. */
static bool take(writer *w, cmark_node *node, cmark_event_type event)
{
    cmark_node_type type = cmark_node_get_type(node);
    const char *mark = mark_of(node);
    bool enter = event == CMARK_EVENT_ENTER;
    if (mark) {
        if (enter)
            open_mark(w, node, mark);
        else
            close_mark(w, node, mark);
        return false;
    }
    if (is_atom(node)) {
        if (enter)
            push(w, TOKEN_ATOM, node, (ts_str){0}, NULL);
        return enter;
    }
    if (ts_node_kind_of(node) == TS_NODE_NOTE_REF) {
        if (enter)
            push(w, TOKEN_NOTE, node, (ts_str){0}, NULL);
        return false;
    }
    switch (type) {
    case CMARK_NODE_TEXT:
        push(w, TOKEN_TEXT, node, ts_str_of(cmark_node_get_literal(node)), NULL);
        break;
    case CMARK_NODE_SOFTBREAK:
        push(w, TOKEN_SOFT, node, (ts_str){0}, NULL);
        break;
    case CMARK_NODE_LINEBREAK:
        push(w, TOKEN_BREAK, node, (ts_str){0}, NULL);
        break;
    case CMARK_NODE_LINK:
        if (enter && is_autolink(node)) {
            push(w, TOKEN_AUTOLINK, node, (ts_str){0}, NULL);
            return true;
        }
        push(w, enter ? TOKEN_LINK_OPEN : TOKEN_LINK_CLOSE, node, (ts_str){0}, NULL);
        break;
    default:
        break;
    }
    return false;
}

/* Blocks that are written as if all in them were strong. */
static bool is_strong_block(cmark_node *block)
{
    ts_payload_kind kind = ts_node_kind_of(block);
    return kind == TS_NODE_CAPTION || (kind == TS_NODE_CELL && ts_node_payload(block)->header);
}

static void tokenize(writer *w, cmark_node *block)
{
    bool card = ts_node_kind_of(block) == TS_NODE_CARD;
    if (is_strong_block(block))
        open_mark(w, block, "**");
    if (card)
        push(w, TOKEN_LINK_OPEN, block, (ts_str){0}, NULL);
    cmark_iter *iter = cmark_iter_new(block);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (node == block)
            continue;
        if (take(w, node, event) && cmark_node_first_child(node))
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
    }
    cmark_iter_free(iter);
    if (card)
        push(w, TOKEN_LINK_CLOSE, block, (ts_str){0}, NULL);
    if (is_strong_block(block))
        close_mark(w, block, "**");
}

static bool is_mark(const writer *w, size_t i)
{
    return i < w->tokens.len && w->tokens.items[i].mark;
}

static bool is_strong(const writer *w, size_t i)
{
    return is_mark(w, i) && strcmp(w->tokens.items[i].mark, "**") == 0;
}

static bool has_strong(const writer *w, size_t from, size_t to)
{
    for (size_t i = from; i <= to; i++)
        if (is_strong(w, i))
            return true;
    return false;
}

/* Emphasis that touches strong marks is written with underscores: a run of three stars has more than one
 * reading. So is emphasis around strong words, which readers older than CommonMark end at the first star. No
 * emphasis stands in another, so this takes one walk. */
static void choose_marks(writer *w)
{
    for (size_t i = 0; i < w->tokens.len; i++) {
        token *t = &w->tokens.items[i];
        if (t->kind != TOKEN_OPEN || strcmp(t->mark, "*") != 0)
            continue;
        if (is_strong(w, i - 1) || has_strong(w, i + 1, t->partner + 1)) {
            t->mark = "_";
            w->tokens.items[t->partner].mark = "_";
        }
    }
}

/* What a mark sees on one of its sides. */
typedef enum edge {
    EDGE_SPACE,
    EDGE_PUNCT, /* punctuation for every reader */
    EDGE_RISKY, /* punctuation for some: symbols count since CommonMark 0.31, and tables of Unicode differ */
    EDGE_WORD,
} edge;

static edge edge_of(uint32_t c)
{
    if (ts_is_flank_space(c))
        return EDGE_SPACE;
    bool punct = ts_is_punct(c);
    bool known = c < 0x80 || (c >= 0x2010 && c <= 0x205E) || (c >= 0x3001 && c <= 0x301F) ||
                 (c >= 0xFE30 && c <= 0xFF65);
    if (punct && known)
        return EDGE_PUNCT;
    return punct || ts_is_punct_or_symbol(c) ? EDGE_RISKY : EDGE_WORD;
}

/* The edge of token `i` that is looked at from its left or from its right. */
static edge edge_at(const writer *w, size_t i, bool from_left)
{
    if (i >= w->tokens.len)
        return EDGE_SPACE;
    const token *t = &w->tokens.items[i];
    switch (t->kind) {
    case TOKEN_TEXT:
        if (from_left ? t->entity_first : t->entity_last)
            return EDGE_PUNCT;
        return edge_of(from_left ? ts_utf8_first(t->text) : ts_utf8_last(t->text));
    case TOKEN_SOFT:
        return EDGE_SPACE;
    case TOKEN_BREAK:
        return from_left || w->place == TS_PLACE_CELL ? EDGE_PUNCT : EDGE_SPACE;
    default:
        return EDGE_PUNCT;
    }
}

/* Makes the text on a mark's outer side punctuation for all readers: a numeric entity ends in ';' and begins
 * with '&'. */
static void guard(writer *w, size_t i, bool left)
{
    token *t = &w->tokens.items[i];
    size_t first = ts_utf8_offset(t->text, 1);
    if (left)
        t->entity_last = true;
    else
        t->entity_first = true;
    if (first < t->text.len)
        return;
    t->entity_first = t->entity_last = true;
    size_t beyond = left ? i - 1 : i + 1;
    if (is_mark(w, beyond))
        ts_vec_push(&w->queue, beyond);
}

/* A mark opens or closes where its inner side is a word, or its outer side is none; an underscore only there.
 */
static void settle_mark(writer *w, size_t i)
{
    const token *t = &w->tokens.items[i];
    bool open = t->kind == TOKEN_OPEN;
    size_t outside = open ? i - 1 : i + 1, inside = open ? i + 1 : i - 1;
    edge outer = edge_at(w, outside, !open), inner = edge_at(w, inside, open);
    if (outer == EDGE_SPACE || outer == EDGE_PUNCT || (inner == EDGE_WORD && t->mark[0] != '_'))
        return;
    guard(w, outside, open);
}

static void settle_marks(writer *w)
{
    choose_marks(w);
    for (size_t i = 0; i < w->tokens.len; i++) {
        if (!is_mark(w, i))
            continue;
        ts_vec_push(&w->queue, i);
        while (w->queue.len)
            settle_mark(w, w->queue.items[--w->queue.len]);
    }
}

static void put_alternative(ts_buf *out, cmark_node *image, bool in_cell)
{
    ts_text_place place = {.in_brackets = true, .more = true, .in_cell = in_cell};
    cmark_iter *iter = cmark_iter_new(image);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_literal(node))
            ts_write_text(out, ts_str_of(cmark_node_get_literal(node)), &place);
    }
    cmark_iter_free(iter);
}

static void put_image(ts_buf *out, cmark_node *image, ts_str title, bool in_cell)
{
    ts_buf_puts(out, "![");
    put_alternative(out, image, in_cell);
    ts_buf_putc(out, ']');
    ts_write_target(out, ts_str_of(cmark_node_get_url(image)), title);
}

void ts_write_image(ts_buf *out, cmark_node *image, ts_str title)
{
    put_image(out, image, title, false);
}

/* Where tags are left out the reading stays, in brackets. */
static void put_ruby(ts_buf *out, cmark_node *ruby, const ts_text_place *around)
{
    ts_text_place place = {.in_brackets = around->in_brackets, .in_cell = around->in_cell, .more = true};
    cmark_node *base = cmark_node_first_child(ruby);
    ts_buf_puts(out, "<ruby>");
    if (base)
        ts_write_text(out, ts_str_of(cmark_node_get_literal(base)), &place);
    ts_buf_puts(out, "<rp>(</rp><rt>");
    ts_write_text(out, ts_str_of(ts_node_payload(ruby)->reading), &place);
    ts_buf_puts(out, "</rt><rp>)</rp></ruby>");
}

static void put_atom(ts_buf *out, cmark_node *node, const ts_text_place *place)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_CODE:
        ts_write_code(out, ts_str_of(cmark_node_get_literal(node)));
        break;
    case CMARK_NODE_IMAGE:
        put_image(out, node, ts_str_of(cmark_node_get_title(node)), place->in_cell);
        break;
    case CMARK_NODE_HTML_INLINE:
        ts_buf_puts(out, cmark_node_get_literal(node));
        break;
    default:
        put_ruby(out, node, place);
    }
}

static void put_target(ts_buf *out, cmark_node *node)
{
    const ts_payload *payload = ts_node_payload(node);
    bool card = ts_node_kind_of(node) == TS_NODE_CARD;
    ts_write_target(out, ts_str_of(card ? payload->url : cmark_node_get_url(node)),
                    ts_str_of(card ? payload->provider : cmark_node_get_title(node)));
}

static bool is_term(ts_place place)
{
    return place == TS_PLACE_TERM || place == TS_PLACE_NEXT_TERM;
}

static void put_token(ts_buf *out, const writer *w, size_t i, bool *in_link)
{
    const token *t = &w->tokens.items[i];
    bool next = i + 1 < w->tokens.len && t[1].kind != TOKEN_SOFT;
    /* A backslash at a term's end would break the line. */
    bool more = next || (i + 1 == w->tokens.len && is_term(w->place));
    ts_text_place place = {.in_brackets = *in_link,
                           .in_cell = w->place == TS_PLACE_CELL,
                           .more = more,
                           .before_link = next && (t[1].kind == TOKEN_LINK_OPEN || t[1].kind == TOKEN_NOTE),
                           .after_note = i > 0 && t[-1].kind == TOKEN_NOTE,
                           .entity_first = t->entity_first,
                           .entity_last = t->entity_last};
    switch (t->kind) {
    case TOKEN_TEXT:
        ts_write_text(out, t->text, &place);
        break;
    case TOKEN_OPEN:
    case TOKEN_CLOSE:
        ts_buf_puts(out, t->mark);
        break;
    case TOKEN_LINK_OPEN:
        ts_buf_putc(out, '[');
        *in_link = true;
        break;
    case TOKEN_LINK_CLOSE:
        ts_buf_putc(out, ']');
        put_target(out, t->node);
        *in_link = false;
        break;
    case TOKEN_NOTE:
        ts_buf_printf(out, "[^%s]", ts_node_payload(t->node)->label);
        break;
    case TOKEN_AUTOLINK:
        ts_buf_printf(out, "<%s>", cmark_node_get_url(t->node));
        break;
    case TOKEN_ATOM:
        put_atom(out, t->node, &place);
        break;
    case TOKEN_BREAK:
        ts_buf_puts(out, w->place == TS_PLACE_PARAGRAPH ? "\\\n" : "<br>");
        break;
    case TOKEN_SOFT:
        ts_buf_putc(out, ' ');
        break;
    }
}

void ts_write_inlines(ts_buf *out, cmark_node *block, ts_place place)
{
    writer w = {.place = place};
    ts_buf line;
    ts_buf_init(&line, TS_BUF_MAX);
    bool in_link = false;
    tokenize(&w, block);
    settle_marks(&w);
    for (size_t i = 0; i < w.tokens.len; i++)
        put_token(&line, &w, i, &in_link);
    if (place == TS_PLACE_CELL)
        ts_buf_put(out, ts_buf_str(&line));
    else
        ts_write_lines(out, ts_buf_str(&line), place,
                       w.tokens.len > 0 && w.tokens.items[0].kind == TOKEN_LINK_OPEN);
    ts_buf_free(&line);
    ts_vec_free(&w.tokens);
    ts_vec_free(&w.open);
    ts_vec_free(&w.queue);
}
