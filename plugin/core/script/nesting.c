/* What the statements of a template open and close, and in which places their branches end. */
#include "script/template.h"

#include <string.h>

typedef struct walk {
    ts_nesting *n;
    ts_str code;
    size_t offset;  /* of the code in the source */
    size_t counted; /* bytes of the code whose line ends are in `line` */
    int line;
    ts_place *place;
    char brackets[64];
    size_t bracket_at[64];
    int open;  /* brackets */
    int outer; /* constructs open before this tag */
    bool ok;
} walk;

#define JUMPS_MAX 200

static bool fault(walk *w, size_t at, const char *message)
{
    ts_problem_add(w->n->problems, w->n->template->path, w->n->template->source, w->offset + at, "%s",
                   message);
    return w->ok = false;
}

static ts_nest *top(walk *w)
{
    return w->n->depth ? &w->n->nests[w->n->depth - 1] : NULL;
}

/* The line of the source at an offset of the code: asked with growing offsets. */
static int line_of(walk *w, size_t at)
{
    for (; w->counted < at; w->counted++)
        w->line += w->code.ptr[w->counted] == '\n';
    return w->line;
}

static void report_places(walk *w, size_t at, const char *what, const ts_place *a, int a_line,
                          const ts_place *b, int b_line)
{
    if (w->n->lost)
        return;
    w->n->lost = true;
    ts_buf text;
    ts_buf_init(&text, 4096);
    ts_buf_printf(&text, "%s: line %d ", what, a_line);
    ts_place_words(a, &text);
    ts_buf_printf(&text, ", line %d ", b_line);
    ts_place_words(b, &text);
    fault(w, at, text.ptr);
    ts_buf_free(&text);
}

static bool open_nest(ts_nesting *n, ts_nest nest)
{
    if (n->depth >= TS_NEST_MAX) {
        ts_problem_add(n->problems, n->template->path, n->template->source, nest.offset,
                       "more than %d constructs inside one another", TS_NEST_MAX);
        return false;
    }
    n->nests[n->depth++] = nest;
    return true;
}

static void open_here(walk *w, ts_nest_kind kind, size_t at, bool waiting)
{
    ts_nest nest = {.kind = kind,
                    .waiting = waiting,
                    .line = line_of(w, at),
                    .offset = w->offset + at,
                    .start = *w->place};
    w->ok = open_nest(w->n, nest) && w->ok;
}

/* A branch ends at `at`: its place joins those of the branches before it. */
static void end_branch(walk *w, ts_nest *nest, size_t at)
{
    int line = line_of(w, at);
    if (!nest->branched) {
        nest->joined = *w->place;
        nest->joined_line = line;
        nest->branched = true;
        return;
    }
    ts_place before = nest->joined;
    if (!ts_place_join(&nest->joined, w->place))
        report_places(w, at, "the branches end in different places", &before, nest->joined_line, w->place,
                      line);
}

static void take_else(walk *w, size_t at, bool elseif)
{
    ts_nest *nest = top(w);
    if (!nest || nest->kind != TS_NEST_IF || nest->otherwise) {
        fault(w, at, elseif ? "an `elseif` without its `if`" : "an `else` without its `if`");
        return;
    }
    end_branch(w, nest, at);
    nest->otherwise = !elseif;
    nest->waiting = elseif;
    *w->place = nest->start;
}

static void close_if(walk *w, ts_nest *nest, size_t at)
{
    end_branch(w, nest, at);
    if (!nest->otherwise) {
        ts_place joined = nest->joined;
        if (!ts_place_join(&nest->joined, &nest->start))
            report_places(w, at, "without an `else` this must end where it began", &nest->start, nest->line,
                          &joined, line_of(w, at));
    }
    *w->place = nest->joined;
}

static void close_loop(walk *w, ts_nest *nest, size_t at)
{
    if (!ts_place_same(w->place, &nest->start))
        report_places(w, at, "a loop must end where it began", &nest->start, nest->line, w->place,
                      line_of(w, at));
    *w->place = nest->start;
}

static void take_end(walk *w, size_t at)
{
    ts_nest *nest = top(w);
    if (!nest || nest->kind == TS_NEST_REPEAT) {
        fault(w, at, nest ? "a `repeat` ends with `until`" : "an `end` without what it ends");
        return;
    }
    if (nest->kind == TS_NEST_BLOCK) {
        fault(w, at, "the `end` of a block stands in a tag of its own");
        return;
    }
    if (nest->kind == TS_NEST_IF)
        close_if(w, nest, at);
    else if (nest->kind == TS_NEST_LOOP)
        close_loop(w, nest, at);
    w->n->depth--;
}

static void take_until(walk *w, size_t at)
{
    ts_nest *nest = top(w);
    if (!nest || nest->kind != TS_NEST_REPEAT) {
        fault(w, at, "an `until` without its `repeat`");
        return;
    }
    close_loop(w, nest, at);
    w->n->depth--;
}

static void take_waiting(walk *w, size_t at, ts_nest_kind kind)
{
    ts_nest *nest = top(w);
    if (nest && nest->kind == kind && nest->waiting)
        nest->waiting = false;
    else if (kind == TS_NEST_LOOP)
        open_here(w, TS_NEST_DO, at, false);
    else
        fault(w, at, "a `then` without its `if`");
}

static void take_break(walk *w, size_t at)
{
    for (int i = w->n->depth - 1; i >= 0; i--) {
        ts_nest *nest = &w->n->nests[i];
        if (nest->kind == TS_NEST_FUNCTION || nest->kind == TS_NEST_BLOCK)
            break;
        if (nest->kind != TS_NEST_LOOP && nest->kind != TS_NEST_REPEAT)
            continue;
        if (!ts_place_same(w->place, &nest->start))
            report_places(w, at, "a `break` must stand in the place where its loop began", &nest->start,
                          nest->line, w->place, line_of(w, at));
        return;
    }
    fault(w, at, "a `break` outside of a loop");
}

static bool in_function(const walk *w)
{
    for (int i = w->n->depth - 1; i >= w->outer; i--)
        if (w->n->nests[i].kind == TS_NEST_FUNCTION)
            return true;
    return false;
}

static void take_jump(walk *w, size_t at, ts_str name, bool label)
{
    if (w->n->jumps.len >= JUMPS_MAX) {
        fault(w, at, "too many labels and jumps in one template");
        return;
    }
    ts_jump jump = {name, label, *w->place, w->offset + at};
    ts_vec_push_in(w->n->arena, &w->n->jumps, jump);
}

static void take_bracket(walk *w, char c, size_t at)
{
    if (c == '(' || c == '[' || c == '{') {
        if (w->open < (int)sizeof w->brackets) {
            w->brackets[w->open] = c;
            w->bracket_at[w->open++] = at;
        } else {
            fault(w, at, "too many brackets inside one another");
        }
        return;
    }
    char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
    char message[] = "a `?` that closes nothing";
    message[3] = c;
    if (w->open && w->brackets[w->open - 1] == wanted)
        w->open--;
    else
        fault(w, at, message);
}

static void take_name(walk *w, ts_token token, size_t *pos)
{
    size_t at = token.offset;
    if (ts_str_is(token.text, "if")) {
        open_here(w, TS_NEST_IF, at, true);
    } else if (ts_str_is(token.text, "then")) {
        take_waiting(w, at, TS_NEST_IF);
    } else if (ts_str_is(token.text, "elseif") || ts_str_is(token.text, "else")) {
        take_else(w, at, token.text.len == 6);
    } else if (ts_str_is(token.text, "for") || ts_str_is(token.text, "while")) {
        open_here(w, TS_NEST_LOOP, at, true);
    } else if (ts_str_is(token.text, "do")) {
        take_waiting(w, at, TS_NEST_LOOP);
    } else if (ts_str_is(token.text, "repeat")) {
        open_here(w, TS_NEST_REPEAT, at, false);
    } else if (ts_str_is(token.text, "until")) {
        take_until(w, at);
    } else if (ts_str_is(token.text, "function")) {
        open_here(w, TS_NEST_FUNCTION, at, false);
    } else if (ts_str_is(token.text, "end")) {
        take_end(w, at);
    } else if (ts_str_is(token.text, "break")) {
        take_break(w, at);
    } else if (ts_str_is(token.text, "return")) {
        if (!in_function(w))
            fault(w, at, "a template cannot `return`: use if … end");
    } else if (ts_str_is(token.text, "goto")) {
        ts_token name = ts_lua_token(w->code, pos, '\0');
        take_jump(w, at, name.text, false);
    } else if (ts_str_is(token.text, "super")) {
        fault(w, at, "`super()` stands alone in its {{ }}");
    } else if (ts_str_starts(token.text, TS_STR("_ts")) || ts_str_is(token.text, "_ENV")) {
        fault(w, at, "names that begin with `_ts`, and `_ENV`, are the template's own");
    }
}

static void take_label(walk *w, ts_token token, size_t *pos)
{
    size_t look = *pos;
    if (look >= w->code.len || w->code.ptr[look] != ':')
        return;
    look++;
    ts_token name = ts_lua_token(w->code, &look, '\0');
    if (name.kind != TS_TOKEN_NAME)
        return;
    take_jump(w, token.offset, name.text, true);
    *pos = look;
    for (int i = 0; i < 2; i++) { /* its second "::" */
        ts_token colon = ts_lua_token(w->code, &look, '\0');
        if (ts_str_is(colon.text, ":"))
            *pos = look;
    }
}

/* What the tag leaves open that it may not. */
static void check_end(walk *w)
{
    if (w->open) {
        char message[] = "this `?` is not closed in its tag";
        message[6] = w->brackets[w->open - 1];
        fault(w, w->bracket_at[w->open - 1], message);
    }
    for (int i = w->n->depth - 1; i >= 0; i--) {
        ts_nest *nest = &w->n->nests[i];
        bool mine = nest->offset >= w->offset;
        if (nest->waiting)
            fault(w, nest->offset >= w->offset ? nest->offset - w->offset : 0,
                  nest->kind == TS_NEST_IF ? "a condition without its `then`" : "a loop without its `do`");
        nest->waiting = false;
        if (!mine)
            break;
        if (nest->kind == TS_NEST_FUNCTION)
            fault(w, nest->offset - w->offset,
                  "a function must end in the tag it begins in: what writes text belongs in an include");
    }
}

bool ts_nesting_statement(ts_nesting *nesting, ts_str code, size_t offset, int line, ts_place *place)
{
    walk w = {.n = nesting, .code = code, .offset = offset, .line = line, .place = place, .ok = true};
    w.outer = nesting->depth;
    for (size_t pos = 0;;) {
        ts_token token = ts_lua_token(code, &pos, '\0');
        if (token.kind == TS_TOKEN_END || token.kind == TS_TOKEN_BAD)
            break;
        if (token.kind == TS_TOKEN_NAME)
            take_name(&w, token, &pos);
        else if (token.kind == TS_TOKEN_OTHER && strchr("()[]{}", token.text.ptr[0]) && token.text.ptr[0])
            take_bracket(&w, token.text.ptr[0], token.offset);
        else if (token.kind == TS_TOKEN_OTHER && token.text.ptr[0] == ':')
            take_label(&w, token, &pos);
    }
    check_end(&w);
    return w.ok;
}

bool ts_nesting_expression(ts_nesting *nesting, ts_str code, size_t offset, int line, ts_place *place)
{
    int depth = nesting->depth;
    bool ok = ts_nesting_statement(nesting, code, offset, line, place);
    if (ok && nesting->depth != depth) {
        ts_problem_add(nesting->problems, nesting->template->path, nesting->template->source, offset,
                       "a statement where an expression is wanted");
        ok = false;
    }
    if (nesting->depth > depth)
        nesting->depth = depth;
    return ok;
}

bool ts_nesting_open_block(ts_nesting *nesting, ts_str name, size_t offset, int line, const ts_place *place)
{
    ts_nest nest = {.kind = TS_NEST_BLOCK, .line = line, .offset = offset, .start = *place, .name = name};
    return open_nest(nesting, nest);
}

/* Every goto against every label of its name: few of them, JUMPS_MAX at most. */
static bool check_jumps(ts_nesting *n)
{
    bool ok = true;
    for (size_t i = 0; i < n->jumps.len; i++)
        for (size_t k = 0; k < n->jumps.len; k++) {
            ts_jump *from = &n->jumps.items[i], *to = &n->jumps.items[k];
            if (from->label || !to->label || !ts_str_eq(from->name, to->name) ||
                ts_place_same(&from->place, &to->place))
                continue;
            ts_problem_add(n->problems, n->template->path, n->template->source, from->offset,
                           "a `goto` must stand in the same place as its label");
            ok = false;
        }
    return ok;
}

bool ts_nesting_end(ts_nesting *nesting)
{
    static const char *const words[] = {"`if`", "loop", "`do`", "`repeat`", "function", "block"};
    for (int i = 0; i < nesting->depth; i++)
        ts_problem_add(nesting->problems, nesting->template->path, nesting->template->source,
                       nesting->nests[i].offset, "this %s has no {%% %s %%}", words[nesting->nests[i].kind],
                       nesting->nests[i].kind == TS_NEST_REPEAT ? "until" : "end");
    return check_jumps(nesting) && nesting->depth == 0;
}
