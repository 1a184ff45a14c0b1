#include "site/output.h"
#include "base/digest.h"
#include "base/file.h"
#include "site/manifest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where new files wait: in the folder itself, so that putting them in place is a rename. */
#define STAGE ".tearsheet-stage"

struct ts_output {
    ts_arena *arena;
    const char *folder, *stage;
    int lock;  /* the folder, held open; -1 */
    bool made; /* the folder was not there before */
    bool committed;
    ts_map *old;                 /* path → ts_written_file: what we wrote last time */
    ts_written_files files;      /* what was put this time */
    TS_VEC(const char *) staged; /* paths that wait in the stage */
    size_t created, replaced, unchanged;
    pthread_mutex_t mutex; /* over the arena and the lists */
};

/* True for a folder with nothing in it but, perhaps, what we left there. */
static bool is_empty(const char *folder)
{
    DIR *dir = opendir(folder);
    bool empty = true;
    for (struct dirent *entry; dir && empty && (entry = readdir(dir));)
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
                strcmp(entry->d_name, STAGE) == 0;
    if (dir)
        closedir(dir);
    return empty;
}

static bool lock_folder(ts_output *output, ts_error *error)
{
    output->lock = open(output->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (output->lock < 0)
        return ts_fail_errno(error, output->folder, "The output folder cannot be opened");
    if (flock(output->lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return true; /* some file systems know no locks: then there is none */
    return ts_fail(error, TS_REFUSED, output->folder, 0, 0,
                   "Another tearsheet is writing into this folder. Wait for it, or build elsewhere with -o.");
}

static bool take_folder(ts_output *output, ts_error *error)
{
    bool found = false;
    output->made = !ts_is_folder(output->folder);
    if (!ts_folder_make(output->folder, error) || !lock_folder(output, error) ||
        !ts_manifest_read(output->arena, output->folder, output->old, &found, error))
        return false;
    if (!found && !is_empty(output->folder))
        return ts_fail(
            error, TS_REFUSED, output->folder, 0, 0,
            "The folder is not empty and was not made by tearsheet, so nothing is written into it. "
            "Choose another one with -o, or empty it.");
    return (!ts_is_folder(output->stage) || ts_folder_remove(output->stage, error)) &&
           ts_folder_make(output->stage, error);
}

ts_output *ts_output_open(const char *folder, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    ts_output *output = TS_NEW(arena, ts_output);
    output->arena = arena;
    output->folder = ts_arena_strdup(arena, folder);
    output->stage = ts_path_join(arena, folder, STAGE);
    output->lock = -1;
    output->old = ts_map_new();
    pthread_mutex_init(&output->mutex, NULL);
    if (take_folder(output, error))
        return output;
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

/* Notes a file of the new site; `stage` when it has to be put in place. */
static void note(ts_output *output, const char *path, ts_str bytes, bool there, bool stage)
{
    ts_written_file file;
    ts_hash_hex(bytes, file.hash);
    pthread_mutex_lock(&output->mutex);
    file.path = ts_arena_strdup(output->arena, path);
    ts_vec_push_in(output->arena, &output->files, file);
    if (stage)
        ts_vec_push_in(output->arena, &output->staged, file.path);
    output->created += stage && !there;
    output->replaced += stage && there;
    output->unchanged += !stage;
    pthread_mutex_unlock(&output->mutex);
}

bool ts_output_put(ts_output *output, const char *path, ts_str bytes, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    struct stat st;
    const char *full = ts_path_join(arena, output->folder, path);
    bool there = lstat(full, &st) == 0, same = there && holds(arena, full, &st, bytes), ok = true;
    if (there && !same && !ts_map_has(output->old, ts_str_of(path)))
        ok = ts_fail(
            error, TS_REFUSED, full, 0, 0,
            "It is in the way of a page of that name, and tearsheet did not write it. Move it away, or "
            "build elsewhere with -o.");
    else if (!same)
        ok = ts_file_write(ts_path_join(arena, output->stage, path), bytes, NULL, error);
    if (ok)
        note(output, path, bytes, there, !same);
    ts_arena_free(arena);
    return ok;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const ts_written_file *)a)->path, ((const ts_written_file *)b)->path);
}

/* The files of this build and, while files are being moved, those of the one before as well: whatever
 * interrupts us, the next build knows what is ours. */
static bool write_mark(ts_output *output, bool both, const ts_map *now, ts_error *error)
{
    ts_written_files files = {0};
    for (size_t i = 0; i < output->files.len; i++)
        ts_vec_push_in(output->arena, &files, output->files.items[i]);
    for (size_t i = 0; both && i < ts_map_len(output->old); i++)
        if (!ts_map_has(now, ts_map_key_at(output->old, i)))
            ts_vec_push_in(output->arena, &files, *(ts_written_file *)ts_map_value_at(output->old, i));
    if (files.len)
        qsort(files.items, files.len, sizeof *files.items, by_path);
    return ts_manifest_write(output->folder, &files, error);
}

static bool move_staged(ts_output *output, ts_error *error)
{
    for (size_t i = 0; i < output->staged.len; i++) {
        ts_arena *arena = ts_arena_new();
        const char *path = output->staged.items[i], *to = ts_path_join(arena, output->folder, path);
        bool ok = ts_folder_make(ts_path_folder(arena, to), error);
        if (ok && rename(ts_path_join(arena, output->stage, path), to) != 0)
            ok = ts_fail_errno(error, to, "The new file cannot be put in place");
        ts_arena_free(arena);
        if (!ok)
            return false;
    }
    return true;
}

/* Removes the folders above a removed file as far as they are empty. */
static void remove_empty_folders(ts_arena *arena, const ts_output *output, const char *path)
{
    for (char *folder = ts_path_folder(arena, path); strcmp(folder, ".") != 0;
         folder = ts_path_folder(arena, folder))
        if (rmdir(ts_path_join(arena, output->folder, folder)) != 0)
            return;
}

/* A file of the old site that the new one has not. *removed is false where somebody changed it since. */
static bool remove_old(const ts_output *output, const ts_written_file *file, bool *removed, ts_error *error)
{
    ts_arena *arena = ts_arena_new();
    const char *full = ts_path_join(arena, output->folder, file->path);
    ts_str bytes;
    ts_error unread = {0};
    char hash[33] = "";
    *removed = true;
    bool ok = true;
    if (ts_file_read(arena, full, TS_BUF_MAX, &bytes, &unread)) {
        ts_hash_hex(bytes, hash);
        *removed = memcmp(hash, file->hash, sizeof hash) == 0;
    }
    if (*removed && (ok = ts_file_remove(full, error)))
        remove_empty_folders(arena, output, file->path);
    ts_arena_free(arena);
    return ok;
}

bool ts_output_commit(ts_output *output, ts_output_report *report,
                      void (*kept)(void *context, const char *path), void *context, ts_error *error)
{
    ts_map *now = ts_map_new();
    for (size_t i = 0; i < output->files.len; i++)
        ts_map_put(now, ts_str_of(output->files.items[i].path), output);
    *report = (ts_output_report){output->created, output->replaced, output->unchanged, 0};
    bool ok = write_mark(output, true, now, error);
    output->committed = ok;
    ok = ok && move_staged(output, error);
    for (size_t i = 0; ok && i < ts_map_len(output->old); i++) {
        const ts_written_file *file = ts_map_value_at(output->old, i);
        bool removed = false;
        if (ts_map_has(now, ts_str_of(file->path)))
            continue;
        ok = remove_old(output, file, &removed, error);
        report->removed += ok && removed;
        if (ok && !removed && kept)
            kept(context, file->path);
    }
    ok = ok && write_mark(output, false, now, error);
    ts_map_free(now);
    return ok;
}

void ts_output_close(ts_output *output)
{
    if (!output)
        return;
    ts_error ignored = {0};
    if (output->lock >= 0) {
        ts_folder_remove(output->stage, &ignored);
        close(output->lock);
    }
    if (output->made && !output->committed)
        rmdir(output->folder);
    pthread_mutex_destroy(&output->mutex);
    ts_map_free(output->old);
    ts_arena_free(output->arena);
}
