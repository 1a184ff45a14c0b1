/* Templates: from text to pieces, from pieces to Lua that keeps every line where it was, and the writing of
 * it.
 *
 * A piece of text, an expression, a block and an include each become a numbered entry of the template; the
 * Lua made from it names only the numbers. What a script cannot name it cannot misuse. */
#ifndef TS_SCRIPT_TEMPLATE_H
#define TS_SCRIPT_TEMPLATE_H

#include "base/vec.h"
#include "script/place.h"
#include "script/state.h"

/* --- lexer.c: pieces ------------------------------------------------------------------------------------ */

/* A comment is a statement without code. */
typedef enum ts_piece_kind { TS_PIECE_TEXT, TS_PIECE_VALUE, TS_PIECE_STATEMENT } ts_piece_kind;

typedef struct ts_piece {
    ts_piece_kind kind;
    ts_str text;   /* literal text, white space trimmed as its neighbours ask; or the Lua code of the tag */
    size_t offset; /* of `text` in the source */
    int line;      /* likewise */
} ts_piece;

typedef TS_VEC(ts_piece) ts_pieces;

typedef struct ts_problem {
    const char *path;
    ts_str source;
    size_t offset; /* in the source */
    const char *message;
} ts_problem;

/* What is wrong with templates compiled together, in the order it was found. Memory from the arena. */
typedef struct ts_problems {
    ts_arena *arena;
    TS_VEC(ts_problem) list;
} ts_problems;

/* Problems of one template beyond this number are not noted. */
#define TS_PROBLEMS_MAX 50

void ts_problem_add(ts_problems *problems, const char *path, ts_str source, size_t offset, const char *format,
                    ...) __attribute__((format(printf, 5, 6)));
/* Fills the error with the first problem and the others behind it. */
void ts_problems_report(const ts_problems *problems, ts_error *error);

/* Cuts a template into pieces. False where a problem was added. */
bool ts_template_split(ts_arena *arena, const char *path, ts_str source, ts_pieces *pieces,
                       ts_problems *problems);

/* --- lexer.c: Lua --------------------------------------------------------------------------------------- */

typedef enum ts_token_kind {
    TS_TOKEN_END,
    TS_TOKEN_NAME,
    TS_TOKEN_STRING,
    TS_TOKEN_OTHER,
    TS_TOKEN_BAD
} ts_token_kind;

/* A token of Lua code; white space and comments are skipped. */
typedef struct ts_token {
    ts_token_kind kind;
    ts_str text;   /* as written */
    size_t offset; /* in the code */
} ts_token;

/* The next token at or after *pos, which moves behind it. `closer` ('}' or '%', 0 for none): a line comment
 * also ends before the end of the tag. */
ts_token ts_lua_token(ts_str code, size_t *pos, char closer);

/* A name in quotes without escapes: its text, else empty. */
ts_str ts_lua_plain_string(ts_token token);

/* --- compile.c ------------------------------------------------------------------------------------------ */

typedef enum ts_entry_kind { TS_ENTRY_TEXT, TS_ENTRY_VALUE, TS_ENTRY_BLOCK, TS_ENTRY_INCLUDE } ts_entry_kind;

typedef struct ts_template ts_template;
typedef struct ts_direct ts_direct;

typedef struct ts_entry {
    ts_entry_kind kind;
    ts_str text;    /* the literal text, that behind the value, the name of the block, or the name of what is
                       included where it is a plain string, else empty */
    ts_form form;   /* value */
    ts_place place; /* block, include: where it stands */
    size_t offset;  /* in the source */
    ts_template *included; /* of a plain name, once it was found */
} ts_entry;

struct ts_template {
    const char *name, *path;
    ts_str source;
    ts_place place;      /* it begins and ends here */
    ts_template *parent; /* what it extends, or NULL */
    TS_VEC(ts_entry) entries;
    TS_VEC(ts_direct *) directs; /* direct.h */
    unsigned renamed;            /* common names that it may give another meaning */
    bool blocks, includes;       /* has entries of that kind */
    bool asks;                   /* names opt */
    bool own;                    /* what it writes hangs on the page: recall.c */
    int chunk;                   /* number of its Lua chunk */
    int function, write;         /* references in the registry */
    int direct;                  /* likewise, LUA_NOREF where it has no use for it */
    int64_t runs, time;          /* measured: how often, and nanoseconds */
};

/* Pieces to entries and Lua code. False where a problem was added. */
bool ts_template_compile(ts_arena *arena, ts_template *template, const ts_pieces *pieces, ts_buf *code,
                         ts_problems *problems);
/* The template that an {% extends %} names, "" where there is none. False where the tag is malformed. */
bool ts_template_extends(ts_arena *arena, const ts_template *template, const ts_pieces *pieces,
                         const char **name, ts_problems *problems);

/* --- library of templates: templates.c ------------------------------------------------------------------ */

/* Extends inside one another, and includes. */
#define TS_EXTENDS_MAX 16
#define TS_INCLUDE_MAX 32
/* Bytes of one template. */
#define TS_TEMPLATE_MAX ((size_t)1 << 20)

/* The template of that name for that place: found, compiled and kept. NULL with problems added, or with
 * `error` filled where it cannot be read at all (TS_NOT_FOUND where there is none). In a protected call. */
ts_template *ts_template_get(lua_State *L, const char *name, const ts_place *place, ts_problems *problems,
                             ts_error *error);
/* An empty list of problems, in an arena of the running call. */
ts_problems ts_template_problems(ts_script *script);

/* Pushes the closure that writes the template's entries. */
void ts_render_push_writer(lua_State *L, ts_template *t);

/* --- nesting.c: what statements open and close ---------------------------------------------------------- */

typedef enum ts_nest_kind {
    TS_NEST_IF,
    TS_NEST_LOOP,
    TS_NEST_DO,
    TS_NEST_REPEAT,
    TS_NEST_FUNCTION,
    TS_NEST_BLOCK,
} ts_nest_kind;

typedef struct ts_nest {
    ts_nest_kind kind;
    bool waiting;    /* for then or do */
    bool otherwise;  /* has an else */
    bool branched;   /* `joined` and `joined_line` are set */
    int line;        /* where it was opened */
    int joined_line; /* where the branches so far ended */
    size_t offset;
    ts_place start, joined;
    ts_str name; /* block */
} ts_nest;

/* Constructs a template may nest. */
#define TS_NEST_MAX 100

typedef struct ts_jump {
    ts_str name;
    bool label;
    ts_place place;
    size_t offset;
} ts_jump;

typedef struct ts_nesting {
    ts_template *template;
    ts_problems *problems;
    ts_arena *arena;
    ts_nest nests[TS_NEST_MAX];
    int depth;
    bool lost; /* the place is no longer known: what depends on it is not reported any more */
    TS_VEC(ts_jump) jumps;
} ts_nesting;

/* Follows the keywords of one statement (never a block, include or extends tag) from `place`, which it moves
 * over branches. False where a problem was added. `offset`, `line`: where the code stands in the source. */
bool ts_nesting_statement(ts_nesting *nesting, ts_str code, size_t offset, int line, ts_place *place);
/* Checks an expression: it opens nothing that it does not close. */
bool ts_nesting_expression(ts_nesting *nesting, ts_str code, size_t offset, int line, ts_place *place);
/* Opens a block. False at the maximum. */
bool ts_nesting_open_block(ts_nesting *nesting, ts_str name, size_t offset, int line, const ts_place *place);
/* At the end of the template: everything closed, jumps between like places. */
bool ts_nesting_end(ts_nesting *nesting);

/* --- write.c -------------------------------------------------------------------------------------------- */

/* Writes the value at the top of the Lua stack. Raises where it has no form there. */
void ts_write_value(lua_State *L, ts_script *script, ts_form form);
/* Writes a link of the page to the path. False where such a link has no form there. */
bool ts_write_link(ts_script *script, ts_str to, ts_form form);
/* Writes a value of the site as a literal of JavaScript. False for nil and for numbers. */
bool ts_write_literal(ts_script *script, const ts_value *value, ts_form form);
/* Writes text where it has a form there, markup as element text, and nothing for NULL. False for all else. */
bool ts_write_plain(ts_script *script, const ts_value *value, ts_form form);

/* --- recall.c: what includes wrote ---------------------------------------------------------------------- */

/* A page begins. */
void ts_recall_page(ts_script *script);
/* The digest of a call of the template with the arguments at that absolute index; 0 where it is not one that
 * may be remembered. */
uint64_t ts_recall_key(lua_State *L, const ts_template *t, int arguments);
/* Writes what that call wrote. False where it is not known. */
bool ts_recall_write(ts_script *script, uint64_t key);
/* Such a call begins: pushes the metatable of its scope in the place of the one at `metatable`. */
void ts_recall_watch(lua_State *L, int metatable);
/* It has ended. */
void ts_recall_keep(ts_script *script, ts_template *t, uint64_t key);
/* A link of the page to the path was written, from `start` of the page on. */
void ts_recall_link(ts_script *script, size_t start, ts_str to, ts_form form);

#endif
