/* Plain value trees. */
#include "base/value.h"

#include "base/digest.h"
#include "base/vec.h"

#include <string.h>

static ts_value *make(ts_arena *arena, ts_kind kind)
{
    ts_value *value = TS_NEW(arena, ts_value);
    value->kind = kind;
    return value;
}

ts_value *ts_value_nil(ts_arena *arena)
{
    return make(arena, TS_NIL);
}

ts_value *ts_value_bool(ts_arena *arena, bool b)
{
    ts_value *value = make(arena, TS_BOOL);
    value->boolean = b;
    return value;
}

ts_value *ts_value_int(ts_arena *arena, int64_t i)
{
    ts_value *value = make(arena, TS_INT);
    value->integer = i;
    return value;
}

ts_value *ts_value_num(ts_arena *arena, double n)
{
    ts_value *value = make(arena, TS_NUM);
    value->number = n;
    return value;
}

static ts_str copy_text(ts_arena *arena, ts_str s)
{
    return (ts_str){ts_arena_copy(arena, s), s.len};
}

ts_value *ts_value_string(ts_arena *arena, ts_str s)
{
    ts_value *value = make(arena, TS_STRING);
    value->string = copy_text(arena, s);
    return value;
}

ts_value *ts_value_borrowed(ts_arena *arena, const char *z)
{
    ts_value *value = make(arena, TS_STRING);
    value->string = ts_str_of(z);
    return value;
}

ts_value *ts_value_html(ts_arena *arena, ts_str s)
{
    ts_value *value = make(arena, TS_HTML);
    value->string = copy_text(arena, s);
    return value;
}

ts_value *ts_value_list(ts_arena *arena)
{
    return make(arena, TS_LIST);
}

ts_value *ts_value_map(ts_arena *arena, const ts_type *type)
{
    ts_value *value = make(arena, TS_MAP);
    value->map.type = type;
    return value;
}

void ts_value_reserve(ts_arena *arena, ts_value *value, size_t len)
{
    if (value->kind == TS_LIST && !value->list.cap && len) {
        value->list.items = ts_arena_alloc(arena, len * sizeof *value->list.items);
        value->list.cap = len;
    } else if (value->kind == TS_MAP && !value->map.cap && len) {
        value->map.pairs = ts_arena_alloc(arena, len * sizeof *value->map.pairs);
        value->map.cap = len;
    }
}

void ts_value_push(ts_arena *arena, ts_value *list, const ts_value *item)
{
    ts_vec_push_in(arena, &list->list, item);
}

/* --- keys of maps --------------------------------------------------------------------------------------- */

/* An open-addressed table of indices + 1, at most half full; 0 is free. */
struct ts_slots {
    size_t count; /* a power of two */
    uint32_t places[];
};

/* The slot that holds the key, or the free one where it belongs. */
static uint32_t *slot_of(const ts_value *map, ts_str key)
{
    ts_slots *slots = map->map.slots;
    size_t mask = slots->count - 1;
    for (size_t i = (size_t)ts_hash64(key) & mask;; i = (i + 1) & mask) {
        uint32_t *place = &slots->places[i];
        if (*place == 0 || ts_str_eq(map->map.pairs[*place - 1].key, key))
            return place;
    }
}

static void fill_slots(ts_value *map)
{
    memset(map->map.slots->places, 0, map->map.slots->count * sizeof(uint32_t));
    for (size_t i = 0; i < map->map.len; i++)
        *slot_of(map, map->map.pairs[i].key) = (uint32_t)(i + 1);
}

/* A new table, for as many pairs as the map has room for. */
static void make_slots(ts_arena *arena, ts_value *map)
{
    size_t count = 4 * TS_VALUE_SEARCH;
    while (count < 2 * map->map.cap)
        count *= 2;
    map->map.slots = ts_arena_alloc(arena, sizeof(ts_slots) + count * sizeof(uint32_t));
    map->map.slots->count = count;
    fill_slots(map);
}

/* The index of the pair with that key, or map.len. */
static size_t index_of(const ts_value *map, ts_str key)
{
    size_t i = 0;
    if (map->map.slots) {
        uint32_t place = *slot_of(map, key);
        return place ? place - 1 : map->map.len;
    }
    /* Nearly all other keys differ in length or in their first byte. */
    char first = key.len ? *key.ptr : '\0';
    for (const ts_pair *pair = map->map.pairs; i < map->map.len; i++, pair++)
        if (pair->key.len == key.len && (!key.len || *pair->key.ptr == first) && ts_str_eq(pair->key, key))
            break;
    return i;
}

void ts_value_add(ts_arena *arena, ts_value *map, ts_str key, const ts_value *value)
{
    bool grows = map->map.len == map->map.cap;
    if (grows)
        map->map.pairs =
            ts_vec_grow(arena, map->map.pairs, sizeof *map->map.pairs, map->map.len, &map->map.cap);
    map->map.pairs[map->map.len++] = (ts_pair){key, value};
    if (map->map.len > TS_VALUE_SEARCH && (grows || !map->map.slots))
        make_slots(arena, map);
    else if (map->map.slots)
        *slot_of(map, key) = (uint32_t)map->map.len;
}

void ts_value_set(ts_arena *arena, ts_value *map, const char *key, const ts_value *value)
{
    size_t i = index_of(map, ts_str_of(key));
    if (i == map->map.len)
        ts_value_add(arena, map, copy_text(arena, ts_str_of(key)), value);
    else
        map->map.pairs[i].value = value;
}

void ts_value_set_string(ts_arena *arena, ts_value *map, const char *key, const char *z)
{
    if (z && *z)
        ts_value_set(arena, map, key, ts_value_string(arena, ts_str_of(z)));
}

void ts_value_remove(ts_value *map, ts_str key)
{
    size_t i = index_of(map, key);
    if (i == map->map.len)
        return;
    map->map.len--;
    memmove(map->map.pairs + i, map->map.pairs + i + 1, (map->map.len - i) * sizeof *map->map.pairs);
    if (map->map.slots)
        fill_slots(map);
}

const ts_pair *ts_value_pair(const ts_value *map, ts_str key)
{
    if (!map || map->kind != TS_MAP)
        return NULL;
    size_t i = index_of(map, key);
    return i < map->map.len ? &map->map.pairs[i] : NULL;
}

const ts_value *ts_value_find(const ts_value *map, ts_str key)
{
    const ts_pair *pair = ts_value_pair(map, key);
    return pair ? pair->value : NULL;
}

const ts_value *ts_value_get(const ts_value *map, const char *key)
{
    return ts_value_find(map, ts_str_of(key));
}

const char *ts_value_get_string(const ts_value *map, const char *key)
{
    const ts_value *value = ts_value_get(map, key);
    return value && (value->kind == TS_STRING || value->kind == TS_HTML) ? value->string.ptr : NULL;
}

bool ts_value_get_bool(const ts_value *map, const char *key, bool otherwise)
{
    const ts_value *value = ts_value_get(map, key);
    return value && value->kind == TS_BOOL ? value->boolean : otherwise;
}

int64_t ts_value_get_int(const ts_value *map, const char *key, int64_t otherwise)
{
    const ts_value *value = ts_value_get(map, key);
    return value && value->kind == TS_INT ? value->integer : otherwise;
}

const char *ts_kind_word(ts_kind kind)
{
    switch (kind) {
    case TS_NIL:
        return "nothing";
    case TS_BOOL:
        return "true or false";
    case TS_INT:
        return "whole number";
    case TS_NUM:
        return "number";
    case TS_STRING:
        return "text";
    case TS_HTML:
        return "HTML";
    case TS_LIST:
        return "list";
    case TS_MAP:
        return "table";
    }
    return "nothing";
}
