#include "rules/embeds.h"

#include "base/baked.h"
#include "base/buf.h"

#include <string.h>

/* Bytes of an address that is looked at. */
#define URL_MAX 2000

/* The next rule of a kind: its pattern and the rest of its line. */
static bool next_rule(ts_str *text, const char *kind, ts_str *pattern, ts_str *rest)
{
    ts_str key;
    while (ts_str_line(text, rest))
        if (ts_str_word(rest, &key) && ts_str_is(key, kind) && ts_str_word(rest, pattern))
            return true;
    return false;
}

/* The address without scheme and "www.". */
static ts_str bare(ts_str url)
{
    size_t at = ts_str_find(url, TS_STR("//"), 0);
    url = at == TS_NPOS ? url : ts_str_sub(url, at + 2, url.len);
    return ts_str_starts(url, TS_STR("www.")) ? ts_str_sub(url, 4, url.len) : url;
}

static ts_str up_to(ts_str text, const char *ends)
{
    size_t i = 0;
    while (i < text.len && text.ptr[i] && !strchr(ends, text.ptr[i]))
        i++;
    return ts_str_sub(text, 0, i);
}

/* A parameter of the query; empty for none. */
static ts_str parameter(ts_str url, ts_str name)
{
    size_t at = ts_str_find_char(url, '?', 0);
    while (at != TS_NPOS && at + 1 < url.len) {
        ts_str pair = up_to(ts_str_sub(url, at + 1, url.len), "&#");
        if (ts_str_starts(pair, name) && pair.len > name.len && pair.ptr[name.len] == '=')
            return ts_str_sub(pair, name.len + 1, pair.len);
        at += 1 + pair.len;
        at = at < url.len && url.ptr[at] == '&' ? at : TS_NPOS;
    }
    return (ts_str){0};
}

/* The address of the page, with the place in braces filled; NULL where nothing can fill it. */
static const char *fill(ts_arena *arena, ts_str address, ts_str url, ts_str rest)
{
    size_t open = ts_str_find_char(address, '{', 0), close = ts_str_find_char(address, '}', 0);
    if (open == TS_NPOS || close == TS_NPOS || close < open)
        return NULL;
    ts_str name = ts_str_sub(address, open + 1, close);
    ts_str id = name.len ? parameter(url, name) : up_to(rest, "/?&#");
    if (!id.len)
        return NULL;
    ts_buf out;
    ts_buf_init(&out, 2 * URL_MAX);
    ts_buf_put(&out, ts_str_sub(address, 0, open));
    ts_buf_put(&out, id);
    ts_buf_put(&out, ts_str_sub(address, close + 1, address.len));
    return ts_buf_keep(&out, arena).ptr;
}

bool ts_embed_of_frame(ts_arena *arena, ts_str url, ts_embed *embed)
{
    ts_str text = {0}, prefix, line, address, place = bare(url);
    if (url.len > URL_MAX)
        return false;
    ts_baked_find("rules/embeds", &text);
    while (next_rule(&text, "frame", &prefix, &line)) {
        if (!ts_str_starts(place, prefix) || !ts_str_word(&line, &address))
            continue;
        embed->url = fill(arena, address, place, ts_str_sub(place, prefix.len, place.len));
        embed->provider = ts_arena_copy(arena, ts_str_trim(line));
        if (embed->url)
            return true;
    }
    return false;
}

bool ts_embed_of_element(ts_arena *arena, const char *name, ts_str id, ts_embed *embed)
{
    ts_str text = {0}, element, line, place;
    ts_baked_find("rules/embeds", &text);
    while (id.len <= URL_MAX && next_rule(&text, "element", &element, &line)) {
        if (!ts_str_is(element, name) || !ts_str_word(&line, &place))
            continue;
        const char *url = ts_arena_printf(arena, "%.*s%.*s", (int)place.len, place.ptr, (int)id.len, id.ptr);
        return ts_embed_of_frame(arena, ts_str_of(url), embed);
    }
    return false;
}

const char *ts_embed_of_quote(ts_arena *arena, ts_str classes)
{
    ts_str text = {0}, name, line, word;
    ts_baked_find("rules/embeds", &text);
    while (next_rule(&text, "quote", &name, &line))
        for (ts_str all = classes; ts_str_word(&all, &word);)
            if (ts_str_eq(word, name))
                return ts_arena_copy(arena, ts_str_trim(line));
    return NULL;
}
