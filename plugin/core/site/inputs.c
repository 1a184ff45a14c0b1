#include "site/inputs.h"
#include "base/baked.h"
#include "base/build_id.h"
#include "base/digest.h"
#include "base/file.h"
#include "site/takedown.h"
#include "site/theme.h"
#include "tearsheet.h"

/* Bytes of one rule, filter or sidecar that count. */
#define PART_MAX ((size_t)16 << 20)

void ts_inputs_add(ts_buf *list, ts_str bytes)
{
    char hex[33];
    ts_hash_hex(bytes, hex);
    ts_buf_puts(list, hex);
}

bool ts_inputs_add_file(ts_buf *list, const char *path, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_str bytes;
    bool ok = ts_file_read(arena, path, PART_MAX, &bytes, error);
    if (ok) {
        ts_inputs_add(list, ts_str_of(ts_path_name(path)));
        ts_inputs_add(list, bytes);
    }
    ts_arena_free(arena);
    return ok;
}

/* All files below the folder, which may be NULL or missing. */
static bool add_folder(ts_buf *list, const char *folder, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_found_list files = {0};
    bool ok = !folder || !ts_is_folder(folder) || ts_folder_walk(arena, folder, &files, error);
    for (size_t i = 0; ok && i < files.len; i++) {
        ts_inputs_add(list, ts_str_of(files.items[i].path));
        ok = ts_inputs_add_file(list, ts_path_join(arena, folder, files.items[i].path), error);
    }
    ts_arena_free(arena);
    return ok;
}

bool ts_inputs_add_modules(ts_buf *list, const ts_site *site, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_texts names = {0};
    bool ok = add_folder(list, ts_path_join(arena, site->folder, "lua"), error) &&
              ts_theme_list(site, arena, "lua/", &names, error);
    for (size_t i = 0; ok && i < names.len; i++) {
        ts_str bytes;
        const char *path;
        ts_inputs_add(list, ts_str_of(names.items[i]));
        ok = ts_theme_find(site, arena, names.items[i], &bytes, &path, error);
        if (ok)
            ts_inputs_add(list, bytes);
    }
    ts_arena_free(arena);
    return ok;
}

bool ts_inputs_add_takedowns(ts_buf *list, const ts_site *site, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    const char *path = ts_path_join(arena, site->folder, TS_TAKEDOWNS);
    bool ok = !ts_is_file(path) || ts_inputs_add_file(list, path, error);
    ts_arena_free(arena);
    return ok;
}

/* The program: its version, its build, and the rules that were baked in. */
static void add_program(ts_buf *list)
{
    const char *name;
    ts_inputs_add(list, TS_STR(TEARSHEET_VERSION));
    ts_inputs_add(list, ts_build_id());
    for (size_t i = ts_baked_first("rules/"); ts_baked_at(i, "rules/", &name); i++)
        ts_inputs_add(list, (ts_str){(const char *)ts_baked_files[i].bytes, ts_baked_files[i].len});
}

bool ts_inputs_add_map(ts_buf *list, const ts_site *site, const char *rules, ts_error *error)
{
    add_program(list);
    bool ok = add_folder(list, rules, error) && ts_inputs_add_modules(list, site, error);
    for (size_t i = 0; ok && i < site->filters.len; i++)
        ok = ts_inputs_add_file(list, site->filters.items[i], error);
    return ok;
}
