/* A hash map in two arrays: the entries in order of insertion, and an open-addressed table of their indices.
 */
#include "base/map.h"

#include "base/digest.h"
#include "base/vec.h"

#include <stdint.h>

typedef struct entry {
    ts_str key;
    uint64_t hash;
    void *value;
} entry;

/* The tag, a part of the hash, tells nearly all other keys apart without a look at their entries. */
typedef struct slot {
    uint32_t tag;
    uint32_t place; /* index of an entry + 1; 0: free */
} slot;

struct ts_map {
    ts_arena *keys; /* NULL: there are none */
    TS_VEC(entry) entries;
    slot *slots;
    size_t slot_count; /* a power of two, or 0 */
};

static uint32_t tag_of(uint64_t hash)
{
    return (uint32_t)(hash >> 32);
}

ts_map *ts_map_new(void)
{
    ts_map *map = ts_malloc(sizeof *map);
    *map = (ts_map){0};
    return map;
}

void ts_map_free(ts_map *map)
{
    if (!map)
        return;
    ts_arena_free(map->keys);
    ts_vec_free(&map->entries);
    free(map->slots);
    free(map);
}

/* The slot that holds the key, or the free one where it belongs. The table is never full. */
static slot *slot_of(const ts_map *map, ts_str key, uint64_t hash)
{
    size_t mask = map->slot_count - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        slot *at = &map->slots[i];
        if (at->place == 0)
            return at;
        if (at->tag == tag_of(hash) && ts_str_eq(map->entries.items[at->place - 1].key, key))
            return at;
    }
}

static const entry *find(const ts_map *map, ts_str key)
{
    if (map->slot_count == 0)
        return NULL;
    size_t place = slot_of(map, key, ts_hash64(key))->place;
    return place ? &map->entries.items[place - 1] : NULL;
}

void *ts_map_get(const ts_map *map, ts_str key)
{
    const entry *e = find(map, key);
    return e ? e->value : NULL;
}

bool ts_map_has(const ts_map *map, ts_str key)
{
    return find(map, key) != NULL;
}

/* Doubles the table, which stays at most half full. */
static void grow(ts_map *map)
{
    free(map->slots);
    map->slot_count = map->slot_count ? map->slot_count * 2 : 16;
    map->slots = ts_malloc(map->slot_count * sizeof *map->slots);
    for (size_t i = 0; i < map->slot_count; i++)
        map->slots[i] = (slot){0};
    for (size_t i = 0; i < map->entries.len; i++) {
        const entry *e = &map->entries.items[i];
        *slot_of(map, e->key, e->hash) = (slot){tag_of(e->hash), (uint32_t)(i + 1)};
    }
}

void ts_map_put(ts_map *map, ts_str key, void *value)
{
    if (map->entries.len * 2 >= map->slot_count)
        grow(map);
    uint64_t hash = ts_hash64(key);
    slot *at = slot_of(map, key, hash);
    if (at->place) {
        map->entries.items[at->place - 1].value = value;
        return;
    }
    if (!map->keys)
        map->keys = ts_arena_new();
    entry added = {{ts_arena_copy(map->keys, key), key.len}, hash, value};
    ts_vec_push(&map->entries, added);
    *at = (slot){tag_of(hash), (uint32_t)map->entries.len};
}

size_t ts_map_len(const ts_map *map)
{
    return map->entries.len;
}

ts_str ts_map_key_at(const ts_map *map, size_t i)
{
    return map->entries.items[i].key;
}

void *ts_map_value_at(const ts_map *map, size_t i)
{
    return map->entries.items[i].value;
}
