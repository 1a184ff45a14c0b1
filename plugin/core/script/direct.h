/* Pieces of a template that are written without Lua: texts, fields, words, links and dates, conditions of
 * them and loops over lists. Compiled from the same pieces as the Lua code, in front of which they are tried;
 * what they cannot do without a doubt is left to it, errors as well, and nothing of the try is left then. */
#ifndef TS_SCRIPT_DIRECT_H
#define TS_SCRIPT_DIRECT_H

#include "script/template.h"

/* --- names.c: what the names in a template stand for ---------------------------------------------------- */

/* Variables and functions that all pages see and that hardly any template has another meaning for. */
typedef enum ts_common {
    TS_COMMON_SITE,
    TS_COMMON_PAGE,
    TS_COMMON_ARTICLE,
    TS_COMMON_I18N,
    TS_COMMON_VARIABLES,
    TS_COMMON_ABSOLUTE = TS_COMMON_VARIABLES,
    TS_COMMON_ASSET,
    TS_COMMON_DATE,
    TS_COMMON_IPAIRS,
    TS_COMMON_LINK,
    TS_COMMON_OPT,
    TS_COMMON_T,
    TS_COMMONS,
} ts_common;

extern const char *const ts_common_names[];

/* TS_COMMONS where it is none of them. */
ts_common ts_common_find(ts_str name);

typedef enum ts_meaning { TS_NAME_LOCAL, TS_NAME_FREE, TS_NAME_UNSURE } ts_meaning;

/* The local variables of a template at the point that its compiler has reached. Zero to start. */
typedef struct ts_names {
    TS_VEC(struct ts_local {
        ts_str name;
        int depth;
    })
    locals;
    TS_VEC(ts_str) unsure;
    bool lost;        /* there are too many */
    unsigned renamed; /* bits of the common names that code of the template may give another meaning */
} ts_names;

/* A statement that begins and ends with so many constructs open. */
void ts_names_statement(ts_arena *arena, ts_names *names, ts_str code, int before, int after);
/* An expression: it may hold functions. */
void ts_names_expression(ts_names *names, ts_str code);
/* A block ends: variables declared deeper are gone. */
void ts_names_close(ts_names *names, int depth);
ts_meaning ts_names_meaning(const ts_names *names, ts_str name);

/* --- direct.c ------------------------------------------------------------------------------------------- */

/* Of the local variables, and of all others but the common ones, that one run may name; what it may have
 * inside one another. */
#define TS_DIRECT_NAMES 6
#define TS_DIRECT_NESTS 16

typedef enum ts_root {
    TS_ROOT_CONSTANT,
    TS_ROOT_COMMON,
    TS_ROOT_LOCAL,
    TS_ROOT_NAME,
    TS_ROOT_ASKED, /* a name that need not be there */
    TS_ROOT_ITEM,
    TS_ROOT_NUMBER, /* of the item */
} ts_root;

/* `root.field.field` */
typedef struct ts_operand {
    ts_root root;
    unsigned number; /* which of them; of a loop: how deep it is */
    ts_value constant;
    TS_VEC(ts_str) fields;
} ts_operand;

/* One register holds a value. */
typedef enum ts_direct_code {
    TS_DIRECT_TEXT,     /* writes the text of entry `to` */
    TS_DIRECT_WRITE,    /* writes the value in entry `to`, and the text behind it */
    TS_DIRECT_LINK,     /* writes a link to it, likewise */
    TS_DIRECT_LOAD,     /* value = operand */
    TS_DIRECT_NOT,      /* value = not value */
    TS_DIRECT_LENGTH,   /* value = #value */
    TS_DIRECT_EQUAL,    /* value = value == operand */
    TS_DIRECT_DIFFERS,  /* value = value ~= operand */
    TS_DIRECT_MORE,     /* value = value > operand */
    TS_DIRECT_WORD,     /* value = t(value) */
    TS_DIRECT_DATE,     /* value = date(value, operand) */
    TS_DIRECT_ABSOLUTE, /* value = absolute(value) */
    TS_DIRECT_UNLESS,   /* goes to `to` where the value is false or nil */
    TS_DIRECT_IF,       /* goes to `to` where it is not */
    TS_DIRECT_JUMP,     /* goes to `to` */
    TS_DIRECT_LOOP,     /* begins a loop over the value */
    TS_DIRECT_NEXT,     /* takes the next item, or goes to `to` */
} ts_direct_code;

typedef struct ts_direct_op {
    ts_direct_code code;
    unsigned loop; /* LOOP, NEXT: how deep it is */
    size_t to;
    const ts_operand *operand;
} ts_direct_op;

struct ts_direct {
    TS_VEC(ts_direct_op) ops;
    ts_str locals[TS_DIRECT_NAMES], names[TS_DIRECT_NAMES];
    unsigned local_count, name_count;
    unsigned uses; /* bits of common names */
    size_t pieces; /* that it stands for */
};

/* The longest run of pieces from `first` on that can be written so; NULL where that is not worth it. The
 * `to` of what writes is the number of a piece, to be replaced by that of its entry. */
ts_direct *ts_direct_compile(ts_arena *arena, const ts_names *names, const ts_pieces *pieces, size_t first);

/* --- direct_run.c --------------------------------------------------------------------------------------- */

/* Pushes the function _ts_direct(n, environment, local variables …) of the template: true where Lua has to
 * write it. */
void ts_direct_push(lua_State *L, ts_template *t);

#endif
