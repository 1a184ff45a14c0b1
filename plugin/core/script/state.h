/* What the files of this room share: the state behind a ts_script, the protected call, handles.
 *
 * Lua raises errors by longjmp: a C function that Lua calls holds no memory of its own while it may raise.
 * What it needs for a moment comes from ts_script_scratch and ts_script_text, which the script owns. */
#ifndef TS_SCRIPT_STATE_H
#define TS_SCRIPT_STATE_H

#include "base/map.h"
#include "base/vec.h"
#include "script/script.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

/* A file that code came from. Its Lua chunk is named "=ts#N", as Lua cuts longer names. */
typedef struct ts_chunk {
    const char *path;
    ts_str source;
} ts_chunk;

typedef struct ts_filter {
    int chunk;
    int function; /* registry: the compiled file */
} ts_filter;

/* A node that a filter is to be called for, or the list that it holds. */
typedef struct ts_visit {
    cmark_node *node;
    bool list;
} ts_visit;

typedef enum ts_handle_kind { TS_HANDLE_LIST, TS_HANDLE_MAP, TS_HANDLE_HTML, TS_HANDLE_KINDS } ts_handle_kind;

typedef struct ts_block {
    struct ts_block *next;
} ts_block;

#define TS_BLOCK_SIZES 17
#define TS_HINTS 256

/* Where the assets of the theme stand. */
#define TS_ASSETS "assets/"

/* What a page has read; the slots find in the list, +1. */
typedef struct ts_notes {
    ts_read_list list;
    uint32_t *slots;
    size_t slot_count; /* a power of two, or 0 */
} ts_notes;

typedef struct ts_recall ts_recall;

struct ts_script {
    lua_State *lua;
    ts_script_limits limits;
    size_t held;                      /* bytes of the Lua state */
    ts_block *blocks[TS_BLOCK_SIZES]; /* small pieces of memory to be used again: state.c */
    size_t spare;                     /* bytes in them */
    size_t taken;    /* bytes that the running call has put into trees and values outside of it */
    int64_t budget;  /* instructions the running call has left; bytes allocated count too */
    bool foreign;    /* holds code that did not come with the program */
    int64_t started; /* processor time at which the running call began, nanoseconds, where it does */
    ts_loader load;
    void *context;
    ts_arena *arena; /* chunks and templates: lives as long as the script */
    TS_VEC(ts_chunk) chunks;
    ts_map *templates;         /* place and name to ts_template */
    bool measure;              /* count and time their runs */
    ts_arena *scratch;         /* see ts_script_scratch */
    ts_arena *working;         /* of a template that is being compiled */
    ts_buf text;               /* see ts_script_text */
    ts_buf code;               /* Lua made from a template */
    ts_buf *out;               /* of the page that is being rendered */
    const ts_value *globals;   /* of the page, or NULL */
    const ts_value *common[4]; /* those of them that direct.h names */
    unsigned renamed;          /* bits of the names there that some template may give another meaning */
    unsigned shadowed;         /* those, and those that have another meaning where the page stands */
    ts_notes notes;            /* of the page: notes.c */
    ts_recall *recall;         /* NULL: nothing is remembered from page to page */
    const char *page;          /* its path, or the file of the article that filters run on; NULL: neither */
    bool anywhere;             /* the page is shown at any depth: no relative address holds there */
    unsigned call;             /* number of the running call: handles made in others are dead */
    int depth;                 /* includes and extends open */
    int base;                  /* registry: what every environment falls back to */
    int loaded;                /* registry: modules of the running call */
    int modules;               /* registry: compiled modules by name */
    int handles[TS_HANDLE_KINDS];            /* registry: metatables: value.c */
    const void *metatables[TS_HANDLE_KINDS]; /* their addresses */
    uint32_t hints[TS_HINTS];                /* where in a map a key was found: value.c */
    int functions; /* registry: metatable of the environments of pages, LUA_NOREF before the first:
                      functions.c */
    int words;     /* registry: the handle by which these read the words of the interface */
    int at_chunk;  /* where the last template piece was written, for errors without a place */
    size_t at_offset;
    bool writing;     /* a value is being written there: an error is about it */
    ts_status status; /* of errors of the running call: TS_TEMPLATE, TS_SETTINGS, TS_FILTER */
    ts_error error;
    TS_VEC(ts_filter) filters;
    ts_article *article;        /* that filters run on, or NULL */
    ts_article *sample;         /* stands in for one while a filter is loaded */
    TS_VEC(cmark_node *) loose; /* nodes that filters made or took out: nodes.h */
    TS_VEC(ts_visit) visit;     /* nodes that the running filters have before them */
    bool settling;              /* node_content.c */
};

/* --- state.c -------------------------------------------------------------------------------------------- */

static inline ts_script *ts_script_of(lua_State *L)
{
    return *(ts_script **)lua_getextraspace(L);
}
/* Around each protected call: arms the limits; drops what belonged to the call. */
void ts_script_begin(ts_script *script);
void ts_script_end(ts_script *script);
/* Takes from the running call's budget. Raises when it is used up. */
void ts_script_charge(lua_State *L, size_t work);
/* Counts bytes that a script puts outside of its state, in trees and values. Raises where the running call
 * has put more there than a state may hold. */
void ts_script_take(lua_State *L, size_t bytes);
/* An arena for what one C function needs until it returns; the next call of this empties it. */
ts_arena *ts_script_scratch(ts_script *script);
/* An empty buffer, likewise. */
ts_buf *ts_script_text(ts_script *script);
/* Notes a file; its number. Path and source are copied. */
int ts_script_chunk(ts_script *script, const char *path, ts_str source);
/* Compiles Lua text of that chunk; LUA_OK or an error code, with one value pushed, as lua_load. */
int ts_script_load(ts_script *script, int chunk, ts_str code);
/* The file of that name by the loader, else baked in. False without an error where there is none. */
bool ts_script_find(ts_script *script, ts_arena *arena, const char *name, ts_str *source, const char **path,
                    ts_error *error);

/* --- sandbox.c ------------------------------------------------------------------------------------------ */

/* Builds the environment that all scripts see, as script->base. In a protected call. */
void ts_sandbox_open(lua_State *L);
/* Pushes a new environment that falls back to the base. */
void ts_sandbox_environment(lua_State *L);
/* Pushes the metatable of environments that fall back to the table at `index`. */
void ts_sandbox_metatable(lua_State *L, int index);

/* --- library.c: what is made again of Lua's libraries, bounded and the same in every run ------------------
 */

extern const luaL_Reg ts_base_functions[];   /* pairs tostring setmetatable getmetatable */
extern const luaL_Reg ts_string_functions[]; /* byte format rep */
extern const luaL_Reg ts_utf8_functions[];   /* codepoint len offset */
/* Before a function of these returns so many values: counts them, and raises where they have no room. */
void ts_script_results(lua_State *L, size_t n);
/* library_table.c: concat insert move remove sort unpack */
extern const luaL_Reg ts_table_functions[];
/* Pushes the value as text: as Lua's tostring, without addresses, which differ from run to run. */
void ts_script_tostring(lua_State *L, int index);
/* pairs: the keys of a plain table in order, numbers first. */
int ts_sorted_pairs(lua_State *L);
/* Pops a metatable and sets it, as it is now, for the table below. Raises where it has what no script may. */
void ts_set_metatable(lua_State *L);
/* table.sort(list, before), stable. */
int ts_stable_sort(lua_State *L);

/* --- pattern.c: find, match, gmatch, gsub of the string library, within the budget ---------------------- */

extern const luaL_Reg ts_pattern_functions[];

/* --- call.c --------------------------------------------------------------------------------------------- */

/* Runs f(argument as light userdata), the only way into Lua. False with the error filled. */
bool ts_script_call(ts_script *script, lua_CFunction f, void *argument, ts_status status, ts_error *error);
/* Raises with this error as it is. */
int ts_script_raise(lua_State *L, const ts_error *error);
/* Raises with a sentence about a place of a chunk. */
int ts_script_raise_at(lua_State *L, int chunk, size_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The sentence with the line of source and a caret under `offset`. Fills the error's place too. */
void ts_source_point(ts_error *error, ts_status status, const char *path, ts_str source, size_t offset,
                     const char *message, const char *more);
/* The byte offset at which a line begins. */
size_t ts_source_line(ts_str source, int line);
/* Cuts "ts#3:12: " off a message of Lua: chunk and line, or false. */
bool ts_message_place(const char **message, int *chunk, int *line);
/* The offset in that line of what the message quotes, else of its first tag, else of its first character. */
size_t ts_message_offset(ts_str source, int line, const char *message);

/* --- notes.c: what pages read --------------------------------------------------------------------------- */

void ts_notes_clear(ts_notes *notes);
void ts_notes_free(ts_notes *notes);
/* Adds what is not among them. */
void ts_notes_add(ts_notes *notes, ts_read read);
/* A template ran. */
void ts_note_template(ts_script *script, const char *name);
/* One field of a map is read, if it is of a shared type; `pair` NULL: the map does not have it. */
void ts_note_field(ts_script *script, const ts_value *map, const ts_pair *pair, const char *key);
/* All of a value is read, as deep as it goes. */
void ts_note_all(ts_script *script, const ts_value *value);

/* --- value.c: handles on value trees -------------------------------------------------------------------- */

void ts_value_open(lua_State *L);
/* Pushes the value: plain kinds as Lua has them, lists, maps and html as read-only handles. NULL is nil. */
void ts_value_to_lua(lua_State *L, const ts_value *value);
/* The value of a live handle, or NULL where the Lua value is none. Raises on one of another call. */
const ts_value *ts_value_handle(lua_State *L, int index);
/* The map of a live handle where it is of a shared type; NULL for any other value. */
const ts_value *ts_value_lasting(lua_State *L, int index);
/* The value of a live handle; false for any other value. */
bool ts_value_borrow(lua_State *L, int index, const ts_value **value, bool *lenient);
/* A field that a script reads of a map, NULL where it is not there. False where there is no such field. */
bool ts_value_read(ts_script *script, const ts_value *map, bool lenient, ts_str key, const ts_value **value);
/* Points the handle of a map at `index` to another one, to an empty one where that is none, for the running
 * call. */
void ts_value_rebind(lua_State *L, int index, const ts_value *map);
/* Pushes the value at `index` as a handle whose unknown fields are nil. */
int ts_value_opt(lua_State *L, int index);

/* --- table.c: Lua values to value trees ----------------------------------------------------------------- */

/* Levels and values a table may have. */
#define TS_TABLE_DEPTH 64
#define TS_TABLE_VALUES 1000000

/* The Lua value as a tree in the arena: sequences become lists, other tables maps in order of their keys.
 * Raises on functions, on keys that are neither text nor 1 … n, and past the limits. `what` names the value
 * in messages. */
const ts_value *ts_value_from_lua(lua_State *L, int index, ts_arena *arena, const char *what);
/* Runs a file and leaves the table that it returns; the number of its chunk. */
int ts_table_run(lua_State *L, ts_str source, const char *path);

/* --- functions.c: link, t, date, … ---------------------------------------------------------------------- */

/* Pushes the environment of a page: the script's globals, then the functions that templates see. */
void ts_functions_page(lua_State *L);
/* Appends what `link` gives for an address, or `absolute`. */
void ts_functions_link(ts_script *script, ts_buf *out, ts_str address, bool absolute);
/* Writes the link where it is to a file of the site whose path is the same in any place of a page: letters,
 * digits and "-./_". */
bool ts_functions_plain_link(ts_script *script, ts_str path);
/* Looks in an environment, and what it falls back to, for the variable whose name is at an absolute index:
 * pushes the table that has it, and its value. False, and nothing is pushed, where none does. */
bool ts_functions_find(lua_State *L, int environment, int name);
/* Sets `opt` in the environment at `index`, which it asks. */
void ts_functions_opt(lua_State *L, int index);
/* The functions made in C; those of lua/tearsheet/interface.lua. */
extern const luaL_Reg ts_template_functions[];
extern const char *const ts_interface_functions[];

/* --- recall.c: what includes wrote ---------------------------------------------------------------------- */

/* What the include that runs writes hangs on its page. */
void ts_recall_own(ts_script *script);
/* It reads one of the variables of the page. */
void ts_recall_common(ts_script *script, const ts_value *variable);
/* The number of links that it wrote; those behind so many are taken back. */
size_t ts_recall_links(const ts_script *script);
void ts_recall_unlink(ts_script *script, size_t count);
/* Whether the value stands for the environment, its first upvalue, in one that is watched. */
bool ts_recall_is_watch(lua_State *L, int index);
/* Takes NULL. */
void ts_recall_free(ts_recall *recall);

/* --- node.c: the article's tree in filters -------------------------------------------------------------- */

void ts_nodes_open(lua_State *L);

/* --- modules.c ------------------------------------------------------------------------------------------ */

/* require(name) of scripts. */
int ts_module_require(lua_State *L);
/* Pushes what the module returned in this call, running it if it has not run yet. */
void ts_module_push(lua_State *L, const char *name);

#endif
