#include "markdown/raw.h"
#include "article/node.h"

#include <string.h>

static const char *const elements[] = {"abbr", "b",      "bdi", "cite", "code", "del", "dfn",  "em",
                                       "i",    "ins",    "kbd", "mark", "q",    "s",   "samp", "small",
                                       "span", "strong", "sub", "sup",  "time", "u",   "var",  NULL};
static const char *const attributes[] = {"lang", "dir", "title", "datetime", NULL};

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == ':' || c == '_' || c == '.';
}

static ts_str take_name(ts_str *rest)
{
    size_t end = 0;
    while (end < rest->len && is_name(rest->ptr[end]))
        end++;
    ts_str name = ts_str_sub(*rest, 0, end);
    *rest = ts_str_sub(*rest, end, rest->len);
    return name;
}

static const char *known(const char *const *list, ts_str name)
{
    for (; *list; list++)
        if (ts_str_same(name, ts_str_of(*list)))
            return *list;
    return NULL;
}

static bool take_char(ts_str *rest, char c)
{
    if (!rest->len || rest->ptr[0] != c)
        return false;
    *rest = ts_str_sub(*rest, 1, rest->len);
    return true;
}

/* What stands behind an attribute's "=", with quotes or without. */
static ts_str take_value(ts_str *rest)
{
    char quote = rest->len ? rest->ptr[0] : ' ';
    size_t end = 0;
    if (take_char(rest, '"') || take_char(rest, '\'')) {
        while (end < rest->len && rest->ptr[end] != quote)
            end++;
    } else {
        while (end < rest->len && !strchr(" \t\r\n>", rest->ptr[end]))
            end++;
        quote = '\0';
    }
    ts_str value = ts_str_sub(*rest, 0, end);
    *rest = ts_str_sub(*rest, end, rest->len);
    if (quote)
        take_char(rest, quote);
    return value;
}

/* Takes an attribute, if there is another before the tag's end. */
static bool take_attribute(ts_str *rest, ts_str *name, ts_str *value)
{
    *rest = ts_str_trim(*rest);
    if (!rest->len || rest->ptr[0] == '>')
        return false;
    *name = take_name(rest);
    *value = (ts_str){0};
    *rest = ts_str_trim(*rest);
    if (take_char(rest, '=')) {
        *rest = ts_str_trim(*rest);
        *value = take_value(rest);
    } else if (!name->len) {
        *rest = ts_str_sub(*rest, 1, rest->len);
    }
    return true;
}

/* The tag's attributes that pass. Values keep their entities, but nothing that could end them. */
static void put_attributes(ts_buf *out, ts_str rest)
{
    ts_str name, value;
    while (take_attribute(&rest, &name, &value)) {
        const char *attribute = known(attributes, name);
        if (!attribute || !value.len)
            continue;
        ts_buf_printf(out, " %s=\"", attribute);
        for (size_t i = 0; i < value.len; i++)
            if (strchr("\"<>", value.ptr[i]) && value.ptr[i])
                ts_buf_printf(out, "&#%d;", value.ptr[i]);
            else
                ts_buf_putc(out, value.ptr[i]);
        ts_buf_putc(out, '"');
    }
}

bool ts_raw_is(ts_str html, const char *name, bool *end)
{
    if (!take_char(&html, '<'))
        return false;
    *end = take_char(&html, '/');
    return ts_str_same(take_name(&html), ts_str_of(name));
}

bool ts_raw_span(ts_str html, ts_str *language, ts_str *direction)
{
    *language = *direction = (ts_str){0};
    if (!take_char(&html, '<') || !ts_str_same(take_name(&html), TS_STR("span")))
        return false;
    ts_str name, value;
    while (take_attribute(&html, &name, &value)) {
        if (ts_str_same(name, TS_STR("lang")) && ts_is_language(value))
            *language = value;
        else if (ts_str_same(name, TS_STR("dir")) && ts_is_direction(value))
            *direction = value;
        else
            return false;
    }
    return language->len || direction->len;
}

void ts_raw_inline(ts_buf *out, ts_raw_tags *open, cmark_node *node)
{
    ts_str rest = ts_str_of(cmark_node_get_literal(node));
    cmark_node *parent = cmark_node_parent(node);
    if (!take_char(&rest, '<'))
        return;
    bool end = take_char(&rest, '/');
    const char *name = known(elements, take_name(&rest));
    ts_raw_open *last = open->len ? &open->items[open->len - 1] : NULL;
    if (!name || (end && !(last && last->parent == parent && last->name == name)) ||
        (!end && open->len >= TS_RAW_TAGS))
        return;
    ts_buf_printf(out, end ? "</%s" : "<%s", name);
    if (end) {
        open->len--;
    } else {
        put_attributes(out, rest);
        ts_vec_push(open, ((ts_raw_open){name, parent}));
    }
    ts_buf_putc(out, '>');
}

void ts_raw_leave(ts_buf *out, ts_raw_tags *open, cmark_node *node)
{
    for (; open->len && open->items[open->len - 1].parent == node; open->len--)
        ts_buf_printf(out, "</%s>", open->items[open->len - 1].name);
}
