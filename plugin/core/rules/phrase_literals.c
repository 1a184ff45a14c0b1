/* The literals of a pattern, found by walking over it as a compiler would: what follows one another is
 * joined, alternatives are put together, what may be left out or repeated ends a text. A form that is not
 * known here makes the whole pattern one without literals, which costs time and never a match. */
#include "rules/phrase_literals.h"

#include "base/buf.h"
#include "base/eight.h"
#include "text/utf8.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>

/* Texts that alternatives and classes standing side by side may multiply to. */
#define TEXTS_MAX 64
/* Members of a class that is still taken apart. */
#define CLASS_MAX 24
/* Characters of a range whose letters are still told one by one. */
#define RANGE_MAX 64
#define DEPTH_MAX 30
/* Times that a piece may be written out. */
#define REPEAT_MAX 4
/* Bytes of a folded text for each of its own. */
#define FOLDED_MOST 2
/* The first digit beyond ASCII. */
#define FIRST_DIGIT 0x660

/* A piece of a pattern. */
typedef struct piece {
    bool exact;           /* it matches these texts and no other */
    bool known;           /* each text that it matches holds one of these */
    ts_literals texts;    /* where exact */
    ts_literals required; /* where known */
    ts_line_shape shape;
} piece;

typedef struct walker {
    ts_arena *arena;
    ts_str pattern;
    size_t at;
    int depth;
    bool failed;
} walker;

uint32_t ts_literal_fold_char(uint32_t c)
{
    uint32_t lower = (uint32_t)uc_tolower(uc_toupper(c));
    bool digit = (c >= '0' && c <= '9') || (c >= FIRST_DIGIT && uc_decimal_value(c) >= 0);
    return digit ? '0' : lower;
}

/* Marks the bytes from `first` to `last` in eight that are ASCII. */
static uint64_t in_range(uint64_t eight, unsigned char first, unsigned char last)
{
    return ((eight + TS_EIGHT(0x80u - first)) ^ (eight + TS_EIGHT(0x7Fu - last))) & TS_EIGHT_MARKS;
}

/* Folds eight bytes; false where one of them is beyond ASCII. */
static bool fold_eight(const char *text, char *out)
{
    uint64_t eight;
    memcpy(&eight, text, sizeof eight);
    if (eight & TS_EIGHT_MARKS)
        return false;
    uint64_t capitals = in_range(eight, 'A', 'Z'), digits = in_range(eight, '0', '9');
    eight = (eight | capitals >> 2) & ~(digits >> 7) & ~(digits >> 6) & ~(digits >> 5) & ~(digits >> 4);
    memcpy(out, &eight, sizeof eight);
    return true;
}

size_t ts_literal_fold(ts_str text, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len;) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if (byte < 0x80 && text.len - i >= 8 && fold_eight(text.ptr + i, out + n)) {
            i += 8;
            n += 8;
            continue;
        }
        if (byte < 0x80) {
            unsigned char digit = (unsigned char)(byte - '0') < 10,
                          capital = (unsigned char)(byte - 'A') < 26;
            out[n++] = digit ? '0' : (char)(byte | capital << 5);
            i++;
        } else if (byte >= 0xE3 && byte <= 0xE9 && text.len - i >= 3) {
            memcpy(out + n, text.ptr + i, 3); /* U+3000 to U+9FFF, where nothing has a case */
            n += 3;
            i += 3;
        } else {
            n += ts_utf8_encode(ts_literal_fold_char(ts_utf8_next(text, &i)), out + n);
        }
    }
    return n;
}

/* Adds a text of the arena that is not among them. */
static void add_text(walker *w, ts_literals *texts, ts_str text)
{
    for (size_t i = 0; i < texts->len; i++)
        if (texts->items[i].len == text.len && memcmp(texts->items[i].ptr, text.ptr, text.len) == 0)
            return;
    ts_vec_push_in(w->arena, texts, text);
}

static ts_str code_text(walker *w, uint32_t code)
{
    char text[4], *folded = ts_arena_alloc(w->arena, sizeof text * FOLDED_MOST);
    ts_str one = {text, ts_utf8_encode(code, text)};
    return (ts_str){folded, ts_literal_fold(one, folded)};
}

/* What matches the empty text only: anchors, what looks around. */
static piece nothing(walker *w)
{
    piece p = {.exact = true, .shape = ts_shape_of_anchor(false, false)};
    add_text(w, &p.texts, TS_STR(""));
    return p;
}

/* The shortest of them: what holds a long text is rare. */
static size_t shortest(const ts_literals *texts)
{
    size_t least = TS_NPOS;
    for (size_t i = 0; i < texts->len; i++)
        least = texts->items[i].len < least ? texts->items[i].len : least;
    return texts->len ? least : 0;
}

/* Requires the texts of `p` where they say more than those required so far. */
static void require(piece *p, const ts_literals *texts)
{
    size_t now = p->known ? shortest(&p->required) : 0, then = shortest(texts);
    if (then > now || (then && then == now && texts->len < p->required.len)) {
        p->known = true;
        p->required = *texts;
    }
}

static bool is_next(const walker *w, char c)
{
    return w->at < w->pattern.len && w->pattern.ptr[w->at] == c;
}

static bool take(walker *w, const char *text)
{
    if (!is_next(w, *text) || !ts_str_starts(ts_str_sub(w->pattern, w->at, w->pattern.len), ts_str_of(text)))
        return false;
    w->at += strlen(text);
    return true;
}

/* The rest of an escape that stands for many characters, or for none: an anchor. */
static void skip_escape(walker *w, uint32_t code)
{
    if (code == 'p' || code == 'P' || code == 'x') {
        w->failed |= !is_next(w, '{');
        while (w->at < w->pattern.len && !is_next(w, '}'))
            w->at++;
        w->failed |= !take(w, "}");
    } else {
        w->failed |= !strchr("bBDsSwW", (int)code) || code == 0;
    }
}

/* Behind a backslash. True with the character it stands for, of digits with 0, to which all are folded. */
static bool take_escape(walker *w, uint32_t *code)
{
    *code = w->at < w->pattern.len ? ts_utf8_next(w->pattern, &w->at) : 0;
    if (*code == 'd')
        *code = '0';
    else if (*code < 0x80 && !ts_is_punct(*code)) {
        skip_escape(w, *code);
        return false;
    }
    return true;
}

/* One character of a class; false for what stands for many. */
static bool take_member(walker *w, uint32_t *code)
{
    *code = ts_utf8_next(w->pattern, &w->at);
    w->failed |= *code == '[' && is_next(w, ':');
    return *code != '\\' || take_escape(w, code);
}

static void add_shape(piece *p, ts_line_shape shape)
{
    p->shape = ts_shape_either(&p->shape, &shape);
}

/* Of what stands for many characters. */
static ts_line_shape shape_of_escape(uint32_t code)
{
    return code == 's' || code == 'W' ? ts_shape_of_sign() : ts_shape_of_any();
}

/* The characters from one to the other, which are no escapes. */
static void add_range(walker *w, piece *p, uint32_t from, uint32_t to)
{
    p->exact &= to - from < CLASS_MAX && p->texts.len < CLASS_MAX;
    if (to - from >= RANGE_MAX)
        add_shape(p, ts_shape_of_any());
    for (uint32_t c = from; to - from < RANGE_MAX && c <= to; c++) {
        ts_str text = code_text(w, c);
        add_shape(p, ts_shape_of_text(text));
        if (p->exact)
            add_text(w, &p->texts, text);
    }
}

static piece take_class(walker *w)
{
    bool denies = take(w, "^");
    piece p = {.exact = !denies};
    for (bool first = true; w->at < w->pattern.len && (first || !is_next(w, ']')); first = false) {
        uint32_t from, to;
        bool one = take_member(w, &from);
        to = from;
        bool range = is_next(w, '-') && w->at + 1 < w->pattern.len && w->pattern.ptr[w->at + 1] != ']';
        if (range && one) {
            w->at++;
            one = take_member(w, &to);
        }
        if (one && from <= to)
            add_range(w, &p, from, to);
        else
            add_shape(&p, shape_of_escape(range ? 0 : from));
        p.exact &= one;
    }
    if (denies)
        p.shape = ts_shape_of_any();
    w->failed |= !take(w, "]");
    return p;
}

static piece take_alternatives(walker *w);

static piece take_group(walker *w)
{
    bool denies = take(w, "?!") || take(w, "?<!"), looks = denies || take(w, "?=") || take(w, "?<=");
    if (!looks && take(w, "?")) {
        bool named = take(w, "<");
        while (w->at < w->pattern.len && !is_next(w, named ? '>' : ':') && !is_next(w, ')')) {
            w->failed |= !named && !is_next(w, 'i') && !is_next(w, '-');
            w->at++;
        }
        if (!named && take(w, ")"))
            return nothing(w); /* (?i): everything is folded */
        w->failed |= !take(w, named ? ">" : ":");
    }
    piece p = take_alternatives(w);
    w->failed |= !take(w, ")");
    if (!looks)
        return p;
    piece seen = nothing(w);
    seen.known = p.known && !denies;
    seen.required = p.required;
    return seen;
}

/* The start or the end of the line. */
static piece anchor(walker *w, bool starts)
{
    piece p = nothing(w);
    p.shape = ts_shape_of_anchor(starts, !starts);
    return p;
}

static piece take_atom(walker *w)
{
    piece p = {.exact = true};
    uint32_t code = ts_utf8_next(w->pattern, &w->at);
    if (code == '(')
        return take_group(w);
    if (code == '[')
        return take_class(w);
    if (code == '^' || code == '$')
        return anchor(w, code == '^');
    if (code == '\\') {
        p.exact = take_escape(w, &code);
        if (!p.exact && (code == 'b' || code == 'B'))
            return nothing(w);
    } else {
        p.exact = code != '.';
        w->failed |= code == '{' || code == '?' || code == '*' || code == '+';
    }
    p.shape = shape_of_escape(code);
    if (p.exact) {
        ts_str text = code_text(w, code);
        add_text(w, &p.texts, text);
        p.shape = ts_shape_of_text(text);
    }
    return p;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* How often the atom before stands: so many times, or at least. */
static int take_quantifier(walker *w, bool *fixed)
{
    int least = 1;
    *fixed = false;
    if (take(w, "?") || take(w, "*")) {
        least = 0;
    } else if (take(w, "{")) {
        for (least = 0; w->at < w->pattern.len && least < 100 && is_digit(w->pattern.ptr[w->at]); w->at++)
            least = 10 * least + w->pattern.ptr[w->at] - '0';
        *fixed = is_next(w, '}');
        while (w->at < w->pattern.len && !is_next(w, '}'))
            w->at++;
        w->failed |= !take(w, "}");
    } else if (!take(w, "+")) {
        *fixed = true;
        return 1;
    }
    if (!take(w, "?"))
        take(w, "+");
    return least;
}

/* The texts of two pieces, one behind the other. */
static ts_literals join(walker *w, const ts_literals *a, const ts_literals *b)
{
    ts_literals both = {0};
    if (a->len == 1 && !a->items[0].len)
        return *b;
    for (size_t i = 0; i < a->len; i++) {
        for (size_t k = 0; k < b->len; k++) {
            ts_str s = a->items[i], t = b->items[k];
            char *text = ts_arena_alloc(w->arena, s.len + t.len + 1);
            memcpy(text, s.ptr, s.len);
            memcpy(text + s.len, t.ptr, t.len);
            add_text(w, &both, (ts_str){text, s.len + t.len});
        }
    }
    return both;
}

/* Characters that stand for themselves, once each, folded. */
static ts_str take_plain(walker *w)
{
    size_t from = w->at, last = from, end = from;
    while (end < w->pattern.len && !strchr("\\^$.[|()?*+{", w->pattern.ptr[end])) {
        last = end;
        ts_utf8_next(w->pattern, &end);
    }
    if (end < w->pattern.len && strchr("?*+{", w->pattern.ptr[end]))
        end = last; /* what may be missing or stand again */
    w->at = end;
    char *folded = ts_arena_alloc(w->arena, FOLDED_MOST * (end - from) + 1);
    return (ts_str){folded, ts_literal_fold(ts_str_sub(w->pattern, from, end), folded)};
}

static void add_behind(piece *p, ts_line_shape next)
{
    p->shape = ts_shape_join(&p->shape, &next);
}

static piece take_sequence(walker *w)
{
    piece all = {.exact = true, .shape = ts_shape_of_anchor(false, false)};
    ts_literals run = nothing(w).texts; /* what stands in a row up to here */
    while (!w->failed && w->at < w->pattern.len && !is_next(w, '|') && !is_next(w, ')')) {
        ts_str plain = take_plain(w);
        if (plain.len) {
            ts_literals one = {0};
            ts_vec_push_in(w->arena, &one, plain);
            run = join(w, &run, &one);
            add_behind(&all, ts_shape_of_text(plain));
            continue;
        }
        piece p = take_atom(w);
        bool fixed;
        int least = take_quantifier(w, &fixed), joined = 0;
        add_behind(&all, least ? p.shape : ts_shape_optional(&p.shape));
        if (least && p.known)
            require(&all, &p.required);
        for (; p.exact && joined < least && joined < REPEAT_MAX; joined++) {
            if (run.len * p.texts.len > TEXTS_MAX)
                break;
            run = join(w, &run, &p.texts);
        }
        if (fixed && joined == least)
            continue;
        all.exact = false;
        require(&all, &run);
        run = nothing(w).texts;
        if (least && p.exact)
            require(&all, &p.texts);
    }
    if (all.exact)
        all.texts = run;
    require(&all, &run);
    return all;
}

/* Alternatives up to the end of the group or of the pattern. */
static piece take_alternatives(walker *w)
{
    piece all = {.exact = true, .known = true};
    w->failed |= ++w->depth > DEPTH_MAX;
    for (bool first = true; first || (!w->failed && take(w, "|")); first = false) {
        piece p = take_sequence(w);
        all.shape = first ? p.shape : ts_shape_either(&all.shape, &p.shape);
        all.exact &= p.exact && all.texts.len + p.texts.len <= TEXTS_MAX;
        all.known &= p.known;
        for (size_t i = 0; all.exact && i < p.texts.len; i++)
            add_text(w, &all.texts, p.texts.items[i]);
        for (size_t i = 0; all.known && i < p.required.len; i++)
            add_text(w, &all.required, p.required.items[i]);
    }
    w->depth--;
    return all;
}

void ts_demands_of(ts_arena *arena, ts_str pattern, ts_demands *demands)
{
    walker w = {.arena = arena, .pattern = pattern, .depth = 1};
    *demands = (ts_demands){0};
    do {
        piece p = take_sequence(&w);
        ts_demand one = {.shape = ts_shape_of_line(&p.shape)};
        if (p.known)
            one.literals = p.required;
        ts_vec_push_in(arena, demands, one);
    } while (!w.failed && take(&w, "|"));
    if (w.failed || w.at < pattern.len) {
        ts_line_shape any = ts_shape_of_any();
        demands->len = 0;
        ts_vec_push_in(arena, demands, (ts_demand){.shape = ts_shape_of_line(&any)});
    }
}
