/* Publishing file by file, where folders cannot change names. */
#include "site/output_parts.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

/* While files are being moved the list names those of the old site as well: whatever interrupts us, the next
 * build knows what is ours. Of those that wait it cannot say whether the old or the new one is there. */
static bool write_both(const ts_output *output, ts_error *error)
{
    ts_written_files files = {0};
    ts_arena *arena = ts_arena_new();
    for (size_t i = 0; i < output->files.len; i++) {
        ts_written_file file = output->files.items[i];
        if (file.fate == TS_FATE_STAGED)
            file.size = -1;
        ts_vec_push_in(arena, &files, file);
    }
    for (size_t i = 0; i < output->removed.len; i++)
        ts_vec_push_in(
            arena, &files,
            *(const ts_written_file *)ts_map_get(output->old, ts_str_of(output->removed.items[i])));
    bool ok = ts_manifest_write(output->folder, output->work, &files, error);
    ts_arena_free(arena);
    return ok;
}

static bool move_one(const ts_output *output, const char *path, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    const char *to = ts_path_join(arena, output->folder, path);
    bool ok = ts_folder_make(ts_path_folder(arena, to), error);
    if (ok && rename(ts_path_join(arena, output->next, path), to) != 0)
        ok = ts_fail_errno(error, ts_path_join(arena, output->shown, path),
                           "The new file cannot be put in place");
    ts_arena_free(arena);
    return ok;
}

/* A file of the old site that the new one has not. */
static bool remove_one(const ts_output *output, const char *path, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    bool ok = ts_file_remove(ts_path_join(arena, output->folder, path), error);
    if (ok)
        ts_output_prune(output->folder, path);
    ts_arena_free(arena);
    return ok;
}

void ts_output_prune(const char *folder, const char *path)
{
    ts_arena *arena = ts_arena_new();
    const char *inner = ts_path_folder(arena, path);
    while (*inner != '.' && (rmdir(ts_path_join(arena, folder, inner)) == 0 || errno == ENOENT))
        inner = ts_path_folder(arena, inner);
    ts_arena_free(arena);
}

bool ts_output_move(ts_output *output, ts_error *error)
{
    bool ok = write_both(output, error);
    for (int there = 0; there <= 1; there++)
        for (size_t i = 0; ok && i < output->staged.len; i++)
            if (output->staged.items[i].there == (there == 1))
                ok = move_one(output, output->staged.items[i].path, error);
    for (size_t i = 0; ok && i < output->removed.len; i++)
        ok = remove_one(output, output->removed.items[i], error);
    return ok && ts_manifest_write(output->folder, output->work, &output->files, error);
}
