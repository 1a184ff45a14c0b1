/* Values in their place: the only way from a script to the page. */
#include "script/template.h"

#include "text/escape.h"
#include "text/json.h"
#include "text/utf8.h"

#include <string.h>

/* Leads nowhere, not even to the page itself. */
#define UNSAFE "about:invalid#unsafe-link"

static int refuse(lua_State *L, const char *what, const char *where)
{
    return luaL_error(L, "%s cannot be written %s", what, where);
}

/* The text of a part of a path: each segment encoded, "/" kept but at its head, where it could turn "/" into
 * "//", the begin of another host's address. */
static void write_path(ts_buf *out, ts_str s)
{
    for (size_t from = 0; from <= s.len;) {
        size_t slash = ts_str_find_char(s, '/', from);
        size_t end = slash == TS_NPOS ? s.len : slash;
        ts_escape_url_part(out, ts_str_sub(s, from, end));
        if (slash != TS_NPOS)
            ts_buf_puts(out, end == 0 ? "%2F" : "/");
        from = end + 1;
    }
}

/* Numbers, colours, words: what has no meaning of its own in CSS. Anything else becomes a word without
 * effect. */
static void write_css_value(ts_buf *out, ts_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!word && !strchr("-_.%# ", c) && !((unsigned char)c >= 0x80)) {
            ts_buf_puts(out, "unsafe-value");
            return;
        }
        if (c == '\0') {
            ts_buf_puts(out, "unsafe-value");
            return;
        }
    }
    ts_buf_put(out, s);
}

/* An address whose content runs as code, or that all others hang on: only one of the site's own, and not the
 * page itself. */
static void write_load(ts_script *script, ts_str url)
{
    const char *base = ts_value_get_string(ts_value_get(script->globals, "site"), "base_url");
    ts_str trimmed = ts_utf8_trim(url);
    bool own = base && *base && ts_str_starts(trimmed, ts_str_of(base));
    bool itself = trimmed.len && (trimmed.ptr[0] == '#' || trimmed.ptr[0] == '?');
    if (own || (ts_url_is_local(trimmed) && !itself))
        ts_escape_url(script->out, url);
    else
        ts_buf_puts(script->out, UNSAFE);
}

static void write_text(ts_script *script, ts_str s, ts_form form)
{
    ts_buf *out = script->out;
    switch (form) {
    case TS_FORM_TEXT:
    case TS_FORM_ATTR:
        ts_escape_html(out, s);
        return;
    case TS_FORM_URL:
        ts_escape_url(out, s);
        return;
    case TS_FORM_FRAME:
        if (ts_url_safe(s, true))
            ts_escape_url(out, s);
        else
            ts_buf_puts(out, UNSAFE);
        return;
    case TS_FORM_LOAD:
        write_load(script, s);
        return;
    case TS_FORM_PATH:
        write_path(out, s);
        return;
    case TS_FORM_QUERY:
        ts_escape_url_part(out, s);
        return;
    case TS_FORM_JSON:
    case TS_FORM_JSON_ATTR:
        ts_json_string(out, s); /* not reached: write_json has all values of these */
        return;
    case TS_FORM_JS_STRING:
        ts_escape_js(out, s);
        return;
    case TS_FORM_JS_TICK:
        ts_escape_js_tick(out, s);
        return;
    case TS_FORM_JS_REGEX:
        ts_escape_js_regex(out, s);
        return;
    case TS_FORM_CSS_URL:
        ts_escape_css_url(out, s);
        return;
    case TS_FORM_CSS_STRING:
        ts_escape_css(out, s);
        return;
    case TS_FORM_CSS_VALUE:
        write_css_value(out, s);
        return;
    case TS_FORM_XML:
        ts_escape_xml(out, s);
        return;
    }
}

bool ts_write_literal(ts_script *script, const ts_value *value, ts_form form)
{
    bool known = value && value->kind != TS_INT && value->kind != TS_NUM;
    if (known && form == TS_FORM_JSON) {
        ts_note_all(script, value);
        ts_json_write(script->out, value);
    } else if (known) {
        ts_buf *text = ts_script_text(script);
        ts_note_all(script, value);
        ts_json_write(text, value);
        ts_escape_html(script->out, ts_buf_str(text));
    }
    return known;
}

/* Any value as a literal. A "-" gets a space before it: behind another it would make a decrement. */
static void put_json(lua_State *L, ts_script *script, ts_buf *out)
{
    if (lua_type(L, -1) == LUA_TSTRING) {
        ts_str s;
        s.ptr = lua_tolstring(L, -1, &s.len);
        ts_json_string(out, s);
        return;
    }
    const ts_value *value = ts_value_handle(L, -1);
    if (!value)
        value = ts_value_from_lua(L, -1, ts_script_scratch(script), "the script");
    if ((value->kind == TS_INT && value->integer < 0) || (value->kind == TS_NUM && value->number < 0))
        ts_buf_putc(out, ' ');
    ts_note_all(script, value);
    ts_json_write(out, value);
}

static void write_json(lua_State *L, ts_script *script, ts_form form)
{
    if (form == TS_FORM_JSON) {
        put_json(L, script, script->out);
        return;
    }
    ts_buf *text = ts_script_text(script);
    put_json(L, script, text);
    ts_escape_html(script->out, ts_buf_str(text));
}

static void write_handle(lua_State *L, ts_script *script, ts_form form)
{
    const ts_value *value = ts_value_handle(L, -1);
    if (!value)
        refuse(L, "a userdata", "in a page");
    else if (value->kind == TS_LIST)
        refuse(L, "a list", "as it is: go through it, or use join()");
    else if (value->kind == TS_MAP)
        luaL_error(L, "a whole %s cannot be written: write one of its fields",
                   value->map.type ? value->map.type->name : "map");
    else if (form == TS_FORM_TEXT)
        ts_buf_put(script->out, value->string);
    else if (form == TS_FORM_XML) /* feeds carry markup as text */
        ts_escape_xml(script->out, value->string);
    else
        refuse(L, "html", "here: it can stand in element text only");
}

bool ts_write_plain(ts_script *script, const ts_value *value, ts_form form)
{
    if (!value)
        return true;
    if (value->kind == TS_STRING && form != TS_FORM_JSON && form != TS_FORM_JSON_ATTR)
        write_text(script, value->string, form);
    else if (value->kind == TS_HTML && form == TS_FORM_TEXT)
        ts_buf_put(script->out, value->string);
    else
        return false;
    return true;
}

bool ts_write_link(ts_script *script, ts_str to, ts_form form)
{
    if (form == TS_FORM_URL && ts_functions_plain_link(script, to))
        return true;
    ts_buf *text = ts_script_text(script);
    ts_functions_link(script, text, to, false);
    const ts_value link = {.kind = TS_STRING, .string = ts_buf_str(text)};
    return ts_write_plain(script, &link, form);
}

void ts_write_value(lua_State *L, ts_script *script, ts_form form)
{
    ts_str s;
    if (form == TS_FORM_JSON || form == TS_FORM_JSON_ATTR) {
        write_json(L, script, form);
        return;
    }
    switch (lua_type(L, -1)) {
    case LUA_TNIL:
        return;
    case LUA_TSTRING:
        s.ptr = lua_tolstring(L, -1, &s.len);
        write_text(script, s, form);
        return;
    case LUA_TNUMBER:
        s.ptr = luaL_tolstring(L, -1, &s.len);
        write_text(script, s, form);
        return;
    case LUA_TBOOLEAN:
        refuse(L, lua_toboolean(L, -1) ? "true" : "false", "in a page: choose a word with `and` and `or`");
        return;
    case LUA_TUSERDATA:
        write_handle(L, script, form);
        return;
    default:
        lua_pushfstring(L, "a %s", luaL_typename(L, -1));
        refuse(L, lua_tostring(L, -1), "in a page");
    }
}
