/* The compiled templates of a state, and what is wrong with those that do not compile. */
#include "script/direct.h"

#include <string.h>

/* Includes that one compile follows. */
#define FOLLOWED_MAX 1000

ts_problems ts_template_problems(ts_script *script)
{
    if (!script->working)
        script->working = ts_arena_new();
    return (ts_problems){.arena = script->working};
}

void ts_problems_report(const ts_problems *problems, ts_error *error)
{
    if (problems->list.len == 0)
        return;
    ts_buf more;
    ts_buf_init(&more, TS_BUF_MAX);
    for (size_t i = 1; i < problems->list.len; i++) {
        const ts_problem *p = &problems->list.items[i];
        ts_error one = {0};
        ts_source_point(&one, TS_TEMPLATE, p->path, p->source, p->offset, p->message, "");
        ts_buf_printf(&more, "\n%s:%d:%d: %s", one.source, one.line, one.column, one.message);
    }
    const ts_problem *first = &problems->list.items[0];
    ts_source_point(error, TS_TEMPLATE, first->path, first->source, first->offset, first->message, more.ptr);
    ts_buf_free(&more);
}

/* --- what Lua says of the code -------------------------------------------------------------------------- */

/* Tries the code of one expression. False with a problem where it is no expression. */
static bool check_expression(lua_State *L, const ts_template *t, const ts_piece *piece, ts_problems *problems)
{
    ts_script *script = ts_script_of(L);
    ts_buf *code = ts_script_text(script);
    int line, chunk;
    ts_buf_puts(code, "return (");
    ts_buf_put(code, piece->text);
    ts_buf_puts(code, "\n)");
    int result = ts_script_load(script, t->chunk, ts_buf_str(code));
    const char *message = result == LUA_OK ? NULL : lua_tostring(L, -1);
    if (message && ts_message_place(&message, &chunk, &line)) {
        size_t at = ts_message_offset(t->source, piece->line + line - 1, message);
        const char *near = strstr(message, "near ");
        bool ours = strstr(message, "near ')'") != NULL; /* the bracket put behind it */
        bool extra = near && ts_str_starts(ts_str_of(message), TS_STR("')' expected"));
        if (at < piece->offset || at > piece->offset + piece->text.len)
            at = piece->offset + strspn(piece->text.ptr, " \t\r\n");
        if (ours)
            ts_problem_add(problems, t->path, t->source, at, "this expression is not complete");
        else
            ts_problem_add(problems, t->path, t->source, at, extra ? "unexpected %s" : "%s",
                           extra ? near + 5 : message);
    }
    lua_pop(L, 1);
    return result == LUA_OK;
}

/* Whether a problem was found in this piece already. */
static bool is_known(const ts_template *t, const ts_piece *piece, const ts_problems *problems)
{
    for (size_t i = 0; i < problems->list.len; i++) {
        const ts_problem *p = &problems->list.items[i];
        if (p->source.ptr == t->source.ptr && p->offset >= piece->offset &&
            p->offset <= piece->offset + piece->text.len)
            return true;
    }
    return false;
}

/* Adds what is wrong with each expression by itself. False where anything is. */
static bool check_expressions(lua_State *L, const ts_template *t, const ts_pieces *pieces,
                              ts_problems *problems)
{
    bool ok = true;
    luaL_checkstack(L, 8, "templates");
    for (size_t i = 0; i < pieces->len && problems->list.len < TS_PROBLEMS_MAX; i++) {
        const ts_piece *piece = &pieces->items[i];
        if (piece->kind == TS_PIECE_VALUE && !is_known(t, piece, problems) &&
            !ts_str_is(ts_str_trim(piece->text), "super()"))
            ok = check_expression(L, t, piece, problems) && ok;
    }
    return ok;
}

/* The whole did not compile, with this message: the expressions that are wrong each by themselves, else where
 * Lua stopped. */
static void explain_syntax(lua_State *L, const ts_template *t, const ts_pieces *pieces, const char *message,
                           ts_problems *problems)
{
    int chunk, line;
    if (!check_expressions(L, t, pieces, problems))
        return;
    if (ts_message_place(&message, &chunk, &line))
        ts_problem_add(problems, t->path, t->source, ts_message_offset(t->source, line, message), "%s",
                       message);
    else
        ts_problem_add(problems, t->path, t->source, 0, "%s", message);
}

/* Loads the code made from the template and keeps the function it returns. */
static bool load_code(lua_State *L, ts_template *t, const ts_pieces *pieces, ts_problems *problems)
{
    ts_script *script = ts_script_of(L);
    luaL_checkstack(L, 8, "templates");
    int result = ts_script_load(script, t->chunk, ts_buf_str(&script->code));
    if (result == LUA_ERRMEM)
        lua_error(L);
    if (result != LUA_OK) {
        explain_syntax(L, t, pieces, lua_tostring(L, -1), problems);
        lua_pop(L, 1);
        return false;
    }
    lua_call(L, 0, 1);
    t->function = luaL_ref(L, LUA_REGISTRYINDEX);
    ts_render_push_writer(L, t);
    t->write = luaL_ref(L, LUA_REGISTRYINDEX);
    t->direct = LUA_NOREF;
    if (t->directs.len) {
        ts_direct_push(L, t);
        t->direct = luaL_ref(L, LUA_REGISTRYINDEX);
    }
    script->renamed |= t->renamed;
    script->shadowed |= t->renamed;
    return true;
}

/* --- finding -------------------------------------------------------------------------------------------- */

/* Relative, below its root, in plain characters. */
static bool good_name(const char *name)
{
    size_t n = strlen(name);
    if (n == 0 || n > 200 || name[0] == '/' || strchr(name, '\\'))
        return false;
    for (const char *part = name; part; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL)
        if (strncmp(part, "..", 2) == 0 || strncmp(part, "./", 2) == 0 || part[0] == '/' || part[0] == '\0')
            return false;
    return true;
}

/* What the same template compiled for different places differs in. */
static char *key_of(ts_arena *arena, const char *name, const ts_place *p)
{
    if (p->where == TS_AT_TEXT)
        return ts_arena_printf(arena, "%d%d|%s", p->xml, p->foreign, name);
    return ts_arena_printf(arena, "%d,%d,%d,%d,%d,%d,%d,%d,%d.%d.%d.%d.%d,%d%d%d%d%d%d%d,%s,%s,%zu,%s|%s",
                           p->xml, p->foreign, (int)p->where, (int)p->element, (int)p->attr, (int)p->url,
                           (int)p->code, p->ticks, p->braces[0], p->braces[1], p->braces[2], p->braces[3],
                           p->quote, p->closing, p->unsure, p->pending, p->cut, p->bad_scheme, p->typed,
                           p->equiv, p->tag, p->name, p->head_len, p->head, name);
}

static ts_template *read_template(ts_script *script, const char *name, const ts_place *place, ts_error *error)
{
    ts_arena *arena = script->arena;
    ts_template *t = TS_NEW(arena, ts_template);
    if (!good_name(name)) {
        ts_fail(error, TS_NOT_FOUND, NULL, 0, 0, "`%s` is no name of a template.", name);
        return NULL;
    }
    if (!ts_script_find(script, arena, name, &t->source, &t->path, error)) {
        ts_fail(error, TS_NOT_FOUND, NULL, 0, 0, "There is no template `%s`.", name);
        return NULL;
    }
    if (t->source.len > TS_TEMPLATE_MAX) {
        ts_fail(error, TS_LIMIT, t->path, 0, 0, "A template is at most %zu bytes long.", TS_TEMPLATE_MAX);
        return NULL;
    }
    t->name = ts_arena_strdup(arena, name);
    t->place = *place;
    t->chunk = ts_script_chunk(script, t->path, t->source);
    t->path = script->chunks.items[t->chunk].path;
    t->source = script->chunks.items[t->chunk].source;
    return t;
}

/* What the template extends, if anything. False with a problem. */
static bool get_parent(lua_State *L, ts_template *t, const ts_pieces *pieces, ts_problems *problems,
                       ts_error *error)
{
    ts_script *script = ts_script_of(L);
    const char *name;
    ts_error missing = {0};
    if (!ts_template_extends(problems->arena, t, pieces, &name, problems))
        return false;
    if (!name[0])
        return true;
    size_t at = ts_str_find(t->source, TS_STR("extends"), 0);
    if (script->depth >= TS_EXTENDS_MAX) {
        ts_problem_add(problems, t->path, t->source, at,
                       "templates extend one another more than %d deep, or in a ring", TS_EXTENDS_MAX);
        return false;
    }
    script->depth++;
    t->parent = ts_template_get(L, name, &t->place, problems, &missing);
    script->depth--;
    if (missing.status == TS_NOT_FOUND)
        ts_problem_add(problems, t->path, t->source, at, "%s", missing.message);
    else if (missing.status != TS_OK)
        *error = missing;
    return t->parent != NULL;
}

ts_template *ts_template_get(lua_State *L, const char *name, const ts_place *place, ts_problems *problems,
                             ts_error *error)
{
    ts_script *script = ts_script_of(L);
    char *key = key_of(problems->arena, name, place);
    ts_template *t = ts_map_get(script->templates, ts_str_of(key));
    if (t)
        return t;
    t = read_template(script, name, place, error);
    if (!t)
        return NULL;
    ts_pieces pieces = {0};
    bool ok = ts_template_split(problems->arena, t->path, t->source, &pieces, problems);
    ok = get_parent(L, t, &pieces, problems, error) && ok;
    if (!ok)
        return NULL;
    ts_buf_clear(&script->code);
    if (!ts_template_compile(script->arena, t, &pieces, &script->code, problems)) {
        check_expressions(L, t, &pieces, problems);
        return NULL;
    }
    if (!load_code(L, t, &pieces, problems))
        return NULL;
    ts_map_put(script->templates, ts_str_of(key), t);
    return t;
}

/* --- ts_script_compile ---------------------------------------------------------------------------------- */

typedef TS_VEC(ts_template *) followed;

static bool has(const followed *list, const ts_template *t)
{
    for (size_t i = 0; i < list->len; i++)
        if (list->items[i] == t)
            return true;
    return false;
}

/* Compiles what the template includes by a plain name and notes it as found. */
static void follow_includes(lua_State *L, const ts_template *t, followed *list, ts_problems *problems)
{
    for (size_t i = 0; i < t->entries.len && list->len < FOLLOWED_MAX; i++) {
        const ts_entry *entry = &t->entries.items[i];
        ts_error error = {0};
        if (entry->kind != TS_ENTRY_INCLUDE || !entry->text.len)
            continue;
        ts_template *included =
            ts_template_get(L, ts_arena_copy(problems->arena, entry->text), &entry->place, problems, &error);
        if (error.status != TS_OK)
            ts_problem_add(problems, t->path, t->source, entry->offset, "%s", error.message);
        for (; included && !has(list, included); included = included->parent)
            ts_vec_push_in(problems->arena, list, included);
    }
}

static int compile_all(lua_State *L)
{
    const char *name = lua_touserdata(L, 1);
    ts_problems problems = ts_template_problems(ts_script_of(L));
    ts_error error = {0};
    ts_place place;
    followed list = {0};
    ts_place_init(&place, ts_str_ends(ts_str_of(name), TS_STR(".xml")));
    for (ts_template *t = ts_template_get(L, name, &place, &problems, &error); t; t = t->parent)
        ts_vec_push_in(problems.arena, &list, t);
    for (size_t i = 0; i < list.len; i++)
        follow_includes(L, list.items[i], &list, &problems);
    ts_problems_report(&problems, &error);
    return error.status == TS_OK ? 0 : ts_script_raise(L, &error);
}

bool ts_script_compile(ts_script *script, const char *name, ts_error *error)
{
    return ts_script_call(script, compile_all, (void *)name, TS_TEMPLATE, error);
}
