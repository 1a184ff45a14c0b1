/* Marks of emphasis that every reader takes for marks. */
#include "article/inlines.h"
#include "markdown/write_tokens.h"
#include "text/utf8.h"

#include <string.h>

static bool is_mark(const ts_token_writer *w, size_t i)
{
    return i < w->tokens.len && w->tokens.items[i].mark;
}

static bool is_strong(const ts_token_writer *w, size_t i)
{
    return is_mark(w, i) && strcmp(w->tokens.items[i].mark, "**") == 0;
}

static bool has_strong(const ts_token_writer *w, size_t from, size_t to)
{
    for (size_t i = from; i <= to; i++)
        if (is_strong(w, i))
            return true;
    return false;
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
static edge edge_at(const ts_token_writer *w, size_t i, bool from_left)
{
    if (i >= w->tokens.len)
        return EDGE_SPACE;
    const ts_token *t = &w->tokens.items[i];
    switch (t->kind) {
    case TS_TOKEN_TEXT:
        if (from_left ? t->entity_first : t->entity_last)
            return EDGE_PUNCT;
        return edge_of(from_left ? ts_utf8_first(t->text) : ts_utf8_last(t->text));
    case TS_TOKEN_SOFT:
    case TS_TOKEN_LINE:
        return EDGE_SPACE;
    case TS_TOKEN_BREAK:
        return w->place == TS_PLACE_PARAGRAPH ? EDGE_SPACE : EDGE_PUNCT;
    default:
        return EDGE_PUNCT;
    }
}

/* True where an underscore opens or closes: beside white space or punctuation. */
static bool is_free(const ts_token_writer *w, size_t beyond, bool from_left)
{
    edge outer = edge_at(w, beyond, from_left);
    return outer == EDGE_SPACE || outer == EDGE_PUNCT;
}

/* Emphasis that touches strong marks is written with underscores: a run of three stars has more than one
 * reading. So is emphasis around strong words, which readers older than CommonMark end at the first star, and
 * emphasis inside strong words where underscores can be: some readers miss strong marks around stars. No
 * emphasis stands in another, so this takes one walk. */
static void choose_marks(ts_token_writer *w)
{
    /* Punctuation that moves would change what is beside the marks. */
    bool in_strong = false, moves = w->options->emphasis == TS_EMPHASIS_MOVE;
    for (size_t i = 0; i < w->tokens.len; i++) {
        ts_token *t = &w->tokens.items[i];
        if (is_strong(w, i))
            in_strong = t->kind == TS_TOKEN_OPEN;
        if (t->kind != TS_TOKEN_OPEN || strcmp(t->mark, "*") != 0)
            continue;
        bool inside = in_strong && !moves && is_free(w, i - 1, false) && is_free(w, t->partner + 1, true);
        if (inside || is_strong(w, i - 1) || has_strong(w, i + 1, t->partner + 1)) {
            t->mark = "_";
            w->tokens.items[t->partner].mark = "_";
        }
    }
}

/* Makes the text on a mark's outer side punctuation for all readers: a numeric entity ends in ';' and begins
 * with '&'. */
static void guard(ts_token_writer *w, size_t i, bool left)
{
    ts_token *t = &w->tokens.items[i];
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

/* True for a bracket whose other half stands in the text. */
static bool is_half(uint32_t c, ts_str text)
{
    uint32_t closing = ts_closing_of(c);
    for (size_t pos = 0; pos < text.len;) {
        uint32_t other = ts_utf8_next(text, &pos);
        if (closing ? other == closing : ts_closing_of(other) == c)
            return true;
    }
    return false;
}

/* The bytes of punctuation at an edge of emphasis that has a word behind it; 0 for none. They end at a
 * bracket whose other half they would leave behind. */
static size_t punctuation(ts_str text, bool at_start)
{
    enum { BRACKETS = 8 };
    size_t pos = at_start ? 0 : text.len;
    for (int brackets = 0;;) {
        size_t before = pos;
        if (pos == (at_start ? text.len : 0))
            return 0;
        uint32_t c = at_start ? ts_utf8_next(text, &pos) : ts_utf8_prev(text, &pos);
        ts_str rest = at_start ? ts_str_sub(text, pos, text.len) : ts_str_sub(text, 0, pos);
        edge found = edge_of(c);
        if (found == EDGE_WORD || (ts_is_bracket(c) && (++brackets > BRACKETS || is_half(c, rest))))
            return at_start ? before : text.len - before;
        if (found == EDGE_SPACE)
            return 0;
    }
}

static ts_str join(ts_arena *arena, ts_str a, ts_str b)
{
    char *joined = ts_arena_alloc(arena, a.len + b.len + 1);
    memcpy(joined, a.ptr, a.len);
    memcpy(joined + a.len, b.ptr, b.len);
    joined[a.len + b.len] = '\0';
    return (ts_str){joined, a.len + b.len};
}

/* Moves punctuation from the inner side of a mark to the text on its outer one. What was deleted stays so. */
static bool move_out(ts_token_writer *w, size_t i, size_t outside, size_t inside)
{
    ts_token *to = &w->tokens.items[outside], *from = &w->tokens.items[inside];
    if (w->options->emphasis != TS_EMPHASIS_MOVE || w->tokens.items[i].mark[0] == '~' ||
        from->kind != TS_TOKEN_TEXT || from->entity_first || from->entity_last)
        return false;
    bool at_start = inside > i;
    size_t len = punctuation(from->text, at_start);
    if (!len)
        return false;
    size_t cut = at_start ? len : from->text.len - len;
    ts_str head = ts_str_sub(from->text, 0, cut), tail = ts_str_sub(from->text, cut, from->text.len);
    to->text = at_start ? join(w->arena, to->text, head) : join(w->arena, tail, to->text);
    from->text = at_start ? tail : head;
    return true;
}

static bool is_at_risk(const ts_token_writer *w, size_t i, bool from_left)
{
    edge e = edge_at(w, i, from_left);
    return e != EDGE_SPACE && e != EDGE_PUNCT;
}

/* Moves both brackets out that are the ends of what is emphasised, where both of its marks are at risk. */
static bool move_pair(ts_token_writer *w, size_t i)
{
    const ts_token *t = &w->tokens.items[i];
    size_t close = t->partner;
    if (w->options->emphasis != TS_EMPHASIS_MOVE || t->kind != TS_TOKEN_OPEN || t->mark[0] == '~' ||
        close != i + 2)
        return false;
    ts_token *before = &w->tokens.items[i - 1], *inner = &w->tokens.items[i + 1], *after = inner + 2;
    if (inner->kind != TS_TOKEN_TEXT || inner->entity_first || inner->entity_last ||
        !is_at_risk(w, close + 1, true) || after->kind != TS_TOKEN_TEXT)
        return false;
    size_t from = 0, to = inner->text.len;
    uint32_t first = ts_utf8_next(inner->text, &from), last = ts_utf8_prev(inner->text, &to);
    ts_str between = ts_str_sub(inner->text, from, to > from ? to : from);
    if (!between.len || !ts_closing_of(first) || ts_closing_of(first) != last || is_half(first, between))
        return false;
    before->text = join(w->arena, before->text, ts_str_sub(inner->text, 0, from));
    after->text = join(w->arena, ts_str_sub(inner->text, to, inner->text.len), after->text);
    inner->text = between;
    return true;
}

/* A mark opens or closes where its inner side is a word, or its outer side is none; an underscore only there.
 */
static void settle_mark(ts_token_writer *w, size_t i)
{
    const ts_token *t = &w->tokens.items[i];
    bool open = t->kind == TS_TOKEN_OPEN;
    size_t outside = open ? i - 1 : i + 1, inside = open ? i + 1 : i - 1;
    edge outer = edge_at(w, outside, !open), inner = edge_at(w, inside, open);
    if (outer == EDGE_SPACE || outer == EDGE_PUNCT || (inner == EDGE_WORD && t->mark[0] != '_'))
        return;
    if (move_out(w, i, outside, inside) || move_pair(w, i))
        ts_vec_push(&w->queue, i);
    else
        guard(w, outside, open);
}

void ts_write_settle_marks(ts_token_writer *w)
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
