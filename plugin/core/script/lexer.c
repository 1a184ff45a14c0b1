/* Where tags begin and end: {{ }}, {% %}, {# #}, with Lua's strings, comments and brackets in mind. */
#include "script/template.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* --- tokens of Lua -------------------------------------------------------------------------------------- */

/* At a "[" that may open a long bracket: the offset behind its end, `pos` where it opens none, TS_NPOS where
 * it never ends. */
static size_t skip_long(ts_str code, size_t pos)
{
    size_t level = 0, i = pos + 1;
    while (i < code.len && code.ptr[i] == '=') {
        level++;
        i++;
    }
    if (i >= code.len || code.ptr[i] != '[')
        return pos;
    for (i++; i < code.len; i++) {
        if (code.ptr[i] != ']')
            continue;
        size_t n = 0;
        while (i + 1 + n < code.len && code.ptr[i + 1 + n] == '=' && n < level)
            n++;
        if (n == level && i + 1 + n < code.len && code.ptr[i + 1 + n] == ']')
            return i + n + 2;
    }
    return TS_NPOS;
}

/* The offset behind a short string's closing quote, TS_NPOS where the line ends first. */
static size_t skip_short(ts_str code, size_t pos)
{
    char quote = code.ptr[pos];
    for (size_t i = pos + 1; i < code.len; i++) {
        char c = code.ptr[i];
        if (c == quote)
            return i + 1;
        if (c == '\n')
            return TS_NPOS;
        if (c != '\\' || i + 1 >= code.len)
            continue;
        i++;
        if (code.ptr[i] == '\r' && i + 1 < code.len && code.ptr[i + 1] == '\n')
            i++;
        if (code.ptr[i] == 'z')
            while (i + 1 < code.len && is_blank(code.ptr[i + 1]))
                i++;
    }
    return TS_NPOS;
}

/* Whether the end of a tag stands at pos, with its "-" or without. */
static bool at_closer(ts_str code, size_t pos, char closer)
{
    if (pos < code.len && code.ptr[pos] == '-')
        pos++;
    return closer && pos + 1 < code.len && code.ptr[pos] == closer && code.ptr[pos + 1] == '}';
}

/* Behind white space and comments; TS_NPOS in a long comment that never ends. */
static size_t skip_blank(ts_str code, size_t pos, char closer)
{
    while (pos < code.len) {
        if (is_blank(code.ptr[pos])) {
            pos++;
            continue;
        }
        if (pos + 1 >= code.len || code.ptr[pos] != '-' || code.ptr[pos + 1] != '-' ||
            at_closer(code, pos, closer))
            return pos;
        size_t body = pos + 2;
        if (body < code.len && code.ptr[body] == '[') {
            size_t end = skip_long(code, body);
            if (end == TS_NPOS)
                return TS_NPOS;
            if (end > body) {
                pos = end;
                continue;
            }
        }
        while (body < code.len && code.ptr[body] != '\n' && !at_closer(code, body, closer))
            body++;
        pos = body;
    }
    return pos;
}

static size_t skip_number(ts_str code, size_t pos)
{
    for (; pos < code.len; pos++) {
        char c = code.ptr[pos];
        bool sign = (c == '+' || c == '-') && strchr("eEpP", code.ptr[pos - 1]);
        if (!is_name_char(c) && c != '.' && !sign)
            break;
        if (c == '.' && pos + 1 < code.len && code.ptr[pos + 1] == '.')
            break;
    }
    return pos;
}

ts_token ts_lua_token(ts_str code, size_t *pos, char closer)
{
    size_t from = skip_blank(code, *pos, closer);
    if (from == TS_NPOS) {
        size_t start = *pos;
        *pos = code.len;
        return (ts_token){TS_TOKEN_BAD, ts_str_sub(code, start, code.len), start};
    }
    if (from >= code.len || at_closer(code, from, closer)) {
        *pos = from;
        return (ts_token){TS_TOKEN_END, {NULL, 0}, from};
    }
    char c = code.ptr[from];
    ts_token_kind kind = TS_TOKEN_OTHER;
    size_t to = from + 1;
    if (c == '"' || c == '\'') {
        kind = TS_TOKEN_STRING;
        to = skip_short(code, from);
    } else if (c == '[' && (to = skip_long(code, from)) != from) {
        kind = TS_TOKEN_STRING;
    } else if (is_digit(c)) {
        to = skip_number(code, from + 1);
    } else if (is_name_char(c)) {
        kind = TS_TOKEN_NAME;
        for (to = from + 1; to < code.len && is_name_char(code.ptr[to]);)
            to++;
    } else {
        to = from + 1;
    }
    *pos = to == TS_NPOS ? code.len : to;
    return (ts_token){to == TS_NPOS ? TS_TOKEN_BAD : kind, ts_str_sub(code, from, to), from};
}

ts_str ts_lua_plain_string(ts_token token)
{
    bool quoted = token.kind == TS_TOKEN_STRING && token.text.ptr[0] != '[';
    if (!quoted || ts_str_find_char(token.text, '\\', 0) != TS_NPOS)
        return (ts_str){NULL, 0};
    return ts_str_sub(token.text, 1, token.text.len - 1);
}

/* --- problems ------------------------------------------------------------------------------------------- */

void ts_problem_add(ts_problems *problems, const char *path, ts_str source, size_t offset, const char *format,
                    ...)
{
    if (problems->list.len >= TS_PROBLEMS_MAX)
        return;
    char message[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    ts_problem problem = {path, source, offset, ts_arena_strdup(problems->arena, message)};
    ts_vec_push_in(problems->arena, &problems->list, problem);
    /* Those of one file in the order of their places; the list is short. */
    ts_problem *items = problems->list.items;
    for (size_t i = problems->list.len - 1; i > 0; i--) {
        if (items[i - 1].source.ptr != source.ptr || items[i - 1].offset <= items[i].offset)
            break;
        ts_problem swap = items[i];
        items[i] = items[i - 1];
        items[i - 1] = swap;
    }
}

/* --- pieces --------------------------------------------------------------------------------------------- */

typedef struct ts_splitter {
    ts_arena *arena;
    const char *path;
    ts_str source;
    ts_pieces *pieces;
    ts_problems *problems;
    size_t counted; /* up to where lines were counted */
    int line;
    bool trim; /* the tag before asked for the white space behind it */
    bool ok;
} ts_splitter;

static int line_at(ts_splitter *s, size_t offset)
{
    for (; s->counted < offset; s->counted++)
        s->line += s->source.ptr[s->counted] == '\n';
    return s->line;
}

static void push(ts_splitter *s, ts_piece_kind kind, size_t from, size_t to)
{
    ts_piece piece = {kind, ts_str_sub(s->source, from, to), from, line_at(s, from)};
    ts_vec_push_in(s->arena, s->pieces, piece);
}

static void push_text(ts_splitter *s, size_t from, size_t to, bool trim_end)
{
    if (s->trim)
        while (from < to && is_blank(s->source.ptr[from]))
            from++;
    if (trim_end)
        while (to > from && is_blank(s->source.ptr[to - 1]))
            to--;
    if (to > from)
        push(s, TS_PIECE_TEXT, from, to);
}

static bool fault(ts_splitter *s, size_t offset, const char *message)
{
    ts_problem_add(s->problems, s->path, s->source, offset, "%s", message);
    return s->ok = false;
}

/* The end of the comment whose "{#" stands at `open`. */
static size_t close_comment(ts_splitter *s, size_t open)
{
    size_t end = ts_str_find(s->source, TS_STR("#}"), open + 2);
    if (end == TS_NPOS) {
        fault(s, open, "this comment has no `#}`");
        return s->source.len;
    }
    s->trim = s->source.ptr[end - 1] == '-' && end - 1 > open + 2;
    push(s, TS_PIECE_STATEMENT, end, end);
    return end + 2;
}

/* The offset of the closer of the tag whose code begins at `from`; TS_NPOS, with a problem, where there is
 * none. */
static size_t find_closer(ts_splitter *s, size_t open, size_t from, char closer)
{
    size_t braces = 0;
    for (size_t pos = from;;) {
        ts_token token = ts_lua_token(s->source, &pos, braces && closer == '}' ? '\0' : closer);
        if (token.kind == TS_TOKEN_BAD) {
            char c = token.text.ptr[0];
            bool string = c == '"' || c == '\'' || c == '[';
            fault(s, token.offset, string ? "this string has no end" : "this comment has no end");
            return TS_NPOS;
        }
        if (token.kind == TS_TOKEN_END && token.offset >= s->source.len)
            break;
        if (token.kind == TS_TOKEN_END)
            return token.offset;
        if (token.kind != TS_TOKEN_OTHER)
            continue;
        bool other = token.text.ptr[0] == '{' && token.offset + 1 < s->source.len &&
                     s->source.ptr[token.offset + 1] == '%';
        if (other) /* no Lua: a new tag begins, and the end of this one was forgotten */
            break;
        braces += token.text.ptr[0] == '{';
        if (token.text.ptr[0] == '}' && braces)
            braces--;
    }
    fault(s, open, closer == '%' ? "this tag has no `%}`" : "this tag has no `}}`");
    return TS_NPOS;
}

/* The offset behind "{% endraw %}" if one stands at `at`, else 0. */
static size_t behind_endraw(ts_str source, size_t at, bool *trim_before, bool *trim_behind)
{
    size_t pos = at + 2;
    *trim_before = pos < source.len && source.ptr[pos] == '-';
    pos += *trim_before;
    while (pos < source.len && is_blank(source.ptr[pos]))
        pos++;
    if (!ts_str_starts(ts_str_sub(source, pos, source.len), TS_STR("endraw")))
        return 0;
    for (pos += 6; pos < source.len && is_blank(source.ptr[pos]);)
        pos++;
    *trim_behind = pos < source.len && source.ptr[pos] == '-';
    pos += *trim_behind;
    return ts_str_starts(ts_str_sub(source, pos, source.len), TS_STR("%}")) ? pos + 2 : 0;
}

/* The offset behind {% endraw %}, the text between taken as it is. */
static size_t take_raw(ts_splitter *s, size_t open, size_t from)
{
    for (size_t at = from; (at = ts_str_find(s->source, TS_STR("{%"), at)) != TS_NPOS; at += 2) {
        bool trim_before, trim_behind;
        size_t behind = behind_endraw(s->source, at, &trim_before, &trim_behind);
        if (!behind)
            continue;
        push_text(s, from, at, trim_before);
        push(s, TS_PIECE_STATEMENT, at, at);
        s->trim = trim_behind;
        return behind;
    }
    fault(s, open, "this {% raw %} has no {% endraw %}");
    return s->source.len;
}

/* The tag at `open`; returns the offset behind it. */
static size_t take_tag(ts_splitter *s, size_t open)
{
    char kind = s->source.ptr[open + 1];
    if (kind == '#')
        return close_comment(s, open);
    char closer = kind == '{' ? '}' : '%';
    size_t from = open + 2;
    if (from < s->source.len && s->source.ptr[from] == '-')
        from++;
    size_t end = find_closer(s, open, from, closer);
    if (end == TS_NPOS)
        return s->source.len;
    s->trim = s->source.ptr[end] == '-';
    size_t behind = end + 2 + s->trim;
    size_t pos = from;
    ts_token first = ts_lua_token(s->source, &pos, closer);
    if (kind == '%' && ts_str_is(first.text, "raw") &&
        ts_lua_token(s->source, &pos, closer).kind == TS_TOKEN_END) {
        push(s, TS_PIECE_STATEMENT, end, end);
        return take_raw(s, open, behind);
    }
    push(s, kind == '{' ? TS_PIECE_VALUE : TS_PIECE_STATEMENT, from, end);
    return behind;
}

bool ts_template_split(ts_arena *arena, const char *path, ts_str source, ts_pieces *pieces,
                       ts_problems *problems)
{
    ts_splitter s = {arena, path, source, pieces, problems, 0, 1, false, true};
    size_t from = 0, at = 0;
    while ((at = ts_str_find_char(source, '{', at)) != TS_NPOS) {
        if (at + 1 >= source.len || !strchr("{%#", source.ptr[at + 1]) || source.ptr[at + 1] == '\0') {
            at++;
            continue;
        }
        push_text(&s, from, at, at + 2 < source.len && source.ptr[at + 2] == '-');
        s.trim = false;
        from = at = take_tag(&s, at);
    }
    push_text(&s, from, source.len, false);
    return s.ok;
}
