/* Publishing by a change of names: the new site is made whole in the work folder, by hard links. */
#include "site/output_parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct linking {
    const ts_output *output;
    ts_arena *arena;
    TS_VEC(const char *) todo; /* folders below the output, "" itself */
    ts_buf path;
    dev_t device;
    size_t kept; /* files of ours that were linked */
    ts_error *error;
} linking;

/* One folder of the old site, and the same one of the new, which is made when something comes into it. */
typedef struct folder_pair {
    const char *path;
    int from, to;
    struct stat st; /* of the old one */
} folder_pair;

/* An error that another way to publish would meet as well; all others mean that links are not for this
 * folder. */
static ts_swapped fail(const linking *l, const char *path, const char *what)
{
    if (errno != ENOSPC && errno != EDQUOT && errno != EIO)
        return TS_SWAP_UNABLE;
    ts_arena *arena = ts_arena_new();
    ts_fail_errno(l->error, ts_path_join(arena, l->output->shown, path), "%s", what);
    ts_arena_free(arena);
    return TS_SWAP_FAILED;
}

static ts_swapped open_new(const linking *l, folder_pair *pair, bool make)
{
    ts_error error = {0};
    const char *path = ts_path_join(l->arena, l->output->next, pair->path);
    if (pair->to >= 0)
        return TS_SWAPPED;
    if (make && !ts_folder_make(path, &error))
        return fail(l, pair->path, "The folder cannot be made anew");
    pair->to = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (pair->to < 0 && (make || errno != ENOENT))
        return fail(l, pair->path, "The folder cannot be made anew");
    return TS_SWAPPED;
}

/* What the folder's owner gave it goes on; but a group that we may not give stays behind. */
static void copy_mode(const folder_pair *pair)
{
    struct stat st;
    if (pair->to < 0 || fstat(pair->to, &st) != 0)
        return;
    bool given = st.st_gid == pair->st.st_gid || fchown(pair->to, (uid_t)-1, pair->st.st_gid) == 0;
    mode_t mode = pair->st.st_mode & (given ? 07777 : 05777);
    if ((st.st_mode & 07777) != mode)
        (void)fchmod(pair->to, mode);
}

static ts_swapped link_entry(linking *l, folder_pair *pair, const struct dirent *entry)
{
    const char *name = entry->d_name, *path = l->path.ptr;
    ts_fate fate = ts_output_fate(l->output, path);
    struct stat st;
    bool folder = entry->d_type == DT_DIR;
    if (fate == TS_FATE_STAGED || fate == TS_FATE_REMOVED)
        return TS_SWAPPED;
    if (entry->d_type == DT_UNKNOWN)
        folder = fstatat(pair->from, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
    if (folder) {
        ts_vec_push_in(l->arena, &l->todo, ts_arena_strdup(l->arena, path));
        return TS_SWAPPED;
    }
    ts_swapped state = open_new(l, pair, true);
    if (state != TS_SWAPPED)
        return state;
    if (linkat(pair->from, name, pair->to, name, 0) == 0)
        l->kept += fate == TS_FATE_KEPT;
    else if (errno != ENOENT)
        return fail(l, path, "The file cannot be linked into the new site");
    return TS_SWAPPED;
}

static bool is_own(const char *folder, const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
           (*folder == '\0' && (strcmp(name, TS_OUTPUT_MARK) == 0 || strcmp(name, TS_OUTPUT_STAGE) == 0));
}

/* Folders that only held what is removed are not made again; those that were empty are. */
static ts_swapped link_entries(linking *l, folder_pair *pair, DIR *dir)
{
    bool empty = true;
    const struct dirent *entry;
    ts_swapped state = open_new(l, pair, false);
    while (state == TS_SWAPPED && (errno = 0, entry = readdir(dir)) != NULL) {
        if (is_own(pair->path, entry->d_name))
            continue;
        empty = false;
        ts_buf_clear(&l->path);
        ts_buf_printf(&l->path, "%s%s%s", pair->path, *pair->path ? "/" : "", entry->d_name);
        state = link_entry(l, pair, entry);
    }
    if (state == TS_SWAPPED && errno != 0)
        state = fail(l, pair->path, "The folder cannot be read");
    return state == TS_SWAPPED && empty ? open_new(l, pair, true) : state;
}

static ts_swapped link_folder(linking *l, const char *path)
{
    folder_pair pair = {.path = path, .to = -1};
    const char *full = ts_path_join(l->arena, l->output->folder, path);
    pair.from = open(full, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dir = pair.from < 0 ? NULL : fdopendir(pair.from);
    ts_swapped state = TS_SWAP_UNABLE;
    if (!dir) {
        state = fail(l, path, "The folder cannot be read");
        if (pair.from >= 0)
            close(pair.from);
        return state;
    }
    if (fstat(pair.from, &pair.st) == 0 && pair.st.st_dev == l->device && pair.st.st_uid == geteuid())
        state = link_entries(l, &pair, dir);
    if (state == TS_SWAPPED)
        copy_mode(&pair);
    if (pair.to >= 0)
        close(pair.to);
    closedir(dir);
    return state;
}

/* Fewer files of ours than there were when they were compared: one vanished, or stands behind a link. */
static ts_swapped find_lost(const linking *l)
{
    for (size_t i = 0; i < l->output->files.len; i++) {
        const char *path = l->output->files.items[i].path;
        struct stat st;
        if (ts_output_fate(l->output, path) == TS_FATE_KEPT &&
            lstat(ts_path_join(l->arena, l->output->folder, path), &st) != 0) {
            ts_fail(l->error, TS_IO, ts_path_join(l->arena, l->output->shown, path), 0, 0,
                    "It vanished while the site was built. Build it again.");
            return TS_SWAP_FAILED;
        }
    }
    return TS_SWAP_UNABLE;
}

static ts_swapped link_rest(const ts_output *output, ts_error *error)
{
    struct stat st;
    linking l = {.output = output, .arena = ts_arena_new(), .error = error};
    ts_swapped state = TS_SWAPPED;
    ts_buf_init(&l.path, TS_BUF_MAX);
    if (stat(output->folder, &st) == 0) {
        l.device = st.st_dev;
        ts_vec_push_in(l.arena, &l.todo, "");
        while (state == TS_SWAPPED && l.todo.len > 0)
            state = link_folder(&l, l.todo.items[--l.todo.len]);
        if (state == TS_SWAPPED && l.kept != output->files.len - output->staged.len)
            state = find_lost(&l);
    }
    ts_buf_free(&l.path);
    ts_arena_free(l.arena);
    return state;
}

static ts_swapped change_names(const ts_output *output, ts_error *error)
{
    struct stat st;
    if (lstat(output->folder, &st) != 0) {
        if (rename(output->next, output->folder) == 0)
            return TS_SWAPPED;
        ts_fail_errno(error, output->shown, "The new site cannot be put in place");
        return TS_SWAP_FAILED;
    }
#ifdef RENAME_EXCHANGE
    if (renameat2(AT_FDCWD, output->next, AT_FDCWD, output->folder, RENAME_EXCHANGE) == 0)
        return TS_SWAPPED;
    if (errno != ENOSYS && errno != EINVAL)
        return TS_SWAP_UNABLE;
#endif
    if (rename(output->folder, output->last) != 0)
        return TS_SWAP_UNABLE;
    if (rename(output->next, output->folder) == 0)
        return TS_SWAPPED;
    ts_fail_errno(error, output->shown, "The new site cannot be put in place");
    rename(output->last, output->folder);
    return TS_SWAP_FAILED;
}

ts_swapped ts_output_swap(ts_output *output, ts_error *error)
{
    if (!output->beside)
        return TS_SWAP_UNABLE;
    if (!ts_folder_make(output->next, error))
        return TS_SWAP_FAILED;
    ts_swapped state = link_rest(output, error);
    if (state == TS_SWAPPED && !ts_manifest_write(output->next, output->work, &output->files, error))
        return TS_SWAP_FAILED;
    return state == TS_SWAPPED ? change_names(output, error) : state;
}
