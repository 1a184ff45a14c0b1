#include "site/export_memory.h"
#include "base/file.h"
#include "base/map.h"
#include "base/pack.h"

#include <stdlib.h>
#include <string.h>

/* The first number of the file: another one for another form. */
#define FORM 1

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

/* --- between runs -----------------------------------------------------------------------------------------
 */

static int by_path(const void *a, const void *b)
{
    return strcmp((*(const ts_export_made *const *)a)->path, (*(const ts_export_made *const *)b)->path);
}

static void pack_made(ts_buf *out, const ts_export_made *made)
{
    ts_pack_text(out, made->path);
    ts_pack_number(out, made->state);
    ts_pack_number(out, made->articles);
    ts_pack_number(out, made->drafts);
    ts_pack_number(out, made->files.len);
    for (size_t i = 0; i < made->files.len; i++) {
        ts_pack_text(out, made->files.items[i].path);
        ts_pack_text(out, made->files.items[i].hash);
    }
}

void ts_export_memory_write(const ts_export_memory *memory, const char *folder)
{
    TS_VEC(const ts_export_made *) all = {0};
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    for (size_t i = 0; i < ts_map_len(memory->known); i++)
        ts_vec_push(&all, ts_map_value_at(memory->known, i));
    /* The threads came in any order; a file that says the same is not written again. */
    if (all.len)
        qsort(all.items, all.len, sizeof *all.items, by_path);
    ts_pack_number(&out, FORM);
    ts_pack_number(&out, memory->base);
    ts_pack_number(&out, all.len);
    for (size_t i = 0; i < all.len; i++)
        pack_made(&out, all.items[i]);
    if (!out.full)
        (void)ts_file_write(ts_path_join(arena, folder, TS_EXPORT_MEMORY), ts_buf_str(&out), NULL, &error);
    ts_vec_free(&all);
    ts_buf_free(&out);
    ts_arena_free(arena);
}

static const char *unpack_text(ts_unpack *in)
{
    const char *text = ts_unpack_text(in);
    in->bad = in->bad || !text;
    return in->bad ? "" : text;
}

static ts_export_made *unpack_made(ts_unpack *in)
{
    const char *path = unpack_text(in);
    ts_export_made *made = ts_export_made_new(path, ts_unpack_number(in));
    made->articles = ts_unpack_number(in);
    made->drafts = ts_unpack_number(in);
    for (size_t n = ts_unpack_count(in); n > 0 && !in->bad; n--) {
        ts_export_file file = {.path = ts_arena_strdup(made->arena, unpack_text(in))};
        const char *hash = unpack_text(in);
        in->bad = in->bad || strlen(hash) != sizeof file.hash - 1;
        if (!in->bad)
            memcpy(file.hash, hash, sizeof file.hash);
        ts_vec_push_in(made->arena, &made->files, file);
    }
    return made;
}

ts_export_memory *ts_export_memory_read(const char *folder)
{
    ts_export_memory *memory = ts_export_memory_new();
    ts_arena *arena = ts_arena_new();
    ts_error error = {0};
    ts_unpack in = {.arena = arena};
    if (ts_file_read(arena, ts_path_join(arena, folder, TS_EXPORT_MEMORY), TS_BUF_MAX, &in.bytes, &error) &&
        ts_unpack_number(&in) == FORM) {
        memory->base = ts_unpack_number(&in);
        for (size_t n = ts_unpack_count(&in); n > 0 && !in.bad; n--) {
            ts_export_made *made = unpack_made(&in);
            in.bad = in.bad || ts_map_has(memory->known, ts_str_of(made->path));
            if (in.bad)
                ts_export_made_free(made);
            else
                ts_map_put(memory->known, ts_str_of(made->path), made);
        }
    }
    /* Nothing is kept of what was read so far. */
    if (in.bad)
        ts_export_memory_start(memory, 0);
    ts_arena_free(arena);
    return memory;
}
