#include "markdown/values.h"
#include "rules/dates.h"
#include "text/utf8.h"

#include <inttypes.h>

const char *ts_value_text(ts_arena *arena, const ts_value *value)
{
    if (!value)
        return NULL;
    switch (value->kind) {
    case TS_STRING:
    case TS_HTML: {
        ts_str text = ts_utf8_trim(value->string);
        return text.len ? ts_arena_copy(arena, text) : NULL;
    }
    case TS_INT:
        return ts_arena_printf(arena, "%" PRId64, value->integer);
    case TS_NUM:
        return ts_arena_printf(arena, "%.15g", value->number);
    default:
        return NULL;
    }
}

const char *ts_value_date(ts_arena *arena, const ts_value *value)
{
    const char *text = ts_value_text(arena, value);
    ts_date date;
    if (!text)
        return NULL;
    if (!ts_date_iso(ts_str_of(text), &date) && !ts_date_rfc822(ts_str_of(text), &date) &&
        !ts_date_find(ts_str_of(text), NULL, &date, NULL))
        return NULL;
    return ts_date_format(arena, &date);
}

static const char *member(ts_arena *arena, const ts_value *map, const char *key)
{
    return map->kind == TS_MAP ? ts_value_text(arena, ts_value_get(map, key)) : NULL;
}

static void add_person(ts_arena *arena, ts_people *people, const ts_value *value, const char *role)
{
    if (value->kind == TS_MAP) {
        const char *own = member(arena, value, "role");
        ts_people_add(arena, people, ts_str_of(member(arena, value, "name")), own);
        return;
    }
    const char *name = ts_value_text(arena, value);
    if (name)
        ts_people_add(arena, people, ts_str_of(name), role);
}

ts_people ts_value_people(ts_arena *arena, const ts_value *value, const char *role)
{
    ts_people people = {0};
    if (value->kind == TS_LIST) {
        for (size_t i = 0; i < value->list.len; i++)
            add_person(arena, &people, value->list.items[i], role);
    } else if (value->kind == TS_MAP) {
        add_person(arena, &people, value, role);
    } else {
        ts_people_parse(arena, &people, ts_str_of(ts_value_text(arena, value)), role);
    }
    return people;
}

static void add_split(ts_arena *arena, ts_texts *texts, const char *text)
{
    ts_str rest = ts_str_of(text);
    while (rest.len) {
        size_t at = ts_str_find_char(rest, ',', 0), wide = ts_str_find(rest, TS_STR("\xEF\xBC\x8C"), 0);
        size_t end = at < wide ? at : wide;
        size_t skip = end == TS_NPOS ? 0 : at < wide ? 1 : 3;
        if (end == TS_NPOS)
            end = rest.len;
        ts_texts_add(arena, texts, ts_str_sub(rest, 0, end));
        rest = ts_str_sub(rest, end + skip, rest.len);
    }
}

ts_texts ts_value_texts(ts_arena *arena, const ts_value *value)
{
    ts_texts texts = {0};
    if (value->kind != TS_LIST) {
        add_split(arena, &texts, ts_value_text(arena, value));
        return texts;
    }
    for (size_t i = 0; i < value->list.len; i++) {
        const ts_value *item = value->list.items[i];
        if (item->kind != TS_LIST) {
            ts_texts_add(arena, &texts, ts_str_of(ts_value_text(arena, item)));
            continue;
        }
        for (size_t k = 0; k < item->list.len; k++)
            ts_texts_add(arena, &texts, ts_str_of(ts_value_text(arena, item->list.items[k])));
    }
    return texts;
}

ts_party ts_value_party(ts_arena *arena, const ts_value *value)
{
    if (value->kind == TS_MAP)
        return (ts_party){member(arena, value, "name"), member(arena, value, "url")};
    return (ts_party){ts_value_text(arena, value), NULL};
}

void ts_value_hops(ts_arena *arena, const ts_value *value, ts_fields *fields)
{
    for (size_t i = 0; value->kind == TS_LIST && i < value->list.len; i++) {
        const ts_value *map = value->list.items[i];
        ts_hop hop = {member(arena, map, "role"), member(arena, map, "name"), member(arena, map, "url"),
                      member(arena, map, "date"), member(arena, map, "evidence")};
        if (hop.role)
            ts_vec_push_in(arena, &fields->provenance, hop);
    }
}

static int size_of(const ts_value *map, const char *key)
{
    int64_t n = map->kind == TS_MAP ? ts_value_get_int(map, key, 0) : 0;
    return n > 0 && n < 100000 ? (int)n : 0;
}

static void add_image(ts_arena *arena, const ts_value *value, ts_fields *fields)
{
    ts_image image = {0};
    if (value->kind == TS_MAP) {
        image = (ts_image){member(arena, value, "src"),     member(arena, value, "alt"),
                           member(arena, value, "caption"), member(arena, value, "credit"),
                           size_of(value, "width"),         size_of(value, "height")};
        /* Hexo's and others' way. */
        if (!image.src)
            image.src = member(arena, value, "url");
    } else {
        image.src = ts_value_text(arena, value);
    }
    if (image.src)
        ts_vec_push_in(arena, &fields->images, image);
}

void ts_value_images(ts_arena *arena, const ts_value *value, ts_fields *fields)
{
    if (value->kind != TS_LIST) {
        add_image(arena, value, fields);
        return;
    }
    for (size_t i = 0; i < value->list.len; i++)
        add_image(arena, value->list.items[i], fields);
}

void ts_value_warnings(ts_arena *arena, const ts_value *value, ts_fields *fields)
{
    for (size_t i = 0; value->kind == TS_LIST && i < value->list.len; i++) {
        const char *code = member(arena, value->list.items[i], "code");
        const char *message = member(arena, value->list.items[i], "message");
        if (code && message)
            ts_warn(arena, fields, code, message);
    }
}
