#include "site/export_memory.h"
#include "base/map.h"

#include <stdlib.h>

struct ts_export_memory {
    ts_map *known, *kept; /* path → ts_export_made: of the last export, and of this one */
    uint64_t base;
};

ts_export_made *ts_export_made_new(const char *path, uint64_t state)
{
    ts_arena *arena = ts_arena_new();
    ts_export_made *made = TS_NEW(arena, ts_export_made);
    made->arena = arena;
    made->path = ts_arena_strdup(arena, path);
    made->state = state;
    return made;
}

void ts_export_made_free(ts_export_made *made)
{
    if (made)
        ts_arena_free(made->arena);
}

ts_export_memory *ts_export_memory_new(void)
{
    ts_export_memory *memory = ts_malloc(sizeof *memory);
    *memory = (ts_export_memory){ts_map_new(), ts_map_new(), 0};
    return memory;
}

/* Frees the map, and of what it has what the other one, may be NULL, has not. */
static void forget(ts_map *map, const ts_map *other)
{
    for (size_t i = 0; i < ts_map_len(map); i++)
        if (!other || ts_map_get(other, ts_map_key_at(map, i)) != ts_map_value_at(map, i))
            ts_export_made_free(ts_map_value_at(map, i));
    ts_map_free(map);
}

void ts_export_memory_free(ts_export_memory *memory)
{
    if (!memory)
        return;
    forget(memory->known, NULL);
    ts_map_free(memory->kept);
    free(memory);
}

void ts_export_memory_start(ts_export_memory *memory, uint64_t base)
{
    if (memory->base != base) {
        forget(memory->known, NULL);
        memory->known = ts_map_new();
    }
    memory->base = base;
}

const ts_export_made *ts_export_memory_find(const ts_export_memory *memory, const char *path, uint64_t state)
{
    const ts_export_made *made = ts_map_get(memory->known, ts_str_of(path));
    return made && made->state == state ? made : NULL;
}

void ts_export_memory_keep(ts_export_memory *memory, const ts_export_made *made)
{
    ts_map_put(memory->kept, ts_str_of(made->path), (void *)(uintptr_t)made);
}

void ts_export_memory_end(ts_export_memory *memory, bool written)
{
    forget(written ? memory->known : memory->kept, written ? memory->kept : memory->known);
    memory->known = written ? memory->kept : memory->known;
    memory->kept = ts_map_new();
}
