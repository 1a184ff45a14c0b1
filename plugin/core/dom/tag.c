#include "dom/tag.h"

#include <string.h>
#include <strings.h>

/* How far behind the first quote of a <meta> value the true one may be. */
enum { META_WINDOW = 400 };

static bool is_tag(const ts_tag *tag, const char *name)
{
    return tag->name.len && (tag->name.ptr[0] | 0x20) == name[0] && strlen(name) == tag->name.len &&
           strncasecmp(tag->name.ptr, name, tag->name.len) == 0;
}

/* True where behind a quote the tag ends or a next attribute with a value stands. */
static bool ends_value(const ts_tag_source *s, const char *p)
{
    const char *end = s->end - p > META_WINDOW ? p + META_WINDOW : s->end;
    while (p < end && (ts_is_blank(*p) || *p == '/'))
        p++;
    if (p == end || *p == '>')
        return true;
    const char *name = p;
    while (p < end && (ts_is_letter(*p) || *p == '-' || *p == ':'))
        p++;
    return p > name && p < end && *p == '=';
}

/* The quote that ends a value, or NULL. In <meta> a quote ends the value only where the attribute ends too:
 * pages print headlines with raw quotes there. */
static const char *value_end(ts_tag_source *s, const char *p, char quote, bool meta)
{
    bool *none = &s->no_quote[quote == '\''];
    const char *close = *none ? NULL : memchr(p, quote, (size_t)(s->end - p));
    if (!close) {
        *none = true;
        return NULL;
    }
    for (const char *q = close; meta && q < s->end && q - close < META_WINDOW && *q != '>'; q++) {
        if (*q != quote)
            continue;
        /* A browser that saved such a page has made attributes without value of the rest: too late to mend.
         */
        if (s->end - q > 3 && q[1] == '=' && q[2] == quote && q[3] == quote)
            break;
        if (ends_value(s, q + 1))
            return q;
    }
    return close;
}

/* What may end an attribute's name, a value without quotes, an element's name. */
enum { ENDS_NAME = 1, ENDS_VALUE = 2, ENDS_ELEMENT = 4 };
static const unsigned char ENDS[256] = {
    [' '] = 7, ['\n'] = 7, ['\t'] = 7, ['\r'] = 7, ['\f'] = 7, ['>'] = 7, ['/'] = 5, ['='] = 1,
};

static const char *skip_to(const char *p, const char *end, unsigned what)
{
    while (p < end && !(ENDS[(unsigned char)*p] & what))
        p++;
    return p;
}

static const char *skip_blanks(const char *p, const char *end)
{
    while (p < end && ts_is_blank(*p))
        p++;
    return p;
}

/* Reads one attribute and moves behind it; false at the tag's end, where *slash tells of a "/" before it. */
static bool read_attribute(ts_tag_source *s, const char **at, bool meta, ts_raw_attribute *a, bool *slash)
{
    const char *p = *at;
    *slash = false;
    for (; p < s->end && (ts_is_blank(*p) || *p == '/'); p++)
        *slash = *p == '/' || *slash;
    *at = p;
    if (p == s->end || *p == '>')
        return false;
    const char *name = p;
    p = skip_to(p + 1, s->end, ENDS_NAME); /* a name may begin with '=' */
    *a = (ts_raw_attribute){.name = {name, (size_t)(p - name)}};
    *at = p;
    p = skip_blanks(p, s->end);
    if (p == s->end || *p != '=')
        return true;
    p = skip_blanks(p + 1, s->end);
    if (p < s->end && (*p == '"' || *p == '\'')) {
        const char *close = value_end(s, p + 1, *p, meta);
        if (close) {
            a->value = (ts_str){p + 1, (size_t)(close - p - 1)};
            *at = close + 1;
            return true;
        }
        p++;
    }
    *at = skip_to(p, s->end, ENDS_VALUE);
    a->value = (ts_str){p, (size_t)(*at - p)};
    return true;
}

const char *ts_tag_name_end(const char *name, const char *end)
{
    return skip_to(name, end, ENDS_ELEMENT);
}

bool ts_tag_read(ts_tag_source *source, const char *name, ts_tag *tag)
{
    const char *p = ts_tag_name_end(name, source->end);
    tag->name = (ts_str){name, (size_t)(p - name)};
    tag->data = false;
    tag->count = 0;
    bool meta = is_tag(tag, "meta");
    ts_raw_attribute past, *a = &tag->attributes[0];
    while (read_attribute(source, &p, meta, a, &tag->self_closed)) {
        if (a->value.ptr && a->name.len == 4 && ts_str_same(a->name, TS_STR("type")))
            tag->data = ts_str_find(a->value, TS_STR("json"), 0) != TS_NPOS ||
                        ts_str_starts(a->value, TS_STR("math/tex"));
        if (tag->count < TS_DOM_ATTRIBUTES)
            tag->count++;
        a = tag->count < TS_DOM_ATTRIBUTES ? &tag->attributes[tag->count] : &past;
    }
    tag->next = p + 1;
    return p < source->end;
}
