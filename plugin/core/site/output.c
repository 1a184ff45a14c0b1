#include "site/output.h"
#include "base/digest.h"
#include "site/output_parts.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* True for a folder with nothing in it but, perhaps, what we left there, and the user's index. */
static bool is_empty(const char *folder, const char *index)
{
    DIR *dir = opendir(folder);
    bool empty = true;
    for (struct dirent *entry; dir && empty && (entry = readdir(dir));)
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
                strcmp(entry->d_name, TS_OUTPUT_STAGE) == 0 || (index && strcmp(entry->d_name, index) == 0);
    if (dir)
        closedir(dir);
    return empty;
}

/* Reads the list of what is ours, which says too that the folder is. */
static bool take_folder(ts_output *output, const char *index, ts_error *error)
{
    bool found = false;
    if (!ts_manifest_read(output->arena, output->folder, output->old, &found, error))
        return false;
    return found || is_empty(output->folder, index) ||
           ts_fail(error, TS_REFUSED, output->shown, 0, 0,
                   "The folder is not empty and was not made by tearsheet, so nothing is written into it. "
                   "Choose another one with -o, or empty it.");
}

ts_output *ts_output_open(const char *folder, const ts_output_options *options, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_output *output = TS_NEW(arena, ts_output);
    output->arena = arena;
    output->shown = ts_arena_strdup(arena, folder);
    output->spare = options->spare ? ts_arena_strdup(arena, options->spare) : NULL;
    output->workers = options->workers > 0 ? options->workers : 1;
    output->lock = -1;
    output->old = ts_map_new();
    output->dir = -1;
    pthread_mutex_init(&output->mutex, NULL);
    if (ts_output_begin(output, options, error) && take_folder(output, options->index, error)) {
        output->dir = open(output->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        return output;
    }
    ts_output_close(output);
    return NULL;
}

static bool holds(ts_arena *arena, const char *path, const struct stat *st, ts_str bytes)
{
    ts_str there;
    ts_error error = {0};
    return S_ISREG(st->st_mode) && (size_t)st->st_size == bytes.len &&
           ts_file_read(arena, path, bytes.len, &there, &error) && ts_str_eq(there, bytes);
}

/* `old` is what the list has, or NULL. */
static void note_kept(ts_output *output, ts_written_file file, const char *path, ts_written_file *old,
                      bool newer)
{
    pthread_mutex_lock(&output->mutex);
    output->newer = output->newer || newer;
    if (old) {
        old->fate = TS_FATE_KEPT;
        old->size = file.size;
    } else {
        file.fate = TS_FATE_KEPT;
        file.path = ts_arena_strdup(output->arena, path);
        ts_vec_push_in(output->arena, &output->found, file);
    }
    pthread_mutex_unlock(&output->mutex);
}

static void note_staged(ts_output *output, ts_written_file file, const char *path, ts_written_file *old,
                        bool there)
{
    file.fate = TS_FATE_STAGED;
    if (old)
        old->fate = file.fate;
    pthread_mutex_lock(&output->mutex);
    file.path = ts_arena_strdup(output->arena, path);
    ts_vec_push(&output->files, file);
    ts_vec_push(&output->staged, ((ts_staged){file.path, there}));
    output->created += !there;
    output->replaced += there;
    pthread_mutex_unlock(&output->mutex);
}

/* Writes a file into the work folder; messages name it by its place in the site. */
static bool stage(ts_output *output, ts_arena *arena, const char *path, ts_str bytes, ts_error *error)
{
    ts_error failure = {0};
    return ts_file_create(ts_path_join(arena, output->next, path), bytes, &failure) ||
           ts_fail(error, failure.status, ts_path_join(arena, output->shown, path), 0, 0, "%s",
                   failure.message);
}

bool ts_output_put(ts_output *output, const char *path, ts_str bytes, char hash[33], ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    struct stat st;
    ts_written_file file = {.size = (int64_t)bytes.len};
    const char *full = ts_path_join(arena, output->folder, path);
    ts_written_file *old = ts_map_get(output->old, ts_str_of(path));
    bool there = output->dir >= 0 && lstat(full, &st) == 0, known = there && old && ts_written_is(old, &st),
         ok = true;
    ts_hash_hex(bytes, file.hash);
    if (hash)
        memcpy(hash, file.hash, sizeof file.hash);
    bool same =
        known ? memcmp(old->hash, file.hash, sizeof file.hash) == 0 : there && holds(arena, full, &st, bytes);
    if (strpbrk(path, "\n\r"))
        ok = ts_fail(error, TS_REFUSED, path, 0, 0, "A file whose name holds a line break is not published.");
    else if (there && !same && !old)
        ok = ts_fail(error, TS_REFUSED, ts_path_join(arena, output->shown, path), 0, 0,
                     "It is in the way of a page of that name, and tearsheet did not write it. Move it away, "
                     "or build elsewhere with -o.");
    else if (!same)
        ok = stage(output, arena, path, bytes, error);
    if (ok && same)
        note_kept(output, file, path, old, !known);
    else if (ok)
        note_staged(output, file, path, old, there);
    ts_arena_free(arena);
    return ok;
}

static bool is_as_written(const ts_output *output, const ts_written_file *file, struct stat *st)
{
    return fstatat(output->dir, file->path, st, AT_SYMLINK_NOFOLLOW) == 0 && ts_written_is(file, st);
}

/* The file, where it is as the last build wrote it with that hash; NULL where not. */
static ts_written_file *find_written(const ts_output *output, const char *path, const char *hash)
{
    struct stat st;
    ts_written_file *old = ts_map_get(output->old, ts_str_of(path));
    return old && strcmp(old->hash, hash) == 0 &&
                   ((output->looked && old->stands) || is_as_written(output, old, &st))
               ? old
               : NULL;
}

bool ts_output_has(const ts_output *output, const char *path, const char *hash)
{
    return find_written(output, path, hash) != NULL;
}

bool ts_output_keep(ts_output *output, const char *path, const char *hash)
{
    ts_written_file *old = find_written(output, path, hash);
    if (old)
        old->fate = TS_FATE_KEPT;
    return old != NULL;
}

bool ts_output_stands(const ts_output *output)
{
    struct stat st;
    bool all = true;
    for (size_t i = 0; all && i < ts_map_len(output->old); i++)
        all = is_as_written(output, ts_map_value_at(output->old, i), &st);
    return all;
}

uint64_t ts_output_list(const ts_output *output)
{
    ts_arena *arena = ts_arena_new();
    ts_error unread = {0};
    ts_str bytes;
    const char *path = ts_path_join(arena, output->folder, TS_OUTPUT_MARK);
    uint64_t digest = ts_file_read(arena, path, TS_BUF_MAX, &bytes, &unread) ? ts_hash64(bytes) : 0;
    ts_arena_free(arena);
    return digest;
}

ts_written_file *ts_output_old(const ts_output *output, const char *path)
{
    return ts_map_get(output->old, ts_str_of(path));
}

/* Whether a file of the old site is still what we wrote, or gone. */
static bool is_ours(const ts_output *output, const ts_written_file *file)
{
    ts_arena *arena = ts_arena_new();
    const char *path = ts_path_join(arena, output->folder, file->path);
    struct stat st;
    ts_error unread = {0};
    ts_str bytes;
    char hash[33] = "";
    bool ours = lstat(path, &st) != 0 || ts_written_is(file, &st);
    if (!ours && S_ISREG(st.st_mode) && ts_file_read(arena, path, TS_BUF_MAX, &bytes, &unread)) {
        ts_hash_hex(bytes, hash);
        ours = memcmp(hash, file->hash, sizeof hash) == 0;
    }
    ts_arena_free(arena);
    return ours;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const ts_written_file *)a)->path, ((const ts_written_file *)b)->path);
}

/* Every file of the old site is kept as its list has it, and there is no other. */
static bool is_unchanged(const ts_output *output)
{
    bool kept = output->staged.len == 0 && output->found.len == 0 && !output->newer;
    for (size_t i = 0; kept && i < ts_map_len(output->old); i++)
        kept = ((const ts_written_file *)ts_map_value_at(output->old, i))->fate == TS_FATE_KEPT;
    return kept && ts_map_len(output->old) > 0;
}

/* Decides of every path that is ours what becomes of it. Gives how many stay as they are. */
static size_t settle(ts_output *output, void (*kept)(void *context, const char *path), void *context)
{
    for (size_t i = 0; i < output->found.len; i++)
        ts_map_put(output->old, ts_str_of(output->found.items[i].path), &output->found.items[i]);
    for (size_t i = 0; i < ts_map_len(output->old); i++) {
        ts_written_file *file = ts_map_value_at(output->old, i);
        if (file->fate == TS_FATE_KEPT) {
            ts_vec_push(&output->files, *file);
        } else if (file->fate == TS_FATE_NONE && is_ours(output, file)) {
            ts_vec_push_in(output->arena, &output->removed, file->path);
            file->fate = TS_FATE_REMOVED;
        } else if (file->fate == TS_FATE_NONE && kept) {
            kept(context, file->path);
        }
    }
    if (output->files.len)
        qsort(output->files.items, output->files.len, sizeof *output->files.items, by_path);
    return output->files.len - output->staged.len;
}

bool ts_output_commit(ts_output *output, ts_output_report *report,
                      void (*kept)(void *context, const char *path), void *context, ts_error *error)
{
    if (is_unchanged(output)) {
        *report = (ts_output_report){.unchanged = ts_map_len(output->old)};
        return true;
    }
    ts_output_look(output);
    size_t unchanged = settle(output, kept, context);
    *report = (ts_output_report){output->created, output->replaced, unchanged, output->removed.len};
    if (ts_is_folder(output->folder) && output->staged.len == 0 && output->removed.len == 0) {
        if (output->newer)
            ts_manifest_touch(output->folder);
        return ts_manifest_write(output->folder, output->work, &output->files, error);
    }
    ts_swapped swapped = ts_output_swap(output, error);
    return swapped == TS_SWAPPED || (swapped == TS_SWAP_UNABLE && ts_output_move(output, error));
}

void ts_output_close(ts_output *output)
{
    if (!output)
        return;
    ts_output_leave(output);
    if (output->dir >= 0)
        close(output->dir);
    ts_output_end(output);
    pthread_mutex_destroy(&output->mutex);
    ts_map_free(output->old);
    ts_vec_free(&output->files);
    ts_vec_free(&output->staged);
    ts_arena_free(output->arena);
}
