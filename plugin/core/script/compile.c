/* From pieces to Lua: one line of Lua for each line of the template, so that Lua's own line numbers are
 * right. */
#include "script/direct.h"

#include <string.h>

/* Entries, and blocks among them, that a template may have. */
#define ENTRIES_MAX 60000
#define BLOCKS_MAX 500

typedef struct compiler {
    ts_arena *arena;
    ts_template *t;
    ts_problems *problems;
    ts_nesting nesting;
    ts_names names;
    ts_direct *direct; /* the run of pieces that is being compiled for Lua as well, or NULL */
    size_t behind;     /* the number of the piece behind it */
    size_t *entry_of;  /* its pieces */
    ts_place place;
    ts_buf *code;
    int blocks;
    ts_entry *value; /* that the piece stands right behind, or NULL */
    int line;        /* of the template, at which the code written so far ends */
    bool ok;
} compiler;

static bool fault(compiler *c, size_t offset, const char *message)
{
    ts_problem_add(c->problems, c->t->path, c->t->source, offset, "%s", message);
    return c->ok = false;
}

static size_t add_entry(compiler *c, ts_entry entry)
{
    if (c->t->entries.len >= ENTRIES_MAX) {
        fault(c, entry.offset, "this template is too long");
        return 0;
    }
    ts_vec_push_in(c->arena, &c->t->entries, entry);
    c->t->blocks |= entry.kind == TS_ENTRY_BLOCK;
    c->t->includes |= entry.kind == TS_ENTRY_INCLUDE;
    return c->t->entries.len - 1;
}

/* --- code ----------------------------------------------------------------------------------------------- */

static void move_to_line(compiler *c, int line)
{
    for (; c->line < line; c->line++)
        ts_buf_putc(c->code, '\n');
}

/* White space and comments between two tokens: their line ends stay, a comment becomes a space. */
static void put_gap(compiler *c, ts_str gap)
{
    ts_buf_putc(c->code, ' ');
    for (size_t i = 0; i < gap.len; i++)
        if (gap.ptr[i] == '\n') {
            ts_buf_putc(c->code, '\n');
            c->line++;
        }
}

/* The code of a tag as it is, but without its comments: one to the end of the line would swallow what
 * follows. */
static void put_code(compiler *c, ts_str code)
{
    size_t behind = 0;
    for (size_t pos = 0;;) {
        ts_token token = ts_lua_token(code, &pos, '\0');
        if (token.offset > behind)
            put_gap(c, ts_str_sub(code, behind, token.offset));
        if (token.kind == TS_TOKEN_END)
            break;
        ts_buf_put(c->code, token.text);
        c->t->asks |= token.kind == TS_TOKEN_NAME && ts_str_is(token.text, "opt");
        for (size_t i = 0; i < token.text.len; i++)
            c->line += token.text.ptr[i] == '\n';
        behind = pos;
    }
}

/* --- pieces --------------------------------------------------------------------------------------------- */

/* Between the blocks of a template that extends another nothing is shown. */
static bool between_blocks(const compiler *c)
{
    if (!c->t->parent)
        return false;
    for (int i = 0; i < c->nesting.depth; i++)
        if (c->nesting.nests[i].kind == TS_NEST_BLOCK)
            return false;
    return true;
}

static bool is_blank(ts_str s)
{
    return ts_str_trim(s).len == 0;
}

/* White space, or a comment. */
static bool is_nothing(const ts_piece *piece)
{
    size_t pos = 0;
    return piece->kind == TS_PIECE_TEXT ? is_blank(piece->text)
                                        : ts_lua_token(piece->text, &pos, '\0').kind == TS_TOKEN_END;
}

static void take_text(compiler *c, const ts_piece *piece, bool last)
{
    size_t at = 0;
    const char *message = NULL;
    if (between_blocks(c)) {
        size_t skip = 0;
        while (skip < piece->text.len && strchr(" \t\r\n", piece->text.ptr[skip]))
            skip++;
        if (!is_blank(piece->text))
            fault(c, piece->offset + skip, "text outside of the blocks of a template that extends another");
        return;
    }
    if (!c->nesting.lost && !ts_place_text(&c->place, piece->text, piece->line, last, &at, &message)) {
        fault(c, piece->offset + at, message);
        c->nesting.lost = true;
    }
    if (c->value) {
        c->value->text = piece->text;
        return;
    }
    size_t n = add_entry(c, (ts_entry){.kind = TS_ENTRY_TEXT, .text = piece->text, .offset = piece->offset});
    ts_buf_printf(c->code, "_ts(%zu);", n);
}

/* Whether the code is `super()`. */
static bool is_super(ts_str code)
{
    static const char *const words[] = {"super", "(", ")"};
    size_t pos = 0;
    for (size_t i = 0; i < 3; i++)
        if (!ts_str_is(ts_lua_token(code, &pos, '\0').text, words[i]))
            return false;
    return ts_lua_token(code, &pos, '\0').kind == TS_TOKEN_END;
}

static void take_super(compiler *c, const ts_piece *piece)
{
    const ts_nest *block = NULL;
    const char *message = NULL;
    for (int i = c->nesting.depth - 1; i >= 0 && !block; i--)
        if (c->nesting.nests[i].kind == TS_NEST_BLOCK)
            block = &c->nesting.nests[i];
    if (!block)
        fault(c, piece->offset, "`super()` outside of a block");
    else if (!c->t->parent)
        fault(c, piece->offset, "`super()` in a template that extends no other");
    else if (!c->nesting.lost && !ts_place_tag(&c->place, &message))
        fault(c, piece->offset, message);
    else if (!c->nesting.lost && !ts_place_same(&c->place, &block->start))
        fault(c, piece->offset, "`super()` in another place than where its block begins");
    ts_buf_puts(c->code, "_ts_super();");
}

/* Where the code of an expression begins, behind its white space. */
static size_t code_offset(const ts_piece *piece)
{
    size_t pos = 0;
    ts_token token = ts_lua_token(piece->text, &pos, '\0');
    return piece->offset + token.offset;
}

static void take_value(compiler *c, const ts_piece *piece)
{
    ts_form form = TS_FORM_ATTR;
    const char *message = NULL;
    size_t pos = 0;
    ts_place ignored = c->place;
    if (between_blocks(c)) {
        fault(c, piece->offset, "a value outside of the blocks of a template that extends another");
        return;
    }
    if (ts_lua_token(piece->text, &pos, '\0').kind == TS_TOKEN_END) {
        fault(c, piece->offset, "nothing to write between {{ and }}");
        return;
    }
    if (is_super(piece->text)) {
        take_super(c, piece);
        return;
    }
    /* Functions and brackets of the expression: the same rules as in statements. */
    if (!ts_nesting_expression(&c->nesting, piece->text, piece->offset, piece->line, &ignored))
        c->ok = false;
    if (!c->nesting.lost && !ts_place_write(&c->place, &form, &message))
        fault(c, code_offset(piece), message);
    ts_names_expression(&c->names, piece->text);
    size_t n = add_entry(c, (ts_entry){.kind = TS_ENTRY_VALUE, .form = form, .offset = code_offset(piece)});
    ts_buf_printf(c->code, "_ts(%zu,(", n);
    put_code(c, piece->text);
    ts_buf_puts(c->code, "));");
    c->value = &c->t->entries.items[n];
}

static void take_include(compiler *c, const ts_piece *piece, size_t pos)
{
    size_t look = pos;
    ts_token name = ts_lua_token(piece->text, &look, '\0');
    ts_token behind = ts_lua_token(piece->text, &look, '\0');
    if (between_blocks(c)) {
        fault(c, code_offset(piece), "an include outside of the blocks of a template that extends another");
        return;
    }
    if (name.kind == TS_TOKEN_END) {
        fault(c, code_offset(piece), "an include wants a name: {% include \"partials/card.html\" %}");
        return;
    }
    bool alone = behind.kind == TS_TOKEN_END || ts_str_is(behind.text, ",");
    ts_entry entry = {.kind = TS_ENTRY_INCLUDE, .place = c->place, .offset = code_offset(piece)};
    if (alone)
        entry.text = ts_lua_plain_string(name);
    ts_place ignored = c->place;
    ts_str code = ts_str_sub(piece->text, pos, piece->text.len);
    if (!ts_nesting_expression(&c->nesting, code, piece->offset + pos, piece->line, &ignored))
        c->ok = false;
    ts_names_expression(&c->names, code);
    ts_buf_printf(c->code, "_ts_include(%zu,", add_entry(c, entry));
    put_code(c, code);
    ts_buf_puts(c->code, ");");
    ts_place_settle(&c->place, &c->place);
}

/* The block of that name of the template or what it extends, or NULL. */
static const ts_entry *find_block(const ts_template *t, ts_str name)
{
    for (; t; t = t->parent)
        for (size_t i = 0; i < t->entries.len; i++)
            if (t->entries.items[i].kind == TS_ENTRY_BLOCK && ts_str_eq(t->entries.items[i].text, name))
                return &t->entries.items[i];
    return NULL;
}

static void report_unknown_block(compiler *c, size_t offset, ts_str name)
{
    const char *names[65];
    size_t n = 0;
    for (const ts_template *t = c->t->parent; t; t = t->parent)
        for (size_t i = 0; i < t->entries.len && n < 64; i++)
            if (t->entries.items[i].kind == TS_ENTRY_BLOCK)
                names[n++] = ts_arena_copy(c->arena, t->entries.items[i].text);
    names[n] = NULL;
    const char *near = ts_nearest(name, names);
    ts_problem_add(c->problems, c->t->path, c->t->source, offset, "no block `%.*s` in %s%s%s%s",
                   (int)name.len, name.ptr, c->t->parent->path, near ? ": did you mean `" : "",
                   near ? near : "", near ? "`?" : "");
    c->ok = false;
}

/* Whether this template has a block of that name already, but for those it extends. */
static const ts_entry *own_block(const compiler *c, ts_str name)
{
    for (size_t i = 0; i < c->t->entries.len; i++)
        if (c->t->entries.items[i].kind == TS_ENTRY_BLOCK && ts_str_eq(c->t->entries.items[i].text, name))
            return &c->t->entries.items[i];
    return NULL;
}

static void take_block(compiler *c, const ts_piece *piece, size_t pos)
{
    ts_token name = ts_lua_token(piece->text, &pos, '\0');
    ts_token behind = ts_lua_token(piece->text, &pos, '\0');
    bool defines = between_blocks(c);
    if (++c->blocks > BLOCKS_MAX) {
        fault(c, code_offset(piece), "too many blocks in one template");
        return;
    }
    if (name.kind != TS_TOKEN_NAME || behind.kind != TS_TOKEN_END) {
        fault(c, code_offset(piece), "a block wants a name and nothing else: {% block content %}");
        name.text = TS_STR("block");
    } else if (own_block(c, name.text)) {
        fault(c, piece->offset + name.offset, "a second block of this name in one template");
    }
    ts_entry entry = {
        .kind = TS_ENTRY_BLOCK, .text = name.text, .place = c->place, .offset = code_offset(piece)};
    if (defines) {
        const ts_entry *base = find_block(c->t->parent, name.text);
        if (base)
            entry.place = c->place = base->place;
        else
            report_unknown_block(c, piece->offset + name.offset, name.text);
    }
    if (!ts_nesting_open_block(&c->nesting, name.text, code_offset(piece), piece->line, &c->place)) {
        c->ok = false;
        return;
    }
    ts_buf_printf(c->code, "%s(%zu,function(_ts_super)", defines ? "_ts_define" : "_ts_block",
                  add_entry(c, entry));
}

/* Whether this statement is the `end` of the innermost block; closes it. */
static bool take_block_end(compiler *c, const ts_piece *piece)
{
    ts_nest *nest = c->nesting.depth ? &c->nesting.nests[c->nesting.depth - 1] : NULL;
    size_t pos = 0;
    if (!nest || nest->kind != TS_NEST_BLOCK ||
        !ts_str_is(ts_lua_token(piece->text, &pos, '\0').text, "end") ||
        ts_lua_token(piece->text, &pos, '\0').kind != TS_TOKEN_END)
        return false;
    ts_place behind = nest->start;
    if (!c->nesting.lost && !ts_place_settle(&behind, &c->place)) {
        ts_buf words;
        ts_buf_init(&words, 4096);
        ts_buf_printf(&words, "a block must end where it began: line %d ", nest->line);
        ts_place_words(&nest->start, &words);
        ts_buf_printf(&words, ", line %d ", piece->line);
        ts_place_words(&c->place, &words);
        fault(c, code_offset(piece), words.ptr);
        c->nesting.lost = true;
        ts_buf_free(&words);
    }
    c->place = behind;
    c->nesting.depth--;
    ts_names_close(&c->names, c->nesting.depth);
    ts_buf_puts(c->code, " end);");
    return true;
}

static void take_statement(compiler *c, const ts_piece *piece, bool first)
{
    size_t pos = 0;
    const char *message = NULL;
    ts_token word = ts_lua_token(piece->text, &pos, '\0');
    if (ts_str_is(word.text, "extends")) {
        if (!first)
            fault(c, piece->offset + word.offset, "`extends` must be the first thing in its file");
        return;
    }
    if (!c->nesting.lost && !ts_place_tag(&c->place, &message))
        fault(c, piece->offset + word.offset, message);
    if (word.kind == TS_TOKEN_END)
        return;
    if (ts_str_is(word.text, "include")) {
        take_include(c, piece, pos);
    } else if (ts_str_is(word.text, "block")) {
        take_block(c, piece, pos);
    } else if (!take_block_end(c, piece)) {
        int before = c->nesting.depth;
        if (!ts_nesting_statement(&c->nesting, piece->text, piece->offset, piece->line, &c->place))
            c->ok = false;
        ts_names_statement(c->problems->arena, &c->names, piece->text, before, c->nesting.depth);
        put_code(c, piece->text);
        ts_buf_puts(c->code, ";");
    }
}

/* --- what needs no Lua ---------------------------------------------------------------------------------- */

/* From this piece on, what can be written without Lua is; the Lua code of the same pieces stands behind it.
 */
static void begin_direct(compiler *c, const ts_pieces *pieces, size_t i)
{
    bool merged = c->value && pieces->items[i].kind == TS_PIECE_TEXT;
    if (c->direct || merged || !c->ok || between_blocks(c))
        return;
    c->direct = ts_direct_compile(c->arena, &c->names, pieces, i);
    if (!c->direct)
        return;
    c->behind = i + c->direct->pieces;
    c->entry_of = ts_arena_alloc(c->problems->arena, c->direct->pieces * sizeof *c->entry_of);
    ts_buf_printf(c->code, "if _ts_direct(%zu,_ENV", c->t->directs.len);
    for (unsigned n = 0; n < c->direct->local_count; n++)
        ts_buf_printf(c->code, ",%.*s", (int)c->direct->locals[n].len, c->direct->locals[n].ptr);
    ts_buf_puts(c->code, ")then ");
    ts_vec_push_in(c->arena, &c->t->directs, c->direct);
}

/* The piece was compiled; entries from `first` on are its own. */
static void follow_direct(compiler *c, size_t i, size_t first)
{
    if (!c->direct)
        return;
    c->entry_of[i - (c->behind - c->direct->pieces)] = first;
    if (i + 1 < c->behind)
        return;
    for (size_t n = 0; n < c->direct->ops.len; n++) {
        ts_direct_op *op = &c->direct->ops.items[n];
        if (op->code <= TS_DIRECT_LINK)
            op->to = c->entry_of[op->to - (c->behind - c->direct->pieces)];
    }
    ts_buf_puts(c->code, " end;");
    c->direct = NULL;
}

/* --- templates ------------------------------------------------------------------------------------------ */

bool ts_template_extends(ts_arena *arena, const ts_template *t, const ts_pieces *pieces, const char **name,
                         ts_problems *problems)
{
    *name = "";
    size_t i = 0;
    while (i < pieces->len && is_nothing(&pieces->items[i]))
        i++;
    if (i == pieces->len || pieces->items[i].kind != TS_PIECE_STATEMENT)
        return true;
    const ts_piece *piece = &pieces->items[i];
    size_t pos = 0;
    if (!ts_str_is(ts_lua_token(piece->text, &pos, '\0').text, "extends"))
        return true;
    ts_str text = ts_lua_plain_string(ts_lua_token(piece->text, &pos, '\0'));
    if (text.len && ts_lua_token(piece->text, &pos, '\0').kind == TS_TOKEN_END) {
        *name = ts_arena_copy(arena, text);
        return true;
    }
    ts_problem_add(problems, t->path, t->source, code_offset(piece),
                   "`extends` wants the name of a template: {%% extends \"layouts/base.html\" %%}");
    return false;
}

/* The template must end in the place where it began. */
static void check_end(compiler *c)
{
    const char *message = NULL;
    if (!ts_nesting_end(&c->nesting))
        c->ok = false;
    if (!c->ok || c->t->parent)
        return;
    ts_place start = c->t->place;
    if (ts_place_tag(&c->place, &message) && ts_place_settle(&start, &c->place))
        return;
    ts_buf words;
    ts_buf_init(&words, 4096);
    ts_buf_puts(&words, "the template ends ");
    ts_place_words(&c->place, &words);
    ts_buf_puts(&words, ", which it opens here");
    fault(c, ts_source_line(c->t->source, c->place.line), words.ptr);
    ts_buf_free(&words);
}

bool ts_template_compile(ts_arena *arena, ts_template *t, const ts_pieces *pieces, ts_buf *code,
                         ts_problems *problems)
{
    compiler *c = TS_NEW(problems->arena, compiler); /* too large for a stack that includes deepen */
    *c = (compiler){
        .arena = arena, .t = t, .problems = problems, .place = t->place, .code = code, .line = 1, .ok = true};
    c->nesting.template = t;
    c->nesting.problems = problems;
    c->nesting.arena = arena;
    ts_buf_puts(code, "return function(_ts,_ts_direct,_ts_block,_ts_define,_ts_include,_ENV)");
    bool first = true;
    for (size_t i = 0; i < pieces->len; i++) {
        const ts_piece *piece = &pieces->items[i];
        move_to_line(c, piece->line);
        if (piece->kind != TS_PIECE_TEXT)
            c->value = NULL;
        begin_direct(c, pieces, i);
        size_t entries = c->t->entries.len;
        switch (piece->kind) {
        case TS_PIECE_TEXT:
            take_text(c, piece, i + 1 == pieces->len);
            break;
        case TS_PIECE_VALUE:
            take_value(c, piece);
            break;
        case TS_PIECE_STATEMENT:
            take_statement(c, piece, first);
            break;
        }
        follow_direct(c, i, entries);
        first = first && is_nothing(piece);
    }
    ts_buf_puts(code, " end");
    check_end(c);
    t->renamed = c->names.renamed;
    return c->ok && !code->full;
}
