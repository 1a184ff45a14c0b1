/* One sentence a line. */
#include "article/inlines.h"
#include "markdown/write_tokens.h"
#include "text/sentence.h"
#include "text/utf8.h"

/* The bytes of a text token that a line end replaces; none where it only stands before the token. */
typedef struct line_end {
    size_t token, from, to;
} line_end;

typedef struct breaker {
    ts_token_writer *w;
    ts_sentence sentence;
    uint32_t before, last;      /* the two characters read last, 0 for what is no text */
    size_t gap_token, gap_from; /* of the last white space */
    TS_VEC(line_end) ends;
    TS_VEC(size_t) places; /* of all tokens, when lines have been put between */
} breaker;

static bool opens(const ts_token *t)
{
    return t->kind == TS_TOKEN_OPEN || t->kind == TS_TOKEN_LINK_OPEN ||
           (t->kind == TS_TOKEN_TAG && t->text.ptr[1] != '/');
}

/* The first of the marks, brackets and tags that open right before a token. */
static size_t first_open(const ts_token_writer *w, size_t i)
{
    while (i > 0 && opens(&w->tokens.items[i - 1]))
        i--;
    return i;
}

/* A sentence begins with `c` at `at` in token `i`. A reader makes of a line end one space, or nothing where
 * wide characters join over it. */
static void break_before(breaker *b, size_t i, size_t at, uint32_t c)
{
    line_end end = {.token = i, .from = at, .to = at};
    if (ts_is_flank_space(c))
        return;
    if (b->last == ' ') {
        if (ts_is_flank_space(b->before) || ts_lines_join(b->before, c))
            return;
        end = (line_end){b->gap_token, b->gap_from, b->gap_from + 1};
    } else if (!ts_lines_join(b->last, c)) {
        return;
    } else if (at == 0) {
        end.token = first_open(b->w, i);
    }
    ts_vec_push(&b->ends, end);
}

static void read_text(breaker *b, size_t i)
{
    ts_str text = b->w->tokens.items[i].text;
    for (size_t pos = 0; pos < text.len;) {
        size_t at = pos;
        uint32_t c = ts_utf8_next(text, &pos);
        if (ts_sentence_next(&b->sentence, c))
            break_before(b, i, at, c);
        if (c == ' ') {
            b->gap_token = i;
            b->gap_from = at;
        }
        b->before = b->last;
        b->last = c;
    }
}

static void find(breaker *b)
{
    for (size_t i = 0; i < b->w->tokens.len; i++) {
        switch (b->w->tokens.items[i].kind) {
        case TS_TOKEN_TEXT:
            read_text(b, i);
            break;
        case TS_TOKEN_BREAK:
        case TS_TOKEN_SOFT:
            ts_sentence_next(&b->sentence, ' ');
            b->before = b->last = 0;
            break;
        case TS_TOKEN_ATOM:
        case TS_TOKEN_AUTOLINK:
            ts_sentence_next(&b->sentence, 0xFFFC);
            b->before = b->last = 0;
            break;
        case TS_TOKEN_NOTE:
            b->before = b->last = 0;
            break;
        default:
            break;
        }
    }
}

static void push_text(ts_tokens *tokens, const ts_token *whole, size_t from, size_t to)
{
    ts_token part = *whole;
    part.text = ts_str_sub(whole->text, from, to);
    if (part.kind != TS_TOKEN_TEXT || part.text.len)
        ts_vec_push(tokens, part);
}

static void put(breaker *b)
{
    ts_tokens tokens = {0}, old = b->w->tokens;
    size_t next = 0;
    for (size_t i = 0; i < old.len; i++) {
        size_t from = 0;
        for (; next < b->ends.len && b->ends.items[next].token == i; next++) {
            const line_end *end = &b->ends.items[next];
            if (end->from > from)
                push_text(&tokens, &old.items[i], from, end->from);
            ts_token line = {.kind = TS_TOKEN_LINE};
            ts_vec_push(&tokens, line);
            from = end->to;
        }
        ts_vec_push(&b->places, tokens.len);
        push_text(&tokens, &old.items[i], from, old.items[i].text.len);
    }
    for (size_t i = 0; i < tokens.len; i++)
        if (tokens.items[i].mark)
            tokens.items[i].partner = b->places.items[tokens.items[i].partner];
    b->w->tokens = tokens;
    ts_vec_free(&old);
}

void ts_write_break_sentences(ts_token_writer *w)
{
    breaker b = {.w = w};
    find(&b);
    if (b.ends.len)
        put(&b);
    ts_vec_free(&b.ends);
    ts_vec_free(&b.places);
}
