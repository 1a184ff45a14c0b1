#include "article/inlines.h"
#include "markdown/write_tokens.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

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

static void push(ts_token_writer *w, ts_token_kind kind, cmark_node *node, ts_str text, const char *mark)
{
    ts_token t = {.kind = kind, .node = node, .text = text, .mark = mark};
    ts_vec_push(&w->tokens, t);
}

static ts_token *last_token(ts_token_writer *w)
{
    return w->tokens.len ? &w->tokens.items[w->tokens.len - 1] : NULL;
}

/* Equal marks side by side would melt into one run, so the two are written as one. */
static void open_mark(ts_token_writer *w, cmark_node *node, const char *mark)
{
    ts_token *last = last_token(w);
    if (last && last->kind == TS_TOKEN_CLOSE && strcmp(last->mark, mark) == 0) {
        ts_vec_push(&w->open, last->partner);
        w->tokens.len--;
        return;
    }
    ts_vec_push(&w->open, w->tokens.len);
    push(w, TS_TOKEN_OPEN, node, (ts_str){0}, mark);
}

static void close_mark(ts_token_writer *w, cmark_node *node, const char *mark)
{
    size_t opener = w->open.items[--w->open.len];
    if (opener + 1 == w->tokens.len) {
        w->tokens.len--;
        return;
    }
    w->tokens.items[opener].partner = w->tokens.len;
    push(w, TS_TOKEN_CLOSE, node, (ts_str){0}, mark);
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

/* A tag as it is written, in the arena. */
static ts_str span_tag(ts_token_writer *w, const ts_payload *span)
{
    ts_buf tag;
    ts_buf_init(&tag, TS_BUF_MAX);
    ts_buf_puts(&tag, "<span");
    if (span->language)
        ts_buf_printf(&tag, " lang=\"%s\"", span->language);
    if (span->direction)
        ts_buf_printf(&tag, " dir=\"%s\"", span->direction);
    ts_buf_putc(&tag, '>');
    return ts_buf_keep(&tag, w->arena);
}

/* The tags of a cell's blocks; an item's paragraph has none. */
static bool take_block(ts_token_writer *w, cmark_node *node, bool enter)
{
    ts_str tag = {0};
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        if (cmark_node_get_type(cmark_node_parent(node)) != CMARK_NODE_ITEM)
            tag = enter ? TS_STR("<p>") : TS_STR("</p>");
        break;
    case CMARK_NODE_ITEM:
        tag = enter ? TS_STR("<li>") : TS_STR("</li>");
        break;
    case CMARK_NODE_LIST: {
        bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
        int start = cmark_node_get_list_start(node);
        tag = !enter                  ? (ordered ? TS_STR("</ol>") : TS_STR("</ul>"))
              : ordered && start != 1 ? ts_str_of(ts_arena_printf(w->arena, "<ol start=\"%d\">", start))
              : ordered               ? TS_STR("<ol>")
                                      : TS_STR("<ul>");
        break;
    }
    default:
        return false;
    }
    if (tag.len)
        push(w, TS_TOKEN_TAG, node, tag, NULL);
    return true;
}

/* True where the node's children are not to be visited. */
static bool take(ts_token_writer *w, cmark_node *node, cmark_event_type event)
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
            push(w, TS_TOKEN_ATOM, node, (ts_str){0}, NULL);
        return enter;
    }
    if (ts_node_kind_of(node) == TS_NODE_NOTE_REF) {
        if (enter)
            push(w, TS_TOKEN_NOTE, node, (ts_str){0}, NULL);
        return false;
    }
    if (take_block(w, node, enter))
        return false;
    if (ts_node_kind_of(node) == TS_NODE_SPAN) {
        push(w, TS_TOKEN_TAG, node, enter ? span_tag(w, ts_node_payload(node)) : TS_STR("</span>"), NULL);
        return false;
    }
    switch (type) {
    case CMARK_NODE_TEXT:
        push(w, TS_TOKEN_TEXT, node, ts_str_of(cmark_node_get_literal(node)), NULL);
        break;
    case CMARK_NODE_SOFTBREAK:
        push(w, TS_TOKEN_SOFT, node, (ts_str){0}, NULL);
        break;
    case CMARK_NODE_LINEBREAK:
        push(w, TS_TOKEN_BREAK, node, (ts_str){0}, NULL);
        break;
    case CMARK_NODE_LINK:
        if (enter && is_autolink(node)) {
            push(w, TS_TOKEN_AUTOLINK, node, (ts_str){0}, NULL);
            return true;
        }
        push(w, enter ? TS_TOKEN_LINK_OPEN : TS_TOKEN_LINK_CLOSE, node, (ts_str){0}, NULL);
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

static void tokenize(ts_token_writer *w, cmark_node *block)
{
    bool card = ts_node_kind_of(block) == TS_NODE_CARD;
    if (is_strong_block(block))
        open_mark(w, block, "**");
    if (card)
        push(w, TS_TOKEN_LINK_OPEN, block, (ts_str){0}, NULL);
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
        push(w, TS_TOKEN_LINK_CLOSE, block, (ts_str){0}, NULL);
    if (is_strong_block(block))
        close_mark(w, block, "**");
}

static void put_alternative(ts_buf *out, cmark_node *image, bool in_cell)
{
    ts_text_place place = {.in_brackets = true, .more = true, .tildes = true, .in_cell = in_cell};
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
    ts_text_place place = {
        .in_brackets = around->in_brackets, .in_cell = around->in_cell, .more = true, .tildes = true};
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
    if (ts_node_kind_of(node) != TS_NODE_CARD) {
        ts_write_target(out, ts_str_of(cmark_node_get_url(node)), ts_str_of(cmark_node_get_title(node)));
        return;
    }
    const ts_payload *payload = ts_node_payload(node);
    ts_buf title;
    ts_buf_init(&title, TS_BUF_MAX);
    ts_buf_printf(&title, TS_CARD_TITLE " %s", payload->provider);
    ts_write_target(out, ts_str_of(payload->url), ts_buf_str(&title));
    ts_buf_free(&title);
}

static bool is_term(ts_place place)
{
    return place == TS_PLACE_TERM || place == TS_PLACE_NEXT_TERM;
}

/* True for a token that is written as white space. */
static bool is_space(const ts_token_writer *w, ts_token_kind kind)
{
    return kind == TS_TOKEN_SOFT || kind == TS_TOKEN_LINE ||
           (kind == TS_TOKEN_BREAK && w->place == TS_PLACE_PARAGRAPH);
}

static void put_token(ts_buf *out, const ts_token_writer *w, size_t i, bool *in_link)
{
    const ts_token *t = &w->tokens.items[i];
    bool next = i + 1 < w->tokens.len && !is_space(w, t[1].kind);
    /* A backslash at a term's end would break the line, one at a heading's hides the heading from some. */
    bool more = next || (i + 1 == w->tokens.len && (is_term(w->place) || w->place == TS_PLACE_HEADING));
    ts_text_place place = {.in_brackets = *in_link,
                           .in_cell = w->place == TS_PLACE_CELL,
                           .more = more,
                           .tildes = w->tildes,
                           .angles = w->angles,
                           .before_link =
                               next && (t[1].kind == TS_TOKEN_LINK_OPEN || t[1].kind == TS_TOKEN_NOTE),
                           .after_note = i > 0 && t[-1].kind == TS_TOKEN_NOTE,
                           .entity_first = t->entity_first,
                           .entity_last = t->entity_last};
    switch (t->kind) {
    case TS_TOKEN_TEXT:
        ts_write_text(out, t->text, &place);
        break;
    case TS_TOKEN_OPEN:
    case TS_TOKEN_CLOSE:
        ts_buf_puts(out, t->mark);
        break;
    case TS_TOKEN_LINK_OPEN:
        ts_buf_putc(out, '[');
        *in_link = true;
        break;
    case TS_TOKEN_LINK_CLOSE:
        ts_buf_putc(out, ']');
        put_target(out, t->node);
        *in_link = false;
        break;
    case TS_TOKEN_NOTE:
        ts_buf_printf(out, "[^%s]", ts_node_payload(t->node)->label);
        break;
    case TS_TOKEN_AUTOLINK:
        ts_buf_printf(out, "<%s>", cmark_node_get_url(t->node));
        break;
    case TS_TOKEN_TAG:
        ts_buf_put(out, t->text);
        break;
    case TS_TOKEN_ATOM:
        put_atom(out, t->node, &place);
        break;
    case TS_TOKEN_BREAK:
        /* The one form that every reader knows: some show the backslash of CommonMark, some no tags. */
        ts_buf_puts(out, w->place == TS_PLACE_PARAGRAPH ? "  \n" : "<br>");
        break;
    case TS_TOKEN_SOFT:
        ts_buf_putc(out, ' ');
        break;
    case TS_TOKEN_LINE:
        ts_buf_putc(out, '\n');
        break;
    }
}

/* What a token is beside the texts around it: a space, a line end, or a mark. */
static ts_str seen_as(const ts_token *token)
{
    switch (token->kind) {
    case TS_TOKEN_TEXT:
        return token->text;
    case TS_TOKEN_SOFT:
        return TS_STR(" ");
    case TS_TOKEN_BREAK:
    case TS_TOKEN_LINE:
        return TS_STR("\n");
    default:
        return TS_STR("*");
    }
}

static bool holds_sign(ts_str text)
{
    return memchr(text.ptr, '~', text.len) || memchr(text.ptr, '<', text.len) ||
           memchr(text.ptr, '>', text.len);
}

/* What of the block's texts some reader may pair: tildes, which strike out or lower what is between, one with
 * no space behind and in another run of them one with no space before, or those that begin a fence; and <
 * with no space behind and >, between which emphasis would be none. */
static void look_for_pairs(ts_token_writer *w)
{
    bool tilde = false, angle = false;
    char before = '\n', ahead = '\n'; /* ahead of the run of tildes */
    int run = 0;
    for (size_t i = 0; i < w->tokens.len; i++) {
        const ts_token *t = &w->tokens.items[i];
        ts_str text = seen_as(t);
        w->tildes = w->tildes || (t->mark && t->mark[0] == '~');
        if (text.len && !run && before != '<' && !holds_sign(text)) {
            before = text.ptr[text.len - 1];
            continue;
        }
        for (size_t k = 0; k < text.len; before = text.ptr[k++]) {
            char c = text.ptr[k];
            ahead = run ? ahead : before;
            tilde = tilde || (run && c != '~' && c != ' ');
            run = c == '~' ? run + 1 : 0;
            w->tildes = w->tildes || (run == 1 && tilde && ahead != ' ') || (run == 3 && ahead == '\n');
            angle = angle || (before == '<' && c != ' ');
            w->angles = w->angles || (c == '>' && angle);
        }
    }
}

void ts_token_writer_init(ts_token_writer *w, const ts_markdown_options *options)
{
    *w = (ts_token_writer){.options = options, .arena = ts_arena_new()};
    ts_buf_init(&w->line, TS_BUF_MAX);
}

void ts_token_writer_free(ts_token_writer *w)
{
    ts_vec_free(&w->tokens);
    ts_vec_free(&w->open);
    ts_vec_free(&w->queue);
    ts_buf_free(&w->line);
    ts_arena_free(w->arena);
}

static void begin(ts_token_writer *w, ts_place place)
{
    w->tokens.len = w->open.len = w->queue.len = 0;
    w->place = place;
    w->tildes = w->angles = false;
    ts_buf_clear(&w->line);
}

void ts_write_inlines(ts_buf *out, ts_token_writer *w, cmark_node *block, ts_place place)
{
    bool in_link = false;
    begin(w, place);
    tokenize(w, block);
    if (w->options->wrap == TS_WRAP_SENTENCE && cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH)
        ts_write_break_sentences(w);
    ts_write_settle_marks(w);
    look_for_pairs(w);
    for (size_t i = 0; i < w->tokens.len; i++)
        put_token(&w->line, w, i, &in_link);
    if (place == TS_PLACE_CELL || place == TS_PLACE_NEXT_TERM)
        ts_buf_put(out, ts_buf_str(&w->line));
    else
        ts_write_lines(out, ts_buf_str(&w->line), place,
                       w->tokens.len > 0 && w->tokens.items[0].kind == TS_TOKEN_LINK_OPEN);
}
