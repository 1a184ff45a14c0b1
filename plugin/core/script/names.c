/* What the names in a template stand for, as far as that is certain: whoever asks takes no risk. */
#include "script/direct.h"

#include <string.h>

const char *const ts_common_names[] = {
    [TS_COMMON_SITE] = "site",
    [TS_COMMON_PAGE] = "page",
    [TS_COMMON_ARTICLE] = "article",
    [TS_COMMON_I18N] = "i18n",
    [TS_COMMON_ABSOLUTE] = "absolute",
    [TS_COMMON_ASSET] = "asset",
    [TS_COMMON_DATE] = "date",
    [TS_COMMON_IPAIRS] = "ipairs",
    [TS_COMMON_LINK] = "link",
    [TS_COMMON_OPT] = "opt",
    [TS_COMMON_T] = "t",
    [TS_COMMONS] = NULL,
};

ts_common ts_common_find(ts_str name)
{
    int i = 0;
    while (i < TS_COMMONS && !ts_str_is(name, ts_common_names[i]))
        i++;
    return (ts_common)i;
}

/* --- assignments ---------------------------------------------------------------------------------------- */

/* Code that may set a common name: one in front of "=" or of a comma, or behind `function`, but for keys in
 * tables and arguments, which set nothing. */
static void note_renamed(ts_names *names, ts_str code, size_t pos, bool functions)
{
    ts_token token, before = {.kind = TS_TOKEN_END};
    int open = 0;
    for (; (token = ts_lua_token(code, &pos, '\0')).kind > TS_TOKEN_END; before = token) {
        size_t look = pos;
        open += ts_str_is(token.text, "{") || ts_str_is(token.text, "(");
        open -= ts_str_is(token.text, "}") || ts_str_is(token.text, ")");
        ts_common common = token.kind == TS_TOKEN_NAME ? ts_common_find(token.text) : TS_COMMONS;
        if (common == TS_COMMONS || ts_str_is(before.text, ".") || (open > 0 && !functions))
            continue;
        ts_str next = ts_lua_token(code, &look, '\0').text;
        bool compared = look < code.len && code.ptr[look] == '=';
        if ((ts_str_is(next, "=") && !compared) || ts_str_is(next, ",") || ts_str_is(before.text, "function"))
            names->renamed |= 1u << common;
    }
}

static bool has_function(ts_str code)
{
    ts_token token;
    for (size_t pos = 0; (token = ts_lua_token(code, &pos, '\0')).kind > TS_TOKEN_END;)
        if (ts_str_is(token.text, "function"))
            return true;
    return false;
}

void ts_names_expression(ts_names *names, ts_str code)
{
    if (has_function(code))
        note_renamed(names, code, 0, true);
}

/* More names than a function of Lua may have: nothing is certain any more. */
#define NAMES_MAX 200

/* --- declarations --------------------------------------------------------------------------------------- */

/* The names from `pos` on with commas between them; the offset behind them. */
static size_t declare(ts_arena *arena, ts_names *names, ts_str code, size_t pos, int depth)
{
    for (;;) {
        struct ts_local local = {ts_lua_token(code, &pos, '\0').text, depth};
        if (names->locals.len < NAMES_MAX)
            ts_vec_push_in(arena, &names->locals, local);
        else
            names->lost = true;
        size_t look = pos;
        ts_token token = ts_lua_token(code, &look, '\0');
        if (ts_str_is(token.text, "<")) { /* an attribute */
            ts_lua_token(code, &look, '\0');
            ts_lua_token(code, &look, '\0');
            pos = look;
            token = ts_lua_token(code, &look, '\0');
        }
        if (!ts_str_is(token.text, ","))
            return pos;
        pos = look;
    }
}

static void add_unsure(ts_arena *arena, ts_names *names, ts_str name)
{
    if (names->unsure.len < NAMES_MAX)
        ts_vec_push_in(arena, &names->unsure, name);
    else
        names->lost = true;
}

/* A tag of more than one statement: what it declares, and what was declared before, may be meant or not from
 * here on. */
static void give_up(ts_arena *arena, ts_names *names, ts_str code)
{
    static const char *const openers[] = {"for", "function", "local", NULL};
    static const char *const closers[] = {"=", "in", ")", NULL};
    bool declares = false;
    ts_token token;
    for (size_t i = 0; i < names->locals.len; i++)
        add_unsure(arena, names, names->locals.items[i].name);
    names->locals.len = 0;
    for (size_t pos = 0; (token = ts_lua_token(code, &pos, '\0')).kind > TS_TOKEN_END;) {
        if (ts_str_is_one_of(token.text, openers))
            declares = true;
        else if (ts_str_is_one_of(token.text, closers))
            declares = false;
        else if (declares && token.kind == TS_TOKEN_NAME)
            add_unsure(arena, names, token.text);
    }
    note_renamed(names, code, 0, true);
}

void ts_names_close(ts_names *names, int depth)
{
    while (names->locals.len && names->locals.items[names->locals.len - 1].depth > depth)
        names->locals.len--;
}

/* Whether the code is one statement, or the begin or end of one: no word in it opens, closes or declares but
 * its first, and `do` behind that of a loop. */
static bool is_simple(ts_str code)
{
    static const char *const words[] = {"do", "else",  "elseif", "end",    "for",   "function", "goto",
                                        "if", "local", "repeat", "return", "until", "while",    NULL};
    size_t pos = 0;
    ts_token token = ts_lua_token(code, &pos, '\0');
    int left = ts_str_is(token.text, "for") || ts_str_is(token.text, "while");
    if (ts_str_is(token.text, "function"))
        return false;
    while ((token = ts_lua_token(code, &pos, '\0')).kind > TS_TOKEN_END)
        if (token.kind == TS_TOKEN_NAME && ts_str_is_one_of(token.text, words) && left-- == 0)
            return false;
    return true;
}

void ts_names_statement(ts_arena *arena, ts_names *names, ts_str code, int before, int after)
{
    size_t pos = 0;
    ts_str first = ts_lua_token(code, &pos, '\0').text;
    bool declares = ts_str_is(first, "for") || ts_str_is(first, "local");
    bool other = ts_str_is(first, "else") || ts_str_is(first, "elseif");
    if (!is_simple(code)) {
        give_up(arena, names, code);
        return;
    }
    ts_names_close(names, other ? before - 1 : after);
    pos = declares ? declare(arena, names, code, pos, after) : 0;
    note_renamed(names, code, pos, false);
}

ts_meaning ts_names_meaning(const ts_names *names, ts_str name)
{
    for (size_t i = 0; i < names->unsure.len; i++)
        if (ts_str_eq(names->unsure.items[i], name))
            return TS_NAME_UNSURE;
    for (size_t i = 0; i < names->locals.len; i++)
        if (ts_str_eq(names->locals.items[i].name, name))
            return TS_NAME_LOCAL;
    return names->lost ? TS_NAME_UNSURE : TS_NAME_FREE;
}
