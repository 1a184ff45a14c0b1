/* The one protected call, and what becomes of an error on its way out of Lua: a sentence with the file, line
 * and column of whoever wrote it. */
#include "script/state.h"

#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Callers named below a message, and levels of the stack looked at for them: asking for a level takes Lua as
 * many steps as it is deep. */
#define TRACE_MAX 8
#define LEVELS_MAX 200
/* Characters of a source line that a message shows. */
#define SNIPPET_MAX 100

/* --- places in a source --------------------------------------------------------------------------------- */

size_t ts_source_line(ts_str source, int line)
{
    size_t at = 0;
    for (int n = 1; n < line; n++) {
        size_t end = ts_str_find_char(source, '\n', at);
        if (end == TS_NPOS)
            return source.len;
        at = end + 1;
    }
    return at;
}

static ts_str line_around(ts_str source, size_t offset, int *number)
{
    size_t from = 0, end;
    *number = 1;
    while ((end = ts_str_find_char(source, '\n', from)) != TS_NPOS && end < offset) {
        from = end + 1;
        (*number)++;
    }
    ts_str line = ts_str_sub(source, from, end == TS_NPOS ? source.len : end);
    if (line.len && line.ptr[line.len - 1] == '\r')
        line.len--;
    return line;
}

/* The message as a finished sentence: a capital in front, a full stop behind. */
static void put_sentence(ts_buf *out, const char *message)
{
    size_t start = out->len;
    ts_buf_puts(out, message);
    if (out->len == start || out->full)
        return;
    char *first = &out->ptr[start];
    if (*first >= 'a' && *first <= 'z')
        *first = (char)(*first - 32);
    if (!strchr(".?!:", out->ptr[out->len - 1]))
        ts_buf_putc(out, '.');
}

/* "  12 | <p>{{ titel }}</p>" and a caret below, the line cut where it is long. */
static void put_snippet(ts_buf *out, ts_str line, size_t at, int number)
{
    size_t from = 0, pos;
    while (ts_utf8_count(ts_str_sub(line, from, at)) > SNIPPET_MAX / 2)
        from += ts_utf8_offset(ts_str_sub(line, from, at), SNIPPET_MAX / 2);
    ts_str shown = ts_str_sub(line, from, line.len);
    shown = ts_str_sub(shown, 0, ts_utf8_offset(shown, SNIPPET_MAX));
    size_t margin = out->len;
    ts_buf_printf(out, "\n%4d | ", number);
    margin = out->len - margin - 1;
    for (pos = 0; pos < shown.len;) {
        uint32_t c = ts_utf8_next(shown, &pos);
        ts_buf_put_utf8(out, c < 0x20 || c == 0x7F ? ' ' : c);
    }
    ts_buf_printf(out, "\n%*s| ", (int)margin - 2, "");
    for (pos = 0; pos < shown.len && from + pos < at;)
        ts_buf_puts(out, ts_is_wide(ts_utf8_next(shown, &pos)) ? "  " : " ");
    ts_buf_putc(out, '^');
}

void ts_source_point(ts_error *error, ts_status status, const char *path, ts_str source, size_t offset,
                     const char *message, const char *more)
{
    int number;
    ts_str line = line_around(source, offset < source.len ? offset : source.len, &number);
    size_t at = line.ptr ? (size_t)(source.ptr + (offset < source.len ? offset : source.len) - line.ptr) : 0;
    if (at > line.len)
        at = line.len;
    int column = (int)ts_utf8_count(ts_str_sub(line, 0, at)) + 1;
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    put_sentence(&text, message);
    put_snippet(&text, line, at, number);
    ts_buf_puts(&text, more);
    ts_fail(error, status, path, number, column, "%s", text.ptr);
    ts_buf_free(&text);
}

/* --- messages of Lua ------------------------------------------------------------------------------------ */

bool ts_message_place(const char **message, int *chunk, int *line)
{
    if (strncmp(*message, "ts#", 3) != 0)
        return false;
    char *end;
    long c = strtol(*message + 3, &end, 10);
    if (*end != ':')
        return false;
    long l = strtol(end + 1, &end, 10);
    if (end[0] != ':' || end[1] != ' ')
        return false;
    *chunk = (int)c;
    *line = (int)l;
    *message = end + 2;
    return true;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* The place of `word` in the text, not within a longer word. */
static size_t find_word(ts_str text, ts_str word)
{
    for (size_t at = 0; (at = ts_str_find(text, word, at)) != TS_NPOS; at++) {
        bool before = at > 0 && is_word(text.ptr[at - 1]) && is_word(word.ptr[0]);
        size_t end = at + word.len;
        bool behind = end < text.len && is_word(text.ptr[end]) && is_word(word.ptr[word.len - 1]);
        if (!before && !behind)
            return at;
    }
    return TS_NPOS;
}

size_t ts_message_offset(ts_str source, int line, const char *message)
{
    size_t from = ts_source_line(source, line);
    size_t end = ts_str_find_char(source, '\n', from);
    ts_str text = ts_str_sub(source, from, end == TS_NPOS ? source.len : end);
    const char *open = strpbrk(message, "`'");
    const char *close = open ? strchr(open + 1, *open == '`' ? '`' : '\'') : NULL;
    if (close && close > open + 1) {
        size_t at = find_word(text, (ts_str){open + 1, (size_t)(close - open - 1)});
        if (at != TS_NPOS)
            return from + at;
    }
    size_t value = ts_str_find(text, TS_STR("{{"), 0), tag = ts_str_find(text, TS_STR("{%"), 0);
    size_t first = value < tag ? value : tag;
    if (first != TS_NPOS)
        return from + first;
    for (first = 0; first < text.len && (text.ptr[first] == ' ' || text.ptr[first] == '\t');)
        first++;
    return from + first;
}

static const ts_chunk *chunk_of(const ts_script *script, int number)
{
    return number >= 0 && (size_t)number < script->chunks.len ? &script->chunks.items[number] : NULL;
}

/* The chunk and line that the function at this level of the stack is at. */
static const ts_chunk *chunk_at(lua_State *L, int level, int *line)
{
    lua_Debug ar;
    if (!lua_getstack(L, level, &ar) || !lua_getinfo(L, "Sl", &ar) || ar.currentline < 1)
        return NULL;
    *line = ar.currentline;
    if (strncmp(ar.source, "=ts#", 4) != 0)
        return NULL;
    return chunk_of(ts_script_of(L), (int)strtol(ar.source + 4, NULL, 10));
}

/* The level of the stack at that place; -1 where none is. */
static int level_at(lua_State *L, const char *path, int line)
{
    lua_Debug ar;
    int at_line;
    for (int level = 0; path && level < LEVELS_MAX && lua_getstack(L, level, &ar); level++) {
        const ts_chunk *chunk = chunk_at(L, level, &at_line);
        if (chunk && at_line == line && strcmp(chunk->path, path) == 0)
            return level;
    }
    return -1;
}

/* What was being made: the last line of a message. */
static void put_page(const ts_script *script, ts_buf *out)
{
    if (script->page)
        ts_buf_printf(out, "\n  in the %s %s", script->article ? "article" : "page", script->page);
}

/* Whoever called the place of the error, innermost first, and the page. */
static void put_trace(lua_State *L, ts_buf *out, const char *path, int at_line)
{
    ts_script *script = ts_script_of(L);
    lua_Debug ar;
    int shown = 0, line;
    int level = level_at(L, path, at_line) + 1;
    for (; shown < TRACE_MAX && level < LEVELS_MAX && lua_getstack(L, level, &ar); level++) {
        const ts_chunk *chunk = chunk_at(L, level, &line);
        if (!chunk || (path && line == at_line && strcmp(chunk->path, path) == 0))
            continue;
        ts_buf_printf(out, "\n  called from %s:%d", chunk->path, line);
        shown++;
        path = chunk->path;
        at_line = line;
    }
    put_page(script, out);
}

/* Where the error came from: said by its message, else the innermost script on the stack. */
static const ts_chunk *find_place(lua_State *L, const char **message, int *line)
{
    int number;
    if (ts_message_place(message, &number, line))
        return chunk_of(ts_script_of(L), number);
    lua_Debug ar;
    for (int level = 0; level < LEVELS_MAX && lua_getstack(L, level, &ar); level++) {
        const ts_chunk *chunk = chunk_at(L, level, line);
        if (chunk)
            return chunk;
    }
    return NULL;
}

/* Fills the script's error. `chunk` may be NULL. */
static void fail_at(ts_script *script, const ts_chunk *chunk, size_t offset, const char *message,
                    const char *more)
{
    if (chunk) {
        ts_source_point(&script->error, script->status, chunk->path, chunk->source, offset, message, more);
        return;
    }
    ts_buf text;
    ts_buf_init(&text, TS_BUF_MAX);
    put_sentence(&text, message);
    ts_fail(&script->error, script->status, NULL, 0, 0, "%s%s", text.ptr, more);
    ts_buf_free(&text);
}

static int handle(lua_State *L)
{
    ts_script *script = ts_script_of(L);
    ts_buf more;
    ts_buf_init(&more, sizeof script->error.message);
    if (script->error.status != TS_OK) {
        /* Raised with its place: the callers are still to be added. */
        ts_error full = script->error;
        put_trace(L, &more, full.source, full.line);
        script->error.status = TS_OK;
        ts_fail(&script->error, full.status, full.source, full.line, full.column, "%s%s", full.message,
                more.ptr);
    } else {
        const char *message = lua_type(L, 1) == LUA_TSTRING ? lua_tostring(L, 1) : "an error that is no text";
        int line = 0;
        const ts_chunk *chunk = find_place(L, &message, &line);
        bool known = script->writing || !chunk; /* by script->at_chunk, more exactly */
        size_t offset = known ? script->at_offset : ts_message_offset(chunk->source, line, message);
        put_trace(L, &more, chunk ? chunk->path : NULL, line);
        if (!chunk)
            chunk = chunk_of(script, script->at_chunk);
        fail_at(script, chunk, offset, message, more.ptr);
    }
    ts_buf_free(&more);
    return 1;
}

int ts_script_raise(lua_State *L, const ts_error *error)
{
    ts_script_of(L)->error = *error;
    lua_pushliteral(L, "");
    return lua_error(L);
}

int ts_script_raise_at(lua_State *L, int number, size_t offset, const char *format, ...)
{
    ts_script *script = ts_script_of(L);
    char message[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    fail_at(script, chunk_of(script, number), offset, message, "");
    lua_pushliteral(L, "");
    return lua_error(L);
}

/* --- the call ------------------------------------------------------------------------------------------- */

/* Errors that reach no handler: memory, and errors in the handler itself. */
static void explain(ts_script *script, int result)
{
    const char *message = result == LUA_ERRMEM ? "it was stopped: it needs more memory than a script may have"
                                               : "it was stopped: an error while another was handled";
    ts_buf more;
    ts_buf_init(&more, sizeof script->error.message);
    put_page(script, &more);
    fail_at(script, chunk_of(script, script->at_chunk), script->at_offset, message, more.len ? more.ptr : "");
    ts_buf_free(&more);
}

bool ts_script_call(ts_script *script, lua_CFunction f, void *argument, ts_status status, ts_error *error)
{
    lua_State *L = script->lua;
    lua_settop(L, 0);
    script->call++;
    script->depth = 0;
    script->at_chunk = -1;
    script->writing = script->settling = false;
    script->status = status;
    script->error = (ts_error){0};
    ts_script_begin(script);
    lua_pushcfunction(L, handle);
    lua_pushcfunction(L, f);
    lua_pushlightuserdata(L, argument);
    int result = lua_pcall(L, 1, 0, 1);
    if (result != LUA_OK && script->error.status == TS_OK)
        explain(script, result);
    lua_settop(L, 0);
    ts_script_end(script);
    if (result == LUA_OK)
        return true;
    const ts_error *e = &script->error;
    return ts_fail(error, e->status, e->source, e->line, e->column, "%s", e->message);
}
