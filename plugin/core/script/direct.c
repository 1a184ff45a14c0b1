/* From pieces to what is written without Lua. Whatever is not known here ends the run: nothing is guessed. */
#include "script/direct.h"

#include <string.h>

/* What one run may have: steps, and brackets inside one another. */
#define OPS_MAX 2000
#define DEPTH_MAX 8

typedef struct nest {
    bool loop, otherwise;
    size_t test;  /* the step that leaves it, or this branch of it, or takes the next item */
    size_t exits; /* the last jump behind all of its branches, each of which has the one before it in `to`; 0:
                     none */
    ts_str number, item;
} nest;

typedef struct parser {
    ts_arena *arena;
    const ts_names *names;
    ts_direct *direct;
    nest nests[TS_DIRECT_NESTS];
    unsigned depth;
    int open; /* brackets */
    ts_str code;
    size_t pos;
    ts_token token; /* the next one */
} parser;

/* --- tokens --------------------------------------------------------------------------------------------- */

static void advance(parser *p)
{
    p->token = ts_lua_token(p->code, &p->pos, '\0');
}

static void begin(parser *p, ts_str code)
{
    p->code = code;
    p->pos = 0;
    p->open = 0;
    advance(p);
}

static bool at(const parser *p, const char *text)
{
    return ts_str_is(p->token.text, text);
}

static bool take(parser *p, const char *text)
{
    bool found = at(p, text);
    if (found)
        advance(p);
    return found;
}

static bool at_end(const parser *p)
{
    return p->token.kind == TS_TOKEN_END;
}

/* Whether "(" follows the name that is next. */
static bool is_call(const parser *p)
{
    size_t look = p->pos;
    return ts_str_is(ts_lua_token(p->code, &look, '\0').text, "(");
}

/* --- steps ---------------------------------------------------------------------------------------------- */

static size_t add(parser *p, ts_direct_code code, size_t to, const ts_operand *operand)
{
    ts_direct_op op = {.code = code, .to = to, .operand = operand};
    ts_vec_push_in(p->arena, &p->direct->ops, op);
    return p->direct->ops.len - 1;
}

/* The step at `at` goes to the one that comes next. */
static void land(parser *p, size_t at)
{
    p->direct->ops.items[at].to = p->direct->ops.len;
}

/* The number of the name in the list, which it is added to; TS_DIRECT_NAMES where it has no room. */
static unsigned number_of(ts_str *list, unsigned *count, ts_str name)
{
    unsigned i = 0;
    while (i < *count && !ts_str_eq(list[i], name))
        i++;
    if (i == *count && i < TS_DIRECT_NAMES)
        list[(*count)++] = name;
    return i;
}

/* --- operands ------------------------------------------------------------------------------------------- */

static bool parse_string(parser *p, ts_str *text)
{
    *text = ts_lua_plain_string(p->token);
    bool plain = p->token.kind == TS_TOKEN_STRING && p->token.text.len == text->len + 2;
    advance(p);
    return plain;
}

static ts_operand *constant(parser *p, ts_str text)
{
    ts_operand *o = TS_NEW(p->arena, ts_operand);
    o->constant.kind = TS_STRING;
    o->constant.string = (ts_str){ts_arena_copy(p->arena, text), text.len};
    return o;
}

static bool parse_number(parser *p, ts_operand *o)
{
    ts_str digits = p->token.text;
    bool small = digits.len < 9;
    o->constant.kind = TS_INT;
    for (size_t i = 0; i < digits.len; i++) {
        small = small && digits.ptr[i] >= '0' && digits.ptr[i] <= '9';
        o->constant.integer = 10 * o->constant.integer + digits.ptr[i] - '0';
        if (!small)
            return false;
    }
    advance(p);
    return small;
}

/* Variables of the loops of this run; the innermost counts. */
static bool find_in_loops(const parser *p, ts_str name, ts_operand *o)
{
    for (unsigned i = p->depth; i-- > 0;) {
        const nest *n = &p->nests[i];
        if (!n->loop || (!ts_str_eq(n->item, name) && !ts_str_eq(n->number, name)))
            continue;
        o->root = ts_str_eq(n->item, name) ? TS_ROOT_ITEM : TS_ROOT_NUMBER;
        o->number = i;
        return true;
    }
    return false;
}

static bool find_name(parser *p, ts_str name, ts_operand *o)
{
    ts_direct *d = p->direct;
    ts_common common = ts_common_find(name);
    ts_meaning meaning = ts_names_meaning(p->names, name);
    if (find_in_loops(p, name, o))
        return true;
    if (meaning == TS_NAME_UNSURE)
        return false;
    if (meaning == TS_NAME_LOCAL) {
        o->root = TS_ROOT_LOCAL;
        o->number = number_of(d->locals, &d->local_count, name);
    } else if (common < TS_COMMON_VARIABLES) {
        o->root = TS_ROOT_COMMON;
        o->number = common;
        d->uses |= 1u << common;
    } else if (common == TS_COMMONS) {
        o->root = TS_ROOT_NAME;
        o->number = number_of(d->names, &d->name_count, name);
    } else {
        return false;
    }
    return o->root == TS_ROOT_COMMON || o->number < TS_DIRECT_NAMES;
}

/* The common function of that name is meant, and called. */
static bool take_call(parser *p, ts_common function)
{
    ts_operand ignored = {0};
    bool meant = at(p, ts_common_names[function]) && is_call(p) &&
                 !find_in_loops(p, p->token.text, &ignored) &&
                 ts_names_meaning(p->names, p->token.text) == TS_NAME_FREE;
    if (!meant)
        return false;
    p->direct->uses |= 1u << function;
    advance(p);
    advance(p);
    return true;
}

static bool is_keyword(ts_str word)
{
    static const char *const words[] = {
        "and",   "break", "do",  "else", "elseif", "end",    "false", "for",  "function", "goto",  "if", "in",
        "local", "nil",   "not", "or",   "repeat", "return", "then",  "true", "until",    "while", NULL};
    return ts_str_is_one_of(word, words);
}

/* opt("name") */
static bool parse_asked(parser *p, ts_operand *o)
{
    ts_str name;
    if (!parse_string(p, &name) || !take(p, ")"))
        return false;
    o->root = TS_ROOT_ASKED;
    o->number = number_of(p->direct->names, &p->direct->name_count,
                          (ts_str){ts_arena_copy(p->arena, name), name.len});
    return o->number < TS_DIRECT_NAMES;
}

static ts_operand *parse_operand(parser *p)
{
    ts_operand *o = TS_NEW(p->arena, ts_operand);
    if (p->token.kind == TS_TOKEN_STRING) {
        ts_str text;
        return parse_string(p, &text) ? constant(p, text) : NULL;
    }
    if (p->token.kind == TS_TOKEN_OTHER)
        return parse_number(p, o) ? o : NULL;
    if (p->token.kind != TS_TOKEN_NAME || is_keyword(p->token.text))
        return NULL;
    if (take_call(p, TS_COMMON_OPT))
        return parse_asked(p, o) ? o : NULL;
    if (!find_name(p, p->token.text, o))
        return NULL;
    advance(p);
    while (take(p, ".")) {
        if (p->token.kind != TS_TOKEN_NAME)
            return NULL;
        ts_str field = {ts_arena_copy(p->arena, p->token.text), p->token.text.len};
        ts_vec_push_in(p->arena, &o->fields, field);
        advance(p);
    }
    return o;
}

/* --- expressions ---------------------------------------------------------------------------------------- */

static bool parse_expression(parser *p);

/* The styles of dates that are no words. */
static bool is_for_machines(ts_str style)
{
    return ts_str_is(style, "iso") || ts_str_is(style, "rfc3339") || ts_str_is(style, "rss");
}

/* The first argument of a function of words, and what makes its value. */
static bool parse_call(parser *p, ts_direct_code code)
{
    const ts_operand *style = NULL;
    bool ok = parse_expression(p);
    if (ok && code == TS_DIRECT_DATE) {
        ts_str text = TS_STR("long");
        ok = !take(p, ",") || (parse_string(p, &text) && !is_for_machines(text));
        style = constant(p, text);
    }
    add(p, code, 0, style);
    return ok && take(p, ")");
}

static bool parse_primary(parser *p)
{
    if (take(p, "("))
        return parse_expression(p) && take(p, ")");
    if (take_call(p, TS_COMMON_T))
        return parse_call(p, TS_DIRECT_WORD);
    if (take_call(p, TS_COMMON_DATE))
        return parse_call(p, TS_DIRECT_DATE);
    if (take_call(p, TS_COMMON_ABSOLUTE))
        return parse_call(p, TS_DIRECT_ABSOLUTE);
    const ts_operand *o = parse_operand(p);
    if (o)
        add(p, TS_DIRECT_LOAD, 0, o);
    return o != NULL;
}

static bool parse_unary(parser *p)
{
    bool negated = take(p, "not"), length = !negated && take(p, "#");
    if (at(p, "not") || at(p, "#") || !parse_primary(p))
        return false;
    if (negated || length)
        add(p, negated ? TS_DIRECT_NOT : TS_DIRECT_LENGTH, 0, NULL);
    return true;
}

static bool parse_comparison(parser *p)
{
    if (!parse_unary(p))
        return false;
    ts_direct_code code = at(p, "=") ? TS_DIRECT_EQUAL : at(p, "~") ? TS_DIRECT_DIFFERS : TS_DIRECT_MORE;
    if (code == TS_DIRECT_MORE && !at(p, ">"))
        return true;
    advance(p);
    if (code != TS_DIRECT_MORE && !take(p, "="))
        return false;
    const ts_operand *o = parse_operand(p);
    if (o)
        add(p, code, 0, o);
    return o != NULL;
}

/* `and`, `or`: the value stays where it decides. */
static bool parse_chain(parser *p, const char *word, ts_direct_code code, bool (*part)(parser *))
{
    size_t last = 0;
    bool ok = part(p);
    while (ok && take(p, word)) {
        size_t jump = add(p, code, last, NULL);
        last = jump;
        ok = part(p);
    }
    while (last) { /* no jump is the first step: its value comes before it */
        size_t before = p->direct->ops.items[last].to;
        land(p, last);
        last = before;
    }
    return ok;
}

static bool parse_and(parser *p)
{
    return parse_chain(p, "and", TS_DIRECT_UNLESS, parse_comparison);
}

static bool parse_expression(parser *p)
{
    if (++p->open > DEPTH_MAX)
        return false;
    bool ok = parse_chain(p, "or", TS_DIRECT_IF, parse_and);
    p->open--;
    return ok;
}

/* --- pieces --------------------------------------------------------------------------------------------- */

/* asset("name"): the prefix is put there now. */
static bool parse_asset(parser *p)
{
    ts_str name;
    if (!parse_string(p, &name) || !take(p, ")"))
        return false;
    ts_str path = ts_str_of(ts_arena_printf(p->arena, TS_ASSETS "%.*s", (int)name.len, name.ptr));
    add(p, TS_DIRECT_LOAD, 0, constant(p, path));
    return true;
}

static bool take_value(parser *p, ts_str code, size_t piece)
{
    begin(p, code);
    bool asset = take_call(p, TS_COMMON_ASSET), link = !asset && take_call(p, TS_COMMON_LINK);
    bool ok = asset ? parse_asset(p) : link ? parse_expression(p) && take(p, ")") : parse_expression(p);
    add(p, asset || link ? TS_DIRECT_LINK : TS_DIRECT_WRITE, piece, NULL);
    return ok && at_end(p);
}

static bool open_nest(parser *p, nest n)
{
    if (p->depth == TS_DIRECT_NESTS)
        return false;
    p->nests[p->depth++] = n;
    return true;
}

static bool take_if(parser *p)
{
    bool ok = parse_expression(p) && take(p, "then") && at_end(p);
    return ok && open_nest(p, (nest){.test = add(p, TS_DIRECT_UNLESS, 0, NULL)});
}

static bool take_else(parser *p, bool again)
{
    nest *n = p->depth ? &p->nests[p->depth - 1] : NULL;
    if (!n || n->loop || n->otherwise)
        return false;
    n->exits = add(p, TS_DIRECT_JUMP, n->exits, NULL);
    land(p, n->test);
    n->otherwise = !again;
    if (!again)
        return at_end(p);
    bool ok = parse_expression(p) && take(p, "then") && at_end(p);
    n->test = add(p, TS_DIRECT_UNLESS, 0, NULL);
    return ok;
}

/* for number, item in ipairs(list) do */
static bool take_for(parser *p)
{
    nest n = {.loop = true, .number = p->token.text};
    advance(p);
    bool ok = take(p, ",");
    n.item = p->token.text;
    advance(p);
    ok = ok && take(p, "in") && take_call(p, TS_COMMON_IPAIRS) && parse_expression(p) && take(p, ")") &&
         take(p, "do") && at_end(p);
    size_t start = add(p, TS_DIRECT_LOOP, 0, NULL);
    n.test = add(p, TS_DIRECT_NEXT, 0, NULL);
    p->direct->ops.items[start].loop = p->direct->ops.items[n.test].loop = p->depth;
    return ok && open_nest(p, n);
}

static bool take_end(parser *p)
{
    if (!p->depth || !at_end(p))
        return false;
    nest *n = &p->nests[--p->depth];
    if (n->loop)
        add(p, TS_DIRECT_JUMP, n->test, NULL);
    if (n->loop || !n->otherwise)
        land(p, n->test);
    for (size_t jump = n->exits; jump;) {
        size_t before = p->direct->ops.items[jump].to;
        land(p, jump);
        jump = before;
    }
    return true;
}

static bool take_statement(parser *p, ts_str code)
{
    begin(p, code);
    if (at_end(p)) /* a comment */
        return true;
    if (take(p, "if"))
        return take_if(p);
    if (take(p, "elseif"))
        return take_else(p, true);
    if (take(p, "else"))
        return take_else(p, false);
    if (take(p, "for"))
        return take_for(p);
    return take(p, "end") && take_end(p);
}

static bool take_piece(parser *p, const ts_pieces *pieces, size_t i, size_t first)
{
    const ts_piece *piece = &pieces->items[i];
    if (p->direct->ops.len > OPS_MAX)
        return false;
    switch (piece->kind) {
    case TS_PIECE_TEXT:
        if (i == first || pieces->items[i - 1].kind != TS_PIECE_VALUE) /* else it goes with the value */
            add(p, TS_DIRECT_TEXT, i, NULL);
        return true;
    case TS_PIECE_VALUE:
        return take_value(p, piece->text, i);
    case TS_PIECE_STATEMENT:
        return take_statement(p, piece->text);
    }
    return false;
}

ts_direct *ts_direct_compile(ts_arena *arena, const ts_names *names, const ts_pieces *pieces, size_t first)
{
    ts_direct *d = TS_NEW(arena, ts_direct);
    parser p = {.arena = arena, .names = names, .direct = d};
    ts_direct whole = *d;
    /* The longest run that closes what it opens. */
    for (size_t i = first; i < pieces->len && take_piece(&p, pieces, i, first); i++)
        if (p.depth == 0) {
            whole = *d;
            whole.pieces = i + 1 - first;
        }
    *d = whole;
    bool only_text = true;
    for (size_t i = 0; i < d->ops.len; i++)
        only_text = only_text && d->ops.items[i].code == TS_DIRECT_TEXT;
    return only_text ? NULL : d;
}
